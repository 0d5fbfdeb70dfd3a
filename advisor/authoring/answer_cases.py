"""The cases of events: whole answers with which an event changes the advice, or does not.

In ``tests/rules/events.yaml``, by the id of the event::

    threats:
      fires:
        a client who is hard to bear: {answers: {negative_share: most}, whether: end, when: now}
      silent:
        they did so already: {answers: {abuse: [threats]}}

Each is judged on :data:`DAY`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from advisor.authoring.rule_cases import CASES, EVENTS
from advisor.casefile.casefile import case_from_node
from advisor.casefile.rendering import VERSION
from advisor.engine.compiled import Compiled
from advisor.errors import ContentError, Place, Problem
from advisor.knowledge import strict_yaml
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import Roots, files
from advisor.knowledge.field_table import build, table
from advisor.knowledge.strict_yaml import Fields, Node
from advisor.lazy_dataclass import dataclass
from advisor.model import Case, When, Whether
from advisor.reasoning.decide import decide
from advisor.reasoning.events import Foresight

DAY = date(2026, 12, 1)
"""The day on which every case is judged."""


def _case(node: Node, library: Library) -> Case:
    """Read answers as a case file holds them."""
    place: Place = node.place
    root = strict_yaml.Mapping(
        place,
        {"advisor": strict_yaml.Text(place, VERSION), "answers": node},
        {"advisor": place, "answers": place},
    )
    return case_from_node(root, library, place.file, ContentError, DAY)


@dataclass(frozen=True, kw_only=True)
class AnswerCase:
    """Answers, and the advice that an event leads to."""

    answers: Annotated[Case, "answers"]
    whether: Whether | None = None
    when: When | None = None


CASE = table(
    AnswerCase,
    answers={"read": _case},
    whether={"type": "text"},
    when={"type": "text"},
)


def faults(library: Library, folder: Path) -> Iterator[Problem]:
    """Yield the cases of events that do not hold, and the events that lack one."""
    keep, there = Collector(Roots(folder, folder)), set[tuple[str, str]]()
    known = {event.id: event for event in library.events}

    def check(_: Path, node: Node) -> None:
        for identity, place, groups in strict_yaml.pairs_of(node):
            if identity not in known:
                strict_yaml.fail(place, f"There is no event {identity!r}.")
            fields = Fields(groups)
            for truth in ("fires", "silent"):
                for name, where, one in strict_yaml.pairs_of(fields.need(truth)):
                    there.add((identity, truth))
                    with keep.faults():
                        case = build(AnswerCase, CASE, one, library)
                        fault = _fault(library, identity, truth, case)
                        if fault:
                            strict_yaml.fail(where, f"{identity}, {name!r}: {fault}")
            fields.done()

    paths = files(folder, EVENTS)
    keep.each(paths, lambda path: check(path, strict_yaml.read_file(path, f"{CASES}/{path.name}")))
    yield from keep.problems
    for event in library.events:
        for truth, verb in (("fires", "changes the advice"), ("silent", "does not")):
            if (event.id, truth) not in there:
                text = f"{event.id} has no case where it {verb}; add one to {CASES}/{EVENTS}."
                yield Problem(event.place, text)


def _fault(library: Library, identity: str, truth: str, case: AnswerCase) -> str:
    """Return how an event differs from what a case expects of it."""
    foresight = Foresight(library, case.answers, decide(library, case.answers, DAY, Compiled()))
    found = {item.event.id: item for item in (*foresight.would_change(), *foresight.follows())}
    if truth == "silent":
        return "expected no change, found one." if identity in found else ""
    if identity not in found:
        return "expected a change, found none."
    verdict = found[identity].decision.verdict
    expected = (case.whether, case.when)
    return "" if verdict == expected else f"expected {expected}, found {verdict}."
