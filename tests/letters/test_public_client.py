"""Letters to a public body: their route, their next step, and what a lawyer has to see first."""

from __future__ import annotations

import pytest

from advisor.letters.selection import offered
from tests.letters.test_papers import paper, paper_with

PUBLIC = {"client_kind": "public"}


def test_a_spanish_body_is_written_to_through_its_register() -> None:
    """The demand goes by the electronic register and is the claim that the law asks for."""
    found = paper("final-notice", "es-ES", "public-client")
    assert found.letter.delivery == "POR REGISTRO ELECTRÓNICO"
    assert "justificante de registro" in found.letter.proves
    assert "artículo 199 de la Ley 9/2017" in found.letter.body
    assert "monitorio" not in found.letter.body
    steps = {task.id.removeprefix("checklist/") for task in found.assessed.assessment.tasks}
    assert {"notice/registry", "before/portal-face"} <= steps
    assert "notice/burofax" not in steps


def test_a_clause_that_is_content_with_email_comes_first() -> None:
    """Where the contract lets notices go by email, they do."""
    found = paper_with("final-notice", "es-ES", {**PUBLIC, "notice_form": "email"})
    assert found.letter.delivery == "Por correo electrónico"


def test_a_french_body_is_sued_before_the_administrative_judge() -> None:
    """The demand announces no private-law end, and the administrative judge."""
    found = paper("final-notice", "fr-FR", "public-client")
    assert "juridiction administrative" in found.letter.body
    assert "résoudre" not in found.letter.body
    steps = {task.id.removeprefix("checklist/") for task in found.assessed.assessment.tasks}
    assert "before/portal-chorus" in steps
    assert found.letter.delivery.startswith("Lettre recommandée")


@pytest.mark.parametrize("form", ["es-ES", "fr-FR"])
def test_a_public_contract_is_not_ended_for_breach_by_the_law_alone(form: str) -> None:
    """Without a clause no letter ends it for breach, and a lawyer comes before any ending."""
    no_clause = {**PUBLIC, "cause_clause": False, "cause_notice": None, "break_right": "none"}
    found = paper_with("termination", form, no_clause)
    assert "termination" not in offered(found.library.phrases, found.assessed.assessment)
    assert found.assessed.facts.known["law/public-contract"] is True
    gates = {rule for item in found.assessed.advice.gates if item.blocking for rule in item.rules}
    assert "gates/lawyer-public-contract" in gates
    assert found.assessed.facts.known["held.demand"] is False
