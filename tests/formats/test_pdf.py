"""PDF: opened by poppler, tagged, with its fonts inside, always the same."""

from __future__ import annotations

import builtins
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from advisor.errors import AdvisorError, MissingExtra
from advisor.formats.document_model import Letter
from advisor.formats.format_registry import LETTER_FORMATS
from tests.formats.conftest import program, ran

if TYPE_CHECKING:
    from tests.formats.conftest import Make

pytest.importorskip("typst")


@pytest.fixture(scope="session")
def files(letters: dict[str, Letter], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every letter as a file."""
    folder = tmp_path_factory.mktemp("pdf")
    found = {name: folder / f"{name}.pdf" for name in letters}
    for name, written in letters.items():
        found[name].write_bytes(LETTER_FORMATS[".pdf"](written))
    return found


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("complete-en-GB", 1),
        ("complete-en-US", 1),
        ("complete-es-ES", 1),
        ("complete-es-MX", 1),
        ("complete-fr-FR", 1),
        ("brief", 1),
        ("draft", 2),
        ("unfinished", 2),
    ],
)
def test_a_letter_is_one_page(files: dict[str, Path], name: str, pages: int) -> None:
    """A letter is one page, and what it lacks is on a second one for the writer."""
    program("pdfinfo")
    assert f"Pages:           {pages}\n" in ran("pdfinfo", files[name])


def test_the_text_can_be_read(files: dict[str, Path], letters: dict[str, Letter]) -> None:
    """All the words of each letter come out of it again."""
    program("pdftotext")
    for name, path in files.items():
        words = " ".join(ran("pdftotext", path, "-").split())
        written = letters[name]
        parts = (*written.letterhead, written.subject, written.salutation)
        lines = (*parts, *written.recipient, *written.signature, *written.missing)
        assert [line for line in lines if " ".join(line.split()) not in words] == []


def test_it_is_tagged_for_those_who_listen(files: dict[str, Path]) -> None:
    """It claims PDF/UA-1, is tagged, has headings and lists, a language, and shows its title."""
    program("pdfinfo")
    for name, path in files.items():
        about, data = ran("pdfinfo", path), path.read_bytes()
        assert "Tagged:          yes" in about
        assert re.search(r"Title:\s+\S", about)
        assert "<pdfuaid:part>1</pdfuaid:part>" in ran("pdfinfo", "-meta", path)
        form = name.removeprefix("complete-") if name.startswith("complete-") else "en-GB"
        assert f"/Lang({form})".encode() in data
        assert b"/DisplayDocTitle true" in data
        tree = ran("pdfinfo", "-struct", path)
        assert re.search(r"^  H1\b", tree, re.MULTILINE)
        assert re.search(r"^  P\b", tree, re.MULTILINE)
        listed = re.search(r"^    LI\b", tree, re.MULTILINE)
        assert listed or name == "email"


def test_its_fonts_are_inside(files: dict[str, Path]) -> None:
    """Every font is embedded and can be read back as text."""
    program("pdffonts")
    for path in files.values():
        rows = ran("pdffonts", path).splitlines()[2:]
        # The typeface of the Word document is as wide, so that both break their lines alike.
        assert all("LiberationSans" in row for row in rows)
        assert rows
        for row in rows:
            embedded, _, to_unicode = row.split()[-5:-2]
            assert (embedded, to_unicode) == ("yes", "yes")


def test_only_a_draft_has_a_watermark(files: dict[str, Path]) -> None:
    """Every page of a draft has a watermark across its middle, and no other letter has one."""
    assert [red(files["draft"], page) > 500 for page in (1, 2)] == [True, True]
    assert red(files["not-advised"], 1) > 500
    assert red(files["complete-en-GB"], 1) == red(files["unfinished"], 1) == 0


def red(path: Path, page: int) -> int:
    """Count the reddish dots in the middle third of a page, at 40 dots to the inch."""
    command = (program("pdftoppm"), "-r", "40", "-f", str(page), "-l", str(page), str(path))
    data = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    size, dots = data.split(b"\n", 3)[1], data.split(b"\n", 3)[3]
    width, height = map(int, size.split())
    middle = dots[width * 3 * (height // 3) : width * 3 * (2 * height // 3)]
    return sum(r - g > 8 for r, g in zip(middle[::3], middle[1::3], strict=True))


def test_the_same_letter_is_the_same_bytes(make: Make) -> None:
    """Its day is the day of the letter, and nothing else of the moment is inside."""
    first, second = (LETTER_FORMATS[".pdf"](make(story="l")) for _ in range(2))
    assert first == second
    assert b"D:20261122000000" in first


@pytest.mark.parametrize(
    "name",
    ["#set page(width: 1cm)", "$ x $ @ref <label>", '"); #panic("x', "\\u{41} = *b* _c_ // d"],
)
def test_an_answer_is_never_code(make: Make, tmp_path: Path, name: str) -> None:
    """Whatever a name looks like to the typesetter, it is printed as it was typed."""
    program("pdftotext")
    (tmp_path / "x.pdf").write_bytes(LETTER_FORMATS[".pdf"](make({"client_name": name})))
    assert name in ran("pdftotext", tmp_path / "x.pdf", "-")


def test_a_sign_that_no_font_has_is_named(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF without the sign would say something else, so there is none; .docx is named instead."""
    typst = pytest.importorskip("typst")
    real = typst.compile

    def lonely(*args: Any, **more: Any) -> Any:
        return real(*args, **{**more, "ignore_system_fonts": True})

    monkeypatch.setattr(typst, "compile", lonely)
    with pytest.raises(
        AdvisorError, match=r"No font on this machine has the sign '\u682a', .*\.docx"
    ):
        LETTER_FORMATS[".pdf"](make({"client_name": "\u682a\u5f0f"}))


def test_a_missing_typesetter_is_named(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the message says how to install it."""
    real = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name == "typst":
            raise ImportError(name)
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra) as found:
        LETTER_FORMATS[".pdf"](make())
    assert str(found.value) == 'PDF needs typst. Install it with: pip install "advisor[pdf]"'
