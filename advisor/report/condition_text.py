"""Conditions in plain sentences, as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from advisor.conditions import (
    All,
    Always,
    AnyOf,
    Compare,
    Condition,
    Holds,
    IsKnown,
    evaluate,
    opposite,
)
from advisor.knowledge import roles
from advisor.knowledge.content import AnyRule, FindingRule
from advisor.knowledge.phrasebook import Phrasebook
from advisor.knowledge.rule_text import RuleTexts
from advisor.locale.formatting import beginning
from advisor.model import Truth
from advisor.reasoning.balance import weights
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.report.balance_text import points, whole_points
from advisor.report.explanation_node import Kind, Mark, Node, one_balance
from advisor.report.fact_text import FactText

MEASURED = ("number", "percent", "money", "date")
"""Kinds of facts whose limit is shown beside the value, also where it is met."""

LIMITS = ("end", "repair", "keep")
"""What the points are enough for from some number on."""

MARKS: dict[Truth, Mark] = {True: "", False: "fails", None: "open"}


class ConditionText(FactText):
    """Puts the evaluation of conditions on the facts of one case into words."""

    def __init__(
        self, phrases: Phrasebook, assessed: CaseAssessment, *, advice_shown: bool = True
    ) -> None:
        super().__init__(phrases, assessed)
        self.rule_texts = RuleTexts(phrases, self.rulebook, self.facts)
        self.advice_shown = advice_shown
        """Conditions on the advice are omitted, because the advice is already shown."""

    def number(self, count: int) -> str:
        """Return a small number as a word."""
        return self.phrases.say_if(f"explain.number.{count}") or str(count)

    def sources(self, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return the id and the title of each source."""
        return tuple((name, self.phrases.sources.get(name, "")) for name in names)

    def condition(self, condition: Condition) -> Node:
        """Return a condition. Parts that do not explain its truth are in the full form only."""
        truth = evaluate(condition, self.facts)
        if isinstance(condition, Compare):
            return self._compare((condition,), truth)
        if isinstance(condition, Holds):
            return self.finding(condition.finding)
        if isinstance(condition, IsKnown):
            return self._known(condition, truth)
        if isinstance(condition, Always):
            return Node(self.say("explain.always"), "always", full_only=True)
        if isinstance(condition, All) and (same := _one_fact(condition)):
            return self._compare(same, truth)
        if isinstance(condition, (All, AnyOf)):
            kind: Kind = "all" if isinstance(condition, All) else "any"
            text = self.say(f"explain.group.{kind}.{_TRUTH[truth]}")
            if kind == "all":
                found = self._parts(condition.parts, truth)
            else:
                found = self._merged(condition.parts, truth)
                found = one_balance(found) if truth else found
            return Node(text, kind, MARKS[truth], children=found)
        parts = self._parts(condition.parts, opposite(truth))
        text = self.say(f"explain.group.none.{_TRUTH[truth]}")
        if truth:
            # None of them holds, as required: one line without marks.
            brief = self.phrases.listed(
                dict.fromkeys(claim for part in parts for claim in self._claims(part))
            )
            whole = f"{text} {brief}."
            full_only = tuple(replace(part, full_only=True) for part in parts)
            plain = self.advice_shown and all(part.kind == "note" for part in parts)
            return Node(whole, "none", brief=whole.rstrip("."), children=full_only, full_only=plain)
        return Node(text, "none", MARKS[truth], text, children=parts)

    def _parts(self, parts: tuple[Condition, ...], wanted: Truth) -> tuple[Node, ...]:
        return tuple(
            replace(node, full_only=node.full_only or evaluate(part, self.facts) is not wanted)
            for part in parts
            for node in [self.condition(part)]
        )

    def _merged(self, parts: tuple[Condition, ...], wanted: Truth) -> tuple[Node, ...]:
        """Return the parts of an ``any``, several choices of one question as one node."""
        choices: dict[tuple[str, Truth], list[Compare]] = {}
        for part in parts:
            if isinstance(part, Compare) and (question := self._chosen_of(part.fact)):
                truth = evaluate(part, self.facts)
                choices.setdefault((question, truth), []).append(part)
        nodes: list[Node] = []
        for part in parts:
            question = self._chosen_of(part.fact) if isinstance(part, Compare) else ""
            truth = evaluate(part, self.facts)
            same = choices.get((question, truth), [])
            if not same or same[0] is part:
                node = self._compare(tuple(same), truth, "or") if same else self.condition(part)
                nodes.append(replace(node, full_only=node.full_only or truth is not wanted))
        return tuple(nodes)

    def _chosen_of(self, fact: str) -> str:
        """Return the question that a fact is a choice of, or nothing."""
        kind = self.rulebook.facts[fact]
        return kind.inputs[0] if kind.origin == "question" and "." in fact else ""

    def finding(self, name: str) -> Node:
        """Return a finding with its direction, its strength and its condition."""
        rule = self.rulebook.by_id[name]
        truth: Truth = self.facts.known.get(name)  # type: ignore[assignment]
        text = self.phrases.rule(name).title
        if isinstance(rule, FindingRule):
            strength = self.say(f"strength.{rule.strength}")
            text = self.say(f"explain.direction.{rule.direction}", strength=strength, title=text)
            text = beginning(text)
        return self.rule(rule, "finding", text, truth)

    def rule(self, rule: AnyRule, kind: Kind, text: str, truth: Truth) -> Node:
        """Return a rule with its norm, its sources and its condition."""
        title, because = self.rule_texts.title(rule.id), self.rule_texts.because(rule.id)
        return Node(
            text,
            kind,
            MARKS[truth],
            brief=title,
            ref=rule.id,
            norm=rule.norm,
            sources=self.sources(rule.sources),
            reason=because if truth and because != title else "",
            children=(self.condition(rule.when),),
        )

    def _compare(self, parts: tuple[Compare, ...], truth: Truth, joined: str = "and") -> Node:
        """Return one fact, or several choices of one question, and the value that is needed."""
        name = parts[0].fact
        kind = self.rulebook.facts[name]
        needs = (self.need(part, self.rulebook.facts[part.fact]) for part in parts)
        need = self.say(f"explain.{joined}").join(needs)
        said = ""
        if kind.kind in MEASURED or truth is not True:
            said = self.say("explain.needed", need=need)
        if kind.origin == "balance":
            return self._balance(name, truth)
        if kind.origin in ("question", "derived", "turning"):
            return self._required(name, need, said, truth)
        if kind.origin == "gate":
            held = name.removeprefix("held.")
            label = (
                self.say(name)
                if held == name
                else self.say("explain.held", act=self.say(f"act.{held}"))
            )
            present = self.operand(name, kind, self.facts.known.get(name, "none"))
            brief = self.say("explain.fact.given", label=label, value=present)
            claim = self.say("explain.fact.given", label=label, value=need)
            text = _joined(
                f"{brief}.", self.say("explain.needed", need=need) if truth is not True else ""
            )
        else:
            text = brief = claim = self.say("explain.advice_is", what=need)
        full_only = truth is True and self.advice_shown
        return Node(
            text, "note", MARKS[truth], brief=brief, claim=claim, ref=name, full_only=full_only
        )

    def _claims(self, node: Node, inside: bool = False) -> Iterator[str]:
        """Yield what a condition requires, each as one part of a list.

        The parts of an ``all`` are one part of the list. The advice is omitted where it is
        already shown, unless something else is required with it.
        """
        if node.kind == "all" and len(node.children) > 1:
            parts = (claim for child in node.children for claim in self._claims(child, True))
            yield self.say("explain.and").join(parts)
        elif node.kind in ("all", "any"):
            for child in node.children:
                yield from self._claims(child, inside)
        elif inside or node.kind != "note" or not self.advice_shown:
            yield node.claim or node.brief

    def _known(self, condition: IsKnown, truth: Truth) -> Node:
        name = condition.fact
        wanted = "known" if condition.wanted else "unknown"
        said = "" if truth else self.say("explain.needed", need=self.say(f"explain.{wanted}"))
        node = self._required(name, self.say(f"explain.{wanted}_claim"), said, truth)
        # That nothing changes by itself goes without saying.
        usual = truth is True and not condition.wanted
        return replace(node, full_only=usual and self.rulebook.facts[name].origin == "turning")

    def _required(self, name: str, need: str, said: str, truth: Truth) -> Node:
        """Return an answer or a derived fact, with the value that is needed of it."""
        kind = self.rulebook.facts[name]
        if kind.origin == "question":
            node = self.answer(kind.inputs[0])
            claim = self.say("explain.brief.given", ask=self.ask(kind), answer=need)
        else:
            node = self.fact(name)
            claim = self.say("explain.fact.given", label=self.label(name), value=need)
        return replace(node, text=_joined(node.text, said), mark=MARKS[truth], claim=claim)

    def _balance(self, name: str, truth: Truth) -> Node:
        """Return what the points are enough for, with the findings that count."""
        level = name.removeprefix("balance.")
        whole = whole_points(self.assessed.assessment.balance)
        values = {
            "grounds": whole.ripe if name == roles.BALANCE_END else whole.grounds,
            "against": whole.against,
            "limit": abs(getattr(self.rulebook.balance, level, 0)) if level in LIMITS else 0,
        }
        text, claim = (
            self.say(f"explain.balance.{level}.{_TRUTH[one]}", **values) for one in (truth, True)
        )
        children = (replace(node, full_only=not truth) for node in self.weighed(name))
        return Node(
            text, "balance", MARKS[truth], text.rstrip("."), claim.rstrip("."), name,
            children=tuple(children),
        )  # fmt: skip

    def weighed(self, name: str = "") -> Iterator[Node]:
        """Yield the findings that count, with their points; those that a level rests on."""
        found, pairs = self.assessed.assessment.balance, weights(self.rulebook)
        waiting = {rule for rule, untried in pairs.untried if self.facts.known.get(untried)}
        kept = {
            roles.BALANCE_FIRM: pairs.firm - waiting,
            roles.BALANCE_TALK: pairs.talk,
            roles.BALANCE_UNTRIED: waiting,
        }.get(name)
        for topic in found.topics:
            for rule, units in topic.findings:
                if kept is None or rule in kept:
                    sign = "+" if topic.direction == "for" else "-"
                    node = self.finding(rule)
                    yield replace(node, text=f"{sign}{points(units, found.unit)} {node.text}")


_TRUTH: dict[Truth, str] = {True: "true", False: "false", None: "open"}


def _one_fact(condition: All) -> tuple[Compare, ...]:
    """Return the comparisons of an ``all`` that asks several things of one fact."""
    parts = tuple(part for part in condition.parts if isinstance(part, Compare))
    single = len(parts) == len(condition.parts) and len({part.fact for part in parts}) == 1
    return parts if single else ()


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
