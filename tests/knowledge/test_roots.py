"""Folders of content from strangers: no way out, no waiting, no more than content needs."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.errors import ContentError
from advisor.knowledge import content_paths
from advisor.knowledge.content_paths import Roots, cache_name, languages
from advisor.knowledge.load import load

SECRET = "the passphrase of somebody"


@pytest.fixture
def folders(tmp_path: Path) -> Roots:
    """Two folders with a file each, and a secret beside them."""
    made = Roots(tmp_path / "rules", tmp_path / "templates")
    for root in (made.rules, made.templates):
        (root / "en").mkdir(parents=True)
        (root / "en" / "a.yaml").write_text("a: b\n")
    (tmp_path / "secret.yaml").write_text(SECRET)
    return made


def link_file(root: Path) -> None:
    """Put a link to a file outside."""
    (root / "balance.yaml").symlink_to("../secret.yaml")


def link_folder(root: Path) -> None:
    """Put a link to a folder outside."""
    (root / "questions").symlink_to("..")


def link_loop(root: Path) -> None:
    """Put a link to the folder itself."""
    (root / "en" / "more").symlink_to("..")


def pipe(root: Path) -> None:
    """Put a pipe that nobody writes to."""
    os.mkfifo(root / "balance.yaml")


def device(root: Path) -> None:
    """Put a link to a device that never ends."""
    (root / "balance.yaml").symlink_to("/dev/zero")


def sparse(root: Path) -> None:
    """Put a file of a terabyte that takes no place on the disk."""
    with (root / "balance.yaml").open("wb") as file:
        file.truncate(2**40)


def many(root: Path) -> None:
    """Put too many files."""
    for number in range(60):
        (root / "en" / f"{number}.yaml").touch()


def deep(root: Path) -> None:
    """Put too many levels of folders."""
    (root / "/".join("x" * (content_paths.DEEPEST + 1))).mkdir(parents=True)


HARM = [
    (link_file, "rules/balance.yaml: This is a link"),
    (link_folder, "rules/questions: This is a link"),
    (link_loop, "rules/en/more: This is a link"),
    (pipe, "rules/balance.yaml: This is not an ordinary file"),
    (device, "rules/balance.yaml: This is a link"),
    (sparse, "rules/.: There are more than 16000000 bytes in it"),
    (many, "rules/.: There are more than 50 files in it"),
    (deep, "x: Nested deeper than 16 levels"),
]


@pytest.mark.parametrize(("harm", "said"), HARM, ids=[one.__name__ for one, _ in HARM])
@pytest.mark.parametrize("use", [cache_name, load], ids=["stored", "read"])
def test_a_folder_that_harms_is_refused_with_the_place(
    folders: Roots,
    monkeypatch: pytest.MonkeyPatch,
    harm: Callable[[Path], None],
    said: str,
    use: Callable[[Roots], object],
) -> None:
    """Nothing is read of a folder with a link, a pipe or too much in it."""
    monkeypatch.setattr(content_paths, "MOST_ENTRIES", 50)
    harm(folders.rules)
    assert languages(folders) == ("en",)
    with pytest.raises(ContentError) as caught:
        use(folders)
    assert said in str(caught.value)
    assert SECRET not in str(caught.value)


def test_a_link_that_appears_later_is_not_read(folders: Roots) -> None:
    """What counts is the file that was opened, not what stood there a moment before."""
    for name, target in (("a.yaml", "../secret.yaml"), ("b/a.yaml", "../../secret.yaml")):
        path = folders.rules / name
        path.parent.mkdir(exist_ok=True)
        path.symlink_to(target)
        with pytest.raises(ContentError, match="a link out of the folder"):
            folders.read(path)
    outside = folders.rules / "c"
    outside.symlink_to("..")
    with pytest.raises(ContentError, match="a link out of the folder"):
        folders.read(outside / "secret.yaml")
    assert folders.read(folders.rules / "en" / "a.yaml") == b"a: b\n"


def test_links_of_an_installation_are_followed(
    folders: Roots, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shipped content may be links, as some installers make them; editors leave others."""
    monkeypatch.setattr(content_paths, "content_root", lambda: folders.rules.parent)
    (folders.rules / "b.yaml").symlink_to("../secret.yaml")
    (folders.rules / ".#b.yaml").symlink_to("nobody@nowhere")
    assert folders.read(folders.rules / "b.yaml") == SECRET.encode()
    assert [len(files) for _, files in folders.walk(folders.rules)] == [1, 1]


def test_a_template_that_is_not_utf8_names_its_byte(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are one problem with line and column, in templates as in rules."""
    from tests.knowledge.small import write_small

    roots = write_small(tmp_path)
    (path, *_) = sorted(roots.templates.glob("en/letter/*/*.md"))
    path.write_bytes(path.read_bytes() + b"caf\xe9\n")
    with pytest.raises(ContentError) as caught:
        load(roots)
    line = path.read_bytes().count(b"\n")
    assert f"{path.name}:{line}:4: Found byte 0xe9" in str(caught.value)


def test_a_name_that_is_no_utf8_counts_in_the_version(folders: Roots) -> None:
    """Names of files are bytes: the version of the content changes with them."""
    before = content_paths.fingerprint(folders)
    (folders.rules / os.fsdecode(b"caf\xe9.yaml")).write_text("a: b\n")
    assert content_paths.fingerprint(folders) != before
