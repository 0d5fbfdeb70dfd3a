"""Read delimited text: which encoding, which delimiter, and its rows.

The encoding is what a byte order mark says, else UTF-8 where every byte fits, else
Windows-1252. The delimiter is the one of which the rows have the steadiest number of cells
and the most cells that are numbers or dates.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import BinaryIO

from advisor.errors import FileProblems, Message
from advisor.reading.rows import Progress, Row, Table, fault
from advisor.reading.written import is_encoding

DELIMITERS = ",;\t|"
MOST_LINE = 1_000_000
"""Characters of one line."""
SAMPLE, SAMPLE_SIZE = 200, 300_000
"""Lines that the delimiter is chosen by, and characters after which they are enough."""
MOST_CELLS = 16_384
"""Cells of a row, as many as a spreadsheet has."""
MOST_BROKEN = 10_000
"""Lines of one row, whose texts in quotes have line breaks."""
CHUNK = 1 << 18
MOST_BYTES = 4
"""Bytes of one character."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEP = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_TYPED = re.compile(r"[^\w]{0,3}[0-9][0-9., \u00a0\u202f/:T-]*[^\w]{0,3}")
_TWO_BYTES = re.compile(rb"[\xc3\xc2][\x80-\xbf]|\xe2\x80[\x80-\xbf]")
NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16"}
"""What people call an encoding."""


def read_delimited(path: Path, name: str, encoding: str | None, progress: Progress) -> Table:
    """Read a file of delimited text. Raises :class:`~advisor.errors.FileProblems`."""
    chosen = _checked(path, name, encoding) if encoding else _encoding(path, name)
    lines = _lines(path, name, chosen)
    head, size = [], 0
    for line in lines:
        head.append(line)
        size += len(line)
        if len(head) >= SAMPLE or size >= SAMPLE_SIZE:
            break
    lines.close()
    given = _SEP.fullmatch(head[0]) if head else None
    delimiter = given[1] if given else _delimiter(head, name)
    size = max(path.stat().st_size, 1)
    rows = _rows(path, name, chosen, delimiter, bool(given), lambda at: progress(at / size))
    return Table(name, rows, chosen, delimiter)


def _checked(path: Path, name: str, encoding: str) -> str:
    if not is_encoding(encoding):
        raise fault(name, Message("There is no encoding {encoding}.", encoding=repr(encoding)))
    wrong = _fault(path, encoding)
    if wrong is not None:
        raise _wrong_byte(path, name, wrong)
    return encoding


def _encoding(path: Path, name: str) -> str:
    with path.open("rb") as file:
        start = file.read(CHUNK)
    for bom, encoding in _BOMS:
        if start.startswith(bom):
            return _checked(path, name, encoding)
    if b"\0" in start:
        raise fault(name, Message("This is no text; export it as CSV or as a spreadsheet."), 1)
    wrong = _fault(path, "utf-8")
    if wrong is None:
        return "utf-8"
    if _fault(path, "cp1252") is None and not _has_two_bytes(path):
        return "cp1252"
    raise _wrong_byte(path, name, wrong)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    """Yield a file piece by piece, up to the end of a line that is too long to be read."""
    length = 0
    while chunk := file.read(CHUNK):
        yield chunk
        last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        length = len(chunk) - last - 1 if last >= 0 else length + len(chunk)
        if length > MOST_LINE * MOST_BYTES:
            return


def _fault(path: Path, encoding: str) -> int | None:
    """Return the place of the first byte that an encoding does not have."""
    decoder, at = codecs.getincrementaldecoder(encoding)(), 0
    with path.open("rb") as file:
        pieces = _chunks(file)
        while True:
            chunk = next(pieces, b"")
            held = len(decoder.getstate()[0])
            try:
                # Where a line is too long, the rest is not looked at.
                decoder.decode(chunk, not chunk and not file.read(1))
            except UnicodeDecodeError as error:
                return at - held + error.start
            except UnicodeError:
                return at
            if not chunk:
                return None
            at += len(chunk)


def _has_two_bytes(path: Path) -> bool:
    """Tell whether characters of UTF-8 stand in a file that is not all UTF-8."""
    with path.open("rb") as file:
        return any(_TWO_BYTES.search(chunk) for chunk in _chunks(file))


def _wrong_byte(path: Path, name: str, at: int) -> FileProblems:
    line, column = 1, 1
    with path.open("rb") as file:
        left = at
        while left > 0:
            chunk = file.read(min(CHUNK, left))
            line += chunk.count(b"\n")
            last = chunk.rfind(b"\n")
            column = len(chunk) - last if last >= 0 else column + len(chunk)
            left -= len(chunk)
        byte = file.read(1)
    told = Message(
        "Found byte {code}, which does not fit the rest of the text. Say how it is encoded, "
        "such as {option}, or export it anew as UTF-8.",
        code=f"0x{byte[0]:02x}" if byte else "0x",
        option="--encoding cp1252",
    )
    return fault(name, told, line, column)


def _lines(path: Path, name: str, encoding: str) -> Generator[str, None, None]:
    """Yield the lines of a text, none of them longer than :data:`MOST_LINE`."""
    with path.open("rb") as raw:
        text = io.TextIOWrapper(raw, encoding, newline="")
        for number in range(1, 1 << 62):
            line = text.readline(MOST_LINE)
            if not line:
                return
            if len(line) == MOST_LINE:
                told = Message("The line has more than {count} characters.", count=MOST_LINE)
                raise fault(name, told, number)
            if "\0" in line:
                told = Message("This is no text; export it as CSV or as a spreadsheet.")
                raise fault(name, told, number, line.index("\0") + 1)
            yield line


def _delimiter(lines: list[str], name: str) -> str:
    """Return the delimiter of a sample of lines."""
    best = max(DELIMITERS, key=lambda one: _steadiness(lines, one))
    if not _steadiness(lines, best)[0]:
        known = "', '".join(DELIMITERS.replace("\t", "tab"))
        told = Message("No column ends alike in these lines; looked for '{known}'.", known=known)
        raise fault(name, told, 1)
    return best


def _steadiness(lines: list[str], delimiter: str) -> tuple[float, int]:
    """Return how well a delimiter splits lines, and into how many cells."""
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(row)]
    except csv.Error:
        return 0.0, 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    cells = [cell for row in rows if len(row) == width for cell in row if cell]
    typed = sum(1 for cell in cells if _TYPED.fullmatch(cell.strip()))
    return count / len(rows) * (1 + 2 * typed / max(len(cells), 1)), width


def _rows(
    path: Path, name: str, encoding: str, delimiter: str, skip: bool, progress: Progress
) -> Iterator[Row]:
    size_of, ended, start = 0, True, 1

    def counted() -> Iterator[str]:
        nonlocal size_of, ended
        for number, line in enumerate(_lines(path, name, encoding), 1):
            if line.count(delimiter) >= MOST_CELLS:
                told = Message("The row has more than {count} cells.", count=MOST_CELLS)
                raise fault(name, told, number)
            if number - start > MOST_BROKEN:
                raise _unended(name, start)
            size_of += len(line)
            ended = line[-1] in "\r\n"
            yield line

    reader = csv.reader(counted(), delimiter=delimiter, strict=True)
    cells: list[str] = []
    try:
        for cells in reader:
            if not skip and any(cells):
                yield Row(start, tuple(cells), not ended)
            skip, start = False, reader.line_num + 1
            if not reader.line_num % 1000:
                progress(size_of)
    except csv.Error as error:
        if "end of data" in str(error) or "field larger" in str(error):
            raise _unended(name, start) from error
        told = Message("This row cannot be split into cells: {reason}.", reason=str(error))
        raise fault(name, told, start) from error


def _unended(name: str, line: int) -> FileProblems:
    told = Message("A text in quotes begins in this row and does not end; is it cut?")
    return fault(name, told, line)
