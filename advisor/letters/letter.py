"""Letters and papers of an assessment, complete for any format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from advisor.errors import AdvisorError, Message, nearest, one_of
from advisor.formats.document_model import Letter, LetterLayout
from advisor.knowledge.content import Library
from advisor.knowledge.letter_content import Frame, LetterKind
from advisor.knowledge.phrasebook import say, word
from advisor.knowledge.rule_text import RuleTexts
from advisor.letters import completeness, envelope, templates
from advisor.letters.body import body_of, paragraphs, reads
from advisor.letters.letter_facts import letter_facts, without
from advisor.letters.selection import first_that_holds, held, kind_named, unsuitable, usual
from advisor.letters.template_values import template_values
from advisor.locale.formatting import language_of
from advisor.locale.letter_formatting import long_date
from advisor.locale.markdown import escape, one_line
from advisor.model import Case, Day, Facts
from advisor.reasoning.assessment import Assessment


def letter(
    library: Library,
    assessment: Assessment,
    case: Case,
    kind: str | None = None,
    form: str | None = None,
    *,
    anyway: bool = False,
) -> Letter:
    """Write a letter or paper of some kind about a case.

    Without a ``kind`` it is the first letter to the client that the advice calls for. A
    ``form`` is one of the library's language; by default the form answered, else that of the
    governing law. Raises :class:`AdvisorError` for an unknown kind or form, and, unless
    ``anyway``, for a letter that the advice does not call for.
    """
    wanted = kind_named(library.phrases, kind or usual(library.phrases, assessment))
    not_advised = unsuitable(library.phrases, wanted, assessment)
    if not_advised and not anyway:
        raise AdvisorError(not_advised)
    facts = letter_facts(library, assessment, case, wanted)
    form = _form(library, facts, form)
    read = reads(library, wanted)
    flagged = completeness.flagged(library, facts, read)
    facts = without(facts, flagged.left_out)
    shown = template_values(library, assessment, facts, form)
    parts = paragraphs(library, facts, wanted, shown)
    plain = template_values(library, assessment, facts, form, one_line)
    subject = _subject(wanted, facts, plain)
    frame = _frame(library, wanted.frame, form)
    around = envelope.envelope_of(
        library.phrases, facts, assessment.as_of, form, wanted, subject, frame
    )
    body = body_of(parts)
    missing = completeness.missing(library, facts, wanted, body, form, assessment.as_of)
    foreign = completeness.other_language(library, facts, read)
    missing = (*missing, *flagged.sentences, *foreign)
    reasons = _reasons(library, assessment, wanted)
    sent, text = wanted.sent, f"{subject} {body}"
    return Letter(
        kind=wanted.id,
        form=form,
        title=wanted.title,
        paragraphs=parts,
        body=body,
        draft=bool(reasons),
        draft_reasons=reasons,
        missing=missing,
        unsuitable=not_advised,
        marks=_marks(library, wanted, reasons, not_advised, unfinished=bool(missing)),
        to_do=say(library, f"letter.to_do.{wanted.reader}"),
        written_on=assessment.as_of,
        watermark=_watermark(library, wanted, reasons, not_advised),
        **envelope.mail(library.phrases, facts, form, wanted),
        placeholders=envelope.placeholders(library.phrases),
        frame=frame,
        layout=cast("LetterLayout", wanted.frame),
        **around,
        last_day=_named(("last_day",) if sent and sent.last_day else (), facts, text, form),
        deadline=_named(sent.deadlines if sent else (), facts, text, form),
    )


def _named(names: tuple[str, ...], facts: Facts, written: str, form: str) -> Day | None:
    """Return the first of some days that a text contains."""
    for name in names:
        day = facts.known.get(name)
        if isinstance(day, Day) and escape(long_date(day, form)) in written:
            return day
    return None


def _subject(kind: LetterKind, facts: Facts, shown: Mapping[str, Any]) -> str:
    row = first_that_holds(kind.subject, facts)
    return one_line(templates.fill(row.text, shown, kind.place)) if row else kind.title


def _reasons(library: Library, assessment: Assessment, kind: LetterKind) -> tuple[str, ...]:
    """Return one reason for each gate that blocks a paper."""
    texts = RuleTexts(library.phrases, library, assessment.facts)
    return tuple(
        say(
            library,
            "letter.draft_reason",
            gate=library.texts[f"gate.{gate.id}"],
            why=texts.because(gate.rules[0]),
        )
        for gate in assessment.advice.gates
        if held(kind, gate)
    )


def _form(library: Library, facts: Facts, form: str | None) -> str:
    if form is None:
        return usual_form(library, facts)
    forms = sorted(name for name in library.frames if name.startswith(f"{library.language}-"))
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


def usual_form(library: Library, facts: Facts) -> str:
    """Return the form answered if it is of the library's language, else the governing law's."""
    answered = str(facts.known.get("letter_form", ""))
    if language_of(answered) == library.language:
        return answered
    return word(library, f"form.{facts.known.get('governing_law', '')}", "form.default")


def _marks(
    library: Library,
    kind: LetterKind,
    reasons: tuple[str, ...],
    not_advised: str,
    *,
    unfinished: bool,
) -> tuple[str, ...]:
    marks = []
    if reasons:
        key = "draft" if kind.reader == "client" else "wait"
        marks.append(say(library, f"letter.mark.{key}", why=" ".join(reasons)))
    if not_advised:
        marks.append(say(library, "letter.mark.not_advised", why=not_advised))
    if unfinished and not marks:
        marks.append(say(library, "letter.mark.unfinished"))
    return tuple(marks)


def _watermark(
    library: Library, kind: LetterKind, reasons: tuple[str, ...], not_advised: str
) -> str:
    """Return the watermark. A paper for the user has none."""
    if kind.reader != "client" or not (reasons or not_advised):
        return ""
    return say(library, f"letter.watermark.{'draft' if reasons else 'not_advised'}")


def _frame(library: Library, layout: str, form: str) -> Frame:
    """Return the frame of a layout.

    Papers share a frame between forms; it takes the paper and the places from the letter
    frame of the form.
    """
    own = library.frames[form]
    if layout == "letter":
        return own
    shared = library.frames.get(layout)
    if shared is None:
        name, place = f"frame-{layout}.yaml", f"templates/{library.language}/letter/"
        parts = {"name": repr(name), "place": place}
        raise AdvisorError(Message("The template {name} is missing in {place}.", **parts))
    places = {part.role: part.place for part in own.parts}
    arranged = (replace(part, place=places.get(part.role, part.place)) for part in shared.parts)
    return Frame(tuple(arranged), own.paper)
