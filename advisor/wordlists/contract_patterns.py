"""The content of ``rules/contracts/``: how contracts are worded, and what is looked for in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import Annotated, Literal

from advisor.errors import Place
from advisor.lazy_dataclass import dataclass
from advisor.locale.language import Language
from advisor.wordlists.wordlist import WordList

Lists = Annotated[Mapping[str, tuple[str, ...]], "lists"]
Numbers = Annotated[Mapping[str, int], "numbers"]
Values = Annotated[Mapping[str, str], "names"]
Side = Literal["both", "own", "client", ""]
Read = Literal[
    "", "period", "days", "date", "money", "percent", "place", "line", "name", "client", "address"
]

APART = " ++ "
"""Between the parts of a pattern that may stand any number of words apart in a sentence."""


BUILT_IN: Mapping[str, str] = {
    "percent": r"[0-9]{1,3}(?:[.,][0-9]{1,4})?\s{0,3}"
    r"(?:%|per ?cent(?:um)?(?!\w)|por ?ciento|pour ?cent)",
    "blank": r"_[\s_]{0,60}",
}
"""Parts of patterns besides those of letters."""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """One way in which contracts say something, and what it means.

    Of the wordings of a field the first that matches a sentence counts there.
    """

    words: tuple[str, ...]
    """Patterns. Their parts, with ``++`` between them, follow each other in one sentence; a
    first part behind ``#`` is looked for in the headings above it."""
    unless: tuple[str, ...] = ()
    """Patterns of what may not be in the same sentence."""
    not_before: tuple[str, ...] = ()
    """Patterns of what may not follow the match directly."""
    about: tuple[str, ...] = ()
    """Patterns, of which the clause of the sentence must hold one, headings included."""
    not_about: tuple[str, ...] = ()
    """Patterns of what the clause of the sentence may not hold, headings included."""
    value: str = ""
    """What it means, for a field that is not read from the words."""
    side: Side = ""
    """Whom it binds or lets act; empty where the sentence does not say."""
    grade: Literal["stated", "implied", "unclear"] = "stated"
    """``implied`` where the words leave room for doubt, ``unclear`` where they name no value."""
    most_words: int = 0
    """Words that the sentence may have at most; 0 for any number."""
    fallback: bool = False
    """Whether it counts only where no other wording of the field is found in the contract."""


@dataclass(frozen=True, kw_only=True)
class Finds:
    """A sentence, and the value that is to be found in it."""

    text: str
    value: str


@dataclass(frozen=True, kw_only=True)
class FieldWording:
    """How contracts in a language word one field, with examples of what is found and what not."""

    id: str
    wordings: Annotated[tuple[Wording, ...], "wordings"]
    finds: Annotated[tuple[Finds, ...], "finds"] = ()
    ignores: tuple[str, ...] = ()
    place: Place


@dataclass(frozen=True)
class ContractWords:
    """How contracts in one language are worded."""

    language: Language
    endings: Lists = field(default_factory=dict)
    """``o/a`` to the endings that it abbreviates."""
    parts: Lists = field(default_factory=dict)
    """Names used in angle brackets in patterns, and their patterns."""
    numbers: Numbers = field(default_factory=dict)
    """Numbers as words, the hyphen written as a space."""
    between_numbers: tuple[str, ...] = ()
    """Words between a number in words and the same in figures, besides those of units."""
    units: Lists = field(default_factory=dict)
    """Units of time and their words."""
    places: Lists = field(default_factory=dict)
    """Values of the field of the law, and the names of places whose law that is."""
    clause: str = "{}"
    """How the number of a clause is cited."""
    clause_words: tuple[str, ...] = ()
    """Words before the number of a clause."""
    ordinals: Numbers = field(default_factory=dict)
    """Words that number clauses."""
    abbreviations: tuple[str, ...] = ()
    """Words whose full stop ends no sentence."""
    openings: tuple[str, ...] = ()
    """Patterns of the sentence that begins a contract."""
    annexes: tuple[str, ...] = ()
    """Patterns of headings of what belongs to the contract before it."""
    between: tuple[str, ...] = ()
    """Words before the name of a party."""
    variations: tuple[str, ...] = ()
    """Patterns of sentences that change an agreement. Where one is there, nothing is stated."""
    called: tuple[str, ...] = ()
    """Words before what a party is called from there on."""
    means: tuple[str, ...] = ()
    """Words between what a party is called and its name."""
    address: tuple[str, ...] = ()
    """Words before the address of a party."""
    streets: tuple[str, ...] = ()
    """Words in small letters with which the first line of an address may begin."""
    no_address: tuple[str, ...] = ()
    """Words at which an address has ended."""
    articles: tuple[str, ...] = ()
    """Articles before a name, as they are written."""
    no_name: tuple[str, ...] = ()
    """Words that are no part of the name of an addressee in small letters."""
    represented: tuple[str, ...] = ()
    """Words between a party and the name of who acts for it."""
    terms: tuple[str, ...] = ()
    """Words that contracts define and that name no party, such as ``Agreement``."""
    firms: tuple[str, ...] = ()
    """Ends of the names of firms, as they are written."""
    left_out: tuple[str, ...] = ()
    """Words that are read as if they were not there, such as those inside dates."""
    provider: tuple[str, ...] = ()
    """What the side that does the work is called."""
    client: tuple[str, ...] = ()
    """What the other side is called."""
    other_clauses: tuple[str, ...] = ()
    """Clauses of other matters with a period, a sum or a share that no field may take."""
    fields: Annotated[Mapping[str, FieldWording], "fields"] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ContractField:
    """Something that is looked for in a contract, whatever its language."""

    id: str
    question: str = ""
    """The question that it answers; empty for what is only shown."""
    read: Read = ""
    """What is read from the words; empty where the wording names the value."""
    implies: Values = field(default_factory=dict)
    """Questions that a found value answers besides, and how."""
    over: Lists = field(default_factory=dict)
    """A value, and those that it stands before where both are found."""
    sided: bool = False
    """Whether what binds or allows the client alone is not proposed."""
    gathers: bool = False
    """Whether all values found count together."""
    first: bool = False
    """Whether of several places the first in the contract counts."""
    silent: str = ""
    """The answer, if the contract really says nothing of it."""
    ask: bool = False
    """Whether the question is asked where the case has no answer, for it decides which others
    count."""
    starts: str = ""
    """The field with the day from which the length in ``length`` is counted to a date."""
    length: str = ""
    renews: str = ""
    """The field that tells whether such a day is carried on by the length in ``by``."""
    by: str = ""
    place: Place


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What is confirmed on one screen."""

    id: str
    number: str = ""
    """The question that asks for the number of the clause."""
    fields: Annotated[Mapping[str, ContractField], "contract_fields"]
    place: Place


@dataclass(frozen=True)
class ContractContent:
    """All that is looked for, and the wordings of each language."""

    topics: Mapping[str, Topic]
    words: Mapping[str, ContractWords]


def word_list(words: ContractWords) -> WordList:
    """Return the parts of patterns that the lists of a language make up."""
    lists = {
        "counts": tuple(words.numbers),
        "unit": tuple(one for some in words.units.values() for one in some),
        "place": tuple(one for some in words.places.values() for one in some),
        "provider": words.provider,
        "client": words.client,
    }
    made = {name: _longest_first(some) for name, some in lists.items()}
    return WordList(words.language, words.endings, {**made, **words.parts})


def _longest_first(some: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(some), key=lambda one: (-len(one), one)))


def split(pattern: str) -> tuple[str, tuple[str, ...]]:
    """Return the part of a pattern for the headings, and those for the sentence."""
    parts = pattern.split(APART)
    if parts[0].startswith("#"):
        return parts[0][1:], tuple(parts[1:])
    return "", tuple(parts)


def all_parts(words: ContractWords) -> Iterator[tuple[Place, str]]:
    """Yield each part of each pattern of the fields, with the place of its field."""
    for one in words.fields.values():
        for wording in one.wordings:
            beside = (*wording.not_before, *wording.about, *wording.not_about)
            for pattern in (*wording.words, *wording.unless, *beside):
                for part in pattern.removeprefix("#").split(APART):
                    yield one.place, part
