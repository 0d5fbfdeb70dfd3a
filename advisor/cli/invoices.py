"""``advisor invoices``: read exports of invoices into the case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from advisor.cli.options import CaseFile, Setting, with_setting

TABLES = (".csv", ".tsv", ".json", ".xlsx", ".xlsm", ".xls", ".ods")
Files = Annotated[list[str] | None, typer.Argument(metavar="[FILE]...", show_default=False)]


@with_setting("as_of", "plain", "color", "no_input")
def invoices(
    case: CaseFile,
    setting: Setting,
    files: Files = None,
    client: Annotated[
        list[str] | None,
        typer.Option("--client", metavar="NAME", help="The client, of several in a file."),
    ] = None,
    dates: Annotated[
        str | None,
        typer.Option("--dates", metavar="ORDER", help="day or month: what 3/4/2026 begins with."),
    ] = None,
    terms: Annotated[
        int | None,
        typer.Option("--terms", metavar="DAYS", help="Days to pay, where there is no due date."),
    ] = None,
    currency: Annotated[
        str | None,
        typer.Option("--currency", metavar="CODE", help="The currency of sums that name none."),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", help="How the text is encoded, as cp1252."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="NAME=HEADING", help="What a column of a table means."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Take the proposed columns unasked.")] = False,
    set_aside: Annotated[
        list[str] | None,
        typer.Option("--set-aside", metavar="NUMBER", help="Leave this invoice out, as disputed."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be read, and write nothing.")
    ] = False,
) -> None:
    """Read exports of your invoices into a case, and say what they show.

    CASE is a case file, and is made if there is none. FILE is a table as CSV, XLSX, XLS, ODS
    or JSON, as an accounting program exports it: Xero, QuickBooks Online, FreshBooks, Harvest,
    Zoho Books, Wave, Invoice Ninja, Invoice2go, Holded, Quaderno, Cegid and Stripe are known.
    The columns of any other table are proposed, and kept in a file beside it once you have
    agreed. Questions that the invoices answer are not asked any more. Reading the same or a
    longer export again adds only what is new. Without a FILE it shows what the invoices in the
    case say.
    """
    from dataclasses import replace

    from advisor.casefile.saving import save_case
    from advisor.cli.console import notify, write_lines
    from advisor.cli.contract import case_or_new
    from advisor.cli.invoice_answers import answered_lines, decided
    from advisor.cli.invoice_import import Importing
    from advisor.cli.invoice_wishes import Wishes
    from advisor.errors import CommandLine, Message, UsageError
    from advisor.evidence.adding import set_aside as aside
    from advisor.evidence.answers import with_evidence
    from advisor.locale.control_characters import shell_word

    path, library = Path(case), setting.library()
    if path.suffix.lower() in TABLES and not files:
        command = CommandLine(f"advisor invoices CASE {shell_word(case)}")
        raise UsageError(Message("Name the case before the file: {command}", command=command))
    before = case_or_new(library, setting, case)
    wishes = Wishes.of(
        client, dates, terms, currency, column, encoding=encoding, yes=yes, dry_run=dry_run
    )
    importing = Importing(library, before, setting, wishes)
    for name in files or ():
        importing.read(Path(name))
    evidence, absent = aside(importing.evidence, set_aside or ())
    if absent:
        raise UsageError(Message("There is no invoice {number}.", number=repr(absent[0])))
    after = with_evidence(library, replace(before, evidence=evidence), importing.as_of)
    if importing.asks:
        after = decided(library, after, importing.as_of, importing.until)
    lines = [*importing.lines, *([""] if importing.lines else [])]
    if not evidence.invoices:
        raise UsageError(Message("There are no invoices in {path}; name a file.", path=path))
    lines += answered_lines(library, after, importing.as_of)
    if not dry_run:
        for out, text in importing.kept.items():
            importing.keep(out, text)
        saved = save_case(path, after, library, before)
        for told in saved.messages(path, library):
            notify(told)
    write_lines("\n".join(lines))
    if dry_run:
        notify(library.phrases.say("invoices.dry"))
