"""The proposals of a contract as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from advisor.evidence.contract.proposals import Proposal
    from advisor.interview.contract_review import ContractTexts
    from advisor.wordlists.contract_patterns import ContractContent

SCHEMA_VERSION = 1


def contract_json(texts: ContractTexts, content: ContractContent) -> str:
    """Return one object: the file, its language, and a list of proposals.

    A value is written as in a case file, ``null`` where none is proposed.
    """
    reading = texts.reading
    found = {
        "schema_version": SCHEMA_VERSION,
        "file": reading.file,
        "language": reading.words.language.code,
        "proposals": [
            {"topic": topic, **_proposal(texts, one)}
            for topic in content.topics
            for one in reading.topics[topic]
            if one.field.question or one.said
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _proposal(texts: ContractTexts, proposal: Proposal) -> dict[str, Any]:
    return {
        "field": proposal.field.id,
        "question": proposal.field.question or None,
        "grade": proposal.grade,
        "value": proposal.value or None,
        "words": [
            {
                "value": one.value or None,
                "quote": " ".join(one.quote.split()),
                "place": texts.place(one),
                "clause": one.clause or None,
                "side": one.side or None,
            }
            for one in proposal.said
        ],
    }
