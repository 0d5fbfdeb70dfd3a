"""Texts of rules with the facts of one case put in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from advisor.knowledge.content import Library
from advisor.locale import formatting
from advisor.locale.placeholders import best, fill
from advisor.model import Facts


@dataclass(frozen=True)
class RuleTexts:
    """The texts of all rules about one case."""

    library: Library
    facts: Facts

    def title(self, rule: str) -> str:
        """Return the title of a rule."""
        return self.best((self.library.phrases.title(rule),))

    def because(self, rule: str) -> str:
        """Return the reason of a rule: the first whose facts are all known."""
        return self.best(self.library.phrases.rule(rule).because)

    def clears(self, rules: Iterable[str]) -> tuple[str, ...]:
        """Return what clears a gate for some of its rules, each text once."""
        found = (self.library.phrases.rule(rule).clears for rule in rules)
        return tuple(dict.fromkeys(text for text in found if text))

    def best(self, texts: tuple[str, ...]) -> str:
        """Return the first of some texts whose facts are all known, with those put in."""
        return fill(best(texts, self.facts.__contains__), self._fact)

    def _fact(self, name: str, form: str) -> str:
        library, value = self.library, self.facts.known.get(name)
        if value is None:
            return library.texts["word.unknown"]
        if form == "n":
            return formatting.bare(value, library.language)
        question = library.questions.get(name)
        choices = question.choices if question else {}
        return formatting.show(value, library.facts[name], library.texts, choices, library.language)
