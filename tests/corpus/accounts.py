"""How far the advice agrees with the expected values of the accounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from advisor.errors import AdvisorError
from advisor.knowledge.content import Library
from tests.corpus.observed import Observed

HERE = Path(__file__).resolve().parent
PARTS = ("whether", "when", "gates", "gates_absent", "days")
"""What is compared."""


@dataclass(frozen=True)
class Miss:
    """One part of the advice on an account that is not as expected."""

    account: str
    part: str
    got: str
    expected: str


def read(path: Path) -> dict[str, Any]:
    """Return an account."""
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def files(folder: str) -> list[Path]:
    """Return the accounts of a folder, ``fitted`` or ``held_out``."""
    return sorted((HERE / folder).glob("*.yaml"))


def misses(library: Library, path: Path) -> tuple[Miss, ...]:
    """Return what is not as expected of one account; nothing where the advice agrees."""
    account = read(path)
    unsure = tuple(account.get("dont_know") or ())
    try:
        seen = Observed(library, account["answers"], account["as_of"], unsure)
    except AdvisorError as error:
        return (Miss(path.stem, "whether", f"refused: {error}", "advice"),)
    return tuple(
        Miss(path.stem, part, got, expected)
        for part, got, expected in _compared(seen, account["expected"])
    )


def _compared(seen: Observed, expected: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the parts that differ, with what was found and what is expected.

    ``when`` counts only where the advice is to end. An expected ``last_day`` of null means
    that the account fixes none: then none may be printed, unless work stops today.
    """
    advice = seen.advice
    whether, when, day = advice["whether"], advice["when"], advice["last_day"]
    if whether not in expected["whether"]:
        yield "whether", whether, " or ".join(expected["whether"])
    allowed = expected.get("when")
    if whether == "end" and whether in expected["whether"] and allowed and when not in allowed:
        yield "when", when, " or ".join(map(str, allowed))
    if missing := [gate for gate in expected["gates"] if gate not in seen.gates]:
        yield "gates", " ".join(seen.gates) or "none", " ".join(missing)
    if present := [gate for gate in expected["gates_absent"] if gate in seen.gates]:
        yield "gates_absent", " ".join(present), "not there"
    fixed, earliest = expected.get("last_day"), expected.get("not_before")
    if whether == "end" and when != "now":
        if day is not None and fixed is None and earliest is None:
            yield "days", day, "no day"
        elif fixed is not None and day != str(fixed):
            yield "days", str(day), str(fixed)
        if earliest is not None:
            bound = day or advice.get("not_before")
            if bound is None or date.fromisoformat(bound) < date.fromisoformat(str(earliest)):
                yield "days", str(bound), f"not before {earliest}"


@dataclass(frozen=True)
class Agreement:
    """How many accounts agree, in whole and by part."""

    accounts: int
    misses: tuple[Miss, ...]

    @property
    def whole(self) -> int:
        """How many accounts agree in every part."""
        return self.accounts - len({miss.account for miss in self.misses})

    @property
    def verdict(self) -> int:
        """How many accounts agree on whether and, where it is to end, on when."""
        wrong = {miss.account for miss in self.misses if miss.part in ("whether", "when")}
        return self.accounts - len(wrong)

    def of(self, part: str) -> int:
        """How many accounts agree in a part."""
        wrong = {miss.account for miss in self.misses if miss.part == part}
        return self.accounts - len(wrong)


def agreement(library: Library, folder: str) -> Agreement:
    """Run the accounts of a folder and return how far the advice agrees."""
    found = files(folder)
    return Agreement(len(found), tuple(miss for path in found for miss in misses(library, path)))


def table(found: Agreement) -> str:
    """Return the figures, and each miss with what was found and what is expected."""
    total = found.accounts
    lines = [
        f"{'in whole':14}{found.whole:3} of {total}",
        f"{'verdict':14}{found.verdict:3} of {total}",
    ]
    lines += [f"{part:14}{found.of(part):3} of {total}" for part in PARTS]
    lines += [
        "",
        *(
            f"{miss.account:48} {miss.part:13} got {miss.got}; expected {miss.expected}"
            for miss in found.misses
        ),
    ]
    return "\n".join(lines)
