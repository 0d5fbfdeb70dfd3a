"""Claims in a letter that the case contradicts or does not support."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from advisor.model import Duration
from advisor.proofreader.background import Background
from advisor.proofreader.claim_extraction import Statement
from advisor.proofreader.source_text import Written
from advisor.wordlists.remark import Remark

DAYS: Mapping[str, tuple[str, ...]] = {
    "talk": ("talk_held_on", "talked_on"),
    "contract_date": ("contract_date",),
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
CLAUSES = ("notice_clause", "suspension_number", "cause_number")

Check = Callable[[Statement, Background], "bool | None"]
"""Whether a claim is true; ``None`` where the case does not decide it."""


def of_claims(
    written: Written, stated: tuple[Statement, ...], case: Background
) -> Iterator[Remark]:
    """Yield a remark for each claim that the case contradicts or does not decide."""
    reported: set[tuple[str, int]] = set()
    for item in stated:
        check = CHECKS.get(item.name)
        if check is None:
            continue
        right = check(item, case)
        at = _place(item)
        if right is True or (item.name, at) in reported:
            continue
        reported.add((item.name, at))
        key = "claim.unknown" if right is None else "claim.differs"
        text = " ".join(written.text[item.start : item.end].split())
        sources = SOURCES.get(item.name, ("S49",))
        yield Remark(item.start, "claim", True, text, key, {}, sources)


def _place(item: Statement) -> int:
    return item.days[0][0] if item.days else item.start


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
    if case.facts.known.get("open_invoices") == "not_due":
        return True
    return _one_of((day for _, day in item.days[-1:]), case.due)


def _clause(item: Statement, case: Background) -> bool | None:
    known = [
        found[0].lower()
        for text in case.texts(*CLAUSES)
        for found in re.finditer(r"\d[\w.()]*", text)
    ]
    return _one_of((clause for _, clause in item.clauses[:1]), known)


def _notice_period(item: Statement, case: Background) -> bool | None:
    if not item.numbers:
        return True
    known = case.facts.known.get("notice_period")
    if not isinstance(known, Duration):
        return None
    return item.numbers[0] == known.count


def _late_count(item: Statement, case: Background) -> bool | None:
    late = case.facts.known.get("invoices_late")
    settled = case.facts.known.get("invoices_settled")
    if not item.numbers:
        return True
    if not isinstance(late, int) or (len(item.numbers) > 1 and not isinstance(settled, int)):
        return None
    if len(item.numbers) == 1:
        return item.numbers[0] == late
    return sorted(item.numbers[:2]) == sorted((late, settled))  # type: ignore[type-var]


def _late_days(item: Statement, case: Background) -> bool | None:
    known = (case.facts.known.get(name) for name in ("mean_days_late", "overdue_days"))
    return _one_of(item.numbers[:1], known)


def _not_paid(_: Statement, case: Background) -> bool | None:
    return _is(case, "open_invoices", "overdue")


def _all_paid(_: Statement, case: Background) -> bool | None:
    return _is(case, "open_invoices", "none")


def _is(case: Background, name: str, *wanted: object) -> bool | None:
    known = case.facts.known.get(name)
    return None if known is None else known in wanted


def _reminded(_: Statement, case: Background) -> bool | None:
    if case.facts.known.get("overdue_response") is not None:
        return True
    return _is(case, "formal_notice", True)


def _signed(_: Statement, case: Background) -> bool | None:
    return _is(case, "contract_form", "signed")


def _talked(_: Statement, case: Background) -> bool | None:
    if "talk_held_on" in case.facts or case.facts.known.get("talked") in ("once", "more"):
        return True
    return False if case.facts.known.get("talked") == "never" else None


def _together_since(item: Statement, case: Background) -> bool | None:
    known = case.facts.known.get("relationship_started")
    first = [known.replace(day=1)] if isinstance(known, date) else []
    return _one_of(item.months[-1:], first)


def _confidential(_: Statement, case: Background) -> bool | None:
    return _is(case, "confidentiality", True)


CHECKS: Mapping[str, Check] = {
    "due": _due,
    "talk": _days,
    "contract_date": _days,
    "notice_period": _notice_period,
    "clause": _clause,
    "late_count": _late_count,
    "late_days": _late_days,
    "not_paid": _not_paid,
    "all_paid": _all_paid,
    "reminded": _reminded,
    "signed": _signed,
    "talked": _talked,
    "confidential": _confidential,
    "together_since": _together_since,
}
"""Claims, and the function that compares each with the case."""


def of_reason(
    written: Written,
    stated: tuple[Statement, ...],
    case: Background,
    kind: str,
    at: int,
) -> Iterator[Remark]:
    """Yield a remark where a reason is given that should not be, or a required one is missing.

    A letter after abuse gives none. Under some laws one that ends a contract for breach has
    to state it, such as in France (Code civil, article 1226).
    """
    if kind not in ("ending", "ending-email", "non-renewal"):
        return
    reasons = [item for item in stated if item.name in ("reason", "reason_breach")]
    given = [item for item in reasons if item.name == "reason"]
    none = case.guarded or case.facts.known.get("reason_mode") == "none"
    breach = case.facts.known.get("contract/breach-route") is True
    required = breach and case.facts.known.get("law_breach_reasons") is True
    if required and not reasons:
        yield Remark(at, "reason", True, "", "reason.lacking", {}, ("S46", "C5"))
    elif none and given and not required:
        first = given[0]
        text = " ".join(written.text[first.start : first.end].split())
        yield Remark(first.start, "reason", case.guarded, text, "reason.none", {}, ("S12", "S36"))
