"""Reading an export of invoices, against reading the same file with the csv module alone."""

from __future__ import annotations

import csv
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

LINES = 100_000
HEADINGS = (
    *("ContactName", "EmailAddress", "InvoiceNumber", "Reference", "InvoiceDate", "DueDate"),
    *("Total", "TaxTotal", "InvoiceAmountPaid", "InvoiceAmountDue", "Description", "Quantity"),
    *("UnitAmount", "LineAmount", "Currency", "Type", "Sent", "Status"),
)
WITH_CSV = """
import csv, pathlib
with pathlib.Path({path!r}).open(newline="", encoding="utf-8-sig") as file:
    rows = list(csv.reader(file)) if {hold} else sum(1 for _ in csv.reader(file))
"""
OURS = """
import pathlib
from tests.evidence.reading import exports, read
exports()
header, manner, found = read(pathlib.Path({path!r}))
assert len(found.invoices) == {invoices}
"""
MEASURED = """
import pathlib, re, resource
{before}
start = resource.getrusage(resource.RUSAGE_SELF)
{code}
end = resource.getrusage(resource.RUSAGE_SELF)
# Linux counts into ru_maxrss what the process that started this one had.
status = pathlib.Path("/proc/self/status")
peak = re.search(r"VmHWM:\\s*(\\d+)", status.read_text()) if status.exists() else None
kilobytes = int(peak[1]) if peak else end.ru_maxrss
print(end.ru_utime - start.ru_utime + end.ru_stime - start.ru_stime, kilobytes)
"""
PREPARED = (
    "import tests.evidence.reading; tests.evidence.reading.exports(); tests.shipped.shipped()"
)


@dataclass(frozen=True)
class Reading:
    """One way to read the file: CPU seconds, and the most memory of the process in MB."""

    name: str
    seconds: float
    megabytes: float


def export(path: Path, lines: int = LINES) -> int:
    """Write an export of Xero with two lines an invoice; return the number of invoices."""
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for line in range(lines):
            number = line // 2
            day, month = number % 27 + 1, number // 27 % 12 + 1
            writer.writerow(
                (
                    *(
                        f"Sample Client {number % 40}",
                        "books@sample.example",
                        f"INV-{number:06}",
                        "",
                    ),
                    *(f"{day:02}/{month:02}/2026", f"{day + 1:02}/{month:02}/2026"),
                    *("1200.00", "200.00", "1200.00", "0.00", "Design, as agreed", "1"),
                    *("500.00", "500.00", "EUR", "Sales invoice", "Sent", "Paid"),
                )
            )
    return (lines + 1) // 2


def readings(folder: Path, lines: int = LINES, times: int = 3) -> list[Reading]:
    """Measure each way to read the file in a process of its own, the fastest of some runs."""
    path = folder / "export.csv"
    invoices = export(path, lines)
    ways = {
        "csv module, row by row": ("", WITH_CSV.format(path=str(path), hold=False)),
        "csv module, all rows held": ("", WITH_CSV.format(path=str(path), hold=True)),
        "invoices of an export": (PREPARED, OURS.format(path=str(path), invoices=invoices)),
    }
    return [
        min((_run(name, *way) for _ in range(times)), key=lambda one: one.seconds)
        for name, way in ways.items()
    ]


def _run(name: str, before: str, code: str) -> Reading:
    done = subprocess.run(
        [sys.executable, "-c", MEASURED.format(before=before, code=code)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, kilobytes = map(float, done.stdout.split())
    return Reading(name, seconds, kilobytes / 1024)
