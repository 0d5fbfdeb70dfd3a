"""The stored library: read back whole, renewed on any change, never trusted blindly."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from advisor.errors import ContentError
from advisor.knowledge import cache
from advisor.knowledge.cache import load_cached
from advisor.knowledge.load import Roots
from tests.knowledge.small import FILES, write_small

FINDING = "rules/findings/payment/late.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of this test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "advisor"


@pytest.fixture
def small(tmp_path: Path) -> Roots:
    """The small library."""
    return write_small(tmp_path / "content")


def forbid(*_: object) -> None:
    """Fail where the files are read although the store should do."""
    raise AssertionError("read anew")


def test_the_second_time_the_files_are_not_read(
    folder: Path, small: Roots, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read once comes from the store, the same in every value."""
    first = load_cached(small)
    assert [path.stat().st_mode & 0o777 for path in folder.glob("*.pickle")] == [0o600]
    monkeypatch.setattr(cache, "load", forbid)
    again = load_cached(small)
    assert again.findings == first.findings
    assert again.questions == first.questions
    assert again.version == first.version


def test_a_changed_file_is_read_anew(folder: Path, small: Roots, tmp_path: Path) -> None:
    """An edited rule counts at once."""
    load_cached(small)
    path = tmp_path / "content" / FINDING
    path.write_text(FILES[FINDING].replace("title: Late", "title: Very late"))
    assert load_cached(small).findings[0].title == "Very late"
    assert len(list(folder.glob("*.pickle"))) == 2


@pytest.mark.usefixtures("folder")
def test_a_new_file_is_read_too(small: Roots, tmp_path: Path) -> None:
    """A rule that was added counts at once."""
    load_cached(small)
    path = tmp_path / "content" / "rules/findings/payment/new.yaml"
    path.write_text(FILES[FINDING])
    assert len(load_cached(small).findings) == 2


@pytest.mark.usefixtures("folder")
def test_faults_are_never_stored(small: Roots, tmp_path: Path) -> None:
    """Content with a fault is refused every time."""
    (tmp_path / "content" / FINDING).write_text("title: [")
    for _ in range(2):
        with pytest.raises(ContentError):
            load_cached(small)


class Evil:
    """Runs a command when it is unpickled by anybody less careful."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Return a call that leaves a trace."""
        return os.mkdir, ("evil",)


@pytest.mark.parametrize("content", [b"", b"garbage", pickle.dumps(Evil()), pickle.dumps({"a": 1})])
def test_a_damaged_or_hostile_store_is_passed_over(
    folder: Path, small: Roots, content: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing but our own values is read back, and nothing in it is run."""
    monkeypatch.chdir(tmp_path)
    load_cached(small)
    (path,) = folder.glob("*.pickle")
    path.write_bytes(content)
    assert load_cached(small).findings[0].title == "Late"
    assert not (tmp_path / "evil").exists()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="file modes are POSIX")
def test_a_store_that_others_can_write_is_passed_over(
    folder: Path, small: Roots, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store with loose permissions is not trusted."""
    load_cached(small)
    (path,) = folder.glob("*.pickle")
    path.chmod(0o666)
    monkeypatch.setattr(cache, "load", forbid)
    with pytest.raises(AssertionError, match="read anew"):
        load_cached(small)


def test_a_store_that_cannot_be_written_is_no_reason_to_fail(
    small: Roots, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without a place to keep it the library is read from its files."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert load_cached(small).findings[0].title == "Late"


def test_old_stores_go(
    folder: Path, small: Roots, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more libraries are kept than are wanted."""
    monkeypatch.setattr(cache, "KEPT", 4)
    for number in range(6):
        (tmp_path / "content" / FINDING).write_text(
            FILES[FINDING].replace("title: Late", f"title: Late {number}")
        )
        load_cached(small)
    assert len(list(folder.glob("*.pickle"))) == cache.KEPT
