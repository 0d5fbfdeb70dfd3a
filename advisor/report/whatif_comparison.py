"""The advice with and without changed answers, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from advisor.knowledge.content import AnyRule, FindingRule
from advisor.knowledge.phrasebook import Phrasebook
from advisor.knowledge.rule_text import RuleTexts
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.report.model import Entry, Report, Section
from advisor.report.sections import SectionWriter
from advisor.report.whatif_phrases import AnswerPhrases

Stratum = Literal["whether", "when", "gate", "date", "finding"]


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
    """Yield the rules that an assessment rests on, stratum after stratum."""
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

    def section(name: str, entries: Iterable[Entry]) -> Section:
        none = phrases.say_if(f"whatif.none.{name}")
        return Section(name, say(f"whatif.section.{name}"), tuple(entries), none=none)

    same = _verdict(compared.before) == _verdict(compared.after)
    changes = [
        Entry(
            "",
            words.ask(name),
            notes=(
                (phrases.say("whatif.lead.now"), words.present(name)),
                (phrases.say("whatif.lead.changed"), then.present(name)),
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
        for (aspect, one), (_, other) in zip(
            _aspects(before, words), _aspects(after, words), strict=True
        )
        if one or other
    ]
    return Report(
        title=phrases.say("whatif.title_changed", client=before.client),
        day=before.say("report.as_of", date=before.weekday(compared.before.as_of)),
        outcome=phrases.say("whatif.same" if same else "whatif.other"),
        facts=(
            say("whatif.now", outcome=before.outcome()),
            say("whatif.changed", outcome=after.outcome()),
        ),
        sections=(
            section("changes", changes),
            section("sides", sides),
            section("fires", _moved(phrases, compared, fires=True)),
            section("quiet", _moved(phrases, compared, fires=False)),
        ),
        whether=compared.after.advice.whether,
        colon=phrases.colon,
    )


def _side(phrases: Phrasebook, aspect: str, one: str, other: str) -> Entry:
    if one == other:
        return Entry(phrases.say(f"whatif.lead.{aspect}"), phrases.say("whatif.stays", value=one))
    nothing = phrases.say("whatif.nothing")
    text = phrases.say("whatif.both", before=one or nothing, after=other or nothing)
    return Entry(phrases.say(f"whatif.lead.{aspect}"), text)


def _aspects(writer: SectionWriter, words: AnswerPhrases) -> Iterator[tuple[str, str]]:
    """Yield each aspect of an advice and what it is; nothing where it has none."""
    advice, say = writer.advice, writer.say
    yield "whether", say(f"whether.{advice.whether}")
    yield "when", say(f"when.{advice.when}") if advice.when else ""
    yield "last_day", writer.weekday(advice.last_day) if advice.last_day else ""
    yield "binding", writer.what(advice.binding[0]) if advice.binding else ""
    yield "review", writer.weekday(advice.review_on) if advice.review_on else ""
    yield "gates", ", ".join(words.gate(gate.id, gate.blocking) for gate in advice.gates)


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


def _verdict(assessed: CaseAssessment) -> tuple[object, object]:
    return assessed.advice.whether, assessed.advice.when
