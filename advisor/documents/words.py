"""The words of the documents, from ``templates/<language>/ui/``."""

from __future__ import annotations

from advisor.errors import AdvisorError
from advisor.knowledge.content import Library
from advisor.knowledge.texts import fill


def say(library: Library, key: str, **values: str) -> str:
    """Return a text by its key, with values put in for the names in braces.

    The values are put in once and are not read as texts themselves.
    """
    text = library.texts.get(key)
    if text is None:
        raise AdvisorError(f"The text {key!r} is missing in templates/{library.language}/ui/.")
    return fill(text, lambda name, _: values.get(name, "{" + name + "}"))
