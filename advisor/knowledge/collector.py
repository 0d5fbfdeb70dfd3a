"""Read many files of content and keep the problems of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TypeVar

from advisor.errors import ContentError, Problem
from advisor.knowledge import strict_yaml
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.strict_yaml import Node

S = TypeVar("S")
T = TypeVar("T")


class Collector:
    """Keeps the problems of many files, so that all are shown at once."""

    def __init__(self, roots: Roots) -> None:
        self.roots = roots
        self.problems: list[Problem] = []

    def files(self, paths: Iterable[Path], read: Callable[[Path, Node], T]) -> list[T]:
        """Return what is read of each file, without those that are faulty."""
        return self.each(paths, lambda path: read(path, self.read(path)))

    def read(self, path: Path) -> Node:
        """Return the YAML of a file of the content. Raises :class:`ContentError`."""
        return strict_yaml.parse(self.roots.read(path), self.roots.name(path))

    def each(self, items: Iterable[S], read: Callable[[S], T]) -> list[T]:
        """Return what is read of each item, without those that are faulty."""
        found: list[T] = []
        for item in items:
            with self.faults():
                found.append(read(item))
        return found

    def entries(self, paths: Iterable[Path], read: Callable[[str, Node], T]) -> list[T]:
        """Return what is read of each entry of files that are mappings, without faulty ones."""

        def whole(_: Path, node: Node) -> list[T]:
            pairs = strict_yaml.pairs_of(node)
            return self.each(pairs, lambda pair: read(pair[0], pair[2]))

        return list(chain.from_iterable(self.files(paths, whole)))

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
