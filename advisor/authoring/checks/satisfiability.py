"""What can never be.

Rules that cannot fire, questions that cannot be asked, rows that cannot win, and
decisions that leave some answers without a row. Each fault is certain; see
:mod:`advisor.authoring.proof` for what is exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from advisor.authoring.checks.condition_phrases import example, phrase
from advisor.authoring.checks.yaml_positions import Places
from advisor.authoring.proof.encoding import Meaning
from advisor.authoring.proof.formulas import TRUE, Formula
from advisor.authoring.proof.solver import GaveUp, Model, solve
from advisor.conditions import All, Always, Condition
from advisor.errors import Place, Problem
from advisor.knowledge.content import Library, WhenRule, WhetherRule

Rows = Sequence[WhetherRule | WhenRule]


@dataclass
class Proofs:
    """Asks the search, and counts what it shows."""

    meaning: Meaning
    shown: int = 0
    """Questions that were decided."""
    left_open: list[str] = field(default_factory=list)
    """What the search gave up on."""

    def can_be(self, what: str, *goals: Formula) -> Model | None:
        """Return facts that make the goals true, ``None`` when there are surely none.

        Where the search gives up, it may be, and an empty model says so. What is
        asked about is counted; without ``what`` the question is only a step on the way.
        """
        try:
            found = solve(self.meaning, *goals)
        except GaveUp:
            self.left_open += [what] * bool(what)
            return Model({}, (), ())
        self.shown += bool(what)
        return found


def dead_rules(library: Library, proofs: Proofs, places: Places) -> Iterator[Problem]:
    """Find the rules whose condition can never be true."""
    for rule in library.rules():
        if proofs.can_be(rule.id, proofs.meaning.fires(rule)) is None:
            why = _conflict(rule.when, proofs)
            yield Problem(
                places.of(rule.place, "when"),
                f"{rule.id} can never fire: {why}. Change the condition or remove the rule.",
            )


def dead_texts(library: Library, proofs: Proofs, places: Places) -> Iterator[Problem]:
    """Find the letters and paragraphs whose condition can never be true."""
    texts = [(kind.id, kind.when, kind.place) for kind in library.kinds.values()]
    texts += [(item.id, item.when, item.place) for item in library.paragraphs]
    for name, when, place in texts:
        if proofs.can_be(name, proofs.meaning.true(when)) is None:
            yield Problem(
                places.of(place, "when"),
                f"{name} can never stand in a letter: {_conflict(when, proofs)}.",
            )


def dead_questions(library: Library, proofs: Proofs, places: Places) -> Iterator[Problem]:
    """Find the questions that no answers to the questions before them lead to."""
    for question in library.questions.values():
        if proofs.can_be(question.id, proofs.meaning.true(question.when)) is None:
            why = _conflict(question.when, proofs)
            yield Problem(
                places.of(question.place, "when"),
                f"The question {question.id!r} can never be asked: {why}. "
                "Change its condition or remove it.",
            )


def _conflict(condition: Condition, proofs: Proofs) -> str:
    """Say which parts of a condition cannot be true together, as few as possible."""
    meaning = proofs.meaning
    parts = list(condition.parts) if isinstance(condition, All) else [condition]
    for part in list(parts):
        fewer = [other for other in parts if other is not part]
        if fewer and proofs.can_be("", *(meaning.true(item) for item in fewer)) is None:
            parts = fewer
    if len(parts) == 1:
        return f"it needs {phrase(parts[0])}, which cannot be"
    return "these cannot be true together: " + "; ".join(phrase(part) for part in parts)


def shadowed_rows(library: Library, proofs: Proofs, places: Places) -> Iterator[Problem]:
    """Find the rows that never win, because rows above them hold whenever they do."""
    meaning = proofs.meaning
    for rows, context in _decisions(library, meaning):
        for index, row in enumerate(rows):
            fires = (meaning.fires(row), context)
            if proofs.can_be(f"{row.id} wins", meaning.wins(rows, row), context) is not None:
                continue
            if proofs.can_be(f"{row.id} fires", *fires) is None:
                continue
            above = list(rows[:index])
            for other in reversed(rows[:index]):
                fewer = [item for item in above if item is not other]
                beaten = [meaning.no(meaning.fires(item)) for item in fewer]
                if proofs.can_be("", *fires, *beaten) is None:
                    above = fewer
            covering = ", ".join(item.id for item in above)
            yield Problem(
                places.of(row.place, "priority"),
                f"{row.id} can never decide: whenever it holds, so does a row above it "
                f"({covering}). Change its priority or its condition.",
            )


def gaps(library: Library, proofs: Proofs, places: Places) -> Iterator[Problem]:
    """Find answers for which no row of a decision holds."""
    meaning = proofs.meaning
    for (rows, context), folder in zip(
        _decisions(library, meaning), ("whether", "when"), strict=True
    ):
        if any(isinstance(row.when, Always) for row in rows):
            continue
        silent = [meaning.no(meaning.fires(row)) for row in rows]
        found = proofs.can_be(f"advice/{folder} without a row", context, *silent)
        if found is not None:
            place = (
                places.of(rows[-1].place, "when") if rows else Place(f"rules/advice/{folder}", 1, 1)
            )
            yield Problem(
                place, f"No row of advice/{folder} holds for some answers: {example(found)}."
            )


def _decisions(library: Library, meaning: Meaning) -> tuple[tuple[Rows, Formula], ...]:
    """Return the rows of each decision and what has to hold before it is made."""
    ends = meaning.advised("end") if library.whether else TRUE
    return (library.whether, TRUE), (library.timing, ends)


LOOKS = (dead_rules, dead_texts, dead_questions, shadowed_rows, gaps)
"""Everything that is looked for here."""
