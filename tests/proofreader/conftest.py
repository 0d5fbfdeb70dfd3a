"""What the tests of the proofreader share: letters of ours, read through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from advisor.formats.document_model import Letter
from advisor.formats.format_registry import LETTER_FORMATS
from advisor.knowledge.content import Library
from advisor.letters.case_background import of_case
from advisor.model import Case
from advisor.proofreader.proofread import Proof, proofread
from advisor.proofreader.reading import read_letter

if TYPE_CHECKING:
    from tests.complete_case import Desk

Read = Callable[..., Proof]


@pytest.fixture(scope="session")
def read(library: Library, today: date) -> Read:
    """Read a text through, as the command does without a case."""

    def through(
        text: str, language: str = "en", kind: str = "ending", suffix: str = ".md"
    ) -> Proof:
        written = read_letter(text.encode(), f"letter{suffix}")
        return proofread(
            written, library.wordlists, language, library.phrases.kinds.get(kind), today
        )

    return through


@pytest.fixture(scope="session")
def read_ours(desk: Desk, today: date) -> Callable[..., Proof]:
    """Read a text about a case through, or the letter that we would write."""

    def through(case: Case, written: Letter, text: str | None = None, suffix: str = ".md") -> Proof:
        data = LETTER_FORMATS[suffix](written) if text is None else text.encode()
        known = of_case(desk.library.phrases, desk.assessed(case), written.kind)
        letter = read_letter(data, f"letter{suffix}")
        lists = desk.library.wordlists
        return proofread(
            letter, lists, "en", desk.library.phrases.kinds[written.kind], today, known
        )

    return through
