"""Letters as files: where each word stands, and what is no letter at all."""

from __future__ import annotations

import base64
import contextlib
import io
import quopri
import time
import zipfile
from datetime import date
from email.message import EmailMessage

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.errors import AdvisorError
from advisor.formats.docx_headers import watermark
from advisor.knowledge.content import Library
from advisor.proofreader.proofread import proofread
from advisor.proofreader.reading import MAX_TEXT_BYTES, READERS, read_letter
from advisor.reading.written import Written
from advisor.wordlists.pattern_matcher import avoided
from tests.random_cases import examples


def places(library: Library, written: Written, language: str = "en") -> list[tuple[str, int, int]]:
    """Return the words found that letters avoid, with line and column."""
    whole = (0, len(written.text))
    found = avoided(library.wordlists[language], written.text, "", (whole,), ())
    return sorted((item.found, *written.place(item.at)) for item in found)


def docx(*paragraphs: str, mark: str = "") -> bytes:
    """Return a document of Word with some paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if mark:
        watermark(document, mark)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("I am furious.", 6),
        ("**I am** furious.", 10),
        ("- I \\[said\\] furious.", 14),
        ("# So _very_ furious", 13),
        ("> `x` furious", 7),
        ("a\\_b furious", 6),
    ],
)
def test_columns_of_markdown(library: Library, line: str, column: int) -> None:
    """Marks of Markdown do not move the column that is told."""
    written = read_letter(f"Dear Ms Specimen,\n\n{line}\n".encode(), "a.md")
    assert ("furious", 3, column) in places(library, written)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_text(library: Library, end: str) -> None:
    """Lines are counted as an editor counts them, whatever ends them."""
    written = read_letter(end.join(("Dear", "", "  we are furious")).encode(), "a.txt")
    assert places(library, written) == [("furious", 3, 10)]


def test_words_across_lines(library: Library) -> None:
    """A phrase is found where a line ends inside it."""
    written = read_letter(b"this is your\nfault alone", "a.txt")
    assert places(library, written) == [("your fault", 1, 9)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(library: Library, encoding: str) -> None:
    """Text of Windows is read like any other."""
    written = read_letter("Je suis déçue.".encode(encoding), "a.txt")
    assert places(library, written, "fr") == [("suis déçue", 1, 4)]


def test_paragraphs_of_word(library: Library) -> None:
    """In a document of Word the line is the paragraph, tables among them."""
    written = read_letter(docx("Dear", "", "We are furious."), "a.docx")
    assert places(library, written) == [("furious", 3, 8)]


def test_tracked_changes(library: Library) -> None:
    """What a tracked change deletes is not read; what it inserts is."""
    data = docx("We are xx and yy.")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            body = old.read(item)
            if item.filename == "word/document.xml":
                body = body.replace(
                    b"<w:r><w:t>We are xx and yy.</w:t></w:r>",
                    b"<w:r><w:t>We are </w:t></w:r><w:del><w:r><w:delText>angry</w:delText></w:r>"
                    b"</w:del><w:ins><w:r><w:t>furious</w:t></w:r></w:ins>",
                )
            new.writestr(item, body)
    written = read_letter(out.getvalue(), "a.docx")
    assert places(library, written) == [("furious", 1, 8)]


def test_a_watermark_left(library: Library) -> None:
    """A watermark that was left is found, and keeps the letter from being sent."""
    written = read_letter(docx("Dear Ms Specimen,", "Hello.", mark="DRAFT"), "a.docx")
    found = proofread(written, library.wordlists, "en", None, _day())
    assert ("watermark", "DRAFT", True) in [
        (item.key, item.found, item.blocking) for item in found.remarks
    ]


def _day() -> date:
    return date(2026, 11, 22)


HEAD = b"Subject: End of our work\r\nFrom: robin@sample.example\r\nMIME-Version: 1.0\r\n"


def mail(body: bytes, kind: str = "text/plain", encoding: str = "8bit") -> bytes:
    """Return an email with one part."""
    head = f'Content-Type: {kind}; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n'
    return HEAD + head.encode() + b"\r\n" + body


def test_lines_of_an_email(library: Library) -> None:
    """In an email the line is that of the file."""
    written = read_letter(mail(b"Dear Ms Specimen,\r\n\r\nwe are furious\r\n"), "a.eml")
    assert places(library, written) == [("furious", 9, 8)]
    assert written.subject == "End of our work"
    assert written.place(0) == (1, 10)


def test_quoted_printable(library: Library) -> None:
    """Soft line breaks and encoded letters are counted as they stand in the file."""
    body = quopri.encodestring(("é" * 20 + " and we are furious with you\n").encode())
    written = read_letter(mail(body, encoding="quoted-printable"), "a.eml")
    lines = mail(body, encoding="quoted-printable").split(b"\n")
    ((word, line, column),) = (row for row in places(library, written) if row[0] == "furious")
    assert lines[line - 1][column - 1 :].startswith(word[:3].encode())


def test_base64_and_html(library: Library) -> None:
    """An email in base64 or of HTML alone is read for what it shows."""
    coded = base64.encodebytes(b"We are furious.")
    assert places(library, read_letter(mail(coded, encoding="base64"), "a.eml"))
    page = b"<html><head><style>p{color:red}</style></head><body><p>Dear</p>\r\n<p>we are furious"
    written = read_letter(mail(page, "text/html"), "a.eml")
    assert places(library, written) == [("furious", 8, 11)]
    assert "color" not in written.text


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "a.md", "is empty"),
        (b" \n ", "a.txt", "is empty"),
        (b"x", "a.pdf", "must end in .docx, .eml, .md or .txt"),
        (b"x", "letter", "has no suffix"),
        (b"\x00\x01\x02binary", "a.txt", "is not text"),
        (b"a" * (MAX_TEXT_BYTES + 1), "a.md", "too much to be read"),
        (b"PK\x03\x04 broken", "a.docx", "is not a document of Word"),
        (b"no zip at all", "a.docx", "is not a document of Word"),
        (b"just some words", "a.eml", "is not an email"),
        (HEAD + b"\r\n", "a.eml", "without any text"),
        (b"***\n", "a.md", "no text"),
    ],
)
def test_what_is_no_letter(data: bytes, name: str, told: str) -> None:
    """A file that is no letter gets one message that names it."""
    with pytest.raises(AdvisorError, match=told) as caught:
        read_letter(data, name)
    assert name in caught.value.message


def test_an_empty_archive_is_no_letter() -> None:
    """An archive that holds no document is told apart from one."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("hello.txt", "hello")
    with pytest.raises(AdvisorError, match="not a document of Word"):
        read_letter(data.getvalue(), "a.docx")


WORDS = st.sampled_from(
    [
        "Dear",
        "Ms",
        "Specimen,",
        "your",
        "fault",
        "[Your",
        "name]",
        "22",
        "December",
        "2026",
        "EUR",
        "1.234,56",
        "£2,400.00",
        "clause",
        "9.2",
        "Sincerely,",
        "never",
        "___",
        "Objet",
        ":",
        "je",
        "mets",
        "fin",
        "1er",
        "mars",
        "«",
        "siempre",
        "»",
        "31/02/2026",
        "\n",
        "\r\n",
        "**",
        "_",
        "\\",
        "(",
        "",
    ]
)


@settings(max_examples=examples(40))
@given(st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=60).map(" ".join)))
def test_any_text_is_read(library: Library, text: str) -> None:
    """Whatever a text holds, nothing fails and every place is inside it."""
    for suffix in (".md", ".txt"):
        try:
            written = read_letter(text.encode("utf-8", "surrogatepass"), f"a{suffix}")
        except AdvisorError:
            continue
        for language in ("en", "es", "fr"):
            for kind in ("ending", "final-notice", ""):
                found = proofread(
                    written, library.wordlists, language, library.phrases.kinds.get(kind), _day()
                )
                for item in found.remarks:
                    line, column = written.place(item.at)
                    rows = [row for row in written.rows if row.line == line]
                    assert 0 <= item.at <= len(written.text)
                    assert rows
                    assert column >= 1


@settings(max_examples=examples(60))
@given(st.binary(max_size=300), st.sampled_from(sorted(READERS)))
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    """Whatever a file holds, it is read or refused with a message."""
    for whole in (data, HEAD + data, mail(data, encoding="quoted-printable")):
        with contextlib.suppress(AdvisorError):
            assert read_letter(whole, f"a{suffix}").rows


def test_an_email_with_a_large_enclosure(library: Library) -> None:
    """An invoice that is enclosed may be larger than any letter."""
    message = EmailMessage()
    message["Subject"] = "End of our work"
    message.set_content("Dear Jo,\n\nWe are furious.\n")
    message.add_attachment(b"x" * 600_000, maintype="application", subtype="pdf", filename="a.pdf")
    written = read_letter(bytes(message), "a.eml")
    assert [word for word, _, _ in places(library, written)] == ["furious"]


def test_a_document_with_the_text_of_a_book() -> None:
    """However large a file may be, what it says has the length of a letter."""
    with pytest.raises(AdvisorError, match="too much to be read"):
        read_letter(docx(*["We are furious. " * 100] * 300), "a.docx")


def packed(body: str, **others: bytes) -> bytes:
    """Return a document of Word whose text is some XML, with other files in its archive."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx("a"))) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            if item.filename != "word/document.xml":
                new.writestr(item, old.read(item))
        text = f'<w:document xmlns:w="{word}"><w:body>{body}<w:sectPr/></w:body></w:document>'
        new.writestr("word/document.xml", text)
        for name, data in others.items():
            new.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize("part", ["<w:altChunk/>", "<w:p><w:subDoc/></w:p>"])
def test_what_includes_another_file_is_refused(part: str) -> None:
    """Nothing is said of a letter of which a part is not read."""
    with pytest.raises(AdvisorError, match=r"a\.docx includes another file in its text"):
        read_letter(packed(f"{RUNS}{part}"), "a.docx")


RUNS = "<w:r><w:t>a</w:t></w:r>"
NESTED = 60
LARGE_LETTERS = {
    "28 MB of enclosures": (".eml", lambda: mail(b"Dear Jo") + b"eHh4\n" * 5_600_000),
    "28 MB of text": (".eml", lambda: mail(b"word " * 5_600_000)),
    "one line": (".eml", lambda: mail(b"x" * 900_000)),
    "tags": (".eml", lambda: mail(b"<p>Dear Jo" + b"<a " * 20_000, "text/html")),
    "tags with a quote": (".eml", lambda: mail(b"<p>Dear Jo" + b'<a b="' * 20_001, "text/html")),
    "quotes": (".eml", lambda: mail(b"<p>Dear Jo" + b"<a '\"" * 20_000, "text/html")),
    "comments": (".eml", lambda: mail(b"<p>Dear Jo" + b"<!--" * 20_000, "text/html")),
    "declarations": (".eml", lambda: mail(b"<p>Dear Jo" + b"<!" * 40_000, "text/html")),
    "scripts": (".eml", lambda: mail(b"<p>Dear Jo" + b"<script>" * 20_000, "text/html")),
    "heads": (".eml", lambda: mail(b"<p>Dear Jo</p>" + b"<head>" * 20_000, "text/html")),
    "references": (".eml", lambda: mail(b"Dear Jo" + b"&#" * 40_000 + b"&a", "text/html")),
    "subject": (".eml", lambda: b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\n\nDear Jo"),
    "lines of a subject": (".eml", lambda: b"Subject: a" + b"\n " * 20_000 + b"\n\nDear Jo"),
    "headers": (".eml", lambda: b"Subject: a\n" + b"X: a\n" * 100_000 + b"\nDear Jo"),
    "parts": (
        ".eml",
        lambda: (
            b"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n"
            + b"--b\n\nDear Jo\n" * 60_000
        ),
    ),
    "nested parts": (
        ".eml",
        lambda: (
            b"".join(
                b"Subject: a\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i)
                for i in range(10_000)
            )
            + b"\nDear Jo"
        ),
    ),
    "quoted": (".eml", lambda: mail(b"=41" * 200_000, encoding="quoted-printable")),
    "empty paragraphs": (".docx", lambda: packed("<w:p/>" * 3_000_000)),
    "fewer empty paragraphs": (".docx", lambda: packed("<w:p/>" * 600_000)),
    "runs": (".docx", lambda: packed(f"<w:p>{'<w:r/>' * 600_000}</w:p>")),
    "texts": (".docx", lambda: packed(f"<w:p>{RUNS * 120_000}</w:p>")),
    "nested": (
        ".docx",
        lambda: packed("<w:p><w:r>" * NESTED + RUNS * 120_000 + "</w:r></w:p>" * NESTED),
    ),
    "nested too deep": (".docx", lambda: packed("<w:p>" * 200_000 + "</w:p>" * 200_000)),
    "styles": (
        ".docx",
        lambda: packed("<w:p/>", **{"word/x.xml": b"<a/>" * 3_000_000}),
    ),
    "a part in XML under another name": (
        ".docx",
        lambda: packed("<w:p/>", **{"word/x.bin": b" " * 70 + b"<a/>" * 3_000_000}),
    ),
    "entries": (".docx", lambda: packed("<w:p/>", **{f"a{i}": b"" for i in range(5_000)})),
    "zeros": (".docx", lambda: packed("<w:p/>", **{"a.bin": b"\0" * 80_000_000})),
    "lines": (".md", lambda: b"Dear Jo\n" + b"\n" * 95_000),
    "marks": (".md", lambda: b"Dear Jo\n" + b"*" * 95_000),
    "underscores": (".md", lambda: b"Dear Jo\n" + b"_a" * 45_000),
    "backslashes": (".md", lambda: b"Dear Jo\n" + b"\\" * 95_000),
    "blanks": (".md", lambda: b"Dear Jo\n" + b" " * 45_000 + b"x" + b"\t" * 45_000 + b"x"),
}


@pytest.mark.parametrize("kind", LARGE_LETTERS)
def test_a_large_letter_takes_little_time(kind: str) -> None:
    """Whatever is large, deep or unfinished is read or refused soon."""
    suffix, made = LARGE_LETTERS[kind]
    data = made()
    start = time.process_time()
    with contextlib.suppress(AdvisorError):
        read_letter(data, f"a{suffix}")
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        (b"<p>a<!-- b --> c</p><p>d<!-- e", "a c\nd"),
        (b"<head><title>t</title></head><body>a<br/>b&amp;c&eacute;&#233;</body>", "a\nb&cé\u00e9"),
        (b"<style>p > a { b: '<p>' }</style><script>if (a<b) c = '\"'</script>d", "d"),
        (b"<a href=\"x>y\" title='>'>a</a> < b & c &copy d", "a < b & c © d"),
        (b"<!DOCTYPE html><?xml a?><P>a</P><unknown>b</unknown>", "a\nb"),
    ],
)
def test_what_a_page_shows(page: bytes, shown: str) -> None:
    """Tags, comments, styles and scripts are left out, references are read."""
    rows = read_letter(mail(page, "text/html"), "a.eml").rows[2:]
    assert "\n".join(row.text for row in rows if row.text.strip()) == shown


def test_the_paragraph_of_a_text_is_the_innermost() -> None:
    """Texts of nested paragraphs stay apart, deleted ones are left out."""
    text = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{text.format('a')}<w:r><w:p>{text.format('b')}</w:p></w:r>{text.format('c')}"
        f"<w:del>{text.format('d')}</w:del></w:p><w:p/><w:p>{text.format('e')}</w:p>"
    )
    rows = read_letter(packed(body), "a.docx").rows
    assert [(row.line, row.text) for row in rows] == [(1, "ac"), (2, "b"), (3, ""), (4, "e")]
