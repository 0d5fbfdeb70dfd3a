"""Emails whose text is beyond ASCII without an encoding."""

from __future__ import annotations

import pytest

from advisor.reading.document import Limits, read_document


@pytest.mark.parametrize(("charset", "codec"), [("utf-8", "utf-8"), ("iso-8859-1", "cp1252")])
def test_a_text_in_eight_bits(charset: str, codec: str) -> None:
    """Its characters and their places are read."""
    head = f"Subject: Fee\r\nContent-Type: text/plain; charset={charset}\r\n"
    head += "Content-Transfer-Encoding: 8bit\r\n\r\n"
    data = head.encode() + "The fee is \u00a3500.\r\nJos\u00e9\r\n".encode(codec)
    found = read_document(data, "a.eml", None, Limits(10_000), (".eml",))
    assert "The fee is \u00a3500.\nJos\u00e9" in found.text.replace("\r", "")
    assert found.place(found.text.index("Jos"))[0] == 6


@pytest.mark.parametrize("charset", ["x-unknown", "rot13", "base64", "zip"])
def test_a_charset_that_is_none(charset: str) -> None:
    """A text whose charset nobody knows is read as Windows-1252."""
    head = f"Subject: Fee\nContent-Type: text/plain; charset={charset}\n"
    head += "Content-Transfer-Encoding: 8bit\n\n"
    data = head.encode() + "The fee is \u00a3500.\n".encode("cp1252")
    found = read_document(data, "a.eml", None, Limits(10_000), (".eml",))
    assert "The fee is \u00a3500." in found.text
