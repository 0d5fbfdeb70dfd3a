"""The due date of the oldest open invoice, counted by the terms of payment agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from advisor.facts.calculation import Given
from advisor.facts.calendars import count, month_end
from advisor.facts.counted_date import CountedDate
from advisor.knowledge import roles
from advisor.model import Duration


def invoice_due(given: Given) -> CountedDate:
    """The day on which the oldest open invoice falls due (F1).

    The date that the user gives, else counted from that of the invoice, or from the receipt
    of the goods or the invoice: days, the end of a month, days and then the end of that
    month, or the end of the month and then days. Where the terms leave that order open,
    the later day is the answer and the earlier one the other reading.
    """
    named: date | None = given.get(roles.OLDEST_DUE_DATE)
    if named:
        return CountedDate(named)
    terms = given[roles.PAYMENT_TERMS]
    if terms == "receipt":
        return _net(given, given[roles.INVOICE_RECEIVED_ON], "invoice_receipt")
    start: date = given[roles.INVOICE_DATE]
    if terms == "month_end":
        return CountedDate(month_end(start), text="month_of_invoice", values={"start": start})
    days_first = _net(given, start, "invoice")
    days_first = replace(days_first, end=month_end(days_first.end), then="month")
    if terms == "days_then_month_end":
        return days_first
    month_first = _net(given, month_end(start), "invoice_month_end")
    if terms == "month_end_then_days":
        return month_first
    if terms == "net":
        return _net(given, start, "invoice")
    one, other = sorted((days_first, month_first), key=lambda counted: counted.end)
    return replace(other, others=(("order", one.end),) if one.end != other.end else ())


def _net(given: Given, start: date, origin: str) -> CountedDate:
    done = count(start, Duration(given[roles.PAYMENT_DAYS], "days"))
    return CountedDate(done.end, done, origin)
