"""Which open questions can still change the advice, and which conclusions."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.conditions import open_names
from advisor.knowledge.content import AnyRule, Library
from advisor.model import Facts
from advisor.reasoning.decide import Decision


def deciding_rules(library: Library, decision: Decision) -> Iterator[AnyRule]:
    """Yield the undecided rules that could change whether, when, last day or a gate.

    Rows of a decision below the one that holds cannot change it. Which gates and
    dates apply may also depend on another outcome than the present one, so the
    undecided ones all count.
    """
    for row in library.whether:
        if row.priority >= decision.row.priority and decision.truths[row.id]:
            break
        if decision.truths[row.id] is None:
            yield row
    if decision.timing is not None:
        for timing in library.timing:
            if decision.truths[timing.id]:
                break
            if decision.truths[timing.id] is None:
                yield timing
    for gate in library.gates:
        if decision.truths[gate.id] is None:
            yield gate
    for rule in library.dates:
        if decision.truths[rule.id] is None and rule.kind == "constraint":
            yield rule


def leaves(library: Library, decision: Decision, rule: AnyRule) -> frozenset[str]:
    """Return the questions whose answers can still decide a rule."""
    found: set[str] = set()
    seen: set[str] = set()
    todo = list(open_names(rule.when, decision.facts))
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        kind = library.facts[name]
        if kind.origin == "finding":
            todo.extend(open_names(library.by_id[name].when, decision.facts))
        elif kind.origin == "tally":
            todo.extend(_open_findings(library, decision, name))
        else:
            found.update(kind.inputs)
    return frozenset(name for name in found if can_be_answered(library, decision.facts, name))


def _open_findings(library: Library, decision: Decision, tally: str) -> Iterator[str]:
    """Yield the undecided findings that a tally counts."""
    wanted = "against" if tally == "keeps" else "for"
    least = {"grounds.strong": ("strong", "decisive"), "grounds.moderate": ("moderate", "strong", "decisive")}
    for rule in library.findings:
        if rule.direction != wanted or decision.truths[rule.id] is not None:
            continue
        if rule.strength in least.get(tally, (rule.strength,)):
            yield rule.id


def can_be_answered(library: Library, facts: Facts, question: str) -> bool:
    """Tell whether a question still lacks an answer and may be reachable."""
    from advisor.facts.derive import fact_names

    name = fact_names(library.questions[question])[0]
    return name not in facts.known and name not in facts.not_applicable


def open_questions(library: Library, decision: Decision) -> frozenset[str]:
    """Return every question whose answer can still change the advice.

    Also the questions that open the way to such a question.
    """
    return frozenset(influences(library, decision))


def influences(library: Library, decision: Decision) -> dict[str, tuple[AnyRule, ...]]:
    """Return, for each question that still matters, the rules it can still decide.

    The rules come in the order of what they decide: whether, when, gates, dates.
    """
    found: dict[str, list[AnyRule]] = {}
    for rule in deciding_rules(library, decision):
        wanted = set(leaves(library, decision, rule))
        for question in with_gatekeepers(library, decision.facts, wanted):
            found.setdefault(question, []).append(rule)
    return {question: tuple(rules) for question, rules in found.items()}


def with_gatekeepers(library: Library, facts: Facts, wanted: set[str]) -> frozenset[str]:
    """Add the open questions that decide whether a wanted one can be reached."""
    todo = list(wanted)
    while todo:
        question = library.questions[todo.pop()]
        for name in open_names(question.when, facts):
            for source in library.facts[name].inputs:
                if source not in wanted and can_be_answered(library, facts, source):
                    wanted.add(source)
                    todo.append(source)
    return frozenset(wanted)


def conclusions(library: Library, decision: Decision, question: str) -> tuple[str, ...]:
    """Return the titles of the undecided rules that a question can still affect."""
    rules = influences(library, decision).get(question, ())
    return tuple(dict.fromkeys(rule.title for rule in rules))
