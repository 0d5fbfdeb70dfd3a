"""What moved between two assessments, in plain sentences and as an object for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from advisor.casefile.answers import show, to_plain
from advisor.files import json_text
from advisor.knowledge.content import Rulebook
from advisor.knowledge.phrasebook import Phrasebook
from advisor.locale import formatting
from advisor.locale.markdown import one_line
from advisor.model import WHETHER
from advisor.reasoning.assess import answers_hash
from advisor.reasoning.diff import Cause, Diff, Item, Kind, Move, Side
from advisor.report.model import Entry, Report, section_of

SCHEMA_VERSION = 1
"""Goes up when a key is removed or changes its meaning."""

ADVICE: tuple[Kind, ...] = ("whether", "when", "last_day", "not_before", "binding")


def diff_json(rulebook: Rulebook, diff: Diff) -> str:
    """Return a comparison as JSON with fixed keys."""
    moved = [{**asdict(move), "relation": move.relation or None} for move in diff.moves]
    changed = [
        {
            "question": name,
            "before": _plain(rulebook, diff.old, name),
            "after": _plain(rulebook, diff.new, name),
        }
        for name in diff.changed
    ]
    return json_text(
        {
            "diff_version": SCHEMA_VERSION,
            "old": _side(diff.old, diff.follows[0]),
            "new": _side(diff.new, diff.follows[1]),
            "moved": moved,
            "changed_answers": changed,
        }
    )


def _side(one: Side, follows: bool | None) -> dict[str, object]:
    return {
        "name": one.name,
        "saved": one.saved,
        "as_of": one.as_of,
        "rules_version": one.rules_version,
        "answers_hash": one.answers_hash,
        "engine": one.engine,
        "follows": follows,
    }


def _plain(rulebook: Rulebook, one: Side, name: str) -> object:
    """Return an answer as a case file has it: null is not answered, unknown is "I don't know"."""
    if name in one.case.answers:
        return to_plain(rulebook.questions[name], one.case.answers[name])
    return "unknown" if name in one.case.dont_know else None


def diff_report(phrases: Phrasebook, rulebook: Rulebook, diff: Diff) -> Report:
    """Return a comparison as a report."""
    return _DiffWriter(phrases, rulebook, diff).report()


class _DiffWriter:
    """Writes one comparison."""

    def __init__(self, phrases: Phrasebook, rulebook: Rulebook, diff: Diff) -> None:
        self.phrases, self.say = phrases, phrases.say
        self.rulebook, self.diff = rulebook, diff

    def report(self) -> Report:
        old, new = self.diff.old, self.diff.new
        days = [formatting.weekday_date(one.as_of, self.phrases.language) for one in (old, new)]
        whether = new.found["whether", ""]
        sections = (
            section_of(self.phrases, "diff", "advice", self.advice()),
            section_of(self.phrases, "diff", "gate", self.rest("gate")),
            section_of(self.phrases, "diff", "finding", self.rest("finding")),
            section_of(self.phrases, "diff", "date", self.rest("date")),
            section_of(self.phrases, "diff", "changed", self.changed()),
            section_of(self.phrases, "diff", "about", self.about(), layout="prose"),
        )
        return Report(
            title=self.say("diff.title", old=old.name, new=new.name),
            day=self.say("diff.days", old=days[0], new=days[1])
            if days[0] != days[1]
            else self.say("diff.day", date=days[0]),
            outcome=self.outcome(),
            facts=(),
            sections=tuple(part for part in sections if part.entries or part.none),
            whether=next(word for word in WHETHER if word == whether),
            colon=self.phrases.colon,
        )

    def outcome(self) -> str:
        before, after = (self.verdict(one) for one in (self.diff.old, self.diff.new))
        if not self.diff.moves:
            return self.say("diff.outcome.still", after=after)
        key = "same" if before == after else "moved"
        return self.say(f"diff.outcome.{key}", before=before, after=after)

    def verdict(self, one: Side) -> str:
        return self.phrases.verdict(one.found["whether", ""], one.found.get(("when", "")))

    def advice(self) -> Iterator[Entry]:
        for move in self.diff.moves:
            if move.kind in ADVICE:
                text = self.from_to(move)
                yield Entry(self.say(f"diff.lead.{move.kind}"), text, notes=self.because(move))

    def rest(self, kind: Kind) -> Iterator[Entry]:
        """Yield what came, went or changed of the kinds that have several."""
        for move in self.diff.moves:
            if move.kind != kind:
                continue
            what = self.label(move)
            if move.before is None or move.after is None:
                lead, form = ("gone" if move.after is None else "new"), "diff.is"
                value = self.value(move, move.before or move.after or "")
            else:
                lead, form, value = "moved", "diff.of", self.from_to(move)
            text = self.say(form, what=what, value=value)
            yield Entry(self.say(f"diff.lead.{lead}"), text, notes=self.because(move))

    def from_to(self, move: Move) -> str:
        before, after = (
            self.say("diff.nothing") if value is None else self.value(move, value)
            for value in (move.before, move.after)
        )
        return self.say("diff.from_to", before=before, after=after)

    def value(self, move: Move, value: str) -> str:
        """Write the value of a conclusion in words."""
        if move.kind in ("last_day", "not_before", "date"):
            return self.phrases.day(date.fromisoformat(value))
        if move.kind == "gate":
            return self.say(f"diff.gate.{value}")
        if move.kind == "binding":
            return self.title(("binding", value))
        if move.kind == "finding":
            direction, strength = value.split(" ")
            word = self.say(f"strength.{strength}")
            return f"{self.say(f'diff.direction.{direction}')}, {word}"
        return self.say(f"{move.kind}.{value}")

    def label(self, move: Move) -> str:
        if move.kind == "gate":
            return self.phrases.say_if(f"gate.{move.id}") or move.id
        return self.title((move.kind, move.id))

    def title(self, item: Item) -> str:
        """Name a rule, also one that is no longer there."""
        rule = self.phrases.rules.get(item[1])
        label = self.diff.new.labels.get(item) or self.diff.old.labels.get(item)
        return rule.title if rule else label or item[1]

    def because(self, move: Move) -> tuple[tuple[str, str], ...]:
        causes = self.phrases.listed(self.cause(cause) for cause in move.causes)
        text = self.say(f"diff.cause.{move.relation}", causes=causes) if move.relation else causes
        return ((self.say("diff.cause.label"), text),)

    def cause(self, cause: Cause) -> str:
        if cause.kind != "answers":
            return self.say(f"diff.cause.{cause.kind}")
        if not cause.questions and len(self.diff.changed) > 1:
            return self.say("diff.cause.many")
        names = cause.questions or self.diff.changed
        asks = ", ".join(self.quoted(name) for name in names)
        return self.say(f"diff.cause.answer{'' if len(names) == 1 else 's'}", asks=asks)

    def quoted(self, name: str) -> str:
        return self.say("diff.quoted", ask=one_line(self.phrases.question(name).ask))

    def changed(self) -> Iterator[Entry]:
        """Yield what is different: the day, the rules, each answer."""
        old, new = self.diff.old, self.diff.new
        if old.as_of != new.as_of:
            text = self.say("diff.from_to", before=old.as_of, after=new.as_of)
            yield Entry(self.say("diff.lead.day"), text)
        if old.rules_version != new.rules_version:
            text = self.say("diff.from_to", before=old.rules_version, after=new.rules_version)
            yield Entry(self.say("diff.lead.rules"), text)
        for name in self.diff.changed:
            before, after = (self.answer(one, name) for one in (old, new))
            value = self.say("diff.from_to", before=before, after=after)
            tag = self.say("diff.idle") if self.idle(name) else ""
            text = self.say("diff.of", what=self.quoted(name), value=value)
            yield Entry(self.say("diff.lead.answer"), text, tag)

    def idle(self, name: str) -> bool:
        """Return whether an answer certainly moved nothing."""
        causes = [cause for move in self.diff.moves for cause in move.causes]
        answers = [cause for cause in causes if cause.kind == "answers"]
        return all(cause.questions and name not in cause.questions for cause in answers)

    def answer(self, one: Side, name: str) -> str:
        if name in one.case.answers:
            text = show(self.phrases, self.rulebook.questions[name], one.case.answers[name])
            return self.phrases.listed(text.split("\n"))
        return self.say(f"diff.{'dont_know' if name in one.case.dont_know else 'not_answered'}")

    def about(self) -> Iterator[Entry]:
        for one, follows in zip((self.diff.old, self.diff.new), self.diff.follows, strict=True):
            key = "diff.side.saved" if one.saved else "diff.side.fresh"
            values = {"rules": one.rules_version, "answers": one.answers_hash}
            day = one.as_of.isoformat()
            text = self.say(key, name=one.name, date=day, engine=one.engine, **values)
            yield Entry("", text)
            if one.saved and not one.case.notes and answers_hash(one.case) != one.answers_hash:
                yield Entry("", self.say("diff.edited", name=one.name))
            if follows is False:
                yield Entry("", self.say("diff.astray", name=one.name))
