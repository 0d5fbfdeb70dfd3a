"""Which content implements each item of advice, and which items lack some."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.knowledge.content import Library, Source
from advisor.wordlists.wordlist import Element, WordClass


@dataclass(frozen=True)
class SourceCoverage:
    """One item, the content that claims it and the kinds still missing."""

    source: Source
    content: tuple[tuple[str, str], ...]
    """Kind (question, rule, letter, checklist) and id of each claim."""
    missing: tuple[str, ...]


def claims(library: Library) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the kind, the id and the claimed sources of every piece of content."""
    for question in library.questions.values():
        kind = "letter" if question.purpose == "letter" else "question"
        yield kind, question.id, question.sources
        if kind == "letter":
            yield "question", question.id, question.sources
    for rule in library.rules():
        kind = "checklist" if rule.id.startswith("checklist/") else "rule"
        yield kind, rule.id, rule.sources
    for paragraph in library.paragraphs:
        yield "letter", paragraph.id, paragraph.sources
    for language, found in library.wordlists.items():
        items: list[WordClass | Element] = [*found.avoid.values(), *found.elements.values()]
        for item in items:
            yield "letter", f"words/{language}/{item.id}", item.sources


def coverage(library: Library) -> tuple[SourceCoverage, ...]:
    """Return the coverage of every item, in the order of the list of items."""
    content: dict[str, list[tuple[str, str]]] = {name: [] for name in library.sources}
    for kind, identity, sources in claims(library):
        for name in sources:
            if name in content:
                content[name].append((kind, identity))
    result = []
    for name, source in library.sources.items():
        kinds = {kind for kind, _ in content[name]}
        missing = tuple(
            need for need in source.needs if (not kinds if need == "any" else need not in kinds)
        )
        result.append(SourceCoverage(source, tuple(content[name]), missing))
    return tuple(result)
