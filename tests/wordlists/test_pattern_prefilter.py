"""Words without which a pattern cannot be found."""

from __future__ import annotations

import gc
import weakref

import pytest

from advisor.knowledge.content import Library
from advisor.wordlists.pattern_matcher import Matcher
from advisor.wordlists.pattern_prefilter import needs
from tests.proofreader.test_corpus import LANGUAGES, corpus

ENDINGS = {"o/a": ("o", "a", "os", "as")}


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("fraud*", [{"fraud*"}]),
        ("[very] angry", [{"angry"}]),
        ("(my|our) fault", [{"my", "our"}, {"fault"}]),
        ("(my|our [own]) fault", [{"my", "our"}, {"fault"}]),
        ("(my|*) fault", [{"fault"}]),
        ("* ... [x]", []),
        ("harto/a de usted", [{"hart*"}, {"de"}, {"usted"}]),
        ("n//ref", [{"ref"}]),
        ("*ing you", [{"ing*"}, {"you"}]),
        ("<be> late", [{"am", "are"}, {"late"}]),
        ("<date> late", [{"late"}]),
        ("angry [and|,] i'm well-known", [{"angry"}, {"i"}, {"known"}]),
        ("disab(le|led) it", [{"disab*"}, {"le*", "led*"}, {"it"}]),
        ("(re|un)paid (a|b)... now", [{"re*", "un*"}, {"paid*"}, {"a", "b"}, {"now"}]),
    ],
)
def test_needs(pattern: str, found: list[set[str]]) -> None:
    """What may be missing is not needed, and of several words one is."""
    parts = {"be": (frozenset({"am", "are"}),), "date": ()}
    assert [set(one) for one in needs(pattern, ENDINGS, lambda name: parts[name])] == found


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missed(library: Library, language: str) -> None:
    """Every pattern that stands in a sentence is tried there."""
    words = library.wordlists[language]
    trying = Matcher(words)
    flagged, harmless = corpus(language)
    patterns = [row for item in words.avoid.values() for row in (*item.words, *item.unless)]
    patterns += [row for rows in words.states.values() for row in rows]
    text = "\n".join((*(text for _, text in flagged), *harmless)).lower()
    for pattern in patterns:
        expression = trying.joined((pattern,))
        assert expression is not None
        for match in expression.finditer(text):
            assert list(trying.each(match[0], (pattern,))), (pattern, match[0])


def test_patterns_are_freed_with_their_language(library: Library) -> None:
    """A process that reads many libraries keeps the compiled patterns of none of them."""
    matcher = Matcher(library.wordlists["en"])
    assert matcher.joined(("angry",)) is matcher.joined(("angry",))
    kept = weakref.ref(matcher)
    del matcher
    gc.collect()
    assert kept() is None
