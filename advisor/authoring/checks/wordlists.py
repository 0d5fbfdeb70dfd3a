"""What the proofreader lacks: languages, classes of words, texts about them."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.errors import Place, Problem
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import SOURCE, Roots, languages
from advisor.knowledge.phrasebook import Phrasebook
from advisor.wordlists.wordlist import WordList


def faults(library: Library, roots: Roots) -> Iterator[Problem]:
    """Yield the faults of the word lists. Where there are none at all, none are wanted."""
    source = library.wordlists.get(SOURCE)
    if source is None:
        return
    for language in languages(roots):
        place = Place(f"rules/words/{language}.yaml", 1, 1)
        words = library.wordlists.get(language)
        if words is None:
            yield Problem(place, "There is no word list in this language.")
            continue
        for group in ("avoid", "states", "kinds"):
            for name in getattr(source, group):
                if name not in getattr(words, group):
                    yield Problem(place, f"{group} has no {name!r}, which English has.")
        yield from _unsaid(library.phrases, words)
        kinds = {kind for element in words.elements.values() for kind in element.kinds}
        for kind in library.phrases.kinds.values():
            if kind.reader == "client" and kind.id not in kinds:
                yield Problem(place, f"elements: nothing is wanted of the letter {kind.id!r}.")
        for kind_name in sorted(kinds - set(library.phrases.kinds)):
            yield Problem(place, f"elements: there is no letter {kind_name!r}.")


def _unsaid(phrases: Phrasebook, words: WordList) -> Iterator[Problem]:
    """Yield the classes and the elements about which there is no text."""
    for item in words.avoid.values():
        if f"proofread.says.{item.id}" not in phrases.ui:
            yield Problem(item.place, f"There is no text proofread.says.{item.id}.")
    for element in words.elements.values():
        if f"proofread.says.missing.{element.id}" not in phrases.ui:
            text = f"There is no text proofread.says.missing.{element.id}."
            yield Problem(element.place, text)
