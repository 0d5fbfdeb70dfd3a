"""Everything that can go wrong, in one tree.

The message of an :class:`AdvisorError` is what the user reads: where, what was
found, what is allowed, what to do. The command line catches the tree once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class AdvisorError(Exception):
    """An expected failure, with a message meant for the user."""

    exit_code = 1


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
        super().__init__(f'{what} needs {package}. Install it with: pip install "advisor[{extra}]"')


class EngineError(AdvisorError):
    """The rules engine refused a rule or a fact, or failed while firing."""


class DatedValueError(AdvisorError):
    """A dated value is asked for on a date it does not cover."""


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file, lines and columns counted from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
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


class ContentError(FileProblems):
    """Faults in rules, questions, values or templates."""


class CaseError(FileProblems):
    """Faults in a case file."""


class AnswerError(AdvisorError):
    """An answer that cannot be read as what the question asks for."""


def one_of(words: Sequence[str], limit: int = 12) -> str:
    """Join what is allowed into words: ``a, b or c``.

    Long lists are cut after ``limit`` entries.
    """
    shown = list(words[:limit])
    if len(words) > limit:
        return ", ".join(shown) + f" or one of {len(words) - limit} more"
    if len(shown) < 2:
        return "".join(shown)
    return ", ".join(shown[:-1]) + " or " + shown[-1]


def nearest(word: str, words: Sequence[str]) -> str:
    """Give a hint such as `` Did you mean 'late_share'?``, or nothing."""
    from difflib import get_close_matches

    found = get_close_matches(word, words, n=1, cutoff=0.7)
    return f" Did you mean {found[0]!r}?" if found else ""
