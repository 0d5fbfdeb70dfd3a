"""Every kind of letter in every form, in cases that differ in who writes, to whom and how."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

import pytest
import yaml

from advisor.casefile.casefile import parse_case
from advisor.engine.compiled import Compiled
from advisor.formats.document_model import Letter
from advisor.formats.markdown_text import letter_markdown
from advisor.formats.page_layout import sheet
from advisor.knowledge.content import Library
from advisor.letters.case_background import of_case
from advisor.letters.letter import letter
from advisor.letters.selection import offered
from advisor.proofreader.proofread import Proof, proofread
from advisor.proofreader.reading import read_letter
from advisor.reasoning.assess import assess_case
from advisor.reasoning.case_assessment import CaseAssessment
from tests.conftest import ROOT
from tests.letters.test_voice import DEMO
from tests.shipped import shipped

FORMS = ("en-GB", "en-US", "es-ES", "es-MX", "fr-FR")
CURRENCIES = {"en-GB": "GBP", "en-US": "USD", "es-ES": "EUR", "es-MX": "MXN", "fr-FR": "EUR"}
LAWS = {"en-GB": "uk", "en-US": "us_ny", "es-ES": "es", "es-MX": "mx", "fr-FR": "fr"}
ANSWERS = yaml.load(
    (Path(__file__).parent / "papers.yaml").read_text(encoding="utf-8"), yaml.SafeLoader
)
DAY = date(2026, 11, 23)
MARKED = {"draft", "placeholder", "generic", "missing", "after_the_end"}
"""What a draft of ours says itself that it still lacks."""


@dataclass(frozen=True)
class Paper:
    """A letter of some kind about a case, in a form."""

    library: Library
    assessed: CaseAssessment
    kind: str
    form: str

    @cached_property
    def letter(self) -> Letter:
        """The letter."""
        return letter(self.library.phrases, self.assessed, self.kind, self.form, anyway=True)

    @cached_property
    def proof(self) -> Proof:
        """What the proofreader finds in it."""
        written = read_letter(letter_markdown(self.letter).encode(), "letter.md")
        known = of_case(self.library.phrases, self.assessed, self.kind)
        kind = self.library.phrases.kinds[self.kind]
        lists = self.library.wordlists
        return proofread(written, lists, self.form[:2], kind, self.assessed.as_of, known)


@cache
def paper(kind: str, form: str, case: str = "") -> Paper:
    """Return a paper about the case that calls for its kind, changed by another case."""
    return paper_with(kind, form, ANSWERS["cases"][case] if case else {})


def paper_with(kind: str, form: str, changes: dict[str, object], of: str = "") -> Paper:
    """Return a paper about the case of its kind or of another, with answers changed."""
    language = form[:2]
    library = shipped(language)
    answers = dict(_example(language))
    more = {
        "letter_form": form,
        "governing_law": LAWS[form],
        **ANSWERS["languages"][language],
        **ANSWERS["kinds"].get(of or kind, {}),
        **changes,
    }
    for name, value in more.items():
        if value is None:
            answers.pop(name, None)
        else:
            answers[name] = _plain(library, name, value, form)
    text = json.dumps({"advisor": 1, "answers": answers}).encode()
    assessed = assess_case(library, parse_case(text, "case.yaml", library), DAY, Compiled())
    return Paper(library, assessed, kind, form)


@cache
def _example(language: str) -> dict[str, object]:
    """Return the answers of the example of a language, as they are written."""
    text = (ROOT / "examples" / DEMO[language]).read_text(encoding="utf-8")
    answers = yaml.load(text, yaml.BaseLoader)["answers"]
    return {name: value for name, value in answers.items() if value != "unknown"}


def _plain(library: Library, name: str, value: object, form: str) -> object:
    """Return an answer as a case file has it: sums in the currency of the form."""
    currency, firm = CURRENCIES[form], ANSWERS["firms"][form[:2]]
    if library.questions[name].kind == "money":
        return f"{currency} {value}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    items = value if isinstance(value, list) else [value]
    if form != "es-MX":
        items = [str(one).partition(", folio")[0] for one in items]
    filled = [str(one).replace("{currency}", currency).replace("{firm}", firm) for one in items]
    return filled if isinstance(value, list) else filled[0]


def kinds() -> Iterator[str]:
    """Yield every kind of paper."""
    yield from shipped("en").phrases.kinds


def sent_kinds() -> list[str]:
    """Return the kinds that go to the client or to who comes after."""
    found = shipped("en").phrases.kinds
    return [kind for kind in kinds() if found[kind].reader == "client"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", sorted(ANSWERS["kinds"]))
def test_paper(snapshot: Callable[[str, str], None], kind: str, form: str) -> None:
    """Each of these papers is offered in its case, is clean, and reads as it did."""
    found = paper(kind, form)
    assert kind in offered(found.library.phrases, found.assessed.assessment)
    text = letter_markdown(found.letter)
    snapshot(f"papers/{kind}-{form}.md", text)
    said = [f"{item.kind} {item.key} {item.found!r}" for item in found.proof.remarks]
    if found.letter.draft:
        assert {item.kind for item in found.proof.remarks} <= MARKED, said
    else:
        assert found.letter.missing == ()
        assert said == []


def test_the_title_of_an_agreement_stays_at_the_margin() -> None:
    """A form that has its subject line at the right moves no title there."""
    places = {part.role: part.place for part in paper("settlement", "es-MX").letter.frame.parts}
    assert places["subject"] == "start"
    letter_of_form = paper("final-notice", "es-MX").letter
    assert {part.role: part.place for part in letter_of_form.frame.parts}["subject"] == "end"


@pytest.mark.parametrize("form", FORMS)
def test_a_demand_stands_on_one_page(form: str) -> None:
    """It may take two, and takes one where it fits."""
    found = paper("final-notice", form).letter
    assert found.pages == 2
    assert sheet(found).step > 0
