"""The stories: whole cases and what the advice must be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from advisor.casefile.casefile import case_from_node
from advisor.engine import available
from advisor.engine.stratum import Engine
from advisor.errors import ContentError, EngineError
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import Library
from advisor.knowledge.rule_text import RuleTexts
from advisor.model import Case
from advisor.reasoning.assess import assess
from advisor.reasoning.assessment import Assessment
from tests.conftest import ROOT

STORIES = sorted((ROOT / "tests" / "stories").glob("*.yaml"))


@dataclass(frozen=True)
class Story:
    """A whole case and what is expected of it."""

    case: Case
    expect: dict[str, strict_yaml.Node]

    def text(self, name: str) -> str | None:
        """Return an expectation's text."""
        node = self.expect.get(name)
        return node.text if isinstance(node, strict_yaml.Text) else None

    def pairs(self, name: str) -> dict[str, str]:
        """Return an expectation's pairs."""
        node = self.expect.get(name)
        if node is None:
            return {}
        return {key: strict_yaml.text_of(value) for key, _, value in strict_yaml.pairs_of(node)}

    def texts(self, name: str) -> list[str]:
        """Return an expectation's list."""
        node = self.expect.get(name)
        return (
            []
            if node is None
            else [strict_yaml.text_of(item) for item in strict_yaml.items_of(node)]
        )


def read_story(path: Path, library: Library) -> Story:
    """Read a story's case and expectations."""
    fields = strict_yaml.Fields(strict_yaml.read_file(path, path.name))
    case = case_from_node(fields.need("case"), library, path.name)
    expect = {key: value for key, _, value in strict_yaml.pairs_of(fields.need("expect"))}
    fields.done()
    return Story(case, expect)


@pytest.fixture(params=["pure", "durable"], scope="module")
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn; durable_rules only where it is installed."""
    try:
        return available(request.param)
    except EngineError as error:
        pytest.skip(str(error))


def test_there_are_the_twelve_stories() -> None:
    """The stories a to l are all there."""
    assert "".join(path.name[0] for path in STORIES) == "abcdefghijkl"


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_ends_as_it_must(path: Path, library: Library, engine: Engine) -> None:
    """Whether, when, last day, binding constraint, gates, dates and tasks are as expected."""
    story = read_story(path, library)
    assert story.case.as_of is not None
    found = assess(library, story.case, story.case.as_of, engine)
    advice = found.advice
    assert advice.whether == story.text("whether")
    if (when := story.text("when")) is not None:
        assert str(advice.when or "none") == when
    if (last_day := story.text("last_day")) is not None:
        assert str(advice.last_day or "none") == last_day
    if (not_before := story.text("not_before")) is not None:
        earliest = advice.last_day or advice.not_before
        assert earliest is not None
        assert earliest >= date.fromisoformat(not_before)
    if (review := story.text("review_on")) is not None:
        assert str(advice.review_on) == review
    for key, value in story.pairs("binding").items():
        assert str(getattr(advice.binding[0], key)) == value
    gates = {gate.id: "blocking" if gate.blocking else "advisory" for gate in advice.gates}
    for gate, state in story.pairs("gates").items():
        assert gates[gate] == state
    for day in story.texts("dates"):
        assert date.fromisoformat(day) in {item.date for item in found.dates}
    for task in story.texts("tasks"):
        assert task in {item.id for item in found.tasks}
    if (word := story.text("says")) is not None:
        assert word in reasons(library, found)


def reasons(library: Library, found: Assessment) -> str:
    """Return the reasons of the advice, its gates and its findings, in words."""
    gates = [rule for gate in found.advice.gates for rule in gate.rules]
    rules = [*found.advice.rules, *gates, *(item.id for item in found.findings)]
    return " ".join(map(RuleTexts(library.phrases, library, found.facts).because, rules))


def test_an_expectation_that_no_one_reads_is_refused(library: Library) -> None:
    """Every key of every story's expectations is one that the test above reads."""
    read = {
        "whether", "when", "last_day", "not_before", "review_on", "binding", "gates",
        "dates", "tasks", "says", "no_letter", "draft",
    }  # fmt: skip
    for path in STORIES:
        assert set(read_story(path, library).expect) <= read


def test_a_story_without_a_case_is_refused(tmp_path: Path, library: Library) -> None:
    """A story that lacks its case is a fault of the story."""
    path = tmp_path / "z.yaml"
    path.write_text("expect: {whether: end}\n")
    with pytest.raises(ContentError, match="The field 'case' is missing"):
        read_story(path, library)
