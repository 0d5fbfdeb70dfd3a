"""Why the advice is what it is, and why a rule fired or did not: a tree of sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from advisor.conditions import Condition, evaluate, names
from advisor.engine.compiled import Compiled
from advisor.knowledge.content import AnyRule, Library, WhenRule, WhetherRule
from advisor.knowledge.letter_content import Paragraph
from advisor.locale.formatting import beginning, plural, weekday_date
from advisor.model import Case, Truth
from advisor.reasoning.advice_by_answer import AnswerTrial
from advisor.reasoning.assessment import Advice, Assessment, PlanDate
from advisor.reasoning.decide import Decision, decide
from advisor.reasoning.lookup import named
from advisor.reasoning.open_world import OpenWorld, open_world
from advisor.reasoning.relevance import leaves_of
from advisor.reasoning.unknowns import SHOWN, without_effect
from advisor.report.answer_text import answers_text
from advisor.report.condition_text import Teller
from advisor.report.date_working_text import working_text
from advisor.report.explanation_node import Node, ends, short
from advisor.report.unknowns_text import assumptions

BRIEFLY = 2
"""How many conditions a line names that says why a row does not hold."""


@dataclass(frozen=True)
class Explainer:
    """Explains one case on one day."""

    case: Case
    assessment: Assessment
    decision: Decision
    world: OpenWorld
    tell: Teller

    @classmethod
    def of(cls, library: Library, case: Case, assessment: Assessment) -> Explainer:
        """Prepare to explain an assessment, by the reader in plain Python."""
        decision = decide(library, case, assessment.as_of, Compiled())
        teller = Teller(library, assessment.facts, case.dont_know)
        return cls(case, assessment, decision, open_world(library, decision), teller)

    @property
    def library(self) -> Library:
        """Return the content."""
        return self.tell.library

    @property
    def advice(self) -> Advice:
        """Return the advice that is explained."""
        return self.assessment.advice

    def tree(self) -> Node:
        """Return the reasoning from the advice down to the answers."""
        advice, texts = self.advice, self.library.texts
        words = texts[f"whether.{advice.whether}"]
        branches = [*self._decision("whether", words, self.decision.row, self.library.whether)]
        if self.decision.timing is not None and advice.when is not None:
            words = self.tell.say("timed", whether=words, when=texts[f"when.{advice.when}"])
            timing = texts[f"when.{advice.when}"]
            branches += self._decision("when", timing, self.decision.timing, self.library.timing)
        branches += self._gates()
        branches += self._last_day()
        branches += self._reviews()
        branches.append(self._completeness())
        text = self.tell.say("root", advice=words)
        return Node(text, "advice", children=tuple(branches))

    def _decision(
        self,
        part: str,
        words: str,
        row: WhetherRule | WhenRule,
        rows: Sequence[WhetherRule | WhenRule],
    ) -> Iterator[Node]:
        """Yield the row that holds, and the rows above it that do not."""
        text = self.tell.say(part, what=self._outcome(words, self.library.phrases.title(row.id)))
        yield self.tell.rule(row, "row", text, True)
        above = [other for other in rows[: rows.index(row)] if not self._unrecorded(other)]
        if above:
            lines = tuple(self._passed(other) for other in above)
            yield Node(self.tell.say(f"above.{part}"), "list", children=lines)

    def _unrecorded(self, row: WhetherRule | WhenRule) -> bool:
        """Tell whether a row is about something that has not happened, and nothing else."""
        asked = [self.library.questions.get(name) for name in names(row.when)]
        about = bool(asked) and all(item and item.purpose == "record" for item in asked)
        return about and self.decision.truths[row.id] is False

    def _outcome(self, outcome: str, title: str) -> str:
        """Name a row by what it leads to and its title, or by the title that says both."""
        if title.lower().startswith(outcome.lower()):
            return title
        return self.tell.say("row", outcome=beginning(outcome), title=title)

    def _passed(self, row: WhetherRule | WhenRule) -> Node:
        truth = self.decision.truths[row.id]
        key = f"whether.{row.whether}" if isinstance(row, WhetherRule) else f"when.{row.timing}"
        text = self._outcome(self.library.texts[key], self.library.phrases.title(row.id))
        node = self.tell.rule(row, "passed", text, truth)
        return replace(node, says=self._why_not(node, truth), mark="")

    def _why_not(self, node: Node, truth: Truth) -> str:
        """Say in one line what keeps a rule from holding."""
        whole = short(replace(node, kind="row"))
        found = list(
            dict.fromkeys(end.brief or end.text for child in whole.children for end in ends(child))
        )
        line = self.tell.between.join(found[:BRIEFLY])
        left = len(found) - BRIEFLY
        if left > 0:
            line = self.tell.say("and_more", what=line, n=self.tell.number(left))
        return self.tell.say("not_so" if truth is False else "not_known", what=line)

    def _gates(self) -> Iterator[Node]:
        for gate in self.advice.gates:
            state = "blocking" if gate.blocking else "advisory"
            name = self.library.texts[f"gate.{gate.id}"]
            rules = tuple(
                self.tell.rule(self.library.by_id[rule], "gate", self._title(rule), True)
                for rule in gate.rules
            )
            text = self.tell.say(f"gate.{state}", gate=name)
            yield Node(text, "list", ref=f"gate.{gate.id}", children=rules)

    def _title(self, rule: str) -> str:
        return self.tell.title(rule)

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
            earlier = Node(self.tell.say("earlier"), "list", children=dates)
            binding = (*binding, earlier)
        text = self.tell.say(
            "last_day", day=weekday_date(self.advice.last_day, self.library.language)
        )
        yield Node(text, "list", children=binding)

    def _reviews(self) -> Iterator[Node]:
        day = self.advice.review_on
        if day is not None:
            text = self.tell.say("review", day=weekday_date(day, self.library.language))
            reviews = [item for item in self.assessment.dates if item.kind == "review"]
            children = tuple(self._date(item) for item in reviews if item.date == day)
            yield Node(text, "list", children=children)

    def _date(self, item: PlanDate) -> Node:
        """Tell a date: what it is, how it was counted, from which answers, on what terms."""
        rule = self.library.by_id[item.rule]
        node = self._counted(rule, self.tell.rule(rule, "date", self._on(item), True))
        return replace(node, says=self._working(item))

    def _on(self, item: PlanDate) -> str:
        day = weekday_date(item.date, self.library.language)
        return beginning(self.tell.say("date", day=day, what=self.tell.because(item.rule)))

    def _working(self, item: PlanDate) -> str:
        return working_text(self.library, item, self.assessment.facts)

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
        kind = self.library.facts[anchor.fact]
        if kind.origin == "question":
            # A fact worked out from this answer alone tells it as well.
            if not any(
                self.library.facts[name].inputs == (anchor.fact,) for name in names(rule.when)
            ):
                yield self.tell.answer(anchor.fact)
        elif kind.inputs:
            fact = self.tell.fact(anchor.fact)
            open_now = self.world.movable.get(anchor.fact, frozenset())
            granted = tuple(
                Node(self.tell.say("granted_one", what=assumed), "note", ref=name)
                for name in self.library.questions
                if name in open_now and (assumed := self.library.questions[name].assumed)
            )
            kept = tuple(
                replace(child, spare=child.spare or child.ref in open_now)
                for child in fact.children
            )
            yield replace(fact, children=(*kept, *granted))

    def _completeness(self) -> Node:
        lines = [
            Node(text, "note", spare=number >= SHOWN)
            for number, text in enumerate(assumptions(self.library, self.assessment))
        ]
        idle = without_effect(self.library, self.assessment)
        if idle:
            asks = tuple(
                Node(self.library.questions[name].ask, "note", ref=name, spare=True)
                for name in idle
            )
            key = f"no_effect.{plural(len(idle), self.library.language)}"
            text = self.tell.say(key, n=str(len(idle)))
            lines.append(Node(text, "list", children=asks))
        text = self.tell.say("settled" if self.assessment.settled else "resting_on")
        return Node(text, "list", children=tuple(lines))

    def rule(self, name: str) -> Node:
        """Return why a rule fired, or why not, and which answers would decide it.

        Raises :class:`UsageError` for a name that there is no rule for.
        """
        # Here the advice does not stand above.
        alone = replace(self, tell=replace(self.tell, above=False))
        return alone.rules(name, named(self.library, name))

    def rules(self, name: str, found: Sequence[AnyRule | Paragraph]) -> Node:
        """Return why each rule that a name stands for fired, or why not."""
        if len(found) == 1:
            return self._named(found[0])
        return Node(
            self.tell.say("several", name=name),
            "list",
            children=tuple(self._one_of(rule) for rule in found),
        )

    def _one_of(self, rule: AnyRule | Paragraph) -> Node:
        """Tell a rule in full where it holds, else in one line why it does not."""
        node = self._named(rule)
        truth = evaluate(rule.when, self.assessment.facts)
        if truth or isinstance(rule, Paragraph):
            return node
        line = self.tell.rule(rule, "passed", node.text, truth)
        return replace(line, says=self._why_not(line, truth), mark="", children=node.children)

    def _named(self, rule: AnyRule | Paragraph) -> Node:
        title = _title_of(self.tell, rule)
        truth = evaluate(rule.when, self.assessment.facts)
        asked = not isinstance(rule, WhenRule) or self.advice.whether == "end"
        text = self.tell.say(f"state.{'true' if truth else _STATE[truth]}", title=title)
        if isinstance(rule, Paragraph):
            node = Node(
                text,
                "paragraph",
                ref=rule.id,
                sources=self.tell.sources(rule.sources),
                children=(self.tell.condition(rule.when),),
            )
        else:
            node = replace(self.tell.rule(rule, "row", text, truth), mark="")
        notes = [] if asked else [Node(self.tell.say("not_asked"), "note")]
        if asked and truth and isinstance(rule, (WhetherRule, WhenRule)):
            notes += self._outranked(rule)
        if truth and not isinstance(rule, Paragraph):
            node = self._counted(rule, node)
        parts = [*notes, *node.children]
        if asked:
            parts += self._would_decide(rule.when, truth)
        return replace(node, children=tuple(parts))

    def _outranked(self, rule: WhetherRule | WhenRule) -> Iterator[Node]:
        first = self.decision.row if isinstance(rule, WhetherRule) else self.decision.timing
        if first is not None and first.id != rule.id:
            title = self.library.phrases.title(first.id)
            yield Node(self.tell.say("outranked", title=title), "note", ref=first.id)

    def _would_decide(self, condition: Condition, truth: Truth) -> Iterator[Node]:
        """Tell which answers would decide a condition, each tried alone."""
        questions = leaves_of(self.world, condition)
        if not questions or self.world.truth(condition) is not None:
            return
        trial = AnswerTrial.of(self.library, self.case, self.assessment.as_of)
        nodes = []
        for name in self.library.questions:
            if name in questions:
                nodes.append(self._by_answer(trial, name, condition, truth))
        nodes.sort(key=lambda node: not node.children)
        children = tuple(replace(node, spare=number >= SHOWN) for number, node in enumerate(nodes))
        key = "decide" if truth is None else "turn"
        # What holds or not, and no answer turns by itself, is as good as decided.
        spare = truth is not None and not any(node.children for node in nodes)
        yield Node(self.tell.say(key), "list", children=children, spare=spare)

    def _by_answer(self, trial: AnswerTrial, name: str, condition: Condition, truth: Truth) -> Node:
        question = self.library.questions[name]

        def read(decision: Decision) -> object:
            return evaluate(condition, decision.facts)

        found = trial.by_answer(question, read)
        turning = [item for item in found if item.value is not truth]
        if not found:
            return Node(self.tell.say("later", ask=question.ask), "note", ref=name)
        if not turning:
            return Node(self.tell.say("not_alone", ask=question.ask), "note", ref=name)
        lines = tuple(
            Node(
                self.tell.say(
                    f"would.{_STATE[item.value]}",  # type: ignore[index]
                    answers=answers_text(self.library, name, item.answers),
                ),
                "note",
            )
            for item in found
        )
        where = (Node(self.tell.say("where", where=question.where), "note"),)
        return Node(
            question.ask, "list", ref=name, children=(*lines, *(where if question.where else ()))
        )


def _without(node: Node, told: set[str]) -> Node:
    """Mark as spare the parts of a condition that were told already."""
    if node.kind in ("all", "any"):
        return replace(node, children=tuple(_without(child, told) for child in node.children))
    return replace(node, spare=node.spare or node.ref in told)


_STATE: dict[Truth, str] = {True: "true", False: "false", None: "open"}


def _title_of(tell: Teller, rule: AnyRule | Paragraph) -> str:
    if isinstance(rule, Paragraph):
        kind = tell.library.kinds.get(rule.letter)
        name = rule.id.split("/", 1)[1].split("-", 1)[-1].replace("-", " ")
        return tell.say("paragraph", name=name, letter=kind.title if kind else rule.letter)
    return tell.title(rule.id)
