"""Open questions in words: what is assumed meanwhile, and the advice by answer."""

from __future__ import annotations

from advisor.knowledge.phrasebook import Phrasebook
from advisor.reasoning.answer_ranges import FIRST_DAY
from advisor.reasoning.assessment import Advice, Assessment, GateStates, Split, Unknown
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.unknowns import without_effect
from advisor.report.answer_text import answers_text

ASSUMED_SHOWN = 4
"""Assumptions that the report names; the explanation names more."""
LONGEST = 60
"""Characters of the answers that change nothing; more are called every other answer."""


def state_line(phrases: Phrasebook, assessment: Assessment) -> str:
    """Return one sentence on whether the advice is settled."""
    return phrases.say("explain.settled" if assessment.settled else "explain.resting")


def assumptions(phrases: Phrasebook, assessment: Assessment) -> tuple[str, ...]:
    """Return what is assumed while questions are open, each text once."""
    asked = (phrases.question(name) for name in assessment.assumptions)
    texts = (one.assumed or phrases.say("explain.assumed", ask=one.ask) for one in asked)
    return tuple(dict.fromkeys(texts))


def affected_titles(phrases: Phrasebook, item: Unknown) -> tuple[str, ...]:
    """Return the titles of the rules that an open question can still affect."""
    return tuple(dict.fromkeys(phrases.rule(rule).title for rule in item.rules))


def assumed_line(phrases: Phrasebook, assessment: Assessment) -> str:
    """Return one sentence on what is assumed, or nothing where the advice is settled."""
    if assessment.settled:
        return ""
    found = assumptions(phrases, assessment)
    # How many questions are open is counted below them.
    more = (phrases.say("explain.assumptions_more"),) if len(found) > ASSUMED_SHOWN else ()
    return f"{phrases.say('explain.granted')} {phrases.listed((*found[:ASSUMED_SHOWN], *more))}."


def no_effect_line(phrases: Phrasebook, assessed: CaseAssessment) -> str:
    """Return how many open questions no longer matter, or nothing."""
    found = without_effect(assessed)
    return phrases.counted("explain.no_effect", len(found)) if found else ""


def split_lines(
    phrases: Phrasebook, assessed: CaseAssessment, item: Unknown, *, moves: bool = False
) -> tuple[tuple[str, str], ...]:
    """Return the advice by answer: the answers, and the advice that follows.

    With ``moves`` without those that change nothing.
    """
    if not item.splits:
        return ()
    if all(split.same for split in item.splits):
        if moves:
            return ()
        return (("", phrases.say("explain.split.together")),)
    found = [
        (answers_text(phrases, assessed.rulebook, item.question, split.answers), split)
        for split in item.splits
    ]
    lines = [
        (_label(phrases, answers), outcome(phrases, assessed.advice, split))
        for answers, split in found
        if not split.same
    ]
    same = phrases.listed(answers for answers, split in found if split.same)
    if same and not moves:
        short = len(same) <= LONGEST
        label = _label(phrases, same) if short else phrases.say("explain.split.otherwise")
        lines.append((label, phrases.say("explain.split.same")))
    return tuple(lines)


def _label(phrases: Phrasebook, answers: str) -> str:
    return phrases.say("explain.split.if", answers=answers)


def outcome(phrases: Phrasebook, advice: Advice, split: Split) -> str:
    """Return what an answer leads to, as far as it is another advice than the present one."""
    parts = []
    if (split.whether, split.when) == advice.verdict:
        parts.append(phrases.say("explain.split.same_advice"))
    else:
        parts.append(phrases.verdict(split.whether, split.when))
    day = _last_day(phrases, split)
    if day and (split.last_day != advice.last_day or split.last_day_to != advice.last_day):
        parts.append(day)
    began, ended = gate_changes(advice.gate_states, split.gates)
    new = [
        phrases.say(
            f"explain.split.gate.{'blocking' if blocking else 'advisory'}",
            gate=phrases.say(f"gate.{gate}"),
        )
        for gate, blocking in began
    ]
    gone = [phrases.say(f"gate.{gate}") for gate in ended]
    if new:
        parts.append(phrases.say("explain.split.first", gates=", ".join(new)))
    if gone:
        parts.append(phrases.say("explain.split.gone", gates=", ".join(gone)))
    return phrases.listed(parts)


def gate_changes(before: GateStates, after: GateStates) -> tuple[GateStates, tuple[str, ...]]:
    """Return the gates that are new or blocking otherwise, and those that are no longer there."""
    new = tuple(state for state in after if state not in before)
    return new, tuple(gate for gate, _ in before if gate not in dict(after))


def _last_day(phrases: Phrasebook, split: Split) -> str:
    if split.last_day is None:
        return ""
    if split.last_day_to is None and split.last_day == FIRST_DAY:
        return phrases.say("explain.split.day_any")
    if split.last_day_to is None:
        return phrases.say("explain.split.day_on", day=split.last_day)
    if split.last_day_to == split.last_day:
        return phrases.say("explain.split.day", day=split.last_day)
    return phrases.say("explain.split.days", first=split.last_day, last=split.last_day_to)
