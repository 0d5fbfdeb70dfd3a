"""The shipped content, read once for all tests of a process."""

from __future__ import annotations

from functools import cache

from advisor.knowledge.content import Library
from advisor.knowledge.load import Roots, load


@cache
def shipped(language: str = "en") -> Library:
    """Return the shipped library in a language."""
    return load(Roots.default(), language)
