"""Checks across files: what the reading of one file alone cannot see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from graphlib import CycleError, TopologicalSorter

from advisor.authoring.checks import contracts, languages, satisfiability, wordlists
from advisor.authoring.checks.missing_cases import missing_cases
from advisor.authoring.checks.yaml_positions import Places
from advisor.authoring.proof.encoding import Encoding
from advisor.authoring.required_values import known_without_answers
from advisor.authoring.source_coverage import claims, coverage
from advisor.conditions import (
    ALWAYS,
    All,
    AnyOf,
    Compare,
    Condition,
    Holds,
    IsKnown,
    names,
)
from advisor.errors import ContentError, MissingExtra, Place, Problem
from advisor.knowledge import migrations
from advisor.knowledge.content import FindingRule, GateRule, Library, Rulebook, TaskRule
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.export_formats import read_exports
from advisor.knowledge.partitions import conditions
from advisor.knowledge.phrasebook import Phrasebook
from advisor.lazy_dataclass import dataclass
from advisor.letters import letter_body
from advisor.reasoning.stances import preferred

FORMS = ("one", "other")
"""The grammatical numbers that a unit has words for."""


@dataclass(frozen=True)
class Examination:
    """The faults of the content, and whether satisfiability was part of the search."""

    problems: tuple[Problem, ...]
    """In the order of files and lines."""
    proven: int | None
    """Conditions and rows of which it was decided whether they can be true or win;
    ``None`` where python-sat is not installed."""


def examine(library: Library, roots: Roots, as_of: date) -> Examination:
    """Look for every fault of the content. ``library`` is the one in the source language.

    ``as_of`` is a day on which the dated values are read.
    """
    known = known_without_answers(library, as_of)
    disorder = [*_order_of_questions(library), *_circles(library)]
    problems = [
        *disorder,
        *_unused_questions(library),
        *_units(library, roots),
        *_rows(library),
        *_texts(library, known),
        *_sources(library),
        *_stances(library, Places(roots)),
        *_letters(library.phrases),
        *letter_body.check(library.phrases),
        *migrations.faults(library),
        *missing_cases(library, roots),
        *languages.faults(library, roots),
        *wordlists.faults(library, roots),
        *_exports(roots),
        *contracts.faults(library, roots),
    ]
    proven: int | None = 0
    # Questions that depend on each other and advice that gives way in a circle have no encoding.
    if not disorder:
        try:
            problems += satisfiability.faults(Encoding(library, known), Places(roots), as_of)
            proven = satisfiability.examined(library)
        except MissingExtra:
            proven = None
    return Examination(tuple(sorted(set(problems))), proven)


def _exports(roots: Roots) -> Iterator[Problem]:
    """Yield the faults of the known exports, and headings that tell two of them alike."""
    try:
        _, exports = read_exports(roots)
    except ContentError as error:
        yield from error.problems
        return
    seen: dict[frozenset[str], str] = {}
    for one in exports:
        headings = frozenset(word.casefold() for word in one.told_by)
        if not headings or headings in seen:
            other = seen.get(headings, "no other")
            yield Problem(one.place, f"told_by must tell it from {other!r}; add a heading.")
        seen[headings] = one.id


def _order_of_questions(rulebook: Rulebook) -> Iterator[Problem]:
    """A question may depend only on answers to questions before it."""
    asked: set[str] = set()
    for question in rulebook.questions.values():
        for name in names(question.when):
            for source in rulebook.facts[name].inputs:
                if source not in asked:
                    yield Problem(
                        question.place,
                        f"The question {question.id!r} depends on {source!r}, which is not asked "
                        f"before it. Move one of them.",
                    )
        asked.add(question.id)


def _unused_questions(library: Library) -> Iterator[Problem]:
    """Yield questions for advice whose answers nothing uses."""
    used: set[str] = set()
    for condition in conditions(library):
        for name in names(condition):
            used.update(library.facts[name].inputs)
    for rule in library.rules():
        for named in (rule.title_facts, *rule.reason_facts):
            used.update(*(library.facts[name].inputs for name in named))
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


def _units(library: Library, roots: Roots) -> Iterator[Problem]:
    """Yield the facts that are counted in a unit without words."""
    for name, kind in library.facts.items():
        words = {f"unit.{kind.unit}.{form}" for form in FORMS}
        if kind.unit and not words <= library.phrases.ui.keys():
            question = library.questions.get(name)
            file = Place(roots.name(roots.rules / "facts.yaml"), 1, 1)
            yield Problem(
                question.place if question else file,
                f"{name} counts {kind.unit}, which has no words; add {kind.unit}: "
                "{one: ..., other: ...} to unit: in templates/en/ui/words.yaml.",
            )


def _rows(rulebook: Rulebook) -> Iterator[Problem]:
    """Each decision needs an order without ties and a last row that always holds."""
    for rows, folder in ((rulebook.whether, "whether"), (rulebook.timing, "when")):
        priorities: dict[int, str] = {}
        for row in rows:
            other = priorities.setdefault(row.priority, row.id)
            if other != row.id:
                yield Problem(
                    row.place, f"{row.id} and {other} have the priority {row.priority}; change one."
                )
        if not rows or rows[-1].when != ALWAYS:
            place = rows[-1].place if rows else Place(f"rules/advice/{folder}", 1, 1)
            yield Problem(place, f"The last row of advice/{folder} must hold always.")
        for row in rows[:-1]:
            if row.when == ALWAYS:
                yield Problem(row.place, f"{row.id} always holds, so the rows after it never do.")


def _texts(rulebook: Rulebook, always_known: frozenset[str]) -> Iterator[Problem]:
    """Some text of each rule must need no fact that may be unknown when it fires.

    The title of a finding stands in for its reasons.
    """
    for rule in rulebook.rules():
        known = always_known | guaranteed(rule.when, rulebook)
        reasons = () if isinstance(rule, FindingRule) else (rule.reason_facts,)
        for needed in ((rule.title_facts,), *reasons):
            if all(set(need) - known for need in needed):
                lacking = ", ".join(sorted(set(needed[-1]) - known))
                yield Problem(
                    rule.place,
                    f"{rule.id} may fire while {lacking} is unknown. "
                    "Add a last text that does not name it.",
                )


def guaranteed(condition: Condition, rulebook: Rulebook) -> frozenset[str]:
    """Return the facts that are known whenever a condition is true."""
    if isinstance(condition, Holds):
        return guaranteed(rulebook.by_id[condition.finding].when, rulebook)
    if isinstance(condition, Compare):
        # "not" is also true of what does not apply.
        return frozenset() if condition.operator == "not" else _with_input(condition.fact, rulebook)
    if isinstance(condition, IsKnown):
        return _with_input(condition.fact, rulebook) if condition.wanted else frozenset()
    if isinstance(condition, (All, AnyOf)):
        parts = [guaranteed(part, rulebook) for part in condition.parts]
        joined = frozenset.union if isinstance(condition, All) else frozenset.intersection
        return joined(*parts)
    return frozenset()


def _with_input(name: str, rulebook: Rulebook) -> frozenset[str]:
    """A fact derived from one answer is known only together with it."""
    kind = rulebook.facts[name]
    if kind.origin == "derived" and len(kind.inputs) == 1:
        return frozenset((name, *kind.implies, *kind.inputs))
    return frozenset((name, *kind.implies))


def _sources(library: Library) -> Iterator[Problem]:
    """Every claimed item exists, and every item has content of the kinds it needs."""
    for claim in claims(library):
        for name in claim.sources:
            if name not in library.sources:
                text = f"{claim.id} claims the source {name!r}, which is not listed."
                yield Problem(claim.place, text)
    for item in coverage(library):
        if item.missing:
            yield Problem(
                item.source.place,
                f"{item.source.id} has no content of the kind {', '.join(item.missing)}: "
                f"{library.phrases.source(item.source.id)}.",
            )


def _stances(library: Library, places: Places) -> Iterator[Problem]:
    """Every gate and every step says what it tells the user to do, if only that it is nothing."""
    for rule in library.rules():
        if isinstance(rule, (GateRule, TaskRule)) and places.lacks(rule.place, "stances"):
            yield Problem(
                rule.place,
                f"{rule.id} does not say what it tells the user to do. Add stances: with names of "
                "rules/stances.yaml, or stances: [] where nothing can be its opposite.",
            )


def _circles(library: Library) -> Iterator[Problem]:
    """The advice of findings gives way to that of others in no circle."""
    try:
        TopologicalSorter(
            {
                one.id: {
                    other.id
                    for other in library.findings
                    if not preferred(library, one).isdisjoint(other.stances)
                }
                for one in library.findings
            }
        ).prepare()
    except CycleError as error:
        ring = " -> ".join(error.args[1])
        text = f"By their stances the advice of these findings gives way in a circle: {ring}."
        yield Problem(library.by_id[error.args[1][0]].place, text)


def _letters(phrases: Phrasebook) -> Iterator[Problem]:
    """Every folder of paragraphs is a kind of letter, and what a kind takes over is there."""
    there = {paragraph.id for paragraph in phrases.paragraphs}
    for paragraph in phrases.paragraphs:
        if paragraph.letter not in phrases.kinds:
            yield Problem(
                paragraph.place, f"There is no kind.yaml for the letter {paragraph.letter!r}."
            )
    for kind in phrases.kinds.values():
        for name in kind.also:
            if name not in there:
                yield Problem(kind.place, f"There is no paragraph {name!r}; also: names it.")
