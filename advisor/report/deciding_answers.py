"""Which answers would decide a condition, as part of an explanation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from advisor.conditions import Condition, evaluate
from advisor.model import Truth
from advisor.reasoning.advice_by_answer import AnswerTrial
from advisor.reasoning.decide import Decision
from advisor.reasoning.open_world import OpenWorld
from advisor.reasoning.relevance import questions_deciding
from advisor.reasoning.unknowns import SHOWN
from advisor.report.answer_text import answers_text
from advisor.report.condition_text import ConditionText
from advisor.report.explanation_node import Node

STATE: dict[object, str] = {True: "true", False: "false", None: "open"}
"""Truth to the last part of a key in the texts."""


def deciding_answers(
    texts: ConditionText, world: OpenWorld, condition: Condition, truth: Truth
) -> Iterator[Node]:
    """Yield the answers that would decide a condition, each tried alone."""
    questions = questions_deciding(world, condition)
    if not questions or world.truth(condition) is not None:
        return
    assessed = texts.assessed
    trial = AnswerTrial(assessed.rulebook, assessed.decided, assessed.as_of)
    nodes = [
        _by_answer(texts, trial, name, condition, truth)
        for name in assessed.rulebook.questions
        if name in questions
    ]
    nodes.sort(key=lambda node: not node.children)
    children = tuple(replace(node, full_only=number >= SHOWN) for number, node in enumerate(nodes))
    key = "explain.decide" if truth is None else "explain.turn"
    # A known truth that no single answer changes is as good as decided.
    full_only = truth is not None and not any(node.children for node in nodes)
    yield Node(texts.say(key), "list", children=children, full_only=full_only)


def _by_answer(
    texts: ConditionText, trial: AnswerTrial, name: str, condition: Condition, truth: Truth
) -> Node:
    """Return a question and what each of its answers makes of the condition."""
    phrases, rulebook = texts.phrases, texts.rulebook
    question = phrases.question(name)

    def read(decision: Decision) -> object:
        return evaluate(condition, decision.facts)

    found = trial.by_answer(rulebook.questions[name], read)
    if not found:
        return Node(phrases.say("explain.later", ask=question.ask), "note", ref=name)
    if all(item.value is truth for item in found):
        return Node(phrases.say("explain.not_alone", ask=question.ask), "note", ref=name)
    lines = [
        phrases.say(
            f"explain.would.{STATE[item.value]}",
            answers=answers_text(phrases, rulebook, name, item.answers),
        )
        for item in found
    ]
    if question.where:
        lines.append(phrases.say("explain.where", where=question.where))
    children = tuple(Node(line, "note") for line in lines)
    return Node(question.ask, "list", ref=name, children=children)
