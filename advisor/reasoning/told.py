"""Conditions and facts in plain sentences: the questions' own words and labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from advisor.conditions import (
    All,
    Always,
    AnyOf,
    Compare,
    Condition,
    Holds,
    IsKnown,
    NoneOf,
    evaluate,
)
from advisor.knowledge.content import Library, Question
from advisor.knowledge.texts import fill
from advisor.model import Between, Facts, FactType, FactValue, Truth
from advisor.reasoning.doubt import opposite
from advisor.reasoning.node import Mark, Node, Shown, sources_of
from advisor.reasoning.say import speaker
from advisor.reasoning.tally import counted
from advisor.wording import show

NUMBERS = ("number", "percent", "money", "date")
"""Kinds of facts whose limit is said beside the value."""


@dataclass(frozen=True)
class Teller:
    """Tells the facts of one case."""

    library: Library
    facts: Facts
    unsure: frozenset[str]
    """Questions answered with "I don't know"."""

    def say(self, key: str, **values: str) -> str:
        """Return a text of the explanations with its values."""
        return fill(self.library.texts[f"explain.{key}"], lambda name, _: values[name])

    def counted(self, key: str, number: int, **values: str) -> str:
        """Return a text in the singular or the plural."""
        return self.say(f"{key}.{'one' if number == 1 else 'other'}", n=self.word(number), **values)

    def word(self, number: int) -> str:
        """Write a small number as a word."""
        return self.library.texts.get(f"explain.number.{number}", str(number))

    def reason(self, texts: tuple[str, ...]) -> str:
        """Say the best of a rule's texts about this case."""
        return speaker(self.library, self.facts)(texts)

    def condition(self, condition: Condition) -> Node:
        """Tell a condition, with what of it explains its truth marked to be shown."""
        truth = evaluate(condition, self.facts)
        if isinstance(condition, Compare):
            return self._compare(condition, truth)
        if isinstance(condition, Holds):
            return self.finding(condition.finding)
        if isinstance(condition, IsKnown):
            return self._known(condition, truth)
        if isinstance(condition, Always):
            return Node(self.say("always"), "condition", mark_of(truth), shown="all")
        return self._group(condition, truth)

    def _group(self, condition: All | AnyOf | NoneOf, truth: Truth) -> Node:
        wanted = opposite(truth) if isinstance(condition, NoneOf) else truth
        parts = [
            node if evaluate(part, self.facts) is wanted else replace(node, shown="all")
            for part, node in zip(self._joined(condition.parts), self._told(condition), strict=True)
        ]
        if isinstance(condition, NoneOf) and truth:
            # What does not hold is said in one line; that it does not is no fault.
            titles = "; ".join(node.title or node.text for node in parts)
            hidden = tuple(replace(node, shown="all") for node in parts)
            return Node(self.say("none_of", what=titles), "none", "", children=hidden)
        kind, key = _GROUPS[type(condition)]
        return Node(self.say(key), kind, mark_of(truth), children=tuple(parts))  # type: ignore[arg-type]

    def _told(self, condition: All | AnyOf | NoneOf) -> list[Node]:
        return [self.condition(part) for part in self._joined(condition.parts)]

    def _joined(self, parts: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return parts

    def finding(self, name: str) -> Node:
        """Tell a finding: what it says, how much it weighs, and what it rests on."""
        rule = self.library.by_id[name]
        truth: Truth = self.facts.known.get(name)  # type: ignore[assignment]
        strength = self.library.texts[f"strength.{getattr(rule, 'strength', 'weak')}"]
        direction = getattr(rule, "direction", "caution")
        return Node(
            self.say(f"direction.{direction}", strength=strength.capitalize(), title=rule.title),
            "finding",
            mark_of(truth),
            title=rule.title,
            ref=rule.id,
            norm=rule.norm,
            sources=sources_of(self.library, rule.sources),
            says=self.reason(rule.because) if truth else "",
            children=(self.condition(rule.when),),
        )

    def _compare(self, condition: Compare, truth: Truth) -> Node:
        name = condition.fact
        kind = self.library.facts[name]
        need = self.need(condition)
        if kind.origin == "tally":
            return self._tally(name, need, truth)
        if kind.origin in ("whether", "timing", "gate", "finding", "plan"):
            return self._advice(name, condition, need, truth)
        told = kind.kind in NUMBERS or truth is not True
        said = self.say("needed", need=need) if told and not self._single(name) else ""
        if kind.origin == "question":
            return self._answered(name, kind, said, truth)
        return self._derived(name, kind, said, truth)

    def _single(self, name: str) -> bool:
        """Tell whether a fact does not apply, so that no limit matters."""
        return name in self.facts.not_applicable

    def _answered(self, name: str, kind: FactType, said: str, truth: Truth) -> Node:
        question = self.library.questions[kind.inputs[0]]
        return replace(
            self.answer(question.id),
            text=" ".join(filter(None, (self.answer(question.id).text, said))),
            mark=mark_of(truth),
            title=self.brief(question.id, said),
        )

    def brief(self, question: str, said: str = "") -> str:
        """Say an answer and what is needed, for a line of several."""
        ask = self.library.questions[question].ask
        return " ".join(filter(None, (f'"{ask}"', self.given(question), said)))

    def _derived(self, name: str, kind: FactType, said: str, truth: Truth) -> Node:
        label = self.library.labels[name]
        if name in self.facts.known:
            text = self.say("fact", label=label, value=self.value(name))
        elif name in self.facts.not_applicable:
            text = self.say("fact_none", label=label)
        else:
            text = self.say("fact_open", label=label)
        whole = " ".join(filter(None, (upper(text) + ".", said)))
        children = tuple(
            replace(node, shown="always" if self._bears(item) else "all")
            for item in kind.inputs
            for node in [self.answer(item)]
        )
        return Node(
            whole, "fact", mark_of(truth), title=whole.rstrip("."), ref=name, children=children
        )

    def _bears(self, question: str) -> bool:
        """Tell whether an answer behind a fact is worth a line: given, or open."""
        return self.state(question) != "none"

    def state(self, question: str) -> str:
        """Return ``given``, ``unsure``, ``open`` or ``none`` (does not apply)."""
        first = next(
            name for name, kind in self.library.facts.items()
            if kind.origin == "question" and kind.inputs == (question,)
        )
        if first in self.facts.known:
            return "given"
        if first in self.facts.not_applicable:
            return "none"
        return "unsure" if question in self.unsure else "open"
