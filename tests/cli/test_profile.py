"""``advisor profile``: the sender's own details, kept once."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Run

BANK = "sender_bank=Example Bank\\nIBAN XX00 0000 0000"


@pytest.fixture
def bare(here: Path) -> Path:
    """A case without the sender's own details."""
    lines = (here / "case.yaml").read_text().splitlines()
    kept: list[str] = []
    skip = False
    for line in lines:
        skip = line.startswith("  sender_") or (skip and line.startswith("    "))
        if not skip:
            kept.append(line)
    (here / "bare.yaml").write_text("\n".join(kept) + "\n")
    return here / "bare.yaml"


def test_no_profile_yet(run: Run) -> None:
    """Without a profile the command that makes one is named."""
    result = run("profile")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "advisor profile edit" in result.stderr


def test_details_are_kept_and_shown(run: Run, own_folder: Path) -> None:
    """What is given is kept for the user alone, and shown."""
    result = run("profile", "edit", "sender_name=Robin Sample", BANK)
    assert result.exit_code == 0, result.stderr
    path = own_folder / "profile.yaml"
    assert "sender_name: Robin Sample\n" in run("profile").stdout
    assert "sender_bank: Example Bank / IBAN XX00 0000 0000" in run("profile", "show").stdout
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert run("profile", "edit", "sender_name=unknown").stdout.startswith("sender_bank")


def test_letters_use_it(run: Run, here: Path, bare: Path) -> None:
    """A letter has the details of the profile; what the case answers itself comes first."""
    missing = run("letter", bare.name, "-o", "-")
    assert "[Your name]" in missing.stdout
    run("profile", "edit", "sender_name=Robin Sample", "sender_email=robin@sample.example")
    assert "Robin Sample" in run("letter", bare.name, "-o", "-").stdout
    assert "Robin Sample" not in run("letter", "case.yaml", "-o", "-").stdout
    assert "Robin Sample" not in bare.read_text()


def test_it_is_asked_for_once(run: Run, here: Path, bare: Path) -> None:
    """The interview does not ask for what the profile holds, and does not copy it."""
    run("profile", "edit", "sender_name=Robin Sample")
    told = run("start", bare.name, input="\n" * 2 + "\n3\n" + "!\n").stderr
    assert "Your name, as you sign?" not in told
    assert "Robin Sample" not in bare.read_text()


def test_asked_one_by_one(run: Run) -> None:
    """edit alone asks for each detail; Enter keeps, - takes away, ! ends."""
    run("profile", "edit", "sender_name=Robin Sample", "sender_title=Owner")
    result = run("profile", "edit", input="\n-\nSample Studio\n!\n")
    assert result.exit_code == 0, result.stderr
    assert "Your answer so far: Robin Sample. Enter keeps it." in result.stderr
    assert result.stdout == "sender_name: Robin Sample\nsender_business: Sample Studio\n"


def test_asked_as_in_the_interview(run: Run) -> None:
    """? says why, < goes back, a list ends with an empty line, and a wrong choice is told."""
    lines = [
        "Robin Sample",
        "<",
        "Alex Sample",
        "?",
        "",
        "",
        "5",
        "we",
        "1 Row",
        "Sampleton",
        "",
        "!",
    ]
    result = run("profile", "edit", input="\n".join(lines))
    assert result.exit_code == 0, result.stderr
    assert "Why we ask: It stands below your name." in result.stderr
    assert "There is no choice 5." in result.stderr
    expected = ["sender_name: Alex Sample", "sender_voice: We", "sender_address: 1 Row / Sampleton"]
    assert result.stdout.splitlines() == expected


def test_clear(run: Run, own_folder: Path) -> None:
    """clear asks for --force, and leaves nothing."""
    run("profile", "edit", "sender_name=Robin Sample")
    refused = run("profile", "clear")
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert run("profile", "clear", "--force").exit_code == 0
    assert not (own_folder / "profile.yaml").exists()
    assert run("profile", "clear").exit_code == 0


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("edti",), "Did you mean 'edit'?"),
        (("edit", "client_name=Example Works"), "A profile has no 'client_name'"),
        (("show", "sender_name=Robin"), "advisor profile edit QUESTION=VALUE"),
        (("edit", "sender_voice=both"), "sender_voice: "),
    ],
)
def test_refused(run: Run, args: tuple[str, ...], told: str) -> None:
    """What is no action or no detail of the sender is refused with what there is."""
    result = run("profile", *args)
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_profile_with_more(run: Run, own_folder: Path) -> None:
    """A profile that answers questions about a client is refused with its name."""
    own_folder.mkdir(parents=True)
    (own_folder / "profile.yaml").write_text("advisor: 1\nanswers:\n  client_name: Example\n")
    result = run("profile")
    assert result.exit_code == 1
    assert "answers client_name" in result.stderr
