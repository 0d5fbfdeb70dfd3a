"""The sections of the report, each from one part of the assessment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from advisor.casefile.answers import show
from advisor.facts.contradictions import Contradicted
from advisor.knowledge import roles
from advisor.knowledge.phrasebook import Phrasebook
from advisor.knowledge.rule_text import RuleTexts
from advisor.locale import formatting
from advisor.locale.markdown import one_line
from advisor.model import Affected, Direction
from advisor.reasoning.assessment import Finding, PlanDate, Unknown
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.exposure import Exposed, exposure, is_exposure
from advisor.reasoning.first_steps import first_steps
from advisor.reasoning.outlook import Outlook
from advisor.report.advice_change import became, of_advice, of_event, of_turn
from advisor.report.balance_text import balance_line
from advisor.report.binding import binding_lines
from advisor.report.date_working_text import working_text
from advisor.report.invoices_behind import differing_entries, invoices_text
from advisor.report.journal_text import noted_text
from advisor.report.model import Command, Entry, Layout, Section, section_of
from advisor.report.summary import held
from advisor.report.unknowns_text import (
    assumed_line,
    no_effect_line,
    split_lines,
    state_line,
)

STEPS_SHOWN = 6
UNKNOWNS_SHOWN = 4
CHANGES_SHOWN = 6
"""A report stays readable; what is left out is counted, and named elsewhere."""


class SectionWriter:
    """Writes the sections of one report."""

    def __init__(self, phrases: Phrasebook, assessed: CaseAssessment) -> None:
        self.phrases, self.say, self.assessed = phrases, phrases.say, assessed
        self.assessment, self.advice = assessed.assessment, assessed.advice
        self.rule_texts = RuleTexts(phrases, assessed.rulebook, assessed.facts)
        name = assessed.case.answers.get(roles.CLIENT_NAME)
        self.client = name if isinstance(name, str) else self.say("report.client")

    def weekday(self, day: date) -> str:
        """Return a date with its weekday."""
        return formatting.weekday_date(day, self.phrases.language)

    def norm(self, norm: str) -> str:
        """Name how binding something is."""
        return self.say(f"norm.{norm}")

    def outcome(self) -> str:
        """Return the advice in one sentence."""
        advice = self.advice
        key = f"{advice.whether}.{advice.when}" if advice.when else advice.whether
        return self.say(f"report.outcome.{key}", client=self.client)

    def outcome_facts(self) -> tuple[str, ...]:
        """Return the last day, what sets it, the reason, and whether the letter waits."""
        advice = self.advice
        lines = []
        if advice.last_day or advice.needs:
            end = advice.last_day, advice.not_before, advice.needs
            lines.append(self.phrases.last_day(*end))
        lines += binding_lines(self.phrases, self.assessed, self.what)
        if advice.review_on is not None:
            lines.append(self.phrases.review(advice.review_on, advice.turns_to))
        given = roles.NOTICE_SENT_ON in self.assessment.facts
        if advice.letter_waits and not given:
            lines.append(self.say("report.hold"))
        if advice.whether == "end" and advice.when != "now":
            lines.append(self.say("report.may_agree"))
        because = " ".join(self.rule_texts.because(rule) for rule in advice.rules)
        balance = self.assessment.balance
        weighs = balance.topics and advice.whether != "settle"
        weighed = (balance_line(self.phrases, balance),) if weighs else ()
        return (*lines, because, *weighed, state_line(self.phrases, self.assessment))

    def what(self, item: PlanDate) -> str:
        """Return what a date of the plan is."""
        return self.rule_texts.because(item.rule)

    def section(
        self, name: str, entries: Iterable[Entry], more: str = "", layout: Layout = "list"
    ) -> Section:
        """Return a section under its heading."""
        return section_of(self.phrases, "report", name, entries, more, layout)

    def more(self, name: str, left: int) -> str:
        """Return how many entries were left out, as text; empty if none was."""
        return self.phrases.counted(f"report.more.{name}", left) if left > 0 else ""

    def notes(self, *notes: tuple[str, str]) -> tuple[tuple[str, str], ...]:
        """Label notes, without empty ones."""
        return tuple((self.say(f"report.note.{key}"), text) for key, text in notes if text)

    def first(self) -> Section:
        """Return what to do first: gates, deadlines, and the next steps with their dates."""
        tasks = self.assessment.tasks
        dated = [*self._deadlines()]
        for task in first_steps(self.assessed.rulebook, tasks, STEPS_SHOWN):
            if task.due is None:
                continue
            who = "" if task.who == "you" else self.say(f"who.{task.who}")
            notes = self.notes(("because", self.rule_texts.worked_out(task.id)))
            title = self.rule_texts.title(task.id)
            dated.append((task.due, Entry(self.phrases.day(task.due), title, who, notes)))
        dated.sort(key=lambda pair: pair[0])
        more = self.more("first", len(tasks) - STEPS_SHOWN)
        return self.section("first", (*self._gates(), *(entry for _, entry in dated)), more)

    def _gates(self) -> Iterator[Entry]:
        for gate in sorted(self.advice.gates, key=lambda gate: not gate.blocking):
            clears = " ".join(self.rule_texts.clears(gate.rules))
            state = "blocking" if gate.blocking else "advisory"
            yield Entry(
                lead=self.say(f"report.lead.{state}"),
                text=self.say(f"gate.{gate.id}"),
                tag=self.norm(gate.norm),
                notes=self.notes(
                    ("because", " ".join(map(self.rule_texts.because, gate.rules))),
                    ("holds", held(self.phrases, gate)),
                    ("clears", formatting.inside(clears, self.phrases.language)),
                ),
                tone="blocking" if gate.blocking else "advisory",
            )

    def _deadlines(self) -> Iterator[tuple[date, Entry]]:
        for item in self.assessment.dates:
            if item.kind == "deadline" and item.date >= self.assessment.as_of:
                tag = self.say("report.tag.deadline", norm=self.norm(item.norm))
                shown = Entry(self.phrases.day(item.date), self.what(item), tag, tone="binding")
                yield item.date, shown

    def findings(self, direction: Direction) -> Section:
        """Return the findings of one direction with their strength in words.

        Without those that are shown as the user's own exposure.
        """
        entries = tuple(
            self._finding(finding)
            for finding in self.assessment.findings
            if finding.direction == direction and not is_exposure(self.assessed.rulebook, finding)
        )
        return self.section(direction, entries)

    def exposure(self) -> Section:
        """Return what the client could hold against the user, what blocks the letter first."""
        exposed = exposure(self.assessed)
        return self.section("exposure", tuple(self._exposed(item) for item in exposed))

    def _exposed(self, item: Exposed) -> Entry:
        entry = self._finding(item.finding)
        notes = (*self.notes(("chosen", self._chosen(item.finding))), *entry.notes)
        if item.blocking:
            lead = self.say("report.lead.blocking")
            return replace(entry, lead=lead, notes=notes, tone="blocking")
        return replace(entry, notes=notes)

    def _chosen(self, finding: Finding) -> str:
        """Name what of several things was chosen in the answers that support a finding."""
        given = ((name, self.assessed.case.answers.get(name)) for name in finding.causes)
        shown = (
            show(self.phrases, self.assessed.rulebook.questions[name], answer)
            for name, answer in given
            if isinstance(answer, frozenset) and answer
        )
        return self.phrases.listed(one_line(text) for text in shown)

    def _finding(self, finding: Finding) -> Entry:
        # What is only kept in mind has no part in the decision: neither its sources nor its
        # exceptions are listed, except those of the law and of the contract.
        weighs, binds = finding.direction != "caution", finding.norm in ("law", "contract")
        sources = ", ".join(finding.sources) if weighs else ""
        tag = self.phrases.listed(filter(None, (self.norm(finding.norm), sources)))
        text, texts = self.phrases.rule(finding.id), self.rule_texts
        why = texts.because if binds else texts.worked_out
        unless = text.exceptions if binds or (weighs and finding.strength != "weak") else ()
        title, because = texts.title(finding.id), why(finding.id)
        notes = self.notes(
            ("because", "" if because == title else because),
            ("advice", text.advice if finding.advised else ""),
            ("unless", " ".join(unless)),
            ("journal", noted_text(self.phrases, self.assessed, finding)),
            ("invoices", invoices_text(self.phrases, self.assessed, finding)),
        )
        lead = formatting.beginning(self.say(f"strength.{finding.strength}"))
        return Entry(lead, title, tag, notes, finding.direction)

    def unknowns(self) -> Section:
        """Return what is assumed, and the open questions that matter, with how they split it."""
        unknowns = self.assessment.unknowns
        entries = tuple(map(self._unknown, unknowns[:UNKNOWNS_SHOWN]))
        more = (
            self.more("unknown", len(unknowns) - UNKNOWNS_SHOWN),
            no_effect_line(self.phrases, self.assessed),
        )
        section = self.section("unknown", entries, " ".join(filter(None, more)))
        return replace(section, intro=assumed_line(self.phrases, self.assessment))

    def _unknown(self, item: Unknown) -> Entry:
        text = self.phrases.question(item.question)
        moves = split_lines(self.phrases, self.assessed, item, moves=True)
        decides = "" if moves else self._affected(item.affects)
        notes = self.notes(("where", text.where), ("matters", decides))
        return Entry("", text.ask, notes=(*notes, *moves))

    def _affected(self, parts: Iterable[Affected]) -> str:
        """Return what of the advice an answer can change, as the interview says it."""
        return self.phrases.listed(self.say(f"interview.affects.{part}") for part in parts)

    def contradictions(self) -> Iterator[Section]:
        """Yield the answers that contradict each other side by side, if there are any."""
        entries = tuple(self._contradicted(item) for item in self.assessment.contradictions)
        entries += differing_entries(self.phrases, self.assessed)
        if entries:
            yield self.section("contradictions", entries)

    def _contradicted(self, item: Contradicted) -> Entry:
        answers = self.assessed.case.answers
        asks = {name: one_line(self.phrases.question(name).ask) for name in item.questions}
        questions = self.assessed.rulebook.questions
        notes = tuple(
            ("", f"{ask} {show(self.phrases, questions[name], answers[name])}")
            for name, ask in asks.items()
        )
        aside = (self.say("report.set_aside", ask=asks[name]) for name in item.set_aside)
        meanwhile = self.phrases.listed(aside)
        text = self.phrases.contradictions[item.id]
        return Entry("", text, "", (*notes, *self.notes(("until", meanwhile))))

    def timeline(self) -> Section:
        """Return the dates in order, each with its norm; the binding one says so."""
        dates = self.assessment.dates
        if not dates:
            return self.section("timeline", ())
        today = Entry(self.phrases.day(self.assessment.as_of), self.say("report.today"))
        past = [self._date(item) for item in dates if item.date < self.assessment.as_of]
        ahead = [self._date(item) for item in dates if item.date >= self.assessment.as_of]
        return self.section("timeline", (*past, today, *ahead))

    def _date(self, item: PlanDate) -> Entry:
        norm, what = self.norm(item.norm), self.what(item)
        working = working_text(self.rule_texts, item)
        notes = self.notes(("working", working))
        if item in self.advice.binding:
            tag = self.say("report.tag.binding", norm=norm)
            return Entry(self.phrases.day(item.date), what, tag, notes, "binding")
        if item.kind in ("review", "deadline"):
            norm = self.say(f"report.tag.{item.kind}", norm=norm)
        return Entry(self.phrases.day(item.date), what, norm, notes)

    def changes(self, ahead: Outlook) -> Section:
        """Return what would make the advice another: events, and the view without the mood."""
        events = [*self.events(ahead)]
        entries = [*self.then(ahead), *events[:CHANGES_SHOWN]]
        outcome = self.phrases.verdict(*ahead.without_negativity)
        text = self.say(f"report.calm.{self.without_mood(ahead)}", outcome=outcome)
        entries.append(Entry(self.say("report.lead.stays"), text))
        more = self.more("change", len(events) - CHANGES_SHOWN)
        return self.section("change", entries, more)

    def then(self, ahead: Outlook) -> Iterator[Entry]:
        """Yield what follows the step that is advised."""
        for item in ahead.then:
            after = self.phrases.outcome(*item.decision.verdict, item.decision.last_day)
            yield Entry(self.phrases.event(item.event.id, item.day), after)

    def events(self, ahead: Outlook) -> Iterator[Entry]:
        """Yield each other event that would change the advice, and what it leads to."""
        before = of_advice(self.advice)
        told = {item.event.id for item in ahead.then}
        for item in (item for item in ahead.would_change if item.event.id not in told):
            lead = self.phrases.event(item.event.id, item.day)
            text = became(self.phrases, before, of_event(item), "event")
            yield Entry(lead, formatting.inside(text, self.phrases.language))

    def turns(self, ahead: Outlook) -> Iterator[Entry]:
        """Yield the days on which the advice, what comes first or the last day changes."""
        before = of_advice(self.advice)
        for turn in ahead.turning_dates:
            after = of_turn(turn)
            text = became(self.phrases, before, after, "turning", turn.moves)
            before = after
            yield Entry(self.phrases.day(turn.date), text)

    def without_mood(self, ahead: Outlook) -> str:
        """Return whether the advice is the same without the mood, or nobody asked for any."""
        questions = self.assessed.rulebook.questions
        if not any(questions[name].mood for name in self.assessed.case.answers):
            return "none"
        return "same" if ahead.without_negativity == self.advice.verdict else "other"

    def sources(self) -> Section:
        """Return the items of advice and the factors behind the decision and its reasons."""
        rulebook = self.assessed.rulebook
        reasons = (one for one in self.assessment.findings if one.direction != "caution")
        used = {source for item in reasons for source in item.sources}
        rules = [*self.advice.rules, *(name for gate in self.advice.gates for name in gate.rules)]
        used |= {source for rule in rules for source in rulebook.by_id[rule].sources}
        entries = tuple(
            Entry(source, self.phrases.source(source))
            for source in rulebook.sources
            if source in used
        )
        return self.section("sources", entries)

    def about(self, written: tuple[str, ...]) -> Section:
        """Return the statement about legal advice, who wrote it, and what gives this again."""
        assessment = self.assessment
        version = self.say(
            "report.version",
            rules=assessment.rules_version,
            answers=assessment.answers_hash,
            date=assessment.as_of.isoformat(),
            engine=assessment.engine,
        )
        texts = (self.say("report.legal"), *written, version)
        return self.section("about", (Entry("", text) for text in texts), layout="prose")

    def next(self, commands: tuple[Command, ...]) -> Section:
        """Return the commands that lead on."""
        purposes = (self.say(f"report.next.{item.does}", title=item.title) for item in commands)
        entries = tuple(
            Entry("", item.line, notes=(("", purpose),))
            for item, purpose in zip(commands, purposes, strict=True)
        )
        return self.section("next", entries, layout="commands")
