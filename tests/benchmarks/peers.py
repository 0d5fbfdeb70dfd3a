"""Other rule engines, each given the same rules in its best layout.

A peer is made from the expressions of one stratum and returns, for the properties of
one case, the ids whose expression is true. Each is imported when it is made, since
only ``make bench`` installs them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import prod
from typing import Any

from tests.benchmarks.expressions import Expression, Junction, comparisons_in

Found = Mapping[str, Any]
Peer = Callable[[Found], set[str]]
"""Properties of a case to the ids that are true of it."""
Maker = Callable[[Sequence[tuple[str, Expression]], bool], Peer]
"""Rules, and whether only the first that is true is asked for, to a peer."""


def safe(name: str) -> str:
    """Return a name that every engine takes as an identifier."""
    return "p_" + name.replace("/", "_").replace("-", "_").replace(".", "_")


def infix(expression: Expression, *, yes: str, no: str) -> str:
    """Write an expression with ``and``, ``or`` and parentheses."""
    if isinstance(expression, bool):
        return yes if expression else no
    if isinstance(expression, Junction):
        return (
            "("
            + f" {expression.word} ".join(infix(p, yes=yes, no=no) for p in expression.parts)
            + ")"
        )
    constant = expression.constant
    written = json.dumps(constant, ensure_ascii=False)
    return f"{safe(expression.name)} {expression.operator} {written}"


def _flat(found: Found) -> dict[str, Any]:
    return {safe(name): value for name, value in found.items()}


def _true(rules: Iterator[str], first: bool) -> set[str]:
    """Return all rules, or the first alone."""
    return set(islice(rules, 1) if first else rules)


def zen_expressions(rules: Sequence[tuple[str, Expression]], first: bool) -> Peer:
    """Make a peer of zen-engine's compiled expressions."""
    import zen

    compiled = [
        (rule, zen.compile_expression(infix(e, yes="true", no="false"))) for rule, e in rules
    ]

    def peer(found: Found) -> set[str]:
        return _true((rule for rule, one in compiled if one.evaluate(found)), first)

    return peer


def zen_decision(rules: Sequence[tuple[str, Expression]], _first: bool) -> Peer:
    """Make a peer of one zen-engine decision: an expression node with a key for each rule."""
    keys = [
        {"id": f"k{n}", "key": f"k{n}", "value": infix(e, yes="true", no="false")}
        for n, (_, e) in enumerate(rules)
    ]
    decision = _zen_graph("expressionNode", {"expressions": keys, "passThrough": False})
    names = [rule for rule, _ in rules]

    def peer(found: Found) -> set[str]:
        result = decision.evaluate(found)["result"]
        return {names[int(key[1:])] for key, truth in result.items() if truth}

    return peer


def zen_table(rules: Sequence[tuple[str, Expression]], first: bool) -> Peer:
    """Make a peer of one zen-engine decision table that collects the rules that hold."""
    content = {
        "hitPolicy": "first" if first else "collect",
        "inputs": [{"id": "i", "name": "i", "type": "expression"}],
        "outputs": [{"id": "o", "name": "o", "field": "o", "type": "expression"}],
        "rules": [
            {"_id": f"r{n}", "i": infix(e, yes="true", no="false"), "o": str(n)}
            for n, (_, e) in enumerate(rules)
        ],
    }
    decision = _zen_graph("decisionTableNode", content)
    names = [rule for rule, _ in rules]

    def peer(found: Found) -> set[str]:
        result = decision.evaluate(found)["result"]
        return {names[row["o"]] for row in ([result] if first else result)}

    return peer


def _zen_graph(kind: str, content: Mapping[str, Any]) -> Any:
    """Return a zen-engine decision of one node between its input and its output."""
    import zen

    graph = {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in"},
            {"id": "all", "type": kind, "name": "all", "content": content},
            {"id": "out", "type": "outputNode", "name": "out"},
        ],
        "edges": [
            {"id": "e1", "sourceId": "in", "targetId": "all", "type": "edge"},
            {"id": "e2", "sourceId": "all", "targetId": "out", "type": "edge"},
        ],
    }
    return zen.ZenEngine().create_decision(json.dumps(graph))


def json_logic(rules: Sequence[tuple[str, Expression]], first: bool) -> Peer:
    """Make a peer of panzi-json-logic."""
    from json_logic import jsonLogic

    def written(e: Expression) -> Any:
        if isinstance(e, bool):
            return e
        if isinstance(e, Junction):
            return {e.word: [written(part) for part in e.parts]}
        word = {"==": "===", "!=": "!=="}.get(e.operator, e.operator)
        return {word: [{"var": safe(e.name)}, e.constant]}

    trees = [(rule, written(e)) for rule, e in rules]

    def peer(found: Found) -> set[str]:
        return _true((rule for rule, tree in trees if jsonLogic(tree, found)), first)

    return peer


def rule_engine(rules: Sequence[tuple[str, Expression]], first: bool) -> Peer:
    """Make a peer of rule-engine."""
    from rule_engine import Rule

    compiled = [(rule, Rule(infix(e, yes="true", no="false"))) for rule, e in rules]

    def peer(found: Found) -> set[str]:
        return _true((rule for rule, one in compiled if one.matches(found)), first)

    return peer


def business_rules(rules: Sequence[tuple[str, Expression]], first: bool) -> Peer:
    """Make a peer of business-rules: its checker of nested conditions."""
    from business_rules.engine import check_conditions_recursively
    from business_rules.variables import BaseVariables, numeric_rule_variable

    words = {"<": "less_than", "<=": "less_than_or_equal_to", ">": "greater_than"}
    words |= {">=": "greater_than_or_equal_to", "==": "equal_to"}
    codes: dict[str, dict[str, int]] = {}
    kinds: dict[str, bool] = {}
    for _, e in rules:
        for item in comparisons_in(e):
            kinds[safe(item.name)] = isinstance(item.constant, str)

    def written(e: Expression) -> Any:
        if isinstance(e, bool):
            # No constant: a number against itself.
            return {"name": "always", "operator": "equal_to", "value": 1 if e else 0}
        if isinstance(e, Junction):
            word = "all" if e.word == "and" else "any"
            return {word: [written(part) for part in e.parts]}
        name = safe(e.name)
        if e.operator == "!=":
            # Texts are numbers here, since there is no "not equal to".
            below = {"name": name, "operator": "less_than", "value": _code(name, e.constant)}
            return {"any": [below, {**below, "operator": "greater_than"}]}
        value = _code(name, e.constant) if isinstance(e.constant, str) else e.constant
        return {"name": name, "operator": words[e.operator], "value": value}

    def _code(name: str, text: Any) -> int:
        known = codes.setdefault(name, {})
        return known.setdefault(text, len(known) + 1)

    trees = [(rule, written(e)) for rule, e in rules]

    class Variables(BaseVariables):  # type: ignore[misc]
        def __init__(self, found: Found) -> None:
            self.found = found

        @numeric_rule_variable  # type: ignore[untyped-decorator]
        def always(self) -> int:
            return 1

    def variable(name: str) -> Any:
        known = codes.get(name, {})
        if kinds[name]:
            return lambda self: known.get(self.found[name], 0)
        return lambda self: self.found[name]

    for name in kinds:
        function = variable(name)
        function.__name__ = name
        setattr(Variables, name, numeric_rule_variable(function))

    def peer(found: Found) -> set[str]:
        variables = Variables(found)
        check = check_conditions_recursively
        return _true((rule for rule, tree in trees if check(tree, variables)), first)

    return peer


AT_ONCE = 30
"""Rules in one set of durable_rules: 65 branches that match one fact are an error."""


MOST_BRANCHES = 18
"""Ways in which a rule of durable_rules may be true; much more of them are an error."""


def _branches(e: Expression) -> int:
    """Return the number of conjunctions that an expression is written out to."""
    if not isinstance(e, Junction):
        return 1
    return (prod if e.word == "and" else sum)(_branches(part) for part in e.parts)


def _apart(e: Expression) -> list[Expression]:
    """Return expressions of few branches, one of which is true where a whole is."""
    if not isinstance(e, Junction) or _branches(e) <= MOST_BRANCHES:
        return [e]
    if e.word == "or":
        return [one for part in e.parts for one in _apart(part)]
    parts: list[Expression] = []
    for part in e.parts:
        parts += part.parts if isinstance(part, Junction) and part.word == "and" else [part]
    widest = max(parts, key=_branches)
    rest = [part for part in parts if part is not widest]
    options = widest.parts if isinstance(widest, Junction) else ()
    return [one for part in options for one in _apart(Junction("and", (*rest, part)))]


def durable_by_hand(rules: Sequence[tuple[str, Expression]], _first: bool) -> Peer:
    """Make a peer of durable_rules as one would write it by hand: one wide fact, ``$and``, ``$or``.

    Rules are cut into sets, as too many branches that are true at once are an error.
    """
    from durable import engine

    class Host(engine.Host):  # type: ignore[misc]
        def _run(self) -> None:
            """Start no threads."""

    fired: set[str] = set()
    host = Host()

    def action(rule: str) -> Callable[[Any], None]:
        def run(_: Any) -> None:
            fired.add(rule)

        return run

    def written(e: Expression) -> dict[str, Any]:
        if isinstance(e, bool):
            return {"go": 1 if e else 2}
        if isinstance(e, Junction):
            return {"$and" if e.word == "and" else "$or": [written(part) for part in e.parts]}
        test = {safe(e.name): scaled(e.constant)}
        words = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}
        return test if e.operator == "==" else {words[e.operator]: test}

    def scaled(value: Any) -> Any:
        # Some floats cannot be read: whole multiples of 1/10,000 are sent.
        return value if isinstance(value, str) else round(value * 10_000)

    sets: list[tuple[str, list[str]]] = []
    rules = [(rule, part) for rule, e in rules for part in _apart(e)]
    for number, part in enumerate(_chunks(rules, AT_ONCE)):
        content: dict[str, Any] = {
            f"r{n}": {"all": [{"m": written(e)}], "run": action(rule)}
            for n, (rule, e) in enumerate(part)
        }
        content["end"] = {"all": [{"m": {"go": 1}}], "run": action("")}
        host.set_rulesets({f"s{number}": content})
        names = sorted({item.name for _, e in part for item in comparisons_in(e)})
        sets.append((f"s{number}", [safe(name) for name in names]))
    sessions = iter(range(10**9))

    def peer(found: Found) -> set[str]:
        fired.clear()
        for name, properties in sets:
            session = str(next(sessions))
            fact = {key: scaled(found[key]) for key in properties}
            host.assert_fact(name, {**fact, "go": 1, "sid": session})
            host.delete_state(name, session)
        return fired - {""}

    return peer


def _chunks(rules: Sequence[Any], size: int) -> Iterable[Sequence[Any]]:
    return (rules[start : start + size] for start in range(0, len(rules), size))


PEERS: Mapping[str, Maker] = {
    "zen-engine, compiled expressions": zen_expressions,
    "zen-engine, expression node": zen_decision,
    "zen-engine, decision table": zen_table,
    "panzi-json-logic": json_logic,
    "rule-engine": rule_engine,
    "business-rules": business_rules,
}
