"""Output on the terminal or into a pipe: messages, results, colour and width.

All text that leaves the program through standard output or error is written here, so that
no control character of a rule, a letter, a saved assessment or a name of a file reaches it.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from advisor.locale.control_characters import harmless, visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.segment import Segment

    from advisor.knowledge.content_paths import Roots


NARROWEST = 20
"""Columns that are used at least, whatever ``COLUMNS`` says."""

_KEPT = re.compile("[\u00a0\u202f]")
_HIDDEN = {0xA0: "\ue0a0", 0x202F: "\ue0a1"}
_SHOWN = {ord(sign): chr(space) for space, sign in _HIDDEN.items()}


class Color(str, Enum):
    """When to use colour."""

    auto = "auto"
    always = "always"
    never = "never"


def wants_plain(flag: bool) -> bool:
    """Return whether to leave out boxes, columns and colour.

    Asked for by ``--plain``, by ``ADVISOR_PLAIN`` or ``ACCESSIBLE`` in the
    environment, and by a terminal that says it is dumb.
    """
    given = (os.environ.get(name, "") not in ("", "0") for name in ("ADVISOR_PLAIN", "ACCESSIBLE"))
    return flag or any(given) or os.environ.get("TERM") == "dumb"


def is_terminal(color: Color) -> bool:
    """Return whether standard output gets a layout: it is a terminal, or colour is forced."""
    if color is Color.always:
        return True
    forced = color is Color.auto and bool(os.environ.get("FORCE_COLOR"))
    return forced or sys.stdout.isatty()


def terminal_width() -> int:
    """Return the columns of the terminal; 80 where there is none and ``COLUMNS`` is not set."""
    return max(shutil.get_terminal_size().columns, NARROWEST)


def terminal_height() -> int:
    """Return the lines of the terminal; 24 where there is none and ``LINES`` is not set."""
    return shutil.get_terminal_size().lines


def console(color: Color = Color.auto, *, err: bool = False) -> Console:
    """Return a console that reads nothing as markup, on standard output or error."""
    from rich.console import Console as RichConsole
    from rich.text import Text

    class Console(RichConsole):
        def render(self, renderable: Any, options: Any = None) -> Iterator[Segment]:
            # Rich breaks lines at every kind of space. Those that must not break are
            # hidden from it while it does.
            hides = isinstance(renderable, Text) and _KEPT.search(renderable.plain)
            if hides:
                renderable = renderable.copy()
                renderable.plain = renderable.plain.translate(_HIDDEN)
            for segment in super().render(renderable, options):
                text = segment.text.translate(_SHOWN) if hides else segment.text
                yield segment if segment.control else segment._replace(text=harmless(text))

        def on_broken_pipe(self) -> None:
            # Rich would end the process here; the error boundary does.
            raise BrokenPipeError

    stream = sys.stderr if err else sys.stdout
    # No escape codes at all without colour, not only no colours.
    wishes: dict[Color, dict[str, Any]] = {
        Color.never: {"color_system": None, "force_terminal": False},
        Color.always: {"force_terminal": True, "no_color": False},
        Color.auto: {},
    }
    made = Console(file=stream, highlight=False, markup=False, **wishes[color])
    if made.width < NARROWEST:
        made.width = terminal_width()
    return made


_process: tuple[Roots, str, str] | None = None
"""The content and language that messages are translated by, and the options that select them."""


def set_language(language: str, roots: Roots, flags: str = "") -> None:
    """Translate messages into this language from now on, by the content in ``roots``.

    ``flags`` are added to the commands that messages propose.
    """
    global _process  # noqa: PLW0603 - a process has one language, like its environment
    _process = roots, language, flags


def notify(message: str) -> None:
    """Print a message on standard error: progress, a warning, an error.

    On a terminal it is wrapped at words. Where standard error cannot be written, the result
    is not to suffer.
    """
    text = visible(translate(message))
    try:
        if sys.stderr.isatty() and not wants_plain(flag=False):
            text = wrapped(text, terminal_width())
        print(text, file=sys.stderr, flush=True)
    except OSError:
        discard(sys.stderr)


def wrapped(text: str, width: int) -> str:
    """Return the lines of a text broken at spaces alone, each with its indent.

    A command on a line of its own stays one command where it is copied: it goes on after a
    backslash, on Windows it is left to the terminal.
    """
    from textwrap import TextWrapper

    lines = []
    for line in text.split("\n"):
        start = re.match(" *", line)
        indent = start[0] if start else ""
        if len(line) <= width:
            lines.append(line)
        elif re.match(r" +\S*advisor ", line):
            lines += [line] if os.name == "nt" else _continued(line, indent, width)
        else:
            filler = TextWrapper(
                width,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
                expand_tabs=False,
            )
            lines += filler.wrap(line)
    return "\n".join(lines)


def _continued(command: str, indent: str, width: int) -> Iterator[str]:
    """Yield a command in lines that the shell reads as one; nothing in quotes is broken."""
    line = ""
    for word in re.findall(r"(?:'[^']*'|[^\s'])+", command):
        if line and len(f"{line} {word} \\") > width:
            yield f"{line} \\"
            line = f"{indent}  {word}"
        else:
            line = f"{line} {word}" if line else f"{indent}{word}"
    yield line


def discard(stream: TextIO) -> None:
    """Redirect a stream to the null device, so that Python's own flush at exit is quiet."""
    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)


def write_lines(text: str) -> None:
    """Print lines on standard output."""
    print(visible(text))


def write_stdout(data: bytes) -> None:
    """Write a document in UTF-8 to standard output, the same on every terminal."""
    sys.stdout.flush()
    sys.stdout.buffer.write(harmless(data.decode()).encode())
    sys.stdout.buffer.flush()


def write_drawn(text: str, below: int = 1) -> None:
    """Print what a console drew; through the user's pager where the terminal is too low.

    ``below`` are the lines that come after it and are to stand on the same screen. Only where
    somebody can press a key: both streams are a terminal.
    """
    from advisor.errors import Message

    fits = text.count("\n") + below <= terminal_height()
    if fits or not (sys.stdout.isatty() and sys.stdin.isatty()):
        print(text, end="", flush=True)
        return
    command = []
    with contextlib.suppress(ValueError):
        command = shlex.split(os.environ.get("PAGER") or "less")
    found = shutil.which(command[0]) if command else None
    if found is None:
        print(text, end="", flush=True)
        return
    sys.stdout.flush()
    # As git does: colours, and what was read stays on the screen.
    # Whatever the locale is, for that may not be installed.
    env = {"LESS": "RX", "LESSCHARSET": "utf-8", **os.environ}
    if Path(found).stem == "less":
        # Without signs that the pager reads as commands in its prompt.
        keys = translate(Message("Space goes on, b goes back, q closes"))
        command.append(f"-Ps{keys}$")
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        subprocess.run(  # noqa: S603 - the user's own pager
            [found, *command[1:]], input=text.encode(errors="replace"), env=env, check=False
        )


def translate(message: str) -> str:
    """Return a message in the language of the process, in English where it is not translated."""
    from advisor.errors import CommandLine, Message, said

    if not isinstance(message, (CommandLine, Message)) or _process is None:
        return message
    roots, language, flags = _process
    return said(message, _messages(roots, language), flags)


@lru_cache(maxsize=4)
def _messages(roots: Roots, language: str) -> Mapping[str, str]:
    from advisor.errors import ContentError
    from advisor.knowledge.translate import messages_of

    try:
        return messages_of(roots, language)
    except (ContentError, OSError):
        # Faults of the content are reported in English.
        return {}
