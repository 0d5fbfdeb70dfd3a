"""Write results: to a file, to a folder, or to standard output."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.cli.console import (
    console,
    is_terminal,
    notify,
    terminal_height,
    terminal_width,
    write_drawn,
    write_lines,
    write_stdout,
)
from advisor.cli.options import Setting
from advisor.errors import AdvisorError, Message, UsageError, all_of, one_of
from advisor.files import write_folder, write_private
from advisor.locale.control_characters import shell_word

if TYPE_CHECKING:
    from rich.console import Console

    from advisor.report.model import Report
    from advisor.report.summary import Summary

STDOUT = "-"


def named(out: str | None, example: str) -> str:
    """Return the file or folder to write to. Raises :class:`UsageError` where none is named."""
    if out is None:
        raise UsageError(
            Message("Say where to write it, such as -o {example}", example=shell_word(example))
        )
    return out


def suffix_of(name: str, allowed: tuple[str, ...]) -> str:
    """Return the suffix that says in which format to write.

    ``-`` takes the first of the allowed ones. Raises :class:`UsageError` for any other.
    """
    if name == STDOUT:
        return allowed[0]
    suffix = Path(name).suffix.lower()
    if suffix not in allowed:
        parts = {"name": name, "suffix": suffix, "allowed": one_of(allowed)}
        if suffix:
            text = Message("{name} ends in {suffix}; the file must end in {allowed}.", **parts)
        else:
            text = Message("{name} has no suffix; the file must end in {allowed}.", **parts)
        raise UsageError(text)
    return suffix


def deliver(data: bytes, name: str, setting: Setting, source: Path | None = None) -> None:
    """Write a document to a file, or as it is to standard output.

    Refuses to write over ``source``, the case that it was made from.
    """
    if name == STDOUT:
        write_stdout(data)
        return
    path = Path(name)
    if source is not None and path.exists() and path.samefile(source):
        raise UsageError(Message("{name} is the case itself; name another file.", name=name))
    write_private(path, data, setting.force)
    notify(Message("Wrote {path}", path=path))


def deliver_all(documents: Mapping[str, bytes], folder: Path, setting: Setting) -> None:
    """Write documents into a folder, which is made if it is missing.

    A new folder gets all of them or is not made. In one that is there, none is written when
    one of them exists and may not be replaced; what was written before a disk refused is said.
    """
    if not folder.exists():
        write_folder(folder, documents)
    else:
        _replace_in(folder, documents, setting)
    for name in documents:
        notify(Message("Wrote {path}", path=folder / name))


def _replace_in(folder: Path, documents: Mapping[str, bytes], setting: Setting) -> None:
    if not folder.is_dir():
        text = Message("{folder} is a file, not a folder; name another.", folder=folder)
        raise AdvisorError(text)
    existing = [name for name in documents if (folder / name).exists()]
    if existing and not setting.force:
        raise AdvisorError(
            Message(
                "In {folder} there is already {names}. "
                "Give --force to replace them, or name another folder.",
                folder=folder,
                names=all_of(existing),
            )
        )
    written: list[str] = []
    for name, data in documents.items():
        try:
            write_private(folder / name, data, setting.force)
        except AdvisorError as error:
            if not written:
                raise
            parts = {"error": error.message, "names": all_of(written)}
            raise AdvisorError(Message("{error} Written before: {names}.", **parts)) from error
        written.append(name)


def print_report(report: Report, setting: Setting) -> None:
    """Print a report on standard output, on a terminal page by page where it does not fit."""
    from advisor.report.plain_text import report_text

    def rich(out: Console, width: int) -> None:
        from advisor.report import screen

        del width
        screen.print_report(report, out)

    print_rendered(setting, lambda width: report_text(report, width), rich)


def print_summary(full: Summary, setting: Setting, below: int = 1, most: int = 1000) -> None:
    """Print the report on one screen: room is left ``below``, and it has at ``most`` so many lines.

    Where nothing gives way and the terminal is lower than it, it is shown page by page.
    """
    from advisor.report.plain_text import summary_text
    from advisor.report.summary import fitted

    height = min(terminal_height() - below, most)

    def plain(width: int) -> str:
        shown = fitted(full, height, lambda some: summary_text(some, width).count("\n"))
        return summary_text(shown, width)

    def rich(out: Console, width: int) -> None:
        from advisor.report import screen

        shown = full
        if width > screen.NARROW:
            shown = fitted(full, height, lambda some: screen.summary_height(some, width))
        screen.print_summary(shown, out, width)

    print_rendered(setting, plain, rich, below)


def print_rendered(
    setting: Setting,
    plain: Callable[[int], str],
    rich: Callable[[Console, int], object],
    below: int = 1,
) -> None:
    """Print on standard output: with Rich on a terminal, else the plain text.

    Both take the width in columns. ``below`` are the lines that come after it. Rich is not
    imported for plain text.
    """
    from advisor.report.plain_text import WIDEST

    if setting.is_plain or not is_terminal(setting.color):
        write_lines(plain(min(terminal_width(), WIDEST)).removesuffix("\n"))
        return
    out = console(setting.color)
    width = min(out.width, WIDEST)
    with out.capture() as captured:
        rich(out, width)
    write_drawn(captured.get(), below)
