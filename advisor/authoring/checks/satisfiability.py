"""Conditions that can never be true, rows that never decide, texts that contradict each other.

Each fault is certain; see :mod:`advisor.authoring.proof` for what is exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from advisor.authoring.checks.condition_phrases import example, phrase
from advisor.authoring.checks.yaml_positions import Places
from advisor.authoring.conclusions import Row
from advisor.authoring.proof.circuit import TRUE
from advisor.authoring.proof.encoding import Encoding
from advisor.authoring.proof.opposite_stances import Opposed, opposed
from advisor.conditions import All, Condition
from advisor.errors import Place, Problem
from advisor.knowledge.content import Library
from advisor.knowledge.letter_content import LetterKind, Paragraph


def faults(encoding: Encoding, places: Places, as_of: date) -> Iterator[Problem]:
    """Yield all that can never come about, and texts of one case that contradict each other.

    ``as_of`` is the day on which examples are tried as cases.
    """
    for found in opposed(encoding, as_of):
        yield _opposed(found, encoding.library)
    yield from _dead(encoding, places)
    library = encoding.library
    ends = encoding.advised("end") if library.whether else TRUE
    for rows, context, folder in (
        (library.whether, TRUE, "whether"),
        (library.timing, ends, "when"),
    ):
        yield from _shadowed(encoding, places, rows, context)
        yield from _uncovered(encoding, places, rows, context, folder)


def examined(library: Library) -> int:
    """Return the number of conditions and rows that :func:`faults` decides."""
    texts = len(library.phrases.kinds) + len(library.phrases.paragraphs)
    rows = len(library.whether) + len(library.timing)
    return len(library.rules()) + len(library.questions) + len(library.events) + texts + rows


def _dead(encoding: Encoding, places: Places) -> Iterator[Problem]:
    """Yield the rules, letter texts and questions whose condition can never be true."""
    library = encoding.library
    tried: list[tuple[Condition, Place, str, str]] = []
    for rule in library.rules():
        advice = " Change the condition or remove the rule."
        tried.append((rule.when, rule.place, f"{rule.id} can never fire", advice))
    texts: list[LetterKind | Paragraph] = [
        *library.phrases.kinds.values(),
        *library.phrases.paragraphs,
    ]
    for text in texts:
        tried.append((text.when, text.place, f"{text.id} can never stand in a letter", ""))
    for event in library.events:
        what, advice = f"The event {event.id!r} can never happen", " Change its condition."
        tried.append((event.when, event.place, what, advice))
    for question in library.questions.values():
        what = f"The question {question.id!r} can never be asked"
        advice = " Change its condition or remove it."
        tried.append((question.when, question.place, what, advice))
    possible = encoding.circuit.possible([encoding.true(when) for when, *_ in tried])
    for when, place, what, advice in tried:
        if encoding.true(when) not in possible:
            why = _conflict(when, encoding)
            yield Problem(places.of(place, "when"), f"{what}: {why}.{advice}")


def _conflict(condition: Condition, encoding: Encoding) -> str:
    """Name a minimal set of parts of a condition that cannot be true together."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    by_literal = {encoding.true(part): part for part in parts}
    core = [by_literal[literal] for literal in encoding.circuit.core(by_literal)]
    if len(core) == 1:
        return f"it needs {phrase(core[0])}, which cannot be"
    return "these cannot be true together: " + "; ".join(map(phrase, core))


def _shadowed(
    encoding: Encoding, places: Places, rows: Sequence[Row], context: int
) -> Iterator[Problem]:
    """Yield the rows that never decide, because rows above them hold whenever they do."""
    for index, row in enumerate(rows):
        fires = (encoding.true(row.when), context)
        if encoding.can_be(encoding.wins(rows, row), context) or not encoding.can_be(*fires):
            continue
        # The lowest rows are left out first.
        beaten = {-encoding.true(other.when): other.id for other in reversed(rows[:index])}
        core = encoding.circuit.core(beaten, fires)
        covering = ", ".join(beaten[literal] for literal in reversed(core))
        yield Problem(
            places.of(row.place, "priority"),
            f"{row.id} can never decide: whenever it holds, so does a row above it "
            f"({covering}). Change its priority or its condition.",
        )


def _uncovered(
    encoding: Encoding, places: Places, rows: Sequence[Row], context: int, folder: str
) -> Iterator[Problem]:
    """Yield a case for which no row of a decision holds."""
    found = encoding.example(context, *(-encoding.true(row.when) for row in rows))
    if found is not None:
        last = Place(f"rules/advice/{folder}", 1, 1)
        place = places.of(rows[-1].place, "when") if rows else last
        text = example(found, encoding.library)
        yield Problem(place, f"No row of advice/{folder} holds for some answers: {text}.")


def _opposed(found: Opposed, library: Library) -> Problem:
    """Name two texts that one case shows though they are opposed, with its answers."""
    one, other = (library.stances[name].means.lower() for name in found.stances)
    text = f"{found.one.id} ({one}) and {found.other.id} ({other}) can stand in one report"
    case = example(found.facts, library)
    if found.happens:
        return Problem(found.one.place, f"{text}: {case}.")
    return Problem(
        found.one.place,
        f"{text}, unless no case has these facts: {case}. If none has, declare what they "
        "depend on in rules/dependences.yaml; else change a condition.",
    )
