"""Texts of rules with the facts of one case put in."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.knowledge.content import Rulebook
from advisor.knowledge.phrasebook import Phrasebook
from advisor.lazy_dataclass import dataclass
from advisor.locale import formatting
from advisor.locale.placeholders import best, facts_in, fill
from advisor.model import Facts


@dataclass(frozen=True)
class RuleTexts:
    """The texts of all rules about one case."""

    phrases: Phrasebook
    rulebook: Rulebook
    facts: Facts

    def title(self, rule: str) -> str:
        """Return the title of a rule."""
        return self._filled((self.phrases.rule(rule).title,))

    def because(self, rule: str) -> str:
        """Return the reason of a rule: the first whose facts are all known, else its title."""
        return self._filled((*self.phrases.rule(rule).because, "")) or self.title(rule)

    def worked_out(self, rule: str) -> str:
        """Return the reason of a rule where it tells more than the answers: what is worked out.

        Empty where it only says an answer again, or what holds for everybody.
        """
        text = best((*self.phrases.rule(rule).because, ""), self.facts.__contains__)
        named = (self.rulebook.facts[name].origin for name, _ in facts_in(text) or ())
        return fill(text, self._fact) if any(origin != "question" for origin in named) else ""

    def clears(self, rules: Iterable[str]) -> tuple[str, ...]:
        """Return what clears a gate, for each of its rules, each text once."""
        found = (self.phrases.rule(rule).clears for rule in rules)
        return tuple(dict.fromkeys(text for text in found if text))

    def _filled(self, texts: tuple[str, ...]) -> str:
        return fill(best(texts, self.facts.__contains__), self._fact)

    def _fact(self, name: str, form: str) -> str:
        value = self.facts.known.get(name)
        if value is None:
            return self.phrases.say("word.unknown")
        if form == "n":
            return formatting.bare(value, self.phrases.language)
        question = self.phrases.questions.get(name)
        choices = question.choices if question else None
        return self.phrases.fact(value, self.rulebook.facts[name], choices)
