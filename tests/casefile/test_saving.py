"""Saving a case: two writers lose nothing, and a killed one leaves the old file or the new."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from advisor import file_locks
from advisor.casefile import saving
from advisor.casefile.casefile import read_case
from advisor.casefile.saving import save_case
from advisor.errors import AdvisorError
from advisor.files import locked, replace_private
from advisor.knowledge.content import Library
from advisor.model import DONT_KNOW, Answer, Case, Unsure
from tests.casefile.test_in_place import with_answers
from tests.conftest import ROOT

TEXT = """\
# by hand
advisor: 1
answers:
  role: agency  # we
  client_name: A
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A case file written by hand."""
    path = tmp_path / "case.yaml"
    path.write_text(TEXT)
    return path


def names(path: Path) -> list[str]:
    """Return the names of all files beside a case."""
    return sorted(item.name for item in path.parent.iterdir())


def change(case: Case, **changes: Answer | Unsure | None) -> Case:
    """Return a case with other answers."""
    return with_answers(case, changes)


def test_answers_that_do_not_meet_are_both_kept(path: Path, library: Library) -> None:
    """What an editor wrote since the file was read is taken over, and said."""
    base = read_case(path, library)
    path.write_text(TEXT.replace("client_name: A", "client_name: B\n  governing_law: es # new"))
    saved = save_case(path, change(base, talk_result="improved"), library, base)
    assert saved.case == read_case(path, library)
    assert saved.case.answers == {
        "client_name": "B",
        "governing_law": "es",
        "role": "agency",
        "talk_result": "improved",
    }
    assert (saved.taken, saved.conflicts, saved.beside) == (
        ("client_name", "governing_law"),
        (),
        None,
    )
    assert "  role: agency  # we\n" in path.read_text()
    assert "  governing_law: es # new\n" in path.read_text()
    assert [str(text) for text in saved.messages(path, library)] == [
        f"{path} was changed meanwhile. Taken over: What is the client called? B",
        f"{path} was changed meanwhile. Taken over: Which law governs the contract? Spain",
    ]
    assert names(path) == ["case.yaml"]


def test_answers_that_conflict_are_both_kept(path: Path, library: Library) -> None:
    """Of two answers to one question the file's stays and ours is kept beside it, both named."""
    base = read_case(path, library)
    edited = TEXT.replace("client_name: A", "client_name: B")
    path.write_text(edited)
    mine = change(base, client_name="C", role=None, talk_result=DONT_KNOW)
    saved = save_case(path, mine, library, base)
    assert saved.case.answers == {"client_name": "B"}
    assert saved.case.dont_know == {"talk_result"}
    assert read_case(path, library) == saved.case
    beside = path.with_name("case-conflict-1.yaml")
    assert saved.beside == beside
    assert replace(read_case(beside, library), file=mine.file) == mine
    assert stat.S_IMODE(beside.stat().st_mode) == 0o600
    assert [str(text) for text in saved.messages(path, library)] == [
        f"{path} was changed meanwhile. What is the client called? Your answer: C. "
        "In the file, where it stays: B.",
        f"Your answers are kept in {beside}.",
    ]
    save_case(path, mine, library, base)
    assert names(path) == ["case-conflict-1.yaml", "case-conflict-2.yaml", "case.yaml"]


def test_a_record_is_saved_whole_or_not_at_all(path: Path, library: Library) -> None:
    """Answers of one record are never mixed with those of another record of the same thing."""
    base = read_case(path, library)
    unit = frozenset(("client_name", "governing_law", "role"))
    other = change(base, governing_law="es")
    assert not save_case(path, other, library, base, unit).conflicts
    before = path.read_bytes()
    mine = change(base, client_name="C", talk_result="improved")
    saved = save_case(path, mine, library, base, unit)
    assert [item.question for item in saved.conflicts] == ["client_name", "governing_law"]
    assert path.read_bytes() == before
    assert saved.case == read_case(path, library)
    assert saved.beside is not None
    assert read_case(saved.beside, library).answers == mine.answers
    assert not save_case(path, other, library, base, unit).conflicts


def test_a_file_that_can_no_longer_be_read_is_left(path: Path, library: Library) -> None:
    """When an editor has broken the file, it stays, and our answers are beside it."""
    base = read_case(path, library)
    path.write_text(f"{TEXT}  governing_law: [\n")
    with pytest.raises(AdvisorError) as caught:
        save_case(path, change(base, talk_result="improved"), library, base)
    beside = path.with_name("case-conflict-1.yaml")
    assert f"{path}:" in str(caught.value)
    assert f"{path} is left as it is, and your answers are kept in {beside}." in str(caught.value)
    assert path.read_text() == f"{TEXT}  governing_law: [\n"
    assert read_case(beside, library).answers["talk_result"] == "improved"


def test_a_file_that_is_being_written_is_waited_for(path: Path, library: Library) -> None:
    """An editor that has emptied the file gets a moment to write it."""
    base = read_case(path, library)
    path.write_text("")
    editor = threading.Timer(
        0.1, path.write_text, (TEXT.replace("client_name: A", "client_name: B"),)
    )
    editor.start()
    saved = save_case(path, change(base, role=None), library, base)
    editor.join()
    assert saved.case.answers == {"client_name": "B"}
    assert names(path) == ["case.yaml"]


def test_answers_that_do_not_fit_together_are_refused(path: Path, library: Library) -> None:
    """Two answers that make no readable case together are not put into one file."""
    path.write_text(TEXT + "  invoices_settled: 8\n  invoices_late: 3\n")
    base = read_case(path, library)
    path.write_text(TEXT + "  invoices_settled: 4\n  invoices_late: 3\n")
    with pytest.raises(AdvisorError, match="6 is more than 4"):
        save_case(path, change(base, invoices_late=6), library, base)
    assert "invoices_late: 3" in path.read_text()
    beside = read_case(path.with_name("case-conflict-1.yaml"), library)
    assert beside.answers["invoices_late"] == 6


def test_an_edit_that_reads_back_otherwise_is_refused(
    path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before a file is replaced, its new bytes are read and compared with what they must say."""
    base = read_case(path, library)
    monkeypatch.setattr(saving, "edit_case", lambda data, *_: data)
    with pytest.raises(AdvisorError, match="cannot be edited in place"):
        save_case(path, change(base, role="freelancer"), library, base)
    assert path.read_text() == TEXT
    assert names(path) == ["case-conflict-1.yaml", "case.yaml"]


def test_an_edit_in_the_last_moment_is_noticed(
    path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor that writes while we make the new bytes is not overwritten."""
    base = read_case(path, library)
    edits = [TEXT.replace("client_name: A", "client_name: B")]

    def late(path: Path, old: bytes | None, new: bytes) -> bool:
        if edits:
            path.write_text(edits.pop())
        return replace_private(path, old, new)

    monkeypatch.setattr(saving, "replace_private", late)
    saved = save_case(path, change(base, client_name="C"), library, base)
    assert saved.case.answers["client_name"] == "B"
    assert saved.beside is not None
    assert read_case(saved.beside, library).answers["client_name"] == "C"


def test_a_new_file_is_not_written_over_another(tmp_path: Path, library: Library) -> None:
    """A file that appears while a new case is begun is merged with, and one that goes comes back."""
    path = tmp_path / "case.yaml"
    new = Case(file=str(path))
    path.write_text(TEXT)
    saved = save_case(path, change(new, governing_law="es"), library, new)
    assert saved.case.answers == {"client_name": "A", "governing_law": "es", "role": "agency"}
    path.unlink()
    again = save_case(path, change(saved.case, talk_result="improved"), library, saved.case)
    assert len(read_case(path, library).answers) == len(again.case.answers) == 4


def test_replacing_compares_and_says_whether_it_did(tmp_path: Path) -> None:
    """A file is replaced only while it holds what is expected, and made only where none is."""
    path = tmp_path / "a"
    assert replace_private(path, None, b"one")
    assert not replace_private(path, None, b"two")
    assert not replace_private(path, b"zero", b"two")
    assert replace_private(path, b"one", b"two")
    assert path.read_bytes() == b"two"
    path.unlink()
    assert not replace_private(path, b"two", b"three")
    assert not path.exists()


HOLD = """
import sys, time
from pathlib import Path
from advisor.files import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_lock_excludes_and_ends_with_its_process(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second writer waits, gives up with a message, and goes on once the first is killed."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert holder.stdout is not None
    with holder, holder.stdout:
        try:
            holder.stdout.readline()
            monkeypatch.setattr(file_locks, "PATIENCE", 0.1)
            with pytest.raises(AdvisorError) as caught, locked(path):
                pass
            text = f"{path} is being written by another program; try again."
            assert str(caught.value) == text
            (lock,) = (item for item in path.parent.iterdir() if item != path)
            assert stat.S_IMODE(lock.stat().st_mode) == 0o600
        finally:
            holder.kill()
    link = path.with_name("link.yaml")
    link.symlink_to(path)
    monkeypatch.setattr(file_locks, "PATIENCE", 10)
    with locked(link):
        monkeypatch.setattr(file_locks, "PATIENCE", 0.1)
        with pytest.raises(AdvisorError), locked(path):
            pass
    assert names(path) == ["case.yaml", "link.yaml"]


ADD = """
import sys
from dataclasses import replace
from pathlib import Path
from advisor.casefile.casefile import read_case
from advisor.casefile.saving import save_case
from advisor.knowledge.cache import load_cached
from advisor.knowledge.content_paths import Roots
library = load_cached(Roots.default(), "en")
path = Path(sys.argv[1])
for line in sys.argv[2:]:
    base = read_case(path, library)
    print("read", flush=True)
    sys.stdin.readline()
    save_case(path, replace(base, answers={**base.answers, line: "A"}), library, base)
"""


def test_writers_at_once_lose_nothing(path: Path, library: Library) -> None:
    """Processes that have read the same file and save at once all find their answer kept."""
    asked = [item.id for item in library.questions.values() if item.kind == "text"][:6]
    assert len(asked) == 6
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", ADD, str(path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        for name in asked
    ]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=60)
    assert [writer.returncode for writer in writers] == [0] * 6
    case = read_case(path, library)
    assert set(asked) <= set(case.answers)
    assert path.read_text().startswith("# by hand\nadvisor: 1\n")
    assert names(path) == ["case.yaml"]


KILLED = """
import os, signal, sys, tempfile
from dataclasses import replace
from pathlib import Path
from advisor.casefile.casefile import read_case
from advisor.casefile.saving import save_case
from advisor.knowledge.cache import load_cached
from advisor.knowledge.content_paths import Roots
library = load_cached(Roots.default(), "en")
path, room, name, after = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4] == "after"
base = read_case(path, library)
module = {"os": os, "tempfile": tempfile}[room]
step = getattr(module, name)
def killed(*args, **options):
    if after:
        step(*args, **options)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(module, name, killed)
save_case(path, replace(base, answers={**base.answers, "role": "freelancer"}), library, base)
"""


@pytest.mark.parametrize(
    ("step", "when", "new"),
    [
        ("tempfile.mkstemp", "before", False),
        ("tempfile.mkstemp", "after", False),
        ("os.fdopen", "after", False),
        ("os.fsync", "before", False),
        ("os.replace", "before", False),
        ("os.replace", "after", True),
    ],
)
def test_killed_between_steps(
    step: str, when: str, new: bool, path: Path, library: Library
) -> None:
    """A writer killed at any step leaves the old file or the new, and the next one cleans up."""
    room, name = step.split(".")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), room, name, when], cwd=ROOT, check=False
    )
    assert done.returncode == -signal.SIGKILL
    wanted = TEXT.replace("agency", "freelancer") if new else TEXT
    assert path.read_text() == wanted
    for item in path.parent.iterdir():
        assert item == path or stat.S_IMODE(item.stat().st_mode) == 0o600
    base = read_case(path, library)
    save_case(path, change(base, client_name="Z"), library, base)
    assert path.read_text() == wanted.replace("client_name: A", "client_name: Z")
    assert names(path) == ["case.yaml"]


def test_a_file_system_without_locks_still_compares(
    path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system cannot lock, a case is saved nonetheless."""
    fcntl = pytest.importorskip("fcntl")

    def none(*_: object) -> None:
        raise OSError(38, os.strerror(38))

    monkeypatch.setattr(fcntl, "flock", none)
    base = read_case(path, library)
    save_case(path, change(base, role="freelancer"), library, base)
    assert path.read_text() == TEXT.replace("agency", "freelancer")
