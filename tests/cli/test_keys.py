"""The menu of keys after the report, in a real terminal of 24 lines and 80 columns."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import TERMINAL
from tests.conftest import ROOT

pexpect = pytest.importorskip("pexpect")

MENU = {
    "en": "[Enter] papers  [w] why  [t] timeline  [=] answers  [f] full  [!] quit",
    "es": "[Intro] escritos  [m] motivos  [f] fechas  [=] respuestas  [t] todo  [!] salir",
    "fr": "[Entrée] courriers  [m] motifs  [d] dates  [=] réponses  [t] tout  [!] quitter",
}
LINES, COLUMNS = 24, 80
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name not in TERMINAL},
    **{name: value for name, value in TERMINAL.items() if value is not None},
    "LC_ALL": "C.UTF-8",
    "PYTHONPATH": str(ROOT),
    "PAGER": "cat",
}
del ENVIRONMENT["COLUMNS"]


class Terminal:
    """A program in a terminal."""

    def __init__(self, folder: Path, *args: str, **env: str) -> None:
        self.child: Any = pexpect.spawn(
            sys.executable,
            ["-m", "advisor", *args],
            cwd=str(folder),
            env={**ENVIRONMENT, **env},
            encoding="utf-8",
            timeout=60,
            dimensions=(LINES, COLUMNS),
        )

    def shown(self, text: str) -> str:
        """Wait for a text, and return what came before it as lines without colour."""
        self.child.expect_exact(text)
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.child.before).replace("\r\n", "\n")

    def press(self, line: str) -> None:
        """Type a line and Enter, once the prompt is there."""
        self.child.expect_exact("> ")
        self.child.sendline(line)

    def to_the_menu(self, menu: str) -> str:
        """Press Enter until the menu of keys is there; return the screen above it."""
        for _ in range(5):
            if self.child.expect_exact([menu, "> "]) == 0:
                break
            self.child.sendline("")
        else:
            raise AssertionError(self.child.before)
        return str(self.child.before)

    def end(self) -> int:
        """Wait for the end and return the exit code."""
        self.child.expect(pexpect.EOF)
        self.child.wait()
        return int(self.child.exitstatus)


@pytest.fixture
def terminals(here: Path) -> Iterator[list[Terminal]]:
    """Keep the terminals of a test, to close them after it."""
    found: list[Terminal] = []
    yield found
    for one in found:
        one.child.close(force=True)


def opened(terminals: list[Terminal], here: Path, *args: str, **env: str) -> Terminal:
    """Start the program in a terminal."""
    terminals.append(Terminal(here, *args, **env))
    return terminals[-1]


def test_every_key_works_and_names_its_command(terminals: list[Terminal], here: Path) -> None:
    """Reasons, dates, the whole report and a paper are shown, each with the same as a command."""
    terminal = opened(terminals, here, "start")
    terminal.to_the_menu(MENU["en"])
    for key, heading, command in (
        ("w", "Reasons for ending it", "advisor assess case.yaml --only reasons"),
        ("t", "Timeline", "advisor assess case.yaml --only timeline"),
        ("f", "What this rests on", "advisor assess case.yaml --full"),
    ):
        terminal.press(key)
        terminal.shown(heading)
        terminal.shown(f"The same as a command:\r\n  {command}")
        terminal.shown(MENU["en"])
    terminal.press("")
    terminal.shown("1 Write the checklist")
    terminal.child.sendline("1")
    terminal.shown("Which format (md, txt, html, csv, json, ics, docx)? Enter for docx: ")
    terminal.child.sendline("word")
    terminal.shown("Found 'word'. Type one of these: md, txt, html, csv, json, ics, docx.")
    terminal.child.sendline("ics")
    terminal.shown("advisor checklist case.yaml -o case-checklist.ics")
    terminal.shown(MENU["en"])
    assert (here / "case-checklist.ics").exists()
    terminal.press("x")
    terminal.shown("Found 'x'. Type what stands in brackets")
    terminal.shown(MENU["en"])
    terminal.press("?")
    terminal.shown("Enter alone: the papers.")
    terminal.press("r")
    terminal.shown("How sure")
    terminal.shown("The same as a command:\r\n  advisor assess case.yaml")
    terminal.press("q")
    terminal.shown("To come back:\r\n  advisor start case.yaml")
    assert terminal.end() == 0


def test_an_answer_can_be_changed_from_the_menu(terminals: list[Terminal], here: Path) -> None:
    """The key for answers leads to the answers and to a new report."""
    terminal = opened(terminals, here, "start")
    terminal.to_the_menu(MENU["en"])
    terminal.press("=")
    terminal.press("2")
    terminal.press("Other Works")
    assert "Other Works" in terminal.to_the_menu(MENU["en"])
    terminal.press("q")
    assert terminal.end() == 0
    assert "client_name: Other Works" in (here / "case.yaml").read_text()


@pytest.mark.parametrize("language", MENU)
def test_report_and_menu_stand_on_one_screen(
    terminals: list[Terminal], here: Path, language: str
) -> None:
    """From the name of the client to the prompt there are at most 24 lines of 80 columns."""
    terminal = opened(terminals, here, "start", "--lang", language)
    above = terminal.to_the_menu(MENU[language])
    screen = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", above).split("\r\n")
    first = max(n for n, line in enumerate(screen) if line.startswith("Example Works Ltd "))
    assert len(screen[first:]) + 1 <= LINES
    assert max(map(len, [*screen[first:], MENU[language]])) <= COLUMNS
    terminal.press("!")
    assert terminal.end() == 0


def test_the_result_and_the_passes_stand_on_one_screen(
    terminals: list[Terminal], here: Path
) -> None:
    """So do result and passes at the end of a pass; who wants to see the result sees it again."""
    case = here / "case.yaml"
    left_out = ("  exit_fee:", "  talked:")
    kept = [line for line in case.read_text().split("\n") if not line.startswith(left_out)]
    case.write_text("\n".join(kept))
    terminal = opened(terminals, here, "start")
    title = "Example Works Ltd "
    above = title + terminal.shown("1  See the result").rpartition(title)[2]
    below = terminal.shown("> ")
    assert len((above + below).split("\n")) <= LINES
    terminal.child.sendline("1")
    assert title in terminal.shown(MENU["en"])


@pytest.mark.parametrize("language", MENU)
def test_without_a_command_it_says_what_it_is(
    terminals: list[Terminal], here: Path, language: str
) -> None:
    """On a terminal the bare program takes five lines: start, go on, demo."""
    terminal = opened(terminals, here, LC_ALL=f"{language}.UTF-8")
    terminal.child.expect(pexpect.EOF)
    lines = terminal.child.before.strip().split("\r\n")
    assert len(lines) == 5
    assert max(map(len, lines)) <= COLUMNS
    assert [line.split()[:2] for line in lines[2:]] == [
        ["advisor", "start"],
        ["advisor", "start"],
        ["advisor", "demo"],
    ]
    assert "case.yaml" in lines[3]


def test_a_pager_shows_what_does_not_fit(terminals: list[Terminal], here: Path) -> None:
    """The whole report goes through the pager, what fits one screen and plain text do not."""
    pager = f"{sys.executable} -c \"import sys; print('PAGED', len(sys.stdin.read()))\""
    for args, env, paged in (
        (("--full",), {}, True),
        ((), {}, False),
        (("--full",), {"ACCESSIBLE": "1"}, False),
    ):
        terminal = opened(terminals, here, "assess", *args, PAGER=pager, **env)
        terminal.child.expect(pexpect.EOF)
        assert ("PAGED" in terminal.child.before) is paged


def test_a_pager_that_is_missing_is_no_hindrance(terminals: list[Terminal], here: Path) -> None:
    """Without the pager the whole report is printed."""
    terminal = opened(terminals, here, "assess", "--full", PAGER="no-such-pager")
    terminal.child.expect(pexpect.EOF)
    assert "What this rests on" in terminal.child.before
