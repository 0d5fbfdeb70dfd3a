"""The first screen of an interview: files that answer better than memory does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from advisor.cli.app import COMMANDS
from advisor.cli.console import notify
from advisor.cli.error_boundary import explain
from advisor.cli.session import Session
from advisor.errors import AdvisorError, SavedAndStopped
from advisor.locale.control_characters import shell_word

CONTRACTS = (".docx", ".pdf", ".md", ".eml", ".txt")
"""Suffixes of a contract. A table of invoices that ends in .txt is given to the command."""


def offer_files(session: Session) -> None:
    """Ask for files of invoices before the first question of a new case, and read them.

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
            stopped = SavedAndStopped(session.text("kept", path=str(session.path)))
            stopped.exit_code = 0
            raise stopped
        if line in ("", "-", "0"):
            return
        path = Path(line).expanduser()
        if path.suffix.lower() in CONTRACTS and "contract" in COMMANDS:
            command = f"advisor contract {shell_word(str(session.path))} {shell_word(str(path))}"
            notify(session.text("files_contract"))
            notify(f"  {command}")
            continue
        try:
            read_invoices(session, path)
        except AdvisorError as error:
            explain(error)


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
