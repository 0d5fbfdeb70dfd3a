"""Remarks as lines for a terminal or an editor, and as JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from advisor.files import json_text
from advisor.knowledge.content import Library
from advisor.knowledge.phrasebook import say
from advisor.locale import formatting
from advisor.locale.markdown import one_line
from advisor.model import NORMS, Money
from advisor.proofreader.proofread import Proof
from advisor.wordlists.remark import Remark

MAX_QUOTED = 80
"""Maximum length of the words quoted in a message."""


def proof_lines(library: Library, proof: Proof, file: str) -> tuple[str, ...]:
    """Return one line for each remark: ``FILE:LINE:COLUMN: blocking: ... (class)``."""
    return tuple(
        say(
            library,
            "proofread.line",
            place="{}:{}:{}".format(file, *proof.written.place(item.at)),
            level=say(library, f"proofread.level.{_level(item)}"),
            says=says(library, item),
            do=what_to_do(library, item),
            kind=item.kind,
        )
        for item in proof.remarks
    )


def proof_summary(library: Library, proof: Proof, file: str, *, compared: bool) -> tuple[str, ...]:
    """Return a summary: the kind and language of the letter, and the number of remarks."""
    kind = library.kinds.get(proof.kind)
    key = "read" if kind else "unknown"
    title = kind.title if kind else ""
    first = say(
        library, f"proofread.summary.{key}", file=file, title=title, language=proof.language
    )
    count = {"blocking": str(proof.blocking), "advisory": str(len(proof.remarks) - proof.blocking)}
    last = say(library, f"proofread.summary.{'found' if proof.remarks else 'clean'}", **count)
    without = () if compared else (say(library, "proofread.summary.no_case"),)
    return (first, *without, last)


def proof_json(library: Library, proof: Proof, file: str) -> str:
    """Return everything as one JSON object."""
    report = {
        "schema_version": 1,
        "file": file,
        "kind": proof.kind or None,
        "language": proof.language,
        "blocking": proof.blocking,
        "advisory": len(proof.remarks) - proof.blocking,
        "remarks": [_row(library, proof, item) for item in proof.remarks],
    }
    return json_text(report)


def _row(library: Library, proof: Proof, item: Remark) -> dict[str, Any]:
    line, column = proof.written.place(item.at)
    return {
        "line": line,
        "column": column,
        "class": item.kind,
        "level": _level(item),
        "found": item.found,
        "message": says(library, item),
        "do": what_to_do(library, item),
        "sources": list(item.sources),
    }


def _level(item: Remark) -> str:
    return "blocking" if item.blocking else "advisory"


def says(library: Library, item: Remark) -> str:
    """Return the text of a remark in the language of the library."""
    quoted = one_line(item.found)
    cut = quoted if len(quoted) <= MAX_QUOTED else quoted[:MAX_QUOTED] + "..."
    values = {name: _shown(library, value) for name, value in item.values.items()}
    return say(library, f"proofread.says.{item.key or item.kind}", found=cut, **values)


def what_to_do(library: Library, item: Remark) -> str:
    """Return the recommendation for a remark."""
    for key in (item.key, item.kind):
        if key and f"proofread.do.{key}" in library.texts:
            return say(library, f"proofread.do.{key}")
    return ""


def _shown(library: Library, value: object) -> str:
    if isinstance(value, date):
        return formatting.long_date(value, library.language)
    if isinstance(value, Money):
        return formatting.money(value, library.language)
    text = one_line(str(value))
    return library.texts.get(f"norm.{text}", text) if text in NORMS else text
