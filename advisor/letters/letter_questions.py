"""The questions that letters need answered: those they declare, and those that shape them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.conditions import names
from advisor.knowledge import roles
from advisor.knowledge.content import Rulebook
from advisor.knowledge.letter_content import LetterKind
from advisor.knowledge.phrasebook import Phrasebook
from advisor.letters.annotations import COMPOSED, ENVELOPE
from advisor.letters.letter_body import reads
from advisor.letters.templates import names_in


def letter_questions(
    phrases: Phrasebook, rulebook: Rulebook, kinds: Iterable[LetterKind]
) -> frozenset[str]:
    """Return the questions about letters that some kinds read, and the records they need."""
    wanted = tuple(kinds)
    needed = {name for kind in wanted for name in kind.needs}
    found: set[str] = set()
    todo = {name for kind in wanted for name in _read_by(phrases, kind)}
    while todo:
        name = todo.pop()
        question = rulebook.questions.get(name) or rulebook.questions.get(name.partition(".")[0])
        if question is not None and question.id not in found:
            found.add(question.id)
            # One that another depends on is asked before it.
            todo.update(names(question.when))
    purposes = {name: rulebook.questions[name].purpose for name in found}
    return frozenset(
        name
        for name, purpose in purposes.items()
        if purpose == "letter" or (purpose == "record" and name in needed)
    )


def _read_by(phrases: Phrasebook, kind: LetterKind) -> Iterator[str]:
    """Yield the facts and composed values that a kind reads in any case."""
    yield from kind.needs
    for row in (*kind.subject, *kind.lacks, *kind.adds):
        yield from names(row.when)
        yield from names_in(row.text)
    frame = phrases.frames.get(kind.frame)
    shown = set(frame.roles if frame else ENVELOPE)
    shown -= set() if kind.encloses else {"enclosures"}
    for part in shown:
        yield from ENVELOPE.get(part, ())
    for name in reads(phrases, kind):
        yield name
        yield from COMPOSED.get(name, ())
    if kind.reader == "client":
        yield from (roles.LETTER_FORM, roles.SENDER_VOICE)
    if "salutation" in shown:
        yield roles.CONTACT_EMAIL
    # The time in transit is that of the route, unless the case gives another.
    if kind.sent is not None and kind.notice:
        yield roles.SEND_ON
