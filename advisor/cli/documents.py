"""``advisor checklist``, ``letter`` and ``write``: the documents of a case."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli import options

if TYPE_CHECKING:
    from advisor.cli.assessed_case import OpenCase
    from advisor.formats.document_model import Letter

Output = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to this file: .md, .txt, .html, .docx, .csv, .json or .ics (calendar). "
        "- is standard output, as Markdown.",
        show_default=False,
    ),
]
LetterOutput = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to this file: .md, .txt, .html, .docx, .pdf or .eml (draft of an email). "
        "- is standard output, as Markdown.",
        show_default=False,
    ),
]
Letterhead = Annotated[
    Path | None,
    typer.Option(
        "--letterhead",
        metavar="FILE",
        help="Write the letter (.docx) on this letterhead of yours, a .docx: "
        "its paper, headers, footers and styles are kept.",
        show_default=False,
    ),
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Which letter or paper, such as ending, script or lawyer-brief; "
        "otherwise the first letter to the client that the advice calls for.",
        show_default=False,
    ),
]
Annotations = Annotated[
    bool,
    typer.Option(
        "--annotated",
        help="Number each part and say below on which answers and rules it rests, "
        "and which answers are not used.",
    ),
]
Final = Annotated[
    bool,
    typer.Option(
        "--final",
        help="Freeze a copy beside the case, with a record of it. Refused for a draft and "
        "while anything is missing.",
    ),
]
Folder = Annotated[
    Path,
    typer.Option(
        "-o",
        "--output",
        metavar="DIR",
        help="Write into this folder, which is made if it is missing.",
        show_default=False,
    ),
]


def checklist(
    case: options.CaseFile,
    out: Output,
    as_of: options.AsOf = None,
    engine: options.Engines = options.EngineName.auto,
    no_input: options.NoInput = False,
    force: options.Force = False,
    rules: options.Rules = None,
    templates: options.Templates = None,
    lang: options.Lang = None,
) -> None:
    """Write the dated checklist.

    CASE is a case file, or - for standard input.
    """
    from advisor.cli.assessed_case import Setting, open_case
    from advisor.cli.output import deliver, suffix_of
    from advisor.formats.writers import CHECKLIST_FORMATS

    suffix = suffix_of(out, tuple(CHECKLIST_FORMATS))
    opened = open_case(case, Setting(rules, templates, lang, engine.value, as_of, no_input))
    deliver(checklist_bytes(opened, suffix), out, force=force, source=opened.path)


def letter(
    case: options.CaseFile,
    out: LetterOutput,
    kind: Kind = None,
    form: options.LetterForm = None,
    annotated: Annotations = False,
    letterhead: Letterhead = None,
    final: Final = False,
    anyway: options.Anyway = False,
    as_of: options.AsOf = None,
    engine: options.Engines = options.EngineName.auto,
    no_input: options.NoInput = False,
    force: options.Force = False,
    rules: options.Rules = None,
    templates: options.Templates = None,
    lang: options.Lang = None,
) -> None:
    """Write a letter, or a paper around it.

    CASE is a case file, or - for standard input. Where the advice does not
    call for the letter, the command says why.
    """
    from advisor.cli.assessed_case import Setting, open_case
    from advisor.cli.output import deliver, suffix_of
    from advisor.errors import MissingExtra
    from advisor.formats.writers import LETTER_FORMATS

    suffix = suffix_of(out, tuple(LETTER_FORMATS))
    head = read_letterhead(letterhead, suffix)
    opened = open_case(case, Setting(rules, templates, lang, engine.value, as_of, no_input))
    found = written(opened, kind, form, anyway=anyway)
    if final:
        ready(opened, found, annotated=annotated)
    warn_sent(opened, found)
    warn(opened, found.title, found.draft_reasons, "draft")
    warn(opened, found.title, found.missing, "missing")
    if annotated:
        from advisor.letters.annotations import annotated as with_notes

        library, _ = opened.letter_language(found.form)
        found = with_notes(library, opened.assessment, opened.case, found)
    try:
        data = on_paper(found, suffix, head)
    except MissingExtra:
        if final:
            raise
        # What can be written is written all the same.
        beside = str(Path(out).with_suffix(".md"))
        deliver(LETTER_FORMATS[".md"](found), beside, force=force, source=opened.path)
        raise
    if final and finish(opened, found, data, suffix, out, force=force):
        return
    deliver(data, out, force=force, source=opened.path)
    if found.delivery:
        warn(opened, found.title, (found.proves,), "delivery", way=found.delivery)


def ready(opened: OpenCase, letter: Letter, *, annotated: bool) -> None:
    """Raise :class:`AdvisorError` where a letter cannot be made final."""
    from advisor.cli.final_copies import check_case
    from advisor.letters.final_copy import check_final

    check_case(opened)
    kind = opened.library.kinds[letter.kind]
    day = opened.case.answers.get(kind.sent.on) if kind.sent else None
    check_final(
        letter,
        to_client=kind.reader == "client",
        annotated=annotated,
        sent_on=day if isinstance(day, date) else None,
    )


def finish(
    opened: OpenCase, letter: Letter, data: bytes, suffix: str, out: str, *, force: bool
) -> bool:
    """Freeze a letter; true when the file to write holds these very bytes already."""
    from advisor.cli.console import tell
    from advisor.cli.final_copies import freeze
    from advisor.cli.output import STDOUT
    from advisor.files import check_free
    from advisor.knowledge.phrasebook import say

    path = Path(out)
    same = out != STDOUT and path.is_file() and path.read_bytes() == data
    if out != STDOUT and not same:
        # Nothing is frozen for a file that then cannot be written.
        check_free(path, force)
    freeze(opened, letter, data, suffix)
    if same:
        tell(say(opened.library, "cli.final.written", path=out))
    return same


def read_letterhead(path: Path | None, suffix: str) -> bytes | None:
    """Read a letterhead of the user's own. Raises :class:`UsageError` where it has no use."""
    from advisor.errors import AdvisorError, Message, UsageError, one_of, why
    from advisor.formats.writers import LETTERHEAD_FORMATS

    if path is None:
        return None
    if suffix not in LETTERHEAD_FORMATS:
        allowed = one_of(sorted(LETTERHEAD_FORMATS))
        raise UsageError(
            Message("--letterhead needs a letter that ends in {allowed}.", allowed=allowed)
        )
    try:
        return path.read_bytes()
    except OSError as error:
        text = Message("{path} cannot be read: {reason}.", path=path, reason=why(error))
        raise AdvisorError(text) from error


def on_paper(letter: Letter, suffix: str, letterhead: bytes | None = None) -> bytes:
    """Return a letter in the format that a suffix names, on a letterhead if there is one."""
    from advisor.formats.writers import LETTER_FORMATS, LETTERHEAD_FORMATS

    if letterhead is None:
        return LETTER_FORMATS[suffix](letter)
    return LETTERHEAD_FORMATS[suffix](letter, letterhead)


def write(
    case: options.CaseFile,
    out: Folder,
    form: options.LetterForm = None,
    as_of: options.AsOf = None,
    engine: options.Engines = options.EngineName.auto,
    no_input: options.NoInput = False,
    force: options.Force = False,
    rules: options.Rules = None,
    templates: options.Templates = None,
    lang: options.Lang = None,
) -> None:
    """Write all documents the advice calls for.

    CASE is a case file, or - for standard input.
    """
    from advisor.cli.assessed_case import Setting, open_case
    from advisor.cli.output import deliver_all

    opened = open_case(case, Setting(rules, templates, lang, engine.value, as_of, no_input))
    papers = letters(opened, form)
    deliver_all(documents(opened, papers), out, force=force)
    warn_of(opened, papers)


def checklist_bytes(opened: OpenCase, suffix: str = ".md") -> bytes:
    """Return the checklist in the format that a suffix names."""
    from advisor.formats.writers import CHECKLIST_FORMATS
    from advisor.letters.checklist import checklist as checklist_of

    return CHECKLIST_FORMATS[suffix](checklist_of(opened.phrases, opened.assessed))


def written(
    opened: OpenCase, kind: str | None = None, form: str | None = None, *, anyway: bool = False
) -> Letter:
    """Return a letter of some kind, or the first that the advice calls for."""
    from advisor.letters.letter import letter as write_letter

    library, form = opened.letter_language(form)
    return write_letter(library, opened.assessment, opened.case, kind, form, anyway=anyway)


def letter_bytes(opened: OpenCase, kind: str | None = None, form: str | None = None) -> bytes:
    """Return a letter as Markdown, and say on standard error what it still lacks."""
    from advisor.formats.writers import LETTER_FORMATS

    found = written(opened, kind, form)
    warn(opened, found.title, found.draft_reasons, "draft")
    warn(opened, found.title, found.missing, "missing")
    return LETTER_FORMATS[".md"](found)


def letters(opened: OpenCase, form: str | None = None) -> tuple[Letter, ...]:
    """Return every letter and paper that the advice calls for, in their order."""
    return tuple(written(opened, kind, form) for kind in opened.letter_kinds())


def documents(opened: OpenCase, papers: tuple[Letter, ...]) -> dict[str, bytes]:
    """Return the report, the checklist and some letters, by file name."""
    from advisor.cli.assess import document
    from advisor.formats.writers import LETTER_FORMATS

    found = {"report.md": document(opened, ".md"), "checklist.md": checklist_bytes(opened)}
    found.update((f"{paper.kind}.md", LETTER_FORMATS[".md"](paper)) for paper in papers)
    return found


def warn_of(opened: OpenCase, papers: tuple[Letter, ...]) -> None:
    """Say on standard error what some letters still lack, each point once."""
    for key in ("draft", "missing"):
        lines: dict[str, list[str]] = {}
        for paper in papers:
            for line in paper.draft_reasons if key == "draft" else paper.missing:
                lines.setdefault(line, []).append(paper.title)
        for titles in dict.fromkeys(tuple(titles) for titles in lines.values()):
            told = tuple(line for line, of in lines.items() if tuple(of) == titles)
            warn(opened, ", ".join(titles), told, key)


def warn(opened: OpenCase, name: str, lines: tuple[str, ...], key: str, **more: str) -> None:
    """Say on standard error what is to be known about a letter."""
    from advisor.cli.console import tell
    from advisor.knowledge.phrasebook import say

    if lines:
        tell(say(opened.library, f"cli.letter.{key}", name=name, **more))
        for line in lines:
            tell(f"  {line}")


def warn_sent(opened: OpenCase, letter: Letter) -> None:
    """Say on standard error that a letter of this kind was sent, and when."""
    from advisor.casefile.answers import show
    from advisor.cli.console import tell
    from advisor.letters.selection import was_sent
    from advisor.locale.formatting import inside

    sent = opened.library.kinds[letter.kind].sent
    if sent is None or not was_sent(opened.library.kinds[letter.kind], opened.assessment.facts):
        return
    answers, phrases = opened.case.answers, opened.phrases
    day, way = answers.get(sent.on), answers.get(sent.by)
    on = phrases.day(day) if isinstance(day, date) else "-"
    how = (
        inside(show(phrases, opened.library.questions[sent.by], way), phrases.language)
        if way
        else "-"
    )
    tell(phrases.say("cli.letter.sent", name=letter.title, date=on, how=how))
