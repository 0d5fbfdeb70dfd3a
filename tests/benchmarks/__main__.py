"""Run all benchmarks and write their tables to ``docs/benchmarks.md``.

Run by ``make bench``, which installs the other engines. Every figure is CPU time of one
run on one machine; only the ratios are meant to be compared.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import deciding, exports, growth, processes
from tests.conftest import ROOT
from tests.shipped import shipped

PACKAGES = ("typer", "rich", "PyYAML", "durable-rules", "zen-engine", "panzi-json-logic")
PACKAGES += ("rule-engine", "business-rules")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a Markdown table, the first column left, the others right."""
    yield "| " + " | ".join(head) + " |"
    yield "|---|" + "---:|" * (len(head) - 1)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def machine() -> Iterator[str]:
    """Yield what the figures were measured on and with."""
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} not installed")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    yield f"- Date: {date.today().isoformat()}; rules {shipped().version}."
    yield f"- Machine: {_processor()}, {cores} cores, {platform.system()}."
    yield f"- {platform.python_implementation()} {platform.python_version()}; {', '.join(found)}."


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        names = {
            line.split(":", 1)[1].strip() for line in text.splitlines() if "model name" in line
        }
        return names.pop() if len(names) == 1 else platform.machine()
    except OSError:
        return platform.processor() or platform.machine()


def written(quick: bool) -> str:
    """Measure everything and return the page."""
    library = shipped()
    repetitions = 3 if quick else 7
    timings = deciding.engines(library, 400 if quick else 1000, 60 if quick else 200, repetitions)
    ours = next(item for item in timings if item.name == "compiled")
    others = [item for item in timings if item.name in deciding.peers.PEERS]
    fastest = max(item.per_second for item in others)
    lines = ["# Benchmarks", "", *machine(), ""]
    lines += [
        "Made anew by `make bench`. Times are CPU time on a shared machine: compare ratios.",
        "",
    ]
    lines += ["## Deciding one case", ""]
    lines += [
        "Three-valued truth of all findings, then whether and when, from facts that are derived",
        "already: the shipped rules in every engine, each in its best layout, the same random cases.",
        "Engines without a third truth value get each rule as two expressions, one for true and",
        "one for false; durable_rules by hand gets the first alone. For all but the first engine",
        "the balance is weighed in Python between two calls, a hundredth of the fastest peer's time.",
        "Of the rows, peers evaluate no more than the first that holds, where they can.",
        "The fastest of several runs counts, since others use the machine too.",
        "",
    ]
    rows = [
        (
            item.name,
            f"{item.per_second:,.0f}",
            f"{ours.per_second / item.per_second:.1f}",
            str(item.disagreements),
        )
        for item in timings
    ]
    lines += table(
        ("engine", "decisions per CPU second", "compiled is faster by", "disagreements"), rows
    )
    lines += [
        "",
        f"Compiled conditions against the fastest peer: {ours.per_second / fastest:.1f} times.",
    ]
    named = {item.name: item for item in timings}
    if "durable_rules" in named:
        ratio = named["durable_rules, by hand"].per_second / named["durable_rules"].per_second
        lines += [
            "",
            f"Through durable_rules against rules written for it by hand: {ratio:.2f} times the time.",
        ]
    lines += ["", "## Deriving and deciding", ""]
    lines += [
        "The time of a case against that of the compiled decision above. The answers and the facts",
        "that rules read are derived before it. The others (dates of the plan, sums, what letters",
        "alone ask for) are derived after it, when the days of dispatch are known.",
        "",
    ]
    costs_a_case = deciding.deriving(library, 200, repetitions)
    rows = [
        (
            what,
            f"{seconds * 1e6:.0f}",
            f"{seconds * ours.per_second:.2f}",
            "1" if what == deciding.READ_BY_RULES else "-",
        )
        for what, seconds in costs_a_case.items()
    ]
    lines += table(
        ("what", "microseconds a case", "times deciding whether and when", "limit"), rows
    )
    lines += ["", "## Whole commands", ""]
    case = ROOT / "examples" / "demo.yaml"
    costs = processes.costs(case, 3 if quick else 9)
    rows = [
        (cost.name, f"{cost.seconds * 1000:.0f}", f"{cost.ratio:.2f}", str(cost.limit or "-"))
        for cost in costs
    ]
    lines += table(("command", "CPU ms", "times the trivial command", "limit"), rows)
    lines += ["", "## Reading an export of invoices", ""]
    lines += [
        f"{exports.LINES:,} lines of an export, two for each invoice, in a process of its own that has the",
        "rules already. Reading row by row keeps nothing; the invoices are kept as text until all",
        "of them have decided how dates and numbers are written.",
        "",
    ]
    with TemporaryDirectory() as folder:
        read = exports.readings(Path(folder), times=1 if quick else 3)
    first = read[0].seconds
    rows = [
        (one.name, f"{one.seconds:.2f}", f"{one.seconds / first:.1f}", f"{one.megabytes:.0f}")
        for one in read
    ]
    lines += table(("how", "CPU seconds", "times the csv module", "MB at most"), rows)
    lines += ["", "## Growth", ""]
    steps = [*growth.rules(library, repetitions), *growth.questions(library, repetitions)]
    rows = [
        (
            step.what,
            str(step.size),
            f"{step.seconds * 1e6:.0f}",
            f"{step.seconds * 1e9 / step.size:.0f}",
        )
        for step in steps
    ]
    lines += table(("what grows", "how many", "microseconds a case", "nanoseconds each"), rows)
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the page, or print it with ``--print``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer cases and repetitions")
    parser.add_argument("--print", action="store_true", help="print instead of writing the page")
    options = parser.parse_args()
    page = written(options.quick)
    if options.print:
        print(page)
    else:
        (ROOT / "docs" / "benchmarks.md").write_text(page, encoding="utf-8")
        print(page)


if __name__ == "__main__":
    main()
