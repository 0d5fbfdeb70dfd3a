"""Conditions and facts in plain sentences: the questions' own words and labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

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
from advisor.knowledge.content import AnyRule, FindingRule, Library
from advisor.knowledge.rule_text import RuleTexts
from advisor.locale.formatting import beginning, plural, show
from advisor.locale.placeholders import fill
from advisor.model import STRENGTHS, Facts, FactType, FactValue, Money, Truth
from advisor.reasoning.ground_counts import counted
from advisor.report.explanation_node import Kind, Mark, Node, one_tally

MEASURED = ("number", "percent", "money", "date")
"""Kinds of facts whose limit is said beside the value, also where it is kept."""

MARKS: dict[Truth, Mark] = {True: "", False: "fails", None: "open"}


@dataclass(frozen=True)
class Teller:
    """Tells what is known of one case and how conditions read it."""

    library: Library
    facts: Facts
    unsure: frozenset[str]
    """Questions answered with "I don't know"."""
    above: bool = True
    """What the advice is stands above what is told, and need not be said again."""

    def say(self, key: str, **values: str) -> str:
        """Return a text of the explanations with its values."""
        return fill(self.library.texts[f"explain.{key}"], lambda name, _: values[name])

    @property
    def between(self) -> str:
        """What stands between the parts of a list."""
        return self.library.texts["mark.between"]

    def label(self, text: str) -> str:
        """Write a text as the label of what follows."""
        return fill(self.library.texts["mark.label"], lambda _name, _form: text)

    def number(self, count: int) -> str:
        """Write a small number as a word."""
        return self.library.texts.get(f"explain.number.{count}", str(count))

    def because(self, rule: str) -> str:
        """Return the reason of a rule in this case."""
        return RuleTexts(self.library, self.facts).because(rule)

    def title(self, rule: str) -> str:
        """Return the title of a rule in this case."""
        return RuleTexts(self.library, self.facts).title(rule)

    def sources(self, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return the id and the title of each source."""
        return tuple((name, self.library.phrases.sources.get(name, "")) for name in names)

    def condition(self, condition: Condition) -> Node:
        """Tell a condition. The parts that do not explain its truth are spare."""
        truth = evaluate(condition, self.facts)
        if isinstance(condition, Compare):
            return self._compare((condition,), truth)
        if isinstance(condition, Holds):
            return self.finding(condition.finding)
        if isinstance(condition, IsKnown):
            return self._known(condition, truth)
        if isinstance(condition, Always):
            return Node(self.say("always"), "always", spare=True)
        if isinstance(condition, All) and (same := _one_fact(condition)):
            return self._compare(same, truth)
        if isinstance(condition, (All, AnyOf)):
            kind: Kind = "all" if isinstance(condition, All) else "any"
            text = self.say(f"group.{kind}.{_TRUTH[truth]}")
            if kind == "all":
                found = self._parts(condition.parts, truth)
            else:
                found = self._merged(condition.parts, truth)
                found = one_tally(found) if truth else found
            return Node(text, kind, MARKS[truth], children=found)
        parts = self._parts(condition.parts, opposite(truth))
        text = self.say(f"group.none.{_TRUTH[truth]}")
        if truth:
            # That none of them holds is what is wanted: said in one line, without marks.
            brief = self.between.join(
                dict.fromkeys(claim for part in parts for claim in self._claims(part))
            )
            whole = f"{text} {brief}."
            spare = tuple(replace(part, spare=True) for part in parts)
            plain = self.above and all(part.kind == "note" for part in parts)
            return Node(whole, "none", brief=whole.rstrip("."), children=spare, spare=plain)
        return Node(text, "none", MARKS[truth], text, children=parts)

    def _parts(self, parts: tuple[Condition, ...], wanted: Truth) -> tuple[Node, ...]:
        return tuple(
            replace(node, spare=node.spare or evaluate(part, self.facts) is not wanted)
            for part in parts
            for node in [self.condition(part)]
        )

    def _merged(self, parts: tuple[Condition, ...], wanted: Truth) -> tuple[Node, ...]:
        """Tell the parts of an ``any``; several choices of one question stand together."""
        choices: dict[tuple[str, Truth], list[Compare]] = {}
        for part in parts:
            if isinstance(part, Compare) and (question := self._chosen_of(part.fact)):
                truth = evaluate(part, self.facts)
                choices.setdefault((question, truth), []).append(part)
        nodes: list[Node] = []
        for part in parts:
            question = self._chosen_of(part.fact) if isinstance(part, Compare) else ""
            truth = evaluate(part, self.facts)
            alike = choices.get((question, truth), [])
            if not alike or alike[0] is part:
                told = self._compare(tuple(alike), truth, "or") if alike else self.condition(part)
                nodes.append(replace(told, spare=told.spare or truth is not wanted))
        return tuple(nodes)

    def _chosen_of(self, fact: str) -> str:
        """Return the question that a fact is a choice of, or nothing."""
        kind = self.library.facts[fact]
        return kind.inputs[0] if kind.origin == "question" and "." in fact else ""

    def finding(self, name: str) -> Node:
        """Tell a finding: what it says, how much it weighs, and what it rests on."""
        rule = self.library.by_id[name]
        truth: Truth = self.facts.known.get(name)  # type: ignore[assignment]
        text = title = self.library.phrases.title(name)
        if isinstance(rule, FindingRule):
            strength = self.library.texts[f"strength.{rule.strength}"]
            text = self.say(f"direction.{rule.direction}", strength=strength, title=title)
            text = beginning(text)
        return self.rule(rule, "finding", text, truth)

    def rule(self, rule: AnyRule, kind: Kind, text: str, truth: Truth) -> Node:
        """Tell a rule with its norm, its sources and its condition."""
        return Node(
            text,
            kind,
            MARKS[truth],
            brief=self.library.phrases.title(rule.id),
            ref=rule.id,
            norm=rule.norm,
            sources=self.sources(rule.sources),
            says=self.because(rule.id) if truth else "",
            children=(self.condition(rule.when),),
        )

    def _compare(self, parts: tuple[Compare, ...], truth: Truth, joined: str = "and") -> Node:
        """Tell one fact, or several choices of one question, and what is needed of it."""
        name = parts[0].fact
        kind = self.library.facts[name]
        needs = (self._need(part, self.library.facts[part.fact]) for part in parts)
        need = self.say(joined).join(needs)
        said = ""
        if kind.kind in MEASURED or truth is not True:
            said = self.say("needed", need=need)
        if kind.origin == "tally":
            return self._tally(name, need, truth)
        if kind.origin == "question":
            node = self.answer(kind.inputs[0])
            claim = self.say("brief.given", ask=self._ask(kind), answer=need)
            return replace(node, text=_joined(node.text, said), mark=MARKS[truth], claim=claim)
        if kind.origin == "derived":
            node = self.fact(name)
            claim = self.say("fact.given", label=self.library.labels[name], value=need)
            return replace(node, text=_joined(node.text, said), mark=MARKS[truth], claim=claim)
        if kind.origin == "gate":
            label = self.library.texts[name]
            present = self._operand(name, kind, self.facts.known.get(name, "none"))
            brief = self.say("fact.given", label=label, value=present)
            claim = self.say("fact.given", label=label, value=need)
            text = _joined(f"{brief}.", self.say("needed", need=need) if truth is not True else "")
        else:
            text = brief = claim = self.say("advice_is", what=need)
        spare = truth is True and self.above
        return Node(text, "note", MARKS[truth], brief=brief, claim=claim, ref=name, spare=spare)

    def _claims(self, node: Node, inside: bool = False) -> Iterator[str]:
        """Yield what a condition asks for, for a line that lists it.

        What is asked for together is said together. The advice is known where it stands
        above, unless something else is asked for with it.
        """
        if node.kind == "all" and len(node.children) > 1:
            parts = (claim for child in node.children for claim in self._claims(child, True))
            yield self.say("and").join(parts)
        elif node.kind in ("all", "any"):
            for child in node.children:
                yield from self._claims(child, inside)
        elif inside or node.kind != "note" or not self.above:
            yield node.claim or node.brief

    def _known(self, condition: IsKnown, truth: Truth) -> Node:
        kind = self.library.facts[condition.fact]
        node = (
            self.answer(kind.inputs[0]) if kind.origin == "question" else self.fact(condition.fact)
        )
        wanted = "known" if condition.wanted else "unknown"
        claim = self.say(f"{wanted}_claim")
        if kind.origin == "question":
            claim = self.say("brief.given", ask=self._ask(kind), answer=claim)
        else:
            label = self.library.labels[condition.fact]
            claim = self.say("fact.given", label=label, value=claim)
        said = "" if truth else self.say("needed", need=self.say(wanted))
        return replace(node, text=_joined(node.text, said), mark=MARKS[truth], claim=claim)

    def _ask(self, kind: FactType) -> str:
        return self.library.questions[kind.inputs[0]].ask

    def fact(self, name: str) -> Node:
        """Tell a fact that is worked out, with the answers it is made from."""
        label = self.library.labels[name]
        if name in self.facts.known:
            brief = self.say("fact.given", label=label, value=self.value(name))
        else:
            state = "absent" if name in self.facts.not_applicable else "open"
            brief = self.say(f"fact.{state}", label=label)
        children = tuple(
            replace(self.answer(item), spare=self.state(item) == "absent")
            for item in self.library.facts[name].inputs
        )
        text = f"{beginning(brief)}."
        return Node(text, "fact", brief=brief, ref=name, children=children)

    def answer(self, question: str) -> Node:
        """Tell an answer in the words of the question."""
        ask = self.library.questions[question].ask
        state = self.state(question)
        given = self.given(question) if state == "given" else ""
        return Node(
            text=self.say(f"answer.{state}", ask=ask, answer=given),
            kind="answer",
            brief=self.say(f"brief.{state}", ask=ask, answer=given),
            ref=question,
        )

    @cached_property
    def _facts_of(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, kind in self.library.facts.items():
            if kind.origin == "question":
                found.setdefault(kind.inputs[0], []).append(name)
        return found

    def state(self, question: str) -> str:
        """Return ``given``, ``unsure``, ``open``, or ``absent`` for what does not apply."""
        name = self._facts_of[question][0]
        if name in self.facts.known:
            return "given"
        if name in self.facts.not_applicable:
            return "absent"
        return "unsure" if question in self.unsure else "open"

    def given(self, name: str) -> str:
        """Return the answer to a question in its own labels."""
        question = self.library.questions[name]
        known = self.facts.known
        if question.kind == "several":
            labels = [text for one, text in question.choices.items() if known.get(f"{name}.{one}")]
            return self.between.join(labels) or self.say("range.none")
        if question.kind == "choice":
            return question.choices[str(known[name])]
        whole = known.get(question.not_above)
        if isinstance(whole, int):
            return self.say("part", part=self.value(name), whole=str(whole))
        return self.value(name)

    def value(self, name: str) -> str:
        """Return a known fact in words."""
        return self._shown(self.facts.known[name], self.library.facts[name])

    def _shown(self, value: FactValue, kind: FactType) -> str:
        return show(value, kind, self.library.texts, {}, self.library.language)

    def _need(self, part: Compare, kind: FactType) -> str:
        """Say what a comparison asks for: ``at least 50%``."""
        operands = part.operand if isinstance(part.operand, tuple) else (part.operand,)
        values = [self._operand(part.fact, kind, operand) for operand in operands]
        joined = self.say("or").join(values)
        if kind.kind == "yes_no" and kind.origin == "question" and "." in part.fact:
            question, _, choice = part.fact.partition(".")
            label = self.library.questions[question].choices[choice]
            wanted = (part.operand is True) is (part.operator != "not")
            return self.say("need.chosen" if wanted else "need.not_chosen", value=label)
        if part.operator in ("is", "in"):
            return joined
        return self.say(f"need.{part.operator}", value=joined)

    def _operand(self, name: str, kind: FactType, operand: object) -> str:
        if kind.origin in ("whether", "timing") or name.startswith("gate."):
            room = {"whether": "whether", "timing": "when"}.get(kind.origin, "explain.gate_state")
            return self.library.texts[f"{room}.{operand}"]
        if isinstance(operand, str):
            question = self.library.questions.get(name)
            label = question.choices.get(operand, operand) if question else operand
            return self.say("quoted", value=label)
        if kind.kind == "money" and isinstance(operand, (int, Decimal)):
            return self._shown(Money(Decimal(operand), ""), kind)
        return self._shown(operand, kind)  # type: ignore[arg-type]

    def _tally(self, name: str, need: str, truth: Truth) -> Node:
        """Tell how many grounds there are, with the strongest finding of each."""
        held = [
            max(found, key=lambda rule: STRENGTHS.index(rule.strength))
            for group in counted(self.library)[name]
            if (found := [rule for rule in self._rules(group) if self.facts.known.get(rule.id)])
        ]
        key = f"tally.{name}.{plural(len(held), self.library.language)}"
        text = self.say(key, n=self.number(len(held)))
        text = beginning(text)
        titles = self.between.join(self.library.phrases.title(rule.id) for rule in held)
        said = "" if truth else self.say("needed", need=need)
        children = tuple(replace(self.finding(rule.id), spare=not truth) for rule in held)
        return Node(
            _joined(f"{self.label(text)}{titles}." if held else f"{text}.", said),
            "tally",
            MARKS[truth],
            brief=_joined(text, f"({need})" if truth is not True else ""),
            ref=name,
            children=children,
        )

    def _rules(self, names: Iterable[str]) -> Iterator[FindingRule]:
        for name in names:
            rule = self.library.by_id[name]
            if isinstance(rule, FindingRule):
                yield rule


_TRUTH: dict[Truth, str] = {True: "true", False: "false", None: "open"}


def _one_fact(condition: All) -> tuple[Compare, ...]:
    """Return the comparisons of an ``all`` that asks several things of one fact."""
    parts = tuple(part for part in condition.parts if isinstance(part, Compare))
    alike = len(parts) == len(condition.parts) and len({part.fact for part in parts}) == 1
    return parts if alike else ()


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
