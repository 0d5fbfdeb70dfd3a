"""A termination for breach takes effect on receipt, or as its clause says, in every paper."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.letters.checklist import checklist
from advisor.letters.selection import offered
from tests.letters.test_papers import FORMS, Paper, paper_with

ON_RECEIPT = {
    "en": "with effect on receipt of this letter",
    "es": "con efectos desde la recepción de esta carta",
    "fr": "prend effet à la réception de la présente",
}
NO_CLAUSE = {"cause_clause": False, "cause_number": None, "cause_notice": None}
ARTICLE = {"es-ES": "1124", "es-MX": "1949", "fr-FR": "1226"}


def setters(found: Paper) -> list[str]:
    """Return the rules that set the last day."""
    return [one.rule for one in found.assessed.advice.binding]


@pytest.mark.parametrize("form", FORMS)
def test_it_ends_on_receipt(form: str) -> None:
    """Letter, plan and checklist name the day of receipt, and no notice of the contract."""
    found = paper_with("termination", form, {})
    received = found.assessed.facts.known["notice_received_on"]
    assert setters(found) == ["dates/breach-clause"]
    assert found.assessed.advice.last_day == found.letter.last_day == received
    assert ON_RECEIPT[form[:2]] in found.letter.body
    assert isinstance(received, date)
    last = found.library.phrases.last_day(received, None, ())
    assert last in " ".join(checklist(found.library.phrases, found.assessed).outcome)


@pytest.mark.parametrize("form", ARTICLE)
def test_the_law_lets_it_end_where_no_clause_does(form: str) -> None:
    """Without a clause the letter names the article of the law, and ends on receipt."""
    found = paper_with("termination", form, NO_CLAUSE)
    assert setters(found) == ["dates/breach-law"]
    assert ARTICLE[form] in found.letter.body
    assert ON_RECEIPT[form[:2]] in found.letter.body
    assert found.proof.remarks == ()


def test_the_clause_comes_before_the_law() -> None:
    """A clause that sets a notice of its own moves the day, in the letter as in the plan."""
    found = paper_with("termination", "en-GB", {"cause_notice": "10 days"})
    received = found.assessed.facts.known["notice_received_on"]
    assert isinstance(received, date)
    last = found.assessed.advice.last_day
    assert last is not None
    assert (last - received).days == 10
    assert "with effect 10 days after receipt of this letter" in found.letter.body


def test_a_clause_that_is_not_read_leaves_the_day_open() -> None:
    """Until it is known when the clause lets it end, no day is promised."""
    found = paper_with("termination", "en-GB", {"cause_notice": None})
    assert found.assessed.advice.last_day is None
    assert "cause_notice" in found.assessed.advice.needs
    assert found.letter.draft


def test_ordinary_notice_stays_a_choice() -> None:
    """Who prefers the ordinary notice gets the ordinary letter, with its day."""
    found = paper_with("ending", "en-GB", {"end_for_breach": False}, of="termination")
    kinds = offered(found.library.phrases, found.assessed.assessment)
    assert "ending" in kinds
    assert "termination" not in kinds
    assert setters(found) == ["dates/contract-notice"]


def test_one_letter_ends_it() -> None:
    """Where it is ended for the breach, no letter is offered that ends it by ordinary notice."""
    found = paper_with("termination", "fr-FR", {})
    assert not {"ending", "ending-email"} & set(
        offered(found.library.phrases, found.assessed.assessment)
    )
