"""Choices of derived facts are told in words, not by their ids."""

from __future__ import annotations

import pytest

from tests.shipped import shipped

LANGUAGES = ("en", "es", "fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_choice_of_a_derived_fact_has_a_label(language: str) -> None:
    """Where the choices are declared with the fact, each has a text in each language."""
    library = shipped(language)
    declared = [
        f"explain.choice.{name}.{choice}"
        for name, kind in library.facts.items()
        if kind.origin == "derived"
        for choice in kind.choices
    ]
    assert declared
    assert [key for key in declared if not library.phrases.say_if(key)] == []
