"""Documents to look at, and the programs of others that open them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from advisor.casefile.casefile import read_case
from advisor.engine.compiled import Compiled
from advisor.formats.document_model import Letter
from advisor.letters.letter import letter
from advisor.locale.formatting import language_of
from advisor.model import Answer
from advisor.reasoning.assess import assess_case
from tests.conftest import ROOT
from tests.shipped import shipped

if TYPE_CHECKING:
    from tests.complete_case import Desk

Make = Callable[..., Letter]

NEEDED = os.environ.get("ADVISOR_VIEWERS") == "needed"
"""The tests that other programs take part in may not be passed over, as in .ci/run."""


def program(name: str) -> str:
    """Return a program, or skip the test where it is not installed and need not be."""
    found = shutil.which(name)
    if found is None and NEEDED:
        pytest.fail(f"{name} is needed and not installed")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def ran(*command: str | Path) -> str:
    """Return what a program prints."""
    done = subprocess.run([*map(str, command)], check=True, capture_output=True, timeout=300)
    return done.stdout.decode(errors="replace")


@pytest.fixture(scope="session")
def make(desk: Desk) -> Make:
    """Write a letter of the complete case with some answers changed."""

    def make(
        changes: dict[str, Answer | None] | None = None,
        kind: str = "ending",
        form: str = "en-GB",
        story: str = "",
    ) -> Letter:
        case = desk.story(story) if story else desk.case(changes or {})
        return letter(desk.library.phrases, desk.assessed(case), kind, form, anyway=True)

    return make


@pytest.fixture(scope="session")
def letters(make: Make) -> dict[str, Letter]:
    """Letters that look different: finished, unfinished, a draft, not advised, other kinds."""
    return {
        "complete-en-GB": make(),
        "complete-en-US": make(form="en-US"),
        "unfinished": make(story="e"),
        "draft": make(story="l"),
        "not-advised": make(story="k"),
        "script": make(kind="script"),
        "brief": make({"break_right": "both", "dispute": frozenset()}, kind="lawyer-brief"),
        "email": make(kind="ending-email"),
        **{f"complete-{form}": abroad(form) for form in ("es-ES", "es-MX", "fr-FR")},
    }


def abroad(form: str) -> Letter:
    """Write the letter of the example in the language of a form."""
    library = shipped(language_of(form))
    case = read_case(ROOT / "examples" / f"demo.{library.phrases.language.code}.yaml", library)
    assessed = assess_case(library, case, case.as_of or date.today(), Compiled())
    return letter(library.phrases, assessed, "ending", form)
