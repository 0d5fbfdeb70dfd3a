"""``advisor bundle``: all that is kept about a client in one archive."""

from __future__ import annotations

import hashlib
import io
import stat
import zipfile
from pathlib import Path

import pytest

from advisor.formats.archive import archive
from tests.cli.conftest import Run


@pytest.fixture
def kept(run: Run, here: Path) -> Path:
    """A case with a journal, a final letter that was sent, and files beside it."""
    run("note", "Paid 20 days late", "--kind", "late_payment", "--on", "2026-10-03")
    run("letter", "--kind", "ending", "-o", "e.docx", "--final")
    run("sent", "--kind", "ending", "--on", "2026-11-22", "--how", "email")
    (here / "more").mkdir()
    (here / "2026-10-05-call.txt").write_text("a")
    (here / "offer.txt").write_text("b")
    (here / "more" / "offer.txt").write_text("c")
    (here / "mail.eml").write_text("Date: Tue, 6 Oct 2026 10:00:00 +0200\n\nhello\n")
    return here


NAMED = ("2026-10-05-call.txt", "offer.txt", "more/offer.txt", "mail.eml", "offer.txt")


def test_what_a_bundle_holds(run: Run, kept: Path) -> None:
    """The case, its journal, the letter sent with its record, the named files and an index."""
    result = run("bundle", "case.yaml", *NAMED, "-o", "b.zip")
    assert (result.exit_code, result.stdout) == (0, "")
    assert stat.S_IMODE((kept / "b.zip").stat().st_mode) == 0o600
    with zipfile.ZipFile(kept / "b.zip") as found:
        files = {name: found.read(name) for name in found.namelist()}
    letter, record = (next(n for n in files if n.endswith(end)) for end in (".docx", ".json"))
    assert set(files) == {
        *("index.txt", "case.yaml", "journal.txt", letter, record),
        *("files/2026-10-05-call.txt", "files/offer.txt", "files/offer-2.txt", "files/mail.eml"),
    }
    assert files["case.yaml"] == (kept / "case.yaml").read_bytes()
    assert files[letter] == (kept / "e.docx").read_bytes()
    assert files["files/offer-2.txt"] == b"c"
    assert (
        "3 October 2026: A payment that is late: Paid 20 days late" in files["journal.txt"].decode()
    )


def test_the_index_is_in_order_of_date(run: Run, kept: Path) -> None:
    """Entries, files and letters stand by their days; what has none comes last, with digests."""
    run("bundle", "case.yaml", *NAMED, "-o", "b.zip")
    with zipfile.ZipFile(kept / "b.zip") as found:
        index = found.read("index.txt").decode()
        data = found.read("files/offer.txt")
    dated, _, rest = index.partition("WITHOUT A DATE")
    marks = (
        *("3 October 2026: A payment that is late", "5 October 2026: 2026-10-05-call.txt"),
        *("6 October 2026: mail.eml", "22 November 2026: Letter that ends the working"),
    )
    places = [dated.index(mark) for mark in marks]
    assert places == sorted(places)
    assert dated.count("sent (email)") == 1, "letters of one effect are recorded once"
    assert "offer.txt (files/offer.txt)" in rest
    assert hashlib.sha256(data).hexdigest() in rest


def test_the_same_files_give_the_same_bytes(run: Run, kept: Path) -> None:
    """Neither the clock nor the times of the files are in the archive."""
    run("bundle", "case.yaml", *NAMED, "-o", "one.zip")
    for name in NAMED:
        (kept / name).touch()
    run("bundle", "case.yaml", *NAMED, "-o", "two.zip")
    assert (kept / "one.zip").read_bytes() == (kept / "two.zip").read_bytes()


@pytest.mark.parametrize(
    ("lang", "title"), [("es", "Expediente sobre"), ("fr", "Dossier de pièces")]
)
def test_the_index_speaks_each_language(run: Run, kept: Path, lang: str, title: str) -> None:
    """The index is in the language asked for."""
    run("bundle", "case.yaml", "-o", "b.zip", "--lang", lang)
    with zipfile.ZipFile(kept / "b.zip") as found:
        assert found.read("index.txt").decode().startswith(title)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("case.yaml",), "Say where to write it, such as -o case-bundle.zip"),
        (("case.yaml", "-o", "b.tar"), "b.tar ends in .tar; the file must end in .zip"),
        (("case.yaml", "nothing.pdf", "-o", "b.zip"), "nothing.pdf: There is no such file."),
        (("case.yaml", "more", "-o", "b.zip"), "more: This is a folder, not a file."),
    ],
)
def test_what_cannot_be_bundled_is_said(
    run: Run, kept: Path, words: tuple[str, ...], message: str
) -> None:
    """A fault is named and nothing is written."""
    result = run("bundle", *words)
    assert result.exit_code in (1, 2)
    assert message in result.stderr
    assert list(kept.glob("b.*")) == []


def test_a_letter_that_was_changed_is_not_bundled(run: Run, kept: Path) -> None:
    """A final copy that is not what was made final is refused."""
    (copy,) = (kept / "case-letters").glob("*.docx")
    copy.chmod(0o600)
    copy.write_bytes(b"other")
    result = run("bundle", "case.yaml", "-o", "b.zip")
    assert "is not what was made final" in result.stderr


def test_an_archive_is_made_of_its_files_alone() -> None:
    """Each file is there in its order, for the user alone, at the earliest time."""
    data = archive({"b.txt": b"1", "a/c.txt": b"2"})
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        items = found.infolist()
        assert [(one.filename, found.read(one)) for one in items] == [
            ("b.txt", b"1"),
            ("a/c.txt", b"2"),
        ]
    assert {one.date_time[:3] for one in items} == {(1980, 1, 1)}
    assert {stat.S_IMODE(one.external_attr >> 16) for one in items} == {0o600}
