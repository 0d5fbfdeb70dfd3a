"""What a letter says against what the case knows: reasons, claims, sentences of one's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from advisor.formats.markdown_text import letter_markdown
from advisor.knowledge.content import Library
from advisor.letters.letter_facts import guarded
from advisor.model import Facts, FactValue, Invoice, Money
from advisor.proofreader.background import Background
from advisor.proofreader.proofread import Proof, proofread
from advisor.proofreader.reading import read_letter

if TYPE_CHECKING:
    from tests.complete_case import Desk


def keys(proof: Proof) -> set[str]:
    """Return what was said, by key or class."""
    return {item.key or item.kind for item in proof.remarks}


def about(library: Library, text: str, known: dict[str, FactValue], kind: str = "ending") -> Proof:
    """Read a text through against some facts."""
    language = "fr" if "Monsieur" in text else "en"
    written = read_letter(text.encode(), "a.md")
    facts = Facts(known)
    case = Background(facts, guarded=guarded(facts))
    return proofread(
        written, library.wordlists, language, library.phrases.kinds[kind], date(2026, 11, 22), case
    )


PAGE = "Dear Ms Specimen,\n\n{}\n\nYours sincerely,\n\nRobin Sample\n"


@pytest.mark.parametrize(
    ("said", "known", "key"),
    [
        ("You have not paid.", {"open_invoices": "none"}, "claim.differs"),
        ("You have not paid.", {}, "claim.unknown"),
        ("All invoices sent so far have been paid.", {"open_invoices": "overdue"}, "claim.differs"),
        ("The contract we signed ends.", {"contract_form": "verbal"}, "claim.differs"),
        ("The contract we signed ends.", {}, "claim.unknown"),
        ("My reminders had no answer.", {}, "claim.unknown"),
        ("In our talk you agreed.", {"talked": "never"}, "claim.differs"),
        ("Three of the last eight invoices were late.", {"invoices_late": 2, "invoices_settled": 8}, "claim.differs"),
        ("Invoices came 40 days late.", {"mean_days_late": 24}, "claim.differs"),
        ("Invoices came 40 days late.", {}, "claim.unknown"),
        ("Under clause 4.1 this ends.", {"notice_clause": "clause 9.2"}, "claim.differs"),
        ("Under clause 4.1 this ends.", {}, "claim.unknown"),
        ("The agreement dated 1 March 2023 ends.", {"contract_date": date(2023, 3, 2)}, "claim.differs"),
        ("My duty of confidentiality continues.", {}, "claim.unknown"),
        ("All your invoices have been paid.", {"open_invoices": "overdue"}, "claim.differs"),
        ("Thank you for your trust since May 2021.", {"relationship_started": date(2023, 3, 1)}, "claim.differs"),
        ("Thank you for the trust you have placed in me since May 2021.", {"relationship_started": date(2023, 3, 1)}, "claim.differs"),
        ("We have worked together since May 2021.", {}, "claim.unknown"),
    ],
)  # fmt: skip
def test_claims(library: Library, said: str, known: dict[str, FactValue], key: str) -> None:
    """A claim that the case contradicts is told apart from one it knows nothing of."""
    assert key in keys(about(library, PAGE.format(said), known))


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("You have not paid.", {"open_invoices": "overdue"}),
        ("The contract we signed ends.", {"contract_form": "signed"}),
        ("Two of the last eight invoices were late.", {"invoices_late": 2, "invoices_settled": 8}),
        ("Under clause 9.2 this ends.", {"notice_clause": "9.2"}),
        ("The agreement dated 1 March 2023 ends.", {"contract_date": date(2023, 3, 1)}),
        ("In our talk you agreed.", {"talked": "once"}),
    ],
)
def test_claims_with_evidence(library: Library, said: str, known: dict[str, FactValue]) -> None:
    """What the case bears out may be said."""
    assert not {key for key in keys(about(library, PAGE.format(said), known)) if "claim" in key}


def test_no_reason_after_abuse(library: Library) -> None:
    """After threats, and where none was chosen, a reason is found; elsewhere it may stand."""
    text = PAGE.format("I am ending our work because our views differ.")
    assert "reason.none" in keys(about(library, text, {"conduct/in-writing": True}))
    assert "reason.none" in keys(about(library, text, {"reason_mode": "none"}))
    assert "reason.none" not in keys(about(library, text, {"reason_mode": "specific"}))


@pytest.mark.parametrize("finding", ["contract/breach-route", "contract/breach-open"])
def test_french_breach_needs_a_reason(library: Library, finding: str) -> None:
    """Under French law a letter that ends a contract for breach states why, also after its notice."""
    known: dict[str, FactValue] = {finding: True, "law_breach_reasons": True}
    page = "Monsieur,\n\nJe mets fin à notre contrat. {}\n\nCordialement,\n\nRobin Exemple\n"
    assert "reason.lacking" in keys(about(library, page.format(""), known))
    stated = page.format("Vos manquements du 3 mai en sont le motif.")
    assert "reason.lacking" not in keys(about(library, stated, known))


def test_a_sentence_of_ones_own(desk: Desk, read_ours: Callable[..., Proof]) -> None:
    """A letter that says only what we would write lacks a sentence of its writer's own."""
    case = desk.case({"own_sentence": None})
    written = desk.write(case)
    text = letter_markdown(replace(written, missing=(), marks=()))
    assert "generic.own" in keys(read_ours(case, written, text))
    own = text.replace(
        "Yours sincerely", "The night of the launch is one I will keep.\n\nYours sincerely"
    )
    assert "generic.own" not in keys(read_ours(case, written, own))


def test_a_letter_for_anybody(library: Library) -> None:
    """Without a case, a letter without any figure of the client's is found to be generic."""
    text = PAGE.format("I am ending our working relationship on 22 December 2026. Thank you.")
    written = read_letter(text.encode(), "a.md")
    found = proofread(
        written, library.wordlists, "en", library.phrases.kinds["ending"], date(2026, 11, 22)
    )
    assert "generic.facts" in keys(found)


def test_more_than_one_page(library: Library) -> None:
    """A letter of more than a page is found to be long."""
    text = PAGE.format("\n\n".join(["I will deliver the press kit as we planned it in May."] * 60))
    written = read_letter(text.encode(), "a.md")
    found = proofread(
        written, library.wordlists, "en", library.phrases.kinds["record"], date(2026, 11, 22)
    )
    assert "length" in {item.kind for item in found.remarks}


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("My final invoice is for $900.00.", False),
        ("My final invoice is for 900 dollars.", False),
        ("My final invoice is for £900.00.", True),
        ("My final invoice is for GBP 900.", True),
        ("My final invoice is for 900.00.", True),
    ],
)
def test_a_sign_of_another_currency(library: Library, said: str, right: bool) -> None:
    """A dollar is never a pound, although several countries have dollars."""
    known: dict[str, FactValue] = {"final_invoice_amount": Money(Decimal(900), "GBP")}
    found = keys(about(library, PAGE.format(said), known))
    assert ("amount.differs" in found) is not right


def test_a_shared_sign_may_be_the_currency_of_the_case(library: Library) -> None:
    """A dollar may be that of Canada."""
    known: dict[str, FactValue] = {"final_invoice_amount": Money(Decimal(900), "CAD")}
    case = Background(Facts(known), amounts=frozenset({Money(Decimal(900), "CAD")}))
    written = read_letter(PAGE.format("My final invoice is for $900.00.").encode(), "a.md")
    proof = proofread(
        written, library.wordlists, "en", library.phrases.kinds["ending"], date(2026, 11, 22), case
    )
    assert not {"amount.differs", "amount.unknown"} & keys(proof)


def test_the_month_of_the_start_is_right(library: Library) -> None:
    """The month in which the relationship began is no remark, nor is one of something else."""
    known: dict[str, FactValue] = {"relationship_started": date(2023, 3, 1)}
    for said in ("Thank you for your trust since March 2023.", "The rate is new since May 2026."):
        assert "claim.differs" not in keys(about(library, PAGE.format(said), known))


def test_the_sum_of_a_listed_invoice(library: Library) -> None:
    """A sum beside the number of a listed invoice is held against that invoice."""
    listed = (Invoice("INV-7", date(2026, 10, 1), Money(Decimal(300), "EUR")),)
    known: dict[str, FactValue] = {"overdue_invoices": listed}
    wrong = about(library, PAGE.format("Invoice INV-7 of EUR 350.00 is enclosed."), known)
    assert "amount.differs" in keys(wrong)
    (remark,) = (item for item in wrong.remarks if item.key == "amount.differs")
    assert remark.values == {"expected": Money(Decimal(300), "EUR")}
    other = about(library, PAGE.format("Invoice INV-8 of EUR 350.00 is enclosed."), known)
    assert "amount.unknown" in keys(other)


def test_a_sum_that_the_case_does_not_know(library: Library) -> None:
    """An overdue sum that no answer gives is a claim without evidence."""
    found = about(library, PAGE.format("EUR 350.00 is overdue."), {})
    assert "claim.unknown" in keys(found)
