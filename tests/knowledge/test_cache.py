"""The stored library: read back whole, renewed on any change, never trusted blindly."""

from __future__ import annotations

import os
import pickle
import zlib
from dataclasses import fields
from pathlib import Path

import pytest

from advisor import cache_files
from advisor.conditions import evaluate
from advisor.errors import ContentError
from advisor.knowledge import json_codec, load
from advisor.knowledge.cache import load_cached
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.load import load_both
from advisor.model import Facts
from tests.knowledge.small import FILES, write_small

LATE = "payment/late"
FINDING = "rules/findings/payment/late.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of this test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "advisor"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Roots:
    """The small library, which lacks most of what the program needs of the shipped one."""
    monkeypatch.setattr(load, "role_faults", lambda *_: ())
    return write_small(tmp_path / "content")


def forbid(*_: object) -> None:
    """Fail where the files are read although the store should do."""
    raise AssertionError("read anew")


def test_the_second_time_the_files_are_not_read(
    folder: Path, small: Roots, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read once comes from the store, the same in every value."""
    first = load_cached(small)
    assert [path.stat().st_mode & 0o777 for path in folder.glob("*.json")] == [0o600] * 4
    monkeypatch.setattr(load, "load_both", forbid)
    again = load_cached(small)
    assert again.findings == first.findings
    assert again.questions == first.questions
    assert again.version == first.version
    assert again.cache_key == first.cache_key != ""
    # What is made of a rulebook that was changed is not kept.
    assert again.changed(findings=()).cache_key == ""


def test_word_lists_that_are_gone_are_stored_again(folder: Path, small: Roots) -> None:
    """Word lists whose file was removed are read from the content once, and kept again."""
    load_cached(small)
    (path,) = folder.glob("wordlists-*.json")
    kept = path.read_bytes()
    path.unlink()
    assert dict(load_cached(small).wordlists) == {}
    assert path.read_bytes() == kept


def test_a_changed_file_is_read_anew(folder: Path, small: Roots, tmp_path: Path) -> None:
    """An edited rule counts at once."""
    load_cached(small)
    path = tmp_path / "content" / FINDING
    path.write_text(FILES[FINDING].replace("title: Late", "title: Very late"))
    assert load_cached(small).phrases.title(LATE) == "Very late"
    assert len(list(folder.glob("*.json"))) == 8


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


def checked(data: bytes) -> bytes:
    """Return a stored text with its checksum."""
    return b"%08x\n" % zlib.crc32(data) + data


SHAPE = json_codec.SHAPE.encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage",
        b"00000000\n[]",
        pickle.dumps({"a": 1}),
        *map(checked, (b"", b"[]", b"\xff", b"00000000\n[[],[]]", SHAPE, SHAPE + b"\n[[],[]]")),
    ],
)
def test_a_damaged_or_foreign_store_is_passed_over(
    folder: Path, small: Roots, content: bytes
) -> None:
    """What is not a value of ours as we wrote it is as good as none, and is replaced."""
    load_cached(small)
    (path,) = folder.glob("rulebook-*.json")
    good = path.read_bytes()
    path.write_bytes(content)
    assert load_cached(small).phrases.title(LATE) == "Late"
    assert path.read_bytes() == good


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"{}",
        b"[1]",
        b'"text"',
        b"[[],[]]",
        b'[["x"],[["system",0]]]',
        b"[[],[[0]]]",
        b"[[],[[999]]]",
        b'[[],[["tuple",7]]]',
        b'[["today"],[["date",0]]]',
        b'[["ten"],[["decimal",0]]]',
    ],
)
def test_an_attribute_that_cannot_be_read_comes_from_the_content(
    folder: Path, small: Roots, line: bytes
) -> None:
    """A line that holds no value of ours is passed over when it is needed."""
    load_cached(small)
    (path,) = folder.glob("rulebook-*.json")
    count = path.read_bytes().count(b"\n") - 1
    path.write_bytes(checked(b"\n".join([SHAPE, *[line] * count])))
    again = load_cached(small)
    assert again.findings[0].strength == "strong"
    assert again.by_id[LATE] is again.findings[0]


@pytest.mark.usefixtures("folder")
def test_an_attribute_is_read_when_it_is_used(
    small: Roots, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loading reads no attribute, using one reads it alone and once."""
    load_cached(small)
    loads, read = json_codec.loads, []
    monkeypatch.setattr(json_codec, "loads", lambda text: read.append(text) or loads(text))
    library = load_cached(small)
    assert read == []
    assert library.findings is library.findings
    assert len(read) == 1
    with pytest.raises(AttributeError):
        _ = library.no_such_attribute  # type: ignore[attr-defined]


def test_one_changed_byte_is_noticed(folder: Path, small: Roots) -> None:
    """A store whose text was damaged on the disk is read anew."""
    load_cached(small)
    (path,) = folder.glob("rulebook-*.json")
    path.write_bytes(path.read_bytes().replace(b"strong", b"strung"))
    assert load_cached(small).findings[0].strength == "strong"


def test_a_condition_may_be_evaluated_before_it_is_stored(folder: Path, small: Roots) -> None:
    """What evaluation keeps with a condition is not stored."""
    rulebook, phrases = load_both(small, "en")
    assert evaluate(rulebook.findings[0].when, Facts({"days": 31})) is True
    again = json_codec.loads(json_codec.dumps(rulebook))
    assert again.findings == rulebook.findings
    assert evaluate(again.findings[0].when, Facts({"days": 31})) is True
    assert json_codec.loads(json_codec.dumps(phrases)).rules == phrases.rules


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_shipped_content_comes_back_whole(roots: Roots, language: str) -> None:
    """Every attribute of the rulebook and of each phrasebook is read back as it was."""
    for value in load_both(roots, language):
        again = json_codec.loads(json_codec.dumps(value))
        for one in fields(value):
            assert getattr(again, one.name) == getattr(value, one.name), one.name
            if one.name not in ("language", "file_language", "balance"):
                order = list(getattr(value, one.name))
                assert list(getattr(again, one.name)) == order, one.name


def test_a_type_without_a_form_is_refused() -> None:
    """Only what can be read back is written."""
    with pytest.raises(TypeError, match="complex has no form in JSON"):
        json_codec.dumps((1j,))


def test_one_rulebook_is_stored_for_all_languages(folder: Path, roots: Roots) -> None:
    """A second language adds its phrasebook and leaves the rulebook as it is."""
    load_cached(roots)
    (rulebook,) = folder.glob("rulebook-*.json")
    before = rulebook.stat().st_mtime_ns
    assert load_cached(roots, "fr").phrases.language.code == "fr"
    assert len(list(folder.glob("*.json"))) == 5
    assert rulebook.stat().st_mtime_ns == before


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links")
def test_links_are_refused(folder: Path, small: Roots, tmp_path: Path) -> None:
    """Neither the folder nor a file in it may be a link."""
    load_cached(small)
    (path,) = folder.glob("rulebook-*.json")
    path.rename(tmp_path / "elsewhere.json")
    path.symlink_to(tmp_path / "elsewhere.json")
    assert load_cached(small).phrases.title(LATE) == "Late"
    assert not path.is_symlink()
    folder.rename(tmp_path / "moved")
    folder.symlink_to(tmp_path / "moved")
    before = sorted((tmp_path / "moved").iterdir())
    (tmp_path / "content" / FINDING).write_text(FILES[FINDING].replace("Late", "Very late"))
    assert load_cached(small).phrases.title(LATE) == "Very late"
    assert sorted((tmp_path / "moved").iterdir()) == before


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="file modes are POSIX")
def test_the_folder_is_made_private(folder: Path, small: Roots) -> None:
    """A folder that others may read is closed to them; one that they may write to is not used."""
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    load_cached(small)
    assert folder.stat().st_mode & 0o777 == 0o700
    for path in folder.iterdir():
        path.unlink()
    folder.chmod(0o777)
    load_cached(small)
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="file modes are POSIX")
def test_a_store_that_others_can_write_is_passed_over(
    folder: Path, small: Roots, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store with loose permissions is not trusted."""
    load_cached(small)
    (path,) = folder.glob("rulebook-*.json")
    path.chmod(0o666)
    monkeypatch.setattr(load, "load_both", forbid)
    with pytest.raises(AssertionError, match="read anew"):
        load_cached(small)


def test_a_store_that_cannot_be_written_is_no_reason_to_fail(
    small: Roots, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without a place to keep it the library is read from its files."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert load_cached(small).phrases.title(LATE) == "Late"


def test_old_stores_go(
    folder: Path, small: Roots, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more libraries are kept than are wanted."""
    monkeypatch.setattr(cache_files, "KEPT", 4)
    for number in range(6):
        (tmp_path / "content" / FINDING).write_text(
            FILES[FINDING].replace("title: Late", f"title: Late {number}")
        )
        load_cached(small)
    assert len(list(folder.glob("*.json"))) == cache_files.KEPT
