"""The sections that make the report a decision aid.

They hold what the criteria of IPDAS for decision aids ask for beside reasons and dates: the
decision and every choice that is open, what staying and leaving give and cost in equal detail,
what happens if nothing is done, and what it is like.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.facts.standing import standing_of
from advisor.knowledge import roles
from advisor.model import Whether
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.outlook import Outlook
from advisor.report.model import Entry, Section, section_of
from advisor.report.sections import SectionWriter

SIDES = ("stay_gains", "stay_harms", "leave_gains", "leave_harms")
LIVING = ("talk", "income", "until", "stay")


def decision_aid(writer: SectionWriter, ahead: Outlook) -> Iterator[Section]:
    """Yield the sections, without those that make no sense in danger or after the end."""
    assessed = writer.assessed
    yield _options(writer)
    open_choice = "keep" in open_rungs(assessed)
    if open_choice:
        yield _told(writer, "weigh", SIDES)
    nothing = (_nothing(writer), *writer.turns(ahead))
    yield section_of(writer.phrases, "aid", "nothing", nothing)
    if open_choice:
        in_writing = assessed.facts.known.get(roles.IN_WRITING) is True
        yield _told(writer, "living", LIVING[1:] if in_writing else LIVING)


def open_rungs(assessed: CaseAssessment) -> tuple[Whether, ...]:
    """Return what the user can choose as things stand, and what is advised.

    In danger there is one thing to do; what has ended can only be settled, with the money that
    is overdue.
    """
    facts, advice = assessed.facts, assessed.advice
    standing = standing_of(facts)
    late = facts.known.get(roles.OVERDUE_DAYS)
    overdue = isinstance(late, (int, Decimal)) and late > 0
    money: tuple[Whether, ...] = ("pause", "collect") if overdue else ()
    found: tuple[Whether, ...]
    if advice.when == "now":
        found = ("end",)
    elif standing in ("ended_by_client", "agreed", "over"):
        found = (*money[1:], "settle")
    elif standing == "notice_given":
        found = (*money, "end")
    else:
        found = ("keep", "wait", "repair", *money, "end", "let_fade")
    return found if advice.whether in found else (*found, advice.whether)


def _options(writer: SectionWriter) -> Section:
    rungs = open_rungs(writer.assessed)
    key = "options" if {"keep", "end"} & {*rungs} else "options_ended"
    section = section_of(writer.phrases, "aid", "options", (_rung(writer, rung) for rung in rungs))
    return replace(section, intro=writer.say(f"aid.intro.{key}", client=writer.client))


def _told(writer: SectionWriter, name: str, parts: tuple[str, ...]) -> Section:
    """Return a section of texts that hold for everybody, each under its name."""
    say = writer.say
    entries = (Entry(say(f"aid.lead.{one}"), say(f"aid.{name}.{one}")) for one in parts)
    return section_of(writer.phrases, "aid", name, entries)


def _rung(writer: SectionWriter, rung: Whether) -> Entry:
    advice = writer.advice
    now = rung == "end" and advice.when == "now"
    tag = writer.say("aid.advised") if rung == advice.whether else ""
    text = writer.say(f"aid.rung.{rung}_now" if now else f"aid.rung.{rung}")
    return Entry(writer.say(f"whether.{rung}"), text, tag)


def _nothing(writer: SectionWriter) -> Entry:
    """Return what happens if nothing is done, as things stand."""
    rungs = open_rungs(writer.assessed)
    danger = writer.advice.when == "now"
    state = "danger" if danger else "ended" if "settle" in rungs else "running"
    return Entry("", writer.say(f"aid.nothing.{state}"))


def written_for(writer: SectionWriter) -> tuple[str, str]:
    """Return who wrote it for whom, and the day of its knowledge with how it is kept up."""
    known_on = date.fromisoformat(writer.say("aid.known_on"))
    return writer.say("aid.written"), writer.say("aid.known", date=known_on)
