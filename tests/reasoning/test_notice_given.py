"""After notice: the advice stands still, and without a record nothing is another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.conditions import All, AnyOf, Condition, NoneOf, names
from advisor.engine.compiled import Compiled
from advisor.knowledge.content import Library
from advisor.letters.selection import called_for, offered
from advisor.model import Case
from advisor.reasoning.assess import assess
from advisor.reasoning.counterfactual import counterfactuals
from advisor.reasoning.decide import decide
from advisor.reasoning.turning_dates import turning_dates
from tests.random_cases import TODAY, cases, examples, grown
from tests.shipped import shipped
from tests.test_stories import STORIES, read_story

LIBRARY = shipped()
RECORDS = tuple(item.id for item in LIBRARY.questions.values() if item.purpose == "record")
DONE = ("notice/write-letter", "notice/send-letter", "notice/non-renewal", "talk/hold-talk")


def with_notice(library: Library, case: Case, rng: Random) -> Case:
    """Record a notice sent today that names the last day that the advice has."""
    # Nothing else has ended it.
    case = replace(case, answers={k: v for k, v in case.answers.items() if k != "how_it_stands"})
    last = decide(library, case, TODAY, Compiled()).last_day or TODAY + timedelta(days=30)
    answers = {
        **case.answers,
        "notice_sent_on": TODAY,
        "notice_sent_by": rng.choice(["email", "post", "burofax", "in_person"]),
        "notice_last_day": last,
    }
    return replace(case, answers=answers)


@settings(max_examples=examples(25))
@given(cases(LIBRARY), st.integers(0, 2**32))
def test_the_last_day_stands_still(case: Case, seed: int) -> None:
    """Whatever the answers, the advice is to end on the same day until the last day named."""
    rng = Random(seed)
    case = with_notice(LIBRARY, case, rng)
    if rng.random() < 0.5:
        arrived = TODAY + timedelta(days=rng.randint(0, 15))
        case = replace(case, answers={**case.answers, "notice_arrived_on": arrived})
    named: date = case.answers["notice_last_day"]  # type: ignore[assignment]
    later = [TODAY + timedelta(days=ahead) for ahead in (15, 16, 31, 70, 200, 360)]
    days = [day for day in later if day <= named] or [TODAY]
    over = decide(LIBRARY, case, max(named, TODAY) + timedelta(days=1), Compiled())
    assert over.row.whether in ("collect", "settle")
    found = [decide(LIBRARY, case, day, Compiled()) for day in days]
    assert {item.row.whether for item in found} == {"end"}
    assert len({item.last_day for item in found}) == 1
    assert len({item.timing.timing for item in found if item.timing}) == 1


def about_records(condition: Condition) -> bool:
    """Tell whether a condition names what is recorded."""
    return bool(set(names(condition)) & {*RECORDS, "notice_short_days"})


def stripped(condition: Condition) -> Condition:
    """Take out of a condition what bars a rule once something is recorded."""
    if isinstance(condition, NoneOf):
        return NoneOf(tuple(part for part in condition.parts if not about_records(part)))
    if isinstance(condition, AnyOf):
        others = tuple(part for part in condition.parts if not about_records(part))
        return AnyOf(others) if others else condition
    if isinstance(condition, All):
        parts = (stripped(part) for part in condition.parts)
        kept = tuple(part for part in parts if not isinstance(part, NoneOf) or part.parts)
        return kept[0] if len(kept) == 1 else All(kept)
    return condition


def unrecorded() -> Library:
    """Return the library without the questions for the record and the rules about them."""
    rooms = {
        room: tuple(
            replace(rule, when=stripped(rule.when))
            for rule in getattr(LIBRARY, room)
            if not about_records(stripped(rule.when))
        )
        for room in ("findings", "whether", "timing", "gates", "dates", "tasks")
    }
    found = LIBRARY.changed(
        questions={name: item for name, item in LIBRARY.questions.items() if name not in RECORDS},
        facts={name: kind for name, kind in LIBRARY.facts.items() if name not in RECORDS},
        **rooms,  # type: ignore[arg-type]
    )
    return found.changed(by_id={rule.id: rule for rule in found.rules()})


WITHOUT = unrecorded()


def test_the_rules_about_the_record_are_told_apart() -> None:
    """The library to compare with has lost these rules, and no others."""
    lost = {rule.id for rule in LIBRARY.rules()} - {rule.id for rule in WITHOUT.rules()}
    assert lost == {
        "dates/letter-names",
        "dates/notice-sent",
        "dates/notice-received",
        "dates/formal-notice-sent",
        "dates/formal-notice-received",
        "dates/suspension-sent",
        "dates/stopped",
        "dates/proposal-sent",
        "dates/talk-record-sent",
        "dates/closing-note-sent",
        "checklist/notice/record-receipt",
        "checklist/notice/correct-last-day",
    }


@settings(max_examples=examples(25))
@given(cases(LIBRARY, letters=True))
def test_nothing_recorded_changes_nothing(case: Case) -> None:
    """Without a record the assessment is what it is without the questions for it."""
    one, other = (assess(library, case, TODAY, Compiled()) for library in (LIBRARY, WITHOUT))
    assert one.facts.known == other.facts.known
    assert replace(one, facts=other.facts) == other
    assert not set(RECORDS) & {item.question for item in one.unknowns}
    assert not set(RECORDS) & {name for item in one.findings for name in item.causes}


def test_the_stories_after_notice(library: Library) -> None:
    """In every story notice is given once: no step to give it is left, only its end turns it."""
    for path in STORIES:
        case = with_notice(library, read_story(path, library).case, Random(0))
        named: date = case.answers["notice_last_day"]  # type: ignore[assignment]
        later = min(TODAY + timedelta(days=20), named)
        found = assess(library, case, later, Compiled())
        rules = {task.id.removeprefix("checklist/") for task in found.tasks}
        assert not rules & set(DONE), path.stem
        days = {item.rule: item.date for item in found.dates}
        assert days["dates/notice-sent"] == TODAY
        assert "dates/refuse-renewal" not in days
        turns = turning_dates(library, case, later, Compiled())
        assert [turn.date for turn in turns[:1]] == [named + timedelta(days=1)]
        assert {turn.whether for turn in turns} <= {"collect", "settle"}
        assert not {"ending", "ending-email", "non-renewal"} & set(offered(library.phrases, found))
        assert {"ending", "non-renewal"} & set(called_for(library.phrases, found))
        assert found.advice.last_day == assess(library, case, TODAY, Compiled()).advice.last_day


def test_what_happened_is_no_answer_to_change(library: Library) -> None:
    """No smallest change of answers touches the record."""
    for seed in range(5):
        case = with_notice(library, grown(library, seed), Random(seed))
        for change in counterfactuals(library, case, TODAY):
            assert change.question not in RECORDS
