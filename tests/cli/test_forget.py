"""``forget`` and ``redact``: nothing of a case is left on the disk, or in its copy."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from advisor.file_locks import prefix
from tests.cli.conftest import Run

NAMES = (b"Jo Placeholder", b"Example Works", b"Sample Studio", b"GBP 2400", b"sample-studio")
"""Texts of the example."""


def told(*folders: Path) -> list[str]:
    """Return the files below some folders that hold a text of the example."""
    return sorted(
        path.name
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and any(name in path.read_bytes() for name in NAMES)
    )


@pytest.fixture
def disk(here: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, ...]:
    """The folders that the program writes to."""
    for name in ("CACHE", "STATE", "DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(here / "home" / name))
    return (here,)


def test_nothing_is_left(run: Run, spawn: Run, here: Path, disk: tuple[Path, ...]) -> None:
    """After every command that writes, forget leaves no text of the case on the disk."""
    letter = ("letter", "case.yaml", "--kind", "ending", "--anyway")
    for args in (
        (*letter, "-o", "case-ending.md", "--final"),
        (*letter, "-o", "case-ending-2.md"),
        ("checklist", "case.yaml", "-o", "case-checklist.md"),
        ("write", "case.yaml", "-o", "case-documents"),
        ("sent", "case.yaml", "--on", "2026-11-22", "--how", "email"),
        ("assess", "case.yaml", "--json"),
        ("proofread", "case-ending.md", "--case", "case.yaml"),
    ):
        assert spawn(*args).returncode in (0, 1), args
    copy = (here / "case.yaml").read_bytes()
    for name in ("case-conflict-1.yaml", f"{prefix(Path('case.yaml'))}-x1.tmp"):
        (here / name).write_bytes(copy)
    for name in ("case-ending.docx", "case-checklist-2.ics"):
        (here / name).write_bytes(copy)
    half = here / "case-letters" / f"{prefix(Path('2026-11-22-ending.md'))}-y2.tmp"
    half.write_bytes(copy)
    whole = here / f"{prefix(Path('case-documents'))}-z3.tmp"
    whole.mkdir()
    (whole / "report.md").write_bytes(copy)
    (here / "case-notes.txt").write_text("mine")
    assert len(told(*disk)) > 10
    result = run("forget", "case.yaml", "--force")
    assert result.exit_code == 0, result.stderr
    assert told(*disk) == []
    assert sorted(one for one in os.listdir(here) if one != "home") == ["case-notes.txt"]
    for name in ("case.yaml", "case-letters", "case-conflict-1.yaml", "case-documents"):
        assert f"Removed {name}" in result.stderr


def test_what_is_not_ours_stays(run: Run, here: Path) -> None:
    """Other cases, files under other names and what links lead to are left alone."""
    copy = (here / "case.yaml").read_bytes()
    (here / "case-2.yaml").write_bytes(copy)
    (here / "elsewhere").mkdir()
    (here / "elsewhere" / "2026-11-22-ending-1.md").write_text("mine")
    (here / "case-letters").symlink_to("elsewhere")
    (here / "case-documents").mkdir()
    (here / "case-documents" / "plan.ods").write_text("mine")
    (here / "case-documents" / "report.md").write_text("theirs")
    result = run("forget", "case.yaml", "--force")
    assert result.exit_code == 0
    assert "case-documents holds other files, and stays." in result.stderr
    assert (here / "elsewhere" / "2026-11-22-ending-1.md").exists()
    assert os.listdir(here / "case-documents") == ["plan.ods"]
    assert (here / "case-2.yaml").exists()
    assert not (here / "case.yaml").exists()


def test_a_case_that_is_a_link_goes_with_its_file(run: Run, here: Path) -> None:
    """Removing the link alone would leave the answers."""
    (here / "deep").mkdir()
    (here / "case.yaml").rename(here / "deep" / "true.yaml")
    (here / "case.yaml").symlink_to("deep/true.yaml")
    assert run("forget", "case.yaml", "--force").exit_code == 0
    assert not os.path.lexists(here / "case.yaml")
    assert os.listdir(here / "deep") == []


@pytest.mark.parametrize(
    ("name", "text", "code", "message"),
    [
        ("case.yaml", None, 2, "Nothing was removed. Give --force"),
        ("a.md", "# A letter\n", 1, "This is no case file"),
        ("none.yaml", None, 1, "There is no such file"),
        ("-", None, 2, "Name the file of the case"),
    ],
)
def test_what_is_refused(
    run: Run, here: Path, name: str, text: str | None, code: int, message: str
) -> None:
    """Nothing is removed without consent, and nothing but a case."""
    if text:
        (here / name).write_text(text)
    result = run("forget", name, *(["--force"] if name != "case.yaml" else []))
    assert (result.exit_code, message in result.stderr) == (code, True)
    assert (here / "case.yaml").exists()


def test_a_damaged_case_can_be_removed(run: Run, here: Path) -> None:
    """A file that cannot be read any more is not kept for that."""
    (here / "case.yaml").write_text("advisor: 1\nanswers: [}\n")
    assert run("forget", "case.yaml", "--force").exit_code == 0
    assert not (here / "case.yaml").exists()


def test_a_redacted_copy(run: Run, here: Path) -> None:
    """The copy holds no text of the case, is a case, and is never written over it."""
    (here / "case.yaml").write_text((here / "case.yaml").read_text() + "# Placeholder, a note\n")
    assert run("redact", "case.yaml", "-o", "shown.yaml").exit_code == 0
    assert not any(name in (here / "shown.yaml").read_bytes() for name in NAMES)
    moved = run("diff", "case.yaml", "shown.yaml")
    assert "Nothing moved." in moved.stdout
    assert run("redact", "case.yaml", "-o", "case.yaml", "--force").exit_code == 2
    assert run("redact", "case.yaml", "-o", "shown.md").exit_code == 2
    assert run("redact", "case.yaml", "-o", "-").stdout_bytes == (here / "shown.yaml").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_killed_forget_is_called_again(run: Run, spawn: Run, here: Path) -> None:
    """The case goes last, so that what a killed run left is found again."""
    spawn("write", "case.yaml", "-o", "case-documents")
    command = [sys.executable, "-m", "advisor", "forget", "case.yaml", "--force"]
    for wait in (0.2, 0.35):
        running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        running.send_signal(signal.SIGKILL)
        running.wait()
    if (here / "case.yaml").exists():
        assert run("forget", "case.yaml", "--force").exit_code == 0
    assert told(here) == []


def test_another_case_of_the_same_name_keeps_its_copies(run: Run, here: Path) -> None:
    """Copies that may be those of another case are left, and it is told."""
    (here / "case.yml").write_bytes((here / "case.yaml").read_bytes())
    letter = ("letter", "case.yml", "--kind", "ending", "--anyway", "-o", "x.md", "--final")
    assert run(*letter).exit_code == 0
    copies = sorted(os.listdir(here / "case-letters"))
    result = run("forget", "case.yaml", "--force")
    assert result.exit_code == 0, result.stderr
    assert "case.yml has the same name as this case" in result.stderr
    assert not (here / "case.yaml").exists()
    assert sorted(os.listdir(here / "case-letters")) == copies


def test_what_stands_beside_the_file_of_a_link_goes_too(run: Run, here: Path) -> None:
    """A case that is a link to a link takes its file with it, and that file's copies."""
    (here / "case.yaml").rename(here / "true.yaml")
    (here / "middle.yaml").symlink_to("true.yaml")
    (here / "case.yaml").symlink_to(here / "middle.yaml")
    for name in ("true-letters", "case-letters"):
        (here / name).mkdir()
        (here / name / "2026-11-22-ending-1.md").write_text("Placeholder")
    os.link(here / "true.yaml", here / "kept.bin")
    result = run("forget", "case.yaml", "--force")
    assert result.exit_code == 0, result.stderr
    assert os.listdir(here) == ["kept.bin"]
    assert "has a second name elsewhere" in result.stderr
