"""Final copies of letters, kept beside the case."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import AdvisorError, Message, UsageError

if TYPE_CHECKING:
    from advisor.cli.assessed_case import OpenCase
    from advisor.formats.document_model import Letter
    from advisor.letters.final_copy import Frozen


def folder_of(case: Path) -> Path:
    """Return the folder for the final copies of a case."""
    return case.parent / f"{case.stem}-letters"


def check_case(opened: OpenCase) -> Path:
    """Return the file of the case. Raises :class:`UsageError` for standard input."""
    if opened.path is None:
        raise UsageError(
            Message(
                "A final letter and its dispatch are kept with the case, "
                "and this case comes from standard input; name a file."
            )
        )
    return opened.path


def freeze(opened: OpenCase, letter: Letter, data: bytes, suffix: str) -> None:
    """Keep the bytes of a final letter and a record of it, or say that they are kept."""
    from advisor.cli.console import tell
    from advisor.files import write_frozen
    from advisor.knowledge.phrasebook import say
    from advisor.letters.final_copy import frozen, render_frozen

    record = frozen(letter, data, suffix, opened.assessment)
    folder = folder_of(check_case(opened))
    copy = folder / record.file
    if copy.exists():
        if _bytes(copy) != data:
            raise AdvisorError(
                Message("{path} is there already and holds something else.", path=copy)
            )
        if (folder / record.record).exists():
            tell(say(opened.library, "cli.final.same", path=str(copy)))
            return
        write_frozen(folder, {record.record: render_frozen(record)})
    else:
        write_frozen(folder, {record.file: data, record.record: render_frozen(record)})
    tell(say(opened.library, "cli.final.kept", path=str(copy)))


def newest(case: Path, kind: str | None) -> Frozen | None:
    """Return the newest final letter beside a case, of any kind or of one.

    Raises :class:`AdvisorError` where its copy is gone or is not what was frozen.
    """
    found = [item for item in _records(folder_of(case)) if kind in (None, item[0].kind)]
    if not found:
        return None
    record, path, _ = max(found, key=lambda item: (item[0].date, item[2], item[0].file))
    copy = path.parent / record.file
    if not copy.is_file():
        raise AdvisorError(Message("The final copy {path} is gone; put it back.", path=copy))
    if hashlib.sha256(_bytes(copy)).hexdigest() != record.sha256:
        raise AdvisorError(
            Message(
                "{path} is not what was made final: its bytes have changed. Put it back.",
                path=copy,
            )
        )
    return record


def _records(folder: Path) -> Iterator[tuple[Frozen, Path, int]]:
    from advisor.letters.final_copy import parse_frozen

    for path in sorted(folder.glob("*.json")):
        yield parse_frozen(_bytes(path), str(path)), path, path.stat().st_mtime_ns


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AdvisorError(
            Message("{path} cannot be read: {reason}.", path=path, reason=error.strerror)
        ) from error
