"""Late payment, the money at stake and how long ago things were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor

from advisor.facts.calculation import Calculation, DoesNotApply, Given, Lacking, Unknown, lacking
from advisor.facts.calendars import complete_years
from advisor.facts.dispatch import FINAL_NOTICE, dispatch
from advisor.knowledge import roles
from advisor.model import Between, Invoice, Money

FOUR_PLACES = Decimal("0.0001")
"""The exactness of every ratio, so that all evaluators compare the same number."""


def ratio(part: int | Decimal, whole: int | Decimal) -> Decimal:
    """Return ``part / whole`` to four places. Raises :class:`Unknown` for a zero whole."""
    if whole == 0:
        raise Unknown("division by zero")
    return (Decimal(part) / Decimal(whole)).quantize(FOUR_PLACES, ROUND_HALF_UP)


def _ratio(given: Given, part: str, whole: str) -> Decimal | Lacking:
    """Return one amount of the case by another, lacking across currencies.

    Zero is comparable in any currency.
    """
    amount: Money = given[part]
    other: Money | None = given.get(whole)
    if other is None:
        return given.lacks(whole)
    comparable = not amount.amount or amount.currency == other.currency
    if not comparable or not other.amount:
        return lacking("a comparable amount", True)
    return ratio(amount.amount, other.amount)


def late_share(given: Given) -> Decimal | int | Between | Lacking:
    """Share of the invoices due in twelve months that were paid late, in percent (F2).

    Counts take precedence over the habit. A range where it is not known of some.
    """
    late: int | Between | None = given.get(roles.INVOICES_LATE)
    if late is None:
        on_time = given.get(roles.PAYMENT_HABIT) == "on_time"
        return 0 if on_time else given.lacks(roles.INVOICES_LATE)
    whole: int = given[roles.INVOICES_SETTLED]
    if not isinstance(late, Between):
        return 100 * ratio(late, whole)
    least, most = (100 * ratio(count, whole) for count in (late.low, late.high))
    return Between(floor(least), ceil(most))


def overdue_days(given: Given) -> int:
    """Days since the oldest unpaid invoice fell due, 0 when none is overdue (F1).

    Listed invoices take precedence over the date of the oldest alone. An invoice that was not
    due when the question was answered is overdue from the day after its due date.
    """
    state = given[roles.OPEN_INVOICES]
    if state == "none" or (state == "not_due" and given.get(roles.OLDEST_DUE_DATE) is None):
        return 0
    listed: tuple[Invoice, ...] = given.get(roles.OVERDUE_INVOICES, ())
    due: date = min(item.due for item in listed) if listed else given[roles.INVOICE_DUE_DATE]
    return max((given.as_of - due).days, 0)


def formal_notice_lapsed(given: Given) -> bool | Lacking:
    """Whether the deadline of the final notice, or of a notice of breach, has passed (C5)."""
    sent = given.get(roles.FINAL_NOTICE)
    if sent is None and dispatch(given, FINAL_NOTICE):
        # A breach other than late payment: only the record says that notice was given.
        return bool(given[roles.CURE_DEADLINE] < given.as_of)
    if not sent:
        return given.lacks(roles.FINAL_NOTICE) if sent is None else False
    return bool(given[roles.FINAL_NOTICE_DEADLINE] < given.as_of)


def owed_after_set_off(given: Given) -> Money:
    """What the client owes once unearned prepaid money is set off against it (C12, S93).

    Raises :class:`Unknown` across currencies or where no prepaid money is held, and
    :class:`DoesNotApply` where more is held than is owed.
    """
    owed: Money = given[roles.OVERDUE_AMOUNT]
    held: Money = given[roles.UNEARNED_PREPAYMENT]
    if not held.amount or owed.currency != held.currency:
        raise Unknown("nothing to set off")
    if held.amount > owed.amount:
        raise DoesNotApply("more is held than is owed")
    return Money(owed.amount - held.amount, owed.currency)


def undisputed_share(given: Given) -> Decimal | Lacking:
    """Share of the overdue sum that the client does not dispute, in percent (F1, C25).

    0 where more is disputed than is overdue.
    """
    disputed = _ratio(given, roles.DISPUTED_AMOUNT, roles.OVERDUE_AMOUNT)
    return disputed if isinstance(disputed, Lacking) else max(100 - 100 * disputed, Decimal(0))


def claim_from(given: Given) -> date:
    """Return the day after the deadline of the final notice, of one sent today if none was (F1).

    Where the law asks for an attempt to settle first, the day after the time for that if later.
    """
    if given.get(roles.FINAL_NOTICE):
        deadline: date = given[roles.FINAL_NOTICE_DEADLINE]
    else:
        deadline = given[roles.DEADLINE_IF_SENT_TODAY]
    settled: date = given.get(roles.SETTLEMENT_DEADLINE, deadline)
    return max(deadline, settled) + timedelta(days=1)


def rate_percent(given: Given) -> Decimal | Lacking:
    """Real hourly rate as a percentage of the target (F7)."""
    found = _ratio(given, roles.EFFECTIVE_RATE, roles.TARGET_RATE)
    return found if isinstance(found, Lacking) else 100 * found


def exit_fee_months(given: Given) -> Decimal | Lacking:
    """Cost of leaving early, in months of usual billing (C11)."""
    return _ratio(given, roles.EXIT_FEE, roles.MONTHLY_BILLING)


def claim_months(given: Given) -> Decimal | Lacking:
    """What the client claims, in months of usual billing (C11, C25)."""
    return _ratio(given, roles.CLAIM_AMOUNT, roles.MONTHLY_BILLING)


def debt_months(given: Given) -> Decimal | Lacking:
    """What is overdue, in months of usual billing (F1, C11)."""
    return _ratio(given, roles.OVERDUE_AMOUNT, roles.MONTHLY_BILLING)


def prepayment_months(given: Given) -> Decimal | Lacking:
    """Prepaid money that is not earned yet, in months of usual billing (C12)."""
    return _ratio(given, roles.UNEARNED_PREPAYMENT, roles.MONTHLY_BILLING)


def relationship_years(given: Given) -> int | Lacking:
    """Complete years of working together (S52)."""
    started: date | None = given.get(roles.RELATIONSHIP_STARTED)
    if started is None:
        return given.lacks(roles.RELATIONSHIP_STARTED)
    return complete_years(started, given.as_of)


def days_since(question: str) -> Calculation:
    """Return the calculation of the days since a date, 0 if it lies ahead."""

    def days(given: Given) -> int:
        day: date = given[question]
        return max((given.as_of - day).days, 0)

    return days


def days_until(fact: str, start: Callable[[Given], date]) -> Calculation:
    """Return the calculation of the days from a start until a date, negative if it is past.

    Once notice is given the start is fixed, so that a notice given in time remains so.
    """

    def days(given: Given) -> int:
        return int((given[fact] - start(given)).days)

    return days
