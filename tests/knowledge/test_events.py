"""Events are read strictly: a fault is told with its place and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import ContentError
from advisor.knowledge.anchor import Anchor
from advisor.knowledge.event_content import AnswerChange
from tests.knowledge.small import load, write_small

EVENT = """\
worse:
  text: If they pay badly by {day}
  when: {advice.whether: wait}
  day: {from: as_of, days: 7}
  answers: {habit: bad, days: 31}
  likelihood: possible
  fails: [wait]
  sources: [S1]
"""


def test_an_event_is_read(tmp_path: Path) -> None:
    """Its condition, its day, its answers and its text."""
    library = load(write_small(tmp_path, **{"rules/events.yaml": EVENT}))
    (event,) = library.events
    assert event.day == (Anchor("as_of", 7),)
    assert event.answers == (
        AnswerChange(question="habit", answer="bad"),
        AnswerChange(question="days", answer=31),
    )
    assert (event.succeeds, event.fails) == ((), ("wait",))
    assert library.phrases.events == {"worse": "If they pay badly by {day}"}


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("habit: bad", "habt: bad", "events.yaml:5:13: There is no question 'habt'. Did you mean"),
        ("habit: bad", "habit: awful", "events.yaml:5:20: Found 'awful'; allowed: good or bad."),
        ("days: 31", "days: many", "events.yaml:5:31: Found 'many'"),
        ("days: 31", "days: [1]", "events.yaml:5:31: Found a list; write one answer, or unknown."),
        ("days: 31", "wish: less", "events.yaml:5:31: An event cannot answer 'wish'"),
        ("{day}", "{days}", "events.yaml:2:3: An event can name only {day}."),
        ("advice.whether: wait", "habt: bad", "events.yaml:3:10: There is no fact or finding"),
        ("from: as_of", "from: days", "events.yaml:4:15: 'days' is a number; a date fact"),
        ("possible", "certain", "events.yaml:6:15: Found 'certain'; allowed: likely, possible"),
        ("[wait]", "[waits]", "events.yaml:7:11: Found 'waits'; allowed: keep, wait"),
        ("  sources: [S1]\n", "", "events.yaml:2:3: "),
        ("fails:", "faults:", "events.yaml:7:3: "),
    ],
)
def test_a_fault_in_an_event_has_its_place(
    tmp_path: Path, before: str, after: str, message: str
) -> None:
    """Questions, choices, facts, days and words are each checked when the file is read."""
    assert before in EVENT
    with pytest.raises(ContentError) as error:
        load(write_small(tmp_path, **{"rules/events.yaml": EVENT.replace(before, after)}))
    assert message in str(error.value)
