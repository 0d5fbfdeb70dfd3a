"""The report is a decision aid: what the criteria of IPDAS ask for, each as a test of it."""

from __future__ import annotations

import re
from datetime import date
from statistics import median

import pytest

from advisor.casefile.casefile import read_case
from advisor.engine.compiled import Compiled
from advisor.knowledge.content import Library
from advisor.reasoning.assess import assess_case
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.outlook import outlook
from advisor.report.build import build_report
from advisor.report.decision_aid import LIVING, SIDES, open_rungs
from advisor.report.model import Report, Section
from advisor.report.plain_text import report_text
from tests.conftest import ROOT
from tests.corpus.observed import Observed
from tests.shipped import shipped
from tests.test_stories import STORIES, read_story

LANGUAGES = ("en", "es", "fr")
DAY = date(2026, 12, 1)
OVERDUE = {
    "open_invoices": "overdue",
    "overdue_amount": "GBP 2000",
    "oldest_due_date": "2026-09-01",
}


@pytest.fixture(scope="module")
def example(library: Library) -> CaseAssessment:
    """The shipped example."""
    case = read_case(ROOT / "examples" / "demo.yaml", library)
    return assess_case(library, case, date(2026, 11, 22), Compiled())


def case_of(**answers: object) -> CaseAssessment:
    """Return a small case, assessed."""
    return Observed(shipped(), answers, DAY).assessed


def report_on(assessed: CaseAssessment, language: str = "en") -> Report:
    """Return the whole report on a case."""
    return build_report(shipped(language).phrases, assessed, outlook(assessed))


def part(report: Report, name: str) -> Section:
    """Return one section of a report."""
    (found,) = (section for section in report.sections if section.id == name)
    return found


def names(report: Report) -> set[str]:
    """Return the sections that a report has."""
    return {section.id for section in report.sections}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_states_the_decision(example: CaseAssessment, language: str) -> None:
    """The report says in one sentence what is to be decided, and about whom."""
    intro = part(report_on(example, language), "options").intro
    assert "Example Works Ltd" in intro
    assert intro == shipped(language).phrases.say("aid.intro.options", client="Example Works Ltd")


@pytest.mark.parametrize(
    ("answers", "rungs"),
    [
        ({}, ("keep", "wait", "repair", "end", "let_fade")),
        (OVERDUE, ("keep", "wait", "repair", "pause", "collect", "end", "let_fade")),
        ({"abuse": ["threats"]}, ("end",)),
        ({"how_it_stands": "client_ended", "ends_on": "2026-12-31"}, ("settle",)),
        (
            {"how_it_stands": "over", "ends_on": "2026-10-31", **OVERDUE},
            ("collect", "settle"),
        ),
    ],
)
def test_it_lists_every_rung_that_is_open(
    answers: dict[str, object], rungs: tuple[str, ...]
) -> None:
    """What can be chosen follows from how things stand, from money overdue and from danger."""
    assessed = case_of(**answers)
    assert open_rungs(assessed) == rungs
    listed = part(report_on(assessed), "options").entries
    say = shipped().phrases.say
    assert [entry.lead for entry in listed] == [say(f"whether.{rung}") for rung in rungs]
    advised = [entry.lead for entry in listed if entry.tag == "advised now"]
    assert advised == [say(f"whether.{assessed.advice.whether}")]


def test_it_says_what_happens_if_nothing_is_done(example: CaseAssessment) -> None:
    """Staying passive is described, with each day on which the advice then changes."""
    entries = part(report_on(example), "nothing").entries
    assert entries[0].text.startswith("Work and contract go on as they are")
    turns = outlook(example).turning_dates
    assert len(turns) > 1
    days = [shipped().phrases.day(turn.date) for turn in turns]
    assert [entry.lead for entry in entries[1:]] == days
    ended = part(report_on(case_of(how_it_stands="client_ended", ends_on="2026-12-31")), "nothing")
    assert "The end stands as it is" in ended.entries[0].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_staying_and_leaving_are_told_in_equal_detail(
    example: CaseAssessment, language: str
) -> None:
    """What each way gives and costs has as many sentences, and texts of about the same length."""
    entries = part(report_on(example, language), "weigh").entries
    assert len(entries) == len(SIDES) == 4
    assert {entry.text.count(". ") for entry in entries} == {2}
    stay, leave = (sum(len(one.text) for one in half) for half in (entries[:2], entries[2:]))
    assert abs(stay - leave) < 0.15 * stay
    gains, harms = (sum(len(one.text) for one in half) for half in (entries[::2], entries[1::2]))
    assert abs(gains - harms) < 0.15 * gains


def test_it_says_what_living_with_it_is_like(example: CaseAssessment) -> None:
    """The talk, the gap in income, the time until the last day, and staying are described."""
    entries = part(report_on(example), "living").entries
    assert [entry.lead for entry in entries] == [
        "The talk",
        "The income",
        "Until the last day",
        "If you stay",
    ]
    assert len(LIVING) == len({entry.text for entry in entries})


def test_danger_weighs_nothing() -> None:
    """In danger nobody is told what staying gives, or to hold a talk."""
    report = report_on(case_of(abuse=["threats"]))
    assert not names(report) & {"weigh", "living"}
    (only,) = part(report, "options").entries
    assert only.text.startswith("Stop today.")
    assert "It can happen again." in part(report, "nothing").entries[0].text


def test_what_has_ended_is_not_weighed_again() -> None:
    """Once the client has ended it, the decision is how to close the account."""
    report = report_on(case_of(how_it_stands="client_ended", ends_on="2026-12-31"))
    assert not names(report) & {"weigh", "living"}
    assert "how to close the account" in part(report, "options").intro


def test_it_names_its_sources(example: CaseAssessment) -> None:
    """Every code of a source in the reasons is listed with its title."""
    report = report_on(example)
    listed = {entry.lead for entry in part(report, "sources").entries}
    reasons = [one for one in example.assessment.findings if one.direction != "caution"]
    used = {source for one in reasons for source in one.sources}
    assert used <= listed


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_how_old_its_knowledge_is_and_how_it_is_kept_up(
    example: CaseAssessment, language: str
) -> None:
    """The day of law and figures is the same in every language, and not after the day of it."""
    phrases = shipped(language).phrases
    known_on = date.fromisoformat(phrases.say("aid.known_on"))
    assert known_on == date.fromisoformat(shipped().phrases.say("aid.known_on"))
    texts = [entry.text for entry in part(report_on(example, language), "about").entries]
    assert phrases.say("aid.known", date=known_on) in texts
    assert phrases.day(known_on) in " ".join(texts)
    assert phrases.say("aid.written") in texts


def test_it_says_how_uncertain_it_is(example: CaseAssessment) -> None:
    """Settled or not, the points and the lead that ending takes, and what is still open."""
    facts = " ".join(report_on(example).facts)
    assert "Points for ending it: 12; against: 4. Ending takes a lead of 5." in facts
    assert "This is settled: no open question can change it." in facts
    open_case = report_on(case_of(payment_habit="often_late"))
    assert "This is settled" not in " ".join(open_case.facts)
    assert part(open_case, "unknown").entries


def test_no_line_repeats_an_answer(example: CaseAssessment) -> None:
    """Reasons name the answers they rest on by question, and do not tell them again."""
    text = report_text(report_on(example))
    assert "You answered" not in text
    assert "Namely: Files and source material; Domains" in " ".join(text.split())
    # What it rests on stands beside the reason, not in a line of its own.
    reasons = part(report_on(example), "for").entries
    assert all("prudence" in entry.tag for entry in reasons)
    assert all(label != "Rests on" for entry in reasons for label, _ in entry.notes)


def test_the_whole_report_is_read_in_minutes(library: Library) -> None:
    """Half of the stories take at most 170 lines, and no id of a question is among them."""
    lengths = []
    for path in STORIES:
        case = read_story(path, library).case
        text = report_text(report_on(assess_case(library, case, case.as_of or DAY, Compiled())))
        lengths.append(text.count("\n"))
        assert not re.search(r"\([a-z]+_[a-z_]+[,)]", text)
    assert median(lengths) <= 170
