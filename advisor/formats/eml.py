"""EML: a draft that a mail program opens for sending."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from typing import TYPE_CHECKING

from advisor.errors import MissingExtra
from advisor.formats.blocks_text import text_of
from advisor.formats.docx import letter_docx
from advisor.formats.html_page import mail_html
from advisor.formats.page_layout import sheet
from advisor.formats.pdf import letter_pdf
from advisor.locale.markdown import one_line

if TYPE_CHECKING:
    from advisor.formats.document_model import Letter

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""The types of what is attached, by suffix."""
MAX_SUBJECT = 300
"""Characters of a subject."""


def letter_eml(letter: Letter) -> bytes:
    """Return a letter as an unsent message, as text and as HTML.

    A letter that is to be signed is attached too, as a PDF or, without that extra, as a
    Word document. One that must not be sent or is unfinished has no recipient and no
    attachment.
    """
    paper = sheet(letter)
    pieces = (*paper.pieces, *paper.last_marks, *paper.aside)
    if letter.layout == "email":
        # The subject is in the header.
        pieces = tuple(piece for piece in pieces if piece.role != "subject")
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = _subject(letter)
    sender = _address(letter.sender)
    if sender:
        message["From"] = sender
    to = _address(letter.addressee)
    if to and not letter.marks:
        message["To"] = to
    text = text_of(piece.block for piece in pieces) + "\n"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(mail_html(paper, pieces), subtype="html", cte="quoted-printable")
    if letter.layout != "email" and letter.signature and not letter.marks:
        data, kind = _document(letter)
        name = f"{letter.written_on.isoformat()}-{letter.kind}.{kind}"
        main, _, sub = TYPES[kind].partition("/")
        message.add_attachment(data, main, sub, filename=name)
    message["Content-Language"] = letter.form
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary("=_" + sha256(f"{number} {text}".encode()).hexdigest()[:32])
    return message.as_bytes()


def _document(letter: Letter) -> tuple[bytes, str]:
    """Return the letter as it is to be printed or signed, and the suffix of its format."""
    try:
        return letter_pdf(letter), "pdf"
    except MissingExtra:
        return letter_docx(letter), "docx"


def _subject(letter: Letter) -> str:
    subject = one_line(letter.subject or letter.title)[:MAX_SUBJECT]
    return f"[{letter.watermark}] {subject}" if letter.watermark else subject


def _address(who: tuple[str, str]) -> Address | None:
    """Return an address for a header, ``None`` where it is not valid."""
    name, address = map(one_line, who)
    if not address.isascii() or any(sign in address for sign in ' ,;:<>()[]"\\'):
        return None
    user, at, host = address.rpartition("@")
    if not (user and at and host) or "@" in user:
        return None
    try:
        return Address(name, username=user, domain=host)
    except (ValueError, IndexError):
        return None
