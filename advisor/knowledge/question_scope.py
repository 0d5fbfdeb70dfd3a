"""What content that names questions beside facts is read against."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.errors import Message, Place, nearest
from advisor.knowledge import strict_yaml
from advisor.knowledge.answer_kinds import NUMBERS
from advisor.knowledge.catalogue import up_to
from advisor.knowledge.content import Question
from advisor.knowledge.grammar import Scope
from advisor.knowledge.strict_yaml import Node, fail
from advisor.model import Answer, FactType, Origin


class QuestionScope(Scope):
    """The facts up to an origin that content may name, and the questions."""

    def __init__(
        self, facts: Mapping[str, FactType], questions: Mapping[str, Question], last: Origin
    ) -> None:
        super().__init__(facts, up_to(last))
        self.questions = questions

    def question(self, name: str, place: Place) -> Question:
        """Return a question; an unknown name is a problem."""
        if name not in self.questions:
            hint = nearest(name, list(self.questions))
            fail(place, Message("There is no question {name}.{hint}", name=repr(name), hint=hint))
        return self.questions[name]


def simple_answer(question: Question, node: Node) -> Answer | None:
    """Read yes or no, one choice or a whole number; ``None`` for other kinds of questions."""
    if question.kind == "yes_no":
        return strict_yaml.yes_of(node)
    if question.kind == "choice":
        return strict_yaml.choice_of(node, question.choices)
    return strict_yaml.whole_of(node) if question.kind in NUMBERS else None
