"""The commands, put together. What they do is imported when they run."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from advisor.cli.command import Command
from advisor.cli.console import terminal_width, wrapped, write_lines
from advisor.cli.error_boundary import ErrorBoundary

HELP = """Decide whether, when and how to end a client relationship, and do the paperwork.

Everything runs on this machine; nothing is sent anywhere."""

EPILOG = """Exit codes: 0 done, 1 expected failure, 2 wrong usage, 3 unexpected failure,
4 answers incomplete under --no-input, 130 interrupted."""

COMMANDS = {
    "start": ("start", "Ask the questions, report, and offer the documents."),
    "demo": ("demo", "Show it all on an example that comes along."),
    "assess": ("assess", "Show the advice, its reasons and its dates."),
    "invoices": ("invoices", "Read exports of your invoices into a case, and say what they show."),
    "whatif": ("whatif", "Show what other answers would change, or what would change the advice."),
    "explain": ("explain", "Show the reasoning as a tree, down to your answers."),
    "checklist": ("documents", "Write the dated checklist."),
    "letter": ("documents", "Write a letter, or a paper around it."),
    "note": ("note", "Keep a dated journal of what happens; without TEXT, show it."),
    "sent": ("record_dispatch", "Record that a letter was sent, and when it was received."),
    "write": ("documents", "Write all documents the advice calls for."),
    "contract": ("contract", "Read the contract and propose answers, each with its words."),
    "proofread": ("proofread", "Say what to change in a letter before it is sent."),
    "bundle": (
        "bundle",
        "Gather all that is kept about a client in one archive, for a lawyer or a court.",
    ),
    "diff": ("diff", "Say what moved between two assessments, and what did it."),
    "redact": ("redact", "Write a copy of a case that names nobody and decides the same."),
    "forget": ("forget", "Remove a case and all that this program kept beside it."),
    "profile": ("profile", "Show, edit or clear your own details, which every letter uses."),
    "questions": ("questions", "List the questions, or write an empty case."),
    "rules": (
        "rules",
        "List, show, check, test, walk, draw and translate the rules, and write their schemas.",
    ),
}
"""Command to its module and to its line in the list of commands.

A module is imported when its command runs or its help is shown.
"""


class Commands(ErrorBoundary):
    """The commands, each built when it is asked for."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        # The names alone are needed to suggest one for a mistyped command.
        self.commands.update(dict.fromkeys(COMMANDS))  # type: ignore[arg-type]

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands in the order of the help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import and build one command; ``None`` where there is no such command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"advisor.cli.{COMMANDS[cmd_name][0]}")
        if (group := getattr(module, "app", None)) is None:
            group = typer.Typer(rich_markup_mode=None, add_completion=False)
            group.command(cmd_name, cls=Command)(getattr(module, cmd_name))
        command = typer.main.get_command(group)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of commands without importing any of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


app = typer.Typer(
    name="advisor",
    cls=Commands,
    help=HELP,
    epilog=EPILOG,
    suggest_commands=False,  # SuggestingGroup does it, once.
    # Plain help reads well everywhere and starts faster. Tracebacks are written
    # by advisor.cli.crash alone: those of Typer show local variables.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
        write_lines(versions())
        raise typer.Exit
    if context.invoked_subcommand is None and sys.stdin.isatty() and sys.stdout.isatty():
        typer.echo(welcome(terminal_width()))
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


def welcome(width: int) -> str:
    """Return what the program is, and how to start, to go on and to see an example."""
    from advisor.cli.options import DEFAULT_CASE, Setting

    say = Setting().library().phrases.say
    here = os.path.lexists(DEFAULT_CASE)
    resume = say("cli.welcome.resume", path=DEFAULT_CASE)
    lines = {
        "start NAME.yaml" if here else "start": say("cli.welcome.start"),
        "start" if here else "start CASE": resume if here else say("cli.welcome.resume_any"),
        "demo": say("cli.welcome.demo"),
    }
    commands = [f"  advisor {command:<17}{does}" for command, does in lines.items()]
    if max(map(len, commands)) > width:
        commands = [f"  advisor {command}\n    {does}" for command, does in lines.items()]
    intro = (say("cli.welcome.what"), say("cli.welcome.private"))
    return "\n".join((*(wrapped(one, width) for one in intro), *commands))


def versions() -> str:
    """Return the versions of the package, of the rules and of the engine in use."""
    from advisor import __version__
    from advisor.engine import available
    from advisor.knowledge.content_paths import Roots, version

    rules, engine = version(Roots.default()), available("auto").name
    return f"advisor {__version__}\nrules {rules}\nengine {engine}"


def run() -> None:
    """Run the command line and exit with its code."""
    replace_closed_streams()
    prepare_streams()
    app(prog_name="advisor")


def prepare_streams() -> None:
    """Let the standard streams take every character, and wait until it is taken."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # A character that the terminal cannot show becomes a question mark.
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(OSError, ValueError):
                stream.reconfigure(errors="replace")
                if stream is not sys.stdin:
                    # What a stream that does not wait has no room for would be lost.
                    os.set_blocking(stream.fileno(), True)


class ClosedStream(io.RawIOBase):
    """Stands in for standard output that is closed: every write is an error with a reason."""

    def writable(self) -> bool:
        """Return true, so that text can be written over it."""
        return True

    def write(self, data: object) -> int:
        """Raise the error of the system for a closed file."""
        del data
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def replace_closed_streams() -> None:
    """Replace standard streams that were closed when the program was started.

    Their numbers go to the null device, lest a file of the user's gets one of them.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(ClosedStream(), 1), write_through=True)
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for the process
