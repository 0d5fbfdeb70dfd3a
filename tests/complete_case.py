"""Letters from a complete case, with answers changed or taken away."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from advisor.casefile.casefile import case_from_node, read_case
from advisor.engine.compiled import Compiled
from advisor.formats.document_model import Letter
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import Library
from advisor.letters.letter import letter
from advisor.model import Answer, Case
from advisor.reasoning.assess import assess, assess_case
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.case_assessment import CaseAssessment

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Desk:
    """The complete case, and what can be made of it."""

    library: Library
    complete: Case
    today: date

    def case(self, changes: dict[str, Answer | None]) -> Case:
        """Return the complete case with answers changed; ``None`` takes one away."""
        answers = {**self.complete.answers, **changes}
        return replace(self.complete, answers={k: v for k, v in answers.items() if v is not None})

    def only(self, answers: dict[str, Answer]) -> Case:
        """Return a case with these answers alone."""
        return Case(answers, as_of=self.today)

    def story(self, name: str) -> Case:
        """Return the case of a story."""
        (path,) = (HERE / "stories").glob(f"{name}-*.yaml")
        node = strict_yaml.Fields(strict_yaml.read_file(path, path.name)).need("case")
        return case_from_node(node, self.library, path.name)

    def assess(self, case: Case) -> Assessment:
        """Assess a case on its day."""
        return assess(self.library, case, self.today, Compiled())

    def assessed(self, case: Case) -> CaseAssessment:
        """Assess a case on its day and keep both."""
        return assess_case(self.library, case, self.today, Compiled())

    def write(
        self,
        case: Case,
        form: str | None = None,
        *,
        kind: str | None = None,
        anyway: bool = False,
    ) -> Letter:
        """Write a letter of a case, the first to the client unless a kind is named."""
        return letter(self.library.phrases, self.assessed(case), kind, form, anyway=anyway)


@pytest.fixture(scope="session")
def desk(library: Library, today: date) -> Desk:
    """The complete case at hand."""
    return Desk(library, read_case(HERE / "cases" / "complete.yaml", library), today)


@pytest.fixture
def snapshot() -> Callable[[str, str], None]:
    """Compare a text with a file byte for byte; UPDATE_SNAPSHOTS=1 rewrites the file."""

    def compare(name: str, text: str) -> None:
        path = HERE / "snapshots" / "letters" / name
        if os.environ.get("UPDATE_SNAPSHOTS") == "1":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.read_bytes().decode() == text

    return compare
