"""Letters: from an assessment to the parts of a letter, ready for any format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from advisor.conditions import evaluate
from advisor.documents import letter_checks, letter_parts, prose
from advisor.documents.formats.markdown import escape
from advisor.documents.letter_facts import letter_facts, values, without
from advisor.documents.letter_grammar import FORMS
from advisor.documents.words import say
from advisor.errors import AdvisorError, Place, nearest, one_of
from advisor.knowledge.content import LetterKind, Library
from advisor.model import Assessment, Case, Facts

Form = Literal["en-US", "en-GB"]


@dataclass(frozen=True)
class Part:
    """One piece of the body. Pieces of the same ``order`` form one paragraph."""

    id: str
    order: int
    text: str
    """Markdown, with every value escaped."""
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """A letter in its parts. All but ``paragraphs`` is plain text, not yet escaped."""

    kind: str
    form: str
    title: str
    letterhead: tuple[str, ...]
    date: str
    recipient: tuple[str, ...]
    delivery: str
    """How it is sent, as it stands above the letter."""
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
    placeholders: tuple[str, ...] = ()
    """What may stand in the place of a name or an address."""
    frame: str = field(default="", repr=False)
    """The template that puts the parts in the order of the form."""

    @property
    def body(self) -> str:
        """The paragraphs as Markdown."""
        return letter_parts.join([(part.order, part.text) for part in self.paragraphs])

    @property
    def words(self) -> int:
        """How many words the body has."""
        return len(self.body.split())


def letter(
    library: Library,
    assessment: Assessment,
    case: Case,
    kind: str = "ending",
    form: str | None = None,
    *,
    anyway: bool = False,
) -> Letter:
    """Write a letter of some kind about a case.

    Without a ``form`` the answer about it counts, else the governing law. Raises
    :class:`AdvisorError` for a kind or form there is not, and, unless ``anyway``,
    for a letter that the advice does not call for.
    """
    wanted = _kind(library, kind)
    unsuitable = _unsuitable(library, wanted, assessment)
    if unsuitable and not anyway:
        raise AdvisorError(unsuitable)
    facts = letter_facts(library, assessment, case)
    form = form_of(facts, form)
    flagged = letter_checks.flagged(library, facts)
    facts = without(facts, flagged.left_out)
    parts = paragraphs(library, facts, wanted, assessment, form)
    ends = letter_parts.ends(library, facts, assessment.as_of, form)
    body = letter_parts.join([(part.order, part.text) for part in parts])
    missing = (*letter_checks.missing(library, facts, body, form), *flagged.sentences)
    reasons = tuple(
        say(library, "letter.draft_reason", gate=library.texts[f"gate.{gate.id}"], why=why)
        for gate in assessment.advice.gates
        if gate.blocking
        for why in gate.because[:1]
    )
    return Letter(
        kind=kind,
        form=form,
        title=wanted.title,
        paragraphs=parts,
        draft=bool(reasons),
        draft_reasons=reasons,
        missing=missing,
        unsuitable=unsuitable,
        marks=_marks(library, reasons, unsuitable, unfinished=bool(missing)),
        to_do=say(library, "letter.to_do"),
        placeholders=letter_parts.placeholders(library),
        frame=_frame(library, form),
        **ends,
    )


def paragraphs(
    library: Library, facts: Facts, kind: LetterKind, assessment: Assessment, form: str
) -> tuple[Part, ...]:
    """Return the pieces of the body that these facts call for, in order."""
    shown = values(library, facts, assessment.as_of, form)
    found = (
        Part(
            id=paragraph.id,
            order=paragraph.order,
            text=prose.tidy(prose.fill(paragraph.template, shown, paragraph.place)),
            sources=paragraph.sources,
        )
        for paragraph in library.paragraphs
        if paragraph.letter == kind.id and evaluate(paragraph.when, facts) is True
    )
    return tuple(part for part in found if part.text)


def form_of(facts: Facts, form: str | None = None) -> str:
    """Return the form asked for, else the one answered, else the governing law's."""
    if form is not None:
        if form not in FORMS:
            raise AdvisorError(
                f"There is no letter form {form!r}; allowed: {one_of(FORMS)}."
                + nearest(form, FORMS)
            )
        return form
    answered = facts.known.get("letter_form")
    if answered in FORMS:
        return str(answered)
    return "en-US" if str(facts.known.get("governing_law", "")).startswith("us_") else "en-GB"


def _kind(library: Library, name: str) -> LetterKind:
    kind = library.kinds.get(name)
    if kind is None:
        names = sorted(library.kinds)
        raise AdvisorError(
            f"There is no letter {name!r}; allowed: {one_of(names)}.{nearest(name, names)}"
        )
    return kind


def _unsuitable(library: Library, kind: LetterKind, assessment: Assessment) -> str:
    if evaluate(kind.when, assessment.facts) is True:
        return ""
    advice = library.texts[f"whether.{assessment.advice.whether}"]
    return say(library, "letter.unsuitable", otherwise=kind.otherwise, advice=advice)


def _marks(
    library: Library, reasons: tuple[str, ...], unsuitable: str, *, unfinished: bool
) -> tuple[str, ...]:
    marks = []
    if reasons:
        marks.append(say(library, "letter.mark.draft", why=" ".join(reasons)))
    if unsuitable:
        marks.append(say(library, "letter.mark.not_advised", why=unsuitable))
    if unfinished and not marks:
        marks.append(say(library, "letter.mark.unfinished"))
    return tuple(marks)


def _frame(library: Library, form: str) -> str:
    name = f"letter/frame-{form}.md.j2"
    if name not in library.templates:
        raise AdvisorError(f"The template {name!r} is missing in templates/{library.language}/.")
    return library.templates[name]


def render_markdown(letter: Letter) -> str:
    """Return a letter as Markdown, its marks in the first and the last line."""

    def plain(texts: tuple[str, ...]) -> tuple[str, ...]:
        # Our own placeholders keep their brackets, so that they are easily found.
        return tuple(text if text in letter.placeholders else escape(text) for text in texts)

    shown = {
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
    language = letter.form.partition("-")[0]
    place = Place(f"templates/{language}/letter/frame-{letter.form}.md.j2", 1, 1)
    return prose.fill(letter.frame, shown, place).strip("\n") + "\n"
