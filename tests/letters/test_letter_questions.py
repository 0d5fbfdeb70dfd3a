"""A letter asks for what it reads, and for nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.casefile.profile import profile_questions
from advisor.engine.compiled import Compiled
from advisor.interview.next_question import put, questions_now
from advisor.interview.passes import for_papers
from advisor.knowledge.interview_content import Screen
from advisor.letters.letter import form_of_law
from advisor.letters.letter_questions import letter_questions
from advisor.letters.needs import to_ask
from advisor.model import DONT_KNOW, Case
from advisor.reasoning.assess import assess_case
from tests.letters.test_papers import kinds, paper
from tests.shipped import shipped


def asked(*names: str) -> frozenset[str]:
    """Return what some kinds ask for."""
    library = shipped("en")
    found = [library.phrases.kinds[name] for name in names]
    return letter_questions(library.phrases, library, found)


def test_a_paper_asks_for_its_own_answers() -> None:
    """What only another paper reads is not asked for."""
    assert {"incident_facts", "working_rules", "contact_surname"} <= asked("warning")
    assert asked("warning").isdisjoint({"counter_offer", "settlement_amount", "reason_mode"})
    assert {"referral", "referral_name", "referral_agreed"} <= asked("introduction")
    assert "client_address" not in asked("closing-note")
    assert "final_invoice_amount" not in asked("warning")


def test_a_record_is_asked_for_only_where_it_is_needed() -> None:
    """The day of the formal notice is asked for by the termination, not by the ending."""
    assert "formal_notice_sent_on" in asked("termination")
    assert "formal_notice_sent_on" not in asked("ending")


@pytest.mark.parametrize("kind", list(kinds()))
def test_what_a_kind_needs_is_asked_for(kind: str) -> None:
    """The answers without which a kind is unfinished are among those it asks for."""
    library = shipped("en")
    needs = library.phrases.kinds[kind].needs
    purposes = {name: library.questions[name].purpose for name in needs}
    assert {name for name in needs if purposes[name] in ("letter", "record")} <= asked(kind)


def test_what_may_not_apply_asks_first_whether_it_does() -> None:
    """An open dispute is asked about before the sum of a claim, and the sum only where there is one."""
    for dispute, expected in (
        (None, "dispute"),
        (frozenset({"claim"}), "claim_amount"),
        (frozenset(), ""),
    ):
        library, known = shipped("en"), {} if dispute is None else {"dispute": dispute}
        assessed = assess_case(library, Case(answers=known), date(2026, 11, 30), Compiled())
        asked = to_ask(library.phrases, assessed, ["lawyer-brief"])
        assert [name for name in asked if name in ("dispute", "claim_amount")] == [expected][
            : bool(expected)
        ]


MOST = {
    "ending": 17,
    "payment-reminder": 6,
    "final-notice": 10,
    "termination": 10,
    "handover-note": 6,
    "settlement": 8,
}
"""Screens for a paper once the interview is over and the profile is kept."""


@pytest.mark.parametrize("kind", MOST)
def test_a_paper_asks_only_what_it_prints_and_nobody_knows(kind: str) -> None:
    """The voice follows from the role, the transit from the route, and a note greets nobody."""
    found = paper(kind, "en-GB")
    library, whole = found.library, found.assessed.case
    own = {question.id for question in profile_questions(library)}
    answers = {
        name: answer
        for name, answer in whole.answers.items()
        if library.questions[name].purpose != "letter" or name in own
    }
    case, papers, put_so_far = Case(answers), asked(kind), list[str]()
    while True:
        way = questions_now(library, case, found.assessed.as_of, Compiled(), "letter", papers)
        item = for_papers(library, case, way, 0).next
        if item is None:
            break
        put_so_far.append(item.id)
        for name in item.answers if isinstance(item, Screen) else (item.id,):
            given = whole.answers.get(name, DONT_KNOW)
            case, _ = put(library, case, library.questions[name], given, found.assessed.as_of)
    assert len(put_so_far) == MOST[kind], put_so_far
    assert {"sender_voice", "transit_days"}.isdisjoint(put_so_far)
    greets = kind not in ("handover-note", "settlement")
    assert ("contact" in put_so_far) is greets


@pytest.mark.parametrize(
    ("language", "law", "form"),
    [("en", "uk", "en-GB"), ("en", "us_ny", "en-US"), ("es", "mx", "es-MX"), ("fr", None, "fr-FR")],
)
def test_the_form_of_the_law_is_suggested(language: str, law: str | None, form: str) -> None:
    """Enter takes the form that goes with the governing law in the language of the user."""
    assert form_of_law(shipped(language).phrases, law) == form
