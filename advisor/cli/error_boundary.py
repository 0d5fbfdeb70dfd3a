"""The error boundary: every failure becomes a message and an exit code here."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from advisor.cli.console import discard, notify, set_language
from advisor.cli.language import process_language
from advisor.cli.options import Setting
from advisor.cli.usage_errors import USAGE
from advisor.errors import (
    AdvisorError,
    CaseError,
    CommandLine,
    FileProblems,
    Message,
    SavedAndStopped,
    nearest,
    shortened,
    why,
)
from advisor.locale.control_characters import shell_word, visible

PASSED_ON: tuple[type[BaseException], ...] = (typer.Exit, typer.Abort, *USAGE)
"""Exceptions that Typer itself turns into a message and an exit code."""

UNWRITABLE = (
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF, errno.ENXIO),
    *(errno.EAGAIN, errno.ECONNRESET, errno.ENOTCONN),
)
"""Error numbers of a full or failing disk, and of a stream that is full, closed or cut off."""

SHOWN = 20
"""The most problems of a case that are printed; a file of another kind can have thousands."""

UNEXPECTED = 3
INTERRUPTED = 130


class SuggestingGroup(TyperGroup):
    """Suggests the nearest command once, whichever release of Click or Typer also does."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the arguments name; a usage error suggests another."""
        word = args[0]
        try:
            return super().resolve_command(ctx, args)
        except USAGE as error:
            # Newer releases of Click add the nearest names themselves.
            if not getattr(error, "possibilities", None):
                error.message += nearest(word, self.list_commands(ctx)) or _case_hint(word)
            raise


def _case_hint(word: str) -> str:
    """Return a hint for a case file where a command is expected."""
    from advisor.cli.completion import is_case

    if not is_case(Path(word)):
        return ""
    return Message(
        " To open a case: {command}", command=CommandLine(f"advisor start {shell_word(word)}")
    )


class ErrorBoundary(SuggestingGroup):
    """Runs a command and turns what it raises into a message and an exit code."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the program; help and wrong usage are printed before any command runs."""
        try:
            return super().main(*args, **extra)
        except OSError as error:
            sys.exit(_failed(error))

    def invoke(self, ctx: Any) -> Any:
        """Run the command that the arguments name."""
        try:
            setting = Setting.unparsed(ctx.args)
            roots = setting.roots()
            set_language(process_language(setting.lang, roots), roots, setting.content_flags())
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # The reader closed the pipe, as in "advisor assess x | head".
            discard(sys.stdout)
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            notify(Message("Stopped."))
            raise typer.Exit(INTERRUPTED) from None
        except AdvisorError as error:
            explain(error)
            raise typer.Exit(error.exit_code) from None
        except USAGE as error:
            # Typer prints it. A name that it quotes may hold anything.
            error.message = visible(shortened(error.message))
            raise
        except PASSED_ON:
            raise
        except Exception as error:  # noqa: BLE001 - no failure without a message
            raise typer.Exit(_failed(error)) from None
        return result


def _failed(error: Exception) -> int:
    """Say what failed, and return the exit code."""
    refused = _refused(error) if isinstance(error, OSError) else None
    if refused is None:
        report(error)
        return UNEXPECTED
    notify(Message("Error: {message}", message=refused))
    return AdvisorError.exit_code


def _refused(error: OSError) -> Message | None:
    """Say what the system refused; ``None`` where it is neither a file nor standard output."""
    if error.filename is not None:
        name = os.fsdecode(error.filename) if isinstance(error.filename, bytes) else error.filename
        return Message("{path} cannot be used: {reason}.", path=name, reason=why(error))
    if error.errno not in UNWRITABLE:
        return None
    discard(sys.stdout)
    return Message("standard output cannot be written: {reason}.", reason=why(error))


def explain(error: AdvisorError) -> None:
    """Print what failed, and what to do."""
    if isinstance(error, FileProblems):
        most = SHOWN if isinstance(error, CaseError) else len(error.problems)
        for problem in error.problems[:most]:
            notify(Message("{place}: {message}", place=problem.place, message=problem.message))
        if len(error.problems) > most:
            notify(Message("There are more problems; mend these first."))
    elif isinstance(error, SavedAndStopped):
        notify(error.message)
    else:
        notify(Message("Error: {message}", message=error.message))


def report(error: Exception) -> None:
    """Print that something unexpected happened, and the file that records it."""
    from advisor.cli.crash import record

    path = record(error)
    notify(
        Message(
            "Error: something unexpected happened ({kind}). "
            "This is a fault in advisor, not in your answers.",
            kind=type(error).__name__,
        )
    )
    if path is None:
        notify(Message("It could not be written down: the folder for logs cannot be written to."))
    else:
        notify(
            Message("Where it happened, without any of your answers, stands in {path}", path=path)
        )
