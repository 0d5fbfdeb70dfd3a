"""Elements that a kind of letter requires."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.conditions import evaluate
from advisor.model import Facts
from advisor.proofreader.claim_extraction import Statement, of
from advisor.proofreader.letter_layout import Layout
from advisor.proofreader.source_text import Written
from advisor.wordlists.pattern_matcher import matcher
from advisor.wordlists.remark import Remark
from advisor.wordlists.wordlist import Element, WordList


def lacking(
    words: WordList,
    written: Written,
    layout: Layout,
    kind: str,
    stated: tuple[Statement, ...],
    facts: Facts,
) -> Iterator[Remark]:
    """Yield a remark for each required element that is missing.

    An element whose condition the case does not decide is required. The remark is placed at
    the closing, before which the element belongs.
    """
    for item in words.elements.values():
        if kind not in item.kinds or evaluate(item.when, facts) is False:
            continue
        if not _present(item, words, written, layout, stated):
            at = layout.body[0] if item.id == "salutation" else layout.closing[0]
            values = {"element": item.id}
            yield Remark(
                at, "missing", item.blocking, "", f"missing.{item.id}", values, item.sources
            )


def _present(
    item: Element,
    words: WordList,
    written: Written,
    layout: Layout,
    stated: tuple[Statement, ...],
) -> bool:
    if item.id in ("last_day", "pay_by"):
        return any(found.days for found in of(stated, item.id))
    if item.id == "salutation":
        return layout.greeting[1] > layout.greeting[0]
    if item.id == "signature":
        return any(char.isalpha() for char in layout.signature)
    start, end = layout.said[0], layout.closing[0]
    return matcher(words).has(written.folded[start:end], item.words)
