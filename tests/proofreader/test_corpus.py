"""How well the words that letters avoid are found: precision and recall on marked sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from advisor.knowledge.content import Library
from advisor.wordlists.pattern_matcher import class_spans, set_apart

HERE = Path(__file__).resolve().parent
LANGUAGES = ("en", "es", "fr")
LEAST = 0.95
"""Of precision and of recall."""


def corpus(language: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the sentences to be found, each with its class, and the harmless ones.

    Those in ``blind-<language>-<number>.yaml`` were measured before any word was fitted to
    them; the figures are in the first lines of each file.
    """
    files = [HERE / "corpus" / f"{language}.yaml"]
    files += sorted((HERE / "corpus").glob(f"blind-{language}-*.yaml"))
    rounds = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]
    flagged = [
        (name, text) for data in rounds for name, texts in data["flagged"].items() for text in texts
    ]
    return flagged, [text for data in rounds for text in data["harmless"]]


def classes(library: Library, language: str, sentence: str) -> set[str]:
    """Return the classes of words found in a sentence."""
    words = library.wordlists[language]
    apart = set_apart(words, sentence)
    return {name for name, item in words.avoid.items() if class_spans(words, item, sentence, apart)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_precision_and_recall(library: Library, language: str) -> None:
    """Nearly all that a letter avoids is found, and nearly nothing else."""
    flagged, harmless = corpus(language)
    missed = [(n, text) for n, text in flagged if n not in classes(library, language, text)]
    wrong = [
        (sorted(found), text) for text in harmless if (found := classes(library, language, text))
    ]
    right = len(flagged) - len(missed)
    precision, recall = right / (right + len(wrong)), right / len(flagged)
    print(
        f"\n{language}: {len(flagged)} to be found, {len(harmless)} harmless; "
        f"precision {precision:.3f}, recall {recall:.3f}"
    )
    for row in (*missed, *wrong):
        print("  ", *row)
    assert len(flagged) + len(harmless) >= 150
    assert len(harmless) * 8 >= len(flagged) * 7
    assert precision >= LEAST
    assert recall >= LEAST
