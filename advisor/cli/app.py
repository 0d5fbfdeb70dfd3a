"""The commands, put together. What they do is imported when they run."""

from __future__ import annotations

import contextlib
import io
import sys
from typing import Annotated

import typer

from advisor.cli import (
    assess,
    demo,
    diff,
    documents,
    explain,
    proofread,
    questions,
    record_dispatch,
    rules,
    start,
    whatif,
)
from advisor.cli.error_boundary import Edge

HELP = """Decide whether, when and how to end a client relationship, and do the paperwork.

Everything runs on this machine; nothing is sent anywhere."""

EPILOG = """Exit codes: 0 done, 1 expected failure, 2 wrong usage, 3 unexpected failure,
4 answers incomplete under --no-input, 130 interrupted."""

app = typer.Typer(
    name="advisor",
    cls=Edge,
    help=HELP,
    epilog=EPILOG,
    no_args_is_help=True,
    # Plain help reads well everywhere and starts faster. Tracebacks are written
    # by advisor.cli.crash alone: those of Typer show local variables.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("start")(start.start)
app.command("demo")(demo.demo)
app.command("assess")(assess.assess)
app.command("whatif")(whatif.whatif)
app.command("explain")(explain.explain)
app.command("checklist")(documents.checklist)
app.command("letter")(documents.letter)
app.command("sent")(record_dispatch.sent)
app.command("write")(documents.write)
app.command("proofread")(proofread.proofread)
app.command("diff")(diff.diff)
app.add_typer(rules.app, name="rules")
app.command("questions")(questions.questions)


@app.callback(invoke_without_command=True)
def advisor(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version, the rules and the engine in use."),
    ] = False,
) -> None:
    """Show the version; everything else is done by a command."""
    if version:
        typer.echo(versions())
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


def versions() -> str:
    """Return the versions of the package, of the rules and of the engine in use."""
    from advisor import __version__
    from advisor.engine import available
    from advisor.knowledge.load import Roots, fingerprint

    roots = Roots.default()
    engine = available("auto").name
    return f"advisor {__version__}\nrules {__version__}+{fingerprint(roots)}\nengine {engine}"


def run() -> None:
    """Run the command line and exit with its code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows a question mark instead.
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(OSError, ValueError):
                stream.reconfigure(errors="replace")
    app(prog_name="advisor")
