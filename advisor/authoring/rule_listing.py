"""A rule, or the coverage of sources, as lines of text for authors of rules."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.authoring.checks.condition_phrases import GROUPS, phrase
from advisor.authoring.conclusions import shown
from advisor.authoring.source_coverage import coverage
from advisor.conditions import Condition, names
from advisor.knowledge.content import AnyRule, Library
from advisor.knowledge.phrasebook import Phrasebook, RuleText


def rule_lines(phrases: Phrasebook, rule: AnyRule) -> Iterator[str]:
    """Yield the contents of a rule, line by line."""
    texts = phrases.rule(rule.id)
    yield f"{rule.id}: {texts.title}"
    yield f"File: {rule.place.file}"
    yield f"Binding as: {phrases.ui[f'norm.{rule.norm}']}"
    yield from _outcome(rule, texts)
    yield "Fires when:"
    yield from condition_lines(rule.when, 1)
    for name in dict.fromkeys(names(rule.when)):
        asked = phrases.questions.get(name)
        label = asked.ask if asked else phrases.labels.get(name)
        if label:
            yield f"  {name}: {label}"
    yield "Says, the first whose facts are known:"
    yield from (f"  {text}" for text in texts.because)
    for text in texts.exceptions:
        yield f"Unless: {text}"
    for name in rule.sources:
        yield f"Source {name}: {phrases.sources.get(name, '')}".rstrip()


OWN = (
    *("direction", "strength", "topic", "advice"),
    *("priority", "whether", "timing"),
    *("gate", "blocking", "holds", "clears"),
    *("kind", "phase", "who", "step", "after", "takes", "any_day", "instead_of"),
    *("acts", "clears_gate", "sends"),
)
"""Fields that only some kinds of rules have: findings, advice, gates, plan."""


def _outcome(rule: AnyRule, texts: RuleText) -> Iterator[str]:
    """Yield the fields that only some kinds of rules have, by name."""
    for field in OWN:
        value = getattr(rule, field, getattr(texts, field, ""))
        if value not in ("", (), 0) or (value is False and field == "blocking"):
            yield f"{field.capitalize()}: {shown(value)}"
    for field in ("date", "day", "by"):
        if anchor := getattr(rule, field, None):
            offset = f" {anchor.days:+d} days" if anchor.days else ""
            yield f"{field.capitalize()}: {anchor.fact}{offset}"


def condition_lines(condition: Condition, depth: int = 0) -> Iterator[str]:
    """Yield a condition as the rule files write it, indented by its depth."""
    indent = "  " * depth
    group = GROUPS.get(type(condition))
    if group is None:
        yield f"{indent}{phrase(condition)}"
        return
    yield f"{indent}{group} of"
    for part in condition.parts:  # type: ignore[union-attr]
        yield from condition_lines(part, depth + 1)


def coverage_lines(library: Library) -> Iterator[str]:
    """Yield what implements each item, and last the sums by kind of item."""
    sums: dict[str, list[bool]] = {"S": [], "F": [], "C": []}
    for item in coverage(library):
        yield f"{item.source.id}: {library.phrases.source(item.source.id)}"
        yield from (f"  {kind} {identity}" for kind, identity in item.content)
        if item.missing:
            yield f"  missing: {', '.join(item.missing)}"
        sums.setdefault(item.source.id[0], []).append(not item.missing)
    yield ", ".join(f"{kind} {sum(done)} of {len(done)}" for kind, done in sums.items())
