"""The folders of the laws: what is read, and a lack that names law and field."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from advisor.errors import ContentError
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import Library
from advisor.knowledge.law import PROPERTIES, HolidayCalendar, Law, NoticePeriod
from advisor.knowledge.law_reader import read_law
from tests.knowledge.small import load, write_small

ALL = f"{{{', '.join(f'{name}: no' for name in PROPERTIES)}}}"
FIELDS = {
    "properties": ALL,
    "holidays": "{country: XA}",
    "notice": "none",
    "route": "any",
    "next_rung": "unknown",
    "currency": "XAU",
    "called": [],
}


def read(library: Library, changed: Mapping[str, str | None]) -> Law:
    """Read a law with some fields changed, or left out."""
    text = "".join(f"{k}: {v}\n" for k, v in {**FIELDS, **changed}.items() if v is not None)
    return read_law(
        "xa", strict_yaml.parse(text.encode(), "law.yaml"), library.facts, ("xa.short",)
    )


def test_a_law_is_read(library: Library) -> None:
    """Properties, holidays with a region in their place, and a notice by the interval of pay."""
    notice = (
        "{needs: {trade_registered: yes}, unless: {contract_kind: project}, by: pay_interval,"
        " periods: {day: {figure: short}, week: {weekday: monday, last_weekday: friday,"
        " verified: no}, month: {month_day: 3, verified: yes}, quarter: {figure: short,"
        " to: quarter}, task: {figure: short, to: month}}}"
    )
    law = read(library, {"notice": notice})
    assert law.properties == dict.fromkeys(PROPERTIES, False)
    assert law.calendar() == HolidayCalendar("XA")
    assert law.calendar("N") == HolidayCalendar("XA", "N")
    assert law.calendar("none") == HolidayCalendar("XA")
    assert law.notice is not None
    assert law.notice.needs == {"trade_registered": True}
    assert law.notice.unless == {"contract_kind": "project"}
    assert law.notice.periods == {
        "day": NoticePeriod("xa.short"),
        "week": NoticePeriod(weekday=1, last_weekday=5, verified=False),
        "month": NoticePeriod(month_day=3),
        "quarter": NoticePeriod("xa.short", "quarter"),
        "task": NoticePeriod("xa.short", "month"),
    }


FAULTS: list[tuple[dict[str, str | None], str]] = [
    *(({name: None}, f"The law 'xa' does not define {name}.") for name in FIELDS),
    ({"properties": ALL.replace("at_will: no, ", "")}, "'xa' does not define properties.at_will."),
    ({"properties": ALL.replace("at_will: no", "at_will: often")}, "allowed: yes or no"),
    ({"properties": ALL.replace("}", ", kind: yes}")}, "There is no field 'kind' here."),
    ({"holidays": "{region: N}"}, "The field 'country' is missing."),
    ({"route": "pigeon"}, "Found 'pigeon'; allowed: any, burofax"),
    ({"currency": None}, "The law 'xa' does not define currency."),
    ({"currency": "euro"}, "Found 'euro'; write a code of ISO 4217 such as EUR, or unknown."),
    ({"next_rung": "duel"}, "Found 'duel'; allowed: unknown"),
    ({"notice": "{by: pay_intervall, periods: {}}"}, "Did you mean 'pay_interval'?"),
    (
        {"notice": "{by: pay_interval, periods: {day: {figure: short}}}"},
        "does not define notice.periods.week, notice.periods.month, notice.periods.quarter or ",
    ),
    (
        {"notice": "{by: relationship_years, periods: {2: {figure: short}}}"},
        "The law 'xa' does not define notice.periods.0.",
    ),
    ({"notice": "{period: {figure: shor}}"}, "'xa' does not define shor. Did you mean 'short'?"),
    ({"notice": "{period: {month_day: 31, verified: yes}}"}, "a day from 1 to 28 is expected."),
    ({"notice": "{period: {figure: short}, needs: {rest: yes}}"}, "'rest' is no fact of yes, no"),
]


@pytest.mark.parametrize(("changed", "message"), FAULTS)
def test_a_fault_in_a_law_names_law_and_field(
    library: Library, changed: dict[str, str | None], message: str
) -> None:
    """Nothing is taken for granted where a law says nothing."""
    with pytest.raises(ContentError) as caught:
        read(library, changed)
    assert message in str(caught.value)


def test_a_law_that_is_no_choice_is_a_fault(tmp_path: Path) -> None:
    """A library without the question about the law takes no folder of a law."""
    roots = write_small(tmp_path)
    (roots.rules / "laws" / "uk").mkdir(parents=True)
    with pytest.raises(ContentError, match="rules/laws/uk:1:1: 'uk' is no choice"):
        load(roots)


def test_every_choice_of_the_question_has_its_law(library: Library) -> None:
    """Whatever law a case names, its properties are known."""
    assert set(library.laws) == set(library.questions["governing_law"].choices)
    assert all(set(law.properties) == set(PROPERTIES) for law in library.laws.values())
