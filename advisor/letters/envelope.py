"""The parts of a letter around its body: letterhead, address, greeting, closing, enclosures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypedDict

from advisor.knowledge import roles
from advisor.knowledge.letter_content import Frame
from advisor.knowledge.phrasebook import Phrasebook
from advisor.letters.letter_facts import LetterCase
from advisor.letters.selection import holds
from advisor.letters.voice import plural_text
from advisor.locale import letter_formatting as grammar
from advisor.locale.markdown import one_line
from advisor.model import Invoice


class Envelope(TypedDict):
    """The parts of a letter other than its body, as plain text."""

    sender: tuple[str, str]
    addressee: tuple[str, str]
    """Name and email address, as far as known."""
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


def envelope_of(case: LetterCase, subject: str, frame: Frame) -> Envelope:
    """Return everything but the body. An unknown name or address is a placeholder.

    The parts that the frame does not show stay empty, except the subject, which is the title
    of the document, and the names and addresses for an email.
    """
    shown = {"sender", "addressee", "subject", *frame.roles}
    shown |= {"proves"} if "delivery" in frame.roles else set()
    parts = _all_parts(case, subject)
    return {name: value if name in shown else type(value)() for name, value in parts.items()}  # type: ignore[return-value]


def _all_parts(case: LetterCase, subject: str) -> Envelope:
    addressee = other_addressee(case) if case.kind.notice else ""
    contact = full_name(case)
    names = (roles.CONTACT_SURNAME, roles.CONTACT_FIRST_NAME)
    named = not addressee and any(map(case.text, names))
    return Envelope(
        sender=(case.text(roles.SENDER_NAME), case.text(roles.SENDER_EMAIL)),
        addressee=_addressee(case),
        letterhead=tuple(_letterhead(case)),
        date=_date(case),
        recipient=tuple(_recipient(case, addressee or contact, addressee)),
        delivery=_of_way(case, "delivery"),
        proves=" ".join((_of_way(case, "proves"), *_arrival(case))),
        subject=subject,
        salutation=_salutation(case, named=named),
        closing=_voiced(case, _closing(case, named=named)),
        signature=tuple(_signature(case)),
        enclosures=tuple(_enclosures(case)),
        cc=(contact,) if addressee and contact else (),
    )


def _date(case: LetterCase) -> str:
    """Return the date, with the town where the form names it."""
    written, town = case.written(case.dated), case.text(roles.SENDER_TOWN)
    key = f"date.{case.form}.{'placed' if town else 'plain'}"
    return case.word(key, town=town, date=written) if key in case.phrases.words else written


def _addressee(case: LetterCase) -> tuple[str, str]:
    """Return the name and the address for an email.

    A paper for the user has no addressee. The address of a notice that has to go to somebody
    other than the contact is unknown.
    """
    if case.kind.reader != "client" or other_addressee(case):
        return "", ""
    return full_name(case), case.text(roles.CONTACT_EMAIL)


def _lines(case: LetterCase, name: str) -> tuple[str, ...]:
    """Return the lines of an answer, or its placeholder."""
    lines = tuple(filter(None, (one_line(str(line)) for line in case.items(name))))
    return lines or (case.word(f"placeholder.{name}"),)


def _or_placeholder(case: LetterCase, name: str) -> str:
    return case.text(name) or case.word(f"placeholder.{name}")


def placeholders(phrases: Phrasebook) -> tuple[str, ...]:
    """Return the placeholders of unknown names and addresses."""
    prefix = "placeholder."
    return tuple(words for key, words in phrases.words.items() if key.startswith(prefix))


def _letterhead(case: LetterCase) -> Iterator[str]:
    yield case.text(roles.SENDER_BUSINESS) or _or_placeholder(case, roles.SENDER_NAME)
    yield from _lines(case, roles.SENDER_ADDRESS)
    contacts = (roles.SENDER_NUMBER, roles.SENDER_PHONE, roles.SENDER_EMAIL)
    yield from filter(None, map(case.text, contacts))


def other_addressee(case: LetterCase) -> str:
    """Return the addressee of notices under the contract, if it is not the contact (C2)."""
    addressee = case.text(roles.NOTICE_ADDRESSEE)
    return "" if addressee in _names(case) else addressee


def _names(case: LetterCase) -> set[str]:
    """Return the contact's full name, plain and with each title as written or spoken."""
    name = (case.text(roles.CONTACT_FIRST_NAME), case.text(roles.CONTACT_SURNAME))
    words, groups = case.phrases.words, ("courtesy.", "spoken.")
    titles = {"", *(title for key, title in words.items() if key.startswith(groups))}
    return {" ".join(filter(None, (title, *name))) for title in titles}


def _recipient(case: LetterCase, name: str, addressee: str) -> Iterator[str]:
    yield name or case.word("placeholder.contact_name")
    if not addressee and case.text(roles.CONTACT_FUNCTION):
        yield case.text(roles.CONTACT_FUNCTION)
    client = _or_placeholder(case, roles.CLIENT_NAME)
    if client != name and client not in _names(case):
        yield client
    yield from _lines(case, roles.CLIENT_ADDRESS)
    if last := case.phrases.words.get(f"recipient_end.{case.form}"):
        yield last


def gender(case: LetterCase) -> str:
    """Return the grammatical gender of the contact: ``m``, ``f`` or empty."""
    titled = {"mr": "m", "ms": "f"}.get(case.text(roles.CONTACT_TITLE))
    answered = case.text(roles.CONTACT_GENDER)
    return titled or (answered if answered in ("m", "f") else "")


def courtesy_title(case: LetterCase, group: str = "courtesy") -> str:
    """Return the courtesy title as the form writes it: ``Ms.`` or ``Ms``; empty if none.

    A title of another ``group`` of words, such as ``greeting``, is preferred.
    """
    title, words = case.text(roles.CONTACT_TITLE), case.phrases.words
    if title in ("", "none"):
        return ""
    ends = (f"{case.form}.{title}_{gender(case)}", f"{case.form}.{title}")
    groups = dict.fromkeys((group, "courtesy"))
    keys = (f"{one}.{end}" for one in groups for end in ends)
    return next((words[key] for key in keys if key in words), "")


def full_name(case: LetterCase) -> str:
    """Return the contact's name as in an address, without a title if there is no surname."""
    surname = case.text(roles.CONTACT_SURNAME)
    title = courtesy_title(case) if surname else ""
    return " ".join(filter(None, (title, case.text(roles.CONTACT_FIRST_NAME), surname)))


def titled_name(case: LetterCase, group: str) -> str:
    """Return title and surname, with a title of a ``group`` of words, else the full name."""
    surname = case.text(roles.CONTACT_SURNAME)
    title = courtesy_title(case, group) if surname else ""
    return f"{title} {surname}" if title else full_name(case)


def _salutation(case: LetterCase, *, named: bool) -> str:
    base = f"salutation.{case.form}"
    if not named:
        return case.word(f"{base}.unnamed")
    name = titled_name(case, "greeting")
    return case.word(*_by_person(case, base), name=name)


def _by_person(case: LetterCase, base: str) -> tuple[str, ...]:
    """Return the keys of words for the title of the contact, for the gender, and for anybody."""
    ends = (case.text(roles.CONTACT_TITLE), gender(case), "")
    return tuple(f"{base}.named_{end}" if end else f"{base}.named" for end in ends)


def _closing(case: LetterCase, *, named: bool) -> str:
    """Return the closing formula: that of an email is less formal than that of a letter.

    A closing that repeats the greeting agrees with the gender of the contact.
    """
    base = f"closing.{case.form}"
    if case.kind.frame != "letter":
        return case.word(f"{base}.email")
    if not named:
        return case.word(f"{base}.unnamed")
    return case.word(*_by_person(case, base))


def _voiced(case: LetterCase, text: str) -> str:
    """Return a text in the voice of the sender."""
    return plural_text(case.phrases, text) if case.plural else text


def _way(case: LetterCase) -> str:
    """Return the way of sending for the words of the form."""
    way = case.dispatch.way
    if way != "registered":
        return way
    # Special Delivery and the like are postal services of one country.
    home = case.phrases.words.get(f"delivery.{case.form}.home", "")
    abroad = home and (case.text(roles.GOVERNING_LAW) or home) != home
    return "registered_abroad" if abroad else "registered"


def _of_way(case: LetterCase, group: str) -> str:
    """Return the words of a group for the way of sending, else those of a registered letter."""
    base, way = f"{group}.{case.form}", _way(case)
    return case.word(f"{base}.{way}", f"{base}.registered")


def _signature(case: LetterCase) -> Iterator[str]:
    yield _or_placeholder(case, roles.SENDER_NAME)
    below = (case.text(roles.SENDER_TITLE), case.text(roles.SENDER_BUSINESS))
    yield from (line for line in below if line and line != case.text(roles.SENDER_NAME))


def _arrival(case: LetterCase) -> Iterator[str]:
    """Yield when it has to go and to arrive, for the writer of the letter."""
    if case.kind.sent is None or case.dispatch.way == "email":
        return
    days = {"sent": case.written(case.dated), "arrives": case.written(case.arrives)}
    yield case.say("letter.arrives", **days)


def _enclosures(case: LetterCase) -> Iterator[str]:
    overdue = case.get(roles.OPEN_INVOICES) == "overdue"
    invoices = case.items(roles.OVERDUE_INVOICES) if overdue else ()
    listed = [item.number for item in invoices if isinstance(item, Invoice)]
    if "invoices" in case.kind.encloses and listed:
        one = "one" if len(listed) == 1 else "other"
        numbers = grammar.and_list(map(one_line, listed), case.language, case.phrases.words)
        yield case.word(f"enclosure.invoices.{one}", invoices=numbers)
    if "statement" in case.kind.encloses and listed:
        yield case.word("enclosure.statement")
    if "final_invoice" in case.kind.encloses and case.amount(roles.FINAL_INVOICE_AMOUNT):
        yield case.word("enclosure.final_invoice")
    yield from (row.text for row in case.kind.adds if holds(row.when, case.facts))


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
