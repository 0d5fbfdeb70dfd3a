"""The interview at a terminal or through a pipe.

Prompts go to standard error, so that standard output holds the result alone.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, TextIO

from advisor.interview.display import WIDEST, Style
from advisor.locale.control_characters import harmless

if TYPE_CHECKING:
    from rich.console import Console

LONGEST = 65_536
"""Characters of one line; the rest of a longer one is left unread."""
MOST_LINES, MOST_LEFT_UNREAD = 4_000, 1_000
"""Lines that are read from a pipe, and pieces of :data:`LONGEST` that may be left unread of
one. An interview of every question needs some hundred lines."""

RICH_STYLE = {"normal": "", "question": "bold", "choice": "", "dim": "dim", "error": "yellow"}


class TerminalPrompter:
    """Asks on standard error and reads standard input.

    ``plain`` is for screen readers: lines are only ever added, without colour,
    columns or wrapping.
    """

    def __init__(
        self, plain: bool = False, console: Console | None = None, stdin: TextIO | None = None
    ) -> None:
        if console is None:
            from rich.console import Console

            console = Console(stderr=True, markup=False, emoji=False, highlight=False)
        self.console = console
        self.stdin = stdin or sys.stdin
        self.plain = plain
        self.interactive = self.stdin.isatty()
        self.lines_left = MOST_LINES
        if hasattr(self.stdin, "reconfigure"):
            # A byte that is not UTF-8 is refused as an answer, it does not end the program.
            self.stdin.reconfigure(errors="surrogateescape")

    @property
    def size(self) -> tuple[int, int]:
        """Return the columns and lines of the terminal; a pipe and a reader have no end."""
        lines = self.console.height if self.interactive and not self.plain else 0
        return self.console.width, lines

    def heading(self, left: str, right: str) -> None:
        """Show the section on the left and the progress on the right."""
        left, right = harmless(left), harmless(right)
        gap = min(self.console.width, WIDEST) - len(left) - len(right)
        if self.plain or gap < 2:
            self.say(f"{left}, {right}", "dim")
        else:
            self.say(left + " " * gap + right, "dim")

    def say(self, text: str, style: Style = "normal", indent: int = 0) -> None:
        """Show a paragraph, wrapped to the terminal. Nothing in it is markup."""
        text = harmless(text)
        if self.plain:
            self.console.file.write(text + "\n")
            return
        if not text:
            self.console.print()
            return
        from rich.padding import Padding
        from rich.text import Text

        line = Padding(Text(text, style=RICH_STYLE[style]), (0, 0, 0, indent), expand=False)
        self.console.print(line, width=min(self.console.width, WIDEST))

    def ask(self, prompt: str) -> str:
        """Read one line, with the editing of the terminal where there is one.

        Raises :class:`EOFError` at the end of the input, and where it has no end.
        """
        prompt = harmless(prompt)
        if self.interactive and self.stdin is sys.stdin and sys.stdout.isatty():
            self.console.file.flush()
            with contextlib.suppress(ImportError):
                import readline  # noqa: F401
            return input(prompt)
        self.console.file.write(prompt)
        self.console.file.flush()
        self.lines_left -= not self.interactive
        line = self.stdin.readline(LONGEST) if self.lines_left >= 0 else ""
        if not line:
            self.console.file.write("\n")
            raise EOFError
        rest, pieces = line, 0
        while rest and not rest.endswith("\n"):
            rest, pieces = self.stdin.readline(LONGEST), pieces + 1
            if pieces > MOST_LEFT_UNREAD:
                self.lines_left = 0
                raise EOFError
        if not self.interactive:
            self.console.file.write("\n")
        return line.rstrip("\n")
