"""Facts and answers in plain sentences: the questions' own words and labels."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from advisor.conditions import Compare
from advisor.knowledge.phrasebook import Phrasebook
from advisor.locale.formatting import beginning
from advisor.model import FactType, Money
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.report.explanation_node import Node


class FactText:
    """Puts the facts of one case into words."""

    def __init__(self, phrases: Phrasebook, assessed: CaseAssessment) -> None:
        self.phrases, self.say, self.assessed = phrases, phrases.say, assessed
        self.rulebook, self.facts = assessed.rulebook, assessed.facts

    def fact(self, name: str) -> Node:
        """Return a derived fact with the answers it is calculated from."""
        label = self.label(name)
        if name in self.facts.known:
            brief = self.say("explain.fact.given", label=label, value=self.value(name))
        else:
            no_turn = self.rulebook.facts[name].origin == "turning"
            state = "absent" if no_turn or name in self.facts.not_applicable else "open"
            brief = self.say(f"explain.fact.{state}", label=label)
        children = tuple(
            replace(self.answer(item), full_only=self.state(item) == "absent")
            for item in self.rulebook.facts[name].inputs
        )
        text = f"{beginning(brief)}."
        return Node(text, "fact", brief=brief, ref=name, children=children)

    def label(self, name: str) -> str:
        """Return what a fact is that no question asks for."""
        found = self.phrases.label(name)
        return self.say(f"explain.label.{name}") if found is None else found

    def answer(self, question: str) -> Node:
        """Return an answer in the words of the question."""
        ask = self.phrases.question(question).ask
        state = self.state(question)
        given = self.given(question) if state == "given" else ""
        return Node(
            text=self.say(f"explain.answer.{state}", ask=ask, answer=given),
            kind="answer",
            brief=self.say(f"explain.brief.{state}", ask=ask, answer=given),
            ref=question,
        )

    @cached_property
    def _facts_of(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, kind in self.rulebook.facts.items():
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
        return "unsure" if question in self.assessed.case.dont_know else "open"

    def given(self, name: str) -> str:
        """Return the answer to a question in its own labels."""
        question = self.rulebook.questions[name]
        known = self.facts.known
        if question.kind == "several":
            labels = self.phrases.question(name).choices.items()
            chosen = [text for one, text in labels if known.get(f"{name}.{one}")]
            return self.phrases.listed(chosen) or self.say("explain.range.none")
        if question.kind == "choice":
            return self.phrases.choice(name, str(known[name]))
        whole = known.get(question.not_above)
        if isinstance(whole, int):
            return self.say("explain.part", part=self.value(name), whole=str(whole))
        return self.value(name)

    def value(self, name: str) -> str:
        """Return a known fact in words."""
        found = self.facts.known[name]
        if isinstance(found, str) and self.rulebook.facts[name].origin == "derived":
            return self.derived_choice(name, found)
        return self.phrases.fact(found, self.rulebook.facts[name])

    def derived_choice(self, name: str, choice: str) -> str:
        """Return the label of a choice of a derived fact: its own, else that of an answer."""
        if own := self.phrases.say_if(f"explain.choice.{name}.{choice}"):
            return own
        asked = map(self.phrases.question, self.rulebook.facts[name].inputs)
        return next((one.choices[choice] for one in asked if choice in one.choices), choice)

    def need(self, part: Compare, kind: FactType) -> str:
        """Return what a comparison requires: ``at least 50%``."""
        operands = part.operand if isinstance(part.operand, tuple) else (part.operand,)
        values = [self.operand(part.fact, kind, operand) for operand in operands]
        joined = self.say("explain.or").join(values)
        if kind.kind == "yes_no" and kind.origin == "question" and "." in part.fact:
            question, _, choice = part.fact.partition(".")
            label = self.phrases.choice(question, choice)
            wanted = (part.operand is True) is (part.operator != "not")
            return self.say(f"explain.need.{'chosen' if wanted else 'not_chosen'}", value=label)
        if part.operator in ("is", "in"):
            return joined
        return self.say(f"explain.need.{part.operator}", value=joined)

    def operand(self, name: str, kind: FactType, operand: object) -> str:
        """Return what a comparison compares with, in words."""
        if kind.origin in ("whether", "timing") or name.startswith("gate."):
            group = {"whether": "whether", "timing": "when"}.get(kind.origin, "explain.gate_state")
            return self.say(f"{group}.{operand}")
        if isinstance(operand, str):
            question = self.phrases.questions.get(name)
            label = (
                question.choices.get(operand, operand)
                if question
                else self.derived_choice(name, operand)
            )
            return self.say("explain.quoted", value=label)
        if kind.kind == "money" and isinstance(operand, (int, Decimal)):
            return self.phrases.fact(Money(Decimal(operand), ""), kind)
        return self.phrases.fact(operand, kind)  # type: ignore[arg-type]

    def ask(self, kind: FactType) -> str:
        """Return the question whose answer a fact is."""
        return self.phrases.question(kind.inputs[0]).ask
