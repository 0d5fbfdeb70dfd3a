"""Contradictions are read strictly: a fault is told with its place and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import ContentError
from tests.knowledge.small import load, write_small

CLASH = """\
good-but-late:
  text: You say both. Which is right?
  when: {all: [habit: good, days: {above: 30}]}
  between: [habit, days]
  set_aside: [habit]
  sources: [S1]
"""


def test_a_contradiction_is_read(tmp_path: Path) -> None:
    """Its questions, what is set aside, and its text."""
    library = load(write_small(tmp_path, **{"rules/contradictions.yaml": CLASH}))
    (item,) = library.contradictions
    assert (item.between, item.set_aside, item.in_order) == (("habit", "days"), ("habit",), ())
    assert library.phrases.contradictions == {"good-but-late": "You say both. Which is right?"}


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("[habit, days]", "[habit, day]", "yaml:4:20: There is no question 'day'. Did you mean"),
        ("[habit, days]", "[habit]", "yaml:2:3: Write between: with two questions or more"),
        ("between: [habit, days]", "in_order: [[habit, days]]", "yaml:4:14: Write two questions"),
        ("set_aside: [habit]", "set_aside: [wish]", "yaml:5:3: Only questions of between:"),
        ("habit: good", "habit: awful", "yaml:3:23: 'habit' cannot be 'awful'"),
        ("habit: good", "advice.whether: end", "yaml:3:16: 'advice.whether' is not known yet"),
        ("  sources: [S1]\n", "", "yaml:2:3: "),
    ],
)
def test_a_fault_in_a_contradiction_has_its_place(
    tmp_path: Path, before: str, after: str, message: str
) -> None:
    """Questions, pairs of days and facts are each checked when the file is read."""
    assert before in CLASH
    with pytest.raises(ContentError) as error:
        load(write_small(tmp_path, **{"rules/contradictions.yaml": CLASH.replace(before, after)}))
    assert f"rules/contradictions.{message}" in str(error.value)
