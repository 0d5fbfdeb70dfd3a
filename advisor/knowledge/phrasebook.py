"""All texts of one language: those of the content, of the screen and of the letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Annotated

from advisor.errors import AdvisorError, Message
from advisor.knowledge.letter_content import Frame, LetterKind, Paragraph
from advisor.lazy_dataclass import dataclass
from advisor.locale import formatting
from advisor.locale.language import Language
from advisor.locale.placeholders import fill
from advisor.model import FactType, FactValue, Money

EVENT_DAY = "day"
"""The name of the day of an event, in its text and where it sets a date."""


@dataclass(frozen=True)
class RuleText:
    """The texts of a rule. Facts stand in braces, see :mod:`advisor.locale.placeholders`."""

    title: str
    """One line that says what holds."""
    because: tuple[str, ...] = ()
    """Texts, best first; the first whose facts are all known is shown.

    Empty for a finding whose title says it all."""
    exceptions: tuple[str, ...] = ()
    """When it does not apply."""
    advice: str = ""
    """What to do about it."""
    clears: str = ""
    """What clears the gate."""


@dataclass(frozen=True)
class QuestionText:
    """The texts of a question."""

    section: str
    """The heading over its questions."""
    ask: str
    """The question itself."""
    why: str
    """Why it is asked."""
    where: str = ""
    """Where to find the answer."""
    assumed: str = ""
    """What is assumed while it is unknown, as the end of a sentence."""
    choices: Annotated[Mapping[str, str], "labels"] = field(default_factory=dict)
    """Choice to label."""


@dataclass(frozen=True)
class ValueText:
    """The texts of a dated value."""

    description: str
    source: str
    """Where the figure is published."""
    note: str = ""
    """Shown beside the figure."""


@dataclass(frozen=True, eq=False, repr=False)
class Phrasebook:
    """All texts of one language. Compared by identity."""

    language: Language
    rules: Mapping[str, RuleText]
    questions: Mapping[str, QuestionText]
    screens: Mapping[str, QuestionText]
    """Texts of the screens that answer several questions."""
    labels: Mapping[str, str]
    """Names of derived facts."""
    values: Mapping[str, ValueText]
    sources: Mapping[str, str]
    """Titles of sources."""
    events: Mapping[str, str]
    """Event to its text, the first half of a sentence; the day stands in braces."""
    contradictions: Mapping[str, str]
    """Contradiction to the question which of the answers is right."""
    journal: Mapping[str, str]
    """Kind of an entry of the journal to its name."""
    ui: Mapping[str, str]
    """Texts of the screen and the documents, by key."""
    words: Mapping[str, str]
    """Words that letters in this language are made of, by key."""
    frames: Mapping[str, Frame]
    """The frames of letters, by form (``en-GB``) or layout (``email``)."""
    kinds: Mapping[str, LetterKind]
    paragraphs: tuple[Paragraph, ...]
    messages: Mapping[str, str]
    """Messages to the user: English templates to their translations."""

    def __repr__(self) -> str:
        return f"Phrasebook({self.language.code!r})"

    def rule(self, identity: str) -> RuleText:
        """Return the texts of a rule."""
        return self.rules[identity]

    def title(self, rule: str) -> str:
        """Return the title of a rule, with facts in braces."""
        return self.rules[rule].title

    def question(self, identity: str) -> QuestionText:
        """Return the texts of a question."""
        return self.questions[identity]

    def choice(self, question: str, choice: str) -> str:
        """Return the label of a choice of a question."""
        return self.questions[question].choices[choice]

    def label(self, fact: str) -> str | None:
        """Return the name of a derived fact, or ``None`` where it has none."""
        return self.labels.get(fact)

    def value(self, identity: str) -> ValueText:
        """Return the texts of a dated value."""
        return self.values[identity]

    def source(self, identity: str) -> str:
        """Return the title of a source."""
        return self.sources[identity]

    def event(self, identity: str, day: date, *, year: bool = True) -> str:
        """Return what happens, with its day: ``If they pay by 15 December 2026``."""
        shown = self.day(day) if year else formatting.day_and_month(day, self.language)
        return _filled(self.events[identity], {EVENT_DAY: shown})

    def say(self, key: str, **values: object) -> str:
        """Return a text of the screen by its key, with values put in for names in braces.

        Dates, amounts and numbers are written as the language does. Values are not read
        as texts themselves. Raises :class:`AdvisorError` where there is no such text.
        """
        text = self.ui.get(key)
        if text is None:
            place = f"templates/{self.language.code}/ui/"
            raise AdvisorError(
                Message("The text {name} is missing in {place}.", name=repr(key), place=place)
            )
        return _filled(text, {name: self._shown(value) for name, value in values.items()})

    def say_if(self, key: str, **values: object) -> str:
        """Return :meth:`say`, or nothing where there is no such text."""
        return self.say(key, **values) if key in self.ui else ""

    def counted(self, key: str, number: int, **values: object) -> str:
        """Return the text for one or for several; the number is there as ``count`` and ``n``."""
        form = formatting.plural(number, self.language)
        return self.say(f"{key}.{form}", count=number, n=number, **values)

    def day(self, day: date) -> str:
        """Return a date in full."""
        return formatting.long_date(day, self.language)

    def quantity(self, value: int | Decimal, unit: str) -> str:
        """Return a number with its unit: ``24 days``."""
        return formatting.count_of(value, unit, self.ui, self.language)

    def money(self, amount: Money) -> str:
        """Return an amount with its currency."""
        return formatting.money(amount, self.language)

    def verdict(self, whether: str, when: str | None) -> str:
        """Return an advice in a few words: ``End the relationship, after notice``."""
        name = self.say(f"whether.{whether}")
        return (
            self.say("report.timed", whether=name, when=self.say(f"when.{when}")) if when else name
        )

    def outcome(
        self, whether: str, when: str | None, last_day: date | None, lead: str = "event"
    ) -> str:
        """Write the advice that follows an event, or holds from a ``turning`` date on."""
        key = f"whatif.{lead}.{'advice' if last_day is None else 'advice_last'}"
        verdict = formatting.inside(self.verdict(whether, when), self.language)
        return self.say(key, outcome=verdict, date=last_day)

    def last_day(self, day: date | None, not_before: date | None, needs: Iterable[str]) -> str:
        """Return the last day in a sentence, or what is known of it and how to fix it.

        ``needs`` are the questions that would fix it; a question comes with its place,
        unless more than three would hide the day.
        """
        if day:
            return self.say("end.day", date=formatting.weekday_date(day, self.language))
        asked = [self.question(need) for need in needs]
        placed = len(asked) <= 3
        wanted = self.listed(
            self.say("end.need", ask=item.ask, where=item.where if placed else "").rstrip()
            for item in asked
        )
        if not_before is None:
            return self.say("end.open", needs=wanted)
        shown = formatting.weekday_date(not_before, self.language)
        return self.say("end.not_before", date=shown, needs=wanted)

    def review(self, day: date, turns_to: tuple[str, str | None] | None) -> str:
        """Return the day to look again in a sentence, and what is advised from then on.

        ``turns_to`` is whether and when from that day on, where they change by themselves.
        """
        shown = formatting.weekday_date(day, self.language)
        if turns_to is None:
            return self.say("report.review", date=shown)
        verdict = formatting.inside(self.verdict(*turns_to), self.language)
        return self.say("report.review_turns", date=shown, outcome=verdict)

    def listed(self, parts: Iterable[str]) -> str:
        """Return the parts of a list as one text."""
        return self.ui["mark.between"].join(parts)

    def fact(
        self, value: FactValue, kind: FactType, choices: Mapping[str, str] | None = None
    ) -> str:
        """Return a fact with its unit, its currency or the label of its choice."""
        return formatting.show(value, kind, self.ui, choices or {}, self.language)

    def _shown(self, value: object) -> str:
        if isinstance(value, date):
            return formatting.long_date(value, self.language)
        if isinstance(value, Money):
            return formatting.money(value, self.language)
        if isinstance(value, (int, Decimal)):
            return formatting.rate(value, self.language)
        return str(value)

    @property
    def colon(self) -> str:
        """What separates a label from its text, with its spaces."""
        return self.say("mark.label", label="")

    def word(self, *keys: str, **values: str) -> str:
        """Return the first of some words of letters that the language has, with values put in.

        Raises :class:`AdvisorError` where it has none of them.
        """
        for key in keys:
            if key in self.words:
                return _filled(self.words[key], values)
        place = f"templates/{self.language.code}/letter/words.yaml"
        text = Message("The words {name} are missing in {place}.", name=repr(keys[-1]), place=place)
        raise AdvisorError(text)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return fill(text, lambda name, _: values.get(name, "{" + name + "}"))
