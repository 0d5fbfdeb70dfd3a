"""A termination for breach takes effect on receipt, or as its clause says, in every paper."""

from __future__ import annotations

import re
from datetime import date

import pytest

from advisor.letters.checklist import checklist
from advisor.letters.selection import offered
from tests.letters.test_papers import FORMS, Paper, paper, paper_with

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


@pytest.mark.parametrize("form", FORMS)
def test_an_ordinary_letter_that_is_wanted_all_the_same_keeps_its_notice(form: str) -> None:
    """It names the end of the notice that it gives, not the day of receipt."""
    found = paper("ending", form, "lapsed-demand")
    assert found.letter.unsuitable
    assert found.letter.last_day == found.assessed.facts.known["notice_end_date"]


def test_a_trade_names_its_own_article() -> None:
    """The end for a breach by a TRADE rests on the statute of the self-employed."""
    body = paper("termination", "es-ES", "trade-studio").letter.body
    assert "artículo 15.1 e) de la Ley 20/2007" in body


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ("en-GB", "rests on the breach"),
        ("es-ES", "Se basa en el incumplimiento"),
        ("fr-FR", "repose sur l’inexécution"),
    ],
)
def test_an_answer_to_an_offer_stays_with_the_breach(form: str, reason: str) -> None:
    """After a lapsed notice the decision is not said to be independent of the terms."""
    assert reason in paper("counter-answer", form, "lapsed-demand").letter.body


TALK = {
    "en": ("When will", "You had until 16 November to pay"),
    "es": ("¿Qué día", "hasta el 16 de noviembre para pagar"),
    "fr": ("Quel jour", "jusqu’au 16 novembre pour régler"),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_talk_knows_the_dispute_and_the_lapsed_notice(form: str) -> None:
    """What is disputed with reason is not asked for; after a lapsed notice no time was chosen for the client."""
    asks, replies = TALK[form[:2]]
    if form == "en-US":
        replies = "You had until November 16 to pay"
    assert asks not in paper("script", form, "dispute").letter.body
    lapsed = re.sub("[\u00a0\u202f]", " ", paper("script", form, "lapsed-demand").letter.body)
    assert asks in lapsed
    assert replies in lapsed
