"""Answers that follow from evidence, and the case with them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.evidence.payment_record import FEWEST, PaymentRecord, income_share, payment_record
from advisor.evidence_model import BilledInvoice, Evidence, Filled
from advisor.facts.derive import derive, unreachable
from advisor.knowledge import roles
from advisor.knowledge.content import Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.model import Answer, Between, Case, Invoice, Money

MOST_LISTED = 40
"""Overdue invoices that an answer lists; more are told by their sum and number."""
HALF, FULL = 50, 100


@dataclass(frozen=True)
class Found:
    """An answer that the invoices give."""

    answer: Answer
    invoices: tuple[BilledInvoice, ...]
    """Those behind it."""


def record_of(evidence: Evidence, as_of: date) -> PaymentRecord:
    """Return what the invoices of a case say of how its client pays."""
    covered = {one.covers for one in evidence.files if one.holds == "invoices"}
    return payment_record(evidence.invoices, as_of, covered == {"open"})


def found_answers(evidence: Evidence, as_of: date) -> dict[str, Found]:
    """Return the questions that the invoices answer on a day.

    What they leave open, such as a sum over several currencies, is not among them.
    """
    if not evidence.invoices:
        return {}
    return dict(_answers(record_of(evidence, as_of), evidence, as_of))


def _answers(record: PaymentRecord, evidence: Evidence, as_of: date) -> Iterator[tuple[str, Found]]:
    yield from _habits(record)
    yield from _open(record)
    share = income_share(evidence.income, as_of)
    if share is not None:
        yield roles.INCOME_SHARE, Found(share, ())


def _habits(record: PaymentRecord) -> Iterator[tuple[str, Found]]:
    if record.open_only:
        # Of what was paid in time it says nothing: every invoice past its date in it is late.
        return
    came_due = tuple(one.invoice for one in record.came_due)
    late = tuple(one.invoice for one in record.late)
    if not came_due:
        if record.unpaid and not record.undated and not record.overdue_invoices:
            yield roles.PAYMENT_HABIT, Found("none_due", record.unpaid)
        return
    count = record.late_count
    least, most = (count.low, count.high) if isinstance(count, Between) else (count, count)
    habit = _habit(least, most, len(came_due))
    if habit and len(came_due) >= FEWEST:
        yield roles.PAYMENT_HABIT, Found(habit, came_due)
    if habit != "on_time" or len(came_due) < FEWEST:
        yield roles.INVOICES_LATE, Found(count, late)
    yield roles.INVOICES_SETTLED, Found(len(came_due), came_due)
    if record.mean_days is not None and not record.unknown:
        yield roles.MEAN_DAYS_LATE, Found(record.mean_days, late)
    if record.trend:
        yield roles.PAYMENT_TREND, Found(record.trend, came_due)


def _habit(least: int, most: int, whole: int) -> str:
    """Return the habit that the counts show; empty where they leave it open."""
    if not most:
        return "on_time"
    if least * FULL >= whole * HALF:
        return "often_late"
    return "sometimes_late" if least and most * FULL < whole * HALF else ""


def _open(record: PaymentRecord) -> Iterator[tuple[str, Found]]:
    overdue = record.overdue_invoices
    if overdue:
        yield roles.OPEN_INVOICES, Found("overdue", overdue)
        yield roles.OVERDUE_COUNT, Found(len(overdue), overdue)
        if len(record.overdue) == 1:
            ((currency, total),) = record.overdue.items()
            if currency:
                yield roles.OVERDUE_AMOUNT, Found(_money(total, currency), overdue)
                # A comma in a number would part the line of an answer.
                if len(overdue) <= MOST_LISTED and not any("," in one.number for one in overdue):
                    listed = tuple(_listed(one, one.due) for one in overdue if one.due)
                    yield roles.OVERDUE_INVOICES, Found(listed, overdue)
    elif record.undated:
        return
    else:
        state = "not_due" if record.unpaid else "none"
        yield roles.OPEN_INVOICES, Found(state, record.unpaid)
    if record.unpaid and record.unpaid[0].due:
        oldest = record.unpaid[:1]
        yield roles.OLDEST_DUE_DATE, Found(record.unpaid[0].due, oldest)


def _listed(one: BilledInvoice, due: date) -> Invoice:
    """Return an overdue invoice as the answer lists it."""
    billed = _money(one.total, one.currency) if one.total > one.open else None
    return Invoice(one.number, due, _money(one.open, one.currency), one.issued, billed)


def _money(amount: Decimal, currency: str) -> Money:
    """Return a sum as an answer holds it, with two decimals."""
    return Money(amount.quantize(Decimal("0.01")), currency)


# Answers in the case.


def digest(answer: Answer) -> str:
    """Return 8 hexadecimal digits by which an answer that evidence gave is known again."""
    if isinstance(answer, Decimal):
        text = f"{answer.normalize():f}"
    elif isinstance(answer, tuple):
        text = "\n".join(map(str, answer))
    else:
        text = str(answer)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def is_filled(case: Case, question: str) -> bool:
    """Tell whether evidence gave the answer to a question, and nobody has changed it since."""
    given = case.answers.get(question)
    return given is not None and any(
        one.question == question and one.digest == digest(given) for one in case.evidence.filled
    )


@dataclass(frozen=True)
class Differing:
    """A typed answer that the evidence contradicts."""

    question: str
    typed: Answer
    found: Found


def with_evidence(
    rulebook: Rulebook, case: Case, as_of: date, found: Mapping[str, Found] | None = None
) -> Case:
    """Return a case with what its evidence answers on a day.

    Answers that evidence gave before are brought up to date. What the user has typed stays.
    """
    if not case.evidence.invoices:
        return case
    found = found_answers(case.evidence, as_of) if found is None else found
    answers = {name: one for name, one in case.answers.items() if not is_filled(case, name)}
    free = [name for name in found if name not in answers and name not in case.evidence.mine]
    given = replace(case, answers=answers | {name: found[name].answer for name in free})
    # What does not apply beside a typed answer is not filled in; the two are shown side by side.
    apart = set(unreachable(rulebook, derive(rulebook, given, as_of)))
    free = [name for name in free if name not in apart]
    answers |= {name: found[name].answer for name in free}
    filled = tuple(Filled(name, digest(answers[name])) for name in free)
    ordered = {name: answers[name] for name in rulebook.questions if name in answers}
    return replace(
        case,
        answers=ordered,
        dont_know=case.dont_know - ordered.keys(),
        evidence=replace(case.evidence, filled=filled),
    )


def differing(case: Case, as_of: date) -> tuple[Differing, ...]:
    """Return the typed answers that the evidence contradicts, but for those the user keeps."""
    return tuple(
        Differing(name, case.answers[name], one)
        for name, one in found_answers(case.evidence, as_of).items()
        if name in case.answers
        and name not in case.evidence.mine
        and not is_filled(case, name)
        and not agrees(case.answers[name], one.answer)
    )


def agrees(typed: Answer, found: Answer) -> bool:
    """Tell whether a typed answer can be true beside one that was found."""
    if isinstance(found, Between) and isinstance(typed, int):
        return found.low <= typed <= found.high
    if isinstance(typed, Decimal | int) and isinstance(found, Decimal):
        return abs(typed - found) < 1
    return typed == found


def behind(case: Case, as_of: date) -> Callable[[str], tuple[BilledInvoice, ...]]:
    """Return the invoices behind the answer to a question that evidence gave."""
    found = found_answers(case.evidence, as_of)
    return lambda name: found[name].invoices if name in found and is_filled(case, name) else ()
