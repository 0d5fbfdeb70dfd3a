"""The annotated copy: what each part rests on, and what is not used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from advisor.formats.document_model import Letter
from advisor.formats.markdown_text import letter_markdown
from advisor.letters.annotations import annotated, provenance, unused
from advisor.letters.templates import names_in

if TYPE_CHECKING:
    from advisor.letters.annotations import Provenance
    from tests.complete_case import Desk


def found(desk: Desk, kind: str = "ending") -> tuple[Letter, dict[str, Provenance]]:
    """Return a paper of the complete case, and what each of its parts rests on."""
    case = desk.case({})
    assessed = desk.assessed(case)
    written = desk.write(case, kind=kind)
    rests = provenance(desk.library.phrases, assessed, written)
    return written, {part.id: basis for part, basis in zip(written.paragraphs, rests, strict=True)}


def test_names_of_a_template() -> None:
    """A template reads names and members of groups, not what it sets itself."""
    text = "{% set a = b %}{% for x in list %}{{ x.y }}{{ a }}{% endfor %}{{ holds.files }}"
    assert names_in(text) == {"b", "list", "holds", "holds.files"}


@pytest.mark.parametrize(
    ("part", "answers", "rules"),
    [
        ("ending/20-decision", {"services"}, {"dates/contract-notice"}),
        ("ending/23-notice-period", {"notice_period", "notice_clause", "contract_date"}, set()),
        (
            "ending/30-reason-specific",
            {"reason_mode", "specific_reason"},
            {"when/milestone-project"},
        ),
        ("ending/50-handover", {"holds"}, {"dates/contract-notice"}),
        ("ending/60-money-overdue", {"open_invoices", "overdue_amount"}, set()),
        ("ending/64-refund", {"unearned_prepayment", "refund_plan"}, set()),
        ("ending/70-confidentiality", {"confidentiality"}, set()),
    ],
)
def test_basis(desk: Desk, part: str, answers: set[str], rules: set[str]) -> None:
    """A part rests on the answers and rules that its condition and its words read."""
    _, rests = found(desk)
    assert set(rests[part].answers) >= answers
    assert set(rests[part].rules) >= rules
    assert rests[part].sources


def test_a_finding_brings_its_answers(desk: Desk) -> None:
    """A part with a finding in its condition names the answers that caused the finding."""
    case = desk.case({"reason_mode": None})
    written = desk.write(case, kind="script")
    rests = provenance(desk.library.phrases, desk.assessed(case), written)
    at = [part.id for part in written.paragraphs].index("script/22-reason-payment")
    assert {"payment_habit", "invoices_late"} <= set(rests[at].answers)
    assert "payment/often-late" in rests[at].rules


def test_every_part_rests_on_something(desk: Desk) -> None:
    """Each part of each paper names an item of advice behind it."""
    for kind in ("ending", "script", "record"):
        for basis in found(desk, kind)[1].values():
            assert basis.sources


def test_used_and_unused_make_all(desk: Desk) -> None:
    """An answer is used, or listed as not used: never both, never neither."""
    case = desk.case({})
    assessed = desk.assessed(case)
    written, rests = found(desk)
    left = set(unused(desk.library.phrases, assessed, written))
    used = {name for basis in rests.values() for name in basis.answers}
    assert not left & used
    assert {"sender_name", "client_address", "notice_form"} & left == set()
    assert {"income_share", "runway_months", "raise_asked"} <= left
    assert used | left | {name for name in case.answers if name not in left} == set(case.answers)


def test_annotated_copy(desk: Desk) -> None:
    """Every part is numbered, and each number is in the list below."""
    case = desk.case({})
    written = desk.write(case)
    copy = annotated(desk.library.phrases, desk.assessed(case), written)
    text = letter_markdown(copy)
    for number in range(1, len(written.paragraphs) + 1):
        assert text.count(f"\\[{number}\\]") == 2
    assert text.startswith("**ANNOTATED COPY")
    assert "specific_reason (Our views on payment dates differ" in text
    assert written.paragraphs[0].text in text


def test_a_paper_with_few_parts_around_it(desk: Desk) -> None:
    """A script shows no address, so the address counts as not used."""
    case = desk.case({})
    left = unused(desk.library.phrases, desk.assessed(case), desk.write(case, kind="script"))
    assert {"sender_address", "client_address", "letter_form"} <= set(left)
    assert "contact_surname" not in left
