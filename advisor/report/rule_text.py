"""Put the facts of a case into a rule's texts."""

from __future__ import annotations

from collections.abc import Callable

from advisor.knowledge.content import Library
from advisor.locale import formatting
from advisor.locale.placeholders import best, fill
from advisor.model import Facts


def speaker(library: Library, facts: Facts) -> Callable[[tuple[str, ...]], str]:
    """Return the function that says the best of some texts about this case."""

    def one(name: str, form: str) -> str:
        value = facts.known.get(name)
        if value is None:
            return library.texts["word.unknown"]
        if form == "n":
            return formatting.bare(value, library.language)
        question = library.questions.get(name)
        choices = question.choices if question else {}
        return formatting.show(value, library.facts[name], library.texts, choices, library.language)

    def say(texts: tuple[str, ...]) -> str:
        return fill(best(texts, facts.__contains__), one)

    return say
