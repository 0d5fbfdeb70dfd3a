"""The sections of the report, each from one part of the assessment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from advisor.casefile.answers import show
from advisor.knowledge.content import Library
from advisor.knowledge.rule_text import RuleTexts
from advisor.locale import formatting
from advisor.locale.placeholders import fill
from advisor.model import (
    PHASES,
    Case,
    Counterfactual,
    Direction,
    Money,
    When,
    Whether,
)
from advisor.reasoning.assessment import Assessment, Finding, PlanDate
from advisor.reasoning.exposure import Exposed, exposure, is_exposure
from advisor.reasoning.outlook import Outlook
from advisor.report.date_working_text import working_text
from advisor.report.model import Command, Entry, Layout, Section
from advisor.report.unknowns_text import (
    assumed_line,
    matters_of,
    no_effect_line,
    split_lines,
    state_line,
)
from advisor.report.whatif_phrases import Words, alike

STEPS_SHOWN = 6
UNKNOWNS_SHOWN = 8
CHANGES_SHOWN = 6
MATTERS_SHOWN = 3
"""A report stays readable; what is left out is counted, and named elsewhere."""


class Writer:
    """Writes the sections of one report. Keeps no state but what it is given."""

    def __init__(self, library: Library, case: Case, assessment: Assessment) -> None:
        self.library, self.case = library, case
        self.texts = library.texts
        self.assessment = assessment
        self.advice = assessment.advice
        self.rule_texts = RuleTexts(library, assessment.facts)
        name = case.answers.get("client_name")
        self.client = name if isinstance(name, str) else self.texts["report.client"]

    def say(self, key: str, **values: str) -> str:
        """Return a text of the report with its values. Values are never read as templates."""
        return fill(self.texts[f"report.{key}"], lambda name, _: values[name])

    def day(self, day: date) -> str:
        """Write a date in full."""
        return formatting.long_date(day, self.library.language)

    @property
    def between(self) -> str:
        """What stands between the parts of a list."""
        return self.texts["mark.between"]

    def money(self, value: Money) -> str:
        """Write an amount with its currency."""
        return formatting.money(value, self.library.language)

    def weekday(self, day: date) -> str:
        """Write a date with its weekday."""
        return formatting.weekday_date(day, self.library.language)

    def norm(self, norm: str) -> str:
        """Name how binding something is."""
        return self.texts[f"norm.{norm}"]

    def verdict(self, whether: Whether, when: When | None) -> str:
        """Name an advice in a few words: ``End the relationship, after notice``."""
        name = self.texts[f"whether.{whether}"]
        if when is None:
            return name
        return self.say("timed", whether=name, when=self.texts[f"when.{when}"])

    def outcome(self) -> str:
        """Return the advice in one sentence."""
        advice = self.advice
        key = f"{advice.whether}.{advice.when}" if advice.when else advice.whether
        return self.say(f"outcome.{key}", client=self.client)

    def outcome_facts(self) -> tuple[str, ...]:
        """Return the last day, what sets it, the reason, and whether the letter waits."""
        advice = self.advice
        lines = []
        if advice.last_day is not None:
            lines.append(self.say("last_day", date=self.weekday(advice.last_day)))
        for item in advice.binding[:1]:
            lines.append(self.say("binding", norm=self.norm(item.norm), what=self.what(item)))
        if advice.review_on is not None:
            lines.append(self.say("review", date=self.weekday(advice.review_on)))
        given = "notice_sent_on" in self.assessment.facts
        if advice.when and not given and any(gate.blocking for gate in advice.gates):
            lines.append(self.say("hold"))
        because = " ".join(self.rule_texts.because(rule) for rule in advice.rules)
        return (*lines, because, state_line(self.library, self.assessment))

    def what(self, item: PlanDate) -> str:
        """Return what a date of the plan is."""
        return self.rule_texts.because(item.rule)

    def section(
        self,
        name: str,
        entries: tuple[Entry, ...],
        more: str = "",
        layout: Layout = "list",
    ) -> Section:
        """Return a section under its heading."""
        none = self.texts.get(f"report.none.{name}", "")
        intro = self.texts.get(f"report.intro.{name}", "")
        return Section(name, self.say(f"section.{name}"), entries, intro, more, none, layout)

    def more(self, name: str, left: int) -> str:
        """Say how many entries were left out, if any were."""
        if left < 1:
            return ""
        return self.say(
            f"more.{name}.{formatting.plural(left, self.library.language)}", count=str(left)
        )

    def notes(self, *notes: tuple[str, str]) -> tuple[tuple[str, str], ...]:
        """Label notes, without those that say nothing."""
        return tuple((self.say(f"note.{key}"), text) for key, text in notes if text)

    def first(self) -> Section:
        """Return what to do first: gates, deadlines, and the next steps with their dates."""
        entries = [*self._gates(), *self._deadlines()]
        tasks = sorted(self.assessment.tasks, key=lambda task: (task.due, PHASES.index(task.phase)))
        for task in tasks[:STEPS_SHOWN]:
            who = "" if task.who == "you" else self.texts[f"who.{task.who}"]
            notes = self.notes(("because", self.rule_texts.because(task.id)))
            title = self.rule_texts.title(task.id)
            entries.append(Entry(self.day(task.due), title, who, notes))
        more = self.more("first", len(tasks) - STEPS_SHOWN)
        return self.section("first", tuple(entries), more)

    def _gates(self) -> Iterator[Entry]:
        for gate in sorted(self.advice.gates, key=lambda gate: not gate.blocking):
            state = "blocking" if gate.blocking else "advisory"
            yield Entry(
                lead=self.say(f"lead.{state}"),
                text=self.texts[f"gate.{gate.id}"],
                tag=self.norm(gate.norm),
                notes=self.notes(
                    ("because", " ".join(map(self.rule_texts.because, gate.rules))),
                    ("clears", " ".join(self.rule_texts.clears(gate.rules))),
                ),
                tone="blocking" if gate.blocking else "advisory",
            )

    def _deadlines(self) -> Iterator[Entry]:
        for item in self.assessment.dates:
            if item.kind == "deadline" and item.date >= self.assessment.as_of:
                tag = self.say("tag.deadline", norm=self.norm(item.norm))
                yield Entry(self.day(item.date), self.what(item), tag, tone="binding")

    def findings(self, direction: Direction) -> Section:
        """Return the findings of one direction with their strength in words.

        Without those that stand under the user's own exposure.
        """
        entries = tuple(
            self._finding(finding)
            for finding in self.assessment.findings
            if finding.direction == direction and not is_exposure(self.library, finding)
        )
        return self.section(direction, entries)

    def exposure(self) -> Section:
        """Return what the client could hold against the user, what blocks the letter first."""
        exposed = exposure(self.library, self.assessment)
        return self.section("exposure", tuple(self._exposed(item) for item in exposed))

    def _exposed(self, item: Exposed) -> Entry:
        entry = self._finding(item.finding)
        notes = (*self.notes(("answered", self._answered(item.finding))), *entry.notes)
        if item.blocking:
            return replace(entry, lead=self.say("lead.blocking"), notes=notes, tone="blocking")
        return replace(entry, notes=notes)

    def _answered(self, finding: Finding) -> str:
        """Write the user's own answers behind a finding, each question's in one piece."""
        given = ((name, self.case.answers.get(name)) for name in finding.causes)
        shown = (
            show(self.library, self.library.questions[name], answer)
            for name, answer in given
            if answer is not None
        )
        return self.between.join(" ".join(text.split()) for text in shown)

    def _finding(self, finding: Finding) -> Entry:
        rests_on = [self.norm(finding.norm)]
        if finding.causes:
            rests_on.append(self.say("answers", names=", ".join(finding.causes)))
        if finding.sources:
            rests_on.append(self.say("from_sources", names=", ".join(finding.sources)))
        texts = self.library.phrases.rule(finding.id)
        notes = self.notes(
            ("because", self.rule_texts.because(finding.id)),
            ("advice", texts.advice),
            ("unless", " ".join(texts.exceptions)),
            ("rests_on", self.between.join(rests_on)),
        )
        strength = self.texts[f"strength.{finding.strength}"]
        return Entry(
            formatting.beginning(strength), texts.title, notes=notes, tone=finding.direction
        )

    def unknowns(self) -> Section:
        """Return what is taken for granted, and the open questions that matter most.

        Each says where the answer can be found and how the advice splits by it.
        """
        unknowns = self.assessment.unknowns
        entries = tuple(
            Entry(
                lead="",
                text=self.library.questions[item.question].ask,
                tag=item.question,
                notes=(
                    *self.notes(
                        ("where", self.library.questions[item.question].where),
                        ("matters", self._matters(matters_of(self.library, item))),
                    ),
                    *split_lines(self.library, self.advice, item),
                ),
            )
            for item in unknowns[:UNKNOWNS_SHOWN]
        )
        more = (
            self.more("unknown", len(unknowns) - UNKNOWNS_SHOWN),
            no_effect_line(self.library, self.assessment),
        )
        section = self.section("unknown", entries, " ".join(filter(None, more)))
        return replace(section, intro=assumed_line(self.library, self.assessment))

    def _matters(self, titles: tuple[str, ...]) -> str:
        shown = self.between.join(titles[:MATTERS_SHOWN])
        more = self.more("matters", len(titles) - MATTERS_SHOWN)
        return f"{shown}{self.between}{more}" if more else shown

    def timeline(self) -> Section:
        """Return the dates in order, each with its norm; the binding one says so."""
        dates = self.assessment.dates
        if not dates:
            return self.section("timeline", ())
        today = Entry(self.day(self.assessment.as_of), self.say("today"))
        past = [self._date(item) for item in dates if item.date < self.assessment.as_of]
        ahead = [self._date(item) for item in dates if item.date >= self.assessment.as_of]
        return self.section("timeline", (*past, today, *ahead))

    def _date(self, item: PlanDate) -> Entry:
        norm, what = self.norm(item.norm), self.what(item)
        working = working_text(self.library, item, self.assessment.facts)
        notes = self.notes(("working", working))
        if item in self.advice.binding:
            tag = self.say("tag.binding", norm=norm)
            return Entry(self.day(item.date), what, tag, notes, "binding")
        if item.kind in ("review", "deadline"):
            norm = self.say(f"tag.{item.kind}", norm=norm)
        return Entry(self.day(item.date), what, norm, notes)

    def changes(self, ahead: Outlook) -> Section:
        """Return what would make the advice another: a calmer view, days, answers."""
        outcome = self.verdict(*ahead.without_negativity)
        calm = self.say(f"calm.{self.calm(ahead)}", outcome=outcome)
        entries = [Entry(self.say("lead.stays"), calm)]
        words = Words(self.library, self.case, self.assessment.as_of)
        gates = tuple((gate.id, gate.blocking) for gate in self.advice.gates)
        for turn in ahead.turning_dates:
            outcome = self.verdict(turn.whether, turn.when)
            text = self.say("turning", outcome=outcome)
            if turn.last_day is not None:
                text = self.say("turning_last", outcome=outcome, date=self.day(turn.last_day))
            text = f"{text} {words.first(gates, turn.gates)}".strip()
            gates = turn.gates
            entries.append(Entry(self.day(turn.date), text))
        groups = _varied(alike(ahead.would_change))
        for group in groups[:CHANGES_SHOWN]:
            lead = self.verdict(group[0].whether, group[0].when)
            told = [self._changed(question, group) for question in group[0].changes]
            entries.append(Entry(lead, f" {self.texts['word.and']} ".join(told)))
        more = self.more("change", len(groups) - CHANGES_SHOWN)
        return self.section("change", tuple(entries), more)

    def calm(self, ahead: Outlook) -> str:
        """Tell whether the advice is the same without the mood, or nobody asked for any."""
        if not any(self.library.questions[name].mood for name in self.case.answers):
            return "none"
        present = (self.advice.whether, self.advice.when)
        return "same" if ahead.without_negativity == present else "other"

    def _changed(self, name: str, group: Sequence[Counterfactual]) -> str:
        change = group[0]
        question, answer = self.library.questions[name], change.changes[name]
        if name in change.answers:
            words = Words(self.library, self.case, self.assessment.as_of)
            return self.say("changed", ask=question.ask, answer=words.changed(name, group))
        chosen = [part.strip() for part in answer.strip("[]").split(",")]
        labels = self.between.join(question.choices.get(part, part) for part in chosen if part)
        return self.say("changed", ask=question.ask, answer=labels or "-")

    def sources(self) -> Section:
        """Return every item of advice, factor and contract factor that was used."""
        used = {source for item in self.assessment.findings for source in item.sources}
        used |= {source for item in self.assessment.dates for source in item.sources}
        rules = [*self.advice.rules, *(name for gate in self.advice.gates for name in gate.rules)]
        used |= {source for rule in rules for source in self.library.by_id[rule].sources}
        entries = tuple(
            Entry(name, title)
            for name, title in self.library.phrases.sources.items()
            if name in used
        )
        return self.section("sources", entries)

    def about(self) -> Section:
        """Return the statement about legal advice, and what gives this result again."""
        assessment = self.assessment
        version = self.say(
            "version",
            rules=assessment.rules_version,
            answers=assessment.answers_hash,
            date=assessment.as_of.isoformat(),
            engine=assessment.engine,
        )
        entries = (Entry("", self.say("legal")), Entry("", version))
        return self.section("about", entries, layout="prose")

    def next(self, commands: tuple[Command, ...]) -> Section:
        """Return the commands that lead on."""
        entries = tuple(
            Entry("", item.line, notes=(("", self.say(f"next.{item.does}", title=item.title)),))
            for item in commands
        )
        return self.section("next", entries, layout="commands")


def _varied(groups: Iterable[list[Counterfactual]]) -> list[list[Counterfactual]]:
    """Put the first change to each outcome before further ones to the same outcome."""
    seen: dict[tuple[Whether, When | None], int] = {}
    ranked = []
    for group in groups:
        outcome = (group[0].whether, group[0].when)
        seen[outcome] = seen.get(outcome, 0) + 1
        ranked.append((seen[outcome], group))
    return [group for _, group in sorted(ranked, key=lambda item: item[0])]
