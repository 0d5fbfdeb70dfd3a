"""What the tests of the commands share."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from advisor.cli.app import app
from tests.conftest import ROOT

TERMINAL = {
    "TERM": "xterm",
    "LC_ALL": "C",
    "COLUMNS": "80",
    "NO_COLOR": None,
    "FORCE_COLOR": None,
    "ADVISOR_PLAIN": None,
    "ACCESSIBLE": None,
}
"""A terminal without wishes of its own, whatever the tests run in."""

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration folder of a user who has set up nothing."""
    folder = tmp_path / "config"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    return folder / "advisor"


@pytest.fixture
def run(here: Path) -> Run:
    """Run a command in this process: exit_code, stdout, stderr, stdout_bytes."""

    def run(*args: str, input: bytes | str | None = None, **env: str) -> Any:  # noqa: A002
        return CliRunner().invoke(app, list(args), input=input, env={**TERMINAL, **env})

    return run


@pytest.fixture
def spawn(here: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a process of its own."""
    for name, value in TERMINAL.items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))

    def spawn(*args: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
        options = {"stdin": subprocess.DEVNULL, "capture_output": True, **options}
        if "input" in options:
            options.pop("stdin")
        command = [sys.executable, "-m", "advisor", *args]
        return subprocess.run(command, check=False, timeout=120, **options)

    return spawn


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in that holds the shipped example as case.yaml."""
    shutil.copy(ROOT / "examples" / "demo.yaml", tmp_path / "case.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path
