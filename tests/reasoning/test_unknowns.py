"""What is not known: only what can still matter, how the advice splits, what is granted."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from advisor.casefile.casefile import read_case
from advisor.engine.compiled import Compiled
from advisor.facts.answer_plan import fact_names
from advisor.knowledge.content import Library
from advisor.knowledge.phrasebook import QuestionText
from advisor.model import Answer, Case, Duration, Money
from advisor.reasoning.advice_by_answer import AnswerTrial, advice_of
from advisor.reasoning.assess import assess, assess_case
from advisor.reasoning.assessment import Split
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.decide import decide, decide_beside
from advisor.reasoning.relevance import by_part, influences
from advisor.reasoning.unknowns import SHOWN, TRIED_BEYOND, alone, with_splits, without_effect
from advisor.report.answer_text import answers_text
from advisor.report.unknowns_text import (
    assumptions,
    no_effect_line,
    split_lines,
    state_line,
)
from tests.conftest import ROOT
from tests.outcomes import outcome
from tests.random_cases import TODAY, answer, grown
from tests.shipped import shipped
from tests.test_stories import STORIES, read_story

LIBRARY = shipped()
SNAPSHOTS = ROOT / "tests" / "snapshots" / "unknowns"
CASES = {path.stem: read_story(path, LIBRARY).case for path in STORIES}


def assessed(case: Case, limit: int | None = SHOWN) -> CaseAssessment:
    """Assess a case, with the advice by answer."""
    return with_splits(assess_case(LIBRARY, case, TODAY, Compiled()), limit)


def story(letter: str) -> Case:
    """Return the case of a story."""
    (found,) = (case for name, case in CASES.items() if name.startswith(letter))
    return found


def splits_of(case: Case, question: str) -> dict[str, Split]:
    """Return the advice by answer to one question."""
    found = AnswerTrial(LIBRARY, case, TODAY).splits(LIBRARY.questions[question])
    return {
        answers_text(LIBRARY.phrases, LIBRARY, question, split.answers): split for split in found
    }


def without(case: Case, *names: str) -> Case:
    """Return a case without some answers."""
    return replace(case, answers={k: v for k, v in case.answers.items() if k not in names})


def with_(case: Case, **answers: Answer) -> Case:
    """Return a case with more answers."""
    return replace(case, answers={**case.answers, **answers})


def open_now(case: Case) -> set[str]:
    """Return the questions that still matter."""
    return set(influences(LIBRARY, decide(LIBRARY, case, TODAY, Compiled())))


def in_words(found: CaseAssessment) -> str:
    """Return everything about the open questions of a case as plain text."""
    phrases, assessment = LIBRARY.phrases, found.assessment
    lines = [state_line(phrases, assessment)]
    if not assessment.settled:
        assumed = assumptions(phrases, assessment)
        lines += [phrases.say("explain.granted"), *(f"  - {line}" for line in assumed[:SHOWN])]
        if len(assumed) > SHOWN:
            lines.append(f"  - {phrases.say('explain.assumptions_more', n=len(assumed) - SHOWN)}")
    for item in assessment.unknowns[:SHOWN]:
        question = phrases.question(item.question)
        notes = split_lines(phrases, found, item)
        if question.where:
            notes = ((phrases.say("report.note.where"), question.where), *notes)
        lines += ["", question.ask]
        for label, text in notes:
            lines.append(f"  {phrases.say('mark.label', label=label) if label else ''}{text}")
    if len(assessment.unknowns) > SHOWN:
        lines += ["", phrases.counted("report.more.unknown", len(assessment.unknowns) - SHOWN)]
    line = no_effect_line(phrases, found)
    return "\n".join([*lines, *(["", line] if line else [])]) + "\n"


@pytest.mark.parametrize("name", CASES)
def test_what_is_open_in_each_story(name: str) -> None:
    """The unknowns of each story stand as they were read and approved."""
    path = SNAPSHOTS / f"{name}.txt"
    found = in_words(assessed(CASES[name]))
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_the_advice_by_answer_is_what_that_answer_leads_to(name: str) -> None:
    """Each answer of a choice stands in exactly one split, and deciding with it agrees."""
    case = CASES[name]
    present = decide(LIBRARY, case, TODAY, Compiled())
    tried = 0
    for item in assessed(case, None).assessment.unknowns:
        question = LIBRARY.questions[item.question]
        labels: dict[str, Answer] = {"yes": True, "no": False} if question.kind == "yes_no" else {}
        if question.kind == "choice":
            labels = {
                label: choice
                for choice, label in LIBRARY.phrases.question(question.id).choices.items()
            }
        for label, given in labels.items():
            if not item.splits:
                continue
            found = [
                one
                for one in item.splits
                if covers(answers_text(LIBRARY.phrases, LIBRARY, question.id, one.answers), label)
            ]
            (split,) = found
            decision = decide_beside(LIBRARY, with_(case, **{question.id: given}), present)
            assert advice_of(decision) == (split.whether, split.when, split.gates)
            assert decision.last_day == split.last_day
            tried += 1
    assert tried > 20


@pytest.mark.parametrize("name", CASES)
def test_every_number_falls_into_a_range(name: str) -> None:
    """Whatever number or date is answered, its advice and last day are among the splits."""
    case, rng = CASES[name], Random(7)
    present = decide(LIBRARY, case, TODAY, Compiled())
    for item in assessed(case, None).assessment.unknowns:
        question = LIBRARY.questions[item.question]
        if question.kind not in ("count", "months", "percent", "ratio", "score", "date", "money"):
            continue
        for _ in range(6 if item.splits else 0):
            given = answer(LIBRARY, question, rng)
            decision = decide_beside(LIBRARY, with_(case, **{question.id: given}), present)
            fitting = [
                split
                for split in item.splits
                if (split.whether, split.when, split.gates) == advice_of(decision)
                and _in(decision.last_day, split)
            ]
            assert fitting, (question.id, given)


def covers(answers: str, label: str) -> bool:
    """Tell whether a split speaks of an answer."""
    return answers == "any answer" or label in answers.split("; ")


def _in(day: date | None, split: Split) -> bool:
    if day is None or split.last_day is None:
        return day is None and split.last_day is None
    return split.last_day <= day <= (split.last_day_to or date.max)


def test_numbers_split_at_the_limits_of_the_rules() -> None:
    """Reserves split at six months for a large client: under it the income comes first."""
    case = without(story("h"), "runway_months")
    found = splits_of(case, "runway_months")
    assert list(found) == ["under 6 months", "from 6 months"]
    assert found["under 6 months"].when == "when_ready"
    at = decide(LIBRARY, with_(case, runway_months=6), TODAY, Compiled())
    below = decide(LIBRARY, with_(case, runway_months=Decimal("5.9")), TODAY, Compiled())
    assert (at.timing and at.timing.timing) == found["from 6 months"].when
    assert (below.timing and below.timing.timing) == "when_ready"


def test_sums_split_where_a_gate_turns_by_what_they_come_to() -> None:
    """A cost of leaving splits at a month of billing, and the billing at that cost."""
    demo = read_case(ROOT / "examples" / "demo.yaml", LIBRARY)
    found = splits_of(without(demo, "exit_fee"), "exit_fee")
    assert {answers: split.gates for answers, split in found.items()} == {
        # Months of billing are kept to four decimals.
        "up to GBP 2,400.11": (),
        "from GBP 2,400.12": (("lawyer", False),),
    }
    costly = with_(without(demo, "monthly_billing"), exit_fee=Money(Decimal(3000), "GBP"))
    found = splits_of(costly, "monthly_billing")
    assert {answers: split.gates for answers, split in found.items()} == {
        "GBP 0.00": (),
        "from GBP 0.01, up to GBP 2,999.85": (("lawyer", False),),
        "from GBP 2,999.86": (),
    }


def test_what_a_calculation_takes_for_granted_is_open() -> None:
    """Notice counts from receipt until it is known; the contract's counting moves the day."""
    case = story("a")
    (item,) = (
        one for one in assessed(case).assessment.unknowns if one.question == "notice_runs_from"
    )
    assert item.affects == ("last_day",)
    assert LIBRARY.phrases.question(item.question).assumed.startswith(
        "notice is counted from receipt"
    )
    found = splits_of(case, "notice_runs_from")
    assert found["From receipt; From sending"].same
    ends = "To the end of a calendar month; To the end of a calendar quarter"
    assert found[ends].last_day == date(2026, 12, 31)


def test_what_a_rule_asks_ignorance_for_is_open() -> None:
    """A date whose fact is not known yet keeps the last day open."""
    case = without(story("a"), "notice_period")
    assert "notice_period" in open_now(case)
    assert "term_end" in open_now(without(story("f"), "term_end"))


def test_what_would_repeat_what_stands_already_is_not_open() -> None:
    """A later constraint, or a second lawyer, makes an answer without effect."""
    counted = with_(
        story("a"),
        notice_runs_from="receipt",
        notice_counting="usual",
        contract_form="signed",
        deemed_receipt=Duration(0, "days"),
        end_for_breach=False,
        formal_notice=True,
    )
    assert "replacement" not in open_now(counted)
    assert "replacement" in open_now(with_(counted, notice_period=Duration(14, "days")))
    disputed = with_(story("a"), dispute=frozenset({"threat"}))
    assert "insolvency_opened" in open_now(disputed)
    rules = {rule.id for rule in _rules(disputed, "insolvency_opened")}
    assert "whether/pause-insolvency" in rules
    assert not any(rule.startswith("gates/lawyer") for rule in rules)


def _rules(case: Case, question: str) -> tuple[object, ...]:
    return influences(LIBRARY, decide(LIBRARY, case, TODAY, Compiled()))[question]


def test_a_settled_advice_stands_whatever_is_answered_together() -> None:
    """The example is settled: no answers to all that is open, given at once, change it."""
    case = read_case(ROOT / "examples" / "demo.yaml", LIBRARY)
    found = assess_case(LIBRARY, case, TODAY, Compiled())
    assert found.assessment.settled
    assert found.assessment.assumptions == ()
    before = decide(LIBRARY, case, TODAY, Compiled())
    rng = Random(11)
    rest = without_effect(found)
    assert len(rest) > 10
    for _ in range(40):
        more = {name: answer(LIBRARY, LIBRARY.questions[name], rng) for name in rest}
        after = decide_beside(LIBRARY, with_(case, **more), before)
        assert outcome(after) == outcome(before)


def test_what_is_said_not_to_matter_does_not(library: Library) -> None:
    """In the stories and in sparse cases no single answer to what is left out matters."""
    rng = Random(5)
    cases = [*CASES.values(), *(grown(LIBRARY, seed) for seed in range(20))]
    for case in cases:
        decision = decide(LIBRARY, case, TODAY, Compiled())
        matter = influences(LIBRARY, decision)
        for question in library.questions.values():
            name = fact_names(question)[0]
            if question.purpose == "letter" or question.id in matter:
                continue
            if question.id in case.answers or name in decision.facts.not_applicable:
                continue
            for _ in range(3):
                more = with_(case, **{question.id: answer(LIBRARY, question, rng)})
                after = decide_beside(LIBRARY, more, decision)
                assert outcome(after) == outcome(decision), (question.id, case)


def test_assumptions_are_stated_in_the_words_of_the_questions() -> None:
    """An advice that is not settled states what it takes for granted, once each."""
    found = assess(LIBRARY, story("a"), TODAY, Compiled())
    texts = assumptions(LIBRARY.phrases, found)
    assert not found.settled
    assert "no dispute is open" in texts
    assert len(set(texts)) == len(texts)


def test_every_question_says_what_is_granted_without_it() -> None:
    """A question that can decide something has its assumption, as the end of a sentence."""
    deciding = {name for seed in range(40) for name in open_now(grown(LIBRARY, seed))}
    assert len(deciding) > 60
    for name in sorted(deciding):
        assumed = LIBRARY.phrases.question(name).assumed
        assert assumed, name
        assert not assumed.endswith("."), name
        assert assumed[0].islower() or assumed.startswith("German"), name


def test_a_question_without_an_assumption_gets_a_general_one() -> None:
    """Where no assumption is written, the answer is said to change nothing."""
    bare = QuestionText(section="", ask="Is it so?", why="")
    phrases = replace(LIBRARY.phrases, questions={"new_work": bare})
    found = replace(assess(LIBRARY, Case(), TODAY, Compiled()), assumptions=("new_work",))
    assert assumptions(phrases, found) == ('the answer to "Is it so?" changes nothing',)


def test_only_the_first_are_tried() -> None:
    """The advice by answer is worked out for what is shown and a few more, not for all."""
    found = assessed(story("d"), 2)
    assert len(found.assessment.unknowns) > 2 + TRIED_BEYOND
    assert not any(item.splits for item in found.assessment.unknowns[2 + TRIED_BEYOND :])
    assert all(
        not later or first
        for first, later in zip(
            map(alone, found.assessment.unknowns[: 2 + TRIED_BEYOND]),
            map(alone, found.assessment.unknowns[1 : 2 + TRIED_BEYOND]),
            strict=False,
        )
    )


def test_choices_that_no_rule_names_are_counted() -> None:
    """Terms that are ignored count by their number; choices that rules name stand by name."""
    assert list(splits_of(story("k"), "ignored_terms")) == [
        "none of them; one of them",
        "2 or more of them",
    ]
    assert list(splits_of(story("k"), "abuse")) == [
        "none of them",
        "Insults",
        "Threats; Harassment; Discrimination",
    ]
    assert list(splits_of(story("k"), "insolvency_signs")) == [
        "none of them; one of them",
        "2 or more of them",
    ]


def test_a_question_says_which_parts_it_can_still_change() -> None:
    """What hangs on a question is told apart by the parts of the advice."""
    decision = decide(LIBRARY, Case(), TODAY, Compiled())
    matter = influences(LIBRARY, decision)
    found = by_part(matter["abuse"])
    assert next(iter(found)) == "whether"
    assert "Stop at once" in {LIBRARY.phrases.title(rule.id) for rule in found["whether"]}
    lawyer = "Ask a lawyer how to answer threats or harassment"
    assert lawyer in {LIBRARY.phrases.title(rule.id) for rule in found["gates"]}
    assert "client_name" not in matter
    assert by_part(()) == {}
