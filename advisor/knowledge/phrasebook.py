"""The words of the documents, and those that letters are made of."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.errors import AdvisorError, Message
from advisor.knowledge.content import Library
from advisor.locale.placeholders import fill


def say(library: Library, key: str, **values: str) -> str:
    """Return a text by its key, with values put in for the names in braces.

    The values are put in once and are not read as texts themselves.
    """
    text = library.texts.get(key)
    if text is None:
        place = f"templates/{library.language}/ui/"
        raise AdvisorError(
            Message("The text {name} is missing in {place}.", name=repr(key), place=place)
        )
    return _filled(text, values)


def word(library: Library, *keys: str, **values: str) -> str:
    """Return the first there is of some words of letters, with values put in for names.

    Raises :class:`AdvisorError` where the language has none of them.
    """
    for key in keys:
        if key in library.words:
            return _filled(library.words[key], values)
    place = f"templates/{library.language}/letter/words.yaml"
    text = Message("The words {name} are missing in {place}.", name=repr(keys[-1]), place=place)
    raise AdvisorError(text)


def colon_of(library: Library) -> str:
    """Return what stands between a label and its text."""
    return say(library, "mark.label", label="")


def label_of(library: Library, label: str) -> str:
    """Write a label before what follows it; no label is nothing."""
    return say(library, "mark.label", label=label) if label else ""


def _filled(text: str, values: Mapping[str, str]) -> str:
    return fill(text, lambda name, _: values.get(name, "{" + name + "}"))
