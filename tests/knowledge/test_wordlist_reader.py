"""The word lists: how patterns are read, what is refused, and what every language has."""

from __future__ import annotations

import re

import pytest

from advisor.authoring.checks import wordlists
from advisor.errors import ContentError
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.grammar import Scope
from advisor.knowledge.strict_yaml import parse
from advisor.knowledge.wordlist_reader import read_words
from advisor.locale.folding import fold
from advisor.wordlists.patterns import expression
from tests.shipped import language as spoken
from tests.shipped import shipped

ENDINGS = {"o/a": ("o", "a", "os", "as"), "/s": ("", "s")}


def found(pattern: str, text: str) -> list[str]:
    """Return what a pattern finds in a text."""

    def part(name: str) -> str:
        return {"be": "am|is|are"}[name]

    made = re.compile(expression(pattern, ENDINGS, part))
    return [text[slice(*match.span())] for match in made.finditer(fold(text))]


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("fraud*", "Fraudulent, a fraud; defraud", ["Fraudulent", "fraud"]),
        ("your fault", "Your\n fault, yourfault", ["Your\n fault"]),
        ("(my|our) fault", "my fault and our fault, your fault", ["my fault", "our fault"]),
        ("[very] angry", "angry, very angry", ["angry", "very angry"]),
        ("you [have] failed", "you failed; you have failed", ["you failed", "you have failed"]),
        ("you * late", "you pay late, you late", ["you pay late"]),
        (
            "you ... late",
            "you late. you always pay me late",
            ["you late", "you always pay me late"],
        ),
        ("you ... late", "you pay. late", []),
        ("harto/a", "Harto, hartas, hartazgo", ["Harto", "hartas"]),
        ("tóxico/a", "TÓXICA y toxicos", ["TÓXICA", "toxicos"]),
        ("difficile/s", "difficile, difficiles", ["difficile", "difficiles"]),
        ("<be> sad", "is sad, was sad", ["is sad"]),
        ("n//ref", "N/ref", ["N/ref"]),
        ("vous m' avez", "vous m\u2019avez", ["vous m\u2019avez"]),
        ("date[:] now", "date now, date: now", ["date now", "date: now"]),
    ],
)
def test_patterns(pattern: str, text: str, words: list[str]) -> None:
    """Each sign of a pattern means what its table says."""
    assert found(pattern, text) == words


def test_folding_keeps_places() -> None:
    """A folded text is as long as it was, whatever it holds."""
    text = "ÀÉÎõü ß ﬁ İ \u2019 Ç œ"
    assert len(fold(text)) == len(text)
    assert fold("ÀÉ\u2019") == "ae'"


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("avoid: {x: {level: loud, sources: [S1], words: [a]}}", "blocking or advisory"),
        ("avoid: {x: {level: blocking, words: [a]}}", "'sources' is missing"),
        ("avoid: {x: {level: blocking, sources: [S1], words: ['(a']}}", "without"),
        ("avoid: {x: {level: blocking, sources: [S1], words: ['a)']}}", "other half"),
        ("avoid: {x: {level: blocking, sources: [S1], words: ['<nobody>']}}", "no part <nobody>"),
        ("avoid: {x: {level: blocking, sources: [S1], words: ['hart/ix']}}", "endings"),
        ("parts: {a: ['<b>'], b: ['<a>']}", "names itself"),
        ("layout: {salutations: [dear]}", "Did you mean 'salutation'"),
        ("avoids: {}", "no field 'avoids'"),
    ],
)
def test_what_is_refused(yaml: str, told: str) -> None:
    """A fault in a word list is told with its place."""
    with pytest.raises(ContentError) as caught:
        read_words(spoken(), parse(yaml.encode(), "rules/words/en.yaml"), Scope({}, ()))
    assert told in str(caught.value)
    assert str(caught.value).startswith("rules/words/en.yaml:1:")


def test_every_language_is_whole(library: Library, roots: Roots) -> None:
    """Each language has every class, every statement, every kind, and a text about each."""
    assert list(wordlists.faults(library, roots)) == []
    assert set(library.wordlists) == {"en", "es", "fr"}


def test_the_marks_of_drafts_are_known(library: Library) -> None:
    """The marks and the placeholders that our drafts have are found in every language."""
    from advisor.proofreader.letter_layout import left_over
    from advisor.proofreader.reading import read_letter

    for language in library.wordlists:
        there = shipped(language)
        for key in ("mark.draft", "mark.not_advised", "mark.wait", "mark.unfinished"):
            text = there.phrases.ui[f"letter.{key}"].replace("{why}", "Why.")
            assert list(left_over(read_letter(text.encode(), "a.md"), library.wordlists)), text
        placeholders = [
            text for key, text in there.phrases.words.items() if key.startswith("placeholder.")
        ]
        assert placeholders
        for text in placeholders:
            assert list(left_over(read_letter(text.encode(), "a.md"), library.wordlists)), text
