"""What would change the advice, and what changed answers change, as reports to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from advisor.knowledge.answer_kinds import CHANGERS
from advisor.knowledge.content import AnyRule, FindingRule
from advisor.knowledge.phrasebook import Phrasebook
from advisor.knowledge.rule_text import RuleTexts
from advisor.lazy_dataclass import dataclass
from advisor.model import Counterfactual
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.outlook import Outlook
from advisor.report.advice_change import gate_text
from advisor.report.model import Entry, Report, Section, section_of
from advisor.report.sections import SectionWriter
from advisor.report.whatif_phrases import AnswerPhrases, by_effect

Stratum = Literal["whether", "when", "gate", "date", "finding"]
Changes = tuple[Counterfactual, ...]


class Moved(NamedTuple):
    """A rule that fires with the present answers alone, or with the changed ones alone."""

    stratum: Stratum
    rule: AnyRule
    fires: bool
    """It fires with the changed answers."""


@dataclass(frozen=True)
class Comparison:
    """A case with its present answers and with changed ones."""

    before: CaseAssessment
    after: CaseAssessment
    names: tuple[str, ...]
    """The questions whose answers were changed."""
    dropped: tuple[str, ...]
    """Questions whose answers no longer apply."""

    @property
    def moved(self) -> Iterator[Moved]:
        """The rules that moved: of whether, when, the gates, the dates and the findings.

        Of the rows of whether and when only the one that decides counts.
        """
        for (stratum, old), (_, new) in zip(_fired(self.before), _fired(self.after), strict=True):
            yield from (Moved(stratum, rule, True) for rule in new if rule not in old)
            yield from (Moved(stratum, rule, False) for rule in old if rule not in new)


def _fired(assessed: CaseAssessment) -> Iterator[tuple[Stratum, list[AnyRule]]]:
    """Yield the rules that an assessment depends on, stratum after stratum."""
    rulebook, advice, assessment = assessed.rulebook, assessed.advice, assessed.assessment
    rows = [rulebook.by_id[name] for name in advice.rules]
    gates = {name for gate in advice.gates for name in gate.rules}
    findings = {finding.id for finding in assessment.findings}
    yield "whether", rows[:1]
    yield "when", rows[1:]
    yield "gate", [rule for rule in rulebook.gates if rule.id in gates]
    yield "date", [rulebook.by_id[item.rule] for item in assessment.dates]
    yield "finding", [rule for rule in rulebook.findings if rule.id in findings]


def comparison_report(phrases: Phrasebook, compared: Comparison) -> Report:
    """Return the advice with and without changed answers, and which rules moved."""
    before = SectionWriter(phrases, compared.before)
    after = SectionWriter(phrases, compared.after)
    words = AnswerPhrases(phrases, compared.before)
    then = AnswerPhrases(phrases, compared.after)
    say = phrases.say
    now, changed = compared.before.advice, compared.after.advice
    same = now.verdict == changed.verdict
    changes = [
        Entry(
            "",
            words.ask(name),
            notes=(
                (say("whatif.lead.now"), words.present(name)),
                (say("whatif.lead.changed"), then.present(name)),
            ),
        )
        for name in compared.names
    ]
    dropped = say("whatif.lead.dropped")
    changes += [
        Entry("", words.ask(name), notes=((dropped, words.present(name)),))
        for name in compared.dropped
    ]
    sides = [
        _side(phrases, aspect, one, other)
        for (aspect, one), (_, other) in zip(_aspects(before), _aspects(after), strict=True)
        if one or other
    ]
    return Report(
        title=say("whatif.title_changed", client=before.client),
        day=before.say("report.as_of", date=before.weekday(compared.before.as_of)),
        outcome=say("whatif.same" if same else "whatif.other"),
        facts=(
            say("whatif.now", outcome=before.outcome()),
            say("whatif.changed", outcome=after.outcome()),
        ),
        sections=(
            section_of(phrases, "whatif", "changes", changes),
            section_of(phrases, "whatif", "sides", sides),
            section_of(phrases, "whatif", "fires", _moved(phrases, compared, fires=True)),
            section_of(phrases, "whatif", "quiet", _moved(phrases, compared, fires=False)),
        ),
        whether=changed.whether,
        colon=phrases.colon,
    )


def _side(phrases: Phrasebook, aspect: str, one: str, other: str) -> Entry:
    if one == other:
        return Entry(phrases.say(f"whatif.lead.{aspect}"), phrases.say("whatif.stays", value=one))
    nothing = phrases.say("whatif.nothing")
    text = phrases.say("whatif.both", before=one or nothing, after=other or nothing)
    return Entry(phrases.say(f"whatif.lead.{aspect}"), text)


def _aspects(writer: SectionWriter) -> Iterator[tuple[str, str]]:
    """Yield each aspect of an advice and what it is; nothing where it has none."""
    advice, say = writer.advice, writer.say
    yield "whether", say(f"whether.{advice.whether}")
    yield "when", say(f"when.{advice.when}") if advice.when else ""
    for aspect, day in (("last_day", advice.last_day), ("not_before", advice.not_before)):
        yield aspect, writer.weekday(day) if day else ""
    yield "binding", writer.what(advice.binding[0]) if advice.binding else ""
    yield "review", writer.weekday(advice.review_on) if advice.review_on else ""
    yield (
        "gates",
        ", ".join(gate_text(writer.phrases, gate.id, gate.blocking) for gate in advice.gates),
    )


def _moved(phrases: Phrasebook, compared: Comparison, *, fires: bool) -> Iterator[Entry]:
    """Yield the rules that moved one way, each with its reason."""
    assessed = compared.after if fires else compared.before
    texts = RuleTexts(phrases, assessed.rulebook, assessed.facts)
    for item in compared.moved:
        if item.fires is fires:
            because, title = texts.because(item.rule.id), phrases.rule(item.rule.id).title
            notes = (("", because),) if because != title else ()
            tag = item.rule.id
            if isinstance(item.rule, FindingRule):
                tag = phrases.listed((phrases.say(f"whatif.direction.{item.rule.direction}"), tag))
            yield Entry(phrases.say(f"whatif.lead.{item.stratum}"), title, tag, notes)


def outlook_report(
    phrases: Phrasebook, assessed: CaseAssessment, ahead: Outlook, changes: Changes
) -> Report:
    """Return what would change the advice: events, single answers, days, no negativity."""
    writer = _OutlookWriter(phrases, assessed)
    head = writer.head
    return Report(
        title=writer.say("whatif.title", client=head.client),
        day=head.say("report.as_of", date=head.weekday(assessed.as_of)),
        outcome=writer.say("whatif.now", outcome=head.outcome()),
        facts=head.outcome_facts(),
        sections=tuple(writer.sections(ahead, changes)),
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

    def sections(self, ahead: Outlook, changes: Changes) -> Iterator[Section]:
        """Yield every section: events, answers by who could change them, days, mood."""
        yield self.section("events", self.head.events(ahead))
        answered = [change for change in changes if self.answered(change)]
        for changer in CHANGERS:
            some = [change for change in answered if change.by == changer]
            yield self.section(changer, self.singles(some))
        yield self.section("dates", self.head.turns(ahead))
        yield self.section(
            "open",
            self.singles(change for change in changes if not self.answered(change)),
        )
        yield self.section("calm", self.without_mood(ahead))

    def answered(self, change: Counterfactual) -> bool:
        """Return whether its question has an answer, so that it changes something."""
        return change.question in self.case.answers

    def section(self, name: str, entries: Iterable[Entry]) -> Section:
        """Return a section under its heading, without the introduction where it is empty."""
        found = section_of(self.phrases, "whatif", name, entries)
        return found if found.entries else replace(found, intro="")

    def singles(self, changes: Iterable[Counterfactual]) -> Iterator[Entry]:
        """Yield one entry for each question and the advice it leads to."""
        for group in by_effect(changes):
            name = group[0].question
            notes = ((self.say("whatif.answer.then"), self.answers_needed(name, group)),)
            yield Entry(self.verdict(group[0]), self.words.ask(name), notes=notes)

    def answers_needed(self, name: str, group: list[Counterfactual]) -> str:
        """Write the answers that would do, and the present one if there is one."""
        then = self.words.changed(group)
        if name not in self.case.answers:
            return then
        return self.say("whatif.answer.then_now", then=then, now=self.words.present(name))

    def verdict(self, change: Counterfactual) -> str:
        """Name the advice that a change leads to."""
        return self.phrases.verdict(change.whether, change.when)

    def without_mood(self, ahead: Outlook) -> Iterator[Entry]:
        """Yield whether the advice is the same without the answers about negativity."""
        key = self.head.without_mood(ahead)
        outcome = self.phrases.verdict(*ahead.without_negativity)
        text = self.say(f"whatif.calm.{key}", outcome=outcome)
        yield Entry(self.say(f"whatif.calm.lead.{key}"), text)
