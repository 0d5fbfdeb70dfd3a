"""Why the advice is what it is, and why a rule fired or did not: a tree of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from typing import Union

from advisor.conditions import evaluate, names
from advisor.engine.compiled import Compiled
from advisor.knowledge import roles
from advisor.knowledge.content import AnyRule, WhenRule, WhetherRule
from advisor.knowledge.letter_content import Paragraph
from advisor.knowledge.phrasebook import Phrasebook
from advisor.locale.formatting import beginning, weekday_date
from advisor.model import Truth
from advisor.reasoning.assessment import PlanDate
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.lookup import named
from advisor.reasoning.open_world import open_world
from advisor.reasoning.review_day import decide_on_turn
from advisor.reasoning.unknowns import SHOWN, without_effect
from advisor.report.balance_text import balance_line
from advisor.report.condition_text import ConditionText
from advisor.report.date_working_text import working_text
from advisor.report.deciding_answers import STATE, deciding_answers
from advisor.report.explanation_node import GROUPS, Kind, Node, ends, short
from advisor.report.unknowns_text import assumptions

Row = Union[WhetherRule, WhenRule]
BRIEFLY = 2
"""How many conditions a line names that says why a row does not hold."""


class Explainer:
    """Explains the assessment of one case, as the engine in Python decides it."""

    def __init__(self, phrases: Phrasebook, assessed: CaseAssessment) -> None:
        self.phrases, self.say, self.assessed = phrases, phrases.say, assessed
        self.rulebook, self.assessment = assessed.rulebook, assessed.assessment
        self.advice = assessed.advice
        turning_on = assessed.facts.known.get(roles.TURNING_ON)
        self.decision = decide_on_turn(
            self.rulebook, assessed.decided, assessed.as_of, Compiled(), turning_on
        )
        self.world = open_world(self.rulebook, self.decision)
        self.texts = ConditionText(phrases, assessed)

    def tree(self) -> Node:
        """Return the reasoning from the advice down to the answers."""
        advice = self.say(f"whether.{self.advice.whether}")
        branches = [*self._decision(self.decision.row, self.rulebook.whether)]
        if self.decision.timing is not None:
            timing = self.say(f"when.{self.advice.when}")
            advice = self.say("explain.timed", whether=advice, when=timing)
            branches += self._decision(self.decision.timing, self.rulebook.timing)
        balance = balance_line(self.phrases, self.assessment.balance)
        branches.append(_list(balance, self.texts.weighed()))
        branches += [*self._gates(), *self._last_day(), *self._reviews(), self._completeness()]
        return _list(self.say("explain.root", advice=advice), branches, kind="advice")

    def rule(self, name: str) -> Node:
        """Return why a rule fired, or why not, and which answers would decide it.

        Raises :class:`UsageError` for a name that there is no rule for.
        """
        alone = copy(self)
        alone.texts = ConditionText(self.phrases, self.assessed, advice_shown=False)
        return alone.rules(name, named(self.rulebook, self.phrases.paragraphs, name))

    def rules(self, name: str, found: Sequence[AnyRule | Paragraph]) -> Node:
        """Return why each rule that a name denotes fired, or why not."""
        if len(found) == 1:
            return self._named(found[0])
        return _list(self.say("explain.several", name=name), map(self._one_of, found))

    def _decision(self, row: Row, rows: Sequence[Row]) -> Iterator[Node]:
        """Yield the row that holds, and the rows above it that do not."""
        part, outcome = self._outcome(row)
        yield self.texts.rule(row, "row", self.say(f"explain.{part}", what=outcome), True)
        above = [other for other in rows[: rows.index(row)] if not self._unrecorded(other)]
        if above:
            yield _list(self.say(f"explain.above.{part}"), map(self._passed, above))

    def _unrecorded(self, row: Row) -> bool:
        """Return whether a row is about something that has not happened, and nothing else."""
        asked = [self.rulebook.questions.get(name) for name in names(row.when)]
        about = bool(asked) and all(item and item.purpose == "record" for item in asked)
        return about and self.decision.truths[row.id] is False

    def _outcome(self, row: Row) -> tuple[str, str]:
        """Return what a row decides, and its outcome and title or the title that has both."""
        part, value = (
            ("whether", row.whether) if isinstance(row, WhetherRule) else ("when", row.timing)
        )
        outcome, title = self.say(f"{part}.{value}"), self.phrases.rule(row.id).title
        if title.lower().startswith(outcome.lower()):
            return part, title
        return part, self.say("explain.row", outcome=beginning(outcome), title=title)

    def _passed(self, row: Row) -> Node:
        return self._why_not(row, self._outcome(row)[1], self.decision.truths[row.id])

    def _why_not(self, rule: AnyRule, text: str, truth: Truth) -> Node:
        """Return a rule with one line on what keeps it from holding."""
        node = self.texts.rule(rule, "passed", text, truth)
        whole = short(replace(node, kind="row"))
        found = [end.brief or end.text for child in whole.children for end in ends(child)]
        found = list(dict.fromkeys(found))
        line = self.phrases.listed(found[:BRIEFLY])
        left = len(found) - BRIEFLY
        if left > 0:
            line = self.say("explain.and_more", what=line, n=self.texts.number(left))
        key = "not_so" if truth is False else "not_known"
        return replace(node, reason=self.say(f"explain.{key}", what=line), mark="")

    def _gates(self) -> Iterator[Node]:
        for gate in self.advice.gates:
            state = "blocking" if gate.blocking else "advisory"
            acts = self.phrases.listed(self.say(f"act.{act}") for act in gate.holds)
            text = self.say(f"explain.gate.{state}", gate=self.say(f"gate.{gate.id}"), acts=acts)
            rules = (
                self.texts.rule(
                    self.rulebook.by_id[rule], "gate", self.texts.rule_texts.title(rule), True
                )
                for rule in gate.rules
            )
            yield _list(text, rules, ref=f"gate.{gate.id}")

    def _last_day(self) -> Iterator[Node]:
        advice = self.advice
        if not (advice.last_day or advice.needs):
            return
        dates = [*map(self._date, self.advice.binding)]
        others = [
            self._date(item)
            for item in self.assessment.dates
            if item.kind == "constraint" and item not in self.advice.binding
        ]
        if others:
            dates.append(_list(self.say("explain.earlier"), others))
        end = self.phrases.last_day(advice.last_day, advice.not_before, advice.needs)
        yield _list(end, dates)

    def _reviews(self) -> Iterator[Node]:
        day = self.advice.review_on
        if day is not None:
            reviews = (
                self._date(item)
                for item in self.assessment.dates
                if item.kind == "review" and item.date == day
            )
            yield _list(self.say("explain.review", day=self._weekday(day)), reviews)

    def _weekday(self, day: date) -> str:
        return weekday_date(day, self.phrases.language)

    def _date(self, item: PlanDate) -> Node:
        """Return a date: what it is, how it was counted, from which answers."""
        rule = self.rulebook.by_id[item.rule]
        node = self._counted(rule, self.texts.rule(rule, "date", self._on(item), True))
        return replace(node, reason=working_text(self.texts.rule_texts, item))

    def _on(self, item: PlanDate) -> str:
        what = self.texts.rule_texts.because(item.rule)
        return beginning(self.say("explain.date", day=self._weekday(item.date), what=what))

    def _counted(self, rule: AnyRule, node: Node) -> Node:
        """Put what a date counts from before the rest of its condition, and add the working."""
        anchor = tuple(self._anchor(rule))
        shown = {child.ref for child in anchor}
        kept = tuple(_without(child, shown) for child in node.children)
        reasons = [
            text
            for item in self.assessment.dates
            if item.rule == rule.id
            for text in (self._on(item), working_text(self.texts.rule_texts, item))
        ]
        whole = " ".join(filter(None, reasons)) or node.reason
        return replace(node, reason=whole, children=(*anchor, *kept))

    def _anchor(self, rule: AnyRule) -> Iterator[Node]:
        """Yield the fact that a date counts from, with what is assumed in it."""
        anchor = getattr(rule, "date", None) or getattr(rule, "due", None)
        if anchor is None:
            return
        facts = self.rulebook.facts
        if facts[anchor.fact].origin == "question":
            # A fact derived from this answer alone names it as well.
            if not any(facts[name].inputs == (anchor.fact,) for name in names(rule.when)):
                yield self.texts.answer(anchor.fact)
        elif facts[anchor.fact].inputs:
            fact = self.texts.fact(anchor.fact)
            open_now = self.world.movable.get(anchor.fact, frozenset())
            granted = (
                Node(self.say("explain.granted_one", what=assumed), "note", ref=name)
                for name in self.rulebook.questions
                if name in open_now and (assumed := self.phrases.question(name).assumed)
            )
            kept = (
                replace(child, full_only=child.full_only or child.ref in open_now)
                for child in fact.children
            )
            yield replace(fact, children=(*kept, *granted))

    def _completeness(self) -> Node:
        lines = [
            Node(text, "note", full_only=number >= SHOWN)
            for number, text in enumerate(assumptions(self.phrases, self.assessment))
        ]
        idle = without_effect(self.assessed)
        if idle:
            asks = (
                Node(self.phrases.question(name).ask, "note", ref=name, full_only=True)
                for name in idle
            )
            lines.append(_list(self.phrases.counted("explain.no_effect", len(idle)), asks))
        state = "settled" if self.assessment.settled else "resting_on"
        return _list(self.say(f"explain.{state}"), lines)

    def _one_of(self, rule: AnyRule | Paragraph) -> Node:
        """Return a rule in full where it holds, else with one line on why it does not."""
        node = self._named(rule)
        truth = evaluate(rule.when, self.assessment.facts)
        if truth or isinstance(rule, Paragraph):
            return node
        return replace(self._why_not(rule, node.text, truth), children=node.children)

    def _named(self, rule: AnyRule | Paragraph) -> Node:
        truth = evaluate(rule.when, self.assessment.facts)
        text = self.say(f"explain.state.{STATE[truth]}", title=self._title(rule))
        if isinstance(rule, Paragraph):
            sources = self.texts.sources(rule.sources)
            node = _list(text, [self.texts.condition(rule.when)], kind="paragraph", ref=rule.id)
            node = replace(node, sources=sources)
        else:
            node = replace(self.texts.rule(rule, "row", text, truth), mark="")
            node = self._counted(rule, node) if truth else node
        if isinstance(rule, WhenRule) and self.advice.whether != "end":
            not_asked = Node(self.say("explain.not_asked"), "note")
            return replace(node, children=(not_asked, *node.children))
        outranked = self._outranked(rule) if truth else ()
        would_decide = deciding_answers(self.texts, self.world, rule.when, truth)
        return replace(node, children=(*outranked, *node.children, *would_decide))

    def _title(self, rule: AnyRule | Paragraph) -> str:
        if not isinstance(rule, Paragraph):
            return self.texts.rule_texts.title(rule.id)
        kind = self.phrases.kinds.get(rule.letter)
        name = rule.id.split("/", 1)[1].split("-", 1)[-1].replace("-", " ")
        return self.say("explain.paragraph", name=name, letter=kind.title if kind else rule.letter)

    def _outranked(self, rule: AnyRule | Paragraph) -> Iterator[Node]:
        """Yield the row that decides before a row that holds as well."""
        first: Row | None = None
        if isinstance(rule, WhetherRule):
            first = self.decision.row
        elif isinstance(rule, WhenRule):
            first = self.decision.timing
        if first is not None and first.id != rule.id:
            title = self.phrases.rule(first.id).title
            yield Node(self.say("explain.outranked", title=title), "note", ref=first.id)


def _list(text: str, children: Iterable[Node], kind: Kind = "list", ref: str = "") -> Node:
    return Node(text, kind, ref=ref, children=tuple(children))


def _without(node: Node, shown: set[str]) -> Node:
    """Leave the parts of a condition that are shown already to the full form."""
    if node.kind in GROUPS:
        return replace(node, children=tuple(_without(child, shown) for child in node.children))
    return replace(node, full_only=node.full_only or node.ref in shown)
