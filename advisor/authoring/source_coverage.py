"""Which content implements each item of advice, and which items lack some."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from advisor.errors import Place
from advisor.knowledge.content import Library, Source
from advisor.lazy_dataclass import dataclass
from advisor.wordlists.wordlist import Element, WordClass


@dataclass(frozen=True)
class SourceCoverage:
    """One item, the content that claims it and the kinds still missing."""

    source: Source
    content: tuple[tuple[str, str], ...]
    """Kind (question, rule, letter, checklist) and id of each claim."""
    missing: tuple[str, ...]


class Claim(NamedTuple):
    """A piece of content and the items it says it implements."""

    kind: str
    """``question``, ``rule``, ``letter`` or ``checklist``."""
    id: str
    sources: tuple[str, ...]
    place: Place


def claims(library: Library) -> Iterator[Claim]:
    """Yield what every piece of content claims to implement."""
    for question in library.questions.values():
        yield Claim("question", question.id, question.sources, question.place)
        if question.purpose == "letter":
            yield Claim("letter", question.id, question.sources, question.place)
    for rule in library.rules():
        kind = "checklist" if rule.id.startswith("checklist/") else "rule"
        yield Claim(kind, rule.id, rule.sources, rule.place)
    for paragraph in library.phrases.paragraphs:
        yield Claim("letter", paragraph.id, paragraph.sources, paragraph.place)
    for language, found in library.wordlists.items():
        items: list[WordClass | Element] = [*found.avoid.values(), *found.elements.values()]
        for item in items:
            yield Claim("letter", f"words/{language}/{item.id}", item.sources, item.place)


def coverage(library: Library) -> tuple[SourceCoverage, ...]:
    """Return the coverage of every item, in the order of the list of items."""
    content: dict[str, list[tuple[str, str]]] = {name: [] for name in library.sources}
    for claim in claims(library):
        for name in claim.sources:
            if name in content:
                content[name].append((claim.kind, claim.id))
    result = []
    for name, source in library.sources.items():
        kinds = {kind for kind, _ in content[name]}
        missing = tuple(
            need for need in source.needs if (not kinds if need == "any" else need not in kinds)
        )
        result.append(SourceCoverage(source, tuple(content[name]), missing))
    return tuple(result)
