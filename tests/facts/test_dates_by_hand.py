"""Dates worked out by hand, each with the working that is shown to the user."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from advisor.facts.calendars import Count, holidays_of
from advisor.facts.derive import derive
from advisor.knowledge.content import Library
from advisor.knowledge.law import NO_REGION
from advisor.model import Case, Duration
from tests.workings import working

D = date.fromisoformat
CUSTOM = " Source: S83, custom among freelancers, not verified."
TO_PAY = " Source: F1, custom of credit control, not verified."
CASE_LAW = (
    " Source: Court practice on C. com. L442-1 II, grid of droitdelaconcurrence.fr, not verified."
)


def german(interval: str, **more: Any) -> dict[str, Any]:
    """Answers of an open-ended service under German law, its contract silent on notice."""
    silent = {"contract_kind": "open_ended", "notice_stated": False}
    return {"governing_law": "de", "pay_interval": interval, **silent, **more}


def stated(count: int, unit: Any, runs_from: str = "receipt", law: str = "") -> dict[str, Any]:
    """Answers of a contract that states its notice."""
    answers = {
        "notice_stated": True,
        "notice_period": Duration(count, unit),
        "notice_runs_from": runs_from,
        "governing_law": law,
        "notice_counting": "usual" if unit == "business_days" else "",
    }
    return {name: answer for name, answer in answers.items() if answer != ""}


def national(prudent: str) -> str:
    """Return the note on a national calendar, and the day after it that is prudent."""
    return (
        "(national public holidays only; regional and municipal ones are in no list here, "
        f"so {prudent} is the prudent day)."
    )


def renews(term_end: str, count: int, unit: Any, law: str = "") -> dict[str, Any]:
    """Answers of a contract that renews unless notice is given in time."""
    answers = {
        "contract_kind": "fixed_term",
        "term_end": D(term_end),
        "auto_renews": True,
        "renewal_notice": Duration(count, unit),
        "governing_law": law,
    }
    return {name: answer for name, answer in answers.items() if answer != ""}


BY_HAND: list[tuple[str, dict[str, Any], str, str, str]] = [
    # Calendar days: 8 are left in November, 22 fall in December.
    ("2026-11-22", stated(30, "days"), "notice_end_date", "2026-12-22",
     "30 calendar days from receipt on 22 November 2026: 22 December 2026."),
    ("2026-12-31", stated(1, "days"), "notice_end_date", "2027-01-01",
     "1 calendar day from receipt on 31 December 2026: 1 January 2027."),
    # A leap year: 19 days lead to 29 February, 11 more to 11 March.
    ("2028-02-10", stated(30, "days"), "notice_end_date", "2028-03-11",
     "30 calendar days from receipt on 10 February 2028: 11 March 2028 "
     "(29 February 2028 is counted)."),
    # The year before: 18 days lead to 28 February, 12 more to 12 March.
    ("2027-02-10", stated(30, "days"), "notice_end_date", "2027-03-12",
     "30 calendar days from receipt on 10 February 2027: 12 March 2027."),
    # Weeks, counted from sending as the contract says.
    ("2026-11-22", stated(2, "weeks", "sending"), "notice_end_date", "2026-12-06",
     "2 weeks from sending on 22 November 2026: 6 December 2026."),
    # Nobody knows how the contract counts.
    ("2026-11-22", {"notice_stated": True, "notice_period": Duration(14, "days")},
     "notice_end_date", "2026-12-06",
     "14 calendar days from receipt on 22 November 2026, because the contract's own way of "
     "counting is not known: 6 December 2026."),
    # Months end on the same day, or on the last one where the month is too short.
    ("2026-11-22", stated(1, "months"), "notice_end_date", "2026-12-22",
     "1 month from receipt on 22 November 2026: 22 December 2026."),
    ("2027-01-31", stated(1, "months"), "notice_end_date", "2027-02-28",
     "1 month from receipt on 31 January 2027: 28 February 2027 (that month has no day 31)."),
    ("2028-01-31", stated(1, "months"), "notice_end_date", "2028-02-29",
     "1 month from receipt on 31 January 2028: 29 February 2028 "
     "(that month has no day 31; 2028 is a leap year)."),
    ("2026-11-30", stated(3, "months"), "notice_end_date", "2027-02-28",
     "3 months from receipt on 30 November 2026: 28 February 2027 "
     "(that month has no day 30)."),
    # To the end of a month: 30 days lead to 22 December, its month ends on the 31st.
    ("2026-11-22", stated(30, "days", "month_end"), "notice_end_date", "2026-12-31",
     "30 calendar days from receipt on 22 November 2026: 22 December 2026; "
     "then to the end of that month: 31 December 2026."),
    ("2026-11-22", stated(8, "days", "month_end"), "notice_end_date", "2026-11-30",
     "8 calendar days from receipt on 22 November 2026: 30 November 2026, "
     "the end of that month."),
    # Spain, from Friday 27 November: five days to 4 December, the 7th, not the 8th,
    # the 9th, 10th and 11th, and Monday 14 December is the tenth.
    ("2026-11-27", stated(10, "business_days", law="es"), "notice_end_date", "2026-12-14",
     "10 business days from receipt on 27 November 2026, leaving out 3 Saturdays, 3 Sundays "
     "and 1 public holiday (Immaculate Conception, 8 December): 14 December 2026 " + national("15 December 2026")),
    # Germany, the same days: 8 December is a working day, so 11 December is the tenth.
    ("2026-11-27", stated(10, "business_days", law="de"), "notice_end_date", "2026-12-11",
     "10 business days from receipt on 27 November 2026, leaving out 2 Saturdays and "
     "2 Sundays: 11 December 2026 " + national("14 December 2026")),
    # France, from Friday 18 December: four days to the 24th, four from the 28th to the 31st,
    # then 4 and 5 January.
    ("2026-12-18", stated(10, "business_days", law="fr"), "notice_end_date", "2027-01-05",
     "10 business days from receipt on 18 December 2026, leaving out 3 Saturdays, 3 Sundays "
     "and 2 public holidays (Christmas Day, 25 December; New Year's Day, 1 January): "
     "5 January 2027 " + national("6 January 2027")),
    # England, from Thursday 24 December: 26 December is a Saturday, so the 28th is free.
    ("2026-12-24", stated(5, "business_days", law="uk"), "notice_end_date", "2027-01-05",
     "5 business days from receipt on 24 December 2026, leaving out 2 Saturdays, 2 Sundays "
     "and 3 public holidays (Christmas Day, 25 December; Boxing Day (observed), 28 December; "
     "New Year's Day, 1 January): 5 January 2027 "
     "(the public holidays of England count, for no other part is given)."),
    # New York, from Friday 20 November: 23 to 25, not Thanksgiving, 27 and 30 November.
    ("2026-11-20", stated(5, "business_days", law="us_ny"), "notice_end_date", "2026-11-30",
     "5 business days from receipt on 20 November 2026, leaving out 2 Saturdays, 2 Sundays "
     "and 1 public holiday (Thanksgiving Day, 26 November): 30 November 2026."),
    # Quebec has 24 June, the rest of Canada has not.
    ("2027-06-23", stated(3, "business_days", law="ca_qc"), "notice_end_date", "2027-06-29",
     "3 business days from receipt on 23 June 2027, leaving out 1 Saturday, 1 Sunday and "
     "1 public holiday (Saint John the Baptist Day, 24 June): 29 June 2027."),
    ("2027-06-23", stated(3, "business_days", law="ca_other"), "notice_end_date", "2027-06-28",
     "3 business days from receipt on 23 June 2027, leaving out 1 Saturday and 1 Sunday: "
     "28 June 2027 " + national("29 June 2027")),
    # Another country: nothing is known of its holidays, and that is said.
    ("2026-11-22", stated(5, "business_days", law="other"), "notice_end_date", "2026-11-27",
     "5 business days from receipt on 22 November 2026: 27 November 2026 "
     "(no public holidays are known for this law)."),
    # Backwards from the end of a term: 31 days to 31 December, 29 more to 2 December.
    ("2026-11-22", renews("2027-01-31", 60, "days"), "renewal_deadline", "2026-12-02",
     "60 calendar days back from the end of the term on 31 January 2027: 2 December 2026."),
    ("2026-11-22", renews("2027-03-31", 1, "months"), "renewal_deadline", "2027-02-28",
     "1 month back from the end of the term on 31 March 2027: 28 February 2027 "
     "(that month has no day 31)."),
    ("2026-11-22", renews("2028-03-31", 1, "months"), "renewal_deadline", "2028-02-29",
     "1 month back from the end of the term on 31 March 2028: 29 February 2028 "
     "(that month has no day 31; 2028 is a leap year)."),
    # Australia, from Sunday 31 January back: Friday 29 is one, Tuesday 26 is Australia Day,
    # so the 28th, 27th, 25th and 22nd follow.
    ("2026-11-22", renews("2027-01-31", 5, "business_days", "au"), "renewal_deadline",
     "2027-01-22",
     "5 business days back from the end of the term on 31 January 2027, leaving out "
     "2 Saturdays, 1 Sunday and 1 public holiday (Australia Day, 26 January): "
     "22 January 2027 " + national("21 January 2027")),
    # Spain, a TRADE contract that states no notice.
    ("2026-11-22", {"governing_law": "es", "trade_registered": True, "notice_stated": False},
     "law_notice_end_date", "2026-12-22",
     "30 calendar days from receipt on 22 November 2026: 22 December 2026. Source: Ley 20/2007 "
     "art. 15, with custom where the contract is silent, not verified."),
    # France by the length of the relation: 1, 3 and 9 complete years.
    ("2026-11-22", {"governing_law": "fr", "relationship_started": D("2025-06-01")},
     "law_notice_end_date", "2026-12-22",
     "1 complete year of working together. 1 month from receipt on 22 November 2026: "
     "22 December 2026." + CASE_LAW),
    ("2026-11-22", {"governing_law": "fr", "relationship_started": D("2023-03-01")},
     "law_notice_end_date", "2027-02-22",
     "3 complete years of working together. 3 months from receipt on 22 November 2026: "
     "22 February 2027." + CASE_LAW),
    ("2026-08-31", {"governing_law": "fr", "relationship_started": D("2016-09-01")},
     "law_notice_end_date", "2027-02-28",
     "9 complete years of working together. 6 months from receipt on 31 August 2026: "
     "28 February 2027 (that month has no day 31)." + CASE_LAW),
    # Germany by the interval of pay. 22 November 2026 is a Sunday.
    ("2026-11-22", german("day"), "law_notice_end_date",
     "2026-11-23",
     "1 calendar day from receipt on 22 November 2026: 23 November 2026. "
     "Source: BGB sec. 621 no. 1."),
    ("2026-11-22", german("week"), "law_notice_end_date",
     "2026-11-28",
     "Paid by the week: notice by 23 November 2026 ends the service on 28 November 2026."),
    ("2026-11-15", german("month"), "law_notice_end_date",
     "2026-11-30",
     "Paid by the month: notice on 15 November 2026, by day 15 of the month, ends the service "
     "with that month, 30 November 2026."),
    ("2028-01-16", german("month"), "law_notice_end_date",
     "2028-02-29",
     "Paid by the month: 16 January 2028 is past day 15 of the month, so notice ends the service "
     "with the following month, 29 February 2028."),
    ("2026-11-22", german("quarter"), "law_notice_end_date",
     "2027-03-31",
     "6 weeks from receipt on 22 November 2026: 3 January 2027; then to the end of that "
     "quarter: 31 March 2027. Source: BGB sec. 621 no. 4."),
    ("2026-11-19", german("quarter"), "law_notice_end_date",
     "2026-12-31",
     "6 weeks from receipt on 19 November 2026: 31 December 2026, the end of that quarter. "
     "Source: BGB sec. 621 no. 4."),
    ("2026-11-22", german("task"), "law_notice_end_date",
     "2026-12-06",
     "14 calendar days from receipt on 22 November 2026: 6 December 2026. "
     "Source: BGB sec. 621 no. 5."),
    # Custom, cure and payment.
    ("2026-11-22", {}, "customary_end_date", "2026-12-06",
     "14 calendar days from receipt on 22 November 2026: 6 December 2026." + CUSTOM),
    ("2026-12-18", {"contract_form": "signed", "notice_form": "email", "cause_clause": True, "governing_law": "co",
                    "cure_period": Duration(5, "business_days")},
     "cure_deadline", "2026-12-28",
     "5 business days from a notice of breach received on 18 December 2026, leaving out "
     "2 Saturdays, 2 Sundays and 1 public holiday (Christmas Day, 25 December): "
     "28 December 2026 " + national("29 December 2026")),
    ("2026-11-22", {"governing_law": "fr", "notice_form": "email"}, "final_notice_deadline", "2026-11-30",
     "8 calendar days from the receipt of a final notice on 22 November 2026: 30 November 2026. "
     "Source: Usage of registered payment demands in France."),
    ("2026-11-22", {"governing_law": "uk", "notice_form": "email"}, "final_notice_deadline", "2026-12-06",
     "14 calendar days from the receipt of a final notice on 22 November 2026: "
     "6 December 2026." + TO_PAY),
    # Prudence.
    ("2026-11-30", {"runway_months": 1}, "runway_ready_date", "2027-01-30",
     "Reserves should last 3 months and last 1, so one month is counted for each that is "
     "missing. 2 months from 30 November 2026: 30 January 2027. Source: F18, not verified."),
    ("2026-11-22", {"trigger": "single_incident", "incident_on": D("2026-11-15")},
     "review_date", "2026-11-29",
     "14 calendar days from the incident on 15 November 2026: 29 November 2026. "
     "Source: S76, F21, not verified."),
]  # fmt: skip


def within(law: str, region: str, **answers: Any) -> dict[str, Any]:
    """Answers of a contract whose region is known."""
    return {"governing_law": law, f"region_{law}": region, **answers}


def days(count: int) -> dict[str, Any]:
    """A notice of some business days, counted from receipt."""
    return stated(count, "business_days")


BY_REGION: list[tuple[str, dict[str, Any], str, str, str]] = [
    # 28 February 2027, Andalusia Day, is a Sunday, so Monday 1 March is free there.
    ("2027-02-24", within("es", "AN", **days(3)), "notice_end_date", "2027-03-02",
     "1 public holiday (Monday following Andalusia Day, 1 March): 2 March 2027 "
     "(the public holidays of Andalusia count)."),
    # Easter 2027 is 28 March. Maundy Thursday is free in Madrid, not in Catalonia ...
    ("2027-03-24", within("es", "MD", **days(1)), "notice_end_date", "2027-03-29",
     "2 public holidays (Maundy Thursday, 25 March; Good Friday, 26 March): 29 March 2027 "
     "(the public holidays of Madrid count)."),
    # ... where Easter Monday is.
    ("2027-03-24", within("es", "CT", **days(2)), "notice_end_date", "2027-03-30",
     "2 public holidays (Good Friday, 26 March; Easter Monday, 29 March): 30 March 2027 "
     "(the public holidays of Catalonia count)."),
    ("2027-01-04", within("de", "BY", **days(2)), "notice_end_date", "2027-01-07",
     "1 public holiday (Epiphany, 6 January): 7 January 2027 "
     "(the public holidays of Bavaria count)."),
    ("2027-03-25", within("fr", "Alsace", **days(1)), "notice_end_date", "2027-03-30",
     "2 public holidays (Good Friday, 26 March; Easter Monday, 29 March): 30 March 2027 "
     "(the public holidays of Alsace count)."),
    # Elsewhere in France Good Friday is a working day.
    ("2027-03-25", within("fr", "none", **days(1)), "notice_end_date", "2027-03-26",
     "1 business day from receipt on 25 March 2027: 26 March 2027."),
    # Scotland makes up for 2 January, a Saturday, and England does not.
    ("2026-12-31", within("uk", "SCT", **days(2)), "notice_end_date", "2027-01-06",
     "(New Year's Day, 1 January; New Year Holiday (observed), 4 January): 6 January 2027 "
     "(the public holidays of Scotland count)."),
    ("2027-02-12", within("ca_other", "ON", **days(1)), "notice_end_date", "2027-02-16",
     "1 public holiday (Family Day, 15 February): 16 February 2027 "
     "(the public holidays of Ontario count)."),
    # Thanksgiving and the day after it.
    ("2026-11-25", within("us_other", "TX", **days(1)), "notice_end_date", "2026-11-30",
     "Friday After Thanksgiving, 27 November): 30 November 2026 "
     "(the public holidays of Texas count)."),
    ("2027-03-25", within("ch", "ZH", **days(1)), "notice_end_date", "2027-03-30",
     "2 public holidays (Good Friday, 26 March; Easter Monday, 29 March): 30 March 2027 "
     "(the public holidays of Zurich count)."),
    # Melbourne Cup Day, the first Tuesday of November, counted over backwards.
    ("2027-06-01", within("au", "VIC", **renews("2027-11-03", 1, "business_days")),
     "renewal_deadline", "2027-11-01",
     "1 public holiday (Melbourne Cup Day, 2 November): 1 November 2027 "
     "(the public holidays of Victoria count)."),
    # Saint Joseph's Day, a Friday in 2027, is free in the Basque Country.
    ("2027-03-18", within("es", "PV", contract_form="signed", notice_form="email", cause_clause=True,
                          cure_period=Duration(1, "business_days")),
     "cure_deadline", "2027-03-22",
     "1 public holiday (Saint Joseph's Day, 19 March): 22 March 2027 "
     "(the public holidays of Basque Country count)."),
]  # fmt: skip


@pytest.mark.parametrize(("as_of", "answers", "fact", "end", "expected"), BY_REGION)
def test_the_public_holidays_of_a_region_are_left_out_and_named(
    library: Library, as_of: str, answers: dict[str, Any], fact: str, end: str, expected: str
) -> None:
    """Business days skip the holidays of the region that was given, and the working says so."""
    facts = derive(library, Case(answers), D(as_of))
    assert facts.known[fact] == D(end)
    assert working(library, facts, D(as_of), fact).endswith(expected)


def test_every_region_that_can_be_chosen_has_its_holidays(library: Library) -> None:
    """The choices are regions that the package knows, for a law whose country it knows."""
    asked = [name for name in library.questions if name.startswith("region_")]
    assert len(asked) == 8
    for name in asked:
        law = library.laws[name.removeprefix("region_")]
        national = holidays_of(law.calendar(NO_REGION), 2027)
        found = {
            region: holidays_of(law.calendar(region), 2027)
            for region in library.questions[name].choices
        }
        assert all(found.values())
        assert any(days != national for days in found.values())


def test_a_region_says_nothing_about_calendar_days(library: Library) -> None:
    """Where no business days are counted the region moves nothing."""
    as_of = D("2027-03-24")
    plain = stated(10, "days", law="es")
    said = [
        working(library, derive(library, Case(answers), as_of), as_of, "notice_end_date")
        for answers in (plain, {**plain, "region_es": "MD"})
    ]
    assert said[0] == said[1] == "10 calendar days from receipt on 24 March 2027: 3 April 2027."


@pytest.mark.parametrize(("as_of", "answers", "fact", "end", "expected"), BY_HAND)
def test_a_date_and_its_working_are_those_worked_out_by_hand(
    library: Library, as_of: str, answers: dict[str, Any], fact: str, end: str, expected: str
) -> None:
    """Every counted date says how it was counted, and comes to the same day as by hand."""
    facts = derive(library, Case(answers), D(as_of))
    assert facts.known[fact] == D(end)
    assert working(library, facts, D(as_of), fact) == expected


@pytest.mark.parametrize(
    ("as_of", "answers", "expected"),
    [
        ("2026-11-25", stated(30, "days", law="es"),
         ": 25 December 2026 (a public holiday, Christmas Day, and not moved)."),
        # Saint Joseph's Day is free in Madrid and not in all of Spain.
        ("2027-02-17", within("es", "MD", **stated(30, "days")),
         ": 19 March 2027 (a public holiday, Saint Joseph's Day, and not moved)."),
        ("2027-02-17", stated(30, "days", law="es"), ": 19 March 2027."),
        ("2026-11-25", stated(30, "days", "month_end", "es"),
         ": 25 December 2026; then to the end of that month: 31 December 2026."),
        # Nothing is known of the holidays without the law.
        ("2026-11-25", stated(30, "days"), ": 25 December 2026."),
    ],
)  # fmt: skip
def test_an_end_on_a_public_holiday_stays_and_says_so(
    library: Library, as_of: str, answers: dict[str, Any], expected: str
) -> None:
    """Calendar days end where they end; the reader sees that it is a holiday."""
    facts = derive(library, Case(answers), D(as_of))
    assert working(library, facts, D(as_of), "notice_end_date").endswith(expected)


def test_the_day_after_a_counted_date_is_said(library: Library, today: date) -> None:
    """An anchor with an offset adds it to the working."""
    facts = derive(library, Case(), today)
    base = working(library, facts, today, "final_notice_deadline")
    after = working(library, facts, today, "final_notice_deadline", 1)
    assert after == f"{base} The day after."
    later = working(library, facts, today, "final_notice_deadline", 3)
    assert later == f"{base} And 3 days."


@pytest.mark.parametrize("fact", ["as_of", "term_end", "project_end", "runway_ready_date"])
def test_a_date_that_the_user_gave_has_no_working(library: Library, today: date, fact: str) -> None:
    """Only what was counted is explained."""
    given: dict[str, Any] = {"runway_months": 1, "income_replaced_on": D("2027-03-01")}
    facts = derive(library, Case(given), today)
    assert working(library, facts, today, fact) == ""


def test_many_holidays_are_counted_rather_than_named(library: Library) -> None:
    """A working names six public holidays and counts the rest."""
    # In 2027 1 May is a Saturday and 15 August a Sunday; 1 November is the seventh.
    # 250 + 52 + 52 + 7 = 361 days lead from 27 November to 23 November.
    as_of = D("2026-11-27")
    facts = derive(library, Case(stated(250, "business_days", law="es")), as_of)
    assert working(library, facts, as_of, "notice_end_date") == (
        "250 business days from receipt on 27 November 2026, leaving out 52 Saturdays, "
        "52 Sundays and 7 public holidays (Immaculate Conception, 8 December; Christmas Day, "
        "25 December; New Year's Day, 1 January; Epiphany, 6 January; Good Friday, 26 March; "
        "National Day, 12 October; 1 more): 23 November 2027 " + national("24 November 2027")
    )


def test_the_leap_day_is_found_only_when_it_is_passed() -> None:
    """29 February counts when it lies after the start and not after the end."""
    days = Duration(1, "days")
    assert Count(D("2028-02-28"), days, D("2028-02-29")).leap_day == D("2028-02-29")
    assert Count(D("2028-02-29"), days, D("2028-03-01")).leap_day is None
    assert Count(D("2027-02-28"), days, D("2027-03-01")).leap_day is None
    back = Count(D("2028-03-01"), days, D("2028-02-29"), back=True)
    assert back.leap_day == D("2028-02-29")


NOTICE = {"notice_stated": True, "notice_runs_from": "receipt", "governing_law": "fr"}
TEN_DAYS = Duration(10, "business_days")


@pytest.mark.parametrize(
    ("more", "end", "said"),
    [
        # From Friday 27 November 2026; France has no public holiday before Christmas.
        (
            {"notice_period": TEN_DAYS},
            "2026-12-11",
            " If working days include Saturdays: 9 December 2026.",
        ),
        ({"notice_period": TEN_DAYS, "notice_counting": "usual"}, "2026-12-11", ""),
        # Jours ouvrables: 28 and 30 November, 1 to 5, 7 to 9 December.
        (
            {"notice_period": TEN_DAYS, "notice_counting": "six_day"},
            "2026-12-09",
            "leaving out 2 Sundays: 9 December 2026",
        ),
        # Clear days: thirty whole days lie between, 28 November to 27 December.
        (
            {"notice_period": Duration(30, "days"), "notice_counting": "clear"},
            "2026-12-28",
            "27 December 2026; in clear days the last day does not count either: 28 December 2026.",
        ),
        # The next business day after Friday 11 December is Monday the 14th.
        (
            {"notice_period": TEN_DAYS, "notice_counting": "clear"},
            "2026-12-14",
            "in clear days the last day does not count either: 14 December 2026.",
        ),
        (
            {"notice_period": Duration(1, "months"), "notice_runs_from": "quarter_end"},
            "2026-12-31",
            "1 month from receipt on 27 November 2026: 27 December 2026; then to the end of that "
            "quarter: 31 December 2026.",
        ),
        (
            {"notice_period": Duration(6, "weeks"), "notice_runs_from": "quarter_end"},
            "2027-03-31",
            "8 January 2027; then to the end of that quarter: 31 March 2027.",
        ),
    ],
)
def test_the_contracts_own_way_of_counting(
    library: Library, more: dict[str, Any], end: str, said: str
) -> None:
    """Clear days, six-day weeks and ends of quarters are counted, other readings named."""
    as_of = D("2026-11-27")
    facts = derive(library, Case({**NOTICE, **more}), as_of)
    assert facts.known["notice_end_date"] == D(end)
    text = working(library, facts, as_of, "notice_end_date")
    assert said in text
    assert said or "Saturdays: " not in text


INVOICE = {"open_invoices": "overdue", "oldest_invoice_date": D("2026-08-10"), "payment_days": 45}


@pytest.mark.parametrize(
    ("more", "due", "said"),
    [
        ({"payment_terms": "net"}, "2026-09-24", "45 calendar days from the invoice of 10 August"),
        ({"payment_terms": "month_end"}, "2026-08-31", "due by the end of its month: 31 August"),
        # 24 September, then to the end of that month.
        ({"payment_terms": "days_then_month_end"}, "2026-09-30", "then to the end of that month"),
        # 31 August and 45 days.
        ({"payment_terms": "month_end_then_days"}, "2026-10-15", "month of the invoice, 31 August"),
        (
            {"payment_terms": "month_end_unclear"},
            "2026-10-15",
            "With days and end of month in the other order: 30 September 2026.",
        ),
        (
            {"payment_terms": "receipt", "oldest_invoice_received_on": D("2026-08-20")},
            "2026-10-04",
            "45 calendar days from receipt on 20 August 2026: 4 October 2026.",
        ),
        ({"payment_terms": "net", "oldest_due_date": D("2026-09-01")}, "2026-09-01", ""),
    ],
)
def test_a_due_date_is_counted_by_the_terms_of_payment(
    library: Library, more: dict[str, Any], due: str, said: str
) -> None:
    """Each way in which terms count is counted, and a due date that is given comes first."""
    as_of = D("2026-11-22")
    facts = derive(library, Case({**INVOICE, **more}), as_of)
    assert facts.known["invoice_due_date"] == D(due)
    assert facts.known["overdue_days"] == (as_of - D(due)).days
    assert said in working(library, facts, as_of, "invoice_due_date")


@pytest.mark.parametrize(
    ("day", "end", "other"),
    [
        # Easter Monday is 29 March 2027: notice on the Tuesday still ends that week.
        ("2027-03-29", "2027-04-03", None),
        ("2027-03-30", "2027-04-03", "2027-04-10"),
        ("2027-03-31", "2027-04-10", None),
        # An ordinary Monday and Tuesday.
        ("2027-04-05", "2027-04-10", None),
        ("2027-04-06", "2027-04-17", None),
    ],
)
def test_weekly_pay_after_a_public_holiday(
    library: Library, day: str, end: str, other: str | None
) -> None:
    """A Monday that is a public holiday moves to the next business day; the other reading."""
    facts = derive(library, Case(german("week")), D(day))
    assert facts.known["law_notice_end_date"] == D(end)
    text = working(library, facts, D(day), "law_notice_end_date")
    moved = "If the limit is not moved off the public holiday"
    assert (f"{moved}: 10 April 2027." in text) is (other is not None)


@pytest.mark.parametrize(
    ("answers", "length", "end"),
    [
        ({}, 14, "2026-12-06"),
        ({"relationship_started": D("2024-01-01")}, 14, "2026-12-06"),
        ({"relationship_started": D("2023-11-22")}, 30, "2026-12-22"),
        ({"replacement": "hard"}, 30, "2026-12-22"),
    ],
)
def test_custom_is_longer_after_long_years(
    library: Library, answers: dict[str, Any], length: int, end: str
) -> None:
    """After three years, or for a client hard put to replace the user, it is thirty days."""
    known = derive(library, Case(answers), D("2026-11-22")).known
    assert known["customary_notice"] == Duration(length, "days")
    assert known["customary_end_date"] == D(end)


@pytest.mark.parametrize(
    ("answers", "arrive", "act", "send"),
    [
        # 30 days before 2 March 2027 is Sunday 31 January.
        ({"notice_form": "registered"}, "2027-01-31", "2027-01-29", "2027-01-25"),
        ({"notice_form": "email"}, "2027-01-31", "2027-01-29", "2027-01-29"),
        (
            {"notice_form": "registered", "notice_stated": True, "notice_runs_from": "sending"},
            "2027-01-31",
            "2027-01-29",
            "2027-01-29",
        ),
    ],
)
def test_a_renewal_is_refused_on_three_days(
    library: Library, answers: dict[str, Any], arrive: str, act: str, send: str
) -> None:
    """It must arrive by one day, is safe on the business day before, and goes earlier."""
    case = Case({**renews("2027-03-02", 30, "days", "uk"), **answers})
    known = derive(library, case, D("2026-12-01")).known
    assert known["renewal_deadline"] == D(arrive)
    assert known["renewal_act_by"] == D(act)
    assert known["renewal_send_by"] == D(send)


def test_the_window_of_a_term_long_ended_needs_no_figure_of_its_time(library: Library) -> None:
    """The time of the route is that of the plan, however long ago the window closed."""
    case = Case({**renews("1970-01-01", 3650, "days", "uk"), "notice_form": "email"})
    assert derive(library, case, D("2026-12-01")).known["renewal_send_by"] < D("1961-01-01")


def since(day: str) -> dict[str, Any]:
    """Answers of a relation under French law that began on a day."""
    return {"governing_law": "fr", "relationship_started": D(day)}


TRADE = {"governing_law": "es", "trade_registered": True, "notice_stated": False}

EDGES: list[tuple[str, dict[str, Any], str, str | None]] = [
    # Six weeks from 17 February are the last day of the quarter, from the 18th one more.
    ("2026-02-17", german("quarter"), "law_notice_end_date", "2026-03-31"),
    ("2026-02-18", german("quarter"), "law_notice_end_date", "2026-06-30"),
    ("2026-02-18", german("quarter", contract_kind="fixed_term"), "law_notice_end_date", None),
    ("2026-12-15", german("month"), "law_notice_end_date", "2026-12-31"),
    ("2026-12-31", german("month"), "law_notice_end_date", "2027-01-31"),
    # 23 November 2026 is a Monday, the day after is too late for that Saturday.
    ("2026-11-23", german("week"), "law_notice_end_date", "2026-11-28"),
    ("2026-11-24", german("week"), "law_notice_end_date", "2026-12-05"),
    ("2026-12-31", german("day"), "law_notice_end_date", "2027-01-01"),
    # One day short of two, five and ten years, and on the day.
    ("2026-11-22", since("2024-11-23"), "law_notice_end_date", "2026-12-22"),
    ("2026-11-22", since("2024-11-22"), "law_notice_end_date", "2027-02-22"),
    ("2026-11-22", since("2021-11-23"), "law_notice_end_date", "2027-02-22"),
    ("2026-11-22", since("2021-11-22"), "law_notice_end_date", "2027-05-22"),
    ("2026-11-22", since("2016-11-23"), "law_notice_end_date", "2027-05-22"),
    ("2026-11-22", since("2016-11-22"), "law_notice_end_date", "2027-11-22"),
    # 30 days over the end of February, in a leap year and before.
    ("2027-01-30", TRADE, "law_notice_end_date", "2027-03-01"),
    ("2028-01-30", TRADE, "law_notice_end_date", "2028-02-29"),
    ("2028-01-30", {**TRADE, "notice_stated": True}, "law_notice_end_date", None),
    # To the end of the month that a month leads to.
    ("2026-01-31", stated(1, "months", "month_end"), "notice_end_date", "2026-02-28"),
    ("2026-11-30", stated(1, "months", "month_end"), "notice_end_date", "2026-12-31"),
    ("2026-12-01", stated(0, "days", "month_end"), "notice_end_date", "2026-12-31"),
    # At least three months before 31 May, and a year before 29 February.
    ("2026-11-22", renews("2027-05-31", 3, "months"), "renewal_deadline", "2027-02-28"),
    ("2026-11-22", renews("2028-02-29", 12, "months"), "renewal_deadline", "2027-02-28"),
    # From Monday 4 January back: 31 to 28 December, 24 to 21, 18 and 17.
    ("2026-11-22", renews("2027-01-04", 10, "business_days", "es"), "renewal_deadline",
     "2026-12-17"),
    # Given on a Saturday, over Christmas in England: 29, 30 and 31 December.
    ("2026-12-26", stated(3, "business_days", law="uk"), "notice_end_date", "2026-12-31"),
    # Friday 2 July, not Monday the 5th in place of Sunday the 4th, and Tuesday.
    ("2027-07-01", stated(2, "business_days", law="us_ca"), "notice_end_date", "2027-07-06"),
    # Ascension Day, Thursday 6 May 2027: the 5th, the 7th, Monday the 10th.
    ("2027-05-04", stated(3, "business_days", law="fr"), "notice_end_date", "2027-05-10"),
]  # fmt: skip


@pytest.mark.parametrize(("as_of", "answers", "fact", "end"), EDGES)
def test_a_date_on_and_beside_an_edge(
    library: Library, as_of: str, answers: dict[str, Any], fact: str, end: str | None
) -> None:
    """Classes, grids, ends of months and holidays turn on the right day."""
    facts = derive(library, Case(answers), D(as_of))
    assert facts.known.get(fact) == (D(end) if end else None)
    assert (fact in facts.not_applicable) is (end is None)
