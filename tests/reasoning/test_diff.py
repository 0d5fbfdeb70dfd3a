"""What moved between two assessments, and which of answers, day and rules did it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from advisor.casefile.casefile import parse_case, read_case
from advisor.casefile.rendering import render_case
from advisor.engine.compiled import Compiled
from advisor.errors import CaseError
from advisor.knowledge.content import Library
from advisor.model import Answer, Case, Duration
from advisor.reasoning.assess import assess, assess_case
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.diff import KINDS, Cause, Diff, Move, Side, compare, side
from advisor.reasoning.outlook import Outlook
from advisor.report.json_report import report_json
from advisor.report.saved_assessment import read_side
from tests.conftest import ROOT
from tests.random_cases import grown
from tests.test_stories import STORIES, read_story

DAY = date(2026, 11, 22)
LATER = DAY + timedelta(days=18)
CALM = Outlook((), (), (), ("keep", None))


def case(**answers: Answer) -> Case:
    """Return a case with these answers."""
    return Case(answers)


def diff(library: Library, old: Case, new: Case, day: date = DAY, later: date = DAY) -> Diff:
    """Compare two cases on two days."""
    sides = (
        side(library, old, day, Compiled(), "old"),
        side(library, new, later, Compiled(), "new"),
    )
    return compare(library, *sides, Compiled())


def move(found: Diff, kind: str, name: str = "") -> Move:
    """Return the one move of a conclusion."""
    (only,) = (item for item in found.moves if (item.kind, item.id) == (kind, name))
    return only


@pytest.fixture(scope="module")
def example(library: Library) -> Case:
    """The shipped example."""
    return read_case(ROOT / "examples" / "demo.yaml", library)


def test_a_case_and_itself(library: Library, example: Case) -> None:
    """Nothing moves between a case and itself on the same day."""
    found = diff(library, example, example)
    assert (found.moves, found.changed) == ((), ())


def test_the_day_moves_the_last_day(library: Library, example: Case) -> None:
    """A later day alone moves the last day, and is named as the cause."""
    found = diff(library, example, example, later=LATER)
    last = move(found, "last_day")
    assert (last.before, last.after) == ("2026-12-27", "2027-01-15")
    assert (last.causes, last.relation) == ((Cause("date"),), "")
    assert {cause.kind for item in found.moves for cause in item.causes} == {"date"}


def test_an_answer_is_named(library: Library) -> None:
    """The answer that moved a finding is named, another that changed is not."""
    old = case(own_breach="none", confidentiality=False)
    new = case(own_breach="late", confidentiality=False, evidence="all")
    found = diff(library, old, new)
    assert found.changed == ("own_breach", "evidence")
    finding = move(found, "finding", "duties/own-breach")
    assert (finding.before, finding.after) == (None, "caution strong")
    assert finding.causes == (Cause("answers", ("own_breach",)),)
    assert move(found, "finding", "duties/evidence-kept").causes == (
        Cause("answers", ("evidence",)),
    )
    assert move(found, "gate", "own_duties").after == "blocking"


def test_a_lost_answer_is_named_too(library: Library) -> None:
    """Taking an answer back is a change as well, and so is no longer knowing it."""
    old, gone = case(own_breach="late"), case()
    for new in (gone, Case({}, frozenset({"own_breach"}))):
        found = diff(library, old, new)
        finding = move(found, "finding", "duties/own-breach")
        assert (finding.before, finding.after) == ("caution strong", None)
        assert finding.causes == (Cause("answers", ("own_breach",)),)


def test_not_knowing_is_told_from_not_answered(library: Library) -> None:
    """That a question is now answered with "I don't know" is a change that moves nothing."""
    found = diff(library, case(), Case({}, frozenset({"own_breach"})))
    assert (found.changed, found.moves) == (("own_breach",), ())


def test_two_answers_that_are_needed_together(library: Library) -> None:
    """Where a finding needs two of the changed answers, both are named."""
    habit: dict[str, Answer] = {"payment_habit": "often_late"}
    old = case(**habit, invoices_settled=2, invoices_late=0)
    new = case(**habit, invoices_settled=8, invoices_late=6)
    found = diff(library, old, new)
    finding = move(found, "finding", "payment/mostly-late")
    assert finding.causes == (Cause("answers", ("invoices_settled", "invoices_late")),)


def test_two_answers_of_which_each_would_do(library: Library) -> None:
    """Where either of two changed answers would have done, both are named."""
    new = case(illegal_request="insisted", abuse=frozenset({"threats"}), evidence="all")
    found = diff(library, case(), new)
    whether = move(found, "whether")
    assert whether.after == "end"
    assert whether.causes == (Cause("answers", ("abuse", "illegal_request")),)


def test_day_and_answer_together(library: Library) -> None:
    """A last day that both the day and an answer push out is put down to both."""
    base = {"abuse": frozenset(), "notice_stated": True, "break_right": "both"}
    story = read_story(STORIES[0], library).case
    old = replace(story, answers={**story.answers, **base, "notice_period": Duration(30, "days")})
    new = replace(old, answers={**old.answers, "notice_period": Duration(60, "days")})
    found = diff(library, old, new, later=LATER)
    contract = move(found, "date", "dates/contract-notice")
    assert contract.causes == (Cause("date"), Cause("answers", ("notice_period",)))
    assert contract.relation == "together"


def test_day_or_answer_alone(library: Library) -> None:
    """Where the day and an answer would each have done, both are named as such."""
    old = case(auto_renews=True, term_end=LATER, renewal_notice=Duration(10, "days"))
    new = case(
        auto_renews=True, term_end=DAY - timedelta(days=1), renewal_notice=Duration(10, "days")
    )
    found = diff(library, old, new, later=LATER)
    finding = move(found, "finding", "contract/renewal-missed")
    assert finding.causes == (Cause("date"), Cause("answers", ("term_end",)))
    assert finding.relation == "each"


def with_rules(library: Library, version: str, drop: str) -> Library:
    """Return the library as it stood without one finding, under another version."""
    kept = tuple(
        replace(rule, strength="weak") if rule.id == drop else rule for rule in library.findings
    )
    by_id = {**library.by_id, **{rule.id: rule for rule in kept}}
    return library.changed(version=version, findings=kept, by_id=by_id)


def saved(library: Library, one: Case, day: date = DAY) -> Side:
    """Return a case as it was saved under the rules of a library."""
    return replace(side(library, one, day, Compiled(), "saved"), saved=True)


def test_the_rules_did_it(library: Library) -> None:
    """What other rules concluded from the same answers and day is put down to the rules."""
    then = with_rules(library, "0.0.9+then", "duties/own-breach")
    one = case(own_breach="late")
    old, new = saved(then, one), side(library, one, DAY, Compiled(), "new")
    for sides, values in (((old, new), ("weak", "strong")), ((new, old), ("strong", "weak"))):
        found = compare(library, *sides, Compiled())
        (only,) = found.moves
        assert (only.before, only.after) == tuple(f"caution {value}" for value in values)
        assert (only.causes, only.relation) == ((Cause("rules"),), "")


def test_rules_and_day_are_told_apart(library: Library, example: Case) -> None:
    """One comparison may put one move down to the rules and another to the day."""
    then = with_rules(library, "0.0.9+then", "duties/open-duties")
    old = saved(then, example)
    found = compare(library, old, side(library, example, LATER, Compiled(), "new"), Compiled())
    assert move(found, "finding", "duties/open-duties").causes == (Cause("rules"),)
    assert move(found, "last_day").causes == (Cause("date"),)


def test_under_rules_that_are_gone_the_cause_is_found_by_elimination(library: Library) -> None:
    """Two results of the same older rules cannot be told apart by the rules."""
    then = with_rules(library, "0.0.9+then", "duties/own-breach")
    old, new = saved(then, case(own_breach="none")), saved(then, case(own_breach="late"))
    finding = move(compare(library, old, new, Compiled()), "finding", "duties/own-breach")
    assert (finding.causes, finding.relation) == ((Cause("answers"),), "")
    later = saved(then, case(own_breach="late"), LATER)
    finding = move(compare(library, old, later, Compiled()), "finding", "duties/own-breach")
    assert finding.causes == (Cause("date"), Cause("answers"))
    assert finding.relation == "unsure"


def test_a_saved_result_that_does_not_follow(library: Library) -> None:
    """A result that the same rules do not give for its own answers is said to be at fault."""
    one = case(own_breach="late")
    new = side(library, one, DAY, Compiled(), "new")
    changed = {**new.found, ("whether", ""): "end"}
    found = compare(library, replace(new, found=changed, saved=True), new, Compiled())
    assert move(found, "whether").causes == (Cause("result"),)


def test_every_move_has_a_cause(library: Library) -> None:
    """Between random cases on random days each move has a cause that changed, in order."""
    sides = [
        side(
            library,
            grown(library, seed),
            DAY + timedelta(days=seed % 3 * 20),
            Compiled(),
            str(seed),
        )
        for seed in range(12)
    ]
    moved = 0
    for old, new in itertools.pairwise(sides):
        found = compare(library, old, new, Compiled())
        kinds = [KINDS.index(item.kind) for item in found.moves]
        assert kinds == sorted(kinds)
        for item in found.moves:
            moved += 1
            assert item.before != item.after
            assert item.causes
            for cause in item.causes:
                assert cause.kind in ("date", "answers")
                assert cause.kind != "date" or old.as_of != new.as_of
                assert set(cause.questions) <= set(found.changed)
    assert moved > 100


def test_named_answers_carry_the_move(library: Library) -> None:
    """On one day, taking back any answer that is needed for a move undoes the move."""
    undone = 0
    for seed in range(6):
        old, new = grown(library, seed), grown(library, seed + 100)
        found = diff(library, old, new)
        for item in found.moves[:6]:
            (cause,) = item.causes
            if len(cause.questions) != 1:
                continue
            (name,) = cause.questions
            answers = {key: value for key, value in new.answers.items() if key != name}
            if name in old.answers:
                answers[name] = old.answers[name]
            back = side(library, replace(new, answers=answers), DAY, Compiled(), "back")
            alone = {key: value for key, value in old.answers.items() if key != name}
            if name in new.answers:
                alone[name] = new.answers[name]
            only = side(library, replace(old, answers=alone), DAY, Compiled(), "alone")
            key = (item.kind, item.id)
            needed = back.found.get(key) != item.after
            enough = only.found.get(key) == item.after
            assert needed or enough, (seed, item)
            undone += needed
    assert undone > 5


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_saved_story_reads_back(library: Library, path: Path) -> None:
    """A saved assessment holds the same conclusions and answers as the case it is of."""
    story = read_story(path, library).case
    assert story.as_of is not None
    assessment = assess(library, story, story.as_of, Compiled())
    text = report_json(
        library.phrases, CaseAssessment(library, story, assessment, Compiled()), CALM
    )
    again = read_side(text.encode(), "story.json", library, LATER, Compiled())
    now = side(library, story, story.as_of, Compiled(), "story.json")
    assert again.found == now.found
    assert again.case == replace(story, file="story.json")
    assert again.answers_hash == now.answers_hash
    assert compare(library, again, now, Compiled()).moves == ()


def test_random_cases_read_back(library: Library) -> None:
    """Whatever kinds of answers a case has, a saved assessment of it reads back the same."""
    read = 0
    for seed in range(30):
        grew = grown(library, seed, letters=True)
        try:
            one = parse_case(render_case(grew, library).encode(), "one.yaml", library, today=DAY)
        except CaseError:
            # Random answers may break the limits that a file keeps.
            continue
        text = report_json(library.phrases, assess_case(library, one, DAY, Compiled()), CALM)
        again = read_side(text.encode(), "one.yaml", library, LATER, Compiled())
        assert again.case == replace(one, as_of=DAY)
        assert again.found == side(library, one, DAY, Compiled(), "one.yaml").found
        read += 1
    assert read > 15
