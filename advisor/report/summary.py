"""The report on one screen, as a value, and what of it gives way on a small one.

It holds what the reader needs tonight. The rest is in the full report
(:mod:`advisor.report.build`), and nothing of that is worked out for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from advisor.knowledge import roles
from advisor.knowledge.content import TaskRule
from advisor.knowledge.phrasebook import Phrasebook
from advisor.knowledge.rule_text import RuleTexts
from advisor.lazy_dataclass import dataclass
from advisor.locale import formatting
from advisor.locale.markdown import one_line
from advisor.model import Direction, Money, Whether
from advisor.reasoning.assessment import Gate, Task
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.dispatch_days import PAPERS
from advisor.reasoning.events import Happened, foreseen
from advisor.reasoning.first_steps import decisive_steps, first_steps
from advisor.report.advice_change import became, of_advice, of_event
from advisor.report.balance_text import whole_points
from advisor.report.binding import binding_line
from advisor.report.invoices_behind import differing_now

Part = Literal[
    "tonight", "blocking", "advisory", "check", "first", "why", "against", "sure", "events",
    "unknown",
]  # fmt: skip
"""What a row is about; its label is ``summary.label.<part>`` of the texts."""

STEPS = 3
EVENTS = 3
GROUNDS = 3
"""How many are shown; of grounds, those with the most points."""

LEAST: Mapping[Part, int] = {"events": 0, "against": 0, "unknown": 0, "first": 1, "why": 0}
"""The parts that give way on a small screen, in this order, each down to so many entries."""

CAUSE: Mapping[Whether, Direction] = {
    "keep": "against", "repair": "for", "pause": "for", "collect": "for", "end": "for"
}  # fmt: skip
"""The findings that an advice rests on, by their direction. Of the others the row says why."""

NEAR = timedelta(days=180)
"""A day that is nearer is shown without its year."""


@dataclass(frozen=True)
class Item:
    """One entry of a row."""

    text: str
    lead: str = ""
    """The day of it."""
    stays: bool = False
    """The other entries of its row give way before it."""


@dataclass(frozen=True)
class Row:
    """Entries under one label."""

    part: Part
    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Summary:
    """What the report on one screen says, in order."""

    title: str
    day: str
    verdict: str
    """The advice; the one thing that has a colour."""
    facts: tuple[str, ...]
    """What belongs to it: the money, the last day, the day to look again."""
    rows: tuple[Row, ...]
    closing: tuple[str, ...]
    """The statement about legal advice, and where the rest is."""
    colon: str


def summary(phrases: Phrasebook, assessed: CaseAssessment, rest: str = "") -> Summary:
    """Return the report on one screen. ``rest`` is the command that shows everything."""
    return _Writer(phrases, assessed).summary(rest)


def fitted(full: Summary, height: int, lines: Callable[[Summary], int]) -> Summary:
    """Return a summary without what has to give way to have at most ``height`` lines.

    ``lines`` counts those of a summary. Outcome, gates, what is due tonight and how sure it
    is stay, also where they alone are higher.
    """
    for part, least in LEAST.items():
        while lines(full) > height:
            row = next((row for row in full.rows if row.part == part), None)
            if row is None or len(row.items) <= least:
                break
            full = _shortened(full, row)
    return full


def _shortened(full: Summary, row: Row) -> Summary:
    """Return a summary without the last entry that need not stay, and without an empty row."""
    last = max(range(len(row.items)), key=lambda place: (not row.items[place].stays, place))
    less = replace(row, items=row.items[:last] + row.items[last + 1 :])
    rows = (less if one is row else one for one in full.rows)
    return replace(full, rows=tuple(one for one in rows if one.items))


class _Writer:
    """Writes one summary."""

    def __init__(self, phrases: Phrasebook, assessed: CaseAssessment) -> None:
        self.phrases, self.say, self.assessed = phrases, phrases.say, assessed
        self.assessment, self.advice = assessed.assessment, assessed.advice
        self.texts = RuleTexts(phrases, assessed.rulebook, assessed.facts)
        foresight = foreseen(assessed)
        self.follows, self.others = foresight.follows(), foresight.would_change()

    def summary(self, rest: str) -> Summary:
        """Return the whole of it."""
        name = self.assessed.case.answers.get(roles.CLIENT_NAME)
        client = name if isinstance(name, str) else self.say("report.client")
        parts: dict[Part, tuple[Item, ...]] = {
            "tonight": tuple(self._tonight()),
            "blocking": tuple(self._gates(blocking=True)),
            "advisory": tuple(self._gates(blocking=False)),
            "check": tuple(self._check()),
            "first": tuple(self._first()),
            "why": tuple(self._why()),
            "against": tuple(self._against()),
            "sure": (Item(self._sure()),),
            "events": tuple(self._events()),
            "unknown": tuple(self._unknown()),
        }
        more = (self.say("summary.rest", command=rest),) if rest else ()
        return Summary(
            title=formatting.beginning(client),
            day=formatting.weekday_date(self.assessed.as_of, self.phrases.language),
            verdict=" ".join(f"{self.texts.title(rule)}." for rule in self.advice.rules),
            facts=tuple(self._facts()),
            rows=tuple(
                Row(part, self.say(f"summary.label.{part}"), items)
                for part, items in parts.items()
                if items
            ),
            closing=(self.say("summary.legal"), *more),
            colon=self.phrases.colon,
        )

    def _check(self) -> Iterator[Item]:
        """Yield what contradicts each other: all that the invoices say otherwise in one line."""
        differ = tuple(one.question for one in differing_now(self.assessed))
        if differ:
            ask = one_line(self.phrases.question(differ[0]).ask)
            yield Item(self.phrases.counted("summary.differ", len(differ), ask=ask))
        for one in self.assessment.contradictions:
            if not set(differ).intersection(one.questions):
                yield Item(self.phrases.contradictions[one.id])

    def _facts(self) -> Iterator[str]:
        """Yield the money that is overdue, the last day, and the day to look again."""
        advice = self.advice
        yield from self._overdue()
        if advice.last_day or advice.needs:
            yield self.phrases.last_day(advice.last_day, advice.not_before, advice.needs)
            if line := binding_line(self.phrases, self.assessed, self.texts):
                yield line
        elif advice.review_on is not None and advice.turns_to:
            yield self.phrases.review(advice.review_on, advice.turns_to)
        elif self.follows and (day := self._earliest(self.follows[0])):
            yield self.say("summary.earliest", date=self._weekday(day))
        elif advice.review_on is not None:
            yield self.phrases.review(advice.review_on, None)

    def _earliest(self, item: Happened) -> date | None:
        """Return the last day once the step that is advised has succeeded, if it can be known."""
        end = item.decision.end
        return end.day or end.not_before if item.decision.row.whether == "end" else None

    def _overdue(self) -> Iterator[str]:
        known = self.assessment.facts.known
        amount, late = known.get(roles.OVERDUE_AMOUNT), known.get(roles.OVERDUE_DAYS)
        if isinstance(amount, Money) and isinstance(late, (int, Decimal)) and late > 0:
            days = self.phrases.quantity(late, "days")
            yield self.say("summary.overdue", amount=amount, late=days)

    def _tonight(self) -> Iterator[Item]:
        """Yield what has to be done today: what goes out, what danger asks for, a deadline."""
        today = self.assessment.as_of
        tasks = [task for task in self.assessment.tasks if self._is_tonight(task)]
        found = [Item(self._step(task)) for task in tasks]
        rules = (self.assessed.rulebook.by_id[task.id] for task in tasks)
        sends = any(isinstance(rule, TaskRule) and rule.sends for rule in rules)
        found += [
            Item(self.texts.title(item.rule))
            for item in self.assessment.dates
            # A prudent day to send by says nothing more once the letter itself goes today.
            if item.kind == "deadline"
            and item.date == today
            and not (sends and item.norm == "prudence")
        ]
        yield from found or [Item(self.say("summary.nothing_tonight"))]

    def _is_tonight(self, task: Task) -> bool:
        rule = self.assessed.rulebook.by_id[task.id]
        if task.due != self.assessment.as_of or not isinstance(rule, TaskRule):
            return False
        return task.who == "you" and bool(rule.any_day or rule.acts or rule.sends)

    def _gates(self, *, blocking: bool) -> Iterator[Item]:
        """Yield what comes first; what a blocking gate holds stands beside it."""
        for gate in self.advice.gates:
            if gate.blocking is blocking:
                text = self.texts.title(gate.rules[0])
                acts = held(self.phrases, gate)
                yield Item(self.say("summary.held", gate=text, held=acts) if blocking else text)

    def _first(self) -> Iterator[Item]:
        """Yield the next steps with their days, and the next deadline where there is room."""
        today, rulebook = self.assessment.as_of, self.assessed.rulebook
        ahead = [task for task in self.assessment.tasks if not self._is_tonight(task)]
        decisive = decisive_steps(rulebook, ahead)
        deadlines = [
            item for item in self.assessment.dates if item.kind == "deadline" and item.date > today
        ]
        steps = first_steps(rulebook, ahead, STEPS - bool(deadlines[:1] and len(decisive) < STEPS))
        found = [
            (item.date, Item(self.texts.title(item.rule), self._day(item.date)))
            for item in deadlines[: STEPS - len(steps)]
        ]
        found += [
            (task.due, Item(self._step(task), self._day(task.due), stays=task in decisive))
            for task in steps
            if task.due is not None
        ]
        yield from (item for _, item in sorted(found, key=lambda pair: pair[0]))

    def _step(self, task: Task) -> str:
        title = self.texts.title(task.id)
        rule = self.assessed.rulebook.by_id[task.id]
        if isinstance(rule, TaskRule) and rule.sends and self._is_ready(rule.sends):
            title = f"{title} {self.say('summary.ready')}"
        return title if task.who == "you" else f"{title} ({self.say(f'who.{task.who}')})"

    def _is_ready(self, paper: str) -> bool:
        """Return whether all that the letter of a step needs is answered."""
        # Imported for a step that sends one: not every report has it.
        from advisor.letters.needs import ready_kind

        return bool(ready_kind(self.phrases, self.assessed, PAPERS[paper].sent_on))

    def _grounds(self, direction: Direction) -> Iterator[Item]:
        """Yield the strongest findings of one direction in one entry."""
        found = [item for item in self.assessment.findings if item.direction == direction]
        titles = [self.texts.title(item.id) for item in found[:GROUNDS]]
        if titles:
            small = (formatting.inside(text, self.phrases.language) for text in titles[1:])
            yield Item(f"{self.phrases.listed((titles[0], *small))}.")

    def _why(self) -> Iterator[Item]:
        cause = CAUSE.get(self.advice.whether)
        grounds = [*self._grounds(cause)] if cause else []
        yield from grounds or [Item(self.texts.because(self.advice.rules[0]))]

    def _against(self) -> Iterator[Item]:
        cause = CAUSE.get(self.advice.whether)
        if cause:
            yield from self._grounds("for" if cause == "against" else "against")

    def _sure(self) -> str:
        """Return whether it is settled, and the points of the balance where it was weighed."""
        assessment = self.assessment
        state = self.say(f"summary.{'settled' if assessment.settled else 'open'}")
        balance = assessment.balance
        if not balance.topics or self.advice.whether == "settle":
            return f"{state}."
        whole = whole_points(balance)
        points = self.say(
            "summary.points",
            grounds=whole.grounds,
            against=whole.against,
            margin=balance.margin // balance.unit,
        )
        return f"{state} ({points})."

    def _events(self) -> Iterator[Item]:
        """Yield what may happen and what it leads to: first what the step advised leads to."""
        before = of_advice(self.advice)
        told = {item.event.id for item in self.follows}
        others = [item for item in self.others if item.event.id not in told]
        for item in [*self.follows, *others][:EVENTS]:
            event = self.phrases.event(item.event.id, item.day, year=not self._near(item.day))
            if item.decision.verdict == self.advice.verdict:
                after = became(self.phrases, before, of_event(item), "event")
            else:
                after = f"{self.phrases.verdict(*item.decision.verdict)}."
            if after:
                small = formatting.inside(after, self.phrases.language)
                yield Item(f"{event}{self.phrases.colon}{small}")

    def _unknown(self) -> Iterator[Item]:
        """Yield the open question that matters most, and what it can change."""
        for item in self.assessment.unknowns[:1]:
            ask = one_line(self.phrases.question(item.question).ask)
            parts = [ask, *(self.say(f"summary.changes.{part}") for part in item.affects[:1])]
            yield Item(" ".join(parts))

    def _weekday(self, day: date) -> str:
        return formatting.weekday_date(day, self.phrases.language)

    def _day(self, day: date) -> str:
        """Return a day in short, with its year where it is far away."""
        if self._near(day):
            return formatting.short_date(day, self.phrases.language)
        return self.phrases.day(day)

    def _near(self, day: date) -> bool:
        return abs(day - self.assessment.as_of) <= NEAR


def held(phrases: Phrasebook, gate: Gate) -> str:
    """Return the acts that a blocking gate holds back."""
    return phrases.listed(phrases.say(f"act.{act}") for act in gate.holds if gate.blocking)
