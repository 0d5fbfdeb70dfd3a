"""Read a saved assessment, as ``advisor assess --json`` wrote it, or a case file.

JSON is read by the same strict reader as YAML, so that every fault has its place.
"""

from __future__ import annotations

import re
from datetime import date

from advisor.casefile.casefile import case_from_node
from advisor.casefile.rendering import UNKNOWN, VERSION
from advisor.engine.stratum import Engine
from advisor.errors import CaseError, CommandLine, Message
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import Library
from advisor.knowledge.strict_yaml import Fields, Node
from advisor.model import DIRECTIONS, STRENGTHS, WHEN, WHETHER
from advisor.reasoning.diff import Item, Kind, Side, side
from advisor.report.json_report import SCHEMA_VERSION

SAVING = CommandLine("advisor assess CASE --json")
"""The command that saves an assessment."""

_ESCAPE = re.compile(rb"\\(?:u([dD][89abAB]..)\\u([dD][c-fC-F]..)|.)", re.DOTALL)


def read_side(data: bytes, name: str, library: Library, today: date, engine: Engine) -> Side:
    """Read one side of a comparison: a saved assessment, or a case that is assessed now.

    A case without a day of its own is judged on ``today``. Raises :class:`CaseError`.
    """
    root = strict_yaml.parse(_readable(data), name, CaseError)
    if isinstance(root, strict_yaml.Mapping) and "schema_version" in root.items:
        return _saved(root, name, library)
    if name.lower().endswith(".json"):
        text = Message("This is no saved assessment; make one with '{command}'.", command=SAVING)
        strict_yaml.fail(root.place, text, CaseError)
    case = case_from_node(root, library, name, CaseError, today)
    return side(library, case, case.as_of or today, engine, name)


def _readable(data: bytes) -> bytes:
    """Return JSON in the part of it that is YAML as well: no tabs, no halves of letters."""
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return data

    def whole(match: re.Match[bytes]) -> bytes:
        if match[1] is None:
            return match[0]
        try:
            halves = int(match[1], 16), int(match[2], 16)
        except ValueError:
            return match[0]
        return chr(0x10000 + (halves[0] - 0xD800) * 0x400 + halves[1] - 0xDC00).encode()

    return _ESCAPE.sub(whole, data.replace(b"\t", b" "))


def _saved(root: strict_yaml.Mapping, name: str, library: Library) -> Side:
    fields = Fields(root, CaseError)
    version = fields.need("schema_version")
    if not isinstance(version, strict_yaml.Text) or version.text != str(SCHEMA_VERSION):
        parts = {"found": strict_yaml.describe(version), "version": SCHEMA_VERSION}
        text = Message("Found {found}; this version reads {version}.", **parts)
        strict_yaml.fail(version.place, text, CaseError)
    if "answers" not in root.items:
        text = Message(
            "This saved assessment does not hold its answers, so it cannot be compared. "
            "Save it again with '{command}'.",
            command=SAVING,
        )
        strict_yaml.fail(root.place, text, CaseError)
    as_of = fields.need("as_of")
    labels: dict[Item, str] = {}
    found = _found(fields, labels)
    case = case_from_node(_case(fields), library, name)
    return Side(
        name=name,
        case=case,
        as_of=strict_yaml.date_of(as_of, CaseError),
        found=found,
        engine=fields.text("engine"),
        rules_version=fields.text("rules_version"),
        answers_hash=fields.text("answers_hash"),
        saved=True,
        labels=labels,
    )


def _case(fields: Fields) -> strict_yaml.Mapping:
    """Return the case in a saved assessment as a case file would hold it."""
    answers = fields.need("answers")
    if not isinstance(answers, strict_yaml.Mapping):
        found = strict_yaml.describe(answers)
        text = Message("answers: found {found}; a mapping is expected.", found=found)
        strict_yaml.fail(answers.place, text, CaseError)
    items, keys = dict(answers.items), dict(answers.keys)
    for item in strict_yaml.items_of(fields.need("dont_know"), CaseError):
        question = strict_yaml.text_of(item, CaseError)
        if question in items:
            name = repr(question)
            text = Message("{name} stands here and under answers; keep one.", name=name)
            strict_yaml.fail(item.place, text, CaseError)
        items[question], keys[question] = strict_yaml.Text(item.place, UNKNOWN), item.place
    place = fields.place
    whole: dict[str, Node] = {
        "advisor": strict_yaml.Text(place, VERSION),
        "as_of": fields.need("as_of"),
        "answers": strict_yaml.Mapping(answers.place, items, keys),
    }
    if (evidence := fields.get("evidence")) is not None:
        whole["evidence"] = evidence
    return strict_yaml.Mapping(place, whole, {key: fields.place_of(key) for key in whole})


def _found(fields: Fields, labels: dict[Item, str]) -> dict[Item, str]:
    """Read the conclusions, and what the report said of each."""
    found: dict[Item, str] = {("whether", ""): fields.choice("whether", WHETHER)}
    if (when := _there(fields.need("when"))) is not None:
        found["when", ""] = strict_yaml.choice_of(when, WHEN, CaseError)
    days: dict[Kind, Node | None] = {
        "last_day": fields.need("last_day"),
        "not_before": fields.get("not_before"),
    }
    for kind, node in days.items():
        if node is not None and (day := _there(node)) is not None:
            found[kind, ""] = strict_yaml.date_of(day, CaseError).isoformat()
    if (binding := _there(fields.need("binding"))) is not None:
        found["binding", ""] = Fields(binding, CaseError).text("rule")
        labels["binding", found["binding", ""]] = Fields(binding, CaseError).text("what")
    for gate in _parts(fields, "gates"):
        blocking = strict_yaml.yes_of(gate.need("blocking"), CaseError)
        found["gate", gate.text("id")] = "blocking" if blocking else "advisory"
    for finding in _parts(fields, "findings"):
        rule = finding.text("id")
        direction = finding.choice("direction", DIRECTIONS)
        found["finding", rule] = f"{direction} {finding.choice('strength', STRENGTHS)}"
        labels["finding", rule] = finding.text("because")
    for item in _parts(fields, "dates"):
        rule = item.text("rule")
        found["date", rule] = strict_yaml.date_of(item.need("date"), CaseError).isoformat()
        labels["date", rule] = item.text("what")
    return found


def _parts(fields: Fields, name: str) -> list[Fields]:
    return [Fields(item, CaseError) for item in strict_yaml.items_of(fields.need(name), CaseError)]


def _there(node: Node) -> Node | None:
    """Return a node unless it is null."""
    return (
        None
        if isinstance(node, strict_yaml.Text) and (node.text, node.quoted) == ("null", False)
        else node
    )
