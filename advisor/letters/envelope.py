"""The parts of a letter around its body: letterhead, address, greeting, closing, enclosures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypedDict

from advisor.knowledge.letter_content import Frame, LetterKind
from advisor.knowledge.phrasebook import Phrasebook
from advisor.letters.letter_facts import text
from advisor.locale import letter_formatting as grammar
from advisor.locale.markdown import one_line
from advisor.model import Facts, Money


class Envelope(TypedDict):
    """The parts of a letter other than its body, as plain text."""

    letterhead: tuple[str, ...]
    date: str
    recipient: tuple[str, ...]
    delivery: str
    proves: str
    subject: str
    salutation: str
    closing: str
    signature: tuple[str, ...]
    enclosures: tuple[str, ...]
    cc: tuple[str, ...]


class Mail(TypedDict):
    """Sender and addressee of a letter: name and email address, as far as known."""

    sender: tuple[str, str]
    addressee: tuple[str, str]


def envelope_of(
    phrases: Phrasebook,
    facts: Facts,
    as_of: date,
    form: str,
    kind: LetterKind,
    subject: str,
    frame: Frame,
) -> Envelope:
    """Return everything but the body. An unknown name or address is a placeholder.

    The parts that the frame does not show stay empty. The subject is kept in any case, as
    the title of the document.
    """
    every = _all_parts(phrases, facts, as_of, form, kind, subject)
    shown = {"subject", *frame.roles, *(("proves",) if "delivery" in frame.roles else ())}
    return {name: value if name in shown else type(value)() for name, value in every.items()}  # type: ignore[return-value]


def _all_parts(
    phrases: Phrasebook, facts: Facts, as_of: date, form: str, kind: LetterKind, subject: str
) -> Envelope:
    addressee = other_addressee(phrases, facts) if kind.notice else ""
    contact = full_name(phrases, facts, form)
    named = not addressee and bool(text(facts, "contact_surname") or _first(facts))
    way = _way(phrases, facts, form, kind)
    return Envelope(
        letterhead=tuple(_letterhead(phrases, facts)),
        date=_date(phrases, facts, as_of, form),
        recipient=tuple(_recipient(phrases, facts, addressee or contact, addressee)),
        delivery=phrases.word(f"delivery.{form}.{way}"),
        proves=phrases.word(f"proves.{form}.{way}"),
        subject=subject,
        salutation=_salutation(phrases, facts, form, named=named),
        closing=_closing(phrases, facts, form, kind, named=named),
        signature=tuple(_signature(phrases, facts)),
        enclosures=tuple(_enclosures(phrases, facts, kind)),
        cc=(contact,) if addressee and contact else (),
    )


def _date(phrases: Phrasebook, facts: Facts, day: date, form: str) -> str:
    """Return the date, with the town where the form names it."""
    written, town = grammar.long_date(day, form), text(facts, "sender_town")
    key = f"date.{form}.{'placed' if town else 'plain'}"
    return phrases.word(key, town=town, date=written) if key in phrases.words else written


def mail(phrases: Phrasebook, facts: Facts, form: str, kind: LetterKind) -> Mail:
    """Return the names and addresses for an email.

    A paper for the user has no addressee. The address of a notice that has to go to somebody
    other than the contact is unknown.
    """
    contact = (full_name(phrases, facts, form), text(facts, "contact_email"))
    for_contact = kind.reader == "client" and not other_addressee(phrases, facts)
    return Mail(
        sender=(text(facts, "sender_name"), text(facts, "sender_email")),
        addressee=contact if for_contact else ("", ""),
    )


def _lines(facts: Facts, name: str) -> tuple[str, ...]:
    value = facts.known.get(name)
    lines = (one_line(str(line)) for line in value) if isinstance(value, tuple) else ()
    return tuple(line for line in lines if line)


def _or_placeholder(phrases: Phrasebook, facts: Facts, name: str) -> str:
    return text(facts, name) or phrases.word(f"placeholder.{name}")


def placeholders(phrases: Phrasebook) -> tuple[str, ...]:
    """Return the placeholders of unknown names and addresses."""
    prefix = "placeholder."
    return tuple(words for key, words in phrases.words.items() if key.startswith(prefix))


def _letterhead(phrases: Phrasebook, facts: Facts) -> Iterator[str]:
    yield text(facts, "sender_business") or _or_placeholder(phrases, facts, "sender_name")
    address = _lines(facts, "sender_address")
    yield from address or (phrases.word("placeholder.sender_address"),)
    for name in ("sender_number", "sender_phone", "sender_email"):
        yield from filter(None, (text(facts, name),))


def other_addressee(phrases: Phrasebook, facts: Facts) -> str:
    """Return the addressee of notices under the contract, if it is not the contact (C2)."""
    addressee = text(facts, "notice_addressee")
    first, surname = _first(facts), text(facts, "contact_surname")
    titles = {"", *(title for key, title in phrases.words.items() if key.startswith("courtesy."))}
    names = {" ".join(filter(None, (title, first, surname))) for title in titles}
    return "" if addressee in names else addressee


def _recipient(phrases: Phrasebook, facts: Facts, name: str, addressee: str) -> Iterator[str]:
    yield name or phrases.word("placeholder.contact_name")
    if not addressee and text(facts, "contact_function"):
        yield text(facts, "contact_function")
    client = _or_placeholder(phrases, facts, "client_name")
    if client != name:
        yield client
    yield from _lines(facts, "client_address") or (phrases.word("placeholder.client_address"),)


def _first(facts: Facts) -> str:
    return text(facts, "contact_first_name")


def gender(facts: Facts) -> str:
    """Return the grammatical gender of the contact: ``m``, ``f`` or empty."""
    titled = {"mr": "m", "ms": "f"}.get(str(facts.known.get("contact_title")))
    answered = facts.known.get("contact_gender")
    return titled or (str(answered) if answered in ("m", "f") else "")


def courtesy_title(phrases: Phrasebook, facts: Facts, form: str, group: str = "courtesy") -> str:
    """Return the courtesy title as the form writes it: ``Ms.`` or ``Ms``; empty if none.

    A title of another ``group`` of words, such as ``greeting``, is preferred.
    """
    title = facts.known.get("contact_title", "none")
    if title == "none":
        return ""
    ends = (f"{form}.{title}_{gender(facts)}", f"{form}.{title}")
    groups = dict.fromkeys((group, "courtesy"))
    keys = (f"{one}.{end}" for one in groups for end in ends)
    return next((phrases.words[key] for key in keys if key in phrases.words), "")


def full_name(phrases: Phrasebook, facts: Facts, form: str) -> str:
    """Return the contact's name as in an address, without a title if there is no surname."""
    surname = text(facts, "contact_surname")
    title = courtesy_title(phrases, facts, form) if surname else ""
    return " ".join(filter(None, (title, _first(facts), surname)))


def _salutation(phrases: Phrasebook, facts: Facts, form: str, *, named: bool) -> str:
    base = f"salutation.{form}"
    if not named:
        return phrases.word(f"{base}.unnamed")
    surname = text(facts, "contact_surname")
    title = courtesy_title(phrases, facts, form, "greeting") if surname else ""
    name = f"{title} {surname}" if title else full_name(phrases, facts, form)
    return phrases.word(f"{base}.named_{gender(facts)}", f"{base}.named", name=name)


def _closing(phrases: Phrasebook, facts: Facts, form: str, kind: LetterKind, *, named: bool) -> str:
    """Return the closing formula: that of an email is less formal than that of a letter.

    A closing that repeats the greeting agrees with the gender of the contact.
    """
    base = f"closing.{form}"
    if kind.frame != "letter":
        return phrases.word(f"{base}.email")
    if not named:
        return phrases.word(f"{base}.unnamed")
    return phrases.word(f"{base}.named_{gender(facts)}", f"{base}.named")


def _way(phrases: Phrasebook, facts: Facts, form: str, kind: LetterKind) -> str:
    """Return the way of sending, by the form that the contract requires of notices."""
    form_of_notice = facts.known.get("notice_form", "any") if kind.notice else "any"
    if form_of_notice == "registered":
        # Special Delivery and burofax are postal services of one country.
        home = phrases.words.get(f"delivery.{form}.home", "")
        abroad = home and facts.known.get("governing_law", home) != home
        return "registered_abroad" if abroad else "registered"
    return "post" if form_of_notice in ("writing", "person") else "email"


def _signature(phrases: Phrasebook, facts: Facts) -> Iterator[str]:
    yield _or_placeholder(phrases, facts, "sender_name")
    below = (text(facts, "sender_title"), text(facts, "sender_business"))
    yield from (line for line in below if line and line != text(facts, "sender_name"))


def _enclosures(phrases: Phrasebook, facts: Facts, kind: LetterKind) -> Iterator[str]:
    if "statement" in kind.encloses and facts.known.get("open_invoices") == "overdue":
        yield phrases.word("enclosure.statement")
    final = facts.known.get("final_invoice_amount")
    due = isinstance(final, Money) and final.amount > 0
    if "final_invoice" in kind.encloses and due:
        yield phrases.word("enclosure.final_invoice")


def join(pieces: Sequence[tuple[int, str]]) -> str:
    """Join pieces of text: those of one order form one paragraph.

    Items of one order form one list. A list and a sentence are never in one paragraph.
    """
    body = ""
    before: int | None = None
    for order, piece in pieces:
        listed = body.rpartition("\n")[2].startswith("- ")
        item = piece.startswith("- ")
        gap = "\n\n"
        if order == before and listed is item:
            gap = "\n" if item else " "
        body = f"{body}{gap}{piece}" if body else piece
        before = order
    return body
