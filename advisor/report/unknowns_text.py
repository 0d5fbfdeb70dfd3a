"""Open questions in words: what is assumed meanwhile, and the advice by answer."""

from __future__ import annotations

from datetime import date

from advisor.knowledge.content import Library
from advisor.knowledge.phrasebook import label_of, say
from advisor.locale import formatting
from advisor.reasoning.assessment import Advice, Assessment, Split, Unknown
from advisor.reasoning.unknowns import SHOWN, without_effect
from advisor.report.answer_text import answers_text

LONGEST = 60
"""Letters of the answers that change nothing; more are called every other answer."""


def state_line(library: Library, assessment: Assessment) -> str:
    """Say in one sentence whether the advice is settled."""
    return say(library, "explain.settled" if assessment.settled else "explain.resting")


def assumptions(library: Library, assessment: Assessment) -> tuple[str, ...]:
    """Return what is assumed while questions are open, each text once."""
    asked = (library.questions[name] for name in assessment.assumptions)
    texts = (one.assumed or say(library, "explain.assumed", ask=one.ask) for one in asked)
    return tuple(dict.fromkeys(texts))


def matters_of(library: Library, item: Unknown) -> tuple[str, ...]:
    """Return the titles of the rules that an open question can still affect."""
    return tuple(dict.fromkeys(library.phrases.title(rule) for rule in item.rules))


def assumption_lines(
    library: Library, assessment: Assessment, limit: int | None = SHOWN
) -> tuple[str, ...]:
    """Return what is assumed, each as a line, and how many more there are."""
    found = assumptions(library, assessment)
    shown = found[:limit]
    left = len(found) - len(shown)
    more = (say(library, "explain.assumptions_more", n=str(left)),) if left else ()
    return (*shown, *more)


def assumed_line(library: Library, assessment: Assessment) -> str:
    """Return one sentence on what is assumed, or nothing where the advice is settled."""
    if assessment.settled:
        return ""
    assumed = library.texts["mark.between"].join(assumption_lines(library, assessment))
    return f"{say(library, 'explain.granted')} {assumed}."


def no_effect_line(library: Library, assessment: Assessment, *, names: bool = False) -> str:
    """Say how many open questions no longer matter, or nothing; with ``names`` which."""
    found = without_effect(library, assessment)
    if not found:
        return ""
    key = f"explain.no_effect.{formatting.plural(len(found), library.language)}"
    line = say(library, key, n=str(len(found)))
    if not names:
        return line
    return " ".join((line, *(library.questions[name].ask for name in found)))


def split_lines(library: Library, advice: Advice, item: Unknown) -> tuple[tuple[str, str], ...]:
    """Return the advice by answer: what is answered, and what then holds."""
    if not item.splits:
        return ()
    if all(split.same for split in item.splits):
        return (("", say(library, "explain.split.together")),)
    told = [(answers_text(library, item.question, split.answers), split) for split in item.splits]
    lines = [
        (_label(library, answers), outcome(library, advice, split))
        for answers, split in told
        if not split.same
    ]
    between = library.texts["mark.between"]
    same = between.join(answers for answers, split in told if split.same)
    if same and len(same) <= LONGEST:
        lines.append((_label(library, same), say(library, "explain.split.same")))
    elif same:
        lines.append((say(library, "explain.split.otherwise"), say(library, "explain.split.same")))
    return tuple(lines)


def _label(library: Library, answers: str) -> str:
    return say(library, "explain.split.if", answers=answers)


def outcome(library: Library, advice: Advice, split: Split) -> str:
    """Say what an answer leads to, as far as it is another advice than the present one."""
    parts = []
    texts = library.texts
    if (split.whether, split.when) == (advice.whether, advice.when):
        parts.append(say(library, "explain.split.same_advice"))
    else:
        words = texts[f"whether.{split.whether}"]
        if split.when:
            words = say(library, "report.timed", whether=words, when=texts[f"when.{split.when}"])
        parts.append(words)
    day = _last_day(library, split)
    if day and (split.last_day != advice.last_day or split.last_day_to != advice.last_day):
        parts.append(day)
    present = {gate.id: gate.blocking for gate in advice.gates}
    new = [
        say(
            library,
            f"explain.split.gate.{'blocking' if blocking else 'advisory'}",
            gate=texts[f"gate.{gate}"],
        )
        for gate, blocking in split.gates
        if present.get(gate) is not blocking
    ]
    gone = [texts[f"gate.{gate}"] for gate in present if gate not in dict(split.gates)]
    if new:
        parts.append(say(library, "explain.split.first", gates=", ".join(new)))
    if gone:
        parts.append(say(library, "explain.split.gone", gates=", ".join(gone)))
    return library.texts["mark.between"].join(parts)


def _last_day(library: Library, split: Split) -> str:
    if split.last_day is None:
        return ""
    first = _day(library, split.last_day)
    if split.last_day_to is None:
        return say(library, "explain.split.day_on", day=first)
    if split.last_day_to == split.last_day:
        return say(library, "explain.split.day", day=first)
    return say(library, "explain.split.days", first=first, last=_day(library, split.last_day_to))


def _day(library: Library, day: date) -> str:
    return formatting.long_date(day, library.language)


def unknowns_text(library: Library, assessment: Assessment, limit: int | None = SHOWN) -> str:
    """Return everything about what is open as plain text."""
    lines = [state_line(library, assessment)]
    if not assessment.settled:
        lines.append(say(library, "explain.granted"))
        lines += [f"  - {line}" for line in assumption_lines(library, assessment, limit)]
    for item in assessment.unknowns[:limit]:
        question = library.questions[item.question]
        lines += ["", question.ask]
        if question.where:
            lines.append(
                f"  {label_of(library, library.texts['report.note.where'])}{question.where}"
            )
        for label, text in split_lines(library, assessment.advice, item):
            lines.append(f"  {label_of(library, label)}{text}")
    left = len(assessment.unknowns) - len(assessment.unknowns[:limit])
    if left > 0:
        key = f"report.more.unknown.{formatting.plural(left, library.language)}"
        lines += ["", say(library, key, count=str(left))]
    line = no_effect_line(library, assessment, names=limit is None)
    return "\n".join([*lines, *(["", line] if line else [])]) + "\n"
