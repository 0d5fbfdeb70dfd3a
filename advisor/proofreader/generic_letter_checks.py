"""Letters without facts about the client, and letters that are too long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from advisor.formats.blocks import Block, Run
from advisor.formats.page_fit import HEIGHT, LINE, PARAGRAPH, STEPS, lines
from advisor.knowledge import roles
from advisor.locale.folding import fold
from advisor.model import Deliverable, FactValue, Invoice
from advisor.proofreader.background import (
    MIN_CLIENT_FACTS,
    NOT_CLIENT_FACTS,
    Background,
    same,
    sentences,
)
from advisor.proofreader.draft import Draft
from advisor.wordlists.entity_patterns import amounts_in, built_in, days_in
from advisor.wordlists.pattern_matcher import set_apart
from advisor.wordlists.remark import Remark

MIN_ANSWER_LENGTH = 4
"""Minimum length of an answer that is searched for in a letter."""
PAGE_STEP = STEPS[5]
"""The type size and spacing at which a letter has to fit on one page."""
RESERVE = 30.0
"""Points of the page that are left free, for the space around the parts of the envelope."""
MIN_OWN_WORDS = 5
"""Minimum number of words of a sentence of the writer's own."""


def of_generic(draft: Draft) -> Iterator[Remark]:
    """Yield a remark where a letter lacks facts about the client (S49)."""
    at, case = draft.layout.body[0], draft.case
    if case is not None:
        telling, found = draft.checked_for("facts"), _shown(draft, case)
    else:
        # A short note is not expected to name dates or sums.
        telling = draft.checked_for("facts", "own_sentence") and draft.frame != "note"
        found = _signs(draft)
    if telling and found < MIN_CLIENT_FACTS:
        yield Remark(at, "generic", True, "", "generic.facts", {}, ("S49",))
    if (
        case
        and draft.checked_for("own_sentence")
        and not case.guarded
        and not _has_own(draft, case)
    ):
        yield Remark(at, "generic", True, "", "generic.own", {}, ("S49", "S38"))


def _signs(draft: Draft) -> int:
    """Count the dates, sums, clauses, titles and numbers in a letter, without a case."""
    start, end = draft.layout.body
    text, language = draft.written.folded[start:end], draft.language
    ends = {day for item in draft.claimed("last_day") for _, day in item.days}
    dates = days_in(text, language)
    days = {item.day for item in dates} - ends
    sums = {amount for _, _, amount in amounts_in(text, language)}
    # A month or a number within a date is not counted twice.
    bare = text
    for item in dates:
        bare = bare[: item.start] + " " * (item.end - item.start) + bare[item.end :]
    months = {match[0] for match in re.finditer(built_in(language)["month"], bare)}
    clauses = {clause for item in draft.claimed("clause") for _, clause in item.clauses}
    titles = set_apart(draft.words, draft.written.text[start:end])
    numbers = re.search(r"\b(?:[a-z]+[-/ ]?)?\d[\d-]{2,}\b", bare)
    return len(days) + len(sums) + len(months) + len(clauses) + len(titles) + bool(numbers)


def _shown(draft: Draft, case: Background) -> int:
    """Count the facts of the case in the letter."""
    start, end = draft.layout.said[0], draft.layout.closing[0]
    text, language = draft.written.folded[start:end], draft.language
    days = {count.day for count in days_in(text, language)}
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
            return len(value) >= MIN_ANSWER_LENGTH and fold(value).rstrip(".") in text
        return False

    known = case.facts.known
    count = sum(
        there(value) for name, value in known.items() if "/" not in name and _about_client(name)
    )
    return count + len({sum_ for sum_ in case.amounts if any(same(one, sum_) for one in sums)})


def _about_client(name: str) -> bool:
    return not name.startswith(NOT_CLIENT_FACTS) and name not in (roles.LAST_DAY, roles.AS_OF)


def _has_own(draft: Draft, case: Background) -> bool:
    """Return whether the letter has a sentence that the program does not write."""
    known = [fold(text) for text in case.texts(roles.OWN_SENTENCE) if text.strip()]
    start, end = draft.layout.body
    flat = " ".join(draft.written.folded[start:end].split())
    if any(" ".join(text.split()).rstrip(".") in flat for text in known):
        return True
    return any(
        sentence not in case.ours and len(sentence.split()) >= MIN_OWN_WORDS
        for sentence in sentences(draft.written.text[start:end])
    )


def of_length(draft: Draft) -> Iterator[Remark]:
    """Yield a remark where the letter does not fit on the pages it may take, usually one."""
    size, space = PAGE_STEP
    height, pages = 0.0, draft.kind.pages if draft.kind else 1
    for row, at in zip(draft.written.rows, draft.written.starts, strict=True):
        if at >= draft.layout.end:
            return
        text = row.text.strip()
        block = Block("paragraph", ((Run(text),),))
        height += lines(block, size) * size * LINE if text else PARAGRAPH * space
        if height > HEIGHT["a4"] * pages - RESERVE:
            values = {"words": str(len(draft.quoted(*draft.layout.body).split()))}
            yield Remark(at, "length", False, "", "", values, ("S48",))
            return
