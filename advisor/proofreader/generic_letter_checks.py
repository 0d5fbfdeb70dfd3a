"""A letter that could go to anybody, and one that is too long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from advisor.formats.blocks import Block, Run
from advisor.formats.page_fit import HEIGHT, STEPS, lines
from advisor.locale.folding import fold
from advisor.model import Deliverable, FactValue, Invoice
from advisor.proofreader.background import Background, same, sentences
from advisor.proofreader.claim_extraction import Statement, of
from advisor.proofreader.letter_layout import Layout
from advisor.proofreader.source_text import Written
from advisor.wordlists.entity_patterns import amounts_in, built_in, days_in
from advisor.wordlists.pattern_matcher import set_apart
from advisor.wordlists.remark import Remark
from advisor.wordlists.wordlist import WordList

ENOUGH = 2
"""Facts of this client that a letter needs (S49)."""
SHORTEST = 4
"""Characters of an answer that is found again in a letter."""
PEOPLE = ("sender_", "contact_", "client_", "referral_", "own_sentence", "advice.", "notice_add")
"""Beginnings of the facts that tell who, not what."""
STEP = STEPS[5]
"""The size of the type and the space at which a letter has to fit on one page."""
OWN = 5
"""Words that a sentence of the writer's own has at least."""


def of_generic(
    words: WordList,
    written: Written,
    layout: Layout,
    stated: tuple[Statement, ...],
    case: Background | None,
    kind: str,
) -> Iterator[Remark]:
    """Yield a remark where the letter could go to anybody (S49)."""
    at = layout.body[0]
    if case is None:
        needs = kind in ("ending", "ending-email", "non-renewal", "renegotiation")
        if needs and _signs(words, written, layout, stated) < ENOUGH:
            yield Remark(at, "generic", True, "", "generic.facts", {}, ("S49",))
        return
    if case.telling and _shown(words, written, layout, case) < ENOUGH:
        yield Remark(at, "generic", True, "", "generic.facts", {}, ("S49",))
    if case.own and not case.guarded and not _has_own(written, layout, case):
        yield Remark(at, "generic", True, "", "generic.own", {}, ("S49", "S38"))


def _signs(words: WordList, written: Written, layout: Layout, stated: tuple[Statement, ...]) -> int:
    """Count what only this client's letter can hold, as far as it shows without a case."""
    start, end = layout.body
    text, language = written.folded[start:end], words.language
    ends = {day for item in of(stated, "last_day") for _, day in item.days}
    found = days_in(text, language)
    days = {item.day for item in found} - ends
    sums = {amount for _, _, amount in amounts_in(text, language)}
    # A month or a number within a date does not count once more.
    bare = text
    for item in found:
        bare = bare[: item.start] + " " * (item.end - item.start) + bare[item.end :]
    months = {match[0] for match in re.finditer(built_in(language)["month"], bare)}
    clauses = {clause for item in of(stated, "clause") for _, clause in item.clauses}
    titles = set_apart(words, written.text[start:end])
    numbers = re.search(r"\b(?:[a-z]+[-/ ]?)?\d[\d-]{2,}\b", bare)
    return len(days) + len(sums) + len(months) + len(clauses) + len(titles) + bool(numbers)


def _shown(words: WordList, written: Written, layout: Layout, case: Background) -> int:
    """Count the facts of the case that the letter shows."""
    start, end = layout.said[0], layout.closing[0]
    text, language = written.folded[start:end], words.language
    days = {found.day for found in days_in(text, language)}
    sums = [amount for _, _, amount in amounts_in(text, language)]

    def there(value: FactValue | object) -> bool:
        if isinstance(value, date):
            return value in days or f"{value.year}" in text
        if isinstance(value, Deliverable):
            return there(value.what)
        if isinstance(value, Invoice):
            return fold(value.number) in text
        if isinstance(value, tuple):
            return any(map(there, value))
        if isinstance(value, str):
            return len(value) >= SHORTEST and fold(value).rstrip(".") in text
        return False

    known = case.facts.known
    found = sum(there(value) for name, value in known.items() if "/" not in name and _tells(name))
    return found + len({sum_ for sum_ in case.amounts if any(same(one, sum_) for one in sums)})


def _tells(name: str) -> bool:
    return not name.startswith(PEOPLE) and name not in ("last_day", "as_of")


def _has_own(written: Written, layout: Layout, case: Background) -> bool:
    """Tell whether the letter has a sentence that the program would not have written."""
    known = [fold(text) for text in case.texts("own_sentence") if text.strip()]
    start, end = layout.body
    flat = " ".join(written.folded[start:end].split())
    if any(" ".join(text.split()).rstrip(".") in flat for text in known):
        return True
    return any(
        sentence not in case.ours and len(sentence.split()) >= OWN
        for sentence in sentences(written.text[start:end])
    )


def of_length(written: Written, layout: Layout, kind: str) -> Iterator[Remark]:
    """Yield a remark where the letter does not fit on one page."""
    if kind in ("script", "lawyer-brief"):
        return
    size, space = STEP
    height, at = 0.0, 0
    for number, row in enumerate(written.rows):
        at = written.starts[number]
        if at >= layout.end:
            break
        text = row.text.strip()
        block = Block("paragraph", ((Run(text),),))
        height += lines(block, size) * size * 1.24 if text else 8 * space
        if height > HEIGHT["a4"] - 30:
            count = len(written.text[slice(*layout.body)].split())
            values = {"words": str(count)}
            yield Remark(at, "length", False, "", "", values, ("S48",))
            return
