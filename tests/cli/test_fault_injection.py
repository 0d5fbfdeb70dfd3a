"""The disk refuses one step of a command that writes: a message, and nothing half-written."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from advisor.casefile.casefile import read_case
from advisor.knowledge.content import Library
from tests.cli.conftest import Run

LETTER = ("letter", "case.yaml", "--kind", "ending", "--anyway")
COMMANDS: dict[str, tuple[tuple[str, ...], bytes]] = {
    "replace": (("assess", "case.yaml", "-o", "old.md", "--force"), b""),
    "letter": ((*LETTER, "-o", "l.docx"), b""),
    "final": ((*LETTER, "-o", "l.md", "--final"), b""),
    "sent": (("sent", "case.yaml", "--on", "2026-11-22", "--how", "email"), b""),
    "write": (("write", "case.yaml", "-o", "deep/papers"), b""),
    "redact": (("redact", "case.yaml", "-o", "s.yaml"), b""),
    "start": (("start", "new.yaml"), b"running\nExample Works\n!\n"),
    "forget": (("forget", "other.yaml", "--force"), b""),
}
STEPS = (
    "open",
    "fdopen",
    "fsync",
    "link",
    "replace",
    "rename",
    "unlink",
    "mkdir",
    "chmod",
    "rmdir",
)
ERRORS = (errno.ENOSPC, errno.EACCES)


class Disk:
    """Counts the steps of a kind inside a folder, and refuses one of them."""

    def __init__(self, folder: Path, refused: int, code: int) -> None:
        self.folder, self.refused, self.code = str(folder), refused, code
        self.steps = 0

    def concerns(self, target: object) -> bool:
        """Tell whether a call is about the folder: by its path, or by a handle."""
        if isinstance(target, int):
            return True
        path = Path(os.fsdecode(target)).absolute()  # type: ignore[arg-type]
        return str(path).startswith(self.folder) and "home" not in str(path)

    def step(self, target: object) -> None:
        """Count a step, and refuse the chosen one."""
        if not self.concerns(target):
            return
        self.steps += 1
        if self.steps == self.refused:
            name = None if isinstance(target, int) else os.fspath(target)  # type: ignore[call-overload]
            raise OSError(self.code, os.strerror(self.code), name)

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that takes the step before it does anything."""

        def call(target: Any, *args: Any, **named: Any) -> Any:
            self.step(target)
            return function(target, *args, **named)

        return call

    def writing(self, opened: Callable[..., Any]) -> Callable[..., Any]:
        """Return an ``os.fdopen`` whose files may refuse to be written."""

        def call(handle: int, mode: str = "r", *args: Any, **named: Any) -> Any:
            file = opened(handle, mode, *args, **named)
            if "w" not in mode:
                return file
            disk = self

            class Writing:
                def __enter__(self) -> Any:
                    return self

                def __exit__(self, *error: object) -> None:
                    file.close()

                def __getattr__(self, name: str) -> Any:
                    return getattr(file, name)

                def write(self, data: bytes) -> Any:
                    file.write(data[: len(data) // 2])
                    disk.step(0)
                    return file.write(data[len(data) // 2 :])

            return Writing()

        return call


def state(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, empty folders as well."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"folder"
        for path in sorted(folder.rglob("*"))
    }


@pytest.mark.skipif(os.name == "nt", reason="the steps are those of POSIX")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_disk_that_refuses(
    run: Run, here: Path, library: Library, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """At every step the command ends with a message; files are as before, or whole and new."""
    args, keys = COMMANDS[name]
    monkeypatch.setenv("XDG_CACHE_HOME", str(here.parent / f"{here.name}-home"))
    run(*args, input=keys)
    tried = 0

    def prepare() -> dict[str, bytes]:
        for path in sorted(here.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        for file in ("case.yaml", "other.yaml"):
            (here / file).write_bytes(example)
        (here / "old.md").write_bytes(b"old")
        (here / "other-checklist.md").write_bytes(b"a checklist")
        return state(here)

    example = (Path(__file__).parents[2] / "examples" / "demo.yaml").read_bytes()
    prepare()
    assert run(*args, input=keys).exit_code in (0, 130)
    after = state(here)
    for step in STEPS:
        number = 0
        while True:
            # A folder of documents repeats the same steps for each of them.
            number += 1 if number < 2 else 11
            before = prepare()
            disk = Disk(here, number, ERRORS[number % 2])
            own = getattr(os, step)
            with monkeypatch.context() as patch:
                patch.setattr(os, step, disk.writing(own) if step == "fdopen" else disk.around(own))
                result = run(*args, input=keys)
            if disk.steps < number:
                break
            tried += 1
            what = (step, number, result.exit_code, result.output[-500:], result.exception)
            assert result.exit_code in (0, 1, 130), what
            assert result.exit_code != 1 or "Error: " in result.stderr or ": " in result.stderr
            now = state(here)
            for file, data in now.items():
                left = step == "unlink" and Path(file).name.startswith(".advisor-")
                if data == b"folder" or left:
                    continue
                whole = data in (before.get(file), after.get(file))
                # The interview saves after each answer; any of these states is whole.
                if not whole and name in ("start", "sent"):
                    read_case(here / file, library)
                    whole = True
                assert whole, (file, what)
            assert (here / "case.yaml").exists(), what
            if result.exit_code == 0 and step != "unlink":
                assert now == after or name in ("start", "sent"), what
    assert tried >= 3
