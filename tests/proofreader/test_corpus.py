"""How well the words that letters avoid are found: precision and recall on marked sentences."""

from __future__ import annotations

from operator import ge
from pathlib import Path

import pytest
import yaml

from advisor.knowledge.content import Library
from tests.proofreader.measuring import FITTED, bound, classes, format_faults, of_trade

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
    FITTED: {"en": (0.98, 0.96, 0.98), "es": (0.98, 0.97, 0.96), "fr": (0.98, 0.97, 0.98)},
    ("4",): {"en": (0.89, 0.66, 0.91), "es": (0.87, 0.70, 0.90), "fr": (0.83, 0.61, 0.90)},
}
"""The corpus of the trade; corpus/README.md says which files are fitted. Of one that is not, the
floor is what was measured once."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("numbers", TRADE)
def test_the_trade(library: Library, numbers: tuple[str, ...], language: str) -> None:
    """Sentences of letters and emails of the trade: what is found, and what blocks."""
    made = of_trade(library, language, *numbers)
    figures = (made.precision.value, made.recall.value, made.blocking.value)
    least = TRADE[numbers][language]
    # Sentences are shown of fitted files alone: the others are not read by who fits the lists.
    assert all(map(ge, figures, least)), (
        figures,
        least,
        made.faults if numbers == FITTED else "",
    )


@pytest.mark.parametrize(
    "path", sorted((HERE / "corpus").glob("trade-*.yaml")), ids=lambda path: path.stem
)
def test_the_format(library: Library, path: Path) -> None:
    """Every file of the trade has every class, both sorts of sentences and no sentence twice."""
    assert not list(format_faults(path, tuple(library.wordlists["en"].avoid)))


def test_a_wrong_format_is_told(tmp_path: Path) -> None:
    """Each fault of a file of sentences is told by a line that names the file."""
    path = tmp_path / "trade-en-9.yaml"
    assert "cannot be read" in next(format_faults(path, ["blame"]))
    path.write_text("flagged: {blame: [{text: a b}, {text: '', blocks: 1}]}\nharmless: [c, c, 4]\n")
    told = list(format_faults(path, ["blame"]))
    assert [line.removeprefix(f"{path}: ") for line in told] == [
        "flagged: blame: 1: wants text and blocks.",
        "flagged: blame: 2: blocks: wants true or false.",
        "'c' is there more than once.",
        "'c' is there more than once.",
        "found 4 where a sentence is wanted.",
        "wants at least 50 flagged and 50 harmless sentences.",
    ]


def test_the_bound() -> None:
    """The lower bound is that of Wilson: 4 of 6 is sure to be no more than 0.30."""
    assert bound(4, 6) == pytest.approx(0.300, abs=0.0005)
    assert bound(0, 0) == 0


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
