"""How commands end when something goes wrong, and what is written down about it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from advisor.cli import crash
from advisor.cli.app import COMMANDS
from tests.cli.conftest import Run

SECRET = "Example Works Ltd owes EUR 4200"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the program that has answers in its message and in its variables."""

    def assess(library: object, case: object, as_of: object, engine: object) -> None:
        held = SECRET
        try:
            raise KeyError(held)
        except KeyError as error:
            raise RuntimeError(f"cannot read {held}") from error

    monkeypatch.setattr("advisor.reasoning.assess.assess", assess)


@pytest.mark.usefixtures("broken")
def test_the_unexpected_ends_with_3_and_a_log(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unexpected failure says where it is written down, in a file for the user alone."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    result = run("assess", "case.yaml")
    (log,) = (tmp_path / "state" / "advisor").iterdir()
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.endswith(f"stands in {log}\n")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


@pytest.mark.usefixtures("broken")
def test_the_log_holds_no_answers(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log names types, files, lines and functions, and nothing that was typed."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    result = run("assess", "case.yaml")
    (log,) = (tmp_path / "state" / "advisor").iterdir()
    text = log.read_text()
    assert "builtins.RuntimeError" in text
    assert "builtins.KeyError" in text
    assert "cli/assessed_case.py:" in text
    for word in ("Example", "4200", "owes", "case.yaml", "cannot read", str(Path.home())):
        assert word not in text
        assert word not in result.stderr.replace(str(log), "")


@pytest.mark.usefixtures("broken")
def test_a_log_that_cannot_be_written_is_no_second_failure(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder for logs cannot be made, the message says so and the code is 3."""
    (tmp_path / "state").write_text("a file")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    result = run("assess", "case.yaml")
    assert result.exit_code == 3
    assert "could not be written down" in result.stderr


def test_an_error_that_leads_to_itself_is_described_once() -> None:
    """A chain of errors in a circle ends."""
    error = RuntimeError("x")
    cause = ValueError("y")
    error.__cause__, cause.__cause__ = cause, error
    assert crash.described(error).count("RuntimeError") == 1


@pytest.mark.parametrize(
    ("platform", "env", "expected"),
    [
        ("linux", {"XDG_STATE_HOME": "/x"}, "/x/advisor"),
        ("linux", {}, "~/.local/state/advisor"),
        ("darwin", {}, "~/Library/Logs/advisor"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/advisor/logs"),
    ],
)
def test_the_folder_of_the_log(
    monkeypatch: pytest.MonkeyPatch, platform: str, env: dict[str, str], expected: str
) -> None:
    """Each system keeps logs in its own place."""
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert crash.state_folder() == Path(expected).expanduser()


def test_interrupting_ends_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with one word and 130."""

    def assess(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("advisor.reasoning.assess.assess", assess)
    result = run("assess", "case.yaml")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "Stopped.\n")


@pytest.mark.parametrize("args", [("rules", "list"), ("assess", "case.yaml"), ("demo",)])
def test_a_reader_that_stops_reading_is_no_failure(spawn: Run, args: tuple[str, ...]) -> None:
    """Standard output closed at the other end ends the command quietly."""
    reading, writing = os.pipe()
    os.close(reading)
    result = spawn(*args, capture_output=False, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert result.returncode == 0
    assert b"Broken" not in result.stderr
    assert b"Traceback" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("args", [("rules", "list"), ("assess", "case.yaml", "--json")])
def test_a_full_disk_is_said(spawn: Run, args: tuple[str, ...]) -> None:
    """Standard output that cannot be written is an expected failure."""
    with Path("/dev/full").open("wb") as full:
        result = spawn(*args, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert result.returncode == 1
    assert result.stderr == (
        b"Error: standard output cannot be written: No space left on device.\n"
    )


def test_a_bare_call_shows_the_help(run: Run) -> None:
    """Without a command the help is shown, and the code is that of wrong usage."""
    result = run()
    assert result.exit_code == 2
    assert "Usage: advisor" in result.stdout + result.stderr


def test_the_version_names_rules_and_engine(run: Run) -> None:
    """--version gives three lines: the package, the rules, the engine in use."""
    result = run("--version")
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert [line.split()[0] for line in lines] == ["advisor", "rules", "engine"]
    assert lines[2] in ("engine durable", "engine pure")


def test_the_version_does_not_wait_for_the_library(spawn: Run) -> None:
    """--version does not import what reports, letters and the interview need."""
    result = spawn("--version", env={**os.environ, "PYTHONPROFILEIMPORTTIME": "1"})
    imported = result.stderr.decode()
    for name in ("rich.console", "jinja2", "babel", "advisor.interview", "advisor.formats"):
        assert f" {name}\n" not in imported


@pytest.mark.parametrize(
    ("words", "nearest"), [(("asess",), "assess"), (("rules", "lisst"), "list")]
)
def test_a_mistyped_command_is_answered_once(
    run: Run, words: tuple[str, ...], nearest: str
) -> None:
    """The nearest command is suggested, and suggested once."""
    result = run(*words)
    assert result.exit_code == 2
    assert result.stderr.count(f"Did you mean '{nearest}'?") == 1


def test_the_list_of_commands_says_what_each_says_of_itself() -> None:
    """The line of a command in the list is the first of its own help."""
    for name, (module, line) in COMMANDS.items():
        there = import_module(f"advisor.cli.{module}")
        own = there.app.info.help if name == "rules" else getattr(there, name).__doc__
        assert own.splitlines()[0] == line, name


def _closed(here: Path, closed: tuple[int, ...], *args: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process that is started with some standard streams closed."""

    def close() -> None:
        for number in closed:
            os.close(number)

    command = [sys.executable, "-m", "advisor", *args]
    return subprocess.run(
        command, cwd=here, capture_output=True, text=True, preexec_fn=close, check=False
    )


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed as on Unix")
def test_a_closed_standard_output_is_an_expected_failure(here: Path) -> None:
    """What cannot be printed is said in one line; what goes to a file is written."""
    shown = _closed(here, (1,), "assess", "case.yaml")
    assert shown.returncode == 1
    assert shown.stderr == "Error: standard output cannot be written: Bad file descriptor.\n"
    assert _closed(here, (1, 2), "assess", "case.yaml").returncode == 1
    assert _closed(here, (1,), "checklist", "case.yaml", "-o", "list.md").returncode == 0
    assert (here / "list.md").read_text().startswith("# ")


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed as on Unix")
def test_a_closed_standard_error_leaves_the_output_clean(here: Path) -> None:
    """Warnings go nowhere, and the result is whole."""
    shown = _closed(here, (2,), "checklist", "case.yaml", "-o", "-")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout == _closed(here, (), "checklist", "case.yaml", "-o", "-").stdout


def test_a_name_that_is_too_long_is_an_expected_failure(run: Run) -> None:
    """The system refuses the name; the message says which and why."""
    for args in (
        ("checklist", "case.yaml", "-o", "n" * 300 + ".md"),
        ("write", "case.yaml", "-o", "n" * 300),
        ("assess", "n" * 300),
        ("start", "n" * 300 + ".yaml", "--no-input"),
        ("proofread", "n" * 300 + ".md"),
        ("diff", "n" * 300, "case.yaml"),
    ):
        result = run(*args)
        assert result.exit_code == 1, args
        assert "File name too long" in result.stderr


def test_a_file_of_another_kind_is_refused_soon(run: Run, here: Path) -> None:
    """Thousands of wrong lines give the first problems, not a message for each."""
    (here / "big.yaml").write_text("\n".join(f"k{number}: 1" for number in range(5_000)))
    result = run("assess", "big.yaml")
    assert result.exit_code == 1
    *first, last = result.stderr.splitlines()
    assert len(first) == 20
    assert last == "There are more problems; mend these first."


def test_standard_input_is_read_up_to_a_limit(run: Run) -> None:
    """Input without end is refused once it is larger than any case."""
    result = run("assess", "-", input=b"y\n" * 2_500_000)
    assert result.exit_code == 1
    assert "more than 4000000 bytes" in result.stderr
