"""The names of months and weekdays that dates are read by, from the conventions of a language."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from advisor.locale.folding import fold_words
from advisor.locale.language import Language

Names = tuple[tuple[str, int], ...]
"""Folded names, each with the number of its month or weekday."""


def months(language: Language) -> Names:
    """Return the names of months, 1 to 12, in the languages that dates are read in."""
    return _names(language, "months")


def weekdays(language: Language) -> Names:
    """Return the names of weekdays, 0 for Monday to 6, in the same languages."""
    return _names(language, "weekdays")


def number_of(word: str, names: Names) -> int | None:
    """Return the number of the one name that a folded word equals or begins, if there is one."""
    exact = {number for name, number in names if name == word}
    begins = {number for name, number in names if len(word) >= 3 and name.startswith(word)}
    candidates = exact or begins
    return candidates.pop() if len(candidates) == 1 else None


@lru_cache(maxsize=16)
def _names(language: Language, what: Literal["months", "weekdays"]) -> Names:
    found_names = set(language.typed.months.items()) if what == "months" else set()
    for locale in language.name_locales:
        own = language.conventions(locale)
        for names in own.month_names if what == "months" else own.weekday_names:
            for number, name in enumerate(names, 1 if what == "months" else 0):
                found_names.add((fold_words(name).strip("."), number))
    return tuple(sorted(found_names))
