"""The script, the record and the notices: what they say for each answer, and leave unsaid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from advisor.casefile.casefile import read_case
from advisor.model import Answer, Deliverable, Duration, Invoice, Money

if TYPE_CHECKING:
    from tests.complete_case import Desk

Changes = dict[str, Answer | None]

HERE = Path(__file__).resolve().parents[1]
LATE = "We agreed that invoices are paid by the due date. Of the last 8 invoices, 3 were paid late."
NO_MOOD: Changes = {"reason_mode": None, "payment_habit": "on_time", "invoices_late": None}


def paper(desk: Desk, kind: str, story: str, changes: Changes) -> str:
    """Return the body of a paper of a story, with people and with answers changed."""
    people = read_case(HERE / "cases" / "people.yaml", desk.library)
    if story == "complete":
        return desk.write(desk.case(changes), kind=kind, anyway=True).body
    case = desk.story(story)
    answers = {**people.answers, **case.answers, **changes}
    kept = {name: value for name, value in answers.items() if value is not None}
    return desk.write(replace(case, answers=kept), kind=kind, anyway=True).body


SCRIPT: list[tuple[str, Changes, str]] = [
    # Openings: the reason of the letter, else expectations, else change, else the mood.
    ("complete", {}, "Our views on payment dates differ"),
    ("complete", {"reason_mode": None}, LATE),
    (
        "complete",
        {"reason_mode": "general", "general_reason": "capacity", "general_reason_true": True},
        '**One reason.** "I have to reduce the number of clients I work for."',
    ),
    (
        "complete",
        {**NO_MOOD, "ignored_terms": frozenset({"scope"})},
        "What we agreed in the contract isn't how we work",
    ),
    (
        "complete",
        {**NO_MOOD, "ignored_terms": frozenset(), "strategy_fit": "outgrown"},
        "My business is moving in another direction, and you'll be better served by",
    ),
    (
        "complete",
        {**NO_MOOD, "ignored_terms": frozenset(), "capacity": "overloaded"},
        "I no longer have the time your work deserves, and you'll be better served by",
    ),
    ("h", {}, "**One reason.** \"Our work together hasn't been going well for some time"),
    # The plan.
    ("complete", {}, "deliver what's on our list: Press kit and Product pages for the spring"),
    ("complete", {"deliverables": None}, "I'll finish the project by 18 December 2026."),
    ("complete", {"work_status": "ongoing", "deliverables": None}, "everything runs as usual"),
    ("complete", {"work_status": "delivered"}, "All the work we agreed on has been delivered."),
    ("complete", {}, "brief the person who takes over and introduce you to Jo Placeholder."),
    ("complete", {}, '"£2,400.00 is overdue. When will it be paid?"'),
    ("complete", {}, "I'll refund the £350.00 you paid in advance."),
    ("complete", {"refund_plan": "deliver"}, "goes towards the work that's left."),
    # Tone and preparation.
    ("complete", {"hostile": "accept"}, "Tone: gentle."),
    ("complete", {"hostile": "argue"}, "Tone: courteous, and firm when pressed."),
    ("complete", {"concession": "one week more"}, "Your one concession: one week more."),
    ("complete", {}, "The contract asks for notice in a set form."),
    ("complete", {"messenger": "other"}, "and call off whoever was going to do it."),
    # Replies.
    (
        "complete",
        {},
        '"We\'ll pay more."** "Thank you, but it isn\'t about the fee. My last day is 22 December',
    ),
    (
        "complete",
        {},
        'from now on."** "I appreciate that. It doesn\'t change my decision: my last day is',
    ),
    ("complete", {}, "Here's the plan, and a name: Jo Placeholder."),
    ("complete", {"referral": None}, "and I'll send you the names of people who do this work."),
    ("complete", {}, "I've valued the care your team takes over photographs."),
    (
        "complete",
        {},
        "I'm grateful for these three years. The decision stands, and so does the date: 22 December",
    ),
    ("complete", {"relationship_started": None}, "I'm grateful for our time together."),
    ("complete", {}, "It's for work that has been delivered"),
    ("complete", {}, "You'll have everything of yours by 22 December."),
    ("complete", {}, "Our agreement asks for 30 days' notice, and I'll keep to it."),
    ("complete", {"notice_stated": False}, "\"Agreed. Let's both confirm in writing today"),
    (
        "complete",
        {"project_end": date(2027, 1, 15)},
        '"The date stands. I\'ll work until 15 January and hand over in good order."',
    ),
    ("h", {}, "Our agreement asks for 14 days' notice, and I'll keep to it. My last day is"),
    # Paused work and repair have words of their own.
    ("c", {}, "I'll start again on the day the payment arrives."),
    ("c", {"suspension_clause": False}, "I'll take on new work on the day the payment arrives."),
    ("c", {}, "It asks for payment by 10 December 2026."),
    (
        "c",
        {"formal_notice": True, "formal_notice_deadline": date(2026, 11, 30)},
        "It asks for payment by 30 November 2026.",
    ),
    (
        "d",
        {},
        "\"I'm asking for a price of EUR 90 an hour and a written order for extra work, from 1",
    ),
    ("d", {"own_share": frozenset({"underpriced"})}, "my first price was too low"),
    ("d", {}, "The price is EUR 90 an hour, from 1 January 2027."),
    ("d", {"answer_by": date(2026, 12, 4)}, "Please let me know by 4 December 2026"),
]


@pytest.mark.parametrize(("story", "changes", "expected"), SCRIPT)
def test_script_says(desk: Desk, story: str, changes: Changes, expected: str) -> None:
    """Each case has its opening, its plan and its firm replies."""
    assert expected in paper(desk, "script", story, changes)


SILENT: list[tuple[str, Changes, str]] = [
    ("complete", {"reason_mode": "none"}, "**One reason.**"),
    (
        "complete",
        {"reason_mode": "general", "general_reason": "fit", "general_reason_true": False},
        "no longer suits",
    ),
    ("complete", {"referral_agreed": False}, "Jo Placeholder"),
    ("complete", {"open_invoices": "none"}, "is overdue"),
    ("complete", {"prepayment_disputed": True}, "in advance"),
    ("complete", {"holds": frozenset()}, "Send us everything"),
    ("complete", {"notice_form": "any"}, "in its own form"),
    ("complete", {"concession": None}, "They press for one thing more"),
    ("c", {}, "We'll pay more"),
    ("c", {}, "end our agreement"),
    ("d", {}, "My last day"),
    ("d", {}, "on time"),
    ("k", {}, "**One reason.**"),
]


@pytest.mark.parametrize(("story", "changes", "text"), SILENT)
def test_script_does_not_say(desk: Desk, story: str, changes: Changes, text: str) -> None:
    """A reply to what cannot come up is left out, and so is what is not true."""
    assert text not in paper(desk, "script", story, changes)


RECORD: list[tuple[str, Changes, str]] = [
    ("a", {}, "- Our agreement and my services end on 22 December 2026."),
    ("a", {"talk_outcomes": frozenset()}, "I told you that I am ending our agreement"),
    (
        "a",
        {"talk_outcomes": frozenset({"work"})},
        "- I will deliver: Press kit, by 4 December 2026.",
    ),
    ("a", {}, "Before then I will deliver:\n\n- Press kit, by 4 December 2026"),
    ("a", {}, "- New briefing from your side, by 27 November 2026."),
    ("a", {"notice_form": "registered"}, "You will receive the formal notice separately."),
    ("a", {"open_invoices": "none"}, "All invoices sent so far have been paid."),
    ("a", {"talk_held_on": None}, "Thank you for our conversation. I am writing"),
    ("c", {}, "- The overdue sum of €4,200.00 will be paid by 30 November 2026."),
    ("c", {"talk_outcomes": frozenset()}, "The sum of €4,200.00 is overdue."),
    ("d", {}, "- Work beyond the agreement needs a written order that states its price."),
    ("d", {}, "- These terms apply from 1 January 2027."),
]


@pytest.mark.parametrize(("story", "changes", "expected"), RECORD)
def test_record_says(desk: Desk, story: str, changes: Changes, expected: str) -> None:
    """The record calls agreed what was agreed, and the rest what the client was told."""
    assert expected in paper(desk, "record", story, changes)


def test_nothing_agreed(desk: Desk) -> None:
    """Where nothing was agreed, the record does not say "We agreed"."""
    changes: Changes = {"talk_outcomes": frozenset({"work"}), "talk_points": None}
    body = paper(desk, "record", "a", {**changes, "deliverables": None})
    assert "We agreed" not in body


EUR = "EUR"
LISTED = (
    Invoice("2026-014", date(2026, 10, 8), Money(Decimal(3000), EUR)),
    Invoice("2026-019", date(2026, 10, 30), Money(Decimal(1200), EUR)),
)
ISSUED = (
    replace(
        LISTED[0],
        issued=date(2026, 9, 8),
        amount=Money(Decimal(4200), EUR),
        billed=Money(Decimal(5000), EUR),
    ),
)
NOTICE: list[tuple[Changes, str]] = [
    ({}, "The sum of €4,200.00 for the upkeep of your web shop is overdue under the Services"),
    ({}, "The oldest invoice was due on 8 October 2026."),
    ({"overdue_invoices": LISTED}, "- Invoice 2026-014, due on 8 October 2026: €3,000.00\n- I"),
    (
        {"overdue_invoices": ISSUED},
        "- Invoice 2026-014 dated 8 September 2026, due on 8 October 2026: €4,200.00 (balance of "
        "€5,000.00)",
    ),
    ({}, "within 14 days of receiving this letter, and at the latest by 10 December 2026."),
    (
        {"governing_law": "fr"},
        "within 8 days of receiving this letter, and at the latest by 8 December 2026.",
    ),
    # A letter before claim to a person.
    (
        {"client_individual": True},
        "within 30 days of receiving this letter, and at the latest by 26 December 2026.",
    ),
    (
        {"overdue_amount": None},
        "Please pay them in full within 14 days of receiving this letter, and",
    ),
    ({"overdue_invoices": LISTED, "overdue_amount": None}, "The sum of €4,200.00 for"),
    ({}, "I have had no reply to my reminders."),
    (
        {"reminded_on": date(2026, 10, 12), "reminded_again_on": date(2026, 11, 2)},
        "I have had no reply to my reminders of 12 October and 2 November 2026.",
    ),
    (
        {"overdue_response": "excuses", "reminded_on": date(2026, 10, 12)},
        "I reminded you of this on 12 October 2026.",
    ),
    ({}, "Interest for late payment is also due under"),
    ({"governing_law": None}, "I reserve the right to claim interest and costs for late payment"),
    (
        {"cause_clause": True, "cure_period": Duration(30, "days"), "cause_number": "10.1"},
        "notice of breach under clause 10.1 of the Services Agreement. You "
        "have until 26 December 2026 to remedy the breach, failing which I may terminate",
    ),
    # 3,000.00 for 47 days and 1,200.00 for 25 days at 12 percent.
    (
        {"claim_interest": True, "late_interest_rate": 12, "overdue_invoices": LISTED},
        "- Interest on invoice 2026-014 (47 days): €46.36\n"
        "- Interest on invoice 2026-019 (25 days): €9.86",
    ),
    # The day after costs 4,200.00 times 12 percent by 365.
    (
        {"late_interest_rate": 12, "overdue_invoices": LISTED},
        "Interest continues to accrue at €1.38 a day",
    ),
    ({"sender_bank": ("IBAN XX00 0000",)}, "Please pay into this account:\n\n- IBAN XX00 0000"),
    ({}, "- [Your bank details]"),
    # Money of the client that is held is set off.
    (
        {"deposit": "part", "unearned_prepayment": Money(Decimal(200), EUR)},
        "is €4,000.00:\n\n- Unpaid invoices: €4,200.00\n- Less your advance payment, set off: €200.00",
    ),
    ({}, "This is a letter before claim."),
    ({"region_uk": "ENG"}, "I intend to issue a claim in the county court"),
    ({"region_uk": "SCT"}, "I intend to issue a claim in the sheriff court"),
    ({"governing_law": "de"}, "an order for payment (Mahnbescheid)"),
    ({"governing_law": "mx"}, "juicio oral mercantil"),
    ({"governing_law": "us_ny"}, "New York's Freelance Isn't Free Act, which covers work worth"),
    (
        {"governing_law": "es"},
        "I invite you to negotiate a settlement of this debt within 30 days of receiving this "
        "letter, and at the latest by 27 December 2026.",
    ),
    ({"governing_law": "es", "trade_registered": True}, "conciliation"),
    ({"governing_law": "fr"}, "entitled to terminate the agreement for breach, by notice stating"),
    ({}, "If you dispute any item, please tell me which and why by 3 December 2026."),
    ({}, "without prejudice to my other rights"),
]


@pytest.mark.parametrize(("changes", "expected"), NOTICE)
def test_final_notice_says(desk: Desk, changes: Changes, expected: str) -> None:
    """The final notice states what is owed, invoice by invoice where known, and by when."""
    assert expected in paper(desk, "final-notice", "c", changes)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"claim_interest": False}, "nterest"),
        ({"role": "agency", "governing_law": "us_ny"}, "Freelance"),
        (
            {
                "deposit": "part",
                "prepayment_disputed": True,
                "unearned_prepayment": Money(Decimal(200), EUR),
            },
            "set off",
        ),
        ({"overdue_response": "excuses"}, "reminders"),
        ({"cause_clause": False}, "breach"),
        ({"oldest_due_date": None, "overdue_invoices": LISTED}, "oldest invoice"),
    ],
)
def test_final_notice_does_not_say(desk: Desk, changes: Changes, text: str) -> None:
    """Interest that is waived and reminders that were answered are left out."""
    assert text not in paper(desk, "final-notice", "c", changes)


def test_sums_that_differ(desk: Desk) -> None:
    """Invoices that do not come to the sum that was given are pointed out."""
    case = desk.story("c")
    answers: dict[str, Answer] = {**case.answers, "overdue_invoices": LISTED[:1]}
    found = desk.write(replace(case, answers=answers), kind="final-notice").missing
    assert (
        "The invoices you listed come to €3,000.00, but you gave €4,200.00 as overdue. "
        "Put one of the two right."
    ) in found


def test_breach_notice(desk: Desk) -> None:
    """A breach other than money is named by its facts, with the end of the time to cure."""
    case = read_case(HERE / "cases" / "breach.yaml", desk.library)
    written = desk.write(case)
    assert written.subject == "Notice of breach of the Services Agreement dated 5 January 2026"
    assert "- Photographs due on 1 September 2026\n" in written.body
    assert (
        "within 30 days of receiving this letter, and at the latest by 27 December" in written.body
    )
    assert "overdue" not in written.body
    less = {name: value for name, value in case.answers.items() if name != "breach_facts"}
    bare = desk.write(replace(case, answers=less))
    assert "are not being kept: the payment schedule, and the approvals" in bare.body
    assert any("Name each term that was not kept" in item for item in bare.missing)


def test_suspension_only_by_clause(desk: Desk) -> None:
    """Agreed work is suspended under a clause alone; without one only new work waits."""
    assert "I am suspending the upkeep of your web shop from 26 November 2026." in paper(
        desk, "suspension-notice", "c", {}
    )
    for clause in (False, None):
        body = paper(desk, "suspension-notice", "c", {"suspension_clause": clause})
        assert "I will not start new work until this is paid." in body
        assert "I am suspending" not in body


BRIEF: list[tuple[Changes, str]] = [
    ({"dispute": frozenset({"quality"})}, "How do I answer the dispute without admitting"),
    ({"own_breach": "late"}, "What does my own outstanding obligation mean for my notice"),
    ({"insolvency_opened": True}, "by when must I file my claim?"),
    ({"cross_border": True}, "Which law governs the termination"),
    ({"governing_law": "ca_qc"}, "Is there a reason that counts as serious in Quebec"),
    ({"works_like_employee": True}, "Would a court treat this as employment"),
    ({"abuse": frozenset({"threats"})}, "what do I owe my team?"),
    ({"data_incident": True}, "What has to be reported after the data incident"),
    ({"regulated_profession": "accountant"}, "Which steps do the rules of my profession require?"),
    ({}, "- Notice: 30 days (clause 9.2), counted from receipt; form: registered or certified"),
    (
        {},
        "- 22 December 2026: The contract's notice of 30 days ends that day, counted from 22 November",
    ),
]


@pytest.mark.parametrize(("changes", "expected"), BRIEF)
def test_brief_asks(desk: Desk, changes: Changes, expected: str) -> None:
    """The brief asks what the case raises, and gives the clauses and the dates."""
    assert expected in paper(desk, "lawyer-brief", "complete", changes)


def test_brief_asks_nothing_else(desk: Desk) -> None:
    """A case without a risk raises the one question that each ending raises."""
    questions = paper(desk, "lawyer-brief", "complete", {}).partition("## Questions\n\n")[2]
    assert questions.count("\n- ") == 0
    assert questions.startswith("- Is the last day, 22 December 2026, safe")


def test_work_in_the_record_has_its_own_date(desk: Desk) -> None:
    """A piece of work without a date is due by the last day."""
    changes: Changes = {"deliverables": (Deliverable("Press kit.", None),), "talk_outcomes": None}
    assert "- Press kit, by 22 December 2026" in paper(desk, "record", "a", changes)
