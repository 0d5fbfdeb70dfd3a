"""What reaches the terminal: colour, width, plain words, and nothing steered by answers."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from advisor.cli.console import wrapped
from advisor.locale.control_characters import visible
from tests.cli.conftest import Run

BOXES = "╭╮╰╯─│━┃"
ESCAPE = "\x1b"


def test_a_terminal_gets_a_panel(run: Run) -> None:
    """The outcome stands in the only panel of the report, on one screen and in full."""
    for full in ((), ("--full",)):
        shown = run("assess", "case.yaml", *full, FORCE_COLOR="1").stdout
        assert shown.count("╭") == shown.count("╰") == 1


@pytest.mark.parametrize(
    "args",
    [
        ("assess", "case.yaml"),
        ("assess", "case.yaml", "--json"),
        ("explain", "case.yaml"),
        ("diff", "case.yaml", "case.yaml"),
        ("whatif", "case.yaml", "talk_result=improved"),
    ],
)
def test_rich_is_not_loaded_where_no_terminal_is(spawn: Run, args: tuple[str, ...]) -> None:
    """A pipe gets plain text or JSON, and the library that draws boxes is not imported."""
    result = spawn(*args, env={**os.environ, "PYTHONPROFILEIMPORTTIME": "1"})
    shown, imported = result.stdout.decode(), result.stderr.decode()
    assert result.returncode == 0
    assert shown
    assert not set(shown) & set(BOXES + ESCAPE)
    assert re.search(r"\| +advisor\.engine\n", imported)
    assert not re.search(r"\| +rich(\.\w+)*\n", imported)


@pytest.mark.parametrize(
    ("args", "env"),
    [
        (("--plain",), {}),
        ((), {"ADVISOR_PLAIN": "1"}),
        ((), {"ACCESSIBLE": "yes"}),
        ((), {"TERM": "dumb"}),
    ],
)
def test_plain_has_words_alone(run: Run, args: tuple[str, ...], env: dict[str, str]) -> None:
    """Each way to ask for plain output gives no box, no colour, and headings as words."""
    short = run("assess", "case.yaml", *args, **env).stdout
    shown = run("assess", "case.yaml", "--full", *args, **env).stdout
    assert not set(short + shown) & set(BOXES + ESCAPE)
    assert (short + shown).isascii()
    assert "\nTonight: Nothing has to be sent.\n" in short
    assert "\nWHAT TO DO FIRST\n" in shown
    assert "\n27 December 2026: The contract's notice of 30 days ends that day" in shown


def test_plain_is_not_asked_for_by_a_zero(run: Run) -> None:
    """ADVISOR_PLAIN=0 leaves the layout as it is."""
    assert "╭" in run("assess", "case.yaml", ADVISOR_PLAIN="0", FORCE_COLOR="1").stdout


@pytest.mark.parametrize("full", [(), ("--full",)])
@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_sixty_columns_are_enough(run: Run, plain: tuple[str, ...], full: tuple[str, ...]) -> None:
    """No line is wider than a terminal of 60 columns, but for commands to be copied whole."""
    shown = run("assess", "case.yaml", *plain, *full, COLUMNS="60", FORCE_COLOR="1").stdout
    shown = re.sub("\x1b\\[[0-9;]*m", "", shown)
    lines = [line.rstrip() for line in shown.splitlines()]
    wide = [line for line in lines if len(line) > 60 and " advisor " not in line]
    assert wide == []
    assert ("End the relationship with Example" if full else "End it: your wish is") in shown


def test_a_wide_terminal_is_not_filled(run: Run) -> None:
    """Lines stay at most 88 columns wide on any terminal."""
    shown = run("assess", "case.yaml", "--full", COLUMNS="200").stdout
    assert max(len(line.rstrip()) for line in shown.splitlines()) == 88


def test_colour_only_when_it_is_wanted(run: Run) -> None:
    """A pipe gets no colour, --color always gives it, --color never takes it away."""
    assert ESCAPE not in run("assess", "case.yaml").stdout
    assert ESCAPE in run("assess", "case.yaml", "--color", "always").stdout
    forced = run("assess", "case.yaml", "--color", "never", FORCE_COLOR="1").stdout
    assert ESCAPE not in forced


def test_no_color_takes_colours_away(run: Run) -> None:
    """NO_COLOR leaves no colour code, even on a terminal; an option beats it."""
    coloured = re.compile("\x1b\\[[0-9;]*3[0-7]m")
    for full in ((), ("--full",)):
        shown = run("assess", "case.yaml", *full, NO_COLOR="1", FORCE_COLOR="1").stdout
        assert not coloured.search(shown)
        chosen = run("assess", "case.yaml", *full, "--color", "always", NO_COLOR="1").stdout
        assert coloured.search(chosen)


@pytest.mark.parametrize("plain", [(), ("--plain",), ("-o", "-")])
def test_answers_are_never_markup(run: Run, plain: tuple[str, ...]) -> None:
    """A client called like markup, a link or an emoji code is shown as typed."""
    name = "[red]x[/] :smile: [link=https://example.com]y[/link]"
    Path("m.yaml").write_text(f"advisor: 1\nanswers:\n  client_name: {name!r}\n")
    shown = run("assess", "m.yaml", *plain, COLUMNS="200").stdout
    assert name in shown.replace("\\", "")


def test_the_markdown_report_escapes_answers(run: Run) -> None:
    """What is typed stands in the Markdown report without effect."""
    Path("m.yaml").write_text("advisor: 1\nanswers:\n  client_name: '<b>*x*</b> [y](z)'\n")
    shown = run("assess", "m.yaml", "-o", "-").stdout
    assert shown.startswith("# Advice on \\<b>\\*x\\*\\</b> \\[y\\](z)\n")


def test_signs_that_steer_a_terminal_are_written_out() -> None:
    """Escape codes and signs that turn the reading direction are made visible."""
    assert visible("a\x1b[31mb\u202ec\nd") == "a\\x1b[31mb\\u202ec\nd"


def test_a_message_about_a_strange_file_name_is_harmless(run: Run) -> None:
    """A file name with an escape code does not reach the terminal as it is."""
    result = run("assess", "\x1b[2Jx.yaml")
    assert result.exit_code == 1
    assert ESCAPE not in result.stderr


def test_messages_are_wrapped_at_words() -> None:
    """No word is broken, an indent is kept, and a command can still be copied as one."""
    todo = "Still to do:\n  - Notice to somebody else, such as a co-signatory\n\nEnd."
    assert wrapped(todo, 80) == todo
    assert wrapped(todo, 28).split("\n") == [
        "Still to do:",
        "  - Notice to somebody else,",
        "  such as a co-signatory",
        "",
        "End.",
    ]
    command = "  advisor letter 'my own case.yaml' --lang en -o case-notice.docx"
    lines = wrapped(command, 38).split("\n")
    assert lines[0] == "  advisor letter 'my own case.yaml' \\"
    assert max(map(len, lines)) <= 38
    assert shlex.split("\n".join(lines).replace("\\\n", "")) == shlex.split(command)
