"""Letters and papers: from an assessment to their parts, ready for any format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from advisor.errors import AdvisorError, Message, Place, nearest, one_of
from advisor.knowledge.content import Library
from advisor.knowledge.letter_content import LetterKind
from advisor.knowledge.phrasebook import say, word
from advisor.knowledge.rule_text import RuleTexts
from advisor.letters import completeness, envelope, templates
from advisor.letters.body import Part, body_of, paragraphs, reads
from advisor.letters.letter_facts import letter_facts, values, without
from advisor.letters.plan_values import plan_values
from advisor.letters.selection import first_that_holds, held, kind_named, unsuitable, usual
from advisor.locale.formatting import language_of
from advisor.locale.letter_formatting import long_date
from advisor.locale.markdown import escape, one_line
from advisor.model import Case, Day, Facts
from advisor.reasoning.assessment import Assessment


@dataclass(frozen=True)
class Letter:
    """A letter or paper in its parts. All but ``paragraphs`` is plain text, not yet escaped.

    A part that its layout does not have is empty.
    """

    kind: str
    form: str
    title: str
    letterhead: tuple[str, ...]
    date: str
    recipient: tuple[str, ...]
    delivery: str
    """How it is sent, as it stands above the letter."""
    proves: str
    """What that way of sending proves, for the writer of the letter."""
    subject: str
    salutation: str
    paragraphs: tuple[Part, ...]
    closing: str
    signature: tuple[str, ...]
    enclosures: tuple[str, ...]
    cc: tuple[str, ...]
    draft: bool
    """It must not be sent: a gate is blocking."""
    draft_reasons: tuple[str, ...]
    missing: tuple[str, ...]
    """What is lacking before it can be sent."""
    unsuitable: str
    """Why the advice does not call for it; empty when it does."""
    marks: tuple[str, ...]
    """The lines that say above it that it is a draft, not advised or unfinished."""
    to_do: str
    """The heading above what is missing."""
    written_on: Day
    placeholders: tuple[str, ...] = ()
    """What may stand in the place of a name or an address."""
    frame: str = field(default="", repr=False)
    """The template that puts the parts in the order of the form."""
    layout: str = "letter"
    """One of :data:`advisor.knowledge.letter_reader.FRAMES`."""
    paper: str = "a4"
    """``a4``, or ``us-letter`` of 8.5 by 11 inches."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Parts that stand from the middle of the sheet on (``half``) or against its right
    margin (``end``); the others stand at the left margin."""
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Headings and lines below it, for the writer of the letter alone."""
    watermark: str = ""
    """The word across a page that must not be sent."""
    sender: tuple[str, str] = ("", "")
    addressee: tuple[str, str] = ("", "")
    """Name and email address of the sender and of the person it is for, as far as known."""
    last_day: Day | None = None
    """The last day that it names."""
    deadline: Day | None = None
    """The deadline that it sets."""

    @property
    def body(self) -> str:
        """The paragraphs as Markdown, with their headings."""
        return body_of(self.paragraphs)

    @property
    def words(self) -> int:
        """How many words the body has."""
        return len(self.body.split())


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

    Without a ``kind`` it is the first letter to the client that the advice calls
    for. A ``form`` is one of the library's language; without it the answer about it
    counts, else the governing law. Raises :class:`AdvisorError` for a kind or form there
    is not, and, unless ``anyway``, for a letter that the advice does not call for.
    """
    wanted = kind_named(library, kind or usual(library, assessment))
    not_advised = unsuitable(library, wanted, assessment)
    if not_advised and not anyway:
        raise AdvisorError(not_advised)
    facts = letter_facts(library, assessment, case, wanted)
    form = _form(library, facts, form)
    read = reads(library, wanted)
    flagged = completeness.flagged(library, facts, read)
    facts = without(facts, flagged.left_out)
    more = plan_values(library, assessment, facts, form)
    shown = {**values(library, facts, assessment.as_of, form), **more}
    parts = paragraphs(library, facts, wanted, shown)
    plain = {**values(library, facts, assessment.as_of, form, one_line), **more}
    subject = _subject(wanted, facts, plain)
    ends = envelope.ends(library, facts, assessment.as_of, form, wanted, subject)
    missing = completeness.missing(library, facts, wanted, body_of(parts), form, assessment.as_of)
    foreign = completeness.other_language(library, facts, read)
    missing = (*missing, *flagged.sentences, *foreign)
    reasons = _reasons(library, assessment, wanted)
    sent, said = wanted.sent, f"{subject} {body_of(parts)}"
    return Letter(
        kind=wanted.id,
        form=form,
        title=wanted.title,
        paragraphs=parts,
        draft=bool(reasons),
        draft_reasons=reasons,
        missing=missing,
        unsuitable=not_advised,
        marks=_marks(library, wanted, reasons, not_advised, unfinished=bool(missing)),
        to_do=say(library, f"letter.to_do.{wanted.reader}"),
        written_on=assessment.as_of,
        watermark=_watermark(library, wanted, reasons, not_advised),
        **envelope.mail(library, facts, form, wanted),
        placeholders=envelope.placeholders(library),
        frame=_frame(library, wanted.frame, form),
        layout=wanted.frame,
        paper=library.words.get(f"paper.{form}", "a4"),
        places={
            key.removeprefix(f"place.{form}."): place
            for key, place in library.words.items()
            if key.startswith(f"place.{form}.")
        },
        **ends,
        last_day=_named(("last_day",) if sent and sent.last_day else (), facts, said, form),
        deadline=_named(sent.deadlines if sent else (), facts, said, form),
    )


def _named(names: tuple[str, ...], facts: Facts, written: str, form: str) -> Day | None:
    """Return the first of some days that a text really names."""
    for name in names:
        day = facts.known.get(name)
        if isinstance(day, Day) and escape(long_date(day, form)) in written:
            return day
    return None


def _subject(kind: LetterKind, facts: Facts, shown: Mapping[str, Any]) -> str:
    row = first_that_holds(kind.subject, facts)
    return one_line(templates.fill(row.text, shown, kind.place)) if row else kind.title


def _reasons(library: Library, assessment: Assessment, kind: LetterKind) -> tuple[str, ...]:
    """Return why a paper has to wait: one reason for each gate that holds it back."""
    texts = RuleTexts(library, assessment.facts)
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
    if frame_name("letter", form) not in library.templates:
        start, end = frame_name("letter", f"{library.language}-|").split("|")
        there = [name for name in library.templates if name.startswith(start)]
        forms = sorted(f"{library.language}-{name[len(start) : -len(end)]}" for name in there)
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
    """Return the word across the page. What stays with the user has none."""
    if kind.reader != "client" or not (reasons or not_advised):
        return ""
    return say(library, f"letter.watermark.{'draft' if reasons else 'not_advised'}")


def frame_name(layout: str, form: str) -> str:
    """Return the template of a layout: a letter has one for each form, the rest have one."""
    return f"letter/frame-{form if layout == 'letter' else layout}.md.j2"


def _frame(library: Library, layout: str, form: str) -> str:
    name = frame_name(layout, form)
    if name not in library.templates:
        parts = {"name": repr(name), "place": f"templates/{library.language}/"}
        raise AdvisorError(Message("The template {name} is missing in {place}.", **parts))
    return library.templates[name]


def frame_values(letter: Letter) -> dict[str, Any]:
    """Return the parts of a letter under the names that frames use, escaped for Markdown."""

    def plain(texts: tuple[str, ...]) -> tuple[str, ...]:
        # Our own placeholders keep their brackets, so that they are easily found.
        return tuple(text if text in letter.placeholders else escape(text) for text in texts)

    return {
        "form": letter.form,
        "marks": plain(letter.marks),
        "last_mark": plain(letter.marks[:1]) if letter.draft or letter.unsuitable else (),
        "letterhead": plain(letter.letterhead),
        "date": escape(letter.date),
        "recipient": plain(letter.recipient),
        "delivery": escape(letter.delivery),
        "subject": escape(letter.subject),
        "salutation": escape(letter.salutation),
        "body": letter.body,
        "closing": escape(letter.closing),
        "signature": plain(letter.signature),
        "enclosures": plain(letter.enclosures),
        "cc": plain(letter.cc),
        "to_do": escape(letter.to_do),
        "missing": plain(letter.missing),
    }


def fill_frame(letter: Letter, shown: Mapping[str, Any]) -> str:
    """Return the parts of a letter, as Markdown, in the order that its frame gives."""
    language = letter.form.partition("-")[0]
    place = Place(f"templates/{language}/{frame_name(letter.layout, letter.form)}", 1, 1)
    return templates.fill(letter.frame, shown, place).strip("\n") + "\n"


def render_markdown(letter: Letter) -> str:
    """Return a letter as Markdown, its marks in the first and the last line."""
    written = fill_frame(letter, frame_values(letter))
    for heading, lines in letter.notes:
        items = "".join(f"- {escape(line)}\n" for line in lines)
        written += f"\n---\n\n**{escape(heading)}**\n\n{items}"
    return written
