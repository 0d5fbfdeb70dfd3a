"""The balance: frozen points, faults of its figures, the order of the advice, open findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.conditions import names
from advisor.engine.compiled import Compiled
from advisor.engine.stratum import Truths
from advisor.errors import ContentError
from advisor.facts.derive import derive
from advisor.knowledge import roles, strict_yaml
from advisor.knowledge.balance_reader import read_balance
from advisor.knowledge.content import Library, Rulebook
from advisor.model import STRENGTHS, Case, Facts, Truth
from advisor.reasoning.balance import levels, open_levels, weigh, weighed
from advisor.reasoning.decide import Conclusion, conclude, first, stratum
from tests.conftest import ROOT
from tests.random_cases import TODAY, answer, examples, grown
from tests.shipped import shipped

LIBRARY = shipped()
REFERENCE: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "balance" / "reference.yaml").read_text(encoding="utf-8")
)
LADDER = ("keep", "wait", "repair", "end")
"""The advice that the balance can give, from staying to leaving."""
DECIDED_BEFORE = frozenset(
    (
        "conduct/illegal-insisted",
        "conduct/threats",
        "payment/overdue-past-limit",
        "payment/unpaid-after-final-notice",
    )
)
"""Findings for ending that are danger or overdue money, which rows above the balance decide."""
WEIGHED = tuple(
    rule
    for rule in LIBRARY.findings
    if rule.direction != "caution" and rule.id not in DECIDED_BEFORE
)


def truths_of(rulebook: Rulebook, case: Mapping[str, Any]) -> dict[str, Truth]:
    """Return the truths of all findings in a case of the reference."""
    truths: dict[str, Truth] = dict.fromkeys((rule.id for rule in rulebook.findings), False)
    truths.update(dict.fromkeys(case.get("open", ()), None))
    truths.update(dict.fromkeys(case["holds"], True))
    return truths


def points(text: object) -> Fraction:
    """Read points such as ``5 2/3``."""
    return sum(map(Fraction, str(text).split()), Fraction(0))


def advice(rulebook: Rulebook, truths: Truths, known: Mapping[str, Any]) -> str:
    """Return whether, from the truths of findings and other facts."""
    found = {name: truth for name, truth in truths.items() if truth is not None}
    facts = Facts({**known, **found, **levels(rulebook, truths)})
    return first(rulebook.whether, Compiled().fire(stratum(rulebook, "whether"), facts)).whether


def wrong(rulebook: Rulebook, case: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a rulebook makes otherwise of a case of the reference."""
    truths = truths_of(rulebook, case)
    found, enough = weigh(rulebook, truths), levels(rulebook, truths)
    certain = open_levels(rulebook, truths)
    if Fraction(found.grounds, found.unit) != points(case["for"]):
        yield "for"
    if Fraction(found.against, found.unit) != points(case["against"]):
        yield "against"
    if [name for name in roles.BALANCE if enough[name]] != named(case["enough"]):
        yield "enough"
    if [name for name in roles.BALANCE if name not in certain] != named(case.get("may_change", ())):
        yield "may_change"
    if advice(rulebook, truths, {}) != case["advice"]:
        yield "advice"


def named(levels: Any) -> list[str]:
    """Return the facts of some levels."""
    return [f"balance.{level}" for level in levels]


@pytest.mark.parametrize("case", REFERENCE, ids=lambda case: case["case"])
def test_points_are_those_of_the_reference(case: dict[str, Any]) -> None:
    """Points, what they are enough for, what may change it and the advice are as frozen."""
    assert list(wrong(LIBRARY, case)) == []


def test_the_reference_covers_every_topic_and_direction() -> None:
    """Each topic of findings for and against ending stands in some case that holds."""
    held = {name for case in REFERENCE for name in case["holds"]}
    covered = {(rule.direction, rule.topic) for rule in WEIGHED if rule.id in held}
    assert len(REFERENCE) >= 40
    assert {(rule.direction, rule.topic) for rule in WEIGHED} - covered == set()


def faulty() -> Iterator[Any]:
    """Yield the library with each figure of the balance moved, each link of a finding dropped."""
    balance = LIBRARY.balance
    moved: list[dict[str, Any]] = [
        {name: getattr(balance, name) + step}
        for name, step in product(("further", "topic_most", "end", "repair", "keep"), (-1, 1))
    ]
    moved += [
        {"points": {**balance.points, name: balance.points[name] + step}}
        for name, step in product(STRENGTHS, (-1, 1))
        # The reader refuses a decisive finding above the most of a topic.
        if balance.points[name] + step <= balance.topic_most
    ]
    at = STRENGTHS.index(balance.firm)
    moved += [{"firm": STRENGTHS[at - 1]}, {"firm": STRENGTHS[at + 1]}]
    at = STRENGTHS.index(balance.talk)
    moved += [{"talk": STRENGTHS[at - 1]}, {"talk": STRENGTHS[at + 1]}]
    for change in moved:
        yield pytest.param(LIBRARY.changed(balance=replace(balance, **change)), id=str(change))
    for rule in LIBRARY.findings:
        if rule.untried:
            findings = [replace(r, untried="") if r is rule else r for r in LIBRARY.findings]
            yield pytest.param(LIBRARY.changed(findings=tuple(findings)), id=f"{rule.id}.untried")


@pytest.mark.parametrize("library", [*faulty()])
def test_a_moved_figure_is_noticed(library: Library) -> None:
    """With any figure moved by one, or a link to an untried remedy dropped, some case differs."""
    assert any(list(wrong(library, case)) for case in REFERENCE)


TEXT = (ROOT / "rules" / "balance.yaml").read_text(encoding="utf-8")
REASON = "because: A reason., source: rule of thumb}"


def faulty_text(name: str, value: object) -> str:
    """Return the file with another value of a figure."""
    lines = TEXT.splitlines()
    at = next(n for n, line in enumerate(lines) if line.strip().startswith(f"{name}: {{"))
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    lines[at] = f"{indent}{name}: {{value: {value}, {REASON}"
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("weak", 0, "Found 0; a whole number from 1 on is expected."),
        ("moderate", 1, "Found 1; a whole number from 2 on is expected."),
        ("decisive", 2.5, "Found '2.5'; a whole number is expected."),
        ("further", 1, "Found 1; a whole number from 2 on is expected."),
        ("topic_most", 11, "Found 11; a whole number from 12 on is expected."),
        ("firm", "hard", "Found 'hard'; allowed: weak, moderate, strong or decisive."),
        ("talk", "soft", "Found 'soft'; allowed: weak, moderate, strong or decisive."),
        ("repair", 0, "Found 0; a whole number from 1 on is expected."),
        ("end", 0, "Found 0; a whole number from 1 on is expected."),
        ("keep", 0, "Found 0; a number below 0 is expected."),
    ],
)
def test_a_faulty_figure_is_named_with_its_place(name: str, value: object, message: str) -> None:
    """A figure that makes no sense is refused with file, line and column."""
    text = faulty_text(name, value)
    with pytest.raises(ContentError) as caught:
        read_balance(strict_yaml.parse(text.encode(), "balance.yaml"))
    line = next(n for n, one in enumerate(text.splitlines(), 1) if one.strip().startswith(name))
    assert str(caught.value).startswith(f"balance.yaml:{line}:")
    assert str(caught.value).endswith(message)


def test_a_figure_needs_its_reason_and_its_source() -> None:
    """A figure without a reason, or with a field there is not, is refused."""
    for old, new, message in (
        ("because: ", "why: ", "There is no field 'why' here."),
        ("  weak: ", "  feeble: ", "There is no field 'feeble' here."),
        ("end: ", "stop: ", "There is no field 'stop' here."),
    ):
        with pytest.raises(ContentError) as caught:
            read_balance(strict_yaml.parse(TEXT.replace(old, new, 1).encode(), "balance.yaml"))
        assert message in str(caught.value) or "is missing" in str(caught.value)


def drawn_truths(rng: Random) -> dict[str, Truth]:
    """Return random truths of all findings, without what rows above the balance decide."""
    odds = rng.choice([(1, 8, 2), (2, 5, 3), (1, 2, 2)])
    drawn = rng.choices((True, False, None), odds, k=len(LIBRARY.findings))
    truths = {rule.id: truth for rule, truth in zip(LIBRARY.findings, drawn, strict=True)}
    return {**truths, **dict.fromkeys(DECIDED_BEFORE, False)}


@settings(max_examples=examples(500))
@given(st.integers(0, 2**63))
def test_one_more_finding_never_moves_the_advice_the_other_way(seed: int) -> None:
    """A further finding for ending never moves the advice down, one against never up."""
    rng = Random(seed)
    truths = drawn_truths(rng)
    known = derive(LIBRARY, grown(LIBRARY, seed), TODAY).known
    before = advice(LIBRARY, truths, known)
    if before not in LADDER:
        return
    for rule in rng.sample(WEIGHED, 6):
        after = advice(LIBRARY, {**truths, rule.id: True}, known)
        moved = LADDER.index(after) - LADDER.index(before) if after in LADDER else 0
        assert moved >= 0 if rule.direction == "for" else moved <= 0, (rule.id, before, after)


@cache
def read_by_rows() -> frozenset[str]:
    """Return the questions whose answers rows read themselves, or by a finding that is a caution."""
    named = {name for row in LIBRARY.whether for name in names(row.when)}
    cautions = {rule.id for rule in LIBRARY.findings if rule.direction == "caution"}
    for finding in cautions | DECIDED_BEFORE:
        named |= set(names(LIBRARY.by_id[finding].when)) if finding in named else set()
    return frozenset(question for name in named for question in LIBRARY.facts[name].inputs)


def held(conclusion: Conclusion) -> set[str]:
    """Return the findings that hold."""
    return {rule.id for rule in LIBRARY.findings if conclusion.truths[rule.id]}


@settings(max_examples=examples(500))
@given(st.integers(0, 2**63))
def test_one_more_answer_never_moves_the_advice_the_other_way(seed: int) -> None:
    """The same of answers that bring in a single finding for or against, and nothing else."""
    rng = Random(seed)
    case = grown(LIBRARY, seed)
    by_id = {rule.id: rule for rule in WEIGHED}
    before = conclude(LIBRARY, derive(LIBRARY, case, TODAY), Compiled())
    if before.row.whether not in LADDER:
        return
    open_now = [
        question
        for question in LIBRARY.questions.values()
        if question.purpose == "advice"
        and not case.answered(question.id)
        and question.id not in read_by_rows()
    ]
    for question in rng.sample(open_now, min(8, len(open_now))):
        more = Case({**case.answers, question.id: answer(LIBRARY, question, rng)}, case.dont_know)
        after = conclude(LIBRARY, derive(LIBRARY, more, TODAY), Compiled())
        new = held(after) - held(before)
        if held(before) - held(after) or len(new) != 1 or not new <= by_id.keys():
            continue
        (name,) = new
        if after.row.whether in LADDER:
            moved = LADDER.index(after.row.whether) - LADDER.index(before.row.whether)
            assert moved >= 0 if by_id[name].direction == "for" else moved <= 0, (name, question.id)


@settings(max_examples=examples(300))
@given(st.integers(0, 2**63))
def test_what_is_certain_holds_for_every_way_to_close_open_findings(seed: int) -> None:
    """What no open finding can change is the same, whatever truth each of them gets."""
    rng = Random(seed)
    truths = drawn_truths(rng)
    certain = open_levels(LIBRARY, truths)
    closed = {
        name: rng.random() < 0.5 if truth is None else truth for name, truth in truths.items()
    }
    found = levels(LIBRARY, closed)
    assert {name: found[name] for name in certain} == certain
    assert open_levels(LIBRARY, closed) == found


def test_an_undecided_finding_counts_nothing() -> None:
    """The points are those of the findings that hold alone."""
    truths = dict.fromkeys((rule.id for rule in LIBRARY.findings), None)
    assert weigh(LIBRARY, truths).topics == ()
    assert not any(levels(LIBRARY, truths).values())
    assert set(open_levels(LIBRARY, truths)) == set()
    assert set(weighed(LIBRARY)) >= {rule.id for rule in WEIGHED}
