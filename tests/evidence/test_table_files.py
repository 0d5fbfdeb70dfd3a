"""Damaged and unusual files: the text is read as it is meant, or refused with its place."""

from __future__ import annotations

import io
import sys
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest

from advisor.errors import FileProblems
from advisor.reading import delimited
from advisor.reading.sheet_process import plain, sheet_rows
from advisor.reading.table import read_table
from tests.evidence.reading import read

HEAD = "Number,Client,Date,Due Date,Total,Balance,Status\n"
ROW = "A-1,Muestra Textil SL,2026-01-02,2026-02-01,100.00,0.00,Paid\n"


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file and return it."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def packed(**parts: bytes) -> bytes:
    """Return an archive with some files, each name with its slashes as two underscores."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", data)
    return file.getvalue()


def sheet(*rows: list[object]) -> bytes:
    """Return a spreadsheet with one sheet of rows."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


UTF8, LATIN = "Peña".encode(), "Peña".encode("cp1252")
FORMULA = sheet(
    HEAD.strip().split(","), ["A-1", "X", "2026-01-02", "2026-02-01", "=1+1", 0, "Paid"]
)


def far(cell: str) -> bytes:
    """Return a spreadsheet with a table and a cell far away from it."""
    file = io.BytesIO(sheet(["a", "b", "c"], ["1", "2", "3"]))
    book = openpyxl.load_workbook(file)
    book.active[cell] = "x"
    book.save(file)
    return file.getvalue()


def renamed(data: bytes, old: str, new: str) -> bytes:
    """Return an archive with a part under another name, also where it is named."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w") as after:
        for one in before.namelist():
            text = before.read(one).replace(old.encode(), new.encode())
            after.writestr(one.replace(old, new), text)
    return file.getvalue()


CIRCLE = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + bytes(16)
    + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0"
    + bytes(482)
    + b"\xff" * 512
)
"""A container of files whose list of sectors leads to itself."""
JSON = (
    '[{"Number": "A-1", "Client": "X", "Date": "2026-01-02", "Due Date": "2026-02-01",'
    ' "Total": 100.5, "Balance": 0, "Status": "Paid"}]'
)

DAMAGED: dict[str, tuple[str, str | bytes, int, str]] = {
    "empty": ("a.csv", "", 0, "The file is empty."),
    "blank": ("a.csv", "\n\n\n", 1, "No column ends alike"),
    "prose": ("a.csv", "Dear client\nplease pay\n", 1, "No column ends alike"),
    "a picture": ("a.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 90, 0, "no table as text"),
    "a PDF": ("a.csv", b"%PDF-1.7\n1 0 obj", 0, "no table as text"),
    "a spreadsheet named .csv": ("a.csv", sheet(["a", "b", "c"]), 0, "no table as text"),
    "zeros": ("a.csv", b"a,b\n" + b"\0" * 5000, 1, "This is no text"),
    "zeros far on": (
        "a.csv",
        HEAD.encode() + ROW.encode() * 9000 + b"\0\n",
        9002,
        "This is no text",
    ),
    "a byte of no text": (
        "a.csv",
        HEAD.encode() + b"A-1,\x81\x8d,2026-01-02\n",
        2,
        "Found byte 0x81",
    ),
    "mixed encodings": (
        "a.csv",
        HEAD.encode()
        + b"A-1,"
        + UTF8
        + b",2026-01-02,,1,0,Paid\nA-2,"
        + LATIN
        + b",2026-01-02,,1,0,\n",
        3,
        "Found byte 0xf1, which does not fit the rest",
    ),
    "half of UTF-16": ("a.csv", "\ufeff".encode("utf-16-le") + b"a", 1, "Found byte"),
    "cut in a row": ("a.csv", HEAD + ROW + "A-2,Muestra Textil SL,2026-0", 3, "is it cut?"),
    "cut in quotes": ("a.csv", HEAD + ROW + 'A-2,"Muestra Text', 3, "does not end"),
    "quotes that never end": ("a.csv", HEAD + 'A-2,"' + ROW * 4000, 2, "does not end"),
    "a letter after quotes": ("a.csv", HEAD + '"A-2"x,B,2026-01-02,,1,0,\n', 2, "cannot be split"),
    "a sum that is none": (
        "a.csv",
        HEAD + ROW.replace("100.00", "a lot"),
        2,
        "'a lot', which is no sum",
    ),
    "a sum too large": ("a.csv", HEAD + ROW.replace("100.00", "9" * 20), 2, "which is no sum"),
    "a date that is none": (
        "a.csv",
        HEAD + ROW.replace("2026-01-02", "2026-02-30"),
        2,
        "which is no date",
    ),
    "two forms of dates": (
        "a.csv",
        HEAD
        + ROW.replace("2026-01-02", "13/02/2026")
        + ROW.replace("2026-01-02", "02/13/2026").replace("A-1", "A-2"),
        3,
        "Found '02/13/2026' here and '13/02/2026' elsewhere",
    ),
    "two forms of sums": (
        "a.csv",
        HEAD + ROW + 'A-2,X,2026-01-02,2026-02-01,"1.000,50",0,Paid\n',
        3,
        "Found '1.000,50' here and",
    ),
    "a formula": (
        "a.csv",
        HEAD + ROW.replace("100.00", "=SUM(A1:A2)"),
        2,
        "the formula '=SUM(A1:A2)'",
    ),
    "a formula without its value": ("a.xlsx", FORMULA, 2, "Cell E2 holds a formula"),
    "no archive": ("a.xlsx", b"PK\3\4 and no more", 0, "no spreadsheet, or it is damaged"),
    "text named .xlsx": ("a.xlsx", HEAD + ROW, 0, "no spreadsheet, or it is damaged"),
    "text named .xls": ("a.xls", HEAD + ROW, 0, "no spreadsheet, or it is damaged"),
    "a cut spreadsheet": (
        "a.xlsx",
        sheet(["a", "b", "c"])[:900],
        0,
        "no spreadsheet, or it is damaged",
    ),
    "an archive of something else": ("a.xlsx", packed(word__document=b"<a/>"), 0, "no spreadsheet"),
    "a zip bomb": (
        "a.xlsx",
        packed(xl__worksheets__sheet1=b"0" * 60_000_000),
        0,
        "unpacks to more",
    ),
    "a cell in the last row and column": ("a.xlsx", far("XFD1048576"), 0, "more cells than are"),
    "a cell far off in an archive named .xls": ("a.xls", far("XFD1048576"), 0, "more cells than"),
    "an old spreadsheet that goes in a circle": ("a.xls", CIRCLE, 0, "more cells than are read"),
    "a formula in a part of another name": (
        "a.xlsx",
        renamed(FORMULA, "worksheets/sheet1.xml", "tables/a.xml"),
        2,
        "Cell E2 holds a formula",
    ),
    "rows of too many cells": ("a.csv", HEAD + "1," * 20_000 + "\n", 2, "more than 16384 cells"),
    "a row of too many lines": ("a.csv", HEAD + '"a\n",' * 11_000, 2, "does not end; is it cut?"),
    "an empty sheet": ("a.xlsx", sheet(), 0, "No sheet holds a table."),
    "no JSON": ("a.json", '[{"a": 1},\n {"b": }]', 2, "This is not JSON."),
    "deep JSON": ("a.json", "[" * 100_000, 0, "This is not JSON."),
    "JSON with a sum of a billion digits": (
        "a.json",
        JSON.replace("100.5", "1e999999999"),
        2,
        "Found '1e999999999', which is no sum.",
    ),
    "JSON with a sum beyond all numbers": (
        "a.json",
        JSON.replace("100.5", "1e9999999999999999999"),
        2,
        "Found '1e9999999999999999999', which is no sum.",
    ),
    "JSON with a sum of 5,000 digits": ("a.json", JSON.replace("100.5", "9" * 5000), 2, "no sum"),
    "JSON with a field twice": (
        "a.json",
        JSON.replace("Status", "Total"),
        0,
        "field 'Total' twice",
    ),
    "JSON of as many fields as objects": (
        "a.json",
        "[" + ",".join(f'{{"f{number}": 1}}' for number in range(4_000)) + "]",
        0,
        "The objects have 4000 fields",
    ),
    "JSON of something else": ("a.json", '{"data": [1, 2]}', 0, "A list of objects is expected"),
}


@pytest.mark.parametrize("name", sorted(DAMAGED))
def test_a_damaged_file_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    """One message names the file, the line where there is one, and what was found."""
    file, content, line, message = DAMAGED[name]
    path = written(tmp_path, file, content)
    with pytest.raises(FileProblems) as caught:
        read(path)
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line) == (str(path), line)
    assert message in problem.message


@pytest.mark.parametrize("sign", [",", "\u00e9", "\u4e00"])
def test_a_line_of_a_gigabyte_is_refused_at_its_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sign: str
) -> None:
    """No more than its first megabytes are read or held, whatever stands in it."""
    path, line = tmp_path / "a.csv", sign.encode()
    with path.open("wb") as file:
        # The file system stores the rest as a hole.
        file.write(HEAD.encode() + line * (5 * delimited.MOST_LINE // len(line)))
        file.truncate(1_000_000_000)
    taken = []

    class Counted(io.FileIO):
        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            taken.append(super().readinto(buffer) or 0)
            return taken[-1]

    monkeypatch.setattr(Path, "open", lambda self, mode: io.BufferedReader(Counted(self, mode)))
    tracemalloc.start()
    try:
        with pytest.raises(FileProblems, match="more than 1000000 characters") as caught:
            read(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    (problem,) = caught.value.problems
    assert problem.place.line == 2
    assert sum(taken) < 30_000_000
    assert peak < 30_000_000


READ: dict[str, tuple[str | bytes, str]] = {
    "semicolons": (HEAD.replace(",", ";") + ROW.replace(",", ";"), "100.00"),
    "tabs": (HEAD.replace(",", "\t") + ROW.replace(",", "\t"), "100.00"),
    "a line that names the delimiter": ("sep=;\n" + (HEAD + ROW).replace(",", ";"), "100.00"),
    "decimal commas and semicolons": (
        (HEAD + ROW).replace(",", ";").replace("100.00", "1.100,50").replace("0.00", "0,00"),
        "1100.50",
    ),
    "thin spaces": (
        (HEAD + ROW).replace(",", ";").replace("100.00", "1\u202f100,50").replace("0.00", "0,00"),
        "1100.50",
    ),
    "a currency and a minus": (HEAD + ROW.replace("100.00", '"$1,100.50"'), "1100.50"),
    "thousands alone": (HEAD + ROW.replace("100.00", '"1,100"'), "1100"),
    "a byte order mark": (b"\xef\xbb\xbf" + (HEAD + ROW).encode(), "100.00"),
    "UTF-16": (("\ufeff" + HEAD + ROW).encode("utf-16-le"), "100.00"),
    "Windows-1252": ((HEAD + ROW.replace("Muestra", "Señal")).encode("cp1252"), "100.00"),
    "titles above": ("Report of invoices\nMy Studio\n\n" + HEAD + ROW, "100.00"),
    "breaks of a Mac": ((HEAD + ROW).replace("\n", "\r"), "100.00"),
    "totals below": (HEAD + ROW + "Total,,,,100.00,0.00,\n", "100.00"),
    "headings again": (HEAD + ROW + HEAD, "100.00"),
    "a number kept as text": (HEAD + ROW.replace("A-1", '"=""007"""'), "100.00"),
    "no break at the end": (HEAD + ROW.rstrip(), "100.00"),
}


@pytest.mark.parametrize("name", sorted(READ))
def test_what_is_written_otherwise_is_read(tmp_path: Path, name: str) -> None:
    """Delimiter, encoding, titles and forms of sums are told from the file itself."""
    content, total = READ[name]
    _, _, found = read(written(tmp_path, "a.csv", content))
    (one,) = found.invoices
    assert f"{one.total}" == total
    assert (one.paid, one.open) == (one.total, 0)


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (("03/04/2026", "13/04/2026"), "day_first"),
        (("04/03/2026", "04/13/2026"), "month_first"),
        (("05/02/2026", "07/01/2026"), "month_first"),
        (("03/04/2026", "05/06/2026"), None),
        (("03/03/2026", "04/04/2026"), "day_first"),
    ],
)
def test_the_data_decide_the_order_of_dates(
    tmp_path: Path, dates: tuple[str, str], order: str | None
) -> None:
    """A part above 12 decides, else that none falls due before it is issued, else nothing does."""
    row = ROW.replace("2026-01-02", dates[0]).replace("2026-02-01", dates[1])
    _, manner, _ = read(written(tmp_path, "a.csv", HEAD + row))
    assert manner.order == order


def test_a_spreadsheet_is_read_without_calamine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where python-calamine cannot be had, openpyxl reads the same."""
    rows = [HEAD.strip().split(","), ["A-1", "X", "2026-01-02", "2026-02-01", 100.5, 0, "Paid"]]
    path = written(tmp_path, "a.xlsx", sheet(*rows))
    with_calamine = list(sheet_rows(path))
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    without = list(sheet_rows(path))
    assert [(number, [plain(cell) for cell in row]) for number, row in without] == [
        (number, [plain(cell) for cell in row]) for number, row in with_calamine
    ]
    assert plain(tuple(without[1][1])[4]) == ["number", "100.5"]


@pytest.mark.parametrize("encoding", ["rot13", "base64", "zip", "uu", "nope"])
def test_what_decodes_no_text_is_no_encoding(tmp_path: Path, encoding: str) -> None:
    """Python's codecs for other things than text are no encodings of a table."""
    path = written(tmp_path, "a.csv", HEAD + ROW)
    with pytest.raises(FileProblems, match=f"There is no encoding '{encoding}'"):
        read_table(path, encoding)
