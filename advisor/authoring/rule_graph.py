"""The graph of the rules: which question, fact, finding and row reads which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.authoring.rule_cases import room_of
from advisor.conditions import Condition, names
from advisor.errors import CommandLine, Message, UsageError, nearest
from advisor.knowledge import roles
from advisor.knowledge.content import AnyRule, Library, Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.reasoning.balance import weighed

LAYERS = ("questions", "derived", "findings", "balance", "whether", "when", "gates", "plan")
"""From the questions to the plan."""


@dataclass(frozen=True)
class Node:
    """A question, a fact or a rule."""

    id: str
    layer: str
    group: str
    """The section of a question, the topic of a finding; nothing where there is one only."""
    title: str


@dataclass(frozen=True)
class Edge:
    """``target`` reads ``source``."""

    source: str
    target: str
    opens: bool = False
    """``source`` decides whether the question ``target`` is asked."""


@dataclass(frozen=True)
class Links:
    """Nodes by id, in the order of the library, and the edges between them."""

    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]


def links(library: Library, *, plan: bool = False) -> Links:
    """Return questions, facts, findings and advice; with ``plan`` dates and tasks too.

    Questions for the letter are left out, and so are nodes without an edge.
    """
    nodes = {node.id: node for node in _nodes(library) if plan or node.layer != "plan"}
    edges = dict.fromkeys(
        edge for edge in _edges(library) if edge.source in nodes and edge.target in nodes
    )
    ends = {name for edge in edges for name in (edge.source, edge.target)}
    return Links({name: node for name, node in nodes.items() if name in ends}, tuple(edges))


def around(library: Library, name: str) -> Links:
    """Return what leads to a rule or a question, and what it leads to in one step.

    Tallies and the advice are not followed back to what leads to them. Raises
    :class:`~advisor.errors.UsageError` for a name that there is not.
    """
    found = links(library, plan=True)
    if name not in found.nodes:
        everything = {**library.by_id, **library.questions, **found.nodes}
        if name in everything:
            text = Message("{name} is linked to nothing that can be drawn.", name=repr(name))
            raise UsageError(text)
        hint = nearest(name, list(everything))
        hint = hint or Message(
            " '{command}' names the rules.", command=CommandLine("advisor rules list")
        )
        raise UsageError(
            Message("There is no rule or question {name}.{hint}", name=repr(name), hint=hint)
        )
    into: dict[str, list[str]] = {}
    for edge in found.edges:
        into.setdefault(edge.target, []).append(edge.source)
    kept, todo = {name}, [name]
    while todo:
        here = todo.pop()
        folded = "." in here and "/" not in here and here != name
        for source in () if folded else into.get(here, ()):
            if source not in kept:
                kept.add(source)
                todo.append(source)
    before = frozenset(kept)
    kept |= {edge.target for edge in found.edges if edge.source == name}
    edges = tuple(
        edge
        for edge in found.edges
        if (edge.source in before and edge.target in before) or edge.source == name
    )
    return Links({one: node for one, node in found.nodes.items() if one in kept}, edges)


def _nodes(library: Library) -> Iterator[Node]:
    for question in library.questions.values():
        if question.purpose != "letter":
            texts = library.phrases.question(question.id)
            yield Node(question.id, "questions", texts.section, texts.ask)
    for name, kind in library.facts.items():
        if kind.origin == "derived":
            yield Node(name, "derived", "", library.phrases.labels.get(name, ""))
        elif kind.origin == "balance":
            yield Node(name, "balance", "", "")
        elif kind.origin in ("whether", "timing"):
            yield Node(name, name.removeprefix("advice."), "", "")
        elif kind.origin == "gate":
            yield Node(name, "gates", "", "")
        elif kind.origin == "turning":
            yield Node(name, "plan", "dates", "")
    for rule in library.rules():
        topic, layer = rule.id.split("/")[0], layer_of(rule)
        group = topic if layer == "findings" else ""
        if layer == "plan":
            group = "/".join(rule.id.split("/")[:-1])
        yield Node(rule.id, layer, group, library.phrases.title(rule.id))


def layer_of(rule: AnyRule) -> str:
    """Return the layer of a rule, by its id."""
    room = room_of(rule)
    return "plan" if room in ("dates", "checklist") else room


def _edges(rulebook: Rulebook) -> Iterator[Edge]:
    for question in rulebook.questions.values():
        for source in _read_by(rulebook, question.when):
            yield Edge(source, question.id, opens=True)
    for name, kind in rulebook.facts.items():
        if kind.origin == "derived":
            yield from (Edge(source, name) for source in (*kind.inputs, *kind.through))
    for rule in rulebook.rules():
        yield from (Edge(source, rule.id) for source in _read_by(rulebook, rule.when))
    for name in roles.BALANCE:
        yield from (Edge(finding, name) for finding in weighed(rulebook))
    yield from (Edge(row.id, roles.ADVICE_WHETHER) for row in rulebook.whether)
    yield from (Edge(row.id, roles.ADVICE_WHEN) for row in rulebook.timing)
    for rule in rulebook.gates:
        yield Edge(rule.id, f"gate.{rule.gate}")
        if rule.blocking:
            yield from (Edge(rule.id, f"held.{act}") for act in rule.holds)


def _read_by(rulebook: Rulebook, condition: Condition) -> Iterator[str]:
    """Yield the nodes that a condition reads: for an answer its question."""
    for name in names(condition):
        kind = rulebook.facts[name]
        yield kind.inputs[0] if kind.origin == "question" else name
