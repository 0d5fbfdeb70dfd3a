"""CPU seconds of whole commands beside a trivial command on the same Typer."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

TRIVIAL = """
import typer

app = typer.Typer()


@app.command()
def greet(name: str = "you") -> None:
    print(f"Hello, {name}")


app()
"""
"""What every command of this kind pays: the interpreter, Typer, one line of output."""

MAIN = "from advisor.cli import main; main()"


@dataclass(frozen=True)
class Cost:
    """What one command costs, in CPU seconds (user and system), and the limit on its ratio."""

    name: str
    seconds: float
    ratio: float
    limit: float | None


def cpu_seconds(command: Sequence[str], environment: Mapping[str, str], terminal: bool) -> float:
    """Run a command to its end and return the CPU seconds it took.

    With ``terminal`` its standard output is a pseudo-terminal that is read to the end.
    """
    if not terminal:
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(environment)
        )
        return _waited(process.pid, command)
    import pty

    pid, handle = pty.fork()
    if pid == 0:
        os.execvpe(command[0], list(command), dict(environment))
    try:
        while os.read(handle, 65_536):
            pass
    except OSError:
        pass  # Linux says so when the other end is closed
    seconds = _waited(pid, command)
    os.close(handle)
    return seconds


def _waited(pid: int, command: Sequence[str]) -> float:
    _, status, used = os.wait4(pid, 0)
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with status {status}")
    return used.ru_utime + used.ru_stime


def commands(case: Path) -> Mapping[str, tuple[Sequence[str], bool, float | None]]:
    """Return the commands that are measured, if they need a terminal, and their limits."""
    advisor = [sys.executable, "-c", MAIN]
    return {
        "advisor --version": ([*advisor, "--version"], False, 1.5),
        "advisor --help": ([*advisor, "--help"], False, 1.5),
        "advisor assess --json": ([*advisor, "assess", str(case), "--json"], False, 3),
        "advisor assess, on a terminal": ([*advisor, "assess", str(case)], True, 4),
        "advisor assess, into a file": ([*advisor, "assess", str(case)], False, None),
        "advisor checklist": ([*advisor, "checklist", str(case), "-o", "-"], False, None),
        "advisor letter": ([*advisor, "letter", str(case), "-o", "-"], False, None),
    }


def costs(case: Path, repetitions: int) -> list[Cost]:
    """Return the cost of each command; the trivial one comes first, all are interleaved."""
    with tempfile.TemporaryDirectory() as folder:
        home = {"XDG_CACHE_HOME": folder, "XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder}
        environment = {**os.environ, **home, "COLUMNS": "80", "LC_ALL": "C.UTF-8"}
        # Bytecode is kept, as it is by default: an editable installation has none at first.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        trivial = [sys.executable, "-c", TRIVIAL]
        measured = {"a trivial Typer command": (trivial, False, None), **commands(case)}
        seconds: dict[str, list[float]] = {name: [] for name in measured}
        for turn in range(repetitions + 1):
            for name, (command, terminal, _) in measured.items():
                used = cpu_seconds(command, environment, terminal)
                if turn:  # the first run fills caches
                    seconds[name].append(used)
    base = median(seconds["a trivial Typer command"])
    return [
        Cost(name, median(seconds[name]), median(seconds[name]) / base, limit)
        for name, (_, _, limit) in measured.items()
    ]
