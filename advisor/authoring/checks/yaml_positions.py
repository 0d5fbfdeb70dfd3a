"""Positions of fields in YAML files, which are read again when a fault is reported."""

from __future__ import annotations

from pathlib import Path

from advisor.errors import AdvisorError, Place
from advisor.knowledge import strict_yaml
from advisor.knowledge.content_paths import Roots


class Places:
    """Finds fields in the files of the content."""

    def __init__(self, roots: Roots) -> None:
        self.roots = roots

    def of(self, place: Place, field: str) -> Place:
        """Return the place of a field of the mapping at ``place``, or ``place`` itself."""
        found = self._mapping(place)
        return found.keys.get(field, place) if found else place

    def lacks(self, place: Place, field: str) -> bool:
        """Return whether the mapping at ``place`` can be read and has no such field."""
        found = self._mapping(place)
        return found is not None and field not in found.keys

    def _mapping(self, place: Place) -> strict_yaml.Mapping | None:
        path = self._path(place.file)
        try:
            return _at(strict_yaml.read_file(path, place.file), place) if path else None
        except AdvisorError:
            return None

    def _path(self, name: str) -> Path | None:
        for root in (self.roots.rules, self.roots.templates):
            path = root.parent / name
            if name.startswith(f"{root.name}/") and path.suffix == ".yaml" and path.is_file():
                return path
        return None


def _at(node: strict_yaml.Node, place: Place) -> strict_yaml.Mapping | None:
    """Return the mapping that begins at a place."""
    if isinstance(node, strict_yaml.Mapping):
        if node.place == place:
            return node
        children = list(node.items.values())
    elif isinstance(node, strict_yaml.Sequence):
        children = node.items
    else:
        return None
    found = (_at(child, place) for child in children)
    return next((item for item in found if item), None)
