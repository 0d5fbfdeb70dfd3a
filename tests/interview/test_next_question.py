"""The way through the interview: what is asked, what is kept, what falls away."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.authoring.interview_simulation import respondents
from advisor.casefile.answers import parse
from advisor.conditions import evaluate
from advisor.engine import Engine
from advisor.engine.compiled import Compiled
from advisor.errors import AnswerError
from advisor.facts.derive import derive, unreachable
from advisor.interview import next_question, passes
from advisor.interview.passes import as_put, put
from advisor.knowledge.content import Library, Question
from advisor.knowledge.interview_content import Screen
from advisor.model import DONT_KNOW, Case, Money
from advisor.reasoning.relevance import open_questions
from tests.random_cases import examples
from tests.shipped import language as spoken
from tests.shipped import shipped

DAY = date(2026, 11, 22)
LENIENT = settings(
    max_examples=examples(20), deadline=None, suppress_health_check=list(HealthCheck)
)

TYPED = {
    "count": ["0", "3", "40"],
    "months": ["1", "2.5", "24"],
    "percent": ["0", "50", "100"],
    "ratio": ["1", "2.5"],
    "score": ["0", "10"],
    "money": ["0", "EUR 100", "EUR 90000"],
    "date": ["2020-02-29", "2026-11-20", "2026-11-22"],
    "duration": ["0 days", "30 days", "6 months"],
    "text": ["Example"],
    "lines": ["Example"],
    "deliverables": ["Press kit by 2026-12-15"],
    "invoices": ["2026-014, due 2026-10-08, EUR 4,200.00"],
    "yes_no": ["y", "n"],
}
"""What a user may type for each kind; choices are drawn from the question."""


def an_answer(data: st.DataObject, question: Question) -> Any:
    """Draw an answer to a question, or "I don't know"."""
    if data.draw(st.integers(0, 5)) == 0:
        return DONT_KNOW
    if question.kind == "choice":
        return data.draw(st.sampled_from(list(question.choices)))
    if question.kind == "several":
        return data.draw(st.frozensets(st.sampled_from(list(question.choices)), max_size=3))
    return parse(question, data.draw(st.sampled_from(TYPED[question.kind])), DAY, spoken())


def walk(data: st.DataObject, library: Library, engine: Engine, most: int = 25) -> Case:
    """Answer what the interview asks, some questions long."""
    case = Case()
    for _ in range(data.draw(st.integers(0, most))):
        question = next_question.questions_now(library, case, DAY, engine).next
        if question is None:
            break
        case, _ = next_question.put(library, case, question, an_answer(data, question), DAY)
    return case


def test_begins_with_the_opening(library: Library, engine: Engine) -> None:
    """The opening questions come first, in their order, whatever is answered."""
    case, asked = Case(), []
    while (question := next_question.questions_now(library, case, DAY, engine).next) is not None:
        asked.append(question)
        case, _ = next_question.put(library, case, question, DONT_KNOW, DAY)
    opening = [item for item in library.questions.values() if item.purpose == "opening"]
    assert asked[: len(opening)] == opening
    assert all(item.purpose == "advice" for item in asked[len(opening) :])


@LENIENT
@given(data=st.data())
def test_asks_only_what_matters(data: st.DataObject, library: Library, engine: Engine) -> None:
    """What is asked is reachable, unanswered, and can still change the advice."""
    case = walk(data, library, engine)
    way = next_question.questions_now(library, case, DAY, engine)
    matter = open_questions(library, way.decision)
    assert way.influences.keys() == matter
    for question in way.todo:
        assert not case.answered(question.id)
        assert evaluate(question.when, way.decision.facts) is True
        assert question.purpose in ("opening", "record") or question.id in matter
    assert way.settled == (not matter)


@LENIENT
@given(data=st.data())
def test_no_orphan_survives(data: st.DataObject, library: Library, engine: Engine) -> None:
    """Whatever is answered and changed, in any order, nothing unreachable stays."""
    case = Case()
    for _ in range(data.draw(st.integers(1, 25))):
        facts = derive(library, case, DAY)
        reachable = [
            question
            for question in library.questions.values()
            if evaluate(question.when, facts) is True
        ]
        question = data.draw(st.sampled_from(reachable))
        before = case
        case, dropped = next_question.put(library, case, question, an_answer(data, question), DAY)
        assert case.answered(question.id)
        gone = unreachable(library, derive(library, case, DAY))
        assert not any(case.answered(name) for name in gone)
        assert set(before.answers) - set(case.answers) - {question.id} == set(dropped)
        kept = set(before.answers) - set(dropped) - {question.id}
        assert all(case.answers[name] == before.answers[name] for name in kept)
    way = next_question.questions_now(library, case, DAY, engine)
    assert way.dropped == ()
    assert next_question.prune(library, case, DAY) == (case, ())


def test_change_of_an_early_answer(library: Library) -> None:
    """A change keeps what can still be reached, drops the rest and says which."""
    case = Case()
    for name, text in (
        ("role", "agency"),
        ("open_invoices", "overdue"),
        ("overdue_amount", "EUR 4200"),
        ("formal_notice", "yes"),
        ("formal_notice_deadline", "2026-11-20"),
    ):
        question = library.questions[name]
        case, dropped = next_question.put(
            library, case, question, parse(question, text, DAY, spoken()), DAY
        )
        assert dropped == ()
    case, _ = next_question.put(library, case, library.questions["overdue_checked"], DONT_KNOW, DAY)
    asked = library.questions["open_invoices"]
    changed, dropped = next_question.put(library, case, asked, "none", DAY)
    assert dropped == ("overdue_amount", "formal_notice", "formal_notice_deadline")
    assert changed == Case({"role": "agency", "open_invoices": "none"})
    unsure, dropped = next_question.put(library, case, asked, DONT_KNOW, DAY)
    assert dropped == ()
    assert unsure.answers == {k: v for k, v in case.answers.items() if k != "open_invoices"}


def test_skips_what_hangs_on_an_unknown(library: Library, engine: Engine) -> None:
    """After "I don't know" the questions behind it are not asked."""
    case, seen = Case(), []
    while (question := next_question.questions_now(library, case, DAY, engine).next) is not None:
        seen.append(question.id)
        case, _ = next_question.put(library, case, question, DONT_KNOW, DAY)
    assert "open_invoices" in seen
    assert not {"overdue_amount", "formal_notice_deadline", "incident_on"} & set(seen)
    way = next_question.questions_now(library, case, DAY, engine)
    assert not way.settled
    assert way.todo == ()


def test_counts_are_held_against_each_other(library: Library) -> None:
    """A part cannot be more than its whole, whichever of the two is answered last."""
    late, settled = library.questions["invoices_late"], library.questions["invoices_settled"]
    next_question.check_with_others(library, Case({"invoices_settled": 8}), late, 8)
    with pytest.raises(AnswerError) as caught:
        next_question.check_with_others(library, Case({"invoices_settled": 8}), late, 9)
    assert str(caught.value) == (
        "9 is more than 8, the answer to: How many invoices have come due in the last twelve "
        "months? Write at most 8, or change that answer."
    )
    with pytest.raises(AnswerError) as caught:
        next_question.check_with_others(library, Case({"invoices_late": 8}), settled, 7)
    assert str(caught.value) == (
        "7 is less than 8, the answer to: How many of them were paid late, or are late now? "
        "Write at least 8, or change that answer first."
    )


def test_one_currency_is_usual(library: Library) -> None:
    """The currency of the answers is proposed only where there is one."""
    fee = library.questions["exit_fee"]
    answers = {
        "exit_fee": parse(fee, "EUR 5", DAY, spoken()),
        "monthly_billing": parse(fee, "0", DAY, spoken()),
    }
    assert next_question.usual_currency(library, Case(answers)) == "EUR"
    assert (
        next_question.usual_currency(
            library, Case({**answers, "claim_amount": parse(fee, "USD 5", DAY, spoken())})
        )
        == ""
    )
    assert next_question.usual_currency(library, Case()) == ""
    assert next_question.usual_currency(library, Case({"governing_law": "mx"})) == "MXN"
    assert next_question.usual_currency(library, Case({"governing_law": "other"})) == ""
    assert next_question.usual_currency(library, Case({**answers, "governing_law": "uk"})) == "EUR"


def test_one_law_of_a_country_is_suggested(library: Library) -> None:
    """A country with one law has it, a country of states or without a law has none."""
    found = {one: next_question.law_of_country(library, one) for one in ("FR", "US", "JP", "")}
    assert found == {"FR": "fr", "US": "", "JP": "", "": ""}


def test_answers_that_do_not_apply_are_named(library: Library, engine: Engine) -> None:
    """A case edited by hand may answer what does not apply; the path says which."""
    case = Case({"trigger": "pattern", "incident_fixed": True})
    assert next_question.questions_now(library, case, DAY, engine).dropped == ("incident_fixed",)
    pruned, dropped = next_question.prune(library, case, DAY)
    assert dropped == ("incident_fixed",)
    assert pruned == dataclasses.replace(case, answers={"trigger": "pattern"})


def test_what_was_sent_is_reviewed_and_not_asked(library: Library, engine: Engine) -> None:
    """A record stands in the review, is kept whatever else is answered, and is not asked."""
    records = {item.id for item in library.questions.values() if item.purpose == "record"}
    case = Case({"notice_sent_on": DAY, "notice_sent_by": "email"})
    assert [item.id for item in next_question.review(library, case)] == list(case.answers)
    for _ in range(400):
        question = next_question.questions_now(library, case, DAY, engine, "letter").next
        if question is None:
            break
        assert question.id not in records
        case, dropped = next_question.put(library, case, question, DONT_KNOW, DAY)
        assert dropped == ()
    assert records & case.answers.keys() == {"notice_sent_on", "notice_sent_by"}
    assert not records & case.dont_know


def test_an_own_notice_is_asked_for(library: Library, engine: Engine) -> None:
    """Who has given notice is asked for its record right after the opening, and for no other."""
    case = Case({"how_it_stands": "own_notice"})
    asked: list[str] = []
    while (question := next_question.questions_now(library, case, DAY, engine).next) is not None:
        asked.append(question.id)
        case, _ = next_question.put(library, case, question, DONT_KNOW, DAY)
    records = [name for name in asked if library.questions[name].purpose == "record"]
    assert records == ["notice_sent_on", "notice_sent_by", "notice_arrived_on", "notice_last_day"]
    before = {library.questions[name].purpose for name in asked[: asked.index(records[0])]}
    assert before == {"opening"}


def test_an_answer_is_changed_where_it_was_given(library: Library) -> None:
    """A choice of a screen is changed on the screen, an answer that it left open by itself."""
    screen = library.screens["leaving"]
    ends, stated = library.questions["break_right"], library.questions["notice_stated"]
    either = Case({"break_right": "both", "notice_stated": True})
    assert as_put(library, either, ends) == as_put(library, either, stated) == screen
    client = Case({"break_right": "client_only", "notice_stated": True})
    assert as_put(library, client, ends) == screen
    assert as_put(library, client, stated) == stated
    flagged = Case({"abuse": frozenset(("insults",))})
    assert as_put(library, flagged, library.questions["abuse"]) == library.questions["abuse"]


def test_what_a_screen_leaves_open_again_is_kept(library: Library) -> None:
    """What was asked by itself stays under a choice that leaves it open too, else it falls away."""
    screen = library.screens["wish"]
    case = Case({"how_it_stands": "running", "intent": "unsure", "considering_for": "weeks"})
    day = date(2026, 11, 3)
    after, _ = put(library, case, screen, "stop_now", day)
    assert (after.answers["intent"], after.answers["considering_for"]) == ("leave_now", "weeks")
    after, _ = put(library, case, screen, "leave_days", day)
    assert after.answers["considering_for"] == "days"
    after, _ = put(library, after, screen, "unsure", day)
    assert "considering_for" not in after.answers


@pytest.mark.parametrize(
    ("typed", "law", "part"),
    [
        ("Texas", "us_other", {"region_us_other": "TX"}),
        ("new york", "us_ny", {}),
        ("USA", "us_unknown", {}),
        ("Scotland", "uk", {"region_uk": "SCT"}),
        ("Catalonia", "es", {"region_es": "CT"}),
        ("jalisco", "mx", {}),
        ("Ontario", "ca_other", {"region_ca_other": "ON"}),
        ("Occitanie", "fr", {}),
        ("Atlantis", "", {}),
    ],
)
def test_a_part_of_a_country_means_its_law(
    library: Library, typed: str, law: str, part: dict[str, str]
) -> None:
    """Who types a state, a nation or a region has named the law, and perhaps the holidays."""
    assert next_question.law_named(library, typed) == (law, part)


def test_the_counter_never_rises(library: Library) -> None:
    """The most screens that a pass names at first are enough for it, whatever is answered."""
    engine = Compiled()
    for respondent in respondents(library, 4, 9, DAY):
        case = Case(as_of=DAY)
        for this in library.passes:
            told, done = 10**6, 0
            while True:
                way = next_question.questions_now(library, case, DAY, engine)
                here = passes.progress(library, case, way, this, done)
                if here.next is None:
                    break
                told = told if here.chosen else min(told, here.most)
                assert here.position <= told
                names = here.next.answers if isinstance(here.next, Screen) else (here.next.id,)
                for name in names:
                    given = respondent.answers.get(name, DONT_KNOW)
                    asked = library.questions[name]
                    case, _ = next_question.put(library, case, asked, given, DAY)
                done += 1


def test_what_an_answer_opens_for_a_paper_is_counted(library: Library, engine: Engine) -> None:
    """The counter of a paper includes what hangs on an answer that is still open."""
    papers = frozenset(("formal_notice", "formal_notice_deadline"))
    case = Case({"how_it_stands": "running", "open_invoices": "overdue"})
    way = next_question.questions_now(library, case, DAY, engine, "letter", papers)
    here = passes.for_papers(library, case, way, 0, papers)
    assert [item.id for item in here.items] == ["formal_notice"]
    assert here.most == 2
    case = dataclasses.replace(case, dont_know=frozenset(("formal_notice",)))
    way = next_question.questions_now(library, case, DAY, engine, "letter", papers)
    assert passes.for_papers(library, case, way, 1, papers).most == 1


@pytest.mark.parametrize("typed", ["38,000", "$38,000", "38.000", "38 mil", "38,000.00"])
def test_an_amount_is_read_as_it_is_typed_in_mexico(typed: str) -> None:
    """In Spanish both marks part thousands where decimals of that length are not allowed."""
    spanish = spoken("es")
    question = shipped("es").questions["overdue_amount"]
    assert parse(question, typed, DAY, spanish, "MXN") == Money(Decimal(38000), "MXN")
