"""Which of the open questions is asked first."""

from __future__ import annotations

import dataclasses
from datetime import date

from advisor.engine.compiled import Compiled
from advisor.interview.next_question import Path, questions_now
from advisor.interview.question_value import by_value
from advisor.knowledge.content import Library
from advisor.model import Case

DAY = date(2026, 12, 1)
KNOWN = Case({"how_it_stands": "running", "intent": "unsure", "talked": "never"})


def path(library: Library) -> Path:
    """The open questions of a case in which nearly everything is open."""
    return questions_now(library, KNOWN, DAY, Compiled())


def test_what_rules_out_more_comes_first(library: Library) -> None:
    """A choice that rules over money comes before a date that moves nothing yet."""
    way = path(library)
    some = [library.questions[name] for name in ("client_changes", "open_invoices")]
    assert by_value(library, way, some, None)[0].id == "open_invoices"


def test_what_costs_less_comes_first(library: Library) -> None:
    """Of two answers that settle the same, the one that takes less effort comes first."""
    way = path(library)
    tick = library.questions["negative_share"]
    twin = dataclasses.replace(tick, id=tick.id, effort="look_up")
    assert by_value(library, way, (twin,), None) == (twin,)
    values = {}
    for one in (tick, twin):
        other = library.questions["haggling"]
        values[one.effort] = [item.id for item in by_value(library, way, (other, one), None)]
    assert values["tick"].index(tick.id) <= values["look_up"].index(tick.id)


def test_a_section_goes_on_unless_the_gain_is_large(library: Library) -> None:
    """After a question its section goes on with the next best of it."""
    way = path(library)
    money, other = library.questions["capacity"], library.questions["gut_score"]
    pair = by_value(library, way, (money, other), None)
    stay = by_value(library, way, (money, other), library.questions[pair[1].id])
    assert {pair, stay} == {(money, other), (other, money)}


def test_all_questions_stay(library: Library) -> None:
    """Nothing is lost and nothing is added, and the order is the same each time."""
    way = path(library)
    found = by_value(library, way, way.todo, None)
    assert set(found) == set(way.todo)
    assert len(found) == len(way.todo)
    assert found == by_value(library, way, way.todo, None)
