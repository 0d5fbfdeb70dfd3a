"""The cases of events and contradictions: whole answers with which each shows, or does not.

In ``tests/rules/events.yaml`` and ``contradictions.yaml``, by the id::

    threats:
      fires:
        a client who is hard to bear: {answers: {negative_share: most}, whether: end, when: now}
      silent:
        they did so already: {answers: {abuse: [threats]}}

An event fires where it changes the advice, to ``whether`` and ``when``; a contradiction where
its answers contradict each other. Each case is judged on :data:`DAY`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

from advisor.authoring.rule_cases import ANSWER_CASES, CASES
from advisor.casefile.casefile import case_from_node
from advisor.casefile.rendering import VERSION
from advisor.engine.compiled import Compiled
from advisor.errors import ContentError, Place, Problem
from advisor.facts.contradictions import contradicted
from advisor.knowledge import strict_yaml
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import Roots, files
from advisor.knowledge.event_content import Contradiction, Event
from advisor.knowledge.field_table import build, table
from advisor.knowledge.strict_yaml import Fields, Node
from advisor.lazy_dataclass import dataclass
from advisor.model import Case, When, Whether
from advisor.reasoning.decide import decide
from advisor.reasoning.events import Foresight

DAY = date(2026, 12, 1)
"""The day on which every case is judged."""
OUTCOMES = ("fires", "silent")


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


CASE = table(AnswerCase, answers={"read": _case}, whether={"type": "text"}, when={"type": "text"})


def faults(library: Library, folder: Path) -> Iterator[Problem]:
    """Yield the cases that do not hold, and the events and contradictions that lack one."""
    yield from _of_file(library, folder, "events", library.events, _event)
    yield from _of_file(library, folder, "contradictions", library.contradictions, _contradiction)


def _of_file(
    library: Library,
    folder: Path,
    name: str,
    items: Iterable[Event | Contradiction],
    found: Callable[[Library, str, AnswerCase], object],
) -> Iterator[Problem]:
    """Yield the faults of one file; ``found`` returns what shows, ``None`` for nothing."""
    keep = Collector(Roots(folder, folder))
    known, there = {item.id: item for item in items}, set[tuple[str, str]]()

    def check(node: Node) -> None:
        for identity, place, groups in strict_yaml.pairs_of(node):
            if identity not in known:
                strict_yaml.fail(place, f"There is nothing called {identity!r} in rules/{name}.")
            fields = Fields(groups)
            for outcome in OUTCOMES:
                for label, where, one in strict_yaml.pairs_of(fields.need(outcome)):
                    there.add((identity, outcome))
                    with keep.faults():
                        case = build(AnswerCase, CASE, one, library)
                        wanted = (case.whether, case.when) if outcome == "fires" else None
                        got = found(library, identity, case)
                        if got != wanted:
                            text = f"{identity}, {label!r}: expected {wanted}, found {got}."
                            strict_yaml.fail(where, text)
            fields.done()

    label = f"{CASES}/{ANSWER_CASES[name]}"
    for path in files(folder, ANSWER_CASES[name]):
        with keep.faults():
            check(strict_yaml.read_file(path, label))
    yield from keep.problems
    for identity, item in known.items():
        for outcome in OUTCOMES:
            if (identity, outcome) not in there:
                text = f"{identity} has no case under {outcome}; add one to {label}."
                yield Problem(item.place, text)


def _event(library: Library, identity: str, case: AnswerCase) -> object:
    """Return the advice that an event leads to, nothing where it changes nothing."""
    foresight = Foresight(library, case.answers, decide(library, case.answers, DAY, Compiled()))
    for item in (*foresight.would_change(), *foresight.follows()):
        if item.event.id == identity:
            return item.decision.verdict
    return None


def _contradiction(library: Library, identity: str, case: AnswerCase) -> object:
    found: Mapping[str, object] = {
        item.id: (None, None) for item in contradicted(library, case.answers, DAY)
    }
    return found.get(identity)
