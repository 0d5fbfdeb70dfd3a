"""Every story in Spanish and French: each paper it calls for, kept to be read, and proofread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from advisor.casefile.casefile import parse_case, read_case
from advisor.engine.compiled import Compiled
from advisor.formats.document_model import Letter
from advisor.formats.markdown_text import letter_markdown
from advisor.knowledge.content import Library
from advisor.letters.case_background import of_case
from advisor.letters.letter import letter
from advisor.letters.selection import offered
from advisor.proofreader.proofread import Proof, proofread
from advisor.proofreader.reading import read_letter
from advisor.reasoning.assess import assess_case
from advisor.reasoning.case_assessment import CaseAssessment
from tests.conftest import ROOT
from tests.shipped import shipped

FORMS = ("es-ES", "es-MX", "fr-FR")
STORIES = sorted((ROOT / "tests" / "stories").glob("*.yaml"))
OWN = ("deliverables", "notice_clause", "final_invoice_amount", "reason_mode", "specific_reason")
"""Answers about the letter that hang on the story, so that the example's do not fit it."""
FITTING: dict[str, object] = {
    "reason_mode": "general",
    "general_reason": "focus",
    "general_reason_true": "yes",
    "talk_held_on": "2026-11-20",
    "talk_outcomes": ["last_day", "terms"],
    "talk_points": ["Briefing by 2026-12-04"],
}
"""Answers in their place that fit every story."""
OF_A_DRAFT = {"draft", "placeholder", "generic", "missing", "after_the_end"}
"""What a draft of ours says itself that it still lacks."""


@dataclass(frozen=True)
class Told:
    """A story with the people of the example in a language."""

    library: Library
    assessed: CaseAssessment

    def letter(self, kind: str, form: str) -> Letter:
        """Write one of its papers."""
        return letter(self.library.phrases, self.assessed, kind, form)

    def read(self, kind: str, form: str) -> Proof:
        """Read one of its papers through."""
        text = letter_markdown(self.letter(kind, form))
        known = of_case(self.library.phrases, self.assessed, kind)
        written = read_letter(text.encode(), "letter.md")
        lists = self.library.wordlists
        return proofread(
            written, lists, form[:2], self.library.phrases.kinds[kind], self.assessed.as_of, known
        )


@cache
def told(story: Path, language: str) -> Told:
    """Return a story in a language."""
    library = shipped(language)
    example = read_case(ROOT / "examples" / f"demo.{language}.yaml", library)
    plain = yaml.load(story.read_text(encoding="utf-8"), yaml.BaseLoader)["case"]
    plain["answers"] = {**FITTING, **plain["answers"]}
    case = parse_case(yaml.dump(plain).encode(), story.name, library)
    people = {
        name: answer
        for name, answer in example.answers.items()
        if library.questions[name].purpose == "letter" and name not in OWN
    }
    answers = {**people, **case.answers}
    whole = replace(
        case, answers={name: answers[name] for name in library.questions if name in answers}
    )
    return Told(library, assess_case(library, whole, whole.as_of or date.today(), Compiled()))


def kept(story: Path, form: str) -> list[str]:
    """Return the kinds of paper of a story that were kept in a form."""
    found = (ROOT / "tests" / "snapshots" / "letters" / form).glob(f"{story.stem}-*.md")
    return sorted(path.stem.removeprefix(f"{story.stem}-") for path in found)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_papers_of_the_stories(
    snapshot: Callable[[str, str], None], story: Path, form: str
) -> None:
    """A story calls for the papers that were read and kept, and each reads as it did."""
    found = told(story, form[:2])
    kinds = offered(found.library.phrases, found.assessed.assessment)
    for kind in kinds:
        snapshot(f"{form}/{story.stem}-{kind}.md", letter_markdown(found.letter(kind, form)))
    assert kept(story, form) == sorted(kinds)


PAPERS = [
    pytest.param(story, kind, form, id=f"{form}-{story.stem}-{kind}")
    for form in FORMS
    for story in STORIES
    for kind in kept(story, form)
]


@pytest.mark.parametrize(("story", "kind", "form"), PAPERS)
def test_papers_of_the_stories_are_clean(story: Path, kind: str, form: str) -> None:
    """Each paper of a story passes the proofreader, but for what a draft says it lacks."""
    found = told(story, form[:2])
    proof = found.read(kind, form)
    said = [f"{item.kind} {item.key} {item.found!r}" for item in proof.remarks]
    kinds = {item.kind for item in proof.remarks}
    if found.letter(kind, form).marks:
        assert kinds <= OF_A_DRAFT, said
    else:
        assert said == []
