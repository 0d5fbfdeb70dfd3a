"""From a case to its facts: reachable answers and what is calculated from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from advisor.conditions import ALWAYS, Condition, evaluate, names
from advisor.engine.compiled import USES_BEFORE_COMPILING, Source, load
from advisor.errors import CaseError, Message, Place, Problem
from advisor.facts import (
    counted_dates,
    dispatch,
    first_needs,
    interest,
    jurisdictions,
    lateness,
    law_notice,
    notice,
    payment_terms,
    rough_sizes,
    standing,
)
from advisor.facts.calculation import Calculation, Given
from advisor.knowledge import roles
from advisor.knowledge.content import Question, Rulebook
from advisor.model import Answer, Case, Facts, FactValue


def _named(*calculations: Calculation) -> dict[str, Calculation]:
    """Return calculations by their fact, which has the name of the function."""
    return {calculation.__name__: calculation for calculation in calculations}


_NON_MONOTONIC: Mapping[str, Calculation] = {
    **_named(
        lateness.late_share,
        lateness.undisputed_share,
        lateness.owed_after_set_off,
        lateness.rate_percent,
    ),
    **_named(lateness.exit_fee_months, lateness.claim_months),
    **_named(lateness.debt_months, lateness.prepayment_months),
    roles.NOTICE_DAYS: lateness.days_until(roles.NOTICE_END_DATE, dispatch.in_time_on),
    roles.LAW_NOTICE_DAYS: lateness.days_until(roles.LAW_NOTICE_END_DATE, dispatch.received_on),
    **_named(interest.late_interest, interest.late_interest_verified, interest.late_fixed_sum),
    **_named(notice.notice_short_days, notice.customary_notice),
    **_named(law_notice.law_notice_verified, law_notice.law_sets_notice),
    **_named(law_notice.law_notice_period),
    **_named(counted_dates.final_notice_period, counted_dates.breach_notice_period),
    **_named(counted_dates.settlement_period),
    **jurisdictions.CALCULATIONS,
    **{name: counted_dates.end_of(name) for name in counted_dates.NON_MONOTONIC},
}
"""Derived facts that may rise and fall as days pass.

A period that ends with a month, or leaves out holidays, grows and shrinks again.
"""

_MONOTONIC: Mapping[str, Calculation] = {
    **_named(notice.as_of, notice.notice_given_on, notice.notice_received_on),
    **_named(lateness.relationship_years, lateness.overdue_days, lateness.formal_notice_lapsed),
    **_named(lateness.claim_from),
    **rough_sizes.CALCULATIONS,
    "incident_days": lateness.days_since(roles.INCIDENT_ON),
    "talk_days": lateness.days_since(roles.TALKED_ON),
    "settled_days": lateness.days_since(roles.LAST_PAYMENT_ON),
    "days_to_project_end": lateness.days_until(roles.PROJECT_END, dispatch.given_on),
    "days_to_milestone": lateness.days_until(roles.MILESTONE_DATE, dispatch.given_on),
    "days_to_term_end": lateness.days_until(roles.TERM_END, dispatch.given_on),
    "days_to_renewal_deadline": lateness.days_until(roles.RENEWAL_DEADLINE, dispatch.in_time_on),
    "days_to_critical_date": lateness.days_until(roles.CRITICAL_DATE, dispatch.given_on),
    "days_to_ends_on": lateness.days_until(roles.ENDS_ON, notice.as_of),
    **_named(standing.standing, standing.standing_last_day, standing.end_settled),
    **_named(standing.client_notice_end, standing.client_notice_missing_days),
    **_named(payment_terms.law_pay_days, payment_terms.law_pay_days_most),
    **_named(payment_terms.law_term_verified, payment_terms.term_over_law),
    **_named(payment_terms.act_minimum),
    **{
        name: counted_dates.end_of(name)
        for name in counted_dates.COUNTED_DATES
        if name not in _NON_MONOTONIC
    },
}
CALCULATIONS: Mapping[str, Calculation] = {**_MONOTONIC, **_NON_MONOTONIC}
"""One function for each derived fact in ``rules/facts.yaml``."""

_GROUPS = first_needs.grouped(CALCULATIONS)

MONOTONIC = frozenset(_MONOTONIC)
"""Derived facts that only rise, only fall or stay as days pass.

While answers and dated values stay the same.
"""


def answers_as_facts(question: Question, answer: Answer) -> dict[str, FactValue]:
    """Return the facts that one answer gives."""
    if question.kind == "several":
        chosen: frozenset[str] = answer  # type: ignore[assignment]
        facts: dict[str, FactValue] = {
            f"{question.id}.{choice}": choice in chosen for choice in question.choices
        }
        facts[f"{question.id}.count"] = len(chosen)
        return facts
    return {question.id: answer}  # type: ignore[dict-item]


def fact_names(question: Question) -> tuple[str, ...]:
    """Return the names of the facts that a question gives."""
    if question.kind == "several":
        return (*(f"{question.id}.{choice}" for choice in question.choices), f"{question.id}.count")
    return (question.id,)


Reading = Callable[[Mapping[str, Answer], Given], None]
"""Adds answers to the facts."""


class Plan:
    """Adds answers to the facts, with what a question's condition needs to be evaluated.

    Made for questions in the order of the interview. Reads their conditions one by one, and
    compiles them when it has been used often or has a ``store`` to keep that in.
    """

    def __init__(self, questions: Iterable[Question], store: str = "") -> None:
        self._uses, self._store = 0, store
        self._steps = tuple(
            (question, fact_names(question), _derived_names(question)) for question in questions
        )

    def __call__(self, answers: Mapping[str, Answer], given: Given) -> None:
        """Add the answers to the facts so far."""
        self._uses += 1
        if self._store or self._uses > USES_BEFORE_COMPILING:
            self.compiled(answers, given)
        else:
            self.interpret(answers, given)

    def interpret(self, answers: Mapping[str, Answer], given: Given) -> None:
        """Add the answers, evaluating each condition as it stands."""
        facts = Facts(given.known, given.absent)  # type: ignore[arg-type]
        for question, named, derived in self._steps:
            for name in derived:
                given.calculate(name)
            if evaluate(_read_when(question), facts) is False:
                given.absent.update(named)
            elif (answer := answers.get(question.id)) is not None:
                given.known.update(answers_as_facts(question, answer))
            elif question.purpose == "record":
                # What is not recorded has not happened, which is not the same as unknown.
                given.absent.add(question.id)

    @cached_property
    def compiled(self) -> Reading:
        """The same as one generated function."""
        return load(self._source, self._store, __file__)

    def _source(self) -> str:
        source = Source(exact={name for _, named, _ in self._steps for name in named})
        asked = source.constant(f"frozenset({[step[0].id for step in self._steps]!r})")
        body = [
            "known, absent = given.known, given.absent",
            "get = known.get",
            f"if {asked}.issuperset(answers):",
            "    known.update(answers)",
            "else:",
            f"    known.update([one for one in answers.items() if one[0] in {asked}])",
        ]
        first, *later = _segments(self._steps)
        for number, segment in enumerate(later):
            ids = source.constant(repr(tuple(step[0].id for step in segment)))
            body.append(f"s{number} = {{name: known.pop(name) for name in {ids} if name in known}}")
        body += _reached(source, first)
        for number, segment in enumerate(later):
            body += [f"given.calculate({name!r})" for name in segment[0][2]]
            body += [f"known.update(s{number})", *_reached(source, segment)]
        return source.function("answers, given", body)


Step = tuple[Question, tuple[str, ...], tuple[str, ...]]
"""A question, the facts it gives, and the derived facts that its condition names."""


def _segments(steps: Iterable[Step]) -> list[list[Step]]:
    """Cut steps so that all answers of a segment can be added before its first condition.

    A calculated fact is calculated, and a condition evaluated, before any answer that it
    must not see yet.
    """
    segments: list[list[Step]] = [[]]
    passed, ahead = set[str](), set[str]()
    for step in steps:
        question, named, derived = step
        if derived or not ahead.isdisjoint(named):
            segments.append([])
            ahead = set()
        segments[-1].append(step)
        passed.update(named)
        ahead.update(name for name in names(_read_when(question)) if name not in passed)
    return segments


def _reached(source: Source, segment: Sequence[Step]) -> Iterator[str]:
    """Yield lines that make facts of the answers of a segment, and take out what does not count.

    Questions with one condition are taken out together.
    """
    records = [question.id for question, _, _ in segment if question.purpose == "record"]
    if records:
        # What is not recorded has not happened, which is not the same as unknown.
        yield f"absent |= {source.constant(f'frozenset({records!r})')}.difference(answers)"
    groups: dict[Condition, list[str]] = {}
    for question, named, _ in segment:
        groups.setdefault(_read_when(question), []).extend(named)
        if question.kind == "several":
            facts = [f"'{question.id}.{choice}': {choice!r} in x" for choice in question.choices]
            yield f"x = known.pop({question.id!r}, None)"
            yield "if x is not None:"
            yield f"    known.update({{{', '.join(facts)}, '{question.id}.count': len(x)}})"
    groups.pop(ALWAYS, None)
    for condition, named_facts in groups.items():
        gone = source.constant(f"frozenset({named_facts!r})")
        yield from source.look_up([condition])
        yield f"if {source.when(condition, wanted=False)}:"
        yield f"    absent |= {gone}"
        yield f"    for name in {gone}:"
        yield "        if name in known:"
        yield "            del known[name]"


def _read_when(question: Question) -> Condition:
    """Return when an answer counts: a record does whether or not the interview asks for it."""
    return ALWAYS if question.purpose == "record" else question.when


def _derived_names(question: Question) -> tuple[str, ...]:
    when = _read_when(question)
    return tuple(dict.fromkeys(name for name in names(when) if name in CALCULATIONS))


def derive(rulebook: Rulebook, case: Case, as_of: date) -> Facts:
    """Return what is known of a case on a day, and what does not apply.

    Answers to questions that cannot be reached are left out. Raises
    :class:`CaseError` when a date runs past the end of the calendar.
    """
    given = _answered(rulebook, case, as_of)
    with calendar_errors(case):
        first_needs.calculate(given, _GROUPS)
        late_plan(rulebook)(case.answers, given)
    return Facts(given.known, frozenset(given.absent))


def derive_first(rulebook: Rulebook, case: Case, as_of: date) -> Given:
    """Return the facts of a case of which only those are derived that rules read.

    The others wait for the days of dispatch, see :func:`derive_rest` and
    :func:`count_from_dispatch`. Raises as :func:`derive`.
    """
    given = _answered(rulebook, case, as_of)
    with calendar_errors(case):
        first_needs.calculate(given, _first_groups(rulebook))
    return given


def _answered(rulebook: Rulebook, case: Case, as_of: date) -> Given:
    """Return the answers to a case as facts. Raises as :func:`derive`."""
    given = Given(as_of, rulebook.values, rulebook.laws, CALCULATIONS, shared=_shared(rulebook))
    with calendar_errors(case):
        full_plan(rulebook)(case.answers, given)
    given.kept = {}
    jurisdictions.add_facts_of_law(given)
    return given


@lru_cache(maxsize=64)
def _first_groups(rulebook: Rulebook) -> first_needs.Groups:
    """Return the calculations of the facts that rules read before the days of dispatch."""

    def source() -> str:
        rules = (*rulebook.findings, *rulebook.whether, *rulebook.timing)
        rules = (*rules, *rulebook.gates, *rulebook.tasks)
        read = {name for rule in rules for name in names(rule.when)}
        return f"def generated():\n    return {sorted(read & CALCULATIONS.keys())!r}\n"

    read = load(source, rulebook.store("read-first"), __file__)()
    return first_needs.among(_GROUPS, read)


def derive_rest(rulebook: Rulebook, given: Given, case: Case) -> None:
    """Add the facts that are still lacking, but for those counted from a dispatch."""
    first_needs.calculate(given, _REST)
    late_plan(rulebook)(case.answers, given)


def count_from_dispatch(given: Given) -> Facts:
    """Return the facts with those that are counted from a dispatch."""
    first_needs.calculate(given, _FROM_DISPATCH)
    return Facts(given.known, frozenset(given.absent))


def send(given: Given, sending: Mapping[str, date]) -> None:
    """Set the planned days of dispatch, from which dates are counted anew when they are read.

    ``sending`` is the day by the question that records it.
    """
    given.sending, given.kept = sending, {}
    for name in FROM_DISPATCH:
        given.known.pop(name, None)
    given.absent.difference_update(FROM_DISPATCH)
    given.tried.difference_update(FROM_DISPATCH)


FROM_DISPATCH = (
    *(roles.NOTICE_GIVEN_ON, roles.NOTICE_RECEIVED_ON, roles.NOTICE_DAYS, roles.LAW_NOTICE_DAYS),
    *(roles.NOTICE_END_DATE, roles.LAW_NOTICE_END_DATE, roles.LAW_NOTICE_LATEST),
    *(roles.CUSTOMARY_END_DATE, roles.EXTENDED_END_DATE),
    *(roles.TERM_LAST_DAY, roles.NEXT_RENEWAL, roles.CURE_DEADLINE, roles.DEADLINE_IF_SENT_TODAY),
    *(roles.SETTLEMENT_DEADLINE, roles.CLAIM_FROM),
)
"""Facts that are counted from the dispatch of a notice, on the day that the schedule sets.

A rule that is fired before that reads them as counted from the day of the assessment.
"""

_FROM_DISPATCH = first_needs.among(_GROUPS, FROM_DISPATCH)
_REST = first_needs.among(_GROUPS, CALCULATIONS.keys() - FROM_DISPATCH)


def given_again(
    rulebook: Rulebook, facts: Facts, as_of: date, sending: Mapping[str, date]
) -> Given:
    """Return what calculations read, from facts that are already derived."""
    known, absent = dict(facts.known), set(facts.not_applicable)
    return Given(
        as_of,
        rulebook.values,
        rulebook.laws,
        CALCULATIONS,
        known,
        absent,
        set(CALCULATIONS),
        {},
        _shared(rulebook),
        sending,
    )


def fill(case: Case, given: Given, prepared: Reading, calculated: Iterable[str]) -> None:
    """Add the answers to some questions, and some calculated facts with what they depend on.

    Raises as :func:`derive`.
    """
    with calendar_errors(case):
        prepared(case.answers, given)
        for name in calculated:
            given.calculate(name)


@lru_cache(maxsize=64)
def _shared(rulebook: Rulebook) -> dict[object, Any]:
    """Return where calculations keep what is the same for all cases of a rulebook."""
    del rulebook
    return {}


@lru_cache(maxsize=64)
def full_plan(rulebook: Rulebook) -> Plan:
    """Return the plan of all questions of a rulebook but those of :func:`_late`."""
    late = _late(rulebook)
    asked = (one for name, one in rulebook.questions.items() if name not in late)
    return Plan(asked, rulebook.store("questions"))


@lru_cache(maxsize=64)
def late_plan(rulebook: Rulebook) -> Plan:
    """Return the plan of the questions of :func:`_late`."""
    asked = [rulebook.questions[name] for name in _late(rulebook)]
    return Plan(asked, rulebook.store("late-questions"))


@lru_cache(maxsize=64)
def _late(rulebook: Rulebook) -> tuple[str, ...]:
    """Return the questions on letters that can be read once all else is derived.

    Their conditions ask for derived facts, and nothing but letters asks for their answers: no
    rule, no other question, and no calculation, which reads only what has a role.
    """

    def source() -> str:
        asked = rulebook.questions.values()
        made = [kind for kind in rulebook.facts.values() if kind.origin == "derived"]
        read = {
            name for kind in made for name in (*kind.inputs, *kind.through)
        } | roles.ROLES.keys()
        conditions = [*(rule.when for rule in rulebook.rules()), *(one.when for one in asked)]
        read |= {name for condition in conditions for name in names(condition)}
        late = [one for one in asked if one.purpose == "letter" and _derived_names(one)]
        found = [one.id for one in late if read.isdisjoint((one.id, *fact_names(one)))]
        return f"def generated():\n    return {tuple(found)!r}\n"

    found: tuple[str, ...] = load(source, rulebook.store("late"), __file__)()
    return found


class calendar_errors:  # noqa: N801 - used as a statement; a generator takes five times as long
    """Turn the errors of dates past the end of the calendar into :class:`CaseError`."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def __enter__(self) -> None:
        """Begin a block of calculations."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Turn the error that ended the block."""
        if isinstance(error, (OverflowError, ValueError)):
            where = Place(self.case.file or "case", 1, 1)
            text = Message(
                "A date or a period leads past the end of the calendar; use a nearer one."
            )
            raise CaseError([Problem(where, text)]) from error


def unreachable(rulebook: Rulebook, facts: Facts) -> tuple[str, ...]:
    """Return the questions that cannot be reached with these facts."""
    return tuple(
        question.id
        for question in rulebook.questions.values()
        if fact_names(question)[0] in facts.not_applicable and question.purpose != "record"
    )
