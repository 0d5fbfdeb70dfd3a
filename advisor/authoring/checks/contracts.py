"""The examples beside the wordings of contracts, and texts about what is looked for."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.errors import ContentError, Place, Problem
from advisor.evidence.contract.proposals import Proposal, propose
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.contract_reader import TOPICS, read_contracts
from advisor.reading.written import Written, plain
from advisor.wordlists.contract_patterns import ContractContent, ContractWords

MEASURED = ("period", "days", "money", "percent")
"""What is read from clauses of other matters by mistake."""


def faults(library: Library, roots: Roots) -> Iterator[Problem]:
    """Yield the faults of ``rules/contracts/``. Where there is none, none is wanted."""
    if not (roots.rules / "contracts" / TOPICS).is_file():
        return
    spoken = {code: words.language for code, words in library.wordlists.items()}
    try:
        content = read_contracts(roots, library, spoken)
    except ContentError as error:
        yield from error.problems
        return
    for topic in content.topics.values():
        keys = [f"topic.{topic.id}"]
        keys += [f"field.{one.id}" for one in topic.fields.values() if not one.question]
        for key in keys:
            if f"contract.{key}" not in library.phrases.ui:
                yield Problem(topic.place, f"There is no text contract.{key}.")
    for code in sorted(spoken.keys() - content.words.keys()):
        place = Place(f"rules/contracts/{code}.yaml", 1, 1)
        yield Problem(place, "There are no wordings of contracts in this language.")
    for words in content.words.values():
        yield from _examples(content, words)


def _examples(content: ContractContent, words: ContractWords) -> Iterator[Problem]:
    """Yield each example of a language in which something else is found."""
    for field in words.fields.values():
        for example in field.finds:
            found = _proposal(content, words, field.id, example.text)
            if found.value != example.value:
                text = f"In {example.text!r} {found.value or found.grade!r} is found."
                yield Problem(field.place, f"{text} Expected: {example.value!r}.")
        for ignored in field.ignores:
            found = _proposal(content, words, field.id, ignored)
            if found.said:
                yield Problem(field.place, f"In {ignored!r} nothing may be found.")

    for clause in words.other_clauses:
        for topic in propose(Written(plain(clause.split("\n"))), content, words).values():
            for one in topic:
                if one.said and one.field.read in MEASURED:
                    place = words.fields[one.field.id].place
                    yield Problem(place, f"In {clause!r} nothing may be found.")


def _proposal(content: ContractContent, words: ContractWords, field: str, text: str) -> Proposal:
    made = propose(Written(plain(text.split("\n"))), content, words)
    return next(one for some in made.values() for one in some if one.field.id == field)
