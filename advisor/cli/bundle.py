"""``advisor bundle``: all that is kept about a client in one archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli.options import DEFAULT_CASE, CaseFile, Setting, with_setting

if TYPE_CHECKING:
    from advisor.cli.assessed_case import OpenCase
    from advisor.letters.final_copy import FinalCopy
    from advisor.report.bundle import Piece

LARGEST = 100_000_000
"""Bytes of one file that goes into a bundle."""

Named = Annotated[list[Path] | None, typer.Argument(metavar="[FILE]...", show_default=False)]
Output = Annotated[
    str | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help="Write to this file (.zip).", show_default=False
    ),
]


@with_setting("as_of", "force")
def bundle(
    setting: Setting,
    case: CaseFile = DEFAULT_CASE,
    files: Named = None,
    out: Output = None,
) -> None:
    """Gather all that is kept about a client in one archive, for a lawyer or a court.

    CASE is a case file, case.yaml if none is named. The archive holds the case, its journal,
    the statement of account and the brief for a lawyer where the advice calls for them, final
    letters with their records, each FILE, and an index in order of date. A FILE whose name
    begins with a date such as 2026-10-03 stands in the index on that day, an .eml on its own.
    The same files give the same bytes.
    """
    from advisor.cli import output
    from advisor.cli.assessed_case import open_case
    from advisor.errors import Message, UsageError
    from advisor.formats.archive import archive

    opened = open_case(case, setting, own_details=True)
    if opened.path is None:
        text = Message("A bundle is made of a case file; name one in place of -.")
        raise UsageError(text)
    out = output.named(out, opened.beside("bundle", ".zip"))
    output.suffix_of(out, (".zip",))
    opened.deliver(archive(gathered(opened, opened.path, files or ())), out)


def gathered(opened: OpenCase, path: Path, named: Sequence[Path]) -> dict[str, bytes]:
    """Return the files of a bundle under their paths in it, the index first.

    Raises :class:`~advisor.errors.AdvisorError` for a file that cannot be read.
    """
    from advisor.report import bundle as index_of
    from advisor.report.plain_text import report_text

    phrases, assessed = opened.phrases, opened.assessed
    files: dict[str, bytes] = {}
    pieces: list[Piece] = []

    def add(name: str, data: bytes, day: date | None, what: str) -> None:
        files[name] = data
        pieces.append(index_of.Piece(day, what, name))

    add("case.yaml", read(path), opened.as_of, phrases.say("bundle.case"))
    if assessed.case.evidence.journal:
        files[index_of.JOURNAL] = report_text(index_of.journal(phrases, assessed)).encode()
    copies = _copies(path, files)
    newest = {record.kind: name for record, name in copies}
    recorded = list(index_of.sent_letters(phrases, assessed, newest))
    sent = {one.file for one in recorded}
    pieces += recorded
    for record, name in copies:
        if name not in sent:
            what = phrases.say("bundle.unsent", name=record.title)
            pieces.append(index_of.Piece(date.fromisoformat(record.date), what, name))
    for name, data, title in _papers(opened):
        add(name, data, opened.as_of, title)
    for name, data, day in _named_files(named, path):
        add(name, data, day, Path(name).name)
    index = index_of.index(phrases, assessed, pieces, files)
    return {index_of.INDEX: report_text(index).encode(), **files}


def read(path: Path) -> bytes:
    """Read a file for the bundle. Raises :class:`~advisor.errors.FileProblems`."""
    from advisor.errors import FileProblems, Message, Place, Problem
    from advisor.files import read_whole

    data = read_whole(path, LARGEST, str(path), FileProblems)
    if len(data) > LARGEST:
        text = Message("The file is larger than {most} MB.", most=LARGEST // 1_000_000)
        raise FileProblems([Problem(Place(str(path)), text)])
    return data


def _copies(path: Path, files: dict[str, bytes]) -> list[tuple[FinalCopy, str]]:
    """Add the final letters and their records to ``files``; return them in order of date."""
    from advisor.cli.final_copies import kept_copies
    from advisor.letters.final_copy import render_final_copy

    found = []
    for record, data in kept_copies(path):
        name = f"letters/{record.file}"
        files[name], files[f"letters/{record.record}"] = data, render_final_copy(record)
        found.append((record, name))
    return found


def _papers(opened: OpenCase) -> Iterator[tuple[str, bytes, str]]:
    """Yield the papers that are written for the bundle: name, bytes, title."""
    from advisor.cli.letter_files import letter_file, letter_of, warn_incomplete
    from advisor.letters.selection import called_for

    for name in called_for(opened.phrases, opened.assessment):
        if opened.phrases.kinds[name].bundle:
            found = letter_of(opened, name)
            warn_incomplete(opened, (found,))
            yield f"{name}.docx", letter_file(found, ".docx"), found.title


def _named_files(named: Sequence[Path], case: Path) -> Iterator[tuple[str, bytes, date | None]]:
    """Yield the files that the user named, each once: path in the bundle, bytes, day."""
    from advisor.locale.control_characters import visible

    seen, taken = {case.resolve()}, set[str]()
    for path in named:
        if path.resolve() in seen:
            continue
        seen.add(path.resolve())
        data, name, number = read(path), visible(path.name), 2
        while name.lower() in taken:
            name, number = f"{path.stem}-{number}{path.suffix}", number + 1
        taken.add(name.lower())
        yield f"files/{name}", data, _day(path.name, data)


def _day(name: str, data: bytes) -> date | None:
    """Return the day of a file: that of an email, else the one its name begins with."""
    from email.parser import BytesHeaderParser
    from email.utils import parsedate_to_datetime

    try:
        if name.lower().endswith(".eml"):
            return parsedate_to_datetime(str(BytesHeaderParser().parsebytes(data)["Date"])).date()
        return date.fromisoformat(name[:10])
    except (ValueError, TypeError):
        return None
