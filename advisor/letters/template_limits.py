"""What a template may consist of, and how much filling it may cost.

Templates may come from strangers. They are held to the few constructs that texts need, none
of which is random or reads anything but the values given, and to a budget: a unit for each
node that is evaluated and each character that passes through a filter or into the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sized
from typing import Any

from jinja2 import TemplateRuntimeError, TemplateSyntaxError, nodes, pass_context
from jinja2.runtime import Context, Undefined

LONGEST = 20_000
"""Characters of a template."""
LONGEST_TEXT = 100_000
"""Characters of a text that is filled."""
UNITS = 1_000_000
"""The cost of all templates of one letter; the shipped ones need some thousands."""
BUDGET = "the budget"
"""The name of the :class:`Budget` among the values, which no template can write."""

NODES = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Filter),
    *(nodes.If, nodes.CondExpr, nodes.Test, nodes.And, nodes.Or, nodes.Not, nodes.Compare),
    *(nodes.Operand, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Neg, nodes.Sub),
    *(nodes.List, nodes.Tuple, nodes.Dict, nodes.Pair, nodes.Keyword, nodes.Concat),
    *(nodes.Assign, nodes.AssignBlock, nodes.For),
)
"""What a template may consist of. A product or a call can make much of little."""
JOINED, ROUNDS = "joined", "rounds"
"""Filters that :func:`limited` adds, under names that no template uses."""


class Budget:
    """How much filling templates may still cost."""

    def __init__(self, units: int = UNITS) -> None:
        self.left = units

    def spend(self, units: int) -> None:
        """Take units off. Raises :class:`jinja2.TemplateRuntimeError` once none are left."""
        self.left -= units
        if self.left < 0:
            raise TemplateRuntimeError("it takes too many steps or writes too much text")


def limited(tree: nodes.Template, filters: Mapping[str, object]) -> nodes.Template:
    """Refuse what a template may not hold, and meter its loops and joined texts.

    Raises :class:`jinja2.TemplateSyntaxError` with the line.
    """
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, NODES):
            text = f"{type(node).__name__} is not allowed in a template"
            raise TemplateSyntaxError(text, node.lineno)
        if isinstance(node, nodes.Filter) and node.name not in filters:
            raise TemplateSyntaxError(f"there is no filter {node.name!r}", node.lineno)
        if isinstance(node, nodes.Test) and node.name != "defined":
            raise TemplateSyntaxError(f"there is no test {node.name!r}", node.lineno)
        if isinstance(node, nodes.For) and node.recursive:
            raise TemplateSyntaxError("a loop may not call itself", node.lineno)
    _meter(tree)
    return tree


def _meter(parent: nodes.Node) -> None:
    """Wrap what a loop runs over, and each joining of texts, in a filter that is charged."""
    for node in parent.iter_child_nodes():
        _meter(node)
        if isinstance(node, nodes.For):
            node.iter = _call(ROUNDS, node.iter, nodes.Const(_size(node)))
    for name, value in parent.iter_fields():
        if isinstance(value, nodes.Concat):
            setattr(parent, name, _call(JOINED, nodes.List(value.nodes, lineno=value.lineno)))
        elif isinstance(value, list):
            value[:] = [
                _call(JOINED, nodes.List(one.nodes, lineno=one.lineno))
                if isinstance(one, nodes.Concat)
                else one
                for one in value
            ]


def _call(name: str, value: Any, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(value, name, list(arguments), [], None, None, lineno=value.lineno)


def _size(loop: nodes.For) -> int:
    """Return the cost of one round: its nodes, and the characters of its own text."""
    return sum(
        1 + (len(node.data) if isinstance(node, nodes.TemplateData) else 0)
        for node in loop.find_all(nodes.Node)
    )


def metered(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that takes the context first, and is charged for the size of its value."""

    @pass_context
    def run(context: Context, value: Any, *arguments: Any, **named: Any) -> Any:
        for one in (value, *arguments, *named.values()):
            if isinstance(one, Undefined):
                # Raises with the name of the unknown fact.
                str(one)
            context[BUDGET].spend(len(one) if isinstance(one, Sized) else 1)
        return function(context, value, *arguments, **named)

    return run


def joined(context: Context, parts: list[Any], between: str = "") -> str:
    """Join texts."""
    texts = list(map(str, parts))
    context[BUDGET].spend(sum(map(len, texts)) + len(between) * len(texts))
    return between.join(texts)


def rounds(context: Context, items: Any, size: int) -> tuple[Any, ...]:
    """Return what a loop runs over, once all its rounds are charged."""
    found = tuple(items)
    context[BUDGET].spend(len(found) * size)
    return found
