"""What the ending letter says for each answer, leaves unsaid, and still lacks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from advisor.formats.format_registry import LETTER_FORMATS
from advisor.formats.markdown_text import letter_markdown
from advisor.locale.formatting import language_of
from advisor.model import Answer, Deliverable, Duration, Invoice, Money
from tests.shipped import shipped

if TYPE_CHECKING:
    from tests.complete_case import Desk

Snapshot = Callable[[str, str], None]
Changes = dict[str, Answer | None]

GBP = "GBP"
DONE: Changes = {"work_status": "delivered", "project_percent": None, "project_end": None}
NO_NOTICE: Changes = {"notice_stated": False, "notice_period": None}


def test_one_page(desk: Desk) -> None:
    """A letter with everything in it stays on about one page, a usual one well below."""
    longest = max(desk.write(desk.case(changes)).words for changes, _ in VARIANTS)
    assert 300 < longest <= 450
    assert desk.write(desk.story("a")).words <= 200


OPEN = {"relationship_started": None, "services": None}
VARIANTS: list[tuple[Changes, str]] = [
    ({}, "Thank you for your business and your trust since March 2023."),
    (OPEN, "Thank you for your business and your trust.\n"),
    (OPEN, "I am writing to end our agreement. My services"),
    ({"services": "web design."}, "end our agreement for web design. My"),
    ({}, "gives you the 30 days' notice required under clause 9.2 of the Services Agreement dated"),
    ({"notice_clause": "9.2"}, "under clause 9.2 of the Services"),
    ({"notice_clause": None}, "notice required under the Services Agreement dated 1 March 2023."),
    ({"contract_date": None}, "under clause 9.2 of the Services Agreement."),
    ({"contract_title": "The Deed"}, "clause 9.2 of the Deed dated"),
    ({"contract_title": None}, "clause 9.2 of our agreement dated 1 March 2023."),
    ({"notice_period": Duration(1, "months")}, "It gives you the one month's notice required"),
    (
        {"notice_period": Duration(1, "weeks")},
        "It gives you more than the one week's notice required",
    ),
    (
        {**NO_NOTICE, "contract_title": None, "contract_date": None},
        "Please accept this letter as formal notice of termination.",
    ),
    ({}, "Our views on payment dates differ, and I no longer believe"),
    (
        {"reason_mode": "general", "general_reason": "capacity", "general_reason_true": True},
        "I have to reduce the number of clients I work for.",
    ),
    (
        {"reason_mode": "general", "general_reason": "resources", "general_reason_true": True},
        "I no longer have the resources that your work deserves.",
    ),
    (
        {"reason_mode": "general", "general_reason": "focus", "general_reason_true": True},
        "My business is moving in another direction.",
    ),
    (
        {"reason_mode": "general", "general_reason": "fit", "general_reason_true": True},
        "The work is no longer a good fit for my business.",
    ),
    ({}, "deliver the following:\n\n- Press kit, by 11 December 2026\n- Product pages"),
    (
        {"deliverables": (Deliverable("Press kit.", None),)},
        "one more piece of work:\n\n- Press kit, by 22 December 2026\n\nI will not be",
    ),
    ({"deliverables": None}, "finish the current project by 18 December 2026. I will not be"),
    (
        {
            "deliverables": None,
            "project_percent": 10,
            "project_end": date(2027, 9, 1),
            "milestone_date": date(2026, 12, 4),
        },
        "to the milestone of 4 December 2026 and hand it over there in good order. I will not",
    ),
    ({"deliverables": None, "project_end": None}, "work on the current project until that day"),
    ({"deliverables": None, "work_status": "ongoing"}, "provide the agreed service as usual"),
    ({"work_status": "delivered"}, "All the work we agreed on has been delivered"),
    ({"deliverables": None, "work_status": "not_started"}, "carry out the work we have agreed."),
    ({"deliverables": None, "work_status": None}, "carry out the work we have agreed."),
    ({"holds": None}, "hand over all your files and other material by 22 December 2026."),
    ({"holds": frozenset()}, "I hold no files, passwords or property of yours."),
    (
        {"holds": frozenset({"files"})},
        "By 22 December 2026, I will hand over your files and source material.\n",
    ),
    ({}, "and delete my copies by 22 December 2026, and confirm this in writing."),
    ({"data_plan": "delete_all"}, "I will delete the personal data that I process for you by"),
    (
        {"data_plan": "keep_until_paid"},
        "I will return or delete the personal data that I process for you, as you choose. Please",
    ),
    (
        {"data_plan": None},
        "I will return or delete the personal data that I process for you, as you choose. Please",
    ),
    (
        {},
        "£2,400.00 is overdue. The oldest invoice was due on 9",
    ),
    ({"overdue_amount": None}, "Invoices already sent are overdue. Please pay them by 29 Nov"),
    ({"overdue_response": "plan"}, "Our payment plan remains in force."),
    (
        {"overdue_response": "dispute"},
        "I will deal with the point you have raised about it separately.",
    ),
    ({}, "Our agreement allows me to suspend work while an invoice is overdue"),
    (DONE, "My final invoice, for £1,200.00, is enclosed. The total to pay is £3,600.00."),
    (
        {**DONE, "open_invoices": "not_due"},
        "already sent remain payable by their due dates. My final",
    ),
    (
        {**DONE, "open_invoices": "none"},
        "sent so far have been paid. My final invoice, for £1,200.00, is enclosed. Once it",
    ),
    ({}, "I will send you my final invoice by 22 December 2026."),
    ({"work_status": None}, "I will send you my final invoice by 22 December 2026."),
    (
        {**DONE, "final_invoice_amount": None},
        "I will send you my final invoice by 22 December 2026.",
    ),
    ({"final_invoice_amount": Money(Decimal(0), GBP)}, "No further invoice will follow."),
    ({}, "for work that has not been done. I set it off against what you owe, which leaves"),
    ({"refund_plan": "deliver"}, "£350.00 in advance for work that is still to be done. I will"),
    ({}, "My duty of confidentiality continues after our agreement ends. As agreed, the rights"),
    ({}, "I recommend Jo Placeholder of Specimen Works, who has ten years of experience"),
    ({}, "You can reach Jo Placeholder at jo@specimen.example. I would be glad to arrange a"),
    (
        {"referral_firm": None, "referral_strength": None, "referral_contact": None},
        "I recommend Jo Placeholder. I would be glad to arrange",
    ),
    ({}, "I will give you the names of other freelancers and brief the person who takes over."),
    (
        {"transition_help": frozenset({"names", "interview", "interim", "briefing"})},
        "freelancers, help you interview a successor, suggest interim tools and",
    ),
    ({}, "Please confirm receipt of this letter in writing by 29 November 2026."),
    ({}, "You can reach me on 01632 960001 or at robin@sample.example."),
    ({"sender_phone": None}, "in person. You can reach me at robin@sample.example."),
    ({"sender_email": None}, "in person. You can reach me on 01632 960001."),
    ({}, "I have valued the care your team takes over photographs. The relaunch"),
    (
        {},
        "I will continue to recommend your business to others. Thank you again for the opportunity",
    ),
]


@pytest.mark.parametrize(("changes", "expected"), VARIANTS)
def test_says(desk: Desk, changes: Changes, expected: str) -> None:
    """Each answer has its sentence, and an unknown one leaves none behind."""
    assert expected in desk.write(desk.case(changes)).body


SILENT: list[tuple[Changes, str]] = [
    ({"reason_mode": "none"}, "views on payment"),
    ({"reason_mode": None}, "views on payment"),
    (
        {"reason_mode": "general", "general_reason": "focus", "general_reason_true": False},
        "another direction",
    ),
    (
        {"reason_mode": "general", "general_reason": "focus", "general_reason_true": None},
        "another direction",
    ),
    ({"referral_agreed": False}, "Jo Placeholder"),
    ({"referral": False}, "Jo Placeholder"),
    ({"invoices_late": 6}, "Jo Placeholder"),
    ({"prepayment_disputed": True}, "350.00"),
    ({"unearned_prepayment": Money(Decimal(0), GBP)}, "in advance"),
    ({"suspension_clause": False}, "suspend"),
    ({**DONE, "final_invoice_amount": Money(Decimal(5), "EUR")}, "total to pay"),
    ({}, "My final invoice, for"),
    ({"confidentiality": False}, "confidentiality"),
    ({"ip_clause": "on_delivery"}, "rights in the work"),
    ({"ip_clause": "silent"}, "rights in the work"),
    ({"recommend": False}, "continue to recommend"),
    ({"holds": frozenset({"files"})}, "personal data"),
    ({"holds": frozenset({"files"})}, "my own access"),
    ({"transition_help": frozenset()}, "help with the transition"),
]


@pytest.mark.parametrize(("changes", "text"), SILENT)
def test_does_not_say(desk: Desk, changes: Changes, text: str) -> None:
    """What is not true, not agreed or not wanted is not said."""
    assert text not in desk.write(desk.case(changes)).body


def test_non_renewal(desk: Desk) -> None:
    """At the end of a term the letter refuses renewal and names the day that is in time."""
    written = desk.write(desk.story("j"))
    assert written.subject == "Non-renewal of our agreement"
    assert "I will not renew our agreement when its present term ends" in written.body
    assert "31 January 2027" in written.body
    assert "The deadline for this notice is 2 December 2026." in written.body


def test_us_dates_close_their_clause(desk: Desk) -> None:
    """In en-US a year is followed by a comma or a stop, never by the next word."""
    for changes, _ in VARIANTS:
        assert not re.search(r"\b20\d\d [a-z]", desk.write(desk.case(changes), "en-US").body)


def test_us_spelling(desk: Desk) -> None:
    """A word that is spelt otherwise in the United States follows the form."""
    case = desk.case({"holds": frozenset({"licences", "files", "property"})})
    assert "material, your licenses, and your equipment and" in desk.write(case, "en-US").body
    assert "your licences" in desk.write(case, "en-GB").body


MISSING: list[tuple[Changes, str]] = [
    ({"sender_name": None}, "sender_name"),
    ({"sender_address": None}, "sender_address"),
    ({"contact_surname": None}, "contact_surname"),
    ({"client_name": None}, "client_name"),
    ({"client_address": None}, "client_address"),
    ({"sender_email": None, "sender_phone": None}, "reach"),
    ({"notice_form": "person"}, "notice_addressee"),
    ({"specific_reason": None}, "specific_reason"),
    ({"reason_mode": "general"}, "general_reason"),
    ({"reason_mode": "general", "general_reason": "fit"}, "general_reason_true"),
    ({"referral_name": None}, "referral_name"),
    ({"referral_agreed": None}, "referral_agreed"),
    ({"overdue_amount": None}, "overdue_amount"),
    ({"prepayment_disputed": True}, "prepayment_disputed"),
    ({"refund_plan": "undecided"}, "refund_plan"),
    ({"deliverables": None}, "deliverables"),
    ({"own_sentence": None}, "own_sentence"),
]


@pytest.mark.parametrize(("changes", "key"), MISSING)
def test_missing(desk: Desk, changes: Changes, key: str) -> None:
    """What keeps a letter from being finished is said, and nothing else."""
    written = desk.write(desk.case(changes))
    assert written.missing == (desk.library.phrases.ui[f"letter.missing.{key}"],)
    assert written.missing[0] in LETTER_FORMATS[".txt"](written).decode()


def test_an_open_term_leaves_the_last_day_open(desk: Desk) -> None:
    """Without the end of the term the letter lacks it, and the day that it names."""
    open_term: Changes = {
        "contract_kind": "fixed_term",
        "break_right": "none",
        "notice_stated": False,
        "work_status": "ongoing",
        "deliverables": (Deliverable("Press kit", None),),
    }
    written = desk.write(desk.case(open_term))
    assert written.missing[0] == desk.library.phrases.ui["letter.missing.term_end"]
    assert "On what date does the current term end?" in written.missing[1]
    assert "[last day]" in written.body
    assert written.draft


def test_unfinished_mark(desk: Desk) -> None:
    """An unfinished letter says so in its first line and ends with what is lacking."""
    lines = letter_markdown(desk.write(desk.case({"client_address": None}))).splitlines()
    assert lines[0] == "**UNFINISHED. What is still to be done is listed at the end.**"
    assert lines[-1] == "- Add the client's address."


def test_work_after_the_last_day(desk: Desk) -> None:
    """Work that is dated after the last day is pointed out."""
    late = (Deliverable("Press kit", date(2026, 12, 23)),)
    assert desk.write(desk.case({"deliverables": late})).missing == (
        desk.library.phrases.ui["letter.missing.late_work"]
        .replace("{what}", "Press kit")
        .replace("{date}", "23 December 2026")
        .replace("{last_day}", "22 December 2026"),
    )


def test_work_before_the_letter(desk: Desk) -> None:
    """Work that is dated before the letter is pointed out: nobody can promise a day gone by."""
    past = (Deliverable("Press kit", date(2026, 11, 21)),)
    assert desk.write(desk.case({"deliverables": past})).missing == (
        desk.library.phrases.ui["letter.missing.past_work"]
        .replace("{what}", "Press kit")
        .replace("{date}", "21 November 2026"),
    )
    same_day = (Deliverable("Press kit", date(2026, 11, 22)),)
    assert desk.write(desk.case({"deliverables": same_day})).missing == ()
    sent_later = desk.case({"deliverables": same_day, "send_on": date(2026, 11, 23)})
    assert "Press kit" in " ".join(desk.write(sent_later).missing)


def test_generic_letter_is_unfinished(desk: Desk) -> None:
    """A letter without two facts of this client's is not finished, names do not count."""
    names = {k: v for k, v in desk.complete.answers.items() if k.startswith(("sender_", "cont"))}
    names = {k: v for k, v in names.items() if not k.startswith("contract")}
    ending = desk.story("h").answers
    asked = desk.library.phrases.ui["letter.missing.facts"]
    one = {**ending, **names}
    assert asked in desk.write(desk.only(one)).missing
    assert asked not in desk.write(desk.only({**one, "services": "your shop"})).missing


@pytest.mark.parametrize("name", ["specific_reason", "benefit", "own_sentence"])
def test_private_matters_stay_out(desk: Desk, name: str) -> None:
    """A sentence of the user's that names a private matter is left out, and that is said."""
    written = desk.write(desk.case({name: "My burnout made me think"}))
    assert "urnout" not in written.body
    assert any('says "burnout". Private matters' in item for item in written.missing)


def test_hard_words_are_pointed_out(desk: Desk) -> None:
    """A sentence of the user's that lays blame stays, and is pointed out."""
    written = desk.write(desk.case({"own_sentence": "It was a waste of time."}))
    assert "a waste of time" in written.body
    assert len(written.missing) == 1
    assert 'says "waste of time". A letter of this kind avoids the word' in written.missing[0]


def test_enclosures(desk: Desk) -> None:
    """One enclosure is singular, two are plural, none leaves no line."""
    one = desk.case({**DONE, "open_invoices": "none"})
    none = desk.case({"open_invoices": "none"})
    assert "\nEnc. Final invoice\n" in letter_markdown(desk.write(one))
    assert "\nEnclosure: Final invoice\n" in letter_markdown(desk.write(one, "en-US"))
    assert "Enc" not in letter_markdown(desk.write(none)).replace("End", "")


def test_pieces_of_one_order_run_on(desk: Desk) -> None:
    """Pieces of the same order form one paragraph, those of another begin a new one."""
    paragraphs = desk.write(desk.case({})).body.split("\n\n")
    decision = next(text for text in paragraphs if text.startswith("I am writing to end"))
    assert decision.endswith("I can be effective for you.")


def test_answers_that_do_not_apply_are_not_used(desk: Desk) -> None:
    """An answer to a letter question that no longer applies leaves no trace."""
    body = desk.write(desk.case(NO_NOTICE)).body
    assert "clause 9.2" not in body


@pytest.mark.parametrize(
    ("form", "overdue", "total"),
    [
        ("en-GB", "£1,000.00 is overdue.", "The total to pay is £2,200.00."),
        ("es-ES", "asciende a 1.000,00", "2.200,00"),
        ("fr-FR", "1\u202f000,00", "2\u202f200,00"),
    ],
)
def test_one_sum_is_overdue(desk: Desk, form: str, overdue: str, total: str) -> None:
    """The sum overdue and the balance rest on the listed invoices, not on another sum answered."""
    listed = (
        Invoice("A-1", date(2026, 10, 9), Money(Decimal(1000), GBP)),
        Invoice("A-2", date(2026, 12, 9), Money(Decimal(50), GBP)),
    )
    overdue_sum = Money(Decimal(2400), GBP)
    changes: Changes = {**DONE, "overdue_invoices": listed, "overdue_amount": overdue_sum}
    translated = replace(desk, library=shipped(language_of(form)))
    body = translated.write(desk.case(changes), form, kind="ending", anyway=True).body
    assert overdue in body
    assert total in body
    assert not re.search(r"2\D?400", body)
