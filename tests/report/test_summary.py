"""The report on one screen: what it says of each outcome, and that it fits."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache

import pytest
import yaml
from rich.console import Console

from advisor.casefile.casefile import read_case
from advisor.engine.compiled import Compiled
from advisor.errors import AdvisorError
from advisor.reasoning.assess import assess_case
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.report.plain_text import summary_text
from advisor.report.screen import print_summary, summary_height
from advisor.report.summary import LEAST, Part, Row, Summary, fitted, summary
from tests.conftest import ROOT
from tests.corpus.accounts import files, read
from tests.corpus.judgement import DAY, rows
from tests.corpus.observed import Observed
from tests.shipped import shipped

SNAPSHOTS = ROOT / "tests" / "snapshots" / "screen"
LANGUAGES = ("en", "es", "fr")
LINES, COLUMNS = 24, 80
ROOM = LINES - 1
"""A line is left for what is typed next."""
REST = "advisor assess case.yaml --full"

OUTCOMES = {
    "keep": "k-good-client",
    "wait": "b-one-meeting",
    "repair": "d-underpaid",
    "pause": "c-overdue",
    "collect": "C6-seventy-days",
    "end": "demo",
    "end-not-before": "A1-germany",
    "end-when-ready": "B7-replace-first",
    "let-fade": "g-all-settled",
    "settle": "C3-end-of-month",
    "danger": "e-threats",
    "gates": "l-keeps-data",
    "notice-given": "F1-recorded",
    "over": "C4-last-day-passed",
}
"""What is shown to the case that shows it: the example, a story or a row of the judgement."""


@cache
def corpus() -> dict[str, CaseAssessment]:
    """Return every case of the corpus and of the judgement that is not refused, assessed."""
    given = [(path.stem, read(path)) for path in (*files("fitted"), *files("held_out"))]
    given += [(f"{row.name}-{case['name']}", case) for row in rows() for case in row.cases]
    found = {}
    for name, case in given:
        unsure = tuple(case.get("dont_know") or ())
        with suppress(AdvisorError):
            seen = Observed(shipped(), case["answers"], case.get("as_of", DAY), unsure)
            found[name] = seen.assessed
    assert len(found) > 150
    return found


@cache
def assessed(name: str) -> CaseAssessment:
    """Return the case of a name, assessed."""
    if name == "demo":
        case = read_case(ROOT / "examples" / "demo.yaml", shipped())
        assert case.as_of is not None
        return assess_case(shipped(), case, case.as_of, Compiled())
    story = ROOT / "tests" / "stories" / f"{name}.yaml"
    if story.exists():
        given = yaml.safe_load(story.read_text(encoding="utf-8"))["case"]
        return Observed(shipped(), given["answers"], given["as_of"]).assessed
    return corpus()[name]


def full(name: str, language: str = "en") -> Summary:
    """Return the report on one screen with all that it may hold."""
    return summary(shipped(language).phrases, assessed(name), REST)


def on_screen(shown: Summary, width: int) -> str:
    """Return a report as it stands on a terminal without colour."""
    console = Console(file=io.StringIO(), width=width, color_system=None, legacy_windows=False)
    fit = fitted(shown, ROOM, lambda some: summary_height(some, width)) if width > 60 else shown
    print_summary(fit, console, min(width, 88))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def plain(shown: Summary) -> str:
    """Return a report as it stands on a terminal that gets words alone."""
    return summary_text(fitted(shown, ROOM, lines_of_text), COLUMNS)


def lines_of_text(shown: Summary) -> int:
    """Return how many lines the plain form has."""
    return summary_text(shown, COLUMNS).count("\n")


def parts(shown: Summary) -> list[Part]:
    """Return the parts of a report in their order."""
    return [row.part for row in shown.rows]


def texts(shown: Summary, part: Part) -> list[str]:
    """Return the entries of a part."""
    return [item.text for row in shown.rows if row.part == part for item in row.items]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_screen_of_each_outcome(outcome: str, language: str) -> None:
    """The screen of each outcome stands as it was read and approved, at three widths and plain."""
    shown = full(OUTCOMES[outcome], language)
    forms = [on_screen(shown, width) for width in (60, 80, 120)]
    found = "\n".join((*forms, plain(shown)))
    path = SNAPSHOTS / f"{outcome}.{language}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_outcomes_are_those_of_their_names(outcome: str) -> None:
    """Each snapshot shows what its name says."""
    advice = assessed(OUTCOMES[outcome]).advice
    named = {"danger": "end", "gates": "end", "notice-given": "end", "over": "settle"}
    whether = "end" if outcome.startswith("end") else named.get(outcome, outcome)
    assert advice.whether == whether.replace("-", "_")
    standing = {"notice-given": "notice_given", "over": "over", "settle": "ended_by_client"}
    if outcome in standing:
        assert assessed(OUTCOMES[outcome]).facts.known["standing"] == standing[outcome]
    if outcome == "gates":
        assert any(gate.blocking for gate in advice.gates)
    if outcome == "end-not-before":
        assert advice.last_day is None
        assert advice.not_before is not None


@pytest.mark.parametrize("outcome", sorted(OUTCOMES))
def test_spaces_that_keep_a_sign_with_its_word_stay(outcome: str) -> None:
    """No question or other text of the screen loses the space before a sign of French."""
    text = summary_text(summary(shipped("fr").phrases, assessed(OUTCOMES[outcome]), REST), 400)
    assert not re.search(r" [?!;\u00bb]", text)


def test_a_letter_that_needs_nothing_more_is_marked_ready() -> None:
    """The mark stands where every question is answered that the letter of a step needs."""
    found = assessed("demo")
    sending = next(text for text in texts(full("demo"), "first") if text.startswith("Send"))
    assert sending == "Send the letter [ready]"
    for name in ("own_sentence", "sender_name", "contact_surname"):
        answers = {one: answer for one, answer in found.case.answers.items() if one != name}
        lacking = replace(found, case=replace(found.case, answers=answers))
        shown = summary(shipped().phrases, lacking)
        assert "Send the letter" in texts(shown, "first"), name


def test_a_letter_that_has_to_wait_is_not_ready() -> None:
    """No mark stands where a gate holds the letter."""
    assert not any(
        "[ready]" in text for row in full(OUTCOMES["gates"]).rows for text in texts_of(row)
    )


def texts_of(row: Row) -> list[str]:
    """Return the entries of a row."""
    return [item.text for item in row.items]


def every_summary() -> Iterator[tuple[str, Summary]]:
    """Yield the report on every case of the corpus in every language."""
    for name in corpus():
        for language in LANGUAGES:
            yield f"{name} in {language}", full(name, language)


def test_every_case_of_the_corpus_fits_one_screen() -> None:
    """At 80 columns no report is taller than 24 lines, in columns or in words, in any language."""
    tall = [
        name
        for name, shown in every_summary()
        if on_screen(shown, COLUMNS).count("\n") > ROOM or plain(shown).count("\n") > ROOM
    ]
    assert tall == []


def test_no_line_is_wider_than_the_terminal() -> None:
    """Only a command, to be copied whole, may be wider than the terminal."""
    for outcome in OUTCOMES.values():
        for language in LANGUAGES:
            for width in (40, 60, 80):
                shown = on_screen(full(outcome, language), width).splitlines()
                assert [line for line in shown if len(line) > width and REST not in line] == []


def test_what_is_shown_is_counted() -> None:
    """The height by which a report is fitted is that of what is printed."""
    for outcome in OUTCOMES.values():
        shown = full(outcome)
        assert on_screen(shown, 60).count("\n") == summary_height(shown, 60)


def test_events_give_way_first_then_reasons_against_then_open_questions() -> None:
    """Line by line as the screen gets lower, parts are left out in this order alone."""
    shown = full("demo")
    gone: list[Part] = []
    for height in range(summary_height(shown, COLUMNS), 0, -1):
        kept = parts(fitted(shown, height, lambda some: summary_height(some, COLUMNS)))
        gone += [part for part in parts(shown) if part not in kept and part not in gone]
    assert gone == ["events", "against", "why"]
    assert [*LEAST][:3] == ["events", "against", "unknown"]


@pytest.mark.parametrize("name", OUTCOMES.values())
def test_outcome_gates_tonight_and_danger_never_give_way(name: str) -> None:
    """However low the screen, the advice, what comes first and what is due tonight stay."""
    shown = full(name)
    least = fitted(shown, 1, lambda some: summary_height(some, COLUMNS))
    assert (least.verdict, least.facts, least.closing) == (
        shown.verdict,
        shown.facts,
        shown.closing,
    )
    for part in ("tonight", "blocking", "advisory", "check", "sure"):
        assert texts(least, part) == texts(shown, part)  # type: ignore[arg-type]
    assert len(texts(least, "first")) == min(1, len(texts(shown, "first")))


def test_tonight_names_what_goes_out_today_and_nothing_else() -> None:
    """In danger the steps of today stand there; a step that sends nothing waits under First."""
    assert texts(full("demo"), "tonight") == ["Nothing has to be sent."]
    danger = texts(full("e-threats"), "tonight")
    assert "Stop the work today, and note how far it has got" in danger
    assert not set(danger) & set(texts(full("e-threats"), "first"))


def test_a_blocking_gate_says_what_waits_for_it() -> None:
    """A gate that holds the letter says so; an advisory one holds nothing."""
    (text,) = texts(full("l-keeps-data"), "blocking")
    assert text.endswith("Until then waits: the letter or talk that ends it; the closing note.")
    assert all("waits" not in text for text in texts(full("c-overdue"), "advisory"))


def test_the_last_day_stands_beside_what_sets_it() -> None:
    """The box names the last day and what sets it, or what would fix it."""
    assert full("demo").facts == (
        "Last day: Sunday 27 December 2026.",
        "Set by your contract: the contract's notice ends (work until 18 December 2026).",
    )
    assert full("A1-germany").facts[0].startswith("Last day: not before ")


def test_the_money_stands_in_the_box() -> None:
    """Where money is overdue, its sum and its age belong to the outcome."""
    assert full("c-overdue").facts[0] == "EUR 4,200.00 is overdue, the oldest by 45 days."


def test_answers_that_contradict_each_other_are_to_be_checked() -> None:
    """A contradiction is asked about, and stays on the lowest screen."""
    answers = {"payment_habit": "on_time", "invoices_settled": 8, "invoices_late": 6}
    seen = Observed(shipped(), answers, DAY).assessed
    shown = summary(shipped().phrases, seen)
    assert texts(shown, "check") == [shipped().phrases.contradictions["on-time-but-late"]]


def test_keeping_rests_on_what_speaks_against_ending() -> None:
    """The reasons of an advice to stay are those against ending, and the other way round."""
    assert "you get on well" in texts(full("k-good-client"), "why")[0].lower()
    assert "most invoices are paid late" in texts(full("demo"), "why")[0].lower()


def test_without_a_file_no_command_is_named() -> None:
    """A case from standard input has no command that would show the rest."""
    phrases = shipped().phrases
    assert len(summary(phrases, assessed("demo")).closing) == 1
