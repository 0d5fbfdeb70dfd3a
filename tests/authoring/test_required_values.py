"""What calculations need of the content is named before a case meets the lack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from advisor.authoring.required_values import known_without_answers, lacking
from advisor.errors import DatedValueError
from advisor.facts.derive import derive
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.dated_value import DatedValue
from advisor.model import Case
from tests.random_cases import TODAY, grown

D = date.fromisoformat
NAME = "customary_notice_days"


def having(library: Library, **changes: object) -> Library:
    """Return the library with one figure changed."""
    changed: DatedValue = replace(library.values[NAME], **changes)  # type: ignore[arg-type]
    return library.changed(values={**library.values, NAME: changed})


def said(library: Library, roots: Roots, today: date) -> list[str]:
    """The messages about what is lacking."""
    return [problem.message for problem in lacking(library, roots, today)]


def test_the_shipped_content_lacks_nothing(library: Library, roots: Roots, today: date) -> None:
    """Every figure, calculation and region is there."""
    assert said(library, roots, today) == []


def test_what_is_known_without_answers_is_known_of_every_case(library: Library) -> None:
    """The facts that proofs and texts take as known are known of random cases."""
    known = known_without_answers(library, TODAY)
    assert {"as_of", "notice_given_on", "review_date"} <= known
    assert "notice_end_date" not in known
    for seed in range(150):
        assert known <= set(derive(library, grown(library, seed), TODAY).known)


def test_a_figure_that_is_gone_is_named(library: Library, roots: Roots, today: date) -> None:
    """The check names it, and a case that needs it is refused with one sentence."""
    values = {name: value for name, value in library.values.items() if name != NAME}
    small = library.changed(values=values)
    (message,) = said(small, roots, today)
    assert message.startswith(f"There is no value {NAME!r}, which a calculation needs.")
    with pytest.raises(DatedValueError, match="There is no value 'customary_notice_days'"):
        derive(small, Case(), today)


def test_a_figure_that_has_ended_is_a_fault(library: Library, roots: Roots, today: date) -> None:
    """What a calculation cannot do without may not lapse."""
    small = having(library, values={D("2000-01-01"): 14, D("2026-11-22"): None})
    assert said(small, roots, D("2026-11-21")) == []
    (message,) = said(small, roots, today)
    assert message.startswith(f"{NAME} has no figure for 2026-11-22, and a calculation needs one")


def test_a_figure_is_counted_in_its_own_unit(library: Library, roots: Roots, today: date) -> None:
    """Two weeks are two weeks; what is no length of time is a fault."""
    weeks = having(library, unit="weeks", values={D("2000-01-01"): 3})
    assert said(weeks, roots, today) == []
    assert derive(weeks, Case(), today).known["customary_end_date"] == D("2026-12-13")
    (message,) = said(having(library, unit="EUR"), roots, today)
    assert message == f"{NAME} is in 'EUR'; the calculation takes days, weeks or months."


def test_a_fact_without_a_calculation_is_named(library: Library, roots: Roots, today: date) -> None:
    """It would never be known, and every rule on it stay undecided."""
    facts = {**library.facts, "talk_day": library.facts["talk_days"]}
    (message,) = said(library.changed(facts=facts), roots, today)
    assert message == (
        "No calculation gives the fact 'talk_day', so it is never known. Did you mean 'talk_days'?"
    )


def test_a_fact_through_nothing_is_named(library: Library, roots: Roots, today: date) -> None:
    """What may move a fact has to be a fact itself."""
    wrong = replace(library.facts["notice_end_date"], through=("holiday_regio",))
    small = library.changed(facts={**library.facts, "notice_end_date": wrong})
    (message,) = said(small, roots, today)
    assert message == (
        "notice_end_date goes through 'holiday_regio', and there is no such fact. "
        "Did you mean 'holiday_region'?"
    )


def test_a_region_that_has_no_holidays_is_named(
    library: Library, roots: Roots, today: date
) -> None:
    """A choice must be a region of the country whose holidays are known."""
    asked = library.questions["region_es"]
    wrong = replace(asked, choices=(*asked.choices, "XX"))
    small = library.changed(questions={**library.questions, "region_es": wrong})
    (message,) = said(small, roots, today)
    assert message.startswith("region_es: the package holidays knows no region 'XX' there;")
