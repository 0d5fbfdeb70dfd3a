"""The smallest changes are all there, each really changes the advice, and none is smaller."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.casefile.answers import parse
from advisor.conditions import evaluate
from advisor.engine.compiled import Compiled
from advisor.errors import AdvisorError
from advisor.facts.dependency_trace import Traced, questions_read
from advisor.facts.derive import CALCULATIONS, derive, fill, full_plan
from advisor.interview.next_question import check_with_others
from advisor.knowledge.answer_kinds import CHANGERS
from advisor.knowledge.content import Library, Question
from advisor.model import Answer, Case, Counterfactual, Duration
from advisor.reasoning.answer_classes import options
from advisor.reasoning.answer_ranges import LAST_DAY, LONGEST, MOST, chains
from advisor.reasoning.counterfactual import counterfactuals
from advisor.reasoning.decide import decide
from advisor.reasoning.decision_scope import scope
from advisor.reasoning.what_if_base import Verdict, begin
from tests.conftest import ROOT
from tests.knowledge.small import load, write_small
from tests.random_cases import TODAY, cases, examples, grown, smallest
from tests.random_cases import answer as some_answer
from tests.shipped import every_answer_a_state, shipped
from tests.shipped import language as spoken
from tests.test_stories import STORIES, read_story

LIBRARY = every_answer_a_state(shipped())

SMALL = {
    "rules/facts.yaml": """\
as_of: {kind: date, label: the day}
late_share: {kind: percent, label: share, from: [payment_habit, invoices_settled, invoices_late]}
overdue_days: {kind: number, unit: days, label: days, from: [open_invoices, oldest_due_date]}
""",
    "rules/questions/10-all.yaml": """\
section: All
questions:
- id: habit
  ask: How do they pay?
  why: It matters.
  type: choice
  choices: {good: Well, bad: Badly, awful: Not at all}
  changed_by: client
  sources: [S1]
- id: days
  ask: How many days?
  why: It matters.
  type: count
  unit: days
  when: {habit: {in: [bad, awful]}}
  changed_by: client
  sources: [S1]
- id: payment_habit
  ask: Often late?
  why: It matters.
  type: choice
  choices: {on_time: No, often_late: Yes}
  sources: [S1]
- id: invoices_settled
  ask: How many?
  why: It matters.
  type: count
  sources: [S1]
- id: invoices_late
  ask: How many late?
  why: It matters.
  type: count
  at_most: invoices_settled
  when: {payment_habit: often_late}
  sources: [S1]
- id: open_invoices
  ask: Open?
  why: It matters.
  type: choice
  choices: {none: No, overdue: Yes}
  sources: [S1]
- id: oldest_due_date
  ask: Since when?
  why: It matters.
  type: date
  latest: today
  when: {open_invoices: overdue}
  changed_by: time
  sources: [S1]
- id: abuse
  ask: Which?
  why: It matters.
  type: several
  choices: {insults: Insults, threats: Threats, silence: Silence}
  sources: [S1]
- id: unread
  ask: No rule reads this.
  why: It does not matter.
  type: yes_no
  sources: [S1]
- id: wish
  ask: What do you wish?
  why: It matters.
  type: text
  purpose: letter
  when: {advice.whether: end}
  sources: [S2]
""",
    "rules/findings/payment/share.yaml": """\
title: Share
direction: for
strength: moderate
norm: prudence
sources: [S1]
when: {all: [{invoices_settled: {at_least: 3}}, {late_share: {at_least: 50}}]}
because: [Share.]
""",
    "rules/findings/money/overdue.yaml": """\
title: Overdue
direction: for
strength: moderate
norm: prudence
sources: [S1]
when: {overdue_days: {at_least: 5}}
because: [Overdue.]
""",
    "rules/findings/conduct/abuse.yaml": """\
title: Abuse
direction: for
strength: moderate
norm: prudence
sources: [S1]
when: {any: [{abuse.threats: yes}, {abuse.count: {at_least: 2}}]}
because: [Abuse.]
""",
    "rules/advice/whether/repair.yaml": """\
title: Repair
whether: repair
priority: 3
norm: prudence
sources: [S1]
when: {balance.end: yes}
because: [Repair.]
""",
    "rules/advice/whether/keep.yaml": """\
title: Keep
whether: keep
priority: 5
norm: prudence
sources: [S1]
when: {all: [{habit: good}, {none: [conduct/abuse]}]}
because: [Keep.]
""",
    "rules/advice/when/now.yaml": """\
title: Now
timing: now
priority: 1
norm: custom
sources: [S1]
when: {all: [{habit: awful}, {days: {at_least: 9}}]}
because: [Now.]
""",
    "rules/findings/payment/late.yaml": """\
title: Late
direction: for
strength: strong
norm: prudence
sources: [S1]
when: {days: {above: 6}}
because: ["{days} late."]
""",
}
LISTS = ("text", "lines", "deliverables", "invoices")
"""Kinds of answers that are not tried: there is no end of them, and no nearest one."""
DOMAINS: Mapping[str, tuple[Answer, ...]] = {
    "habit": ("good", "bad", "awful"),
    "days": tuple(range(12)),
    "payment_habit": ("on_time", "often_late"),
    "invoices_settled": tuple(range(18)),
    "invoices_late": tuple(range(9)),
    "open_invoices": ("none", "overdue"),
    "oldest_due_date": tuple(TODAY - timedelta(days=days) for days in range(9)),
    "abuse": tuple(
        frozenset(some)
        for size in range(4)
        for some in combinations(("insults", "threats", "silence"), size)
    ),
    "unread": (True, False),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library small enough to try every answer."""
    figures = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / "rules" / "values").glob("*.yaml")
    }
    return load(write_small(tmp_path_factory.mktemp("small"), **SMALL, **figures))


def outcome(library: Library, case: Case) -> Verdict:
    """Decide a case the long way."""
    return decide(library, case, TODAY, Compiled()).verdict


def with_(library: Library, case: Case, changes: Mapping[str, Answer]) -> Case | None:
    """Return a case with other answers; ``None`` where one of them could not be given."""
    changed = replace(case, answers={**case.answers, **changes})
    facts = derive(library, changed, TODAY)
    for name, answer in changes.items():
        question = library.questions[name]
        asked = evaluate(question.when, facts)
        if asked is False or (asked is None and name not in case.answers):
            return None
        known = {key: value for key, value in changed.answers.items() if key in facts}
        try:
            check_with_others(library, replace(changed, answers=known), question, answer)
        except AdvisorError:
            return None
    return changed


def tried(library: Library, case: Case, names: tuple[str, ...]) -> Iterator[tuple[dict, Verdict]]:  # type: ignore[type-arg]
    """Yield every change of some answers to others, and the advice it leads to."""
    for values in product(*(DOMAINS[name] for name in names)):
        changes = dict(zip(names, values, strict=True))
        if any(case.answers.get(name) == value for name, value in changes.items()):
            continue
        changed = with_(library, case, changes)
        if changed is not None:
            yield changes, outcome(library, changed)


def small_case(seed: int) -> Case:
    """Return a random case of the small library, without answers that cannot be given."""
    rng = Random(seed)
    answers: dict[str, Answer] = {
        name: rng.choice(values) for name, values in DOMAINS.items() if rng.random() < 0.7
    }
    if isinstance(late := answers.get("invoices_late"), int):
        answers["invoices_settled"] = max(late, answers.get("invoices_settled", 0))  # type: ignore[type-var]
    return Case(answers)


@settings(max_examples=examples(12))
@given(st.integers(0, 2**32))
def test_the_complete_set_is_that_of_brute_force(small: Library, seed: int) -> None:
    """Every question and the advice it leads to is there, and no other."""
    case = small_case(seed)
    present = outcome(small, case)
    found = counterfactuals(small, case, TODAY)
    alone = {name: {end for _, end in tried(small, case, (name,))} - {present} for name in DOMAINS}
    expected = {(name, end) for name, ends in alone.items() for end in ends}
    told = {(change.question, (change.whether, change.when)) for change in found}
    assert told == expected


def distance(name: str, present: Answer, answer: Answer) -> int | None:
    """Tell how far an answer lies from the present one; ``None`` without an order."""
    if isinstance(answer, date) and isinstance(present, date):
        return abs((answer - present).days)
    if type(answer) is int and type(present) is int:
        return abs(answer - present)
    return None


@settings(max_examples=examples(12))
@given(st.integers(0, 2**32))
def test_no_nearer_single_answer_leads_to_the_same_advice(small: Library, seed: int) -> None:
    """Of numbers and dates the nearest is told, of choices all, of sets the least ones."""
    case = small_case(seed)
    present = outcome(small, case)
    found = counterfactuals(small, case, TODAY)
    for name in DOMAINS:
        ways: dict[Verdict, list[Answer]] = {}
        for changes, end in tried(small, case, (name,)):
            if end != present:
                ways.setdefault(end, []).append(changes[name])
        for end, answers in ways.items():
            told = [
                change.answer
                for change in found
                if change.question == name and (change.whether, change.when) == end
            ]
            now = case.answers.get(name)
            if name == "abuse":
                chosen = now if isinstance(now, frozenset) else frozenset()
                least = {
                    one ^ chosen  # type: ignore[operator]
                    for one in answers
                    if not any((other ^ chosen) < (one ^ chosen) for other in answers)  # type: ignore[operator]
                }
                # Choices that no rule names stand for one another.
                assert {one ^ chosen for one in told} <= least  # type: ignore[operator]
            elif (far := distance(name, now, answers[0])) is not None:  # type: ignore[arg-type]
                assert len(told) == 1
                nearest = min(distance(name, now, one) for one in answers)  # type: ignore[arg-type,type-var]
                assert distance(name, now, told[0]) == nearest, far  # type: ignore[arg-type]
            elif small.questions[name].kind == "choice":
                assert set(told) == set(answers)


@settings(max_examples=examples(12))
@given(st.integers(0, 2**32))
def test_a_span_holds_every_answer_in_it_and_none_beside_it(small: Library, seed: int) -> None:
    """Each answer of a span leads where it says; those just beyond its ends do not."""
    case = small_case(seed)
    for change in counterfactuals(small, case, TODAY):
        if change.span is not None:
            low, high = change.span
            for answer in DOMAINS[change.question]:
                inside = (low is None or answer >= low) and (high is None or answer <= high)  # type: ignore[operator]
                changed = with_(small, case, {change.question: answer})
                if changed is None or not inside:
                    continue
                assert outcome(small, changed) == (change.whether, change.when)


@settings(max_examples=examples(5))
@given(cases(LIBRARY))
def test_every_counterfactual_really_flips_the_advice(case: Case) -> None:
    """Assessed anew, each change leads where it says, and that is another advice."""
    present = outcome(LIBRARY, case)
    for change in counterfactuals(LIBRARY, case, TODAY):
        changed = with_(LIBRARY, case, {change.question: change.answer})
        assert changed is not None, change
        assert outcome(LIBRARY, changed) == (change.whether, change.when) != present


@settings(max_examples=examples(10))
@given(st.integers(0, 2**32))
def test_no_random_change_leads_where_none_was_told(seed: int) -> None:
    """Random changes of one shipped question lead nowhere untold."""
    rng = Random(seed)
    case = grown(LIBRARY, seed)
    present = outcome(LIBRARY, case)
    found = counterfactuals(LIBRARY, case, TODAY)
    told = {(change.question, (change.whether, change.when)) for change in found}
    names = [name for name in scope(LIBRARY).questions if LIBRARY.questions[name].kind not in LISTS]
    for _ in range(150):
        name = rng.choice(names)
        changes = {name: some_answer(LIBRARY, LIBRARY.questions[name], rng)}
        changed = with_(LIBRARY, case, changes)
        if changed is None or (end := outcome(LIBRARY, changed)) == present:
            continue
        assert (name, end) in told, (
            changes,
            end,
            smallest(case, lambda less: outcome(LIBRARY, less) == present),
        )


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_trial_decides_as_the_whole_decision_does(path: Path, library: Library) -> None:
    """Present advice and every change of every story agree with a full decision."""
    case = read_story(path, library).case
    assert begin(library, case, TODAY).verdict == outcome(library, case)
    found = counterfactuals(library, case, TODAY)
    assert found
    for change in found:
        changed = replace(case, answers={**case.answers, change.question: change.answer})
        assert outcome(library, changed) == (change.whether, change.when)


def test_two_seconds_are_enough_for_each_story(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    """All changes of one answer of all stories are found; the times are printed."""
    times = {}
    for path in STORIES:
        case = read_story(path, library).case
        start = time.process_time()
        assert counterfactuals(library, case, TODAY)
        times[path.stem] = time.process_time() - start
    worst = max(times, key=lambda name: times[name])
    with capsys.disabled():
        print(f"\nwhatif, all changes of one answer: at most {times[worst]:.2f} s ({worst})")


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped content, with every answer open to change."""
    return LIBRARY


def first_of(found: tuple[Counterfactual, ...], name: str) -> Counterfactual:
    """Return the first change of a question."""
    return next(change for change in found if change.question == name)


def test_a_date_is_solved_through_the_days_worked_out_from_it(library: Library) -> None:
    """Overdue since fifteen days is the limit; the fact changes at that very date."""
    case = Case(
        {
            "open_invoices": "overdue",
            "overdue_response": "ignored",
            "oldest_due_date": TODAY - timedelta(days=10),
        }
    )
    change = first_of(counterfactuals(library, case, TODAY), "oldest_due_date")
    assert change.answer == TODAY - timedelta(days=15)
    assert change.span == (None, TODAY - timedelta(days=15))
    assert (change.whether, change.by) == ("pause", "time")


def test_a_share_is_solved_for_each_of_its_counts(library: Library) -> None:
    """Three of eight late weigh less than a half; so do six of thirteen."""
    case = read_story(STORIES[0], library).case
    found = counterfactuals(library, case, TODAY)
    assert first_of(found, "invoices_late").answer == 3
    assert first_of(found, "invoices_settled").answer == 13


def test_a_period_is_solved_through_the_deadline_it_leads_to(library: Library) -> None:
    """One day more notice of non-renewal than is left, and the term cannot be refused."""
    story = read_story(STORIES[9], library).case
    case = replace(story, answers={**story.answers, "break_right": "both"})
    change = first_of(counterfactuals(library, case, TODAY), "renewal_notice")
    term = case.answers["term_end"]
    assert isinstance(term, date)
    assert change.answer == Duration((term - TODAY).days + 1, "days")


def test_questions_no_rule_of_the_decision_reads_are_left_alone(library: Library) -> None:
    """Questions behind gates, dates and letters alone are not tried."""
    tried_ones = set(scope(library).questions)
    assert {"payment_habit", "talk_result", "term_end"} <= tried_ones
    assert not {"confidentiality", "holds", "client_name", "own_sentence"} & tried_ones


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_nothing_past_no_target_and_no_wish_is_to_be_changed(path: Path) -> None:
    """A smallest change of an answer that was given is always one of a state."""
    rulebook, case = shipped(), read_story(path, LIBRARY).case
    changed = {change.question for change in counterfactuals(rulebook, case, TODAY)}
    given = changed & case.answers.keys()
    assert {rulebook.questions[name].nature for name in given} <= {"state"}
    free = {change.question for change in counterfactuals(LIBRARY, case, TODAY)}
    left_out = {name for name in free if rulebook.questions[name].nature != "state"}
    assert changed == free - (left_out & case.answers.keys())


def test_every_question_says_who_can_change_its_answer(library: Library) -> None:
    """Each of client, user and time can change some answers."""
    assert {one.changed_by for one in library.questions.values()} == set(CHANGERS)


def longest(question: Question) -> str:
    """Return the largest answer to an ordered question, as typed."""
    if question.kind == "duration":
        return f"{LONGEST['days']} days"
    if question.kind == "date":
        return str(TODAY if question.not_after_today else LAST_DAY)
    return f"EUR {MOST['money']}" if question.kind == "money" else str(MOST[question.kind])


def test_the_domains_end_where_the_interview_ends_them(library: Library) -> None:
    """The largest answer that is tried is the largest that can be typed."""
    for question in library.questions.values():
        for chain in chains(question, None, TODAY):
            assert parse(question, longest(question), TODAY, spoken()) == chain.at(chain.last)
    for kind in ("count", "score", "percent", "ratio", "months", "money"):
        question = next(one for one in library.questions.values() if one.kind == kind)
        more = f"EUR {MOST[kind] + 1}" if kind == "money" else str(MOST[kind] + 1)
        with pytest.raises(AdvisorError):
            parse(question, more, TODAY, spoken())


@settings(max_examples=examples(40))
@given(cases(LIBRARY))
def test_calculations_read_no_answer_that_is_left_out(case: Case) -> None:
    """What a trial fills in is all that any calculation of its facts asks for."""
    traced = Traced(TODAY, LIBRARY.values, LIBRARY.laws, CALCULATIONS)
    fill(case, traced, full_plan(LIBRARY), CALCULATIONS)
    reads = questions_read(LIBRARY, traced.reads)
    filled = {question.id for question in scope(LIBRARY).filled}
    for fact in scope(LIBRARY).derived:
        assert reads[fact] <= filled


def test_a_count_stays_within_the_count_it_is_part_of(library: Library) -> None:
    """No more invoices are late than have come due, and no fewer come due than are late."""
    base = begin(library, read_story(STORIES[0], library).case, TODAY)
    late = options(base, library.questions["invoices_late"])
    settled = options(base, library.questions["invoices_settled"])
    assert max(option.high for option in late) == 8  # type: ignore[type-var]
    assert [option.low for option in settled if option.answer < 6] == [0]  # type: ignore[operator]


def test_a_count_of_none_frees_the_counts_that_are_parts_of_it(library: Library) -> None:
    """Where nothing has come due nobody asks how much of it was late, so none is an answer."""
    case = read_story(STORIES[0], library).case
    # Without a talk that changed nothing, no ground is left where nothing was late.
    kept = {name: answer for name, answer in case.answers.items() if not name.startswith("talk")}
    case = replace(case, answers=kept)
    found = {
        change.answer: (change.whether, change.span)
        for change in counterfactuals(library, case, TODAY)
        if change.question == "invoices_settled"
    }
    # Between one and five lies less than the six that were late.
    assert found == {0: ("wait", (0, 0))}
    for answer, (whether, _) in found.items():
        changed = replace(case, answers={**case.answers, "invoices_settled": answer})
        assert outcome(library, changed)[0] == whether
