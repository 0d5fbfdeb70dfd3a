"""Facts in braces in a text."""

from __future__ import annotations

from advisor.locale.placeholders import best


def test_the_first_text_whose_facts_are_known_is_taken() -> None:
    """Of several texts the first that can be filled is taken, else the last."""
    texts = ("{days} days late", "{count} invoices late", "often late")
    assert best(texts, {"days", "count"}.__contains__) == texts[0]
    assert best(texts, {"count"}.__contains__) == texts[1]
    assert best(texts, set[str]().__contains__) == texts[2]
    assert best((), set[str]().__contains__) == ""
    assert best(texts[:2], set[str]().__contains__) == texts[1]
