"""Make the documents that are drawn from the program itself.

``python docs/make_docs.py commands`` writes ``docs/commands.md`` from the help of
every command; ``python docs/make_docs.py picture`` draws ``docs/report.svg``, the
report on the shipped example, and the screens before and after it.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

DOCS = Path(__file__).resolve().parent
EXAMPLE = DOCS.parent / "examples" / "demo.yaml"
COMMAND = "advisor assess examples/demo.yaml"
WIDTH = 80

COMMANDS = (
    (),
    ("start",),
    ("demo",),
    ("assess",),
    ("explain",),
    ("whatif",),
    ("checklist",),
    ("letter",),
    ("invoices",),
    ("note",),
    ("sent",),
    ("write",),
    ("contract",),
    ("proofread",),
    ("bundle",),
    ("diff",),
    ("redact",),
    ("forget",),
    ("questions",),
    ("rules",),
    ("rules", "list"),
    ("rules", "show"),
    ("rules", "check"),
    ("rules", "test"),
    ("rules", "walk"),
    ("rules", "graph"),
    ("rules", "translate"),
    ("rules", "schema"),
)

INTRO = """\
# Commands

Results go to standard output; prompts, progress and warnings go to standard
error. `CASE` is a YAML file that you can read and edit, and `-` is standard
input. Nothing is overwritten without `--force`, and every file is written whole
or not at all, readable by you alone.

`start` and `sent` change only the keys of a case that they have to, and keep your
comments. If an editor or another `advisor` has written to the case meanwhile, both
changes are kept; of two answers to one question that of the file stays, and yours is
kept beside it in `CASE-conflict-1.yaml`.

| Exit code | Meaning |
|---|---|
| 0 | done |
| 1 | expected failure: the message says what to do |
| 2 | wrong usage |
| 3 | unexpected failure; where it happened is written to a log without any answers |
| 4 | answers incomplete under `--no-input` |
| 130 | interrupted; every answer given so far is saved |

| Environment | Effect |
|---|---|
| `NO_COLOR` | no colour |
| `ADVISOR_PLAIN`, `ACCESSIBLE` | as `--plain`, when set to anything but `0` |
| `TERM=dumb` | as `--plain` |
| `PAGER` | shows what does not fit the terminal, `less` if unset; never plain output |

This page is made from the program (`make docs`).
"""


def help_of(command: tuple[str, ...]) -> str:
    """Return the help of a command, 80 columns wide."""
    env = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "xterm"}
    done = subprocess.run(  # noqa: S603 - our own program, with arguments from the list above
        [sys.executable, "-m", "advisor", *command, "--help"],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=env,
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip() + "\n"


def commands() -> str:
    """Return ``docs/commands.md``."""
    parts = [INTRO]
    for command in COMMANDS:
        name = " ".join(("advisor", *command))
        parts.append(f"## `{name}`\n\n```text\n{help_of(command)}```\n")
    return "\n".join(parts)


def picture() -> str:
    """Return the report on the example as SVG without any outside reference."""
    from advisor.cli.assessed_case import open_case
    from advisor.cli.options import EngineName, Setting
    from advisor.report.screen import print_summary
    from advisor.report.summary import summary

    opened = open_case(str(EXAMPLE), Setting(engine=EngineName.pure))
    console = recorder()
    rest = f"{COMMAND} --full"
    print_summary(summary(opened.phrases, opened.assessed, rest), console, WIDTH)
    return drawn(console, COMMAND, "report")


SCREENS = {
    "interview": ("running\nlate\n!\n", "", 1, 3),
    "papers": ("\n3\ndocx\n\n\n\n\nq\n", "examples/demo.yaml", 0, 4),
}
"""Name of a picture to what is typed, the case that is gone on with, and the parts of the
output between blank lines that are shown, from and up to."""


def screen(name: str) -> str:
    """Return what ``advisor start`` shows while something is typed, as SVG."""
    import tempfile

    from rich.text import Text
    from typer.testing import CliRunner

    from advisor.cli.app import app

    typed, example, first, end = SCREENS[name]
    env = {"COLUMNS": str(WIDTH), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        env["XDG_CONFIG_HOME"] = folder
        try:
            if example:
                Path("case.yaml").write_bytes((DOCS.parent / example).read_bytes())
            result = CliRunner().invoke(app, ["start", "--color", "always"], typed, env=env)
        finally:
            os.chdir(before)
    console = recorder()
    answers = iter(typed.splitlines())
    # A prompt ends in a space; on a terminal the answer stands beside it.
    lines = (
        line + next(answers, "") if line.endswith(" ") and "\x1b" not in line else line
        for line in result.stderr.split("\n")
    )
    parts = "\n".join(lines).split("\n\n")
    console.print(Text.from_ansi("\n\n".join(parts[first:end])), width=WIDTH)
    return drawn(console, "advisor start", name)


def recorder() -> Console:
    """Return a console that records what is printed on it."""
    from rich.console import Console

    return Console(
        record=True,
        width=WIDTH,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
    )


def drawn(console: Console, title: str, name: str) -> str:
    """Return what a console recorded as SVG without any outside reference."""
    svg = console.export_svg(title=title, unique_id=name)
    # The fonts would be fetched from a server; those of the reader do as well.
    svg = re.sub(r"<!--.*?-->\s*", "", svg)
    svg = re.sub(r"@font-face\s*\{[^}]*\}\s*", "", svg)
    return svg.replace("Fira Code", "ui-monospace, Menlo, Consolas").rstrip() + "\n"


def main() -> None:
    """Write what the first argument names."""
    what = sys.argv[1] if len(sys.argv) == 2 else ""
    if what == "commands":
        (DOCS / "commands.md").write_text(commands(), encoding="utf-8", newline="\n")
    elif what == "picture":
        pictures = {"report": picture(), **{name: screen(name) for name in SCREENS}}
        for name, svg in pictures.items():
            (DOCS / f"{name}.svg").write_text(svg, encoding="utf-8", newline="\n")
    else:
        sys.exit("usage: make_docs.py commands|picture")


if __name__ == "__main__":
    main()
