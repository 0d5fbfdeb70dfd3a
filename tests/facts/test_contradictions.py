"""Answers that cannot all be right are found, and the harder evidence decides."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings

from advisor.engine.compiled import Compiled
from advisor.facts.contradictions import Contradicted, contradicted, undisputed
from advisor.knowledge.content import Library
from advisor.model import Answer, Case
from advisor.reasoning.assess import assess, assess_case
from tests.random_cases import TODAY, cases, examples
from tests.shipped import shipped

LIBRARY = shipped()
ON_TIME_BUT_LATE: dict[str, Answer] = {
    "payment_habit": "on_time",
    "invoices_settled": 9,
    "invoices_late": 6,
    "mean_days_late": 22,
}


def found(answers: dict[str, Answer]) -> list[str]:
    """Return the ids of the contradictions between some answers."""
    return [item.id for item in contradicted(LIBRARY, Case(answers), TODAY)]


def test_counts_decide_against_a_habit(library: Library) -> None:
    """Six of nine late are a ground, and "on time" is none against it."""
    assessment = assess(library, Case(ON_TIME_BUT_LATE), TODAY, Compiled())
    (item,) = assessment.contradictions
    assert (item.questions, item.set_aside) == (
        ("payment_habit", "invoices_late"),
        ("payment_habit",),
    )
    strengths = {one.id: one.strength for one in assessment.findings}
    assert strengths["payment/mostly-late"] == "strong"
    assert "payment/pays-on-time" not in strengths
    assert not assessment.settled


def test_an_answer_that_is_set_aside_is_no_open_question(library: Library) -> None:
    """It was answered: the contradiction asks about it, and the gaps do not name it."""
    assessment = assess(library, Case(ON_TIME_BUT_LATE), TODAY, Compiled())
    assert "payment_habit" not in {item.question for item in assessment.unknowns}
    assert "payment_habit" not in assessment.assumptions


def test_the_case_itself_keeps_every_answer(library: Library) -> None:
    """What is set aside stays in the case, and in the hash of its answers."""
    assessed = assess_case(library, Case(ON_TIME_BUT_LATE), TODAY, Compiled())
    assert assessed.case.answers == ON_TIME_BUT_LATE
    assert assessed.decided.answers.keys() == ON_TIME_BUT_LATE.keys() - {"payment_habit"}
    without = assess_case(library, assessed.decided, TODAY, Compiled())
    assert assessed.assessment.answers_hash != without.assessment.answers_hash
    assert assessed.advice.verdict == without.advice.verdict


def test_a_contradiction_ends_with_either_answer(library: Library) -> None:
    """Both ways to put it right are no contradiction any more."""
    assert found({**ON_TIME_BUT_LATE, "payment_habit": "often_late"}) == []
    assert found({**ON_TIME_BUT_LATE, "invoices_late": 0}) == []


def test_each_pair_of_days_is_a_contradiction_of_its_own(library: Library) -> None:
    """Two pairs of days that are out of order are asked about one by one."""
    case = Case(
        {
            "relationship_started": date(2026, 11, 20),
            "talked_on": date(2026, 11, 1),
            "notice_sent_on": date(2026, 11, 2),
        }
    )
    assert contradicted(library, case, TODAY) == (
        Contradicted("days-out-of-order", ("relationship_started", "talked_on")),
        Contradicted("days-out-of-order", ("relationship_started", "notice_sent_on")),
    )


def test_one_answer_alone_contradicts_nothing(library: Library) -> None:
    """Each answer of a contradiction is needed for it."""
    for name, answer in ON_TIME_BUT_LATE.items():
        assert found({name: answer}) == []
    assert found({}) == []


@settings(max_examples=examples(60))
@given(cases(LIBRARY))
def test_without_what_is_set_aside_nothing_else_is_set_aside(case: Case) -> None:
    """Setting answers aside ends each contradiction that does so, and makes no other."""
    left = undisputed(LIBRARY, case, TODAY)
    assert left.answers.items() <= case.answers.items()
    assert [item for item in contradicted(LIBRARY, left, TODAY) if item.set_aside] == []
    assert set(contradicted(LIBRARY, left, TODAY)) <= set(contradicted(LIBRARY, case, TODAY))
