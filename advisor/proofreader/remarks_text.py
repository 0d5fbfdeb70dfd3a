"""Remarks as lines for a terminal or an editor, and as JSON."""

from __future__ import annotations

from typing import Any

from advisor.files import json_text
from advisor.knowledge.phrasebook import Phrasebook
from advisor.locale.markdown import one_line
from advisor.model import NORMS
from advisor.proofreader.proofread import Proof
from advisor.wordlists.remark import Remark

MAX_QUOTED = 80
"""Maximum length of the words quoted in a message."""


def proof_lines(phrases: Phrasebook, proof: Proof, file: str) -> tuple[str, ...]:
    """Return one line for each remark: ``FILE:LINE:COLUMN: blocking: ... (class)``."""
    return tuple(
        phrases.say(
            "proofread.line",
            place="{}:{}:{}".format(file, *proof.written.place(item.at)),
            level=phrases.say(f"proofread.level.{_level(item)}"),
            says=says(phrases, item),
            do=what_to_do(phrases, item),
            kind=item.kind,
        )
        for item in proof.remarks
    )


def proof_summary(
    phrases: Phrasebook, proof: Proof, file: str, *, compared: bool
) -> tuple[str, ...]:
    """Return a summary: the kind and language of the letter, and the number of remarks."""
    kind = phrases.kinds.get(proof.kind)
    key = "read" if kind else "unknown"
    title = kind.title if kind else ""
    parts = {"file": file, "title": title, "language": proof.language}
    count = {"blocking": proof.blocking, "advisory": len(proof.remarks) - proof.blocking}
    ends = "found" if proof.remarks else "clean"
    return (
        phrases.say(f"proofread.summary.{key}", **parts),
        *(() if compared else (phrases.say("proofread.summary.no_case"),)),
        phrases.say(f"proofread.summary.{ends}", **count),
    )


def proof_json(phrases: Phrasebook, proof: Proof, file: str) -> str:
    """Return everything as one JSON object."""
    report = {
        "schema_version": 1,
        "file": file,
        "kind": proof.kind or None,
        "language": proof.language,
        "blocking": proof.blocking,
        "advisory": len(proof.remarks) - proof.blocking,
        "remarks": [_row(phrases, proof, item) for item in proof.remarks],
    }
    return json_text(report)


def _row(phrases: Phrasebook, proof: Proof, item: Remark) -> dict[str, Any]:
    line, column = proof.written.place(item.at)
    return {
        "line": line,
        "column": column,
        "class": item.kind,
        "level": _level(item),
        "found": item.found,
        "message": says(phrases, item),
        "do": what_to_do(phrases, item),
        "sources": list(item.sources),
    }


def _level(item: Remark) -> str:
    return "blocking" if item.blocking else "advisory"


def says(phrases: Phrasebook, item: Remark) -> str:
    """Return the text of a remark."""
    quoted = one_line(item.found)
    cut = quoted if len(quoted) <= MAX_QUOTED else quoted[:MAX_QUOTED] + "..."
    values = {name: _shown(phrases, value) for name, value in item.values.items()}
    return phrases.say(f"proofread.says.{item.key or item.kind}", found=cut, **values)


def what_to_do(phrases: Phrasebook, item: Remark) -> str:
    """Return the recommendation for a remark."""
    own = phrases.say_if(f"proofread.do.{item.key}") if item.key else ""
    return own or phrases.say_if(f"proofread.do.{item.kind}")


def _shown(phrases: Phrasebook, value: object) -> object:
    """Return a value on one line, the word for a norm."""
    if not isinstance(value, str):
        return value
    return phrases.say(f"norm.{value}") if value in NORMS else one_line(value)
