"""Whether, when and what first: the part of an assessment that decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeVar, Union

from advisor.cache_files import named
from advisor.engine.compiled import Compiled
from advisor.engine.stratum import Engine, Stratum, Truths
from advisor.errors import AdvisorError, CommandLine, Message
from advisor.facts.calculation import Given
from advisor.facts.calendars import count
from advisor.facts.dated_values import in_force
from advisor.facts.derive import calendar_errors, given_again
from advisor.facts.stages import count_from_dispatch, derive_first, derive_rest, send
from advisor.knowledge import roles
from advisor.knowledge.content import (
    AnyRule,
    DateRule,
    GateRule,
    Rulebook,
    WhenRule,
    WhetherRule,
)
from advisor.lazy_dataclass import dataclass
from advisor.model import ACTS, GATES, Case, Duration, Facts, FactValue, Truth, When, Whether
from advisor.reasoning.balance import levels
from advisor.reasoning.dispatch_days import Dispatches, dispatches
from advisor.reasoning.last_day import LastDay, anchored, last_day_of
from advisor.reasoning.step_graph import NO_STEPS, applicable, step_graph

Row = TypeVar("Row", WhetherRule, WhenRule)
Verdict = tuple[Whether, Union[When, None]]
"""Whether and when."""
Gates = tuple[tuple[str, bool], ...]
"""Each gate that comes first, and whether it blocks."""


@dataclass(frozen=True)
class Conclusion:
    """Whether and when, and the facts and truths they are concluded from."""

    row: WhetherRule
    timing: WhenRule | None
    """``None`` unless the advice is to end."""
    facts: Facts
    """The facts, the findings, the balance, the advice and what is decided after it."""
    truths: Mapping[str, Truth]
    """Every rule that was evaluated: fires, cannot fire, undecided."""

    @property
    def verdict(self) -> Verdict:
        """Whether and when."""
        return self.row.whether, self.timing.timing if self.timing else None


@dataclass(frozen=True)
class Decision(Conclusion):
    """What fires for a case on a day."""

    as_of: date
    gates: tuple[GateRule, ...]
    """The gate rules that fire."""
    dates: tuple[tuple[date, DateRule], ...]
    """The dates of the plan, in order."""
    end: LastDay
    """The last day; without one unless the advice is to end, or to settle up by a known day."""
    dispatches: Dispatches
    """The steps up to the dispatch of each paper, and the days of dispatch."""

    @property
    def last_day(self) -> date | None:
        """The last day, ``None`` while it is open and where the advice has none."""
        return self.end.day

    @property
    def asked(self) -> tuple[AnyRule, ...]:
        """The rows that decide, the gates and the dates that hold."""
        timing = () if self.timing is None else (self.timing,)
        return (self.row, *timing, *self.gates, *(rule for _, rule in self.dates))


@lru_cache(maxsize=64)
def stratum(rulebook: Rulebook, name: str) -> Stratum:
    """Return one stratum: the findings, a decision, the gates, the dates or the tasks."""
    rules: Sequence[AnyRule] = getattr(rulebook, name)
    return Stratum(
        name, tuple((rule.id, rule.when) for rule in rules), named(name, rulebook.cache_key)
    )


def decide(
    rulebook: Rulebook,
    case: Case,
    as_of: date,
    engine: Engine,
    sending: Mapping[str, date] | None = None,
) -> Decision:
    """Fire the strata of a rulebook on a case, one after the other.

    ``sending`` is the day of dispatch of each paper by the question that records it; without
    it the schedule of the case sets them.
    """
    return _decide(rulebook, derive_first(rulebook, case, as_of), engine, sending, case)


def decide_facts(
    rulebook: Rulebook,
    facts: Facts,
    as_of: date,
    engine: Engine,
    sending: Mapping[str, date] | None = None,
) -> Decision:
    """Fire the strata on facts that are already derived; see :func:`decide`."""
    return _decide(rulebook, given_again(rulebook, facts, as_of, {}), engine, sending, Case())


def _decide(
    rulebook: Rulebook,
    given: Given,
    engine: Engine,
    sending: Mapping[str, date] | None,
    case: Case,
) -> Decision:
    """Fire the strata, and derive before each what it reads."""
    as_of = given.as_of
    found = conclude(rulebook, Facts(given.known, frozenset(given.absent)), engine)
    row, facts, truths = found.row, found.facts, dict(found.truths)
    fired = engine.fire(stratum(rulebook, "gates"), facts)
    truths.update(fired)
    gates = tuple(rule for rule in rulebook.gates if fired[rule.id])
    facts = facts.with_(gate_facts(gates))
    steps = NO_STEPS
    if sending is None:
        fired = engine.fire(stratum(rulebook, "tasks"), facts)
        tasks = applicable(rule for rule in rulebook.tasks if fired[rule.id])
        steps = step_graph(rulebook, tasks, gates)
    given.known, given.absent = dict(facts.known), set(facts.not_applicable)
    with calendar_errors(case):
        derive_rest(rulebook, given, case)
        send(given, sending or {})
        if sending is None:
            sent = dispatches(rulebook, steps, given)
        else:
            sent = Dispatches(steps, {}, sending)
        facts = count_from_dispatch(given)
    fired = engine.fire(stratum(rulebook, "dates"), facts)
    truths.update(fired)
    dates = plan_dates((rule for rule in rulebook.dates if fired[rule.id]), facts)
    end = LastDay(None, None)
    if row.whether == "end" or (row.whether == "settle" and roles.STANDING_LAST_DAY in facts.known):
        end = last_day_of(rulebook.dates, truths, facts, as_of)
        days = {roles.LAST_DAY: end.day, roles.NOT_BEFORE: end.not_before}
        facts = facts.with_({name: day for name, day in days.items() if day})
    else:
        facts = Facts(facts.known, facts.not_applicable | {roles.LAST_DAY, roles.NOT_BEFORE})
    facts = facts.with_(letter_days(rulebook, facts))
    return Decision(row, found.timing, facts, truths, as_of, gates, dates, end, sent)


def decide_beside(rulebook: Rulebook, case: Case, present: Decision) -> Decision:
    """Decide a case with other answers on the day of the present decision.

    Where the advice is the same, its papers go on the days of the present plan: what an
    answer adds to or takes from the steps before a letter is no other advice.
    """
    sending = present.dispatches.sending
    if case.answers.get(roles.SEND_ON) == present.facts.get(roles.SEND_ON):
        found = decide(rulebook, case, present.as_of, Compiled(), sending)
        if advice_of(found) == advice_of(present):
            return found
    return decide(rulebook, case, present.as_of, Compiled())


def conclude(rulebook: Rulebook, facts: Facts, engine: Engine) -> Conclusion:
    """Fire the findings and the rows of the first two decisions."""
    truths = dict(engine.fire(stratum(rulebook, "findings"), facts))
    known = {**facts.known, **decided(truths), **levels(rulebook, truths)}
    absent = facts.not_applicable
    fired = engine.fire(stratum(rulebook, "whether"), Facts(known, absent))
    truths.update(fired)
    row = first(rulebook.whether, fired)
    known[roles.ADVICE_WHETHER] = row.whether
    if row.whether != "end":
        return Conclusion(row, None, Facts(known, absent | {roles.ADVICE_WHEN}), truths)
    fired = engine.fire(stratum(rulebook, "timing"), Facts(known, absent))
    truths.update(fired)
    timing = first(rulebook.timing, fired)
    known[roles.ADVICE_WHEN] = timing.timing
    return Conclusion(row, timing, Facts(known, absent), truths)


def advice_of(decision: Decision) -> tuple[Whether, When | None, Gates]:
    """Return whether, when and what comes first, the gates in their order."""
    blocking = {rule.gate for rule in decision.gates if rule.blocking}
    present = {rule.gate for rule in decision.gates}
    return *decision.verdict, tuple((gate, gate in blocking) for gate in GATES if gate in present)


def decided(truths: Truths) -> dict[str, FactValue]:
    """Return the findings that hold or cannot hold, as facts."""
    return {name: truth for name, truth in truths.items() if truth is not None}


def first(rows: Sequence[Row], fired: Truths) -> Row:
    """Return the first row that holds, by priority.

    A row above it that is undecided is skipped; it is among the unknowns.
    """
    for row in rows:
        if fired[row.id]:
            return row
    raise AdvisorError(
        Message(
            "No row of the advice holds for this case. "
            "Add a last row with 'when: always' to rules/advice; '{command}' says more.",
            command=CommandLine("advisor rules check"),
        )
    )


def gate_facts(gates: Sequence[GateRule]) -> dict[str, FactValue]:
    """Return the state of every gate, and whether one holds back each act."""
    states: dict[str, FactValue] = {f"gate.{gate}": "none" for gate in GATES}
    for rule in gates:
        name = f"gate.{rule.gate}"
        if states[name] != "blocking":
            states[name] = "blocking" if rule.blocking else "advisory"
    held = {act for rule in gates if rule.blocking for act in rule.holds}
    return {**states, **{f"held.{act}": act in held for act in ACTS}}


def letter_days(
    rulebook: Rulebook, facts: Facts, arrives: date | None = None
) -> dict[str, FactValue]:
    """Return the days by which a letter asks for an answer and promises the handover.

    ``arrives`` is the day of receipt, by default that of the notice. The handover ends with
    the work, also where the client has ended it, which may be after a notice that the client
    did not keep; where the work stops at once or with the receipt, it ends with the time to answer.
    """
    received = arrives or facts.known.get(roles.NOTICE_RECEIVED_ON)
    if not isinstance(received, date):
        return {}
    value = rulebook.values[roles.REPLY]
    soon = count(received, Duration(int(in_force(value, received)), value.unit)).end  # type: ignore[arg-type]
    known, last_day = facts.known, facts.known.get(roles.LAST_DAY)
    if known[roles.ADVICE_WHETHER] == "settle" and known.get(roles.CUT_OFF) is not True:
        ends = (soon, last_day, known.get(roles.CLIENT_NOTICE_END))
        handover = max(day for day in ends if isinstance(day, date))
        return {roles.REPLY_BY: soon, roles.HANDOVER_BY: handover}
    if known[roles.ADVICE_WHETHER] != "end" or known.get(roles.ADVICE_WHEN) == "now":
        return {roles.REPLY_BY: soon, roles.HANDOVER_BY: soon}
    if not isinstance(last_day, date):
        return {roles.REPLY_BY: soon}
    if last_day <= received:
        # It ends on receipt; answer and handover come after that.
        return {roles.REPLY_BY: soon, roles.HANDOVER_BY: soon}
    return {roles.REPLY_BY: min(soon, last_day), roles.HANDOVER_BY: last_day}


def plan_dates(rules: Iterable[DateRule], facts: Facts) -> tuple[tuple[date, DateRule], ...]:
    """Return the dates that rules set, in order; the earliest where one is not known."""
    found = [(anchored(rule.date, facts) or anchored(rule.earliest, facts), rule) for rule in rules]
    dates = [(day, rule) for day, rule in found if day is not None]
    return tuple(sorted(dates, key=lambda item: (item[0], item[1].id)))
