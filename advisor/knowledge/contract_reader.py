"""Read ``rules/contracts/``: what is looked for in a contract, and how languages word it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from advisor.errors import Place, nearest, one_of
from advisor.knowledge import field_table, strict_yaml, wordlist_reader
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import Rulebook
from advisor.knowledge.content_paths import Roots, files
from advisor.knowledge.field_table import build, named, table
from advisor.knowledge.strict_yaml import Node, fail
from advisor.locale.language import Language
from advisor.wordlists.contract_patterns import (
    BUILT_IN,
    ContractContent,
    ContractField,
    ContractWords,
    FieldWording,
    Finds,
    Topic,
    Wording,
    all_parts,
    word_list,
)
from advisor.wordlists.patterns import expression
from advisor.wordlists.wordlist import part_of

TOPICS = "topics.yaml"
UNITS = ("days", "business_days", "weeks", "months", "years", "hours")


def _numbers(node: Node, _scope: Any) -> dict[str, int]:
    return {key: strict_yaml.whole_of(one) for key, _, one in strict_yaml.pairs_of(node)}


def _names(node: Node, _scope: Any) -> dict[str, str]:
    return {key: strict_yaml.text_of(one) for key, _, one in strict_yaml.pairs_of(node)}


def _units(node: Node, _scope: Any) -> dict[str, tuple[str, ...]]:
    for key, place, _ in strict_yaml.pairs_of(node):
        if key not in UNITS:
            fail(place, f"Found {key!r}; allowed: {one_of(UNITS)}.{nearest(key, UNITS)}")
    return field_table.lists(node)


WORDING = table(Wording)
FINDS = table(Finds)
FIELD_WORDING = table(
    FieldWording,
    wordings={"read": field_table.rows(Wording, WORDING)},
    finds={"read": field_table.rows(Finds, FINDS)},
)
CONTRACT_WORDS = table(
    ContractWords,
    ("language",),
    numbers={"read": _numbers},
    ordinals={"read": _numbers},
    units={"read": _units},
    fields={"read": named(FieldWording, FIELD_WORDING)},
)
CONTRACT_FIELD = table(ContractField, implies={"read": _names})
TOPIC = table(Topic, fields={"read": named(ContractField, CONTRACT_FIELD)})


def read_contracts(
    roots: Roots, rulebook: Rulebook, languages: Mapping[str, Language]
) -> ContractContent:
    """Read all files. Raises :class:`~advisor.errors.ContentError` with every fault found.

    ``languages`` are those that letters are worded in, by their code.
    """
    keep = Collector(roots)
    folder = roots.rules / "contracts"
    found = keep.entries(
        files(folder, TOPICS),
        lambda name, node: build(Topic, TOPIC, node, id=name, place=node.place),
    )
    topics = {one.id: one for one in found}
    fields = {name: one for topic in found for name, one in topic.fields.items()}
    for topic in found:
        asked = [topic.number, *(one.question for one in topic.fields.values())]
        for one in topic.fields.values():
            _known(keep, (*asked, *one.implies), rulebook.questions, topic.place, "question")
            _known(keep, (one.starts, one.length, one.renews, one.by), fields, one.place, "field")
    read = keep.files(
        files(folder, "??.yaml"),
        lambda path, node: build(
            ContractWords, CONTRACT_WORDS, node, language=_spoken(path.stem, languages, node)
        ),
    )
    for words in read:
        _examine(keep, words)
        for wording in words.fields.values():
            _known(keep, (wording.id,), fields, wording.place, "field")
    keep.stop_if_any()
    return ContractContent(topics, {words.language.code: words for words in read})


def _examine(keep: Collector, words: ContractWords) -> None:
    """Keep a problem for each pattern that cannot be read."""
    made = word_list(words)
    names = (*wordlist_reader.BUILT_IN, *BUILT_IN)
    part = part_of(made, {name: name for name in names})
    for place, pattern in all_parts(words):
        with keep.faults():
            try:
                expression(pattern, words.endings, part)
            except (ValueError, RecursionError) as error:
                text = "A part names itself." if isinstance(error, RecursionError) else str(error)
                fail(place, f"{pattern!r}: {text}")


def _known(
    keep: Collector, names: Iterable[str], known: Collection[str], place: Place, what: str
) -> None:
    """Keep a problem for each name that is given and not known."""
    for name in filter(None, names):
        if name not in known:
            with keep.faults():
                fail(place, f"There is no {what} {name!r}.{nearest(name, list(known))}")


def _spoken(code: str, languages: Mapping[str, Language], node: Node) -> Language:
    if code not in languages:
        fail(node.place, f"There is no language {code!r}; allowed: {one_of(sorted(languages))}.")
    return languages[code]
