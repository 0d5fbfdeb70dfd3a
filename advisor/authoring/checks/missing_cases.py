"""Rules without the cases they need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from advisor.authoring import answer_cases
from advisor.authoring.rule_cases import CASES, Cases, case_file, lacking, read_cases
from advisor.errors import Problem
from advisor.knowledge.content import Library, Rulebook
from advisor.knowledge.content_paths import Roots


def folder_of_cases(roots: Roots) -> Path:
    """Return where the cases of rules are kept: in ``tests/rules`` beside them."""
    return roots.rules.parent / "tests" / "rules"


def untested(rulebook: Rulebook, cases: Cases) -> Iterator[Problem]:
    """Find the rules that lack a case which they need."""
    for rule, what in lacking(rulebook, cases):
        yield Problem(rule.place, f"{rule.id} has {what}; add one to {CASES}/{case_file(rule)}.")


def missing_cases(library: Library, roots: Roots) -> Iterator[Problem]:
    """Find the rules that lack cases, where the folder of cases is there.

    The cases of events hold as well: they show that each event can change the advice.
    """
    folder = folder_of_cases(roots)
    if folder.is_dir():
        yield from untested(library, read_cases(library, folder))
        yield from answer_cases.faults(library, folder)
