"""Templates from strangers: a few constructs, a budget, and errors that name their line."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import pytest

from advisor.errors import ContentError, Place
from advisor.letters.template_limits import LONGEST
from advisor.letters.templates import fill

PLACE = Place("templates/en/letter/ending/10-a.md", 7, 1)
MANY: Mapping[str, Any] = {
    "text": "long " * 10_000,
    "items": tuple(map(str, range(5_000))),
    "yes": True,
}

REFUSED = [
    ("{{ range(9) }}", 7, "Call is not allowed"),
    ("a\n{{ 'a' * 999999999999 }}", 8, "Mul is not allowed"),
    ("{{ 9 ** 9 ** 9 }}", 7, "Pow is not allowed"),
    ("{{ 'a' + 'b' }}", 7, "Add is not allowed"),
    ("{{ 9 // 0 }}", 7, "FloorDiv is not allowed"),
    ("{{ text | random }}", 7, "there is no filter 'random'"),
    ("{{ 'a' | center(999999999) }}", 7, "there is no filter 'center'"),
    ("{{ text | pprint }}", 7, "there is no filter 'pprint'"),
    ("a\nb\n{{ items | map('shuffle') | list | and_list }}", 9, "there is no filter 'shuffle'"),
    ("{{ lipsum() }}", 7, "Call is not allowed"),
    ("{{ cycler }}", 7, "'cycler' is undefined"),
    ("{% include '/etc/passwd' %}", 7, "Include is not allowed"),
    ("{% import 'a' as b %}", 7, "Import is not allowed"),
    ("{% extends 'a' %}", 7, "Extends is not allowed"),
    ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", 7, "Macro is not allowed"),
    ("{% for a in items recursive %}{{ loop(items) }}{% endfor %}", 7, "not call itself"),
    ("{{ text.__class__ }}", 7, "unsafe"),
    ("{{ text.upper }}", 7, "is shown without a filter"),
    ("a\n\n{% if text is odd %}{% endif %}", 9, "no test 'odd'"),
    (r"{{ 'a\x1b[31m' | trim }}", 7, "it gives the control character U+001B"),
    (r"{{ ['a', 'b'] | join('\u202e') }}", 7, "it gives the control character U+202E"),
    ("{{ a }", 7, "unexpected"),
    ("a\n{{ missing }}", 8, "'missing' is undefined"),
    ("a\n{% for a in 5 %}{% endfor %}", 8, "not iterable"),
    ("a\nb\n{{ text | long_date }}", 9, "a str is no date"),
    ("a\n{{ yes | round }}{{ text | int }}", 8, "a str is no int"),
    ("{{ " + "(" * 2_000 + "1" + ")" * 2_000 + " }}", 7, "nested too deeply"),
    ("{% if yes %}" * 400 + "{% endif %}" * 400, 7, ""),
    ("{% for a in items %}" * 40 + "{% endfor %}" * 40, 7, ""),
    ("a" * (LONGEST + 1), 7, "longer than"),
]


@pytest.mark.parametrize(("source", "line", "reason"), REFUSED, ids=range(len(REFUSED)))
def test_a_template_that_cannot_be_filled_names_its_line(
    source: str, line: int, reason: str
) -> None:
    """Every error of a template is one problem with the line of its file and a reason."""
    with pytest.raises(ContentError) as caught:
        fill(source, MANY, PLACE)
    (problem,) = caught.value.problems
    assert reason in problem.message
    assert "\n" not in problem.message
    assert problem.message.startswith("This template cannot be filled: ")
    assert problem.place == Place(PLACE.file, line, 1)


LOOP = "{% for a in items %}"
GREEDY = [
    LOOP * 3 + "{% endfor %}" * 3,
    LOOP * 3 + "x" + "{% endfor %}" * 3,
    LOOP + "{{ text }}" + "{% endfor %}",
    LOOP + "{{ text | lower }}" + "{% endfor %}",
    LOOP + "{% if text | trim == a %}{% endif %}{% endfor %}",
    LOOP + "{% if items | list | length == 3 %}{% endif %}{% endfor %}",
    LOOP + "{% if items | map('fragment') | list == a %}{% endif %}{% endfor %}",
    LOOP + "y" * 2_000 + "{% endfor %}",
    "{% set a = text %}" + "{% set a = a ~ a %}" * 60,
    "{% set a = text %}" + "{% set a = (a, a) | join %}" * 60,
    "{% set a = text %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 60,
    "{{ text | join(text) }}",
    "{{ items | join(text) }}",
    "{{ text }}{{ text }}{{ text }}",
]


@pytest.mark.parametrize("source", GREEDY, ids=range(len(GREEDY)))
def test_a_template_has_a_budget(source: str) -> None:
    """What runs long or writes much is refused within two seconds, naming template and line."""
    start = time.process_time()
    with pytest.raises(ContentError, match=r"10-a\.md:7:1: .*(too many steps|characters)"):
        fill(source, MANY, PLACE)
    assert time.process_time() - start < 2


def test_the_budget_is_one_for_all_templates_of_a_letter() -> None:
    """Many templates of which each is cheap cost together what one may cost."""
    from advisor.letters.template_limits import BUDGET, Budget

    values = {**MANY, BUDGET: Budget()}
    source = "{{ text | lower | length }}{{ text[:9999] }}"
    for _ in range(9):
        fill(source, values, PLACE)
    with pytest.raises(ContentError, match="too many steps"):
        fill(source, values, PLACE)


def test_the_filters_that_texts_use() -> None:
    """Lists and numbers are put into words as before."""
    assert fill("{{ items[:3] | select | list | join(', ') }}", MANY, PLACE) == "0, 1, 2"
    assert fill("{{ items[:2] | map('fragment') | list | join('-') }}", MANY, PLACE) == "0-1"
    assert fill("{{ 'A' | lower ~ (5 | round | int) ~ (text | trim | length) }}", MANY, PLACE) == (
        "a549999"
    )
