"""What a user can cause is a message and an expected exit code, never a fault of the program."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from advisor.cache_files import cache_folder
from advisor.cli.app import prepare_streams
from advisor.cli.crash import state_folder
from advisor.errors import CommandLine, Message, said, shortened
from advisor.locale.control_characters import shell_word
from advisor.private_folders import config_folder
from tests.cli.conftest import Run

LONG = "n" * 300
ALMOST = "n" * 240
"""A name that the system takes, without room for the names of copies beside it."""
BYTES = os.fsdecode(b"caf\xe9")
"""A name that is not UTF-8."""
DEMO = ("--kind", "ending", "--anyway")

COMMANDS: list[tuple[int, tuple[str, ...], str]] = [
    (1, ("assess", f"{LONG}.yaml"), "File name too long"),
    (1, ("start", f"{LONG}.yaml"), "give it at most 215 characters"),
    (1, ("start", f"{ALMOST}.yaml"), "give it at most 215 characters"),
    (1, ("letter", f"{ALMOST}.yaml", "--final", "-o", "x.md", *DEMO), "give it at most 215"),
    (1, ("sent", f"{ALMOST}.yaml", "--on", "2026-11-20", "--how", "email"), "at most 215"),
    (1, ("letter", "case.yaml", "-o", f"{LONG}.md"), "File name too long"),
    (1, ("write", "case.yaml", "-o", LONG), "File name too long"),
    (1, ("checklist", "case.yaml", "-o", f"{LONG}/x.md"), "File name too long"),
    (1, ("assess", "case.yaml", "--rules", LONG), "File name too long"),
    (1, ("assess", "case.yaml", "--templates", LONG), "File name too long"),
    (1, ("letter", "case.yaml", "-o", "x.docx", "--letterhead", LONG), "File name too long"),
    (1, ("proofread", f"{LONG}.md"), "File name too long"),
    (1, ("rules", "test", "--cases", LONG), "File name too long"),
    (1, ("rules", "schema", "-o", LONG), "File name too long"),
    (1, ("diff", f"{LONG}.yaml", "case.yaml"), "File name too long"),
    (1, ("assess", f"{BYTES}-not.yaml"), "There is no such file"),
    (0, ("assess", f"{BYTES}.yaml"), ""),
    (0, ("assess", f"{BYTES}.yaml", "--json"), ""),
    (0, ("explain", f"{BYTES}.yaml"), ""),
    (0, ("whatif", f"{BYTES}.yaml"), ""),
    (0, ("diff", f"{BYTES}.yaml", "case.yaml", "--json"), ""),
    (0, ("diff", f"{BYTES}.yaml", "case.yaml"), ""),
    (0, ("letter", f"{BYTES}.yaml", "-o", f"{BYTES}.md"), "Wrote"),
    (0, ("write", f"{BYTES}.yaml", "-o", f"{BYTES}d"), "Wrote"),
    (0, ("checklist", f"{BYTES}.yaml", "-o", f"{BYTES}.ics"), "Wrote"),
    (0, ("letter", f"{BYTES}.yaml", "-o", "x.md", "--final", *DEMO), "Kept"),
    (0, ("sent", f"{BYTES}.yaml", "--on", "2026-11-20", "--how", "email"), ""),
    (1, ("letter", "case.yaml", "-o", f"{BYTES}/x.md"), "there is no folder"),
    (2, ("assess", "case.yaml", "--lang", BYTES), "There is no language"),
    (1, ("assess", "case.yaml", "--rules", BYTES), "There is no such folder"),
    (2, ("assess", "case.yaml", "--as-of", BYTES), "write a date as"),
    (2, ("whatif", "case.yaml", f"client_name={BYTES}"), "a byte that is not UTF-8"),
    (2, (BYTES,), "No such command"),
    (2, ("--", "--"), "No such command"),
    (2, ("--version", "--", "-y"), "No such option"),
    (1, ("assess", "one", "more", "--rules", "none"), "There is no such folder"),
]


@pytest.mark.parametrize(("code", "args", "message"), COMMANDS, ids=range(len(COMMANDS)))
def test_names_of_every_kind(
    run: Run, here: Path, code: int, args: tuple[str, ...], message: str
) -> None:
    """Long names and names that are no UTF-8 are used or refused, with a message."""
    for name in (ALMOST, BYTES):
        (here / f"{name}.yaml").write_bytes((here / "case.yaml").read_bytes())
    result = run(*args)
    assert (result.exit_code, message in result.stderr) == (code, True), result.stderr


FULL = Path("/dev/full")
SHOWN = (
    "assess case.yaml",
    "assess case.yaml --json",
    "--version",
    "--help",
    "assess --help",
    "letter case.yaml -o -",
    "demo",
)


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device")
@pytest.mark.parametrize("command", SHOWN)
def test_an_output_that_takes_nothing(spawn: Run, here: Path, command: str) -> None:
    """A full or closed standard output is an expected failure, a full error stream is none."""
    with FULL.open("wb") as full:
        result = spawn(*command.split(), capture_output=False, stdout=full, stderr=-1)
        assert (result.returncode, b"cannot be written" in result.stderr) == (1, True)
        result = spawn(*command.split(), capture_output=False, stdout=-1, stderr=full)
        assert (result.returncode, len(result.stdout) > 30) == (0, True)


@pytest.mark.skipif(os.name == "nt", reason="a shell closes the streams")
@pytest.mark.parametrize("command", ["--help", "assess case.yaml", "assess none.yaml", "none"])
def test_streams_that_are_closed(spawn: Run, here: Path, command: str) -> None:
    """A closed standard output or error, or both, is no fault of the program."""
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        line = f"{sys.executable} -m advisor {command} {closed}"
        found = subprocess.run(line, shell=True, capture_output=True, check=False, cwd=here)
        assert found.returncode in (0, 1, 2)
        assert b"Traceback" not in found.stdout + found.stderr
        if "2" not in closed:
            assert found.stderr
        elif ">&- " not in closed and "none" not in command:
            assert found.stdout


@pytest.mark.parametrize("columns", ["0", "1", "3", "-1", "x"])
@pytest.mark.parametrize("command", ["assess", "assess --full", "explain", "whatif"])
def test_a_terminal_without_width(run: Run, columns: str, command: str) -> None:
    """Whatever COLUMNS and LINES say, the report is shown."""
    name, *options = command.split()
    sizes = {"COLUMNS": columns, "LINES": columns}
    for color in ("always", "never"):
        result = run(name, "case.yaml", *options, "--color", color, **sizes)
        assert result.exit_code == 0
        assert len(result.stdout) > 300


BIG = "b" * 5_000
QUOTED = [
    f"advisor: 1\nanswers:\n  {BIG}: 1\n",
    f"advisor: {BIG}\n",
    f"advisor: 1\n{BIG}: 1\n",
    f"advisor: 1\nanswers: {BIG}\n",
    f"advisor: 1\nanswers: '{'b ' * 3_000}'\n",
    f"advisor: 1\nanswers: &{BIG} 1\n",
    f"advisor: 1\nanswers: *{BIG}\n",
    f"advisor: 1\nanswers: !{BIG} 1\n",
    f"{BIG}: 1\n{BIG}: 1\n",
    f'{{"schema_version": "{BIG}"}}',
    "advisor: 1\nanswers:\n" + "".join(f"  {name}: {BIG}\n" for name in ("talk_result", "tone")),
]


@pytest.mark.parametrize("text", QUOTED, ids=range(len(QUOTED)))
def test_a_message_quotes_at_most_a_line(run: Run, here: Path, text: str) -> None:
    """What is refused is quoted so far that it is recognised."""
    (here / "big.yaml").write_text(text)
    result = run("diff", "big.yaml", "case.yaml")
    assert result.exit_code == 1
    assert max(map(len, result.stderr.splitlines())) < 400


def test_what_is_shortened() -> None:
    """Words and quotations are cut, lists, names of files and commands are not."""
    words = ", ".join(f"'{n}'" for n in range(200))
    assert shortened(words) == words
    assert shortened(f"a '{BIG}' b") == f"a '{'b' * 59}...' b"
    path = Path("x" * 250)
    assert str(Message("{path}", path=path)) == str(path)
    line = Message("{line}", line=CommandLine(f"advisor {BIG}"))
    assert said(line, {}, " --lang es") == f"advisor {BIG} --lang es"


@pytest.mark.skipif(os.name == "nt", reason="the shell of POSIX")
@pytest.mark.parametrize("name", ["a b", "-a", "it's", "a\\b", "a\nb", BYTES, "é", "\u202ea\x1b"])
def test_a_name_as_a_shell_reads_it(name: str) -> None:
    """A command that is shown names its file so that bash finds it."""
    word = shell_word(name)
    assert word.isprintable()
    read: Any = subprocess.run(["bash", "-c", f"printf %s {word}"], capture_output=True, check=True)
    assert read.stdout == os.fsencode(name if not name.startswith("-") else f"./{name}")


def test_a_stream_that_does_not_wait_gets_the_whole_result(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A full pipe that was set not to wait is waited for, so that nothing is lost."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with os.fdopen(reader, "rb"), os.fdopen(writer, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        prepare_streams()
        assert os.get_blocking(writer)


@pytest.mark.parametrize("number", [errno.EFBIG, errno.EAGAIN, errno.ECONNRESET, errno.ENXIO])
def test_an_output_that_is_refused_is_no_fault_of_the_program(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """A limit on the size of files and a connection that is cut off are told as such."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("advisor.cli.output.write_stdout", refuse)
    result = run("letter", "case.yaml", "-o", "-", *DEMO)
    assert (result.exit_code, "standard output cannot be written" in result.stderr) == (1, True)


@pytest.mark.parametrize("folder", [cache_folder, config_folder, state_folder])
def test_a_relative_folder_of_the_environment_counts_as_none(
    monkeypatch: pytest.MonkeyPatch, folder: Callable[[], Path]
) -> None:
    """Nothing of the user's is put below the folder that the program happens to run in."""
    for name in ("CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", "relative")
    assert folder().is_absolute()
