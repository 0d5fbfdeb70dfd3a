"""Elements that a kind of letter requires."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.conditions import evaluate
from advisor.knowledge import roles
from advisor.locale.folding import fold
from advisor.proofreader.draft import Draft
from advisor.wordlists.pattern_matcher import matcher
from advisor.wordlists.remark import Remark
from advisor.wordlists.wordlist import Element


def lacking(draft: Draft) -> Iterator[Remark]:
    """Yield a remark for each required element that is missing.

    An element whose condition the case does not decide is required. The remark is placed at
    the closing, before which the element belongs.
    """
    for item in draft.words.elements.values():
        if draft.kind_id not in item.kinds or evaluate(item.when, draft.facts) is False:
            continue
        if not _present(item, draft):
            layout, key = draft.layout, f"missing.{item.id}"
            at = layout.body[0] if item.id == "salutation" else layout.closing[0]
            values = {"element": item.id}
            yield Remark(at, "missing", item.blocking, "", key, values, item.sources)


def _present(item: Element, draft: Draft) -> bool:
    layout = draft.layout
    if item.id in ("last_day", "pay_by"):
        return any(found.days for found in draft.claimed(item.id))
    if item.id == "salutation":
        return layout.greeting[1] > layout.greeting[0]
    if item.id == "signature":
        return any(char.isalpha() for char in layout.signature)
    start, end = layout.said[0], layout.closing[0]
    return matcher(draft.words).has(draft.written.folded[start:end], item.words)


def of_greeting(draft: Draft) -> Iterator[Remark]:
    """Yield a remark where the greeting names nobody, though the addressee has a name."""
    words, layout = draft.words, draft.layout
    greeting = draft.written.folded[slice(*layout.greeting)].strip()
    impersonal = matcher(words).joined(words.layout.get("impersonal", ()))
    if impersonal is None or not impersonal.match(greeting):
        return
    if draft.facts.known.get(roles.CONTACT_GENDER) == "none":
        # French greets nobody by name, and only this greeting has no gender.
        return
    name = next(iter(draft.case.texts(roles.CONTACT_SURNAME)), "") if draft.case else ""
    above = zip(draft.written.rows, draft.written.starts, strict=True)
    named = matcher(words).joined(words.layout.get("addressee", ()))
    rows = (row.text.strip() for row, start in above if start < layout.greeting[0])
    found = name or next((row for row in rows if named and named.match(fold(row))), "")
    if found:
        text = draft.quoted(*layout.greeting)
        yield Remark(
            layout.greeting[0], "impersonal", False, text, "", {"name": found}, ("S9", "S34")
        )
