"""The first screen of an interview: files that answer better than memory does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from advisor.cli.error_boundary import explain
from advisor.cli.session import Session
from advisor.errors import AdvisorError, SavedAndStopped
from advisor.locale.folding import fold_words

CONTRACTS = (".docx", ".pdf", ".md", ".eml", ".txt")
"""Suffixes of a contract. A table of invoices that ends in .txt is given to the command."""


def offer_files(session: Session) -> None:
    """Ask for invoices and the contract before the first question of a new case, and read them.

    Only where somebody sits there. A file that cannot be read is told, and another may be named.
    """
    new = not session.case.answers and not session.case.evidence
    if not (new and session.prompter.interactive):
        return
    session.prompter.say(session.text("files"), "question")
    while True:
        try:
            line = session.prompter.ask(session.text("files_prompt")).strip().strip("'\"")
        except EOFError:
            return
        if line == "!":
            saved = session.path.exists()
            stopped = SavedAndStopped(
                session.text("kept", path=str(session.path))
                if saved
                else session.library.phrases.say("interview.saved_nothing")
            )
            stopped.exit_code = 0
            raise stopped
        if line == "?":
            session.prompter.say(session.text("files"), "question")
            continue
        if line in ("", "-") or _is_none(session, line):
            return
        path = Path(line).expanduser()
        try:
            if path.suffix.lower() in CONTRACTS:
                read_contract(session, path)
            else:
                read_invoices(session, path)
        except AdvisorError as error:
            explain(error)


def _is_none(session: Session, line: str) -> bool:
    """Return whether a line says in words that there is no file, and names none."""
    typed, word = session.library.phrases.language.typed, fold_words(line)
    says = word in typed.none or typed.yes_no.get(word) is False
    return says and not Path(line).exists()


def read_contract(session: Session, path: Path) -> None:
    """Put what a contract says to the user, and go on with what was confirmed."""
    from advisor.casefile.casefile import read_case
    from advisor.cli.contract import confirm_file

    confirm_file(session.library, session.setting, session.case, str(path))
    if session.path.exists():
        session.case = read_case(session.path, session.library)


def read_invoices(session: Session, path: Path) -> None:
    """Read a file of invoices into the case of a session, say what it shows, and save it."""
    from advisor.cli.invoice_answers import answered_lines, decided
    from advisor.cli.invoice_import import Importing
    from advisor.cli.invoice_wishes import Wishes

    importing = Importing(session.library, session.case, session.setting, Wishes())
    importing.read(path)
    case = session.dated(replace(session.case, evidence=importing.evidence))
    case = decided(session.library, case, importing.as_of, importing.ask)
    for out, text in importing.kept.items():
        importing.keep(out, text)
    session.save(case)
    for line in (*importing.lines, *answered_lines(session.library, case, importing.as_of)):
        session.prompter.say(line)
