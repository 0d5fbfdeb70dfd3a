"""Claims in a letter that the case contradicts or does not support."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from advisor.knowledge import roles
from advisor.model import Duration
from advisor.proofreader.background import CLAUSES, Background, sentences
from advisor.proofreader.claim_extraction import Statement
from advisor.proofreader.draft import Draft
from advisor.wordlists.remark import Remark

DAYS: Mapping[str, tuple[str, ...]] = {
    "talk": (roles.TALK_HELD_ON, roles.TALKED_ON),
    "contract_date": (roles.CONTRACT_DATE,),
}
"""Claims with a date, and the answers that it may equal."""
SOURCES: Mapping[str, tuple[str, ...]] = {
    "due": ("C6", "S93"),
    "talk": ("S91",),
    "contract_date": ("C1",),
    "notice_period": ("C1",),
    "clause": ("C1",),
    "late_count": ("S3",),
    "late_days": ("S3",),
    "signed": ("C22",),
    "together_since": ("S49",),
}

Check = Callable[[Statement, Background], "bool | None"]
"""Whether a claim is true; ``None`` where the case does not decide it."""


def of_claims(draft: Draft, case: Background) -> Iterator[Remark]:
    """Yield a remark for each claim that the case contradicts or does not decide."""
    reported: set[tuple[str, int]] = set()
    for item in draft.claims:
        check = CHECKS.get(item.name)
        if check is None:
            continue
        right = check(item, case)
        at = item.days[0][0] if item.days else item.start
        if right is True or (item.name, at) in reported:
            continue
        reported.add((item.name, at))
        key = "claim.unknown" if right is None else "claim.differs"
        text = draft.quoted(item.start, item.end)
        if item.name == "clause" and _in_ours(text, case):
            # Our letter of this case cites it: an article of the law, for one.
            continue
        sources = SOURCES.get(item.name, ("S49",))
        yield Remark(item.start, "claim", True, text, key, {}, sources)


def _in_ours(text: str, case: Background) -> bool:
    """Return whether our own letter of the case has these words."""
    wanted = next(sentences(text), "")
    return any(f" {wanted} " in f" {sentence} " for sentence in case.ours)


def _one_of(found: Iterable[object], known: Iterable[object]) -> bool | None:
    """Compare claimed values with known ones; a claim without a value is true."""
    wanted = [item for item in known if item is not None]
    stated = list(found)
    if not stated:
        return True
    return all(item in wanted for item in stated) if wanted else None


def _days(item: Statement, case: Background) -> bool | None:
    known = (case.facts.known.get(name) for name in DAYS[item.name])
    return _one_of((day for _, day in item.days[-1:]), known)


def _due(item: Statement, case: Background) -> bool | None:
    if case.facts.known.get(roles.OPEN_INVOICES) == "not_due":
        return True
    return _one_of((day for _, day in item.days[-1:]), case.due)


def _clause(item: Statement, case: Background) -> bool | None:
    known = [
        found[0].lower()
        for text in case.texts(*CLAUSES)
        for found in re.finditer(r"\d[\w.()]*", text)
    ]
    found = [clause for _, clause in item.clauses[:1]]
    return True if found and case.articles.issuperset(found) else _one_of(found, known)


def _notice_period(item: Statement, case: Background) -> bool | None:
    if not item.numbers:
        return True
    # Without a notice in the contract a letter gives that of the law.
    periods = map(case.facts.known.get, (roles.NOTICE_PERIOD, roles.LAW_NOTICE_PERIOD))
    counts = [period.count for period in periods if isinstance(period, Duration)]
    return item.numbers[0] == counts[0] if counts else None


def _late_count(item: Statement, case: Background) -> bool | None:
    late = case.facts.known.get(roles.INVOICES_LATE)
    settled = case.facts.known.get(roles.INVOICES_SETTLED)
    if not item.numbers or item.numbers in [(count,) for count in _overdue(case)]:
        return True
    if not isinstance(late, int) or (len(item.numbers) > 1 and not isinstance(settled, int)):
        return None
    if len(item.numbers) == 1:
        return item.numbers[0] == late
    return sorted(item.numbers[:2]) == sorted((late, settled))  # type: ignore[type-var]


def _overdue(case: Background) -> Iterator[object]:
    """Yield the numbers of invoices that are overdue, as counted and as listed."""
    yield case.facts.known.get(roles.OVERDUE_COUNT)
    listed = case.facts.known.get(roles.OVERDUE_INVOICES)
    yield len(listed) if isinstance(listed, tuple) else None


def _late_days(item: Statement, case: Background) -> bool | None:
    known = (case.facts.known.get(name) for name in (roles.MEAN_DAYS_LATE, roles.OVERDUE_DAYS))
    return _one_of(item.numbers[:1], (*known, *case.days_late))


def _holds(name: str, *wanted: object) -> Check:
    """Return the check that an answer is one of some values."""
    return lambda _, case: _is(case, name, *wanted)


def _is(case: Background, name: str, *wanted: object) -> bool | None:
    known = case.facts.known.get(name)
    return None if known is None else known in wanted


def _reminded(_: Statement, case: Background) -> bool | None:
    if case.facts.known.get(roles.OVERDUE_RESPONSE) is not None:
        return True
    return _is(case, roles.FINAL_NOTICE, True)


def _talked(_: Statement, case: Background) -> bool | None:
    return roles.TALK_HELD_ON in case.facts or _is(case, roles.TALKED, "once", "more")


def _together_since(item: Statement, case: Background) -> bool | None:
    known = case.facts.known.get(roles.RELATIONSHIP_STARTED)
    first = [known.replace(day=1)] if isinstance(known, date) else []
    return _one_of(item.months[-1:], first)


CHECKS: Mapping[str, Check] = {
    "due": _due,
    "talk": _days,
    "contract_date": _days,
    "notice_period": _notice_period,
    "clause": _clause,
    "late_count": _late_count,
    "late_days": _late_days,
    "not_paid": _holds(roles.OPEN_INVOICES, "overdue"),
    "all_paid": _holds(roles.OPEN_INVOICES, "none"),
    "reminded": _reminded,
    "signed": _holds(roles.CONTRACT_FORM, "signed"),
    "talked": _talked,
    "confidential": _holds(roles.CONFIDENTIALITY, True),
    "together_since": _together_since,
}
"""Claims, and the function that compares each with the case."""


def of_reason(draft: Draft, case: Background) -> Iterator[Remark]:
    """Yield a remark where a reason is given that should not be, or a required one is missing.

    A letter after abuse gives none. Under some laws one that ends a contract for breach has
    to state it, such as in France (Code civil, article 1226).
    """
    if not draft.checked_for("reason"):
        return
    given, at = draft.claimed("reason"), draft.layout.closing[0]
    none = case.guarded or _is(case, roles.REASON_MODE, "none")
    breach = _is(case, roles.BREACH_ROUTE, True) or _is(case, roles.BREACH_OPEN, True)
    required = breach and _is(case, roles.LAW_BREACH_REASONS, True)
    if required and not given and not draft.claimed("reason_breach"):
        yield Remark(at, "reason", True, "", "reason.lacking", {}, ("S46", "C5"))
    elif none and given and not required:
        first = given[0]
        text = draft.quoted(first.start, first.end)
        yield Remark(first.start, "reason", case.guarded, text, "reason.none", {}, ("S12", "S36"))
