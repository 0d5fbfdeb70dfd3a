"""Read and show free text: one line, several lines, and what is still to deliver."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from advisor.errors import Message
from advisor.locale import dates, money
from advisor.locale.control_characters import is_hidden
from advisor.locale.language import Language
from advisor.locale.refused import Refused, found
from advisor.model import Deliverable, Invoice

LISTS = ("lines", "deliverables", "invoices")
"""Kinds of answers with one item on each line."""
TEXTS = ("text", *LISTS)
"""Kinds of answers that hold free text."""
LONGEST = 500
MOST_LINES = 40
_ISO = re.compile(r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}", re.ASCII)


def read_text(text: str) -> str:
    """Read one line of text. Raises :class:`Refused` with what was found."""
    line = unicodedata.normalize("NFC", text).strip()
    if not line:
        raise Refused(Message("Found nothing."))
    if len(line) > LONGEST:
        raise Refused(Message("Found {count} characters.", count=len(line)))
    for sign in line:
        if sign in "\n\r\u2028\u2029\u0085":
            raise Refused(Message("Found more than one line."))
        if unicodedata.category(sign) == "Cs":
            raise Refused(Message("Found a byte that is not UTF-8 text."))
        if is_hidden(sign):
            code = f"U+{ord(sign):04X}"
            raise Refused(Message("Found the control character {code}.", code=code))
    return line


def read_lines(text: str | Iterable[str]) -> tuple[str, ...]:
    """Read several lines; empty ones are left out."""
    parts = text.split("\n") if isinstance(text, str) else list(text)
    lines = tuple(read_text(part) for part in parts if part.strip())
    if not lines:
        raise Refused(Message("Found nothing."))
    if len(lines) > MOST_LINES:
        raise Refused(Message("Found {count} lines.", count=len(lines)))
    return lines


def read_deliverable(text: str, as_of: date | None, language: Language) -> Deliverable:
    """Read one piece of work, such as ``Press kit by 2026-12-15``.

    What follows the last "by" is a date only if it looks like one, so that
    "Texts by the editor" stays whole.
    """
    line = read_text(text)
    words = "|".join(map(re.escape, language.typed.by))
    match = re.fullmatch(rf"(.+)\s(?:{words})\s+(.+)", line)
    if match is None or not dates.looks_like_one(match[2], language):
        return Deliverable(line)
    return Deliverable(match[1].strip(), dates.read(match[2], as_of, language))


def read_deliverables(
    text: str | Iterable[str], as_of: date | None, language: Language
) -> tuple[Deliverable, ...]:
    """Read pieces of work, one on each line."""
    return tuple(read_deliverable(line, as_of, language) for line in read_lines(text))


def show_deliverable(piece: Deliverable, language: Language) -> str:
    """Write a piece of work and its date in words."""
    if piece.by is None:
        return piece.what
    day = dates.show(piece.by, language)
    return f"{piece.what} {language.typed.by[0]} {day}"


def read_invoice(text: str, as_of: date | None, language: Language, currency: str) -> Invoice:
    """Read an unpaid invoice, such as ``2026-014, due 2026-10-08, EUR 4,200.00``.

    It may also have the date of the invoice, its whole sum where a part is paid, and a
    number of the tax authority: ``2026-014, issued 2026-09-08, due 2026-10-08, EUR 4,200.00
    of EUR 5,000.00, folio 0A1B``.
    """
    line, typed = read_text(text), language.typed
    head = rf"(.+?)(?:\s*,\s*{_any(typed.issued)}\s+(.+?))?\s*,\s*{_any(typed.due)}\s+(.+)"
    match = re.fullmatch(head, line)
    rest = match[3] if match else ""
    tail = re.fullmatch(rf"(.+?)\s*,\s*{_any(typed.folio)}\s+(\S+)", rest)
    rest, folio = (tail[1], tail[2]) if tail else (rest, "")
    # An amount and a date may hold commas: the date ends at the last one after which it is whole.
    for comma in (place for place, sign in enumerate(rest) if sign == ","):
        day, amount = rest[:comma].strip(), rest[comma + 1 :].strip()
        if match is None or not (_ISO.fullmatch(day) or re.search(r"[0-9]{4}$", day)):
            continue
        part, *whole = re.split(rf"\s+{_any(typed.part_of)}\s+", amount, maxsplit=1)
        owed = money.read(part, language, currency)
        billed = money.read(whole[0], language, currency) if whole else None
        if not owed.amount:
            text = found(amount)
            raise Refused(Message("Found {found}; nothing is open of that invoice.", found=text))
        if billed and (billed.currency != owed.currency or billed.amount < owed.amount):
            text = found(amount)
            raise Refused(
                Message("Found {found}; more is open than the whole invoice.", found=text)
            )
        issued = dates.read(match[2], as_of, language) if match[2] else None
        due = dates.read(day, as_of, language)
        return Invoice(match[1].strip(), due, owed, issued, billed, folio)
    shown = found(text)
    raise Refused(Message("Found {found}, which is not number, due date and amount.", found=shown))


def _any(words: tuple[str, ...]) -> str:
    """Return a pattern for any of some words."""
    return f"(?:{'|'.join(map(re.escape, words))})"


def read_invoices(
    text: str | Iterable[str], as_of: date | None, language: Language, currency: str
) -> tuple[Invoice, ...]:
    """Read unpaid invoices, one on each line. Each number occurs once."""
    read = tuple(read_invoice(line, as_of, language, currency) for line in read_lines(text))
    numbers = [item.number for item in read]
    for number in numbers:
        if numbers.count(number) > 1:
            raise Refused(Message("Found {found} twice; keep one.", found=found(number)))
    return read


def show_invoice(item: Invoice, language: Language) -> str:
    """Write an invoice in words, as it is read."""
    typed = language.typed
    issued = f", {typed.issued[0]} {dates.show(item.issued, language)}" if item.issued else ""
    due = f"{typed.due[0]} {dates.show(item.due, language)}"
    billed = f" {typed.part_of[0]} {money.show(item.billed, language)}" if item.billed else ""
    folio = f", {typed.folio[0]} {item.folio}" if item.folio else ""
    return f"{item.number}{issued}, {due}, {money.show(item.amount, language)}{billed}{folio}"
