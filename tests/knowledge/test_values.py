"""Dated values and the files of the laws: what is read, and each fault with its place."""

from __future__ import annotations

import pytest

from advisor.errors import ContentError
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import Library
from advisor.knowledge.dated_value import DatedValue
from advisor.knowledge.values import Dated, read_payment, read_value, unknown_bases
from tests.shipped import shipped

FIGURE = "{unit: days, verified: yes, source: a page, values: {2013-03-16: 30}}"
SUM = FIGURE.replace("days", "GBP")
POINTS = FIGURE.replace("days", "percentage points")
RATE = FIGURE.replace("days", "percent a year").replace("03-16", "01-01")


REST = {
    "pay_days": "unknown",
    "pay_days_most": "unknown",
    "interest": "unknown",
    "fixed_sum": "none",
}


def law(text: str) -> dict[str, DatedValue]:
    """Read the payment of one law from its text; what it leaves out is said to be unknown."""
    found: dict[str, Dated] = {}
    rest = "".join(
        f"{name}: {word}\n"
        for name, word in REST.items()
        if f"{name}:" not in text and not (name == "interest" and "interest_" in text)
    )
    read_payment("uk", strict_yaml.parse((text + rest).encode(), "uk.yaml"), found)
    return {name: value for name, (value, _) in found.items()}


def test_what_a_law_sets_is_named_by_the_law() -> None:
    """The ids begin with the law, and a fixed sum ends with the least debt."""
    found = law(f"pay_days: {FIGURE}\nfixed_sum:\n  0: {SUM}\n  1000: {SUM}\n")
    assert list(found) == ["uk.pay_days", "uk.fixed_sum.0", "uk.fixed_sum.1000"]
    assert found["uk.pay_days"].verified
    assert found["uk.pay_days"].follows


FAULTS = [
    (f"pay_day: {FIGURE}\n", "uk.yaml:1:1: Found 'pay_day'; allowed: pay_days,"),
    (f"fixed_sum:\n  small: {FIGURE}\n", "uk.yaml:2:3: Found 'small'; a number such as 30"),
    (
        "pay_days: {unit: days, verified: yes, values: {2013-03-16: 1}}\n",
        "'source' is missing",
    ),
    (f"pay_days: {FIGURE[:-1]}, from: x}}\n", "There is no field 'from' here."),
    (f"pay_days: {FIGURE[:-1]}, follows: often}}\n", "Found 'often'; allowed: yes or no."),
    (
        "pay_days: {unit: days, verified: yes, source: a page, values: {}}\n",
        "uk.yaml:1:55: There is no figure; write none if it has ended.",
    ),
    (
        "pay_days: {unit: days, verified: yes, source: a page, values: {2013: 1}}\n",
        "Found '2013'; a date such as 2026-11-30 is expected.",
    ),
    (f"fixed_sum:\n  -5: {SUM}\n", "uk.yaml:2:3: Found '-5'; a debt of 0 or more"),
    (f"fixed_sum:\n  0: {SUM}\n  0.0: {SUM}\n", "uk.yaml:3:3: The sum from 0.0 on is given"),
    (f"fixed_sum:\n  0: {FIGURE}\n", "Found 'days'; allowed: a currency."),
    (f"pay_days: {SUM}\n", "uk.yaml:1:12: Found 'GBP'; allowed: days."),
    (f"interest_margin: {POINTS}\n", "uk.yaml:1:1: interest_margin needs 'over'"),
    (f"pay_days: {FIGURE[:-1]}, over: rate}}\n", "pay_days takes no 'over'"),
    (f"pay_days: {FIGURE.replace(': 30', ': -1')}\n", "Found -1; 0 or more is expected."),
    (f"pay_days: {FIGURE.replace(': 30', ': 2.5')}\n", "Found 2.5; a whole number of days"),
    (f"pay_days: {FIGURE.replace(': 30', ': 3661')}\n", "days up to 3660 is expected."),
]


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_a_fault_in_a_law_is_named_with_its_place(text: str, message: str) -> None:
    """Each fault is one message with file, line and column, and what is allowed."""
    with pytest.raises(ContentError) as caught:
        law(text)
    assert len(caught.value.problems) == 1
    assert message in str(caught.value)


def test_a_general_value_needs_a_description() -> None:
    """Only a law's values, whose meaning is fixed, may do without."""
    with pytest.raises(ContentError, match="The field 'description' is missing"):
        read_value("limit", strict_yaml.parse(FIGURE.encode(), "x.yaml"))


def test_a_margin_over_nothing_is_a_fault() -> None:
    """The value that a margin is added to must exist; a slip of the pen gets a hint."""
    found = law(f"interest_margin: {POINTS[:-1]}, over: bank_rat}}\n")
    bank, _ = read_value("bank_rate", strict_yaml.parse(RATE.encode(), "x.yaml"), "")
    (problem,) = unknown_bases({**found, "bank_rate": bank})
    assert str(problem) == (
        "uk.yaml:1:18: uk.interest_margin is added to 'bank_rat', which is not among the values. "
        "Did you mean 'bank_rate'?"
    )


def test_a_reference_rate_is_one_of_half_years() -> None:
    """A figure from a day in between, or in another unit, is named where it stands."""
    found = law(f"interest_margin: {POINTS[:-1]}, over: bank}}\n")
    late = RATE.replace("2013-01-01", "2013-02-01")
    bank, _ = read_value("bank", strict_yaml.parse(late.encode(), "x.yaml"), "")
    (problem,) = unknown_bases({**found, "bank": bank})
    assert str(problem) == (
        "x.yaml:1:1: bank has a figure from 2013-02-01; each begins on 1 January or 1 July."
    )
    bank, _ = read_value(
        "bank", strict_yaml.parse(RATE.replace("percent a year", "EUR").encode(), "x"), ""
    )
    (problem,) = unknown_bases({**found, "bank": bank})
    assert problem.message == "Others are added to bank, so its unit must be 'percent a year'."


def test_a_rate_may_be_below_zero() -> None:
    """Reference rates of central banks have been, notice and sums never are."""
    rate, _ = read_value(
        "r", strict_yaml.parse(RATE.replace(": 30", ": -0.88").encode(), "x.yaml"), ""
    )
    assert list(map(str, rate.values.values())) == ["-0.88"]


def test_a_unit_that_nobody_knows_is_a_fault() -> None:
    """A slip in the unit would move every date that rests on it."""
    text = FIGURE.replace("days", "fortnights").encode()
    with pytest.raises(
        ContentError, match="Found 'fortnights'; allowed: days, business_days, weeks"
    ):
        read_value("limit", strict_yaml.parse(text, "x.yaml"), "A limit")


def test_a_measure_that_a_law_leaves_out_is_named() -> None:
    """What is neither given nor said to be unknown is an error with the law and the measure."""
    node = strict_yaml.parse(b"pay_days: unknown\ninterest: none\n", "uk.yaml")
    with pytest.raises(ContentError, match="'uk' does not define pay_days_most or fixed_sum"):
        read_payment("uk", node, {})


def test_interest_that_a_law_does_not_set_is_one_word() -> None:
    """A rate is given as points over a reference rate or as a yearly rate, not as interest."""
    with pytest.raises(ContentError, match="interest takes unknown or none; a rate is one of"):
        law(f"interest: {RATE}\n")


def test_a_figure_that_is_not_verified_among_others_is_marked() -> None:
    """The days listed are first days of figures; any other day is a fault."""
    text = (
        "{unit: percent a year, verified: yes, source: a page, unverified: [2025-07-01],"
        " values: {2025-01-01: 3, 2025-07-01: 2}}"
    )
    value, _ = read_value("r", strict_yaml.parse(text.encode(), "x.yaml"), "")
    assert [value.verified_on(day) for day in value.values] == [True, False]
    other = text.replace("[2025-07-01]", "[2025-08-01]")
    with pytest.raises(ContentError, match="x.yaml:1:68: No figure begins on 2025-08-01"):
        read_value("r", strict_yaml.parse(other.encode(), "x.yaml"), "")


def test_what_is_general_knowledge_is_not_verified(
    library: Library,
) -> None:
    """Nothing that nobody read is called verified."""
    for value in library.values.values():
        source = library.phrases.value(value.id).source
        doubt = ("general knowledge", "not seen", "No figure")
        assert not (value.verified and any(word in source for word in doubt)), value.id


def test_reference_rates_stand_by_half_year(library: Library) -> None:
    """A line begins on 1 January or 1 July, so that no half-year borrows another's rate."""
    bases = {value.over for value in library.values.values() if value.over}
    assert bases == {"ecb_reference_rate", "bank_of_england_base_rate", "bundesbank_base_rate"}
    for name in bases:
        for day, figure in library.values[name].values.items():
            assert figure is None or (day.day, day.month) in ((1, 1), (1, 7))


@pytest.mark.parametrize("language", ["es", "fr"])
def test_where_a_figure_comes_from_is_said_in_every_language(
    library: Library, language: str
) -> None:
    """No English is left in the source of a figure that a report shows."""
    other = shipped(language)
    for name in ("fr.notice_months_under_2_years", "final_notice_days", "review_days"):
        assert other.phrases.value(name).source != library.phrases.value(name).source
    assert other.phrases.value("review_days").source.startswith("F19, ")
