"""Put the evidence of a case into a file as it is written, and touch nothing else."""

from __future__ import annotations

import yaml

from advisor.casefile.yaml_edit import Edits, Value
from advisor.evidence_model import Evidence
from advisor.lazy_dataclass import field_names


def edit_evidence(
    edits: Edits, entry: tuple[yaml.Node, yaml.Node] | None, before: Evidence, after: Evidence
) -> None:
    """Change the evidence of a file from ``before``, which it holds, to ``after``.

    ``entry`` is its key and value there. Items that stay are left as they are written.
    """
    if after == before:
        return
    from advisor.casefile.evidence_records import evidence_lines, lines_of, section_lines

    if entry is None:
        edits.insert(len(edits.text), evidence_lines(after))
        return
    key, node = entry
    if not after or not isinstance(node, yaml.MappingNode) or node.flow_style:
        edits.remove(key, node, evidence_lines(after))
        return
    indent = " " * node.start_mark.column
    end = edits.next_line(edits.extent(node)[1])
    places = {name.value: (name, items) for name, items in node.value}
    for name in field_names(Evidence):
        was, now = getattr(before, name), getattr(after, name)
        if was == now:
            continue
        old, new = lines_of(was), lines_of(now)
        if name not in places:
            edits.insert(end, section_lines(name, now, indent))
            continue
        here, items = places[name]
        if new and was and isinstance(items, yaml.SequenceNode) and not items.flow_style:
            edits.update_list(items, old, new, new)
        elif new:
            edits.replace(here, name, items, Value(tuple(new), listed=True, block=True))
        else:
            edits.remove(here, items)
