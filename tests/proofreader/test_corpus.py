"""How well the words that letters avoid are found: precision and recall on marked sentences."""

from __future__ import annotations

from operator import ge
from pathlib import Path

import pytest
import yaml

from advisor.knowledge.content import Library
from advisor.wordlists.pattern_matcher import class_words, set_apart

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


def classes(library: Library, language: str, sentence: str) -> dict[str, bool]:
    """Return the classes of words found in a sentence, and whether each blocks."""
    words = library.wordlists[language]
    apart = set_apart(words, sentence)
    found = {name: class_words(words, item, sentence, apart) for name, item in words.avoid.items()}
    return {name: any(row[2] for row in rows) for name, rows in found.items() if rows}


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


TRADE = {
    # Files by number to the least precision, recall and precision of what blocks.
    ("1", "2"): {"en": (0.98, 0.97, 0.98), "es": (0.98, 0.98, 0.97), "fr": (0.98, 0.98, 0.98)},
    ("3",): {"en": (0.92, 0.78, 0.99), "es": (0.91, 0.79, 0.99), "fr": (0.95, 0.75, 0.96)},
}
"""The corpus of the trade. The lists were fitted to files 1 and 2 and never to file 3, of which the
floor is what was measured once."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("numbers", TRADE)
def test_the_trade(library: Library, numbers: tuple[str, ...], language: str) -> None:
    """Sentences of letters and emails of the trade: what is found, and what blocks."""
    right = wrong = missed = blocks = blocks_wrongly = 0
    for number in numbers:
        file = HERE / "corpus" / f"trade-{language}-{number}.yaml"
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        rows = [(name, row) for name, some in data["flagged"].items() for row in some]
        assert len(rows) >= 50 <= len(data["harmless"])
        for name, row in rows:
            found = classes(library, language, row["text"])
            right, missed = right + (name in found), missed + (name not in found)
            if any(found.values()):
                blocks, blocks_wrongly = (
                    blocks + row["blocks"],
                    blocks_wrongly + (not row["blocks"]),
                )
        for text in data["harmless"]:
            found = classes(library, language, text)
            wrong, blocks_wrongly = wrong + bool(found), blocks_wrongly + any(found.values())
    figures = (
        right / (right + wrong),
        right / (right + missed),
        blocks / (blocks + blocks_wrongly),
    )
    # No sentence is shown: those of file 3 are not read by who fits the lists.
    least = TRADE[numbers][language]
    assert all(map(ge, figures, least)), (figures, least)


CONTEXT = yaml.safe_load((HERE / "corpus" / "context.yaml").read_text(encoding="utf-8"))
SENTENCES = [
    (language, level, text)
    for language, levels in CONTEXT.items()
    for level, texts in levels.items()
    for text in texts
]


@pytest.mark.parametrize(("language", "level", "text"), SENTENCES)
def test_context(library: Library, language: str, level: str, text: str) -> None:
    """Names, subjects, negations, idioms and code are harmless; a word blocks if it is aimed."""
    found = classes(library, language, text)
    assert level == ("blocks" if any(found.values()) else "advises" if found else "harmless"), found
