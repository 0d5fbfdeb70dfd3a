"""What would change the advice, as a report to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.knowledge.answer_kinds import CHANGERS
from advisor.knowledge.phrasebook import Phrasebook
from advisor.model import Counterfactual, TurningDate
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.outlook import Outlook
from advisor.report.model import Entry, Report, Section
from advisor.report.sections import SectionWriter
from advisor.report.whatif_phrases import AnswerPhrases, alike


def outlook_report(phrases: Phrasebook, assessed: CaseAssessment, ahead: Outlook) -> Report:
    """Return what would change the advice: the client, you, time, no mood."""
    writer = _OutlookWriter(phrases, assessed)
    head = writer.head
    return Report(
        title=writer.say("whatif.title", client=head.client),
        day=head.say("report.as_of", date=head.weekday(assessed.as_of)),
        outcome=writer.say("whatif.now", outcome=head.outcome()),
        facts=head.outcome_facts(),
        sections=tuple(writer.sections(ahead)),
        whether=assessed.advice.whether,
        colon=phrases.colon,
    )


class _OutlookWriter:
    """Writes what would change one advice."""

    def __init__(self, phrases: Phrasebook, assessed: CaseAssessment) -> None:
        self.phrases, self.say = phrases, phrases.say
        self.case = assessed.case
        self.head = SectionWriter(phrases, assessed)
        self.words = AnswerPhrases(phrases, assessed)

    def sections(self, ahead: Outlook) -> Iterator[Section]:
        """Yield every section: changes by who makes them, days, mood."""
        answered = [change for change in ahead.would_change if self.answered(change)]
        for changer in CHANGERS:
            some = [change for change in answered if change.by == changer]
            yield self.section(changer, self.singles(some))
        yield self.section("dates", self.dates(ahead.turning_dates))
        yield self.section(
            "open",
            self.singles(change for change in ahead.would_change if not self.answered(change)),
        )
        yield self.section("calm", self.calm(ahead))

    def answered(self, change: Counterfactual) -> bool:
        """Tell whether its question has an answer, so that it changes something."""
        return all(name in self.case.answers for name in change.changes)

    def section(self, name: str, entries: Iterable[Entry]) -> Section:
        """Return a section under its heading."""
        found = tuple(entries)
        return Section(
            name,
            self.say(f"whatif.section.{name}"),
            found,
            intro=self.phrases.say_if(f"whatif.intro.{name}") if found else "",
            none=self.phrases.say_if(f"whatif.none.{name}"),
        )

    def singles(self, changes: Iterable[Counterfactual]) -> Iterator[Entry]:
        """Yield one entry for each question and the advice it leads to."""
        for group in alike(changes):
            (name,) = group[0].changes
            notes = ((self.say("whatif.answer.then"), self.told(name, group)),)
            yield Entry(self.verdict(group[0]), self.words.ask(name), notes=notes)

    def told(self, name: str, group: list[Counterfactual]) -> str:
        """Write the answers that would do, and the present one if there is one."""
        then = self.words.changed(name, group)
        if name not in self.case.answers:
            return then
        return self.say("whatif.answer.then_now", then=then, now=self.words.present(name))

    def verdict(self, change: Counterfactual) -> str:
        """Name the advice that a change leads to."""
        return self.phrases.verdict(change.whether, change.when)

    def dates(self, turns: Iterable[TurningDate]) -> Iterator[Entry]:
        """Yield the days on which the advice, what comes first or the last day changes."""
        advice = self.head.advice
        before = (advice.whether, advice.when)
        gates = tuple((gate.id, gate.blocking) for gate in advice.gates)
        for turn in turns:
            outcome = self.phrases.verdict(turn.whether, turn.when)
            last = self.phrases.day(turn.last_day) if turn.last_day else ""
            text = self.words.first(gates, turn.gates)
            if (turn.whether, turn.when) != before:
                key = "advice_last" if last else "advice"
                text = f"{self.say(f'whatif.turning.{key}', outcome=outcome, date=last)} {text}"
            elif turn.moves:
                text = f"{self.say('whatif.turning.last_day', date=last)} {text}"
            before, gates = (turn.whether, turn.when), turn.gates
            yield Entry(self.phrases.day(turn.date), text.strip())

    def calm(self, ahead: Outlook) -> Iterator[Entry]:
        """Yield whether the advice stands without the mood."""
        key = self.head.calm(ahead)
        outcome = self.phrases.verdict(*ahead.without_negativity)
        text = self.say(f"whatif.calm.{key}", outcome=outcome)
        yield Entry(self.say(f"whatif.calm.lead.{key}"), text)
