"""EML: a draft that a mail program opens, and nothing in it can be turned into a header."""

from __future__ import annotations

import sys
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from advisor.formats.document_model import Letter
from advisor.formats.format_registry import LETTER_FORMATS
from advisor.model import Answer

if TYPE_CHECKING:
    from tests.formats.conftest import Make

TO: dict[str, Answer | None] = {"contact_email": "alex@works.example"}


def read(letter: Letter) -> EmailMessage:
    """Read a message as the standard library does."""
    message = message_from_bytes(LETTER_FORMATS[".eml"](letter), policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def body(message: EmailMessage, kind: str) -> str:
    """Return one form of the text of a message."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_a_draft_of_an_email(make: Make) -> None:
    """It is unsent, from the sender to the contact, with the subject and both forms of text."""
    message = read(make(TO))
    assert message["X-Unsent"] == "1"
    assert message["From"] == "Robin Sample <robin@sample.example>"
    assert message["To"] == "Ms Alex Specimen <alex@works.example>"
    assert (
        message["Subject"] == "Notice of termination of the Services Agreement dated 1 March 2023"
    )
    assert message["Content-Language"] == "en-GB"
    assert message["Date"] is None
    text, attached = message.iter_parts()
    assert [part.get_content_type() for part in text.iter_parts()] == ["text/plain", "text/html"]
    assert attached.get_content_type() == "application/pdf"
    assert str(attached.get_filename()).endswith("-ending.pdf")
    for kind in ("plain", "html"):
        assert "Dear Ms Specimen," in body(message, kind)
        assert "£2,400.00" in body(message, kind)
    assert '<html lang="en-GB">' in body(message, "html")
    assert "<script" not in body(message, "html")


def test_an_email_has_no_attachment(make: Make) -> None:
    """What is an email itself, or may not be sent yet, has no document attached."""
    for message in (read(make(kind="ending-email")), read(make({"sender_name": None}))):
        assert message.get_content_type() == "multipart/alternative"


def test_without_the_extra_a_word_document_is_attached(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the typesetter the document attached is the one to edit."""
    monkeypatch.setitem(sys.modules, "typst", None)
    (*_, attached) = read(make(TO)).iter_parts()
    assert str(attached.get_filename()).endswith("-ending.docx")
    assert attached.get_content()[:2] == b"PK"


def test_the_subject_stands_once(make: Make) -> None:
    """The text of a short email does not repeat the subject of the header."""
    message = read(make(kind="ending-email"))
    assert message["Subject"]
    assert "Subject:" not in body(message, "plain")
    assert body(message, "plain").splitlines().count(str(message["Subject"])) == 0


@pytest.mark.parametrize("story", ["e", "f", "k"])
def test_what_must_not_be_sent_is_addressed_to_nobody(make: Make, story: str) -> None:
    """An unfinished letter, a draft and one that is not advised have no address to go to."""
    written = replace(make(story=story), addressee=("Alex Specimen", "alex@works.example"))
    message = read(written)
    assert message["To"] is None
    assert str(message["Subject"]).startswith(
        {"f": "[DRAFT]", "k": "[NOT ADVISED]"}.get(story, "End")
    )


@pytest.mark.parametrize(
    "name",
    [
        "Robin\r\nBcc: all@works.example",
        "Robin\nX-Evil: 1",
        'Robin" <x@y.example>, "',
        "Róbin Ñu",
        "R" * 500,
    ],
)
def test_a_name_adds_no_header(make: Make, name: str) -> None:
    """Line ends and quotes in a name or a subject stay inside it."""
    plain = make(TO)
    written = replace(
        plain,
        sender=(name, "robin@sample.example"),
        addressee=(name, "alex@works.example"),
        subject=name,
    )
    message = read(written)
    assert set(message.keys()) <= {
        *("X-Unsent", "Subject", "From", "To", "MIME-Version", "Content-Type", "Content-Language"),
    }
    for header, address in (("From", "robin@sample.example"), ("To", "alex@works.example")):
        (found,) = message[header].addresses
        assert found.addr_spec == address
    assert len(message["To"].addresses) == 1


@pytest.mark.parametrize(
    "address",
    [
        "",
        "alex",
        "@works.example",
        "a@b@c.example",
        "a b@works.example",
        "a@works.example, b@works.example",
        "<a@works.example>",
        "álex@works.example",
        "a@works.example\r\nBcc: b@works.example",
    ],
)
def test_what_is_no_address_is_left_out(make: Make, address: str) -> None:
    """Anything but one plain address leaves the draft without a recipient."""
    message = read(replace(make(), addressee=("Alex Specimen", address)))
    assert message["To"] is None
    assert message["Bcc"] is None


def test_notice_to_somebody_else_is_not_sent_to_the_contact(make: Make) -> None:
    """Where the contract names another addressee, the contact's address is not used."""
    changes = {**TO, "notice_form": "person", "notice_addressee": "The Company Secretary"}
    assert make(changes).addressee == ("", "")
    assert make(TO, kind="script").addressee == ("", "")


def test_the_same_letter_is_the_same_bytes(make: Make) -> None:
    """Also the line that parts the two forms is always the same; lines end as mail has them."""
    first, second = (LETTER_FORMATS[".eml"](make()) for _ in range(2))
    assert first == second
    assert first.count(b"\n") == first.count(b"\r\n")
