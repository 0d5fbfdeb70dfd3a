"""Read and show answers that are picked: yes or no, one of some, any number of some."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from advisor.errors import Message, one_of
from advisor.knowledge.phrasebook import Phrasebook
from advisor.locale.folding import fold_words
from advisor.locale.formatting import Texts, beginning
from advisor.locale.language import Language
from advisor.locale.refused import Refused, found


def read_yes_no(text: str, language: Language) -> bool:
    """Read yes or no, in any of the languages."""
    answer = language.typed.yes_no.get(fold_words(text))
    if answer is None:
        raise Refused(Message("Found {found}.", found=found(text)))
    return answer


def show_yes_no(answer: bool, texts: Texts) -> str:
    """Write yes or no in the language of the texts."""
    return beginning(texts["word.yes" if answer else "word.no"])


Labels = Mapping[str, str]
"""Choices of a question to their labels."""


def read_choice(labels: Labels, text: str) -> str:
    """Read one choice: its number, its name, or the beginning of one that is clear.

    Raises :class:`Refused` naming the choices that match an ambiguous answer.
    """
    word = fold_words(text)
    keys = list(labels)
    if re.fullmatch("[0-9]{1,4}", word, re.ASCII):
        if not 1 <= int(word) <= len(keys):
            raise Refused(Message("There is no choice {choice}.{hint}", choice=int(word), hint=""))
        return keys[int(word) - 1]
    names = {key: (fold_words(key), fold_words(label)) for key, label in labels.items()}
    exact = [key for key in keys if word in names[key]]
    begins = [key for key in keys if any(name.startswith(word) for name in names[key])]
    candidates = exact or (begins if word else [])
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        choices = one_of(_numbered(labels, candidates))
        raise Refused(Message("{found} may be {choices}.", found=found(text), choices=choices))
    inside = [key for key in keys if len(word) > 2 and word in names[key][1]]
    inside = inside or _similar(names, word)
    meant = one_of(_numbered(labels, inside), 3)
    hint = Message(" Did you mean {found}?", found=meant) if inside else ""
    refused = Refused(Message("There is no choice {choice}.{hint}", choice=found(text), hint=hint))
    if len(inside) == 1:
        refused.suggestion = inside[0]
    raise refused


def _similar(names: Mapping[str, tuple[str, str]], word: str) -> list[str]:
    """Return the choices whose name or label is spelled nearly as a word."""
    from difflib import get_close_matches

    spelled = {one: key for key, both in names.items() for one in both}
    close = get_close_matches(word, spelled, n=3, cutoff=0.75)
    return list(dict.fromkeys(spelled[one] for one in close))


def _numbered(labels: Labels, keys: Iterable[str]) -> list[str]:
    order = list(labels)
    return [f"{order.index(key) + 1} ({labels[key]})" for key in keys]


def read_several(labels: Labels, text: str, language: Language, most: int = 0) -> frozenset[str]:
    """Read choices, separated by commas, semicolons or spaces; at most ``most`` unless it is 0."""
    word = fold_words(text)
    if word in language.typed.none and word not in labels:
        return frozenset()
    try:
        # A label may itself contain commas and spaces.
        return frozenset((read_choice(labels, text),))
    except Refused:
        parts = _parts(text)
        if len(parts) < 2:
            raise
    chosen = frozenset(read_choice(labels, part) for part in parts)
    if most and len(chosen) > most:
        counts = {"count": len(chosen), "most": most}
        raise Refused(Message("Found {count} choices; at most {most} are taken.", **counts))
    return chosen


def _parts(text: str) -> list[str]:
    for mark in (";", ",", None):
        if mark is None or mark in text:
            return [part.strip() for part in text.split(mark) if part.strip()]
    return []


def show_several(phrases: Phrasebook, question: str, answer: Iterable[str]) -> str:
    """Write the labels of some choices in the order of the question."""
    chosen = frozenset(answer)
    labels = phrases.question(question).choices
    shown = [label for key, label in labels.items() if key in chosen]
    if shown or "none" in labels:
        return phrases.listed(shown) or "0"
    return beginning(phrases.say("word.none"))
