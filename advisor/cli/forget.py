"""``advisor forget``: remove a case and all that it left on this machine."""

from __future__ import annotations

import glob
import re
import sys
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

from advisor.cli.options import CaseFile, Setting, with_setting


@with_setting("force", "no_input")
def forget(case: CaseFile, setting: Setting) -> None:
    """Remove a case and all that this program kept beside it.

    CASE is a case file. Removed with it are final copies, versions kept after a conflict,
    documents under the names that the interview gives them, and what an interrupted run
    left. Asks first; --force does not. Documents that you named yourself stay, as do
    backups and what was sent.
    """
    from advisor.cli.console import notify
    from advisor.errors import AdvisorError, Message, UsageError
    from advisor.files import locked, remove
    from advisor.locale.folding import fold_words

    path = Path(case)
    _check_case(path)
    phrases = setting.library().phrases
    found = list(left_by(path, phrases.kinds))
    for one in shared(path):
        notify(
            Message(
                "{path} has the same name as this case, so what both may have kept beside them "
                "stays.",
                path=one,
            )
        )
    if any(one.is_file() and one.lstat().st_nlink > 1 for one in found):
        notify(Message("A file of the case has a second name elsewhere; under that it stays."))
    if not setting.force:
        for one in found:
            notify(f"  {one}")
        if setting.no_input or not sys.stdin or not sys.stdin.isatty():
            raise UsageError(Message("Nothing was removed. Give --force to remove these files."))
        notify(Message("Remove these files? They cannot be brought back. Type yes to remove them."))
        # The whole word, in English or in the language of the program.
        yes = {fold_words(word) for word in ("yes", phrases.ui["word.yes"])}
        if fold_words(sys.stdin.readline()) not in yes:
            raise AdvisorError(Message("Nothing was removed."))
    with locked(path):
        # The case goes last: until then the command can be called again.
        for one in reversed(found):
            remove(one)
            notify(Message("Removed {path}", path=one))
    stems = {one.stem for one in found if one.suffix == path.suffix} | {path.stem}
    ours = (*(f"{stem}-" for stem in stems), ".advisor-")
    folders = dict.fromkeys(one.parent for one in found if one.parent != path.parent)
    for folder in (one for one in folders if one.name.startswith(ours)):
        if not any(folder.iterdir()):
            remove(folder)
            notify(Message("Removed {path}", path=folder))
        else:
            notify(Message("{path} holds other files, and stays.", path=folder))


def _check_case(path: Path) -> None:
    """Refuse to remove what is no case file. A damaged case may be removed."""
    from advisor.casefile.rendering import MARK
    from advisor.cli.assessed_case import STDIN
    from advisor.errors import CaseError, Message, Place, Problem, UsageError
    from advisor.files import read_whole
    from advisor.knowledge.strict_yaml import LARGEST

    if str(path) == STDIN:
        raise UsageError(Message("Name the file of the case in place of -."))
    if not MARK.search(read_whole(path, LARGEST, str(path), CaseError)):
        text = Message("This is no case file, and is left alone; remove it by hand.")
        raise CaseError([Problem(Place(str(path)), text)])


def shared(path: Path) -> list[Path]:
    """Return other files whose documents have the same names as those of a case."""
    return sorted(
        one
        for one in path.parent.glob(f"{glob.escape(path.stem)}.*")
        if one.suffix.lower() in (".yaml", ".yml") and one.name != path.name
    )


def left_by(path: Path, kinds: Iterable[str]) -> Iterator[Path]:
    """Yield a case and the files beside it that this program made of it.

    The case may be a link: then its file follows, with what is beside that under its name. No
    other link is followed. What another case may have made under the same name is left out.
    """
    kinds = tuple(kinds)
    yield from _made_of(path, kinds)
    if path.is_symlink():
        yield from left_by(path.parent / path.readlink(), kinds)


def _made_of(path: Path, kinds: Iterable[str]) -> Iterator[Path]:
    from advisor.file_locks import left_beside

    yield path
    yield from _beside(path, rf"conflict-\d+{re.escape(path.suffix)}")
    own = [path.name]
    if not shared(path):
        own += yield from _documents(path, kinds)
    for left in left_beside([path.with_name(name) for name in own]):
        yield from _inside(left, ".+") if left.is_dir() else (left,)


def _documents(path: Path, kinds: Iterable[str]) -> Generator[Path, None, list[str]]:
    """Yield the final copies and documents of a case, and return the names of all there may be."""
    from advisor.cli.final_copies import folder_of
    from advisor.formats.format_registry import CHECKLIST_FORMATS, LETTER_FORMATS

    documents = sorted({"checklist", "report", *kinds})
    names = "|".join(documents)
    ends = sorted({*LETTER_FORMATS, *CHECKLIST_FORMATS})
    suffixes = "|".join(map(re.escape, ends))
    copies = folder_of(path)
    yield from _inside(copies, r"\d{4}-\d\d-\d\d-.+|\.advisor-[0-9a-f]{16}-.+\.tmp")
    yield from _beside(path, rf"(?:{names})(?:-\d+)?(?:{suffixes})")
    for folder in _beside(path, r"documents(?:-\d+)?", folders=True):
        yield from _inside(folder, rf"(?:{names})(?:{suffixes})")
    ours = [f"{path.stem}-{name}{suffix}" for name in documents for suffix in ends]
    return [f"{path.stem}-documents", *ours]


def _beside(path: Path, pattern: str, *, folders: bool = False) -> Iterator[Path]:
    """Yield what stands beside a case under its name, a dash and a pattern."""
    whole = re.compile(re.escape(f"{path.stem}-") + pattern)
    for one in sorted(path.parent.iterdir()):
        right = one.is_dir() if folders else one.is_file()
        if whole.fullmatch(one.name) and right and not one.is_symlink():
            yield one


def _inside(folder: Path, pattern: str) -> Iterator[Path]:
    """Yield the files of a folder of ours whose names fit a pattern."""
    if folder.is_dir() and not folder.is_symlink():
        for one in sorted(folder.iterdir()):
            if re.fullmatch(pattern, one.name) and one.is_file():
                yield one
