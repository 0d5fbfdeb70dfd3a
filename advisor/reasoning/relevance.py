"""Which open questions can still change the advice, and which conclusions."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.conditions import names, open_names
from advisor.facts.derive import fact_names
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
    least = {
        "grounds.strong": ("strong", "decisive"),
        "grounds.moderate": ("moderate", "strong", "decisive"),
    }
    for rule in library.findings:
        if rule.direction != wanted or decision.truths[rule.id] is not None:
            continue
        if rule.strength in least.get(tally, (rule.strength,)):
            yield rule.id


def can_be_answered(library: Library, facts: Facts, question: str) -> bool:
    """Tell whether a question still lacks an answer and may be reachable."""
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
    for question, rules in _doubted(library, decision):
        found.setdefault(question, []).extend(rules)
    return {question: tuple(rules) for question, rules in found.items()}


def _doubted(library: Library, decision: Decision) -> Iterator[tuple[str, list[AnyRule]]]:
    """Yield the open questions on which it depends whether a given answer applies.

    A case file may answer a question without the one that opens the way to it.
    The answer counts, but what it supports would fall with the other answer.
    """
    facts = decision.facts
    for question in library.questions.values():
        if question.purpose == "letter" or not _answered(library, facts, question.id):
            continue
        opening = {
            source
            for name in open_names(question.when, facts)
            for source in library.facts[name].inputs
        }
        rules: list[AnyRule] = []
        if opening:
            rules = [rule for rule in library.rules() if _rests_on(library, rule, question.id)]
        if rules:
            for name in sorted(with_gatekeepers(library, facts, opening)):
                if can_be_answered(library, facts, name):
                    yield name, rules


def _answered(library: Library, facts: Facts, question: str) -> bool:
    return fact_names(library.questions[question])[0] in facts.known


def _rests_on(library: Library, rule: AnyRule, question: str) -> bool:
    """Tell whether a row, a gate or a date rests on a question, also through findings."""
    if rule.id.split("/")[0] not in ("whether", "when", "gates", "dates"):
        return False
    return any(_from(library, name, question) for name in names(rule.when))


def _from(library: Library, name: str, question: str) -> bool:
    kind = library.facts[name]
    if kind.origin == "finding":
        return any(_from(library, inner, question) for inner in names(library.by_id[name].when))
    if kind.origin == "tally":
        return any(_from(library, finding.id, question) for finding in library.findings)
    return question in kind.inputs


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
