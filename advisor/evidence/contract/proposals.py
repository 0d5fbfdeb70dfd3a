"""What a contract says on each field, or that it says nothing, with the words for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from advisor.evidence.contract.names import read_line, read_name
from advisor.evidence.contract.parties import (
    Party,
    address_of,
    parties,
    read_address,
    with_parties,
)
from advisor.evidence.contract.pattern_search import Match, Search
from advisor.evidence.contract.sentences import Sentence, place_of, sentences
from advisor.evidence.contract.values import Value, carried, counted, read_value, weightiest
from advisor.lazy_dataclass import dataclass
from advisor.reading.written import Written
from advisor.wordlists.contract_patterns import (
    ContractContent,
    ContractField,
    ContractWords,
    Side,
    Topic,
)

Grade = Literal[
    "stated",
    "implied",
    "not_found",
    "several",
    "blank",
    "mismatch",
    "unclear",
    "other_side",
    "past",
]
"""How sure a proposal is. From ``several`` on the contract speaks of it and names no one value:
there are several, it is left blank, figure and word differ, it can be read in two ways, it
binds the other side only, or it is a day that has passed."""
LONGEST_QUOTE = 400
YES = "yes"
MOST_RENEWALS = 500


@dataclass(frozen=True)
class Said:
    """One place where a contract speaks of a field."""

    value: str
    """As in a case file, empty where it is in doubt."""
    quote: str
    """The words as they stand there."""
    clause: str
    at: int
    """Their position in the text."""
    side: Side = ""
    grade: Grade = "stated"
    fallback: bool = False


@dataclass(frozen=True)
class Proposal:
    """What is proposed for a field."""

    field: ContractField
    grade: Grade
    value: str = ""
    """As in a case file; empty where nothing is proposed."""
    said: tuple[Said, ...] = ()
    """The places that speak of it, those that the value was read from first."""


def propose(
    written: Written, content: ContractContent, words: ContractWords, day: date | None = None
) -> Mapping[str, tuple[Proposal, ...]]:
    """Return the proposals of each topic. A term that has ended before ``day`` is carried on."""
    sides = parties(written.text, words)
    words = with_parties(words, sides)
    search = Search(words, sentences(written, words))
    varied = search.varied() or _is_answered(written)
    proposals: dict[str, Proposal] = {}
    for topic in content.topics.values():
        for field in topic.fields.values():
            said = tuple(_said(field, search, words)) if field.id in words.fields else ()
            if field.read == "line" and (subject := subject_of(written)):
                said = (subject,)
            if field.read in ("client", "address"):
                said = (*_client(field, sides, search, written.text, words), *said)
            proposals[field.id] = judge(field, tuple(map(doubted, said)) if varied else said)
    named = {f"{one.value}\n" for one in proposals.values() if one.field.read == "client"}
    for topic in content.topics.values():
        for field in topic.fields.values():
            found = proposals[field.id]
            if field.read == "address" and (
                name := next(filter(found.value.startswith, named), "")
            ):
                proposals[field.id] = replace(found, value=found.value[len(name) :])
            if field.length:
                proposals[field.id] = _counted(field, proposals)
            if field.renews and day is not None:
                proposals[field.id] = _carried(field, proposals, day)
    return {topic.id: _of(topic, proposals) for topic in content.topics.values()}


def _of(topic: Topic, proposals: Mapping[str, Proposal]) -> tuple[Proposal, ...]:
    return tuple(proposals[name] for name in topic.fields)


def _said(field: ContractField, search: Search, words: ContractWords) -> Iterator[Said]:
    for match in search.matches(words.fields[field.id]):
        sentence = search.sentences[match.sentence]
        value = _value(field, match, search, words)
        if value is None:
            continue
        quote = _quote(sentence, match)
        if " ".join(quote.split()) not in " ".join(sentence.text.split()):
            continue
        if _is_instruction(sentence.text):
            value = Value("", "blank")
        grade: Grade = value.doubt or match.wording.grade
        wording = match.wording
        yield Said(
            *(value.text, quote, sentence.clause, sentence.start),
            *(wording.side, grade, wording.fallback),
        )


def _is_instruction(text: str) -> bool:
    """Tell whether a sentence stands in square brackets, as what is to be filled in does."""
    return text.startswith("[") and text.rstrip(". ").endswith("]")


def _client(
    field: ContractField, sides: Sequence[Party], search: Search, text: str, words: ContractWords
) -> Iterator[Said]:
    """Yield the name of the client in the head of the contract, or its address there."""
    starts = tuple(one.start for one in search.sentences)
    for party in sides:
        if party.side == "client" and starts:
            sentence = search.sentences[place_of(starts, party.at)]
            value = party.name if field.read == "client" else address_of(text, party, words)
            if value:
                quote = sentence.text[:LONGEST_QUOTE]
                yield Said(value, quote, sentence.clause, party.at)


def _value(
    field: ContractField, match: Match, search: Search, words: ContractWords
) -> Value | None:
    if match.wording.grade == "unclear":
        return Value("", "unclear")
    if match.wording.value:
        return Value(match.wording.value)
    if field.read == "address":
        sentence = search.sentences[match.sentence]
        after = sentence.text[max(0, match.spans[-1][1] - sentence.own) :]
        found = read_address(after, words) if re.match(r"[\s*]{0,4}[:|,(]", after) else ""
        return Value(found) if found else None
    if field.read in ("line", "name", "client"):
        sentence = search.sentences[match.sentence]
        if field.read == "line":
            text = read_line(sentence)
        else:
            apart = field.read == "client"
            text = read_name(sentence, match.spans, words, apart=apart)
        return Value(text) if text else None
    text = search.flat(match.sentence)
    for start, end in reversed(match.spans):
        value = read_value(field.read, text[start:end], words, field.over)
        if value is not None:
            return value
    return None


def _quote(sentence: Sentence, match: Match) -> str:
    """Return the words of a sentence around a match."""
    text = sentence.text
    if len(text) <= LONGEST_QUOTE:
        return text
    start = max(0, min(match.spans[0][0], match.spans[-1][0]) - sentence.own)
    end = max(start, match.spans[-1][1] - sentence.own)
    spare = max(0, LONGEST_QUOTE - (end - start)) // 2
    first, last = max(0, start - spare), min(len(text), end + spare)
    first = 0 if first == 0 else text.find(" ", first) + 1
    cut = text.rfind(" ", first, last)
    return text[first : last if last == len(text) or cut < end else cut].strip()


def judge(field: ContractField, said: Sequence[Said]) -> Proposal:
    """Return the proposal for a field from all places that speak of it."""
    if not said:
        return Proposal(field, "not_found")
    said = [one for one in said if not one.fallback] or said
    if field.first:
        said = sorted(said, key=lambda one: (not one.value, one.at))[:1]
    ours = [one for one in said if one.side != "client"] if field.sided else list(said)
    if field.sided and any(one.side == "own" for one in ours):
        # Beside what is said of this side, what names no side is said of the other one.
        ours = [one for one in ours if one.side]
    if not ours:
        return Proposal(field, "other_side", said=tuple(said))
    stated = [one for one in ours if one.grade == "stated"]
    doubts = [one for one in ours if not one.value]
    if doubts:
        return Proposal(field, doubts[0].grade, said=_first(doubts, said))
    chosen = stated or [one for one in ours if one.grade == "implied"]
    values = dict.fromkeys(one.value for one in chosen)
    values = dict.fromkeys(weightiest(values, field.over))
    if field.gathers:
        joined = ", ".join(sorted(values))
        return Proposal(field, chosen[0].grade, joined, _first(chosen, said))
    if len(values) > 1:
        return Proposal(field, "several", said=tuple(chosen))
    value = next(iter(values))
    matching = [one for one in chosen if one.value == value]
    return Proposal(field, matching[0].grade, value, _first(matching, said))


def doubted(said: Said) -> Said:
    """Return what is stated as implied, for the same file may change it."""
    return replace(said, grade="implied") if said.grade == "stated" else said


def _is_answered(written: Written) -> bool:
    """Tell whether an email quotes earlier ones, which it may change."""
    quoted = sum(row.text.lstrip().startswith(">") for row in written.rows)
    return written.email and 0 < quoted < len(written.rows)


def subject_of(written: Written) -> Said | None:
    """Return the subject of an email, which is the title of what was agreed in it."""
    text = written.subject.strip()
    return Said(text, text, "", 0) if text else None


def _first(some: Sequence[Said], said: Sequence[Said]) -> tuple[Said, ...]:
    return (*some, *(one for one in said if one not in some))


def _counted(field: ContractField, proposals: Mapping[str, Proposal]) -> Proposal:
    """Return a day counted from a start and a length, where none is stated."""
    stated, start, length = (proposals[one] for one in (field.id, field.starts, field.length))
    if stated.grade not in ("not_found", "unclear") or not length.said:
        return stated
    # The day that a term begins on is shown, and is no choice for the day that it ends on.
    begins = tuple(replace(one, value="") for one in start.said)
    if not (length.value and start.value):
        grade = length.grade if not length.value else start.grade
        grade = grade if grade not in ("stated", "implied", "not_found") else "unclear"
        return Proposal(field, grade, said=(*length.said, *begins))
    if start.said[0].fallback or length.said[0].fallback:
        # Another day or length may be meant.
        return Proposal(field, "unclear", said=(*length.said[:1], *begins[:1]))
    day = counted(start.value, length.value)
    if day is None:
        return stated
    return Proposal(field, "implied", day.isoformat(), (*length.said, *begins))


def _carried(field: ContractField, proposals: Mapping[str, Proposal], day: date) -> Proposal:
    """Return a day in the past carried on by the renewals since, where these are known."""
    found, renews, by = (proposals[one] for one in (field.id, field.renews, field.by))
    if not found.value or date.fromisoformat(found.value) >= day:
        return found
    said = (*found.said, *(one for one in by.said if one not in found.said))
    if renews.value != YES or not by.value:
        return Proposal(field, "past", said=said)
    begun = date.fromisoformat(found.value)
    for times in range(1, MOST_RENEWALS):
        end = carried(begun, by.value, times)
        if end is None:
            break
        if end >= day:
            return Proposal(field, "implied", end.isoformat(), said)
    return Proposal(field, "past", said=said)
