"""What the calculations ask of the content, so that a lack is named before a case meets it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from advisor.errors import DatedValueError, Place, Problem, nearest, one_of
from advisor.facts.calculation import Given
from advisor.facts.calendars import COUNTRY_OF_LAW, NO_REGION, holidays_of
from advisor.facts.dated_values import ended
from advisor.facts.derive import CALCULATIONS
from advisor.knowledge.content import Library
from advisor.knowledge.load import Roots

LENGTHS = ("days", "weeks", "months")
"""Units in which a figure that is counted out may stand."""

FIGURES = {
    "customary_notice_days": LENGTHS,
    "extended_notice_days": LENGTHS,
    "trade_notice_days": LENGTHS,
    "fr_notice_months_under_2_years": LENGTHS,
    "fr_notice_months_2_to_5_years": LENGTHS,
    "fr_notice_months_5_to_10_years": LENGTHS,
    "fr_notice_months_over_10_years": LENGTHS,
    "de_notice_days_by_task": LENGTHS,
    "de_notice_weeks_by_quarter": LENGTHS,
    "final_notice_days": LENGTHS,
    "fr_final_notice_days": LENGTHS,
    "cooling_off_days": LENGTHS,
    "review_days": LENGTHS,
    "post_slack_days": LENGTHS,
    "runway_target_months": ("months",),
}
"""The dated values without which some case cannot be worked out, with the units they take."""

YEAR = 2027
"""Any year will do to see whether a region is known."""


def lacking(library: Library, roots: Roots, on: date) -> Iterator[Problem]:
    """Find what calculations lack: figures, calculations of facts, regions with holidays."""
    yield from _figures(library, Place(roots.name(roots.rules / "values"), 1, 1), on)
    yield from _facts(library, Place(roots.name(roots.rules / "facts.yaml"), 1, 1))
    yield from _regions(library)


def known_without_answers(library: Library, as_of: date) -> frozenset[str]:
    """Return the derived facts that are calculated even for a case without any answer.

    Calculations that lack a dated value are left out; :func:`lacking` names them.
    """
    calculations = {name: CALCULATIONS[name] for name in library.facts if name in CALCULATIONS}
    given = Given(as_of, library.values, calculations)
    for name in calculations:
        with suppress(DatedValueError):
            given.work_out(name)
    return frozenset(given.known)


def _figures(library: Library, folder: Place, on: date) -> Iterator[Problem]:
    for name, units in FIGURES.items():
        value = library.values.get(name)
        if value is None:
            text = f"There is no value {name!r}, which a calculation needs."
            yield Problem(folder, text + nearest(name, list(library.values)))
        elif value.unit not in units:
            text = f"{name} is in {value.unit!r}; the calculation takes {one_of(units)}."
            yield Problem(value.place, text)
        elif ended(value, on):
            text = f"{name} has no figure for {on}, and a calculation needs one: it has ended."
            yield Problem(value.place, text)


def _facts(library: Library, file: Place) -> Iterator[Problem]:
    for name, kind in library.facts.items():
        if kind.origin == "derived" and name not in CALCULATIONS:
            text = f"No calculation gives the fact {name!r}, so it is never known."
            yield Problem(file, text + nearest(name, list(CALCULATIONS)))
        for other in kind.through:
            if other not in library.facts:
                text = f"{name} goes through {other!r}, and there is no such fact."
                yield Problem(file, text + nearest(other, list(library.facts)))


def _regions(library: Library) -> Iterator[Problem]:
    for law in COUNTRY_OF_LAW:
        question = library.questions.get(f"region_{law}")
        if question is None:
            continue
        for region in question.choices:
            try:
                holidays_of(law, YEAR, region)
            except NotImplementedError:
                yield Problem(
                    question.place,
                    f"{question.id}: the package holidays knows no region {region!r} there; "
                    f"for one without holidays of its own write {NO_REGION}.",
                )
