"""Save a case so that nothing is lost which somebody else wrote into its file meanwhile."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from advisor.casefile.casefile import parse_case
from advisor.casefile.in_place import edit_case
from advisor.casefile.merge import Conflict, answer_text, merge
from advisor.casefile.rendering import render_case, single_spaced
from advisor.errors import AdvisorError, CaseError, Message
from advisor.files import FileTaken, locked, read_whole, replace_private, write_private
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import Library
from advisor.lazy_dataclass import dataclass
from advisor.model import Case

_WAITS = (0.05, 0.1, 0.2)
"""Seconds to wait for an editor that empties a file before it writes it."""
NEW = Case()
"""What a file that does not exist yet is changed from."""


@dataclass(frozen=True)
class Saved:
    """What a case file holds after it was saved."""

    case: Case
    taken: tuple[str, ...] = ()
    """Questions whose answers in the file were changed meanwhile, and taken over."""
    conflicts: tuple[Conflict, ...] = ()
    """Questions answered otherwise in the file meanwhile. The file's answers stay."""
    beside: Path | None = None
    """The file that keeps our version where there are conflicts."""

    def messages(self, path: Path, library: Library) -> list[Message]:
        """Say what others have changed in the file, and what became of it."""
        said = [
            Message(
                "{path} was changed meanwhile. Taken over: {ask} {answer}",
                path=path,
                ask=single_spaced(library.phrases.question(name).ask),
                answer=answer_text(library, name, self.case.given(name)),
            )
            for name in self.taken
        ]
        said += [conflict.message(path, library) for conflict in self.conflicts]
        if self.beside:
            said.append(Message("Your answers are kept in {beside}.", beside=self.beside))
        return said


def save_case(
    path: Path, case: Case, library: Library, base: Case = NEW, unit: frozenset[str] = frozenset()
) -> Saved:
    """Bring the answers of ``case`` that differ from ``base`` into a case file.

    ``base`` is the case as it was last read from the file or saved to it. What others have
    changed in the file since is kept, and our version is written beside it where the two
    conflict. The answers of ``unit`` are saved all or none. Raises :class:`AdvisorError`
    where the file cannot be read, edited or written; nothing is lost then either.
    """
    with locked(path):
        while True:
            data, theirs = _now(path, case, library, base)
            merged = merge(library, base, case, theirs, unit)
            beside = _keep(path, case, library) if merged.conflicts else None
            if merged.conflicts and unit:
                return Saved(theirs, (), merged.conflicts, beside)
            if data is None:
                new = render_case(merged.case, library).encode()
            elif merged.case != theirs:
                new = edit_case(data, theirs, merged.case, library)
            else:
                return Saved(merged.case, merged.taken, merged.conflicts, beside)
            _check(path, new, case, merged.case, library)
            if replace_private(path, data, new):
                return Saved(merged.case, merged.taken, merged.conflicts, beside)
            if beside:
                beside.unlink()


def _now(path: Path, mine: Case, library: Library, base: Case) -> tuple[bytes | None, Case]:
    """Return what the file holds, in bytes and as a case."""
    if not path.exists():
        # Nobody changed an answer in a file that is gone.
        return None, replace(base, file=mine.file or str(path))
    waits = iter(_WAITS)
    while True:
        try:
            data = read_whole(path, strict_yaml.LARGEST, str(path), CaseError)
            return data, parse_case(data, str(path), library)
        except CaseError as error:
            wait = next(waits, None)
            if wait is None:
                _refuse(path, mine, library, error)
            time.sleep(wait)


def _check(path: Path, data: bytes, mine: Case, wanted: Case, library: Library) -> None:
    """Raise :class:`AdvisorError` unless the bytes read back as the wanted case."""
    try:
        found = parse_case(data, wanted.file, library)
    except CaseError as error:
        _refuse(path, mine, library, error)
    if found != wanted:
        text = Message("{path} cannot be edited in place.", path=path)
        _refuse(path, mine, library, AdvisorError(text))


def _refuse(path: Path, mine: Case, library: Library, error: AdvisorError) -> NoReturn:
    """Keep our version beside the file, and raise an error that names both."""
    raise AdvisorError(
        Message(
            "The answers cannot be saved. {reason}\n"
            "{path} is left as it is, and your answers are kept in {beside}.",
            path=path,
            reason=error.message,
            beside=_keep(path, mine, library),
        )
    ) from error


def _keep(path: Path, case: Case, library: Library) -> Path:
    """Write our version to a free name beside the file, and return it."""
    data, number = render_case(case, library).encode(), 1
    while True:
        beside = path.with_name(f"{path.stem}-conflict-{number}{path.suffix}")
        try:
            write_private(beside, data)
        except FileTaken:
            number += 1
        else:
            return beside
