"""The JSON Schemas for editors: they accept all shipped content and refuse faults."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from advisor.authoring.json_schema import schemas
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import Roots
from tests.conftest import ROOT

FOLDERS = {
    "exports": "export",
    "questions": "questions",
    "findings": "finding",
    "advice/whether": "whether",
    "advice/when": "when",
    "advice/gates": "gate",
    "plan/dates": "date",
    "plan/checklist": "checklist",
    "words": "words",
    "values": "values",
}
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")


def plain(node: strict_yaml.Node) -> Any:
    """Return a node as an editor's YAML server sees it."""
    if isinstance(node, strict_yaml.Text):
        if NUMBER.match(node.text) and not node.quoted:
            return float(node.text) if "." in node.text else int(node.text)
        return node.text
    if isinstance(node, strict_yaml.Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.items.items()}


@pytest.fixture(scope="module")
def validators(library: Library) -> dict[str, jsonschema.Draft7Validator]:
    """A validator for each kind of file."""
    made = schemas(library)
    for schema in made.values():
        jsonschema.Draft7Validator.check_schema(schema)
    return {name: jsonschema.Draft7Validator(schema) for name, schema in made.items()}


@pytest.mark.parametrize(("folder", "kind"), FOLDERS.items())
def test_every_shipped_file_fits_its_schema(
    validators: dict[str, jsonschema.Draft7Validator], roots: Roots, folder: str, kind: str
) -> None:
    """An editor shows no fault in what the strict reader accepts."""
    paths = sorted((roots.rules / folder).glob("**/*.yaml"))
    assert paths
    for path in paths:
        faults = [
            error.message
            for error in validators[kind].iter_errors(plain(strict_yaml.read_file(path)))
        ]
        assert faults == [], path


def test_single_files_and_letters_fit_their_schemas(
    validators: dict[str, jsonschema.Draft7Validator], roots: Roots
) -> None:
    """An editor shows no fault in facts, events, contradictions, sources, the balance and English kinds of letter."""
    paths = [
        (roots.rules / f"{name}.yaml", name)
        for name in ("facts", "sources", "events", "contradictions", "balance", "columns")
    ]
    paths += [(path, "letter") for path in (roots.templates / "en/letter").glob("*/kind.yaml")]
    assert len(paths) > 10
    for path, kind in paths:
        content = plain(strict_yaml.read_file(path))
        assert [error.message for error in validators[kind].iter_errors(content)] == [], path


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("letter", {"title": "A letter", "when": "always", "otherwise": "No.", "colour": "red"}),
        ("facts", {"late": {"kind": "colour", "label": "late"}}),
        ("sources", {"S1": {"title": "One", "needs": ["song"]}}),
        ("export", {"product": "X", "columns": {"number": ["No"]}, "holds": "some"}),
        ("values", {"limit": {"unit": "days", "values": {}}}),
        ("migrations", [{"since": "0.2.0", "question": "a", "became": "b"}]),
    ],
)
def test_faults_of_other_files_are_seen(
    validators: dict[str, jsonschema.Draft7Validator], kind: str, fault: object
) -> None:
    """An editor marks a word that is not allowed, a field that is missing or unknown."""
    assert len(list(validators[kind].iter_errors(fault))) >= 1


def test_the_example_and_the_stories_fit_the_schema_of_a_case(
    validators: dict[str, jsonschema.Draft7Validator],
) -> None:
    """An editor shows no fault in the shipped cases."""
    cases = [plain(strict_yaml.read_file(ROOT / "examples" / "demo.yaml"))]
    cases += [
        plain(strict_yaml.read_file(path))["case"] for path in (ROOT / "tests/stories").glob("*")
    ]
    for case in cases:
        assert [error.message for error in validators["case"].iter_errors(case)] == []


FAULTS = [
    ("direction", "fore"),
    ("strength", "huge"),
    ("sources", ["S999"]),
    ("when", {"late_shares": {"at_least": 50}}),
    ("when", {"late_share": {"over": 50}}),
    ("when", {"late_share": {"at_least": "half"}}),
    ("when", {"payment_habit": "rarely"}),
    ("when", {"all": []}),
    ("when", {"advice.whether": "end"}),
    ("when", "payment/mostly-late"),
    ("titel", "A slip"),
]


@pytest.mark.parametrize(("field", "value"), FAULTS)
def test_a_fault_does_not_fit(
    validators: dict[str, jsonschema.Draft7Validator], roots: Roots, field: str, value: object
) -> None:
    """What the strict reader refuses, an editor marks too."""
    path: Path = roots.rules / "findings" / "payment" / "mostly-late.yaml"
    good = plain(strict_yaml.read_file(path))
    assert validators["finding"].is_valid(good)
    assert not validators["finding"].is_valid({**good, field: value})


@pytest.mark.parametrize(
    "fault",
    [
        {"avoid": {"blame": {"level": "strict", "sources": ["S88"], "words": ["you"]}}},
        {"avoid": {"blame": {"level": "blocking", "sources": ["S88"]}}},
        {"avoid": {"blame": {"level": "blocking", "sources": ["nowhere"], "words": ["you"]}}},
        {"elements": {"thanks": {"level": "advisory", "sources": ["S25"], "kinds": ["nothing"]}}},
        {"layout": {"header": ["dear *"]}},
        {"unknown": {}},
    ],
)
def test_faults_of_a_word_list_are_seen(
    validators: dict[str, jsonschema.Draft7Validator], fault: dict[str, Any]
) -> None:
    """An editor marks what the reader of word lists would refuse."""
    assert list(validators["words"].iter_errors(fault))
