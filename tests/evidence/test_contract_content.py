"""The wordings of contracts: their examples, their time, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from advisor.authoring.checks import contracts
from advisor.knowledge.content_paths import Roots
from advisor.wordlists.contract_patterns import BUILT_IN, all_parts, word_list
from advisor.wordlists.entity_patterns import built_in
from advisor.wordlists.patterns import expression
from advisor.wordlists.wordlist import part_of
from tests.evidence.measure_contracts import content
from tests.shipped import shipped
from tests.wordlists.test_linear_patterns import LONGEST, _parser, repeats


def test_the_shipped_examples_hold() -> None:
    """Every sentence beside the wordings gives what stands beside it."""
    assert list(contracts.faults(shipped("en"), Roots.default())) == []


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_every_repetition_is_bounded(language: str) -> None:
    """The time of a search grows with the text alone."""
    words, found = content().words[language], 0
    own = dict.fromkeys((*built_in(words.language), *BUILT_IN), "x")
    part = part_of(word_list(words), own)
    rows = {row for _, row in all_parts(words)}
    for row in rows:
        for most, outer in repeats(_parser.parse(expression(row, words.endings, part))):
            found += 1
            assert most <= LONGEST, row
            assert outer <= 16, row
    assert found > 500


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("en.yaml", "value: 60 days", "value: 61 days", "'60 days' is found"),
        (
            "es.yaml",
            "ignores:\n",
            "ignores:\n      - El contrato se rige por la ley española.\n",
            "nothing may be found",
        ),
        (
            "fr.yaml",
            "  suspension:\n    wordings",
            "  suspensions:\n    wordings",
            "There is no field 'suspensions'",
        ),
        (
            "en.yaml",
            "other_clauses:\n",
            "other_clauses:\n  - Either party may end this agreement on 30 days' notice.\n",
            "nothing may be found",
        ),
        ("en.yaml", "units:\n  days", "units:\n  dayz", "Found 'dayz'"),
        ("en.yaml", '"<period> renewal (', '"<perod> renewal (', "There is no part <perod>"),
        (
            "topics.yaml",
            "question: auto_renews",
            "question: auto_renew",
            "There is no question 'auto_renew'",
        ),
        ("topics.yaml", "starts: starts", "starts: start", "There is no field 'start'"),
        (
            "topics.yaml",
            "    court: {",
            "    forum: {}\n    court: {",
            "There is no text contract.field.forum",
        ),
    ],
)
def test_faults_are_told(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    """A fault of an author is told with its place."""
    folder = tmp_path / "contracts"
    shutil.copytree(Roots.default().rules / "contracts", folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    roots = Roots(tmp_path, Roots.default().templates)
    found = list(contracts.faults(shipped("en"), roots))
    assert any(told in str(one.message) for one in found), found
