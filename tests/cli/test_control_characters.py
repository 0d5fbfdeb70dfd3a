"""No control character of a file reaches a terminal, a pipe or a document."""

from __future__ import annotations

import ast
import io
import json
import unicodedata
from pathlib import Path

import pytest
from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from advisor.cli.console import Color, console
from advisor.interview.terminal import TerminalPrompter
from advisor.locale.control_characters import harmless, hidden_in, is_hidden
from tests.cli.conftest import Run
from tests.conftest import ROOT

EVIL = "a\x1b]0;title\x07b\x1b[2Jc\x9b31md\u202ee\x00f\x08g"
"""A title of the window, a cleared screen, a colour in one byte, turned text."""


def test_what_is_hidden() -> None:
    """The pattern and the categories of Unicode agree on every character."""
    for number in range(0x110000):
        sign = chr(number)
        control = unicodedata.category(sign) in ("Cc", "Cs")
        assert is_hidden(sign) >= control
        if sign not in "\t\n\r":
            assert (hidden_in(sign) == 0) == is_hidden(sign)
    assert harmless("a\nb\tc\u00a0\u202f\u200d") == "a\nb\tc\u00a0\u202f\u200d"


def clean(text: str) -> bool:
    """Tell whether a text holds no hidden character, the colours of Rich aside."""
    import re

    return hidden_in(re.sub(r"\x1b\[[0-9;]*m", "", text)) is None


@pytest.mark.parametrize("color", list(Color))
def test_the_rich_path_is_clean(monkeypatch: pytest.MonkeyPatch, color: Color) -> None:
    """Whatever Rich draws, and however deep a text lies in it, holds no control character."""
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    table = Table(title=EVIL, caption=EVIL)
    table.add_column(EVIL)
    table.add_row(EVIL)
    table.add_row(Text(EVIL, style="bold red"))
    console(color).print(Group(Text(EVIL), EVIL, Panel(EVIL, title=EVIL), Panel(table)))
    assert "title" in out.getvalue()
    assert clean(out.getvalue())


def test_the_prompts_are_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the interview says and asks holds no control character."""
    err = io.StringIO()
    monkeypatch.setattr("sys.stderr", err)
    for plain in (True, False):
        prompter = TerminalPrompter(plain, stdin=io.StringIO("x\n"))
        prompter.say(EVIL)
        prompter.heading(EVIL, EVIL)
        prompter.ask(EVIL)
    assert clean(err.getvalue())


FILES = {
    "case": ("advisor: 1\nanswers:\n  client_name: %s\n", "assess evil.yaml"),
    "key": ("advisor: 1\nanswers:\n  %s: 1\n", "assess evil.yaml"),
    "saved": ('{"schema_version": 1, "answers": {%s: ""}}', "diff evil.yaml case.yaml"),
    "letter": ("Dear Ms Placeholder,\n\nYou are a liar, %s.\n", "proofread evil.md"),
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("form", ["raw", "escaped"])
@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_a_file_with_escapes_is_refused_or_shown_clean(
    run: Run, here: Path, kind: str, form: str, plain: tuple[str, ...]
) -> None:
    """A case, a saved assessment or a letter with escapes never shows them."""
    text, command = FILES[kind]
    evil = EVIL if form == "raw" else json.dumps(EVIL)
    name = command.split()[1]
    (here / name).write_text(text % evil, encoding="utf-8")
    result = run(*command.split(), *(plain if kind != "letter" else ()), FORCE_COLOR="1")
    assert result.exit_code == 1
    assert clean(result.output)
    if kind != "letter":
        assert f"{name}:" in result.stderr


@pytest.mark.parametrize("where", ["rules/findings/payment/late.yaml", "letter"])
@pytest.mark.parametrize("form", ["raw", "escaped"])
def test_content_with_escapes_is_refused_with_its_place(
    tmp_path: Path, where: str, form: str
) -> None:
    """A rule or a template with a control character is refused where it stands."""
    from advisor.errors import ContentError
    from advisor.knowledge.load import load
    from tests.knowledge.small import write_small

    roots = write_small(tmp_path)
    if where == "letter":
        (path, *_) = sorted(roots.templates.glob("en/letter/*/*.md"))
        path.write_text(path.read_text() + "\n\u202eb")
    else:
        path = tmp_path / where
        sign = "\u202e" if form == "raw" else "\\u202e"
        lines = path.read_text().split("\n")
        changed = [f'title: "x{sign}"' if line.startswith("title:") else line for line in lines]
        path.write_text("\n".join(changed))
    with pytest.raises(ContentError, match=rf"{path.name}:\d+:\d+: .*U\+202E; remove it"):
        load(roots)


def test_names_on_the_command_line_are_shown_clean(run: Run) -> None:
    """A name that came out of a listing of files may hold anything."""
    for args in (
        ["assess", EVIL.replace("\x00", "")],
        ["assess", "case.yaml", EVIL],
        [EVIL],
        ["assess", "case.yaml", f"--{EVIL}"],
        ["letter", "case.yaml", "-o", f"{EVIL}.x"],
        ["assess", "case.yaml", "--as-of", EVIL],
        ["assess", "case.yaml", "--lang", EVIL],
        ["letter", "case.yaml", "-o", "-", "--kind", EVIL],
        ["whatif", "case.yaml", EVIL],
        ["rules", "show", EVIL],
    ):
        result = run(*args)
        assert result.exit_code in (1, 2), args
        assert clean(result.output), args


WRITERS = {"cli/console.py", "cli/app.py", "cli/error_boundary.py", "interview/terminal.py"}
"""Modules that touch the standard streams."""

OF_CHILDREN = {"reading/pdf_process.py", "reading/sheet_process.py"}
"""Modules of processes of their own, whose output the program reads."""


def test_one_place_writes_to_the_standard_streams() -> None:
    """Nothing else prints or takes hold of standard output or error."""
    found = set()
    for path in (ROOT / "advisor").rglob("*.py"):
        name = path.relative_to(ROOT / "advisor").as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = ast.unparse(node) if isinstance(node, (ast.Attribute, ast.Call)) else ""
            if text.startswith(("print(", "typer.echo(", "sys.stdout", "sys.stderr")):
                found.add(name)
    assert found == WRITERS | OF_CHILDREN
