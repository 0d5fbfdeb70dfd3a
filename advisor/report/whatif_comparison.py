"""The advice with and without changed answers, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from advisor.knowledge.content import FindingRule, Library
from advisor.knowledge.phrasebook import colon_of
from advisor.knowledge.rule_text import RuleTexts
from advisor.model import Case
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.compare import Moved
from advisor.report.model import Entry, Report, Section
from advisor.report.sections import Writer
from advisor.report.whatif_phrases import Words


@dataclass(frozen=True)
class Tried:
    """A case as it stands and with changed answers."""

    case: Case
    changed: Case
    names: tuple[str, ...]
    """The questions whose answers were changed."""
    dropped: tuple[str, ...]
    """Questions whose answers no longer apply."""
    before: Assessment
    after: Assessment
    moved: tuple[Moved, ...]


def tried_report(library: Library, tried: Tried) -> Report:
    """Tell the advice with and without changed answers, and which rules moved."""
    before, after = (
        Writer(library, tried.case, tried.before),
        Writer(library, tried.changed, tried.after),
    )
    words = Words(library, tried.case, tried.before.as_of)
    then = Words(library, tried.changed, tried.before.as_of)
    say = words.say

    def section(name: str, entries: Iterable[Entry]) -> Section:
        none = library.texts.get(f"whatif.none.{name}", "")
        return Section(name, say(f"section.{name}"), tuple(entries), none=none)

    same = _verdict(tried.before) == _verdict(tried.after)
    changes = [
        Entry(
            "",
            words.ask(name),
            notes=(
                (say("lead.now"), words.present(name)),
                (say("lead.changed"), then.present(name)),
            ),
        )
        for name in tried.names
    ]
    changes += [
        Entry("", words.ask(name), notes=((say("lead.dropped"), words.present(name)),))
        for name in tried.dropped
    ]
    sides = [
        _side(words, aspect, one, other)
        for (aspect, one), (_, other) in zip(
            _aspects(before, words), _aspects(after, words), strict=True
        )
        if one or other
    ]
    return Report(
        title=say("title_changed", client=before.client),
        day=before.say("as_of", date=before.weekday(tried.before.as_of)),
        outcome=say("same" if same else "other"),
        facts=(say("now", outcome=before.outcome()), say("changed", outcome=after.outcome())),
        sections=(
            section("changes", changes),
            section("sides", sides),
            section("fires", _moved(library, tried, words, fires=True)),
            section("quiet", _moved(library, tried, words, fires=False)),
        ),
        whether=tried.after.advice.whether,
        colon=colon_of(library),
    )


def _side(words: Words, aspect: str, one: str, other: str) -> Entry:
    if one == other:
        return Entry(words.say(f"lead.{aspect}"), words.say("stays", value=one))
    nothing = words.say("nothing")
    text = words.say("both", before=one or nothing, after=other or nothing)
    return Entry(words.say(f"lead.{aspect}"), text)


def _aspects(writer: Writer, words: Words) -> Iterator[tuple[str, str]]:
    """Yield each aspect of an advice and what it is; nothing where it has none."""
    advice, texts = writer.advice, writer.texts
    yield "whether", texts[f"whether.{advice.whether}"]
    yield "when", texts[f"when.{advice.when}"] if advice.when else ""
    yield "last_day", writer.weekday(advice.last_day) if advice.last_day else ""
    yield "binding", writer.what(advice.binding[0]) if advice.binding else ""
    yield "review", writer.weekday(advice.review_on) if advice.review_on else ""
    gates = [
        words.say(
            f"gate.{'blocking' if gate.blocking else 'advisory'}", gate=texts[f"gate.{gate.id}"]
        )
        for gate in advice.gates
    ]
    yield "gates", ", ".join(gates)


def _moved(library: Library, tried: Tried, words: Words, *, fires: bool) -> Iterator[Entry]:
    """Yield the rules that moved one way, each with its reason."""
    facts = tried.after.facts if fires else tried.before.facts
    texts = RuleTexts(library, facts)
    for item in tried.moved:
        if item.fires is fires:
            because = texts.because(item.rule.id)
            title = library.phrases.title(item.rule.id)
            notes = (("", because),) if because != title else ()
            tag = item.rule.id
            if isinstance(item.rule, FindingRule):
                direction = words.say(f"direction.{item.rule.direction}")
                tag = library.texts["mark.between"].join((direction, tag))
            yield Entry(words.say(f"lead.{item.stratum}"), title, tag, notes)


def _verdict(assessment: Assessment) -> tuple[object, object]:
    return assessment.advice.whether, assessment.advice.when
