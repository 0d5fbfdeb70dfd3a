"""How well the words that letters avoid are found in marked sentences, with bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import Any

import yaml

from advisor.knowledge.content import Library
from advisor.wordlists.pattern_matcher import class_words, set_apart

CORPUS = Path(__file__).resolve().parent / "corpus"
LANGUAGES = {"en": "English", "es": "Spanish", "fr": "French"}
FITTED = ("0", "1", "2", "3")
"""The files of the trade that the lists were fitted to."""
FEWEST = 50
"""Sentences to be found, and harmless ones, that a file has at least."""


def classes(library: Library, language: str, sentence: str) -> dict[str, bool]:
    """Return the classes of words found in a sentence, and whether each blocks."""
    words = library.wordlists[language]
    apart = set_apart(words, sentence)
    found = {name: class_words(words, item, sentence, apart) for name, item in words.avoid.items()}
    return {name: any(row[2] for row in rows) for name, rows in found.items() if rows}


def bound(right: int, of: int) -> float:
    """Return the lower end of the 95% interval (Wilson) of a share, 0 where there is nothing."""
    if not of:
        return 0.0
    z = 1.959964
    share = right / of
    middle = share + z * z / (2 * of)
    return (middle - z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))) / (1 + z * z / of)


@dataclass
class Share:
    """So many right ones of so many."""

    right: int = 0
    of: int = 0

    def count(self, right: bool) -> None:
        """Count one more."""
        self.right, self.of = self.right + right, self.of + 1

    @property
    def value(self) -> float:
        """The share; 1 where there is nothing to be right about."""
        return self.right / self.of if self.of else 1.0

    def __str__(self) -> str:
        return f"{self.value:.2f} ({bound(self.right, self.of):.2f})"


@dataclass
class Figures:
    """What was measured on some sentences."""

    precision: Share = field(default_factory=Share)
    """Of the sentences that a class was found in, those that are faulty and of that class."""
    recall: Share = field(default_factory=Share)
    """Of the faulty sentences, those in which their own class was found."""
    blocking: Share = field(default_factory=Share)
    """Of the sentences that were blocked, those that are to block."""
    found: dict[str, Share] = field(default_factory=dict)
    """The recall of each class."""
    faults: list[str] = field(default_factory=list)
    """The sentences that were missed, found or blocked wrongly, and how."""


def trade(language: str, number: str) -> Path:
    """Return a file of the corpus of the trade."""
    return CORPUS / f"trade-{language}-{number}.yaml"


def format_faults(path: Path, names: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong with a file of marked sentences. ``names`` are the classes."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        yield f"{path}: cannot be read: {error}"
        return
    if not isinstance(data, dict) or set(data) != {"flagged", "harmless"}:
        yield f"{path}: wants the keys flagged and harmless, and no others."
        return
    flagged, harmless = data["flagged"], data["harmless"]
    if not isinstance(flagged, dict) or set(flagged) != set(names):
        yield f"{path}: flagged: wants the classes {', '.join(names)}, and no others."
        return
    if not isinstance(harmless, list):
        yield f"{path}: harmless: wants a list of sentences."
        return
    texts = [*harmless]
    for name, rows in flagged.items():
        for number, row in enumerate(rows or (), 1):
            if fault := _row_fault(row):
                yield f"{path}: flagged: {name}: {number}: {fault}"
            else:
                texts.append(row["text"])
    for text in texts:
        if not isinstance(text, str) or not text.strip():
            yield f"{path}: found {text!r} where a sentence is wanted."
        elif texts.count(text) > 1:
            yield f"{path}: {text!r} is there more than once."
    if min(len(harmless), len(texts) - len(harmless)) < FEWEST:
        yield f"{path}: wants at least {FEWEST} flagged and {FEWEST} harmless sentences."


def _row_fault(row: object) -> str:
    if not isinstance(row, dict) or set(row) != {"text", "blocks"}:
        return "wants text and blocks."
    return "" if isinstance(row["blocks"], bool) else "blocks: wants true or false."


def measure(library: Library, language: str, data: Iterable[dict[str, Any]]) -> Figures:
    """Measure the marked sentences of one language."""
    made = Figures()
    for one in data:
        for name, rows in one["flagged"].items():
            for row in rows:
                _flagged(made, name, row, classes(library, language, row["text"]))
        for text in one["harmless"]:
            if found := classes(library, language, text):
                made.precision.count(False)
                made.faults.append(f"{language} harmless, found {' '.join(found)}: {text}")
            if any(found.values()):
                made.blocking.count(False)
    return made


def _flagged(made: Figures, name: str, row: dict[str, Any], found: dict[str, bool]) -> None:
    right, blocks = name in found, any(found.values())
    made.recall.count(right)
    made.found.setdefault(name, Share()).count(right)
    if right:
        made.precision.count(True)
    else:
        made.faults.append(f"{name}, found {' '.join(found) or 'nothing'}: {row['text']}")
    if blocks:
        made.blocking.count(row["blocks"])
        if not row["blocks"]:
            made.faults.append(f"{name}, blocked wrongly: {row['text']}")


def total(figures: Iterable[Figures]) -> Figures:
    """Return the figures of several languages together."""
    made = Figures()

    def add(into: Share, share: Share) -> None:
        into.right, into.of = into.right + share.right, into.of + share.of

    for one in figures:
        add(made.precision, one.precision)
        add(made.recall, one.recall)
        add(made.blocking, one.blocking)
        for name, share in one.found.items():
            add(made.found.setdefault(name, Share()), share)
        made.faults += one.faults
    return made


def of_trade(library: Library, language: str, *numbers: str) -> Figures:
    """Measure files of the corpus of the trade in one language."""
    texts = (trade(language, number).read_text(encoding="utf-8") for number in numbers)
    return measure(library, language, map(yaml.safe_load, texts))


def table(figures: dict[str, Figures]) -> str:
    """Return a Markdown table of the figures of each language, with lower 95% bounds."""
    columns = [*figures.values(), total(figures.values())]
    rows = [["", *(LANGUAGES[language] for language in figures), "all"]]
    rows.append(["---"] * len(rows[0]))
    rows.append(["precision", *(str(one.precision) for one in columns)])
    rows.append(["recall", *(str(one.recall) for one in columns)])
    rows.append(["precision of what blocks", *(str(one.blocking) for one in columns)])
    for name in columns[-1].found:
        shares = (one.found.get(name, Share()) for one in columns)
        cells = (f"{one.right} of {one.of} ({bound(one.right, one.of):.2f})" for one in shares)
        rows.append([f"found: {name}", *cells])
    return "\n".join(f"| {' | '.join(row)} |".replace("|  |", "| |") for row in rows)


def sentence(figures: dict[str, Figures], sentences: int, fitted: bool) -> str:
    """Return what the README says of the figures; of fitted files that they are fitted."""
    whole = total(figures.values())
    each = ", ".join(
        f"{LANGUAGES[language]} {one.recall.value:.0%}" for language, one in figures.items()
    )
    which = "that its lists were fitted to" if fitted else "that its lists were never fitted to"
    return (
        f"On {sentences} sentences of the trade {which}, it found "
        f"{whole.recall.value:.0%} of the faulty ones ({each}); {whole.precision.value:.0%} of the "
        f"sentences that it flagged were faulty, and {whole.blocking.right} of the "
        f"{whole.blocking.of} that it blocked."
    )
