"""What would change the advice, as a report to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.knowledge.answer_kinds import CHANGERS
from advisor.knowledge.content import Library
from advisor.knowledge.phrasebook import colon_of
from advisor.locale import formatting
from advisor.model import Case, Counterfactual, TurningDate
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.outlook import Outlook
from advisor.report.model import Entry, Report, Section
from advisor.report.sections import Writer
from advisor.report.whatif_phrases import Words, alike

SHOWN = {"two": 12}
"""Entries of a section before the rest is only counted; other sections are whole."""


def outlook_report(
    library: Library, case: Case, assessment: Assessment, ahead: Outlook, *, every: bool = False
) -> Report:
    """Tell what would change the advice: the client, you, time, two of them, no mood."""
    writer = _Outlook(library, case, assessment, every)
    head = writer.head
    return Report(
        title=writer.say("title", client=head.client),
        day=head.say("as_of", date=head.weekday(assessment.as_of)),
        outcome=writer.say("now", outcome=head.outcome()),
        facts=head.outcome_facts(),
        sections=tuple(writer.sections(ahead)),
        whether=assessment.advice.whether,
        colon=colon_of(library),
    )


class _Outlook:
    """Writes what would change one advice."""

    def __init__(self, library: Library, case: Case, assessment: Assessment, every: bool) -> None:
        self.library, self.case, self.every = library, case, every
        self.head = Writer(library, case, assessment)
        self.words = Words(library, case, assessment.as_of)
        self.say = self.words.say

    def sections(self, ahead: Outlook) -> Iterator[Section]:
        """Yield every section: single changes by who makes them, pairs, days, mood."""
        single = [change for change in ahead.would_change if len(change.changes) == 1]
        double = [change for change in ahead.would_change if len(change.changes) == 2]
        answered = [change for change in single if self.answered(change)]
        for changer in CHANGERS:
            some = [change for change in answered if change.by == changer]
            yield self.section(changer, self.singles(some))
        yield self.section("dates", self.dates(ahead.turning_dates))
        yield self.section(
            "open", self.singles(change for change in single if not self.answered(change))
        )
        yield self.section("two", self.pairs(double))
        yield self.section("calm", self.calm(ahead))

    def answered(self, change: Counterfactual) -> bool:
        """Tell whether all its questions have an answer, so that it changes something."""
        return all(name in self.case.answers for name in change.changes)

    def section(self, name: str, entries: Iterable[Entry]) -> Section:
        """Return a section under its heading, cut where it would be too long to read."""
        found = tuple(entries)
        texts = self.library.texts
        limit = len(found) if self.every else SHOWN.get(name, len(found))
        left = len(found) - limit
        form = formatting.plural(left, self.library.language)
        more = self.say(f"more.{form}", count=str(left)) if left > 0 else ""
        return Section(
            name,
            self.say(f"section.{name}"),
            found[:limit],
            intro=texts.get(f"whatif.intro.{name}", "") if found else "",
            more=more,
            none=texts.get(f"whatif.none.{name}", ""),
        )

    def singles(self, changes: Iterable[Counterfactual]) -> Iterator[Entry]:
        """Yield one entry for each question and the advice it leads to."""
        for group in alike(changes):
            (name,) = group[0].changes
            notes = ((self.say("answer.then"), self.told(name, group)),)
            yield Entry(self.verdict(group[0]), self.words.ask(name), notes=notes)

    def pairs(self, changes: Iterable[Counterfactual]) -> Iterator[Entry]:
        """Yield one entry for two questions, the answer to the first, and the advice."""
        groups: dict[object, list[Counterfactual]] = {}
        for change in changes:
            one, other = change.changes
            key = (one, other, change.changes[one], change.whether, change.when)
            groups.setdefault(key, []).append(change)
        merged: dict[object, list[Counterfactual]] = {}
        for group in groups.values():
            first = group[0]
            other = tuple(first.changes)[1]
            seconds = tuple(change.changes[other] for change in group)
            told = (tuple(first.changes), seconds, first.whether, first.when)
            merged.setdefault(told, []).extend(group)
        for group in self.varied(merged.values()):
            first = group[0]
            one, other = first.changes
            then = self.say("answer.then")
            notes = (
                (then, self.told(one, group)),
                (self.say("answer.and"), self.words.ask(other)),
                (then, self.told(other, group)),
            )
            yield Entry(self.verdict(first), self.words.ask(one), self.by(first), notes)

    def varied(self, groups: Iterable[list[Counterfactual]]) -> list[list[Counterfactual]]:
        """Put first what is answered, and of it the first to each advice."""
        seen: dict[object, int] = {}
        ranked = []
        for group in groups:
            first = group[0]
            key = (self.answered(first), first.whether, first.when)
            seen[key] = seen.get(key, 0) + 1
            ranked.append(((not self.answered(first), seen[key]), group))
        return [group for _, group in sorted(ranked, key=lambda item: item[0])]

    def by(self, change: Counterfactual) -> str:
        """Name who can make a change."""
        names = [self.say(f"by.{name}") for name in change.by.split(" and ")]
        return f" {self.head.texts['word.and']} ".join(names)

    def told(self, name: str, group: list[Counterfactual]) -> str:
        """Write the answers that would do, and the present one if there is one."""
        then = self.words.changed(name, group)
        if name not in self.case.answers:
            return then
        return self.say("answer.then_now", then=then, now=self.words.present(name))

    def verdict(self, change: Counterfactual) -> str:
        """Name the advice that a change leads to."""
        return self.head.verdict(change.whether, change.when)

    def dates(self, turns: Iterable[TurningDate]) -> Iterator[Entry]:
        """Yield the days on which the advice, what comes first or the last day changes."""
        advice = self.head.advice
        before = (advice.whether, advice.when)
        gates = tuple((gate.id, gate.blocking) for gate in advice.gates)
        for turn in turns:
            outcome = self.head.verdict(turn.whether, turn.when)
            last = self.head.day(turn.last_day) if turn.last_day else ""
            text = self.words.first(gates, turn.gates)
            if (turn.whether, turn.when) != before:
                key = "advice_last" if last else "advice"
                text = f"{self.say(f'turning.{key}', outcome=outcome, date=last)} {text}"
            elif turn.moves:
                text = f"{self.say('turning.last_day', date=last)} {text}"
            before, gates = (turn.whether, turn.when), turn.gates
            yield Entry(self.head.day(turn.date), text.strip())

    def calm(self, ahead: Outlook) -> Iterator[Entry]:
        """Yield whether the advice stands without the mood."""
        key = self.head.calm(ahead)
        outcome = self.head.verdict(*ahead.without_negativity)
        yield Entry(self.say(f"calm.lead.{key}"), self.say(f"calm.{key}", outcome=outcome))
