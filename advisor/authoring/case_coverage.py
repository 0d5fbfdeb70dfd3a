"""How much of the rules the cases assert: only what they name counts."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.authoring.conclusions import not_asserted
from advisor.authoring.rule_cases import OUTCOMES, Cases, needed, room_of
from advisor.knowledge.content import AnyRule, Rulebook
from advisor.lazy_dataclass import dataclass


@dataclass(frozen=True)
class Asserted:
    """How many rules of one room have the cases they need."""

    room: str
    rules: int
    outcomes: tuple[tuple[int, int], ...]
    """For each of fires, silent and undecided: how many rules have such a case, and
    how many need one."""
    concluded: int
    """Rules whose every constant is asserted: strength, date, and so on."""


def asserted(rulebook: Rulebook, cases: Cases) -> Iterator[Asserted]:
    """Yield what is asserted of each kind of rule, in the order of the strata."""
    have = {(case.rule, case.expected) for case in cases.conditions}
    rooms: dict[str, list[AnyRule]] = {}
    for rule in rulebook.rules():
        rooms.setdefault(room_of(rule), []).append(rule)
    for room, rules in rooms.items():
        outcomes = []
        for name, truth in OUTCOMES.items():
            needing = [rule for rule in rules if name in needed(rule.when)]
            outcomes.append((sum((rule.id, truth) in have for rule in needing), len(needing)))
        concluded = sum(not not_asserted(rule, cases.conclusions.get(rule.id)) for rule in rules)
        yield Asserted(room, len(rules), tuple(outcomes), concluded)
