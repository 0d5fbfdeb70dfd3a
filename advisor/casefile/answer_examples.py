"""What each kind of answer looks like, with examples that the readers accept."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.errors import Message
from advisor.knowledge.content_paths import SOURCE
from advisor.locale.language import Language

ENGLISH: Mapping[str, Message] = {
    "yes_no": Message("Write {first} or {second}.", first="yes", second="no"),
    "months": Message(
        "Write a number of months, such as {first}, {second} or {third}.",
        first="5",
        second="2.5",
        third="1 year",
    ),
    "percent": Message(
        "Write a percentage, such as {first} or {second}.", first=40, second="12.5%"
    ),
    "ratio": Message("Write a number, such as {first} or {second}.", first=2, second="1.5"),
    "money": Message(
        "Write an amount with its currency, such as {first} or {second}.",
        first="EUR 4,200",
        second="EUR 4200.50",
    ),
    "date": Message(
        "Write a date such as {first}, {second}, {third} or {fourth}.",
        first="2026-11-30",
        second="30 Nov 2026",
        third="yesterday",
        fourth="3 weeks ago",
    ),
    "day": Message(
        "Write a date such as {first} or {second}.", first="2026-11-30", second="30 Nov 2026"
    ),
    "deliverables": Message(
        "Write one on each line, such as {first}.", first="Press kit by 2026-12-15"
    ),
    "invoices": Message(
        "Write one on each line, such as {first}.", first="2026-014, due 2026-10-08, EUR 4,200.00"
    ),
}
"""For what is read as English in every language: a file, or a word of the command line.

A translation keeps the examples. A day is a date that is the same tomorrow.
"""

OWN: Mapping[str, Message] = {
    "yes_no": Message("Write yes or no."),
    "months": Message("Write a number of months, such as 5, 2.5 or 1 year."),
    "percent": Message("Write a percentage, such as 40 or 12.5%."),
    "ratio": Message("Write a number, such as 2 or 1.5."),
    "money": Message("Write an amount with its currency, such as EUR 4,200 or EUR 4200.50."),
    "date": Message("Write a date such as 2026-11-30, 30 Nov 2026, yesterday or 3 weeks ago."),
    "duration": Message(
        "Write for example 30 days, 10 business days, 48 hours, 2 weeks or 3 months."
    ),
    "deliverables": Message("Write one on each line, such as Press kit by 2026-12-15."),
    "invoices": Message("Write one on each line, such as 2026-014, due 2026-10-08, EUR 4,200.00."),
    "line": Message(
        "Write title, name, role and email address on one line, as far as you know them, "
        "such as Ms Dana Placeholder, Owner, dana@example.com."
    ),
    "score": Message("Write a whole number from 0 to 10."),
}
"""For what is typed. A translation has examples that are read in its language."""


def example_of(kind: str, language: Language | None) -> Message:
    """Return what a kind of answer takes where it is read in a language, or in a file."""
    if (language is None or language.code == SOURCE) and kind in ENGLISH:
        return ENGLISH[kind]
    return OWN[kind]
