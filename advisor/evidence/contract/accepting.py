"""Brings what the user confirmed of a contract into the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from advisor.evidence_model import Quote, SourceFile
from advisor.facts.derive import derive, unreachable
from advisor.knowledge.content import Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.model import Answer, Case


@dataclass(frozen=True)
class Confirmed:
    """An answer that the user confirmed, with the words of the contract behind it."""

    question: str
    answer: Answer
    quote: Quote | None = None
    """``None`` for an answer that the user gave without a word of the contract."""


def accept(
    rulebook: Rulebook, case: Case, confirmed: Iterable[Confirmed], file: SourceFile
) -> tuple[Case, tuple[str, ...]]:
    """Return a case with confirmed answers and their quotes.

    The other value names the questions whose answers are left out, because what the case
    holds makes them needless. Their quotes stay.
    """
    found = {one.question: one for one in confirmed}
    if not found:
        return case, ()
    known: Mapping[str, Answer] = {
        **case.answers,
        **{name: one.answer for name, one in found.items()},
    }
    ordered = {name: known[name] for name in rulebook.questions if name in known}
    quotes = [one.quote for one in found.values() if one.quote is not None]
    asked = {one.question for one in quotes}
    evidence = replace(
        case.evidence,
        files=(*(one for one in case.evidence.files if one.name != file.name), file),
        contract=(*(one for one in case.evidence.contract if one.question not in asked), *quotes),
    )
    changed = replace(
        case, answers=ordered, dont_know=case.dont_know - found.keys(), evidence=evidence
    )
    day = case.as_of or file.read_on
    apart = tuple(
        one for one in unreachable(rulebook, derive(rulebook, changed, day)) if one in found
    )
    kept = {name: value for name, value in ordered.items() if name not in apart}
    return replace(changed, answers=kept), apart
