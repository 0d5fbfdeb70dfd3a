"""How a language is typed and written: what ``templates/<language>/language.yaml`` holds.

Words are folded (:func:`advisor.locale.folding.fold_words`): small letters without accents.
Names of months and weekdays, plural categories, percent signs and the place of a currency
are taken from Babel.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeVar

from advisor.lazy_dataclass import dataclass
from advisor.locale.conventions import Conventions, conventions_of

DateOrder = Literal["day_first", "either"]
"""``either``: 3/4/2026 is refused as ambiguous, 30/4/2026 and 4/30/2026 are read."""

LengthUnit = Literal["days", "business_days", "weeks", "months", "years", "hours"]

T = TypeVar("T")


@dataclass(frozen=True)
class NumberMarks:
    """The marks of typed numbers."""

    decimal: Literal[".", ","]
    group: Literal[".", ",", "space"]
    """What separates thousands: a point, a comma, or ``space``."""
    strict: bool
    """Whether the group mark is never taken for a decimal mark."""


@dataclass(frozen=True)
class Typed:
    """The words and marks that answers are read by."""

    yes_no: Mapping[str, bool]
    none: Mapping[str, bool]
    """Words for no choice at all."""
    units: Mapping[str, tuple[str, ...]]
    """Unit or kind of answer to the words that may follow its number, the longest first."""
    lengths: Mapping[str, LengthUnit]
    """Words for units of time."""
    counts: Mapping[str, int]
    """Numbers as words: ``two``."""
    days: Mapping[str, int]
    """Days relative to the day of the case: ``tomorrow`` is 1."""
    steps: Mapping[str, LengthUnit]
    """Letters of units of time in ``-3w``."""
    ahead: tuple[str, ...]
    """Phrases around a length of time from today on, which is ``{}``: ``in {}``."""
    back: tuple[str, ...]
    """Phrases around a length of time before today: ``{} ago``."""
    next: tuple[str, ...]
    """Phrases around a weekday after today: ``next {}``."""
    last: tuple[str, ...]
    """Phrases around a weekday before today: ``last {}``."""
    months: Mapping[str, int]
    """Short forms of months that Babel lacks."""
    ordinals: tuple[str, ...]
    """What may follow the number of a day."""
    inside_dates: tuple[str, ...]
    """Words that are left out between the parts of a date."""
    before_dates: tuple[str, ...]
    """Articles and prepositions before a date in a text."""
    date_order: DateOrder
    numbers: NumberMarks
    multipliers: Mapping[str, int]
    """What follows a number of thousands or millions: ``k`` is 1000."""
    currencies: Mapping[str, tuple[str, ...]]
    """Names of currencies to their codes, the likeliest first."""
    not_currencies: tuple[str, ...]
    """Words that are spelled like a currency code; beside a number they are no currency."""
    inside_titles: tuple[str, ...]
    """Articles, prepositions and conjunctions in small letters inside a title of a contract
    or a law."""
    by: tuple[str, ...]
    """Words between a piece of work and its date, as they are written; the first is shown."""
    due: tuple[str, ...]
    """Words between an invoice and its due date, as they are written; the first is shown."""
    issued: tuple[str, ...]
    """Words between an invoice and its own date."""
    part_of: tuple[str, ...]
    """Words between what is open of an invoice and its whole sum."""
    folio: tuple[str, ...]
    """Words before the number that a tax authority gave an invoice."""
    titles: Mapping[str, str]
    """Titles of address as they are typed, folded and without a point, to the choice that each
    stands for; ``_m`` or ``_f`` after it where the word shows a gender: ``dra`` is ``dr_f``."""
    inside_surnames: tuple[str, ...]
    """Small words before a surname that belong to it, folded."""
    surnames: int
    """How many surnames a person usually has."""


@dataclass(frozen=True)
class Preposition:
    """A preposition of the templates: how it is written and what it contracts with."""

    word: str
    contractions: Mapping[str, str]
    """An article to its contraction: ``el`` to ``del``."""


@dataclass(frozen=True)
class Conjunction:
    """The form that a conjunction takes before a sound."""

    word: str
    before: str
    """A regular expression for the beginning of the next word, folded."""
    becomes: str


@dataclass(frozen=True)
class Written:
    """Grammar of what is shown, beyond what Babel knows."""

    first_of_month: str
    """The number of the first day of a month in long dates, such as ``1er``."""
    weekday_comma: tuple[str, ...]
    """Forms in which a comma follows the weekday."""
    year_comma: tuple[str, ...]
    """Forms in which a comma follows the year of a date inside a sentence."""
    clear_lists: bool
    """Whether a comma precedes the last item of a list in which an item holds an "and"."""
    capitals: tuple[str, ...]
    """First words of a label that keep their capital inside a sentence."""
    prepositions: Mapping[str, Preposition]
    conjunctions: tuple[Conjunction, ...]
    elision: str
    """A regular expression for the beginning of a word, folded, before which a final ``e``
    is left out; empty where nothing is."""
    before_numbers: tuple[str, ...]
    """Words for a clause, which stay on one line with its number."""


@dataclass(frozen=True, repr=False)
class Language:
    """A language, or a form of it such as ``es-MX``."""

    code: str
    form: str
    """The code, or the form of a document."""
    locale: str
    """The Babel locale whose conventions hold where no form is asked for."""
    name_locales: tuple[str, ...]
    """The Babel locales in whose names of months and weekdays dates are read; the own first."""
    known_conventions: Mapping[str, Conventions]
    """Babel locale to its conventions, for the language, its names and its forms of letters."""
    typed: Typed
    written: Written

    def __str__(self) -> str:
        return self.form

    def __hash__(self) -> int:
        # Mappings have no hash, and few languages share a form.
        return hash((self.code, self.form))

    def __repr__(self) -> str:
        return f"Language({self.form!r})"

    @property
    def babel(self) -> str:
        """The Babel locale of the form."""
        return self.locale if self.form == self.code else self.form.replace("-", "_")

    def conventions(self, locale: str = "") -> Conventions:
        """Return how dates and numbers are written in the form, or in a Babel locale."""
        name = locale or self.babel
        return self.known_conventions.get(name) or conventions_of(name)

    def of(self, form: str) -> Language:
        """Return this language in a form, such as ``es-MX``."""
        return replace(self, form=form)


def joined(own: Language, source: Language, every: Sequence[Language]) -> Language:
    """Return a language that also reads words of the others.

    Relative dates, months, and the words of lists are read in the source language as well; all
    other words in every language, except where two others disagree on the meaning.
    """
    typed, there = own.typed, [one.typed for one in every]
    units = {
        unit: tuple(sorted({word for one in there for word in one.units[unit]}, key=_longest))
        for unit in typed.units
    }
    return replace(
        own,
        name_locales=tuple(dict.fromkeys((own.code, source.code))),
        known_conventions={
            **{name: one for name, one in source.known_conventions.items() if name == source.code},
            **own.known_conventions,
        },
        typed=replace(
            typed,
            yes_no=_agreed(typed.yes_no, [one.yes_no for one in there]),
            none=_agreed(typed.none, [one.none for one in there]),
            units=units,
            lengths=_agreed(typed.lengths, [one.lengths for one in there]),
            counts=_agreed(typed.counts, [one.counts for one in there]),
            multipliers=_agreed(typed.multipliers, [one.multipliers for one in there]),
            days={**source.typed.days, **typed.days},
            steps=_agreed(typed.steps, [one.steps for one in there]),
            months={**source.typed.months, **typed.months},
            currencies=_agreed(typed.currencies, [one.currencies for one in there]),
            ahead=_every((typed.ahead, source.typed.ahead)),
            back=_every((typed.back, source.typed.back)),
            next=_every((typed.next, source.typed.next)),
            last=_every((typed.last, source.typed.last)),
            ordinals=_every(one.ordinals for one in there),
            inside_dates=_every(one.inside_dates for one in there),
            before_dates=_every(one.before_dates for one in there),
            inside_titles=_every(one.inside_titles for one in there),
            by=_every((typed.by, source.typed.by)),
            due=_every((typed.due, source.typed.due)),
            issued=_every((typed.issued, source.typed.issued)),
            part_of=_every((typed.part_of, source.typed.part_of)),
            folio=_every((typed.folio, source.typed.folio)),
        ),
        # Texts that have no translation are shown in the source language.
        written=replace(
            own.written, capitals=_every((own.written.capitals, source.written.capitals))
        ),
    )


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word


def _every(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for words in lists for word in words))


def _agreed(own: Mapping[str, T], every: Sequence[Mapping[str, T]]) -> dict[str, T]:
    """Return the own meanings of words and those on which all languages agree."""
    meanings: dict[str, list[T]] = {}
    for one in every:
        for word, meaning in one.items():
            meanings.setdefault(word, []).append(meaning)
    agreed = {word: found[0] for word, found in meanings.items() if len(set(found)) == 1}
    return {**agreed, **own}
