"""Everything that can go wrong, in one tree.

The message of an :class:`AdvisorError` is what the user reads: where, what was
found, what is allowed, what to do. The command line catches the tree once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from advisor.lazy_dataclass import dataclass

LINE = 60
"""Characters of a word or quotation that a message repeats where it has more than 200."""
_LONG = re.compile(r"'[^'\n]{200,}'|\"[^\"\n]{200,}\"|\S{200,}")
_NAME = re.compile(r"\{([a-z_]+)\}")


class Message(str):
    """An English text that keeps its template and values, so that it can be translated.

    :func:`said` returns it in another language.
    """

    __slots__ = ("template", "values")
    template: str
    """The message with names in braces."""
    values: Mapping[str, str]
    """Name to the text that replaces it, which may be a message."""

    def __new__(cls, template: str, **values: object) -> Message:  # noqa: PYI034 - Self needs 3.11
        """Fill a template once. Values are never read as templates."""
        texts = {name: _text(one) for name, one in values.items()}
        made = super().__new__(cls, _NAME.sub(lambda match: texts[match[1]], template))
        made.template, made.values = template, texts
        return made


def _text(value: object) -> str:
    """Return a value of a message as text, quoted for a line at most unless it names a file."""
    if isinstance(value, (CommandLine, Message)):
        return value
    return shortened(value) if isinstance(value, str) else str(value)


def shortened(text: str) -> str:
    """Cut words and quotations that are longer than a line."""

    def cut(match: re.Match[str]) -> str:
        quoted = match[0][-1] if match[0][0] == match[0][-1] else ""
        return f"{match[0][:LINE]}...{quoted}"

    return _LONG.sub(cut, text)


class CommandLine(str):
    """A command that a message proposes, or a text that ends in one."""

    __slots__ = ()


def said(text: str, messages: Mapping[str, str], flags: str = "") -> str:
    """Return a message in the language of ``messages``, English templates to translations.

    A text that is no message, or has no translation, stays as it is. ``flags`` are the
    options that the commands in it need, with a space before each.
    """
    if isinstance(text, CommandLine):
        return text + flags
    if not isinstance(text, Message):
        return text
    template = messages.get(text.template, text.template)
    return _NAME.sub(lambda match: said(text.values[match[1]], messages, flags), template)


class AdvisorError(Exception):
    """An expected failure, with a message meant for the user."""

    exit_code = 1

    @property
    def message(self) -> str:
        """The message, which :func:`said` can say in another language."""
        return self.args[0] if self.args and isinstance(self.args[0], str) else str(self)


class UsageError(AdvisorError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class IncompleteError(AdvisorError):
    """Answers are missing and nobody may be asked."""

    exit_code = 4


class SavedAndStopped(AdvisorError):
    """The user stopped the interview; what was answered is saved."""

    exit_code = 130


class MissingExtra(AdvisorError):
    """Something needs a package that is not installed. The message says how to get it."""

    def __init__(self, what: str, package: str, extra: str) -> None:
        super().__init__(
            Message(
                '{what} needs {package}. Install it with: pip install "advisor[{extra}]"',
                what=what,
                package=package,
                extra=extra,
            )
        )


class EngineError(AdvisorError):
    """The rules engine refused a rule or a fact, or failed while firing."""


class DatedValueError(AdvisorError):
    """A dated value is asked for on a date it does not cover."""


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file, lines and columns counted from 1, or a file as a whole."""

    file: str
    line: int = 0
    """0 where no line is meant, as for a file that is missing."""
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in a file: where it is and what to do about it."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class FileProblems(AdvisorError):
    """One or more faults in files that were read."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @property
    def message(self) -> str:
        """The faults, a line each; one alone can be said in another language."""
        if len(self.problems) != 1:
            return str(self)
        (found,) = self.problems
        return Message("{place}: {message}", place=found.place, message=found.message)

    def lines(self, messages: Mapping[str, str]) -> str:
        """Say every fault in the language of ``messages``, a line each."""
        return "\n".join(f"{item.place}: {said(item.message, messages)}" for item in self.problems)


class ContentError(FileProblems):
    """Faults in rules, questions, values or templates."""


class CaseError(FileProblems):
    """Faults in a case file."""


class AnswerError(AdvisorError):
    """An answer that cannot be read as what the question asks for."""

    suggestion = ""
    """The one choice that was probably meant, by its name."""


def one_of(words: Sequence[str], limit: int = 12) -> str:
    """Join what is allowed into words: ``a, b or c``.

    Long lists are cut after ``limit`` entries.
    """
    shown = list(words[:limit])
    if len(words) > limit:
        left = len(words) - limit
        return Message("{first} or one of {left} more", first=", ".join(shown), left=left)
    if len(shown) < 2:
        return "".join(shown)
    return Message("{first} or {last}", first=", ".join(shown[:-1]), last=shown[-1])


def all_of(words: Sequence[str]) -> str:
    """Join what holds together into words: ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return Message("{first} and {last}", first=", ".join(words[:-1]), last=words[-1])


_REASONS = (
    Message("No such file or directory"),
    Message("Permission denied"),
    Message("Operation not permitted"),
    Message("Not a directory"),
    Message("Is a directory"),
    Message("File exists"),
    Message("File name too long"),
    Message("No space left on device"),
    Message("Disk quota exceeded"),
    Message("Read-only file system"),
    Message("Input/output error"),
    Message("Bad file descriptor"),
    Message("Too many open files"),
    Message("Too many levels of symbolic links"),
    Message("Device or resource busy"),
    Message("embedded null byte"),
)
_REASON: Mapping[str, str] = {str(reason): reason for reason in _REASONS}


def why(error: OSError | ValueError) -> str:
    """Return what the system says of a failure, known reasons as a :class:`Message`."""
    text = (isinstance(error, OSError) and error.strerror) or str(error)
    return _REASON.get(text, text)


def nearest(word: str, words: Sequence[str]) -> str:
    """Give a hint such as `` Did you mean 'late_share'?``, or nothing."""
    from difflib import get_close_matches

    found = get_close_matches(word, words, n=1, cutoff=0.7)
    return Message(" Did you mean {found}?", found=repr(found[0])) if found else ""
