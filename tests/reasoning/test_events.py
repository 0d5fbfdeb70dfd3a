"""Events are tried on a case by deciding it with their answers on their day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from advisor.engine.compiled import Compiled
from advisor.knowledge.anchor import Anchor
from advisor.knowledge.answer_kinds import LIKELIHOODS
from advisor.knowledge.content import Library
from advisor.knowledge.event_content import AnswerChange, Event
from advisor.model import Answer, Case
from advisor.reasoning.decide import advice_of, decide
from advisor.reasoning.events import Foresight, Happened, effect
from tests.random_cases import TODAY, cases, examples
from tests.shipped import shipped

LIBRARY = shipped()
OVERDUE: dict[str, Answer] = {
    "open_invoices": "overdue",
    "oldest_due_date": TODAY - timedelta(days=60),
    "overdue_response": "ignored",
}


def foresight(library: Library, answers: dict[str, Answer]) -> Foresight:
    """Return a decided case on which events are tried."""
    case = Case(answers)
    return Foresight(library, case, decide(library, case, TODAY, Compiled()))


def named(found: tuple[Happened, ...]) -> dict[str, Happened]:
    """Return events by their id."""
    return {item.event.id: item for item in found}


def test_a_payment_and_its_absence_follow_a_pause(library: Library) -> None:
    """A pause is followed by what comes when they pay, then by what comes when they do not."""
    success, failure = foresight(library, OVERDUE).follows()
    assert (success.event.id, failure.event.id) == ("paid", "not-paid")
    assert success.decision.row.whether != "pause"
    assert failure.decision.row.whether == "end"
    deadline = failure.changes["formal_notice_deadline"]
    assert (success.day, failure.day) == (deadline, success.day + timedelta(days=1))


def test_a_running_final_notice_keeps_its_deadline(library: Library) -> None:
    """With a final notice sent, what follows counts from the deadline that it set."""
    deadline = TODAY + timedelta(days=16)
    running = {**OVERDUE, "formal_notice": True, "formal_notice_deadline": deadline}
    found = named(foresight(library, running).follows())
    assert found.keys() == {"paid", "not-paid-in-time"}
    assert found["paid"].day == deadline
    assert found["not-paid-in-time"].day == deadline + timedelta(days=1)
    assert found["not-paid-in-time"].decision.row.whether == "end"


def test_nothing_is_asked_of_a_client_in_insolvency(library: Library) -> None:
    """Once a proceeding is open neither payment nor its absence is an event."""
    found = foresight(library, {**OVERDUE, "insolvency_opened": True})
    assert not {"paid", "not-paid"} & {item.event.id for item in found.all()}


def test_an_event_adds_to_the_choices_that_were_given(library: Library) -> None:
    """Threats come on top of insults."""
    answers: dict[str, Answer] = {"abuse": frozenset({"insults"})}
    (threats,) = (one for one in foresight(library, answers).all() if one.event.id == "threats")
    assert threats.changes == {"abuse": frozenset({"insults", "threats"})}
    assert threats.decision.verdict == ("end", "now")


def test_what_happens_by_itself_is_no_event(library: Library) -> None:
    """An event that leads where the day alone leads is left to the turning dates."""
    deadline = TODAY + timedelta(days=16)
    running = {**OVERDUE, "formal_notice": True, "formal_notice_deadline": deadline}
    found = foresight(library, running)
    assert "not-paid-in-time" in named(found.follows())
    assert "not-paid-in-time" not in named(found.would_change())


def test_an_event_whose_day_is_unknown_or_past_cannot_be_tried(library: Library) -> None:
    """The end of a project has to be known and to lie ahead."""
    answers: dict[str, Answer] = {"work_status": "in_progress", "open_invoices": "none"}
    for end in (None, TODAY - timedelta(days=1)):
        given = {**answers, **({"project_end": end} if end else {})}
        assert "project-finished" not in {one.event.id for one in foresight(library, given).all()}
    given = {**answers, "project_end": TODAY}
    assert "project-finished" in {one.event.id for one in foresight(library, given).all()}


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        (AnswerChange(question="talk_result"), None),
        (AnswerChange(question="talk_result", answer="improved"), "improved"),
        (AnswerChange(question="talked_on", on=Anchor("day", -2)), date(2026, 11, 30)),
        (AnswerChange(question="abuse", add=("threats",), drop=("insults",)), {"threats", "x"}),
    ],
)
def test_an_answer_is_taken_away_given_dated_or_changed_by_choices(
    library: Library, change: AnswerChange, answer: Answer | None
) -> None:
    """Each way in which an event changes an answer, on the second of December."""
    event = replace(library.events[0], day=(Anchor("as_of", 10),), answers=(change,))
    assert date(2026, 12, 2) == TODAY + timedelta(days=10)
    found = foresight(library, {"abuse": frozenset({"insults", "x"}), "talk_result": "pending"})
    happened = found.tried(event)
    assert happened is not None
    assert happened.changes == {change.question: answer}


def test_the_nearest_come_first_and_the_rare_last() -> None:
    """Of one day the likelier comes first; what is rare has no day to be near."""
    events = named(foresight(LIBRARY, OVERDUE).would_change())
    order = [
        (one.event.likelihood == "rare", one.day, LIKELIHOODS.index(one.event.likelihood))
        for one in events.values()
    ]
    assert order == sorted(order)
    assert [one.event.likelihood == "rare" for one in events.values()].count(True) > 0


@settings(max_examples=examples(30))
@given(cases(LIBRARY))
def test_every_event_that_is_told_really_changes_the_advice(case: Case) -> None:
    """Decided anew, the case leads where the event says, elsewhere than it does now or then."""
    present = decide(LIBRARY, case, TODAY, Compiled())
    for item in Foresight(LIBRARY, case, present).would_change():
        answers = {name: one for name, one in case.answers.items() if name not in item.changes}
        answers |= {name: one for name, one in item.changes.items() if one is not None}
        then = decide(LIBRARY, Case(answers), item.day, Compiled())
        alone = decide(LIBRARY, case, item.day, Compiled())
        assert advice_of(then) == advice_of(item.decision)
        assert effect(then) not in (effect(present), effect(alone))


def test_an_event_can_do_nothing_but_let_time_pass(library: Library) -> None:
    """Without answers of its own an event is the case on another day."""
    event = Event(
        id="later",
        day=(Anchor("as_of", 30),),
        likelihood="likely",
        sources=(),
        place=library.events[0].place,
    )
    happened = foresight(library, OVERDUE).tried(event)
    assert happened is not None
    alone = decide(library, Case(OVERDUE), TODAY + timedelta(days=30), Compiled())
    assert effect(happened.decision) == effect(alone)
