"""Folders and files for the user alone, and what an interrupted write leaves."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.errors import AdvisorError
from advisor.files import append_lines, write_folder, write_private, write_read_only
from advisor.private_folders import make_private

ROOT = Path(__file__).parents[1]
PAPERS = {"a.md": b"first", "b.md": b"second"}


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o277])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """Run with some umask."""
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    """Return the permissions of a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("umask")
def test_folders_are_private_from_the_first(tmp_path: Path) -> None:
    """Every folder that is made is for the user alone under any umask, parents included."""
    for number, make in enumerate(
        [
            make_private,
            lambda folder: write_folder(folder, PAPERS),
            lambda folder: write_read_only(folder, PAPERS),
            lambda folder: append_lines(folder / "log", "x\n"),
        ]
    ):
        top = tmp_path / str(number)
        make(top / "middle" / "folder")
        for folder in (top, top / "middle", top / "middle" / "folder"):
            assert mode(folder) == 0o700


def test_no_folder_is_open_to_others_for_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder is made with the permissions that it is to have, whatever is added later."""
    monkeypatch.setattr(Path, "chmod", lambda *_: None)
    before = os.umask(0)
    try:
        make_private(tmp_path / "a" / "b")
    finally:
        os.umask(before)
    assert [mode(tmp_path / "a"), mode(tmp_path / "a" / "b")] == [0o700, 0o700]


def test_a_folder_that_is_there_keeps_its_permissions(tmp_path: Path) -> None:
    """What the program did not make it does not change."""
    tmp_path.chmod(0o755)
    make_private(tmp_path / "new")
    assert (mode(tmp_path), mode(tmp_path / "new")) == (0o755, 0o700)


def test_final_copies_follow_no_link(tmp_path: Path) -> None:
    """A link in place of the folder of final copies is refused, and what it leads to is kept."""
    other = tmp_path / "other"
    other.mkdir(mode=0o755)
    (tmp_path / "letters").symlink_to(other)
    with pytest.raises(AdvisorError, match="is a link; put a folder in its place"):
        write_read_only(tmp_path / "letters", PAPERS)
    assert (mode(other), list(other.iterdir())) == (0o755, [])


KILLED = """
import os, signal, sys
from pathlib import Path
from advisor.files import write_folder, write_private
synced = os.fsync
count = int(sys.argv[2])
def fsync(handle):
    global count
    count -= 1
    if not count:
        os.kill(os.getpid(), signal.SIGKILL)
    synced(handle)
os.fsync = fsync
target = Path(sys.argv[1])
if target.suffix:
    write_private(target, b"new", force=True)
else:
    write_folder(target, {"a.md": b"first", "b.md": b"second"})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="closed files have no lock there")
@pytest.mark.parametrize(("name", "step"), [("x.md", 1), ("papers", 1), ("papers", 2)])
def test_what_an_interrupted_write_left_goes_with_the_next(
    tmp_path: Path, name: str, step: int
) -> None:
    """A killed writer leaves the old state and a hidden file, which the next writer removes."""
    target = tmp_path / name
    if target.suffix:
        target.write_bytes(b"old")
    command = [sys.executable, "-c", KILLED, str(target), str(step)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    (left,) = (item for item in tmp_path.iterdir() if item != target)
    assert left.name.startswith(".advisor-")
    if target.suffix:
        assert target.read_bytes() == b"old"
        write_private(target, b"next", force=True)
    else:
        assert not target.exists()
        write_folder(target, PAPERS)
        assert {item.name: item.read_bytes() for item in target.iterdir()} == PAPERS
    assert list(tmp_path.iterdir()) == [target]


def test_what_another_process_is_writing_stays(tmp_path: Path) -> None:
    """The file of a writer that is still at work is not taken for one that was left."""
    code = KILLED.replace("os.kill(os.getpid(), signal.SIGKILL)", "print(flush=True) or input()")
    target = tmp_path / "x.md"
    target.write_bytes(b"old")
    command = [sys.executable, "-c", code, str(target), "1"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        write_private(target, b"other", force=True)
        writer.communicate(b"\n")
    assert writer.returncode == 0
    assert target.read_bytes() == b"new"


def test_a_folder_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that refuses the second document leaves no folder with the first."""
    synced, calls = os.fsync, []

    def fsync(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 2:
            raise OSError(28, "No space left on device")
        synced(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(AdvisorError, match="papers cannot be written: No space left"):
        write_folder(tmp_path / "papers", PAPERS)
    assert list(tmp_path.iterdir()) == []
