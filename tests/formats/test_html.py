"""HTML: one page on its own, that asks for nothing and lets nothing in."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from advisor.formats.document_model import Letter
from advisor.formats.format_registry import CHECKLIST_FORMATS, LETTER_FORMATS
from advisor.letters.checklist import checklist as checklist_of
from advisor.report.html import report_html
from tests.formats.conftest import program, ran
from tests.report.test_payment_picture import report as example_report
from tests.report.test_payment_picture import section as payments_section

if TYPE_CHECKING:
    from tests.complete_case import Desk
    from tests.formats.conftest import Make

VOID = {"meta", "br", "hr", "input"}


class Reader(HTMLParser):
    """Reads a page strictly: every element is closed, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """See that it is the last one opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note the text."""
        if "style" not in self.open:
            self.text += data

    def names(self) -> list[str]:
        """Return the elements in order."""
        return [tag for tag, _ in self.tags]


def checklist(desk: Desk, **changes: str) -> str:
    """Return the checklist of the complete case as a page."""
    case = desk.case(dict(changes))
    return CHECKLIST_FORMATS[".html"](
        checklist_of(desk.library.phrases, desk.assessed(case))
    ).decode()


@pytest.fixture(scope="session")
def pages(letters: dict[str, Letter], desk: Desk) -> dict[str, str]:
    """Every letter, the checklist and the report as pages."""
    found = {name: LETTER_FORMATS[".html"](written).decode() for name, written in letters.items()}
    report = report_html(example_report(payments_section()), "en").decode()
    return {**found, "checklist": checklist(desk), "report": report}


def test_a_page_asks_for_nothing(pages: dict[str, str]) -> None:
    """The policy lets in the page's own style and nothing else, and no link leads out."""
    for page in pages.values():
        found = Reader(page)
        policy = next(a["content"] for t, a in found.tags if a.get("http-equiv"))
        style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
        assert style
        assert policy
        digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
        assert not {"script", "link", "img", "iframe", "form", "a", "object"} & set(found.names())
        named = {name for _, attributes in found.tags for name in attributes}
        assert not {name for name in named if name.startswith("on")} | named & {
            "src",
            "href",
            "style",
        }
        assert "url(" not in page
        assert "@import" not in page


def test_a_page_can_be_read_by_ear(pages: dict[str, str]) -> None:
    """It has a language, a title, one main part, and headings without gaps from the first on."""
    for name, page in pages.items():
        found = Reader(page)
        names = found.names()
        form = name.removeprefix("complete-") if name.startswith("complete-") else "en-GB"
        language = "en" if name in ("checklist", "report") else form
        assert found.tags[0] == ("html", {"lang": language})
        assert (names.count("title"), names.count("main"), names.count("h1")) == (1, 1, 1)
        levels = [int(tag[1]) for tag in names if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert all(b <= a + 1 for a, b in pairwise(levels))


def test_the_letter_says_what_it_has_to(pages: dict[str, str], letters: dict[str, Letter]) -> None:
    """Every part of each letter is on its page."""
    for name, written in letters.items():
        text = Reader(pages[name]).text.replace("\u00a0", " ")
        parts = (*written.letterhead, *written.recipient, *written.missing, written.salutation)
        for part in parts:
            assert part in text


@pytest.mark.parametrize(
    "name", ["<b>x</b>", "</title><script>x()</script>", '" onload="x', "{{ 7*7 }}", "&lt;"]
)
def test_an_answer_is_never_markup(make: Make, desk: Desk, name: str) -> None:
    """A name is shown as it was typed, whatever it looks like to a browser."""
    plain = Reader(LETTER_FORMATS[".html"](make()).decode())
    letter = Reader(LETTER_FORMATS[".html"](make({"client_name": name})).decode())
    assert letter.names() == plain.names()
    assert name in letter.text
    listed = Reader(checklist(desk, client_name=name))
    assert listed.names() == Reader(checklist(desk)).names()
    assert f"Checklist: {name}" in listed.text


def test_every_item_has_a_box_and_a_day(desk: Desk, pages: dict[str, str]) -> None:
    """Each item is ticked by a click on its text, without any script."""
    found = Reader(pages["checklist"])
    tasks = desk.assess(desk.case({})).tasks
    boxes = [attributes for tag, attributes in found.tags if tag == "input"]
    assert boxes == [{"type": "checkbox"}] * len(tasks)
    assert found.names().count("label") == len(tasks)
    days = [attributes["datetime"] for tag, attributes in found.tags if tag == "time"]
    assert {task.due.isoformat() for task in tasks if task.due} <= set(days)


def test_a_draft_has_its_word_across_the_page(pages: dict[str, str]) -> None:
    """The watermark is for the eye alone; the marks in the text are for everybody."""
    assert '<p class="watermark" aria-hidden="true">DRAFT</p>' in pages["draft"]
    assert '<p class="watermark' not in pages["complete-en-GB"]


def test_the_same_case_is_the_same_bytes(make: Make, desk: Desk) -> None:
    """A page does not depend on the time of writing."""
    assert LETTER_FORMATS[".html"](make()) == LETTER_FORMATS[".html"](make())
    assert checklist(desk) == checklist(desk)


@pytest.mark.slow
def test_a_browser_prints_one_page(pages: dict[str, str], tmp_path: Path) -> None:
    """Chromium prints a letter on one page of the paper of its form, in its own style."""
    program("pdfinfo")
    browser = program("chromium")
    for name, size in (
        ("complete-en-GB", "A4"),
        ("complete-en-US", "letter"),
        ("complete-es-ES", "A4"),
        ("complete-es-MX", "letter"),
        ("complete-fr-FR", "A4"),
    ):
        page, printed = tmp_path / f"{name}.html", tmp_path / f"{name}.pdf"
        page.write_text(pages[name], encoding="utf-8")
        profile = f"--user-data-dir={tmp_path / 'profile'}"
        quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", profile)
        ran(browser, *quiet, f"--print-to-pdf={printed}", page.as_uri())
        about = ran("pdfinfo", printed)
        assert "Pages:           1\n" in about
        assert f"({size})" in about
