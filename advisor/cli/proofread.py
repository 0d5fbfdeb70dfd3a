"""``advisor proofread``: what to change in a letter before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli import completion
from advisor.cli.language import language_of_locale
from advisor.cli.options import Setting, assessment_day, with_setting

if TYPE_CHECKING:
    from advisor.cli.assessed_case import OpenCase
    from advisor.knowledge.content import Library
    from advisor.proofreader.background import Background
    from advisor.reading.written import Written

FOUND = 1
"""The exit code when something blocking is found."""
TYPED = ".md"
"""The format that standard input is read in."""

CaseOption = Annotated[
    str | None,
    typer.Option(
        "--case",
        metavar="CASE",
        help="Compare dates, sums and claims with this case file.",
        show_default=False,
        autocompletion=completion.case_files,
    ),
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Which letter it is, such as ending or final-notice; otherwise recognised.",
        show_default=False,
        autocompletion=completion.kinds,
    ),
]
LetterLang = Annotated[
    str | None,
    typer.Option(
        "--letter-lang",
        metavar="LANG",
        parser=language_of_locale,
        help="The language of the letter (two letters); otherwise recognised.",
        show_default=False,
        autocompletion=completion.spoken_languages,
    ),
]


@with_setting("as_of")
def proofread(
    letter: Annotated[str, typer.Argument(metavar="LETTER", show_default=False)],
    setting: Setting,
    case: CaseOption = None,
    kind: Kind = None,
    letter_lang: LetterLang = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object in place of the lines.")
    ] = False,
) -> None:
    """Say what to change in a letter before it is sent.

    LETTER is a letter as it is to be sent, edited or written by hand: .md, .txt, .docx
    or .eml, or - for standard input. Each line names file, line and column; in a .docx
    the line is the paragraph, in an email whose text is base64 that of the decoded
    text. Ends with code 1 when something blocking is found.
    """
    from advisor.cli.assessed_case import open_case
    from advisor.cli.console import notify, write_stdout
    from advisor.locale.control_characters import visible
    from advisor.proofreader.proofread import proofread as read_through
    from advisor.proofreader.remarks_text import proof_json, proof_lines, proof_summary

    library = setting.library()
    written, shown = read(letter)
    language = _language(library, written, letter_lang, shown)
    opened = open_case(case, setting, own_details=True) if case else None
    kind = _kind(library, written, language, kind, opened)
    known = _known(opened, language, kind) if opened else None
    day = opened.as_of if opened else assessment_day(setting.as_of)
    found = library.phrases.kinds.get(kind)
    proof = read_through(written, library.wordlists, language, found, day, known)
    if as_json:
        write_stdout(proof_json(library.phrases, proof, shown).encode())
    else:
        for line in proof_lines(library.phrases, proof, shown):
            write_stdout((visible(line) + "\n").encode())
        for line in proof_summary(library.phrases, proof, shown, compared=known is not None):
            notify(line)
    if proof.blocking:
        raise typer.Exit(FOUND)


def read(name: str) -> tuple[Written, str]:
    """Read a letter from a file, or from standard input as Markdown, with its name."""
    from advisor.cli.assessed_case import read_input
    from advisor.errors import FileProblems
    from advisor.files import read_whole
    from advisor.proofreader.reading import LETTER, read_letter

    data, shown = read_input(
        name, lambda path: read_whole(path, LETTER.packed_bytes, name, FileProblems)
    )
    return read_letter(data, shown, TYPED if shown != name else None), shown


def _language(library: Library, written: Written, asked: str | None, shown: str) -> str:
    from advisor.errors import AdvisorError, Message, UsageError, nearest, one_of
    from advisor.proofreader.letter_layout import language_of

    available = sorted(library.wordlists)
    if asked is None:
        found = language_of(written, library.wordlists, library.phrases.language.code)
        if found is None:
            raise AdvisorError(
                Message(
                    "{name} is not in a language that is read here ({allowed});"
                    " if it is, name it with --letter-lang.",
                    name=shown,
                    allowed=one_of(available),
                )
            )
        return found
    if asked not in available:
        text = Message(
            "There is no language {language} for letters; allowed: {allowed}.{hint}",
            language=repr(asked),
            allowed=one_of(available),
            hint=nearest(asked, available),
        )
        raise UsageError(text)
    return asked


def _kind(
    library: Library, written: Written, language: str, asked: str | None, opened: OpenCase | None
) -> str:
    """Return the kind asked for, else the one recognised, else what the advice calls for."""
    from advisor.errors import AdvisorError, UsageError
    from advisor.letters.selection import kind_named, suggested_kind
    from advisor.proofreader.letter_layout import kind_of, layout_of

    if asked is not None:
        try:
            return kind_named(library.phrases, asked).id
        except AdvisorError as error:
            raise UsageError(error.message) from error
    words = library.wordlists[language]
    found = kind_of(written, layout_of(written, words), words, library.phrases.kinds)
    return found or (suggested_kind(library.phrases, opened.assessment) if opened else "")


def _known(opened: OpenCase, language: str, kind: str) -> Background:
    """Return the background of the case, in the language of the letter where it has texts."""
    from advisor.knowledge.content_paths import languages
    from advisor.letters.case_background import of_case

    known = language in languages(opened.setting.roots())
    phrases = opened.phrases_in(language) if known else opened.phrases
    return of_case(phrases, opened.assessed, kind)
