"""What the calculations ask of the content, so that a lack is named before a case meets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date

from advisor.errors import AdvisorError, DatedValueError, Place, Problem, nearest, one_of
from advisor.facts.calculation import Given
from advisor.facts.calendars import holidays_of
from advisor.facts.dated_values import ended
from advisor.facts.derive import CALCULATIONS
from advisor.knowledge import roles
from advisor.knowledge.content import Rulebook
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.law import NO_REGION, Law
from advisor.model import FactValue

LENGTHS = ("days", "weeks", "months")
"""Units in which a figure that is counted out may stand."""

YEAR = 2027
"""Any year will do to see whether a region is known."""


def lacking(rulebook: Rulebook, roots: Roots, on: date) -> Iterator[Problem]:
    """Find what calculations lack: figures, calculations of facts, regions with holidays."""
    yield from _figures(rulebook, Place(roots.name(roots.rules / "values"), 1, 1), on)
    yield from _facts(rulebook, Place(roots.name(roots.rules / "facts.yaml"), 1, 1))
    for law in rulebook.laws.values():
        yield from _holidays(rulebook, law)
        yield from _inputs(rulebook, law)


def known_without_answers(rulebook: Rulebook, as_of: date) -> frozenset[str]:
    """Return the derived facts that are calculated without any answer, and with any one choice.

    Calculations that lack a dated value are left out; :func:`lacking` names them.
    """
    calculations = {name: CALCULATIONS[name] for name in rulebook.facts if name in CALCULATIONS}

    def known(answer: Mapping[str, FactValue]) -> set[str]:
        given = Given(as_of, rulebook.values, rulebook.laws, calculations, dict(answer))
        for name in calculations:
            with suppress(DatedValueError):
                given.calculate(name)
        return set(given.known)

    found = known({})
    for question in rulebook.questions.values():
        if question.kind in ("yes_no", "choice"):
            for choice in question.choices or (True, False):
                found &= known({question.id: choice})
    return frozenset(found)


def _figures(rulebook: Rulebook, folder: Place, on: date) -> Iterator[Problem]:
    needed = {name: role.choices for name, role in roles.ROLES.items() if role.thing == "value"}
    for law in rulebook.laws.values():
        if law.notice:
            needed |= {item.figure: LENGTHS for item in law.notice.periods.values() if item.figure}
        if f"{law.id}.{roles.FINAL_NOTICE_LENGTH}" in rulebook.values:
            needed[f"{law.id}.{roles.FINAL_NOTICE_LENGTH}"] = LENGTHS
    for name, units in needed.items():
        value = rulebook.values.get(name)
        if value is None:
            text = f"There is no value {name!r}, which a calculation needs."
            yield Problem(folder, text + nearest(name, list(rulebook.values)))
        elif value.unit not in units:
            text = f"{name} is in {value.unit!r}; the calculation takes {one_of(units)}."
            yield Problem(value.place, text)
        elif ended(value, on):
            text = f"{name} has no figure for {on}, and a calculation needs one: it has ended."
            yield Problem(value.place, text)


def _facts(rulebook: Rulebook, file: Place) -> Iterator[Problem]:
    for name, kind in rulebook.facts.items():
        if kind.origin == "derived" and name not in CALCULATIONS:
            text = f"No calculation gives the fact {name!r}, so it is never known."
            yield Problem(file, text + nearest(name, list(CALCULATIONS)))
        for other in kind.through:
            if other not in rulebook.facts:
                text = f"{name} goes through {other!r}, and there is no such fact."
                yield Problem(file, text + nearest(other, list(rulebook.facts)))


def _holidays(rulebook: Rulebook, law: Law) -> Iterator[Problem]:
    """Find a country or region of a law that the package ``holidays`` does not know."""
    if law.holidays is None:
        return
    try:
        holidays_of(law.holidays, YEAR)
    except AdvisorError as error:
        yield Problem(law.place, error.message)
        return
    question = rulebook.questions.get(roles.region(law.id))
    for region in question.choices if question else ():
        try:
            holidays_of(law.calendar(region), YEAR)
        except AdvisorError:
            yield Problem(
                question.place if question else law.place,
                f"{roles.region(law.id)}: the package holidays knows no region {region!r} there; "
                f"for one without holidays of its own write {NO_REGION}.",
            )


def _inputs(rulebook: Rulebook, law: Law) -> Iterator[Problem]:
    """Find questions that the law's notice or holidays ask for and rules/facts.yaml omits."""
    read = [law.notice.by, *law.notice.needs, *law.notice.unless] if law.notice else []
    asked = {item for name in read if name for item in rulebook.facts[name].inputs}
    region = {roles.region(law.id)} & rulebook.questions.keys()
    for fact, needed in ((roles.LAW_NOTICE_END_DATE, asked), (roles.HOLIDAY_REGION, region)):
        for name in sorted(needed - set(rulebook.facts[fact].inputs)):
            text = f"The law {law.id!r} asks for {name}, which {fact} does not list under from."
            yield Problem(law.place, text)
