"""Merge the answers that two programs gave to one case: a three-way merge by question."""

from __future__ import annotations

from pathlib import Path

from advisor.casefile.answers import show_in_line
from advisor.casefile.rendering import single_spaced
from advisor.errors import Message
from advisor.knowledge.content import Library, Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.model import Answer, Case, Unsure


@dataclass(frozen=True)
class Conflict:
    """A question to which two programs gave different answers; ``None`` is no answer."""

    question: str
    mine: Answer | Unsure | None
    theirs: Answer | Unsure | None

    def message(self, path: Path, library: Library) -> Message:
        """Say which answer contradicts which."""
        return Message(
            "{path} was changed meanwhile. {ask} Your answer: {mine}. "
            "In the file, where it stays: {theirs}.",
            path=path,
            ask=single_spaced(library.phrases.question(self.question).ask),
            mine=answer_text(library, self.question, self.mine),
            theirs=answer_text(library, self.question, self.theirs),
        )


@dataclass(frozen=True)
class Merged:
    """What comes of a merge."""

    case: Case
    """The answers of both; theirs where the two conflict."""
    taken: tuple[str, ...] = ()
    """Questions whose answers only they changed."""
    conflicts: tuple[Conflict, ...] = ()


def merge(
    rulebook: Rulebook, base: Case, mine: Case, theirs: Case, unit: frozenset[str] = frozenset()
) -> Merged:
    """Take both changes of ``base``, for each question apart.

    The questions of ``unit`` make one record: where both have changed it, no two of its
    answers may differ. The day of the case is theirs; no command changes it.
    """
    answers: dict[str, Answer] = {}
    unsure: set[str] = set()
    taken: list[str] = []
    conflicts: list[Conflict] = []
    both_changed = all(
        any(one.given(name) != base.given(name) for name in unit) for one in (mine, theirs)
    )
    for name in rulebook.questions:
        was, ours, other = (case.given(name) for case in (base, mine, theirs))
        clash = was not in (ours, other)
        if ours != other and (clash or (both_changed and name in unit)):
            conflicts.append(Conflict(name, ours, other))
        elif other != was and ours == was:
            taken.append(name)
        result = ours if other == was else other
        if isinstance(result, Unsure):
            unsure.add(name)
        elif result is not None:
            answers[name] = result
    evidence = theirs.evidence
    if mine.evidence != base.evidence:
        from advisor.casefile.evidence_records import merged

        evidence = merged(base.evidence, mine.evidence, theirs.evidence)
    file = theirs.file or mine.file
    case = Case(answers, frozenset(unsure), theirs.as_of, file, evidence=evidence)
    return Merged(case, tuple(taken), tuple(conflicts))


def answer_text(library: Library, name: str, given: Answer | Unsure | None) -> str:
    """Return an answer in one line."""
    if given is None:
        return Message("no answer")
    if isinstance(given, Unsure):
        return library.phrases.ui["interview.dont_know"]
    return show_in_line(library.phrases, library.questions[name], given)
