"""Checks across files: what the reading of one file alone cannot see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.authoring.checks import languages, satisfiability, wordlists
from advisor.authoring.checks.missing_cases import missing_cases
from advisor.authoring.checks.yaml_positions import Places
from advisor.authoring.proof.encoding import NEEDS_NOTHING, Meaning
from advisor.authoring.proof.regions import conditions
from advisor.authoring.source_coverage import claims, coverage
from advisor.conditions import (
    All,
    AnyOf,
    Compare,
    Condition,
    Holds,
    IsKnown,
    names,
)
from advisor.errors import Place, Problem
from advisor.knowledge import migrations
from advisor.knowledge.content import AnyRule, Library
from advisor.knowledge.load import Roots
from advisor.locale.placeholders import facts_in


@dataclass(frozen=True)
class Examination:
    """The faults of the content, and how much of what can be was proven."""

    problems: tuple[Problem, ...]
    """In the order of files and lines."""
    proven: int = 0
    """Rules, questions, rows and texts of which it is shown whether they can be."""
    left_open: tuple[str, ...] = ()
    """Those for which the search gave up, so that nothing is shown."""


def check(library: Library, roots: Roots) -> list[Problem]:
    """Return every fault of the content, in the order of files and lines."""
    return list(examine(library, roots).problems)


def examine(library: Library, roots: Roots) -> Examination:
    """Look for every fault of the content. ``library`` is the one in the source language."""
    disorder = list(_order_of_questions(library))
    problems = [
        *disorder,
        *_unused_questions(library),
        *_rows(library),
        *_texts(library),
        *_sources(library, roots),
        *_letters(library),
        *migrations.faults(library),
        *missing_cases(library, roots),
        *languages.faults(library, roots),
        *wordlists.faults(library, roots),
    ]
    # Questions that hang on later ones may go in a circle, and prove nothing.
    proofs = None if disorder else satisfiability.Proofs(Meaning(library))
    if proofs:
        places = Places(roots)
        for look in satisfiability.LOOKS:
            problems += look(library, proofs, places)
    return Examination(
        tuple(sorted(set(problems))),
        proofs.shown if proofs else 0,
        tuple(proofs.left_open) if proofs else (),
    )


def _order_of_questions(library: Library) -> Iterator[Problem]:
    """A question may depend only on answers to questions before it."""
    asked: set[str] = set()
    for question in library.questions.values():
        for name in names(question.when):
            for source in library.facts[name].inputs:
                if source not in asked:
                    yield Problem(
                        question.place,
                        f"The question {question.id!r} depends on {source!r}, which is not asked "
                        f"before it. Move one of them.",
                    )
        asked.add(question.id)


def _unused_questions(library: Library) -> Iterator[Problem]:
    """A question that opens or decides nothing is a burden on the user."""
    used: set[str] = set()
    for condition in conditions(library):
        for name in names(condition):
            used.update(library.facts[name].inputs)
    texts = [text for rule in library.rules() for text in (rule.title, *rule.because)]
    for text in texts:
        for name, _ in facts_in(text) or ():
            used.update(library.facts[name].inputs)
    for kind in library.facts.values():
        if kind.origin == "derived":
            used.update(kind.inputs)
    for question in library.questions.values():
        if question.purpose == "advice" and question.id not in used:
            yield Problem(
                question.place,
                f"No rule, question or text uses the answer to {question.id!r}. "
                "Use it or remove it.",
            )


def _rows(library: Library) -> Iterator[Problem]:
    """Each decision needs an order without ties and a last row that always holds."""
    for rows, folder in ((library.whether, "whether"), (library.timing, "when")):
        priorities: dict[int, str] = {}
        for row in rows:
            other = priorities.setdefault(row.priority, row.id)
            if other != row.id:
                yield Problem(
                    row.place, f"{row.id} and {other} have the priority {row.priority}; change one."
                )
        if not rows or type(rows[-1].when).__name__ != "Always":
            place = rows[-1].place if rows else Place(f"rules/advice/{folder}", 1, 1)
            yield Problem(place, f"The last row of advice/{folder} must hold always.")
        for row in rows[:-1]:
            if type(row.when).__name__ == "Always":
                yield Problem(row.place, f"{row.id} always holds, so the rows after it never do.")


def _texts(library: Library) -> Iterator[Problem]:
    """Some text of each rule must need no fact that may be unknown when it fires."""
    for rule in library.rules():
        known = NEEDS_NOTHING | guaranteed(rule.when, library)
        for texts in ((rule.title,), rule.because):
            needed = [{name for name, _ in facts_in(text) or ()} for text in texts]
            if all(need - known for need in needed):
                lacking = ", ".join(sorted(needed[-1] - known))
                yield Problem(
                    rule.place,
                    f"{rule.id} may fire while {lacking} is unknown. "
                    "Add a last text that does not name it.",
                )


def guaranteed(condition: Condition, library: Library) -> frozenset[str]:
    """Return the facts that are known whenever a condition is true."""
    if isinstance(condition, Holds):
        return guaranteed(library.by_id[condition.finding].when, library)
    if isinstance(condition, Compare):
        # "not" is also true of what does not apply.
        return frozenset() if condition.operator == "not" else _with_input(condition.fact, library)
    if isinstance(condition, IsKnown):
        return _with_input(condition.fact, library) if condition.wanted else frozenset()
    if isinstance(condition, (All, AnyOf)):
        parts = [guaranteed(part, library) for part in condition.parts]
        joined = frozenset.union if isinstance(condition, All) else frozenset.intersection
        return joined(*parts)
    return frozenset()


def _with_input(name: str, library: Library) -> frozenset[str]:
    """A fact derived from one answer is known only together with it."""
    kind = library.facts[name]
    if kind.origin == "derived" and len(kind.inputs) == 1:
        return frozenset((name, *kind.implies, *kind.inputs))
    return frozenset((name, *kind.implies))


def _sources(library: Library, roots: Roots) -> Iterator[Problem]:
    """Every claimed item exists, and every item has content of the kinds it needs."""
    file = Place(roots.name(roots.rules / "sources.yaml"), 1, 1)
    for _, identity, sources in claims(library):
        for name in sources:
            if name not in library.sources:
                place = _place(library, identity, file)
                yield Problem(place, f"{identity} claims the source {name!r}, which is not listed.")
    for item in coverage(library):
        if item.missing:
            yield Problem(
                item.source.place,
                f"{item.source.id} has no content of the kind {', '.join(item.missing)}: "
                f"{item.source.title}.",
            )


def _place(library: Library, identity: str, default: Place) -> Place:
    rule: AnyRule | None = library.by_id.get(identity)
    if rule is not None:
        return rule.place
    question = library.questions.get(identity)
    if question is not None:
        return question.place
    for paragraph in library.paragraphs:
        if paragraph.id == identity:
            return paragraph.place
    return default


def _letters(library: Library) -> Iterator[Problem]:
    """Every folder of paragraphs is a kind of letter, and what a kind takes over is there."""
    there = {paragraph.id for paragraph in library.paragraphs}
    for paragraph in library.paragraphs:
        if paragraph.letter not in library.kinds:
            yield Problem(
                paragraph.place, f"There is no kind.yaml for the letter {paragraph.letter!r}."
            )
    for kind in library.kinds.values():
        for name in kind.also:
            if name not in there:
                yield Problem(kind.place, f"There is no paragraph {name!r}; also: names it.")
