"""The one place where failures end: a message, and the exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from advisor.cli.console import speak, tell
from advisor.errors import AdvisorError, FileProblems, Message, SavedAndStopped, nearest, why

if TYPE_CHECKING:
    from advisor.knowledge.content_paths import Roots

# The classes behind these belong to Click, which newer releases of Typer bring
# along under another name. Reached this way they are right with both.
_USAGE: Any = typer.BadParameter.__mro__[1:3]
PASSED_ON: tuple[type[BaseException], ...] = (typer.Exit, typer.Abort, *_USAGE)
"""What Typer itself turns into a message and a code."""

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
"""What a full or failing disk says."""

UNEXPECTED = 3
INTERRUPTED = 130


class Suggesting(TyperGroup):
    """Names the nearest command once, whichever release of Click or Typer also does."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the arguments name; a usage error suggests another."""
        try:
            return super().resolve_command(ctx, args)
        except _USAGE as error:
            # Newer releases of Click add the nearest names themselves.
            if not getattr(error, "possibilities", None):
                error.message += nearest(args[0], self.list_commands(ctx))
            raise


class Edge(Suggesting):
    """Runs a command and turns what it raises into a message and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that the arguments name."""
        roots = _roots(ctx.args)
        speak(_language(ctx.args, roots), roots)
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read the output has seen enough, as in "advisor assess x | head".
            _let_go_of_stdout()
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            tell(Message("Stopped."))
            raise typer.Exit(INTERRUPTED) from None
        except AdvisorError as error:
            explain(error)
            raise typer.Exit(error.exit_code) from None
        except PASSED_ON:
            raise
        except OSError as error:
            if error.errno not in FULL:
                report(error)
                raise typer.Exit(UNEXPECTED) from None
            # Files are written elsewhere, with messages of their own.
            _let_go_of_stdout()
            failed = Message("standard output cannot be written: {reason}.", reason=why(error))
            tell(Message("Error: {message}", message=failed))
            raise typer.Exit(AdvisorError.exit_code) from None
        except Exception as error:  # noqa: BLE001 - nothing may leave without a message
            report(error)
            raise typer.Exit(UNEXPECTED) from None
        return result


def explain(error: AdvisorError) -> None:
    """Say what failed, and what to do."""
    if isinstance(error, FileProblems):
        for problem in error.problems:
            tell(Message("{place}: {message}", place=problem.place, message=problem.message))
    elif isinstance(error, SavedAndStopped):
        tell(error.message)
    else:
        tell(Message("Error: {message}", message=error.message))


def report(error: Exception) -> None:
    """Say that something unexpected happened, and where it is written down."""
    from advisor.cli.crash import record

    path = record(error)
    tell(
        Message(
            "Error: something unexpected happened ({kind}). "
            "This is a fault in advisor, not in your answers.",
            kind=type(error).__name__,
        )
    )
    if path is None:
        tell(Message("It could not be written down: the folder for logs cannot be written to."))
    else:
        tell(Message("Where it happened, without any of your answers, stands in {path}", path=path))


def _roots(arguments: Sequence[str]) -> Roots:
    """Return the folders of rules and templates, before the arguments are read for good."""
    from advisor.cli.language import value_of
    from advisor.knowledge.content_paths import Roots

    named = (value_of(option, arguments) for option in ("--rules", "--templates"))
    return Roots.default(*(Path(name) if name else None for name in named))


def _language(arguments: Sequence[str], roots: Roots) -> str:
    """Return the language of messages, before the arguments are read for good."""
    from advisor.cli.language import asked, of_environment
    from advisor.knowledge.content_paths import languages

    there = languages(roots)
    found = asked(arguments)
    return found if found in there else of_environment(os.environ, there)


def _let_go_of_stdout() -> None:
    """Point standard output at nothing, so that Python's own flush at exit is quiet."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
    except (OSError, ValueError):
        pass
