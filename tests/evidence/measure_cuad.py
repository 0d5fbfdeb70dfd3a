"""Precision and recall of the contract reader on the contracts of CUAD.

``python tests/evidence/measure_cuad.py FOLDER tune|test [--wrong FIELD] [--folds]``. The folder has
``clauses.csv`` and ``texts/`` with one text a contract, as the columns of ``master_clauses.csv``
of the Contract Understanding Atticus Dataset name them. The half ``tune`` was looked at when
the patterns were written, the half ``test`` was not. ``--folds`` measures each fifth without
the patterns that match in no other fifth, which nobody would have written without it.
"""

from __future__ import annotations

import argparse
import ast
import csv
import hashlib
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from advisor.evidence.contract.pattern_search import Search
from advisor.evidence.contract.proposals import Proposal, propose
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.contract_reader import read_contracts
from advisor.reading.written import Row, Written
from advisor.wordlists.contract_patterns import (
    ContractContent,
    ContractWords,
    Wording,
    split,
)
from tests.shipped import shipped

PRESENT: Mapping[str, tuple[str, str]] = {
    "governing_law": ("Governing Law", "governing_law"),
    "expiry": ("Expiration Date", "term_end"),
    "renewal": ("Renewal Term", "renewal_term"),
    "notice": ("Notice Period To Terminate Renewal", "renewal_notice"),
    "leaving": ("Termination For Convenience", "break_right"),
    "exclusivity": ("Exclusivity", "restrictions"),
    "non_compete": ("Non-Compete", "restrictions"),
    "non_solicit": ("No-Solicit Of Customers", "restrictions"),
}
VALUED = ("governing_law", "expiry", "renewal", "notice")
"""The fields whose answers are compared; of the others it counts only that the clause is there."""
ANSWERS = {"notice": "Notice Period To Terminate Renewal- Answer"}
LAWS = shipped("en")


def half(name: str) -> str:
    """Return the half that a contract is in, by a hash of its file name."""
    return ("tune", "test")[hashlib.sha256(name.encode()).digest()[0] % 2]


def truth(row: Mapping[str, str], field: str) -> tuple[bool, str]:
    """Return whether the clause is there, and its answer."""
    column = PRESENT[field][0]
    spans = ast.literal_eval(row[column]) if row[column].startswith("[") else []
    return bool(spans), row[ANSWERS.get(field, f"{column}-Answer")].strip()


def expected(field: str, answer: str, places: Mapping[str, str]) -> str | None:
    """Return an answer as the program writes it; empty for none, ``None`` where it has no form."""
    small = answer.lower()
    if field == "expiry":
        match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2,4})", small)
        if match is None:
            return None
        year = int(match[3])
        return date(
            year + (2000 if year < 70 else 1900) * (year < 100), int(match[1]), int(match[2])
        ).isoformat()
    if field == "governing_law":
        return next(
            (places[one] for one in sorted(places, key=len, reverse=True) if one in small), None
        )
    if field in ("renewal", "notice"):
        match = re.search(r"(\d+)[ -]*(business day|day|week|month|year)", small)
        if match is None:
            return None
        count, unit = int(match[1]), match[2].replace(" ", "_")
        if unit == "year":
            count, unit = count * 12, "month"
        return f"{count} {unit}"
    return None


def plain(value: str) -> str:
    """Return a period without its plural."""
    return re.sub(r"s\Z", "", value.replace("business day", "business_day"))


def found(field: str, proposals: Mapping[str, Proposal]) -> tuple[bool, str]:
    """Return whether the program found the clause, and its value."""
    one = proposals[PRESENT[field][1]]
    there = one.grade != "not_found"
    if field == "expiry":
        there = there or any(proposals[name].grade != "not_found" for name in ("length", "kind"))
    if field == "renewal":
        there = there or proposals["renewal"].value == "yes"
    if PRESENT[field][1] == "restrictions":
        there = field in one.value.split(", ")
    if field == "leaving":
        there = one.value in ("both", "client_only") or one.grade in (
            "several",
            "other_side",
            "unclear",
        )
    return there, plain(one.value)


def contracts(folder: Path, wanted: str) -> Iterator[tuple[Mapping[str, str], str]]:
    """Yield the rows of a half, with the text."""
    with (folder / "clauses.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if half(row["Text"]) == wanted:
                yield row, (folder / "texts" / row["Text"]).read_text(encoding="utf-8")


def main() -> None:
    """Print the figures, and with ``--wrong`` the contracts behind them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("half", choices=("tune", "test"))
    parser.add_argument("--wrong", default="")
    parser.add_argument("--folds", action="store_true")
    options = parser.parse_args()
    library = shipped("en")
    languages = {code: words.language for code, words in library.wordlists.items()}
    content = read_contracts(Roots.default(), library, languages)
    words = content.words["en"]
    places = {name: law for law, names in words.places.items() for name in names}
    begun = time.process_time()
    rows = list(contracts(options.folder, options.half))
    with recorded() as seen:
        counts = count(rows, content, words, places, options.wrong)
        matched = dict(seen)
    print(f"{options.half}: {time.process_time() - begun:.1f} s of CPU")
    table(counts)
    if not options.folds:
        return
    print("Folds: each without the patterns that match in no contract of the other four")
    pooled: Counter[tuple[str, str]] = Counter()
    for number in range(FOLDS):
        own = [one for one in rows if fold(one[0]["Text"]) == number]
        others: set[tuple[str, ...]] = set().union(
            *(found for name, found in matched.items() if fold(name) != number)
        )
        pooled += count(own, content, only(words, others), places, "")
    table(pooled)


def count(
    rows: Sequence[tuple[Mapping[str, str], str]],
    content: ContractContent,
    words: ContractWords,
    places: Mapping[str, str],
    wrong: str,
) -> Counter[tuple[str, str]]:
    """Count what is there, what is found and what is right, by field."""
    counts: Counter[tuple[str, str]] = Counter()
    for row, text in rows:
        Recorder.contract = row["Text"]
        lines = tuple(Row(line, number) for number, line in enumerate(text.split("\n"), start=1))
        made = propose(Written(lines), content, words)
        proposals = {one.field.id: one for some in made.values() for one in some}
        for field in PRESENT:
            (there, answer), (ours, value) = truth(row, field), found(field, proposals)
            counts[field, "there"] += there
            counts[field, "ours"] += ours
            counts[field, "both"] += there and ours
            right = expected(field, answer, places)
            if field in VALUED and (right is not None or value):
                counts[field, "values"] += right is not None
                counts[field, "proposed"] += bool(value)
                counts[field, "right"] += bool(value) and same(field, value, right)
            if wrong == field and (there != ours or (right is not None and value != right)):
                show(row["Text"], (there, answer, right), (ours, value), row, proposals, field)
    return counts


def table(counts: Counter[tuple[str, str]]) -> None:
    """Print precision and recall by field."""
    for field in PRESENT:
        c = {
            name: counts[field, name]
            for name in ("there", "ours", "both", "values", "proposed", "right")
        }
        print(
            f"{field:14} clause P {ratio(c['both'], c['ours'])} R {ratio(c['both'], c['there'])}"
            f"   value P {ratio(c['right'], c['proposed'])} R {ratio(c['right'], c['values'])}   {c}"
        )


FOLDS = 5


def fold(name: str) -> int:
    """Return the fold of a contract, by another byte of the hash of its file name."""
    return hashlib.sha256(name.encode()).digest()[1] % FOLDS


class Recorder:
    """The contract that is read."""

    contract = ""


@contextmanager
def recorded() -> Iterator[dict[str, set[tuple[str, ...]]]]:
    """Record which patterns match in which contract."""
    seen: dict[str, set[tuple[str, ...]]] = {}
    spans = Search._spans

    def spy(self: Search, number: int, parts: tuple[str, ...], wording: Wording) -> Any:
        result = spans(self, number, parts, wording)
        if result is not None:
            seen.setdefault(Recorder.contract, set()).add(parts)
        return result

    Search._spans = spy  # type: ignore[method-assign]
    try:
        yield seen
    finally:
        Search._spans = spans  # type: ignore[method-assign]


def only(words: ContractWords, kept: set[tuple[str, ...]]) -> ContractWords:
    """Return the wordings with the patterns that are kept."""
    fields = {}
    for name, field in words.fields.items():
        wordings = [
            replace(one, words=tuple(row for row in one.words if split(row)[1] in kept))
            for one in field.wordings
        ]
        fields[name] = replace(field, wordings=tuple(one for one in wordings if one.words))
    return replace(words, fields=fields)


def same(field: str, value: str, right: str | None) -> bool:
    """Tell whether a value is right; the day before the anniversary of the start is."""
    if right is None:
        return False
    if field == "expiry":
        return abs((date.fromisoformat(value) - date.fromisoformat(right)).days) <= 1
    return value == right


def show(
    name: str,
    truth: object,
    ours: object,
    row: Mapping[str, str],
    proposals: Mapping[str, Proposal],
    field: str,
) -> None:
    """Print what is wrong in a contract."""
    one = proposals[PRESENT[field][1]]
    print("==", name, truth, ours, one.grade)
    print("   gold:", row[PRESENT[field][0]][:700])
    for said in one.said[:3]:
        print("   ours:", said.value, "|", said.side, "|", " ".join(said.quote.split())[:300])


def ratio(some: int, of: int) -> str:
    """Return a share with two digits."""
    return f"{some / of:.2f}" if of else "  - "


if __name__ == "__main__":
    sys.path.insert(0, ".")
    main()
