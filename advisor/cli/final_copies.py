"""Final copies of letters, kept beside the case."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from advisor.cli.assessed_case import OpenCase
from advisor.cli.console import notify
from advisor.cli.output import STDOUT
from advisor.errors import AdvisorError, Message, UsageError, why
from advisor.files import check_free, check_name, write_read_only
from advisor.formats.document_model import Letter
from advisor.letters import final_copy
from advisor.letters.final_copy import FinalCopy, final_copy_of, parse_final_copy, render_final_copy


def folder_of(case: Path) -> Path:
    """Return the folder for the final copies of a case."""
    return case.parent / f"{case.stem}-letters"


def check_case(opened: OpenCase) -> Path:
    """Return the file of the case.

    Raises :class:`UsageError` for standard input, :class:`AdvisorError` for too long a name.
    """
    if opened.path is None:
        raise UsageError(
            Message(
                "A final letter and its dispatch are kept with the case, "
                "and this case comes from standard input; name a file."
            )
        )
    check_name(opened.path)
    return opened.path


def check_final(opened: OpenCase, letter: Letter, *, annotated: bool) -> None:
    """Raise :class:`AdvisorError` where a letter cannot be made final."""
    check_case(opened)
    kind = opened.phrases.kinds[letter.kind]
    day = opened.case.answers.get(kind.sent.on) if kind.sent else None
    final_copy.check_final(
        letter,
        to_client=kind.reader == "client",
        annotated=annotated,
        sent_on=day if isinstance(day, date) else None,
    )


def keep(opened: OpenCase, letter: Letter, data: bytes, suffix: str, out: str) -> bool:
    """Keep a final copy; true when the file to write holds these very bytes already."""
    path = Path(out)
    same = out != STDOUT and path.is_file() and path.read_bytes() == data
    if out != STDOUT and not same:
        # No copy is kept for a file that then cannot be written.
        check_free(path, opened.setting.force)
    write_copy(opened, letter, data, suffix)
    if same:
        notify(opened.phrases.say("cli.final.written", path=out))
    return same


def write_copy(opened: OpenCase, letter: Letter, data: bytes, suffix: str) -> None:
    """Keep the bytes of a final letter and a record of it, or report that they are kept."""
    record = final_copy_of(letter, data, suffix, opened.assessment)
    folder = folder_of(check_case(opened))
    copy = folder / record.file
    files = {record.record: render_final_copy(record)}
    if not copy.exists():
        files = {record.file: data, **files}
    elif _bytes(copy) != data:
        raise AdvisorError(Message("{path} is there already and holds something else.", path=copy))
    elif (folder / record.record).exists():
        notify(opened.phrases.say("cli.final.same", path=str(copy)))
        return
    write_read_only(folder, files)
    notify(opened.phrases.say("cli.final.kept", path=str(copy)))


def newest(case: Path, kind: str | None) -> FinalCopy | None:
    """Return the newest final letter beside a case, of any kind or of one.

    Raises :class:`AdvisorError` where its copy is gone or has changed.
    """
    found = [item for item in _records(folder_of(case)) if kind in (None, item[0].kind)]
    if not found:
        return None
    record, path, _ = max(found, key=lambda item: (item[0].date, item[2], item[0].file))
    _unchanged(record, path.parent)
    return record


def kept_copies(case: Path) -> list[tuple[FinalCopy, bytes]]:
    """Return the final copies beside a case with their bytes, in order of their dates.

    Raises :class:`AdvisorError` where one is gone or has changed.
    """
    found = sorted(_records(folder_of(case)), key=lambda item: (item[0].date, item[0].file))
    return [(record, _unchanged(record, path.parent)) for record, path, _ in found]


def _unchanged(record: FinalCopy, folder: Path) -> bytes:
    """Return the bytes of a final copy, which are those that were made final."""
    copy = folder / record.file
    if not copy.is_file():
        raise AdvisorError(Message("The final copy {path} is gone; put it back.", path=copy))
    data = _bytes(copy)
    if hashlib.sha256(data).hexdigest() != record.sha256:
        raise AdvisorError(
            Message(
                "{path} is not what was made final: its bytes have changed. Put it back.",
                path=copy,
            )
        )
    return data


def _records(folder: Path) -> Iterator[tuple[FinalCopy, Path, int]]:
    """Yield the records in a folder; one that cannot be read is no folder without records."""
    try:
        paths = sorted(folder.iterdir())
    except FileNotFoundError:
        return
    except OSError as error:
        raise AdvisorError(
            Message("{path} cannot be read: {reason}.", path=folder, reason=why(error))
        ) from error
    for path in (path for path in paths if path.suffix == ".json"):
        yield parse_final_copy(_bytes(path), str(path)), path, path.stat().st_mtime_ns


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AdvisorError(
            Message("{path} cannot be read: {reason}.", path=path, reason=why(error))
        ) from error
