"""Letters and papers of an assessment, complete for any format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from advisor.errors import AdvisorError, Message, nearest, one_of
from advisor.formats.document_model import Letter
from advisor.knowledge import roles
from advisor.knowledge.letter_content import Frame, LetterKind
from advisor.knowledge.phrasebook import Phrasebook
from advisor.knowledge.rule_text import RuleTexts
from advisor.letters import completeness, envelope, templates
from advisor.letters.letter_body import body_of, in_its_words, paragraphs, reads
from advisor.letters.letter_facts import LetterCase, letter_facts, on_its_way, without
from advisor.letters.needs import leaves_day_open
from advisor.letters.selection import (
    first_that_holds,
    kind_named,
    suggested_kind,
    unsuitable,
    waits_for,
)
from advisor.letters.template_values import template_values
from advisor.locale.formatting import language_of, years_closed
from advisor.locale.markdown import escape, one_line
from advisor.model import Day, Facts
from advisor.reasoning.assessment import Advice
from advisor.reasoning.case_assessment import CaseAssessment


def letter(
    phrases: Phrasebook,
    assessed: CaseAssessment,
    kind: str | None = None,
    form: str | None = None,
    *,
    anyway: bool = False,
) -> Letter:
    """Write a letter or paper of some kind about a case.

    Without a ``kind`` it is the first letter to the client that the advice calls for. A
    ``form`` is one of the phrasebook's language; by default the form answered, else that of the
    governing law. Raises :class:`AdvisorError` for an unknown kind or form, and, unless
    ``anyway``, for a letter that the advice does not call for.
    """
    wanted = kind_named(phrases, kind or suggested_kind(phrases, assessed.assessment))
    not_advised = unsuitable(phrases, wanted, assessed.assessment)
    if not_advised and not anyway:
        raise AdvisorError(not_advised)
    facts, dispatch = letter_facts(assessed, wanted), on_its_way(assessed, wanted)
    about = LetterCase(
        phrases,
        assessed.rulebook,
        facts,
        wanted,
        _form(phrases, facts, form),
        assessed.as_of,
        dispatch,
        assessed.case.evidence.journal,
    )
    read = reads(phrases, wanted)
    flagged = completeness.flagged(about, read)
    about = replace(about, facts=without(facts, flagged.left_out))
    parts = paragraphs(about, template_values(about, assessed.assessment))
    plain = template_values(about, assessed.assessment, one_line)
    subject = _subject(about, plain)
    frame = _frame(phrases, wanted.frame, about.form)
    body = body_of(parts)
    foreign = completeness.other_language(about, read)
    sent, text = wanted.sent, f"{subject} {body}"
    lacks = [*completeness.missing(about, body, plain), *_open_day(phrases, assessed.advice, text)]
    missing = (*lacks, *flagged.sentences, *foreign)
    reasons = _reasons(phrases, assessed, wanted)
    return Letter(
        kind=wanted.id,
        form=about.form,
        title=wanted.title,
        paragraphs=parts,
        body=body,
        draft=bool(reasons),
        draft_reasons=reasons,
        missing=missing,
        unsuitable=not_advised,
        marks=_marks(about, reasons, not_advised, unfinished=bool(missing)),
        to_do=about.say(f"letter.to_do.{wanted.reader}"),
        written_on=about.as_of,
        watermark=_watermark(about, reasons, not_advised),
        before_numbers=about.language.written.before_numbers,
        placeholders=envelope.placeholders(phrases),
        frame=frame,
        layout=wanted.frame,
        pages=wanted.pages,
        **envelope.envelope_of(about, subject, frame),
        last_day=_named(about, (roles.LAST_DAY,) if sent and sent.last_day else (), text),
        deadline=_named(about, sent.deadlines if sent else (), text),
    )


def _open_day(phrases: Phrasebook, advice: Advice, text: str) -> Iterator[str]:
    """Yield what to find out for a last day that a text leaves open."""
    if phrases.words.get("placeholder.last_day", text + " ") in text:
        end = phrases.last_day(None, advice.not_before, advice.needs) if advice.needs else ""
        yield phrases.say("letter.missing.last_day", end=end).rstrip()


def _named(about: LetterCase, names: tuple[str, ...], text: str) -> Day | None:
    """Return the first of some days that a text contains."""
    for day in map(about.get, names):
        if isinstance(day, Day) and escape(about.written(day)) in text:
            return day
    return None


def _subject(about: LetterCase, shown: Mapping[str, Any]) -> str:
    kind = about.kind
    row = first_that_holds(kind.subject, about.facts)
    if row is None:
        return kind.title
    filled = templates.fill(in_its_words(about, row.text), shown, kind.place)
    return years_closed(one_line(filled), about.language)


def _reasons(phrases: Phrasebook, assessed: CaseAssessment, kind: LetterKind) -> tuple[str, ...]:
    """Return one reason for each gate that blocks a paper, and for a last day that is open."""
    texts = RuleTexts(phrases, assessed.rulebook, assessed.facts)
    advice = assessed.advice
    end = (None, advice.not_before, advice.needs)
    open_day = (phrases.last_day(*end),) if leaves_day_open(advice, kind) else ()
    held = (
        phrases.say(
            "letter.draft_reason",
            gate=phrases.ui[f"gate.{gate.id}"],
            why=texts.because(gate.rules[0]),
        )
        for gate in advice.gates
        if waits_for(kind, gate)
    )
    return *held, *open_day


def _form(phrases: Phrasebook, facts: Facts, form: str | None) -> str:
    if form is None:
        return usual_form(phrases, facts)
    forms = sorted(name for name in phrases.frames if name.startswith(f"{phrases.language}-"))
    if form not in forms:
        raise AdvisorError(
            Message(
                "There is no letter form {form}; allowed: {allowed}.{hint}",
                form=repr(form),
                allowed=one_of(forms),
                hint=nearest(form, forms),
            )
        )
    return form


def usual_form(phrases: Phrasebook, facts: Facts) -> str:
    """Return the form answered if it is of the phrasebook's language, else the governing law's."""
    answered = str(facts.known.get(roles.LETTER_FORM, ""))
    if language_of(answered) == phrases.language.code:
        return answered
    return form_of_law(phrases, facts.known.get(roles.GOVERNING_LAW))


def form_of_law(phrases: Phrasebook, law: object) -> str:
    """Return the form of letters that goes with a governing law, the usual one without it."""
    return phrases.word(f"form.{law}", "form.default")


def _marks(
    about: LetterCase, reasons: tuple[str, ...], not_advised: str, *, unfinished: bool
) -> tuple[str, ...]:
    marks = []
    if reasons:
        key = "draft" if about.kind.reader == "client" else "wait"
        marks.append(about.say(f"letter.mark.{key}", why=" ".join(reasons)))
    if not_advised:
        marks.append(about.say("letter.mark.not_advised", why=not_advised))
    if unfinished and not marks:
        marks.append(about.say("letter.mark.unfinished"))
    return tuple(marks)


def _watermark(about: LetterCase, reasons: tuple[str, ...], not_advised: str) -> str:
    """Return the watermark. A paper for the user has none."""
    if about.kind.reader != "client" or not (reasons or not_advised):
        return ""
    return about.say(f"letter.watermark.{'draft' if reasons else 'not_advised'}")


def _frame(phrases: Phrasebook, layout: str, form: str) -> Frame:
    """Return the frame of a layout.

    Papers share a frame between forms; it takes the paper and the places from the letter
    frame of the form.
    """
    own = phrases.frames[form]
    if layout == "letter":
        return own
    shared = phrases.frames.get(layout)
    if shared is None:
        name, place = f"frame-{layout}.yaml", f"templates/{phrases.language}/letter/"
        parts = {"name": repr(name), "place": place}
        raise AdvisorError(Message("The template {name} is missing in {place}.", **parts))
    places = {part.role: part.place for part in own.parts}
    # A heading stays where it is: only a subject line stands where the form has it.
    arranged = (
        part if part.style == "heading" else replace(part, place=places.get(part.role, part.place))
        for part in shared.parts
    )
    return Frame(tuple(arranged), own.paper)
