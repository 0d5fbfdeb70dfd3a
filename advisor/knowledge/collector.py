"""Read many files of content and keep the problems of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from advisor.errors import ContentError, Problem
from advisor.knowledge import strict_yaml
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.strict_yaml import Node


class Collector:
    """Keeps the problems of many files, so that all are shown at once."""

    def __init__(self, roots: Roots) -> None:
        self.roots = roots
        self.problems: list[Problem] = []

    def read(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Node]]:
        """Yield each file's node; one that cannot be read is a problem and left out."""
        for path in paths:
            try:
                node = strict_yaml.read_file(path, self.roots.name(path))
            except ContentError as error:
                self.problems.extend(error.problems)
            else:
                yield path, node

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Keep the problems of what is read in a ``with`` block, and go on after it."""
        try:
            yield
        except ContentError as error:
            self.problems.extend(error.problems)

    def stop_if_any(self) -> None:
        """Raise all problems found so far at once."""
        if self.problems:
            raise ContentError(self.problems)
