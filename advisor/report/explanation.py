"""Why the advice is what it is, and why a rule fired or did not: a tree of sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from advisor.conditions import evaluate, names
from advisor.engine.compiled import Compiled
from advisor.knowledge.content import AnyRule, Rulebook, WhenRule, WhetherRule
from advisor.knowledge.letter_content import Paragraph
from advisor.knowledge.phrasebook import Phrasebook
from advisor.locale.formatting import beginning, weekday_date
from advisor.model import Truth
from advisor.reasoning.assessment import Advice, Assessment, PlanDate
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.decide import Decision, decide
from advisor.reasoning.lookup import named
from advisor.reasoning.open_world import OpenWorld, open_world
from advisor.reasoning.unknowns import SHOWN, without_effect
from advisor.report.condition_text import ConditionText
from advisor.report.date_working_text import working_text
from advisor.report.deciding_answers import STATE, deciding_answers
from advisor.report.explanation_node import Node, ends, short
from advisor.report.unknowns_text import assumptions

BRIEFLY = 2
"""How many conditions a line names that says why a row does not hold."""


@dataclass(frozen=True)
class Explainer:
    """Explains the assessment of one case."""

    assessed: CaseAssessment
    decision: Decision
    world: OpenWorld
    texts: ConditionText

    @classmethod
    def of(cls, phrases: Phrasebook, assessed: CaseAssessment) -> Explainer:
        """Prepare to explain an assessment, by the engine in Python."""
        rulebook = assessed.rulebook
        decision = decide(rulebook, assessed.case, assessed.as_of, Compiled())
        texts = ConditionText(phrases, assessed)
        return cls(assessed, decision, open_world(rulebook, decision), texts)

    @property
    def phrases(self) -> Phrasebook:
        """The texts of the explanation."""
        return self.texts.phrases

    @property
    def rulebook(self) -> Rulebook:
        """The rules of the case."""
        return self.assessed.rulebook

    @property
    def assessment(self) -> Assessment:
        """The assessment that is explained."""
        return self.assessed.assessment

    @property
    def advice(self) -> Advice:
        """The advice that is explained."""
        return self.assessed.advice

    def tree(self) -> Node:
        """Return the reasoning from the advice down to the answers."""
        advice = self.advice
        words = self.phrases.say(f"whether.{advice.whether}")
        branches = [*self._decision("whether", words, self.decision.row, self.rulebook.whether)]
        if self.decision.timing is not None and advice.when is not None:
            timing = self.phrases.say(f"when.{advice.when}")
            words = self.texts.say("explain.timed", whether=words, when=timing)
            branches += self._decision("when", timing, self.decision.timing, self.rulebook.timing)
        branches += self._gates()
        branches += self._last_day()
        branches += self._reviews()
        branches.append(self._completeness())
        text = self.texts.say("explain.root", advice=words)
        return Node(text, "advice", children=tuple(branches))

    def _decision(
        self,
        part: str,
        words: str,
        row: WhetherRule | WhenRule,
        rows: Sequence[WhetherRule | WhenRule],
    ) -> Iterator[Node]:
        """Yield the row that holds, and the rows above it that do not."""
        text = self.texts.say(
            f"explain.{part}", what=self._outcome(words, self.phrases.rule(row.id).title)
        )
        yield self.texts.rule(row, "row", text, True)
        above = [other for other in rows[: rows.index(row)] if not self._unrecorded(other)]
        if above:
            lines = tuple(self._passed(other) for other in above)
            yield Node(self.texts.say(f"explain.above.{part}"), "list", children=lines)

    def _unrecorded(self, row: WhetherRule | WhenRule) -> bool:
        """Tell whether a row is about something that has not happened, and nothing else."""
        asked = [self.rulebook.questions.get(name) for name in names(row.when)]
        about = bool(asked) and all(item and item.purpose == "record" for item in asked)
        return about and self.decision.truths[row.id] is False

    def _outcome(self, outcome: str, title: str) -> str:
        """Name a row by what it leads to and its title, or by the title that says both."""
        if title.lower().startswith(outcome.lower()):
            return title
        return self.texts.say("explain.row", outcome=beginning(outcome), title=title)

    def _passed(self, row: WhetherRule | WhenRule) -> Node:
        truth = self.decision.truths[row.id]
        room = "whether" if isinstance(row, WhetherRule) else "when"
        value = row.whether if isinstance(row, WhetherRule) else row.timing
        outcome = self.phrases.say(f"{room}.{value}")
        text = self._outcome(outcome, self.phrases.rule(row.id).title)
        node = self.texts.rule(row, "passed", text, truth)
        return replace(node, says=self._why_not(node, truth), mark="")

    def _why_not(self, node: Node, truth: Truth) -> str:
        """Say in one line what keeps a rule from holding."""
        whole = short(replace(node, kind="row"))
        found = list(
            dict.fromkeys(end.brief or end.text for child in whole.children for end in ends(child))
        )
        line = self.phrases.listed(found[:BRIEFLY])
        left = len(found) - BRIEFLY
        if left > 0:
            line = self.texts.say("explain.and_more", what=line, n=self.texts.number(left))
        key = "not_so" if truth is False else "not_known"
        return self.texts.say(f"explain.{key}", what=line)

    def _gates(self) -> Iterator[Node]:
        for gate in self.advice.gates:
            state = "blocking" if gate.blocking else "advisory"
            name = self.phrases.say(f"gate.{gate.id}")
            rules = tuple(
                self.texts.rule(
                    self.rulebook.by_id[rule], "gate", self.texts.rule_texts.title(rule), True
                )
                for rule in gate.rules
            )
            text = self.texts.say(f"explain.gate.{state}", gate=name)
            yield Node(text, "list", ref=f"gate.{gate.id}", children=rules)

    def _last_day(self) -> Iterator[Node]:
        if self.advice.last_day is None:
            return
        binding = tuple(self._date(item) for item in self.advice.binding)
        others = [
            item
            for item in self.assessment.dates
            if item.kind == "constraint" and item not in self.advice.binding
        ]
        if others:
            dates = tuple(self._date(item) for item in others)
            earlier = Node(self.texts.say("explain.earlier"), "list", children=dates)
            binding = (*binding, earlier)
        text = self.texts.say(
            "explain.last_day", day=weekday_date(self.advice.last_day, self.phrases.language)
        )
        yield Node(text, "list", children=binding)

    def _reviews(self) -> Iterator[Node]:
        day = self.advice.review_on
        if day is not None:
            text = self.texts.say("explain.review", day=weekday_date(day, self.phrases.language))
            reviews = [item for item in self.assessment.dates if item.kind == "review"]
            children = tuple(self._date(item) for item in reviews if item.date == day)
            yield Node(text, "list", children=children)

    def _date(self, item: PlanDate) -> Node:
        """Tell a date: what it is, how it was counted, from which answers, on what terms."""
        rule = self.rulebook.by_id[item.rule]
        node = self._counted(rule, self.texts.rule(rule, "date", self._on(item), True))
        return replace(node, says=self._working(item))

    def _on(self, item: PlanDate) -> str:
        day = weekday_date(item.date, self.phrases.language)
        return beginning(
            self.texts.say("explain.date", day=day, what=self.texts.rule_texts.because(item.rule))
        )

    def _working(self, item: PlanDate) -> str:
        return working_text(self.texts.rule_texts, item)

    def _counted(self, rule: AnyRule, node: Node) -> Node:
        """Tell what a date counts from before the rest of its condition, and the working."""
        anchor = tuple(self._anchor(rule))
        told = {child.ref for child in anchor}
        kept = tuple(_without(child, told) for child in node.children)
        says = [
            text
            for item in self.assessment.dates
            if item.rule == rule.id
            for text in (self._on(item), self._working(item))
        ]
        whole = " ".join(filter(None, says)) or node.says
        return replace(node, says=whole, children=(*anchor, *kept))

    def _anchor(self, rule: AnyRule) -> Iterator[Node]:
        """Tell the fact that a date counts from, with what is taken for granted in it."""
        anchor = getattr(rule, "date", None) or getattr(rule, "due", None)
        if anchor is None:
            return
        kind = self.rulebook.facts[anchor.fact]
        if kind.origin == "question":
            # A fact worked out from this answer alone tells it as well.
            if not any(
                self.rulebook.facts[name].inputs == (anchor.fact,) for name in names(rule.when)
            ):
                yield self.texts.answer(anchor.fact)
        elif kind.inputs:
            fact = self.texts.fact(anchor.fact)
            open_now = self.world.movable.get(anchor.fact, frozenset())
            granted = tuple(
                Node(self.texts.say("explain.granted_one", what=assumed), "note", ref=name)
                for name in self.rulebook.questions
                if name in open_now and (assumed := self.phrases.question(name).assumed)
            )
            kept = tuple(
                replace(child, spare=child.spare or child.ref in open_now)
                for child in fact.children
            )
            yield replace(fact, children=(*kept, *granted))

    def _completeness(self) -> Node:
        lines = [
            Node(text, "note", spare=number >= SHOWN)
            for number, text in enumerate(assumptions(self.phrases, self.assessment))
        ]
        idle = without_effect(self.assessed)
        if idle:
            asks = tuple(
                Node(self.phrases.question(name).ask, "note", ref=name, spare=True) for name in idle
            )
            text = self.phrases.counted("explain.no_effect", len(idle))
            lines.append(Node(text, "list", children=asks))
        text = self.phrases.say(
            "explain.settled" if self.assessment.settled else "explain.resting_on"
        )
        return Node(text, "list", children=tuple(lines))

    def rule(self, name: str) -> Node:
        """Return why a rule fired, or why not, and which answers would decide it.

        Raises :class:`UsageError` for a name that there is no rule for.
        """
        # Here the advice is not shown above.
        alone = replace(self, texts=replace(self.texts, above=False))
        return alone.rules(name, named(self.rulebook, self.phrases.paragraphs, name))

    def rules(self, name: str, found: Sequence[AnyRule | Paragraph]) -> Node:
        """Return why each rule that a name stands for fired, or why not."""
        if len(found) == 1:
            return self._named(found[0])
        return Node(
            self.texts.say("explain.several", name=name),
            "list",
            children=tuple(self._one_of(rule) for rule in found),
        )

    def _one_of(self, rule: AnyRule | Paragraph) -> Node:
        """Tell a rule in full where it holds, else in one line why it does not."""
        node = self._named(rule)
        truth = evaluate(rule.when, self.assessment.facts)
        if truth or isinstance(rule, Paragraph):
            return node
        line = self.texts.rule(rule, "passed", node.text, truth)
        return replace(line, says=self._why_not(line, truth), mark="", children=node.children)

    def _named(self, rule: AnyRule | Paragraph) -> Node:
        title = _title_of(self.texts, rule)
        truth = evaluate(rule.when, self.assessment.facts)
        asked = not isinstance(rule, WhenRule) or self.advice.whether == "end"
        text = self.texts.say(f"explain.state.{STATE[truth]}", title=title)
        if isinstance(rule, Paragraph):
            node = Node(
                text,
                "paragraph",
                ref=rule.id,
                sources=self.texts.sources(rule.sources),
                children=(self.texts.condition(rule.when),),
            )
        else:
            node = replace(self.texts.rule(rule, "row", text, truth), mark="")
        notes = [] if asked else [Node(self.texts.say("explain.not_asked"), "note")]
        if asked and truth and isinstance(rule, (WhetherRule, WhenRule)):
            notes += self._outranked(rule)
        if truth and not isinstance(rule, Paragraph):
            node = self._counted(rule, node)
        parts = [*notes, *node.children]
        if asked:
            parts += deciding_answers(self.texts, self.world, rule.when, truth)
        return replace(node, children=tuple(parts))

    def _outranked(self, rule: WhetherRule | WhenRule) -> Iterator[Node]:
        first = self.decision.row if isinstance(rule, WhetherRule) else self.decision.timing
        if first is not None and first.id != rule.id:
            yield Node(
                self.texts.say("explain.outranked", title=self.phrases.rule(first.id).title),
                "note",
                ref=first.id,
            )


def _without(node: Node, told: set[str]) -> Node:
    """Mark as spare the parts of a condition that were told already."""
    if node.kind in ("all", "any"):
        return replace(node, children=tuple(_without(child, told) for child in node.children))
    return replace(node, spare=node.spare or node.ref in told)


def _title_of(texts: ConditionText, rule: AnyRule | Paragraph) -> str:
    if isinstance(rule, Paragraph):
        kind = texts.phrases.kinds.get(rule.letter)
        name = rule.id.split("/", 1)[1].split("-", 1)[-1].replace("-", " ")
        return texts.say("explain.paragraph", name=name, letter=kind.title if kind else rule.letter)
    return texts.rule_texts.title(rule.id)
