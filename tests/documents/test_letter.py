"""The ending letter: whole letters, their variants, and what they never do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.documents import LETTER_FORMATS, writer_for
from advisor.documents.letter import letter, render_markdown
from advisor.documents.letter_checks import find_words, words_of
from advisor.engine.pure import Pure
from advisor.errors import AdvisorError, ContentError
from advisor.interview.casefile import case_from_node
from advisor.knowledge import reader
from advisor.knowledge.content import Library
from advisor.knowledge.load import Roots, load
from advisor.model import Answer, Case, Deliverable, Duration, Money
from advisor.reasoning.assess import assess
from tests.conftest import ROOT
from tests.random_cases import cases

if TYPE_CHECKING:
    from tests.documents.conftest import Desk

Snapshot = Callable[[str, str], None]
Changes = dict[str, Answer | None]

AVOIDED = (
    "personal",
    "blame",
    "emotion",
    "liability",
    "accusation",
    "threat",
    "parting",
    "hedge",
    "apology",
    "absolute",
)
GBP = "GBP"
SOURCES = (
    "S6 S7 S9 S10 S11 S13 S14 S16 S17 S19 S20 S21 S22 S23 S24 S25 S26 S32 S33 S34 S35 S36 S37 "
    "S38 S39 S40 S42 S45 S46 S47 S48 S49 S75 S79 S85 S88 S89 S90 S91 S92 S93 S94 S95 "
    "C1 C6 C12 C13 C15 C17 C18"
).split()

ABUSE: Changes = {"abuse": frozenset({"insults", "threats"}), "abuse_in_writing": True}
WARNED: Changes = {"abuse": frozenset({"insults"}), "abuse_warned": True}


def story(name: str, library: Library) -> Case:
    """Read the case of a story."""
    (path,) = (ROOT / "tests" / "stories").glob(f"{name}-*.yaml")
    node = reader.read_file(path, path.name)
    return case_from_node(reader.Fields(node).need("case"), library, path.name)


@pytest.mark.parametrize("form", ["en-GB", "en-US"])
def test_complete_letter(desk: Desk, snapshot: Snapshot, form: str) -> None:
    """A complete letter stands in the form of its country, to the byte."""
    written = desk.write(desk.case({}), form)
    assert written.missing == ()
    assert not written.draft
    snapshot(f"letter-{form}.md", render_markdown(written))


def test_first_draft(desk: Desk, snapshot: Snapshot) -> None:
    """Without any answer about the letter a good draft stands, with what it lacks."""
    snapshot("letter-story-a.md", render_markdown(desk.write(story("a", desk.library))))


def test_abuse_letter(desk: Desk, snapshot: Snapshot) -> None:
    """After threats the letter names no conduct and no reason, and offers no call."""
    written = desk.write(desk.case({**ABUSE, "deliverables": None}))
    text = render_markdown(written)
    assert find_words(written.body, ("call*", "telephone", "meeting", "threat*", "insult*")) == ()
    assert "views on payment" not in text
    assert "relaunch" not in text
    assert "continued success" not in text
    assert "Jo Placeholder" not in text
    snapshot("letter-abuse.md", text)


@pytest.mark.parametrize("changes", [ABUSE, WARNED, {"illegal_request": "insisted"}])
def test_guarded_letters(desk: Desk, changes: Changes) -> None:
    """Abuse, insults after a warning and pressure to break the law call for reserve."""
    written = desk.write(desk.case(changes))
    ids = {part.id for part in written.paragraphs}
    assert "ending/92-contact-in-writing" in ids
    assert "ending/11-opening-after-abuse" in ids
    assert not ids & {
        "ending/10-opening",
        "ending/30-reason-specific",
        "ending/31-reason-general",
        "ending/80-referral",
        "ending/81-transition",
        "ending/91-contact",
        "ending/95-thanks",
    }


def test_no_sentence_of_ones_own_after_abuse(desk: Desk) -> None:
    """After abuse nobody is asked for a personal sentence, otherwise everybody is."""
    asked = desk.library.texts["letter.missing.own_sentence"]
    assert asked in desk.write(desk.case({"own_sentence": None})).missing
    assert asked not in desk.write(desk.case({**ABUSE, "own_sentence": None})).missing


def test_prepayment_after_threats(desk: Desk) -> None:
    """Story e: the prepaid sum is named with the day on which it is paid back."""
    body = desk.write(story("e", desk.library)).body
    assert "EUR 1,500.00" in body
    assert "pay this sum back by 29 November 2026" in body


def test_decision_is_unmistakable(desk: Desk) -> None:
    """Each way of leaving says in one sentence that the relationship ends, and when."""
    for name in "aefhijl":
        written = desk.write(story(name, desk.library))
        last_day = desk.assess(story(name, desk.library)).advice.last_day
        assert last_day is not None
        assert written.body.count("I am ending our working relationship") == 1
        assert f"{last_day.day} {last_day:%B %Y}" in written.body


def test_offered_only_where_it_ends(desk: Desk) -> None:
    """Where the advice is not to end, the letter is refused with the reason."""
    for name in "bcdgk":
        with pytest.raises(AdvisorError, match="do not call for a letter"):
            desk.write(story(name, desk.library))


def test_not_advised(desk: Desk) -> None:
    """Written all the same, it says first and last that it is not advised, and why."""
    written = desk.write(story("k", desk.library), anyway=True)
    lines = render_markdown(written).strip().splitlines()
    assert lines[0] == lines[-1]
    assert lines[0].startswith("**NOT ADVISED. Your answers do not call for a letter")
    assert "Keep the client" in written.unsuitable
    assert "My last working day for you will be 6 December 2026." in written.body


def test_not_advised_keeps_the_notice(desk: Desk) -> None:
    """A letter that is not advised still keeps the contract's notice."""
    case = desk.only(
        {"payment_habit": "on_time", "notice_stated": True, "notice_period": Duration(60, "days")}
    )
    assert "21 January 2027" in desk.write(case, anyway=True).body


@pytest.mark.parametrize(("name", "gate"), [("f", "Lawyer: "), ("l", "Personal data: ")])
def test_draft_marks(desk: Desk, name: str, gate: str) -> None:
    """A blocking gate marks the first and the last line, with its reason."""
    written = desk.write(story(name, desk.library))
    lines = render_markdown(written).strip().splitlines()
    assert written.draft
    assert lines[0] == lines[-1]
    assert lines[0].startswith("**DRAFT - DO NOT SEND. ")
    assert gate in lines[0]
    assert written.draft_reasons[0].startswith(gate)


def test_no_mark_on_a_finished_letter(desk: Desk) -> None:
    """A finished letter begins with the letterhead and ends with the enclosures."""
    text = render_markdown(desk.write(desk.case({})))
    assert text.startswith("Sample Studio  \n")
    assert text.endswith("Encs Statement of overdue invoices; Final invoice\n")


def test_one_page(desk: Desk) -> None:
    """A letter with everything in it stays on about one page, a usual one well below."""
    longest = max(desk.write(desk.case(changes)).words for changes, _ in VARIANTS)
    assert 300 < longest <= 450
    assert desk.write(story("a", desk.library)).words <= 200


def test_no_word_that_letters_avoid(library: Library) -> None:
    """No paragraph and no word around it is one that letters avoid."""
    words = [word for kind in AVOIDED for word in words_of(library, kind)]
    for paragraph in library.paragraphs:
        prose = re.sub(r"\{[%{].*?[%}]\}", " ", paragraph.template, flags=re.DOTALL)
        assert find_words(prose, tuple(words)) == (), paragraph.id
        assert not re.search(r"[!\u2014\u2013]", prose), paragraph.id


def test_words_are_found() -> None:
    """A word is found whole, in any case, and a stem in all its forms."""
    assert find_words("You FAILED, fireworks", ("you failed", "fire")) == ("you failed",)
    assert find_words("frustrating", ("frustrat*", "frustrate")) == ("frustrating",)


def test_sources(library: Library) -> None:
    """The paragraphs and the letter's questions name every item that a letter serves."""
    claimed = {name for item in library.paragraphs for name in item.sources}
    for question in library.questions.values():
        if question.purpose == "letter":
            claimed.update(question.sources)
    assert set(SOURCES) - claimed == set()


@pytest.mark.parametrize(
    "name", ["client_name", "services", "own_sentence", "specific_reason", "sender_address"]
)
@pytest.mark.parametrize(
    "text",
    ["{{ 7*7 }}", "{% raw %}", "**bold** _it_", "<script>x</script>", "[a](http://b.example)"],
)
def test_no_injection(desk: Desk, name: str, text: str) -> None:
    """What the user typed is shown as typed: no template, no markup, no HTML."""
    given: Answer = (text,) if name == "sender_address" else text
    written = desk.write(desk.case({name: given}))
    assert text in LETTER_FORMATS[".txt"](written).decode()
    markdown = render_markdown(written)
    assert "49" not in markdown
    assert not re.search(r"(?<!\\)(<|\[a)|(?<!\\)\*\*bold|(?<!\\)_it", markdown)


@pytest.mark.parametrize("text", ["1. one", "- item", "# head", "> quote", "===", "a\n\n# b"])
def test_no_blocks_from_values(desk: Desk, text: str) -> None:
    """A value at the start of a line opens no list, heading or quotation."""
    changes: Changes = {
        "sender_business": text,
        "benefit": None,
        "own_sentence": text,
        "deliverables": (Deliverable(text, None),),
    }
    markdown = render_markdown(desk.write(desk.case(changes)))
    assert not re.search(r"^(1\. one|- item|- - item|- # head|# |> |===|- 1\. )", markdown, re.M)


@pytest.mark.parametrize(
    ("changes", "form"),
    [
        ({"letter_form": None, "governing_law": "us_ny"}, "en-US"),
        ({"letter_form": None, "governing_law": "us_other"}, "en-US"),
        ({"letter_form": None, "governing_law": "uk"}, "en-GB"),
        ({"letter_form": None, "governing_law": None}, "en-GB"),
        ({"letter_form": "en-US", "governing_law": "uk"}, "en-US"),
        ({"letter_form": "en-GB", "governing_law": "us_ny"}, "en-GB"),
    ],
)
def test_form(desk: Desk, changes: Changes, form: str) -> None:
    """The answer sets the form, else the governing law does."""
    assert desk.write(desk.case(changes)).form == form


def test_form_asked_for(desk: Desk) -> None:
    """A form that is asked for goes before the answer, and an unknown one is refused."""
    assert desk.write(desk.case({}), "en-US").form == "en-US"
    with pytest.raises(AdvisorError) as error:
        desk.write(desk.case({}), "en-UK")
    assert str(error.value) == (
        "There is no letter form 'en-UK'; allowed: en-US or en-GB. Did you mean 'en-US'?"
    )


def test_unknown_kind(desk: Desk) -> None:
    """An unknown kind of letter is refused with those there are."""
    case = desk.case({})
    with pytest.raises(AdvisorError, match=r"There is no letter 'endin'; allowed: .*ending"):
        letter(desk.library, desk.assess(case), case, "endin")


@pytest.mark.parametrize(
    ("form", "changes", "salutation", "name", "closing"),
    [
        ("en-GB", {}, "Dear Ms Specimen,", "Ms Alex Specimen", "Yours sincerely,"),
        ("en-US", {}, "Dear Ms. Specimen:", "Ms. Alex Specimen", "Sincerely,"),
        ("en-US", {"contact_title": "dr"}, "Dear Dr. Specimen:", "Dr. Alex Specimen", "Sincerely,"),
        (
            "en-GB",
            {"contact_title": "none"},
            "Dear Alex Specimen,",
            "Alex Specimen",
            "Yours sincerely,",
        ),
        ("en-GB", {"contact_title": None}, "Dear Alex Specimen,", "Alex Specimen", None),
        ("en-GB", {"contact_surname": None}, "Dear Alex,", "Alex", "Yours sincerely,"),
        ("en-GB", {"contact_first_name": None}, "Dear Ms Specimen,", "Ms Specimen", None),
        (
            "en-GB",
            {"contact_first_name": None, "contact_surname": None},
            "Dear Sir or Madam,",
            "[Name of the person you work with]",
            "Yours faithfully,",
        ),
        (
            "en-US",
            {"contact_first_name": None, "contact_surname": None},
            "Dear Sir or Madam:",
            "[Name of the person you work with]",
            "Sincerely,",
        ),
        (
            "en-GB",
            {"notice_form": "person", "notice_addressee": "The Company Secretary"},
            "Dear Sir or Madam,",
            "The Company Secretary",
            "Yours faithfully,",
        ),
        (
            "en-GB",
            {"notice_form": "person", "notice_addressee": "Ms Alex Specimen"},
            "Dear Ms Specimen,",
            "Ms Alex Specimen",
            "Yours sincerely,",
        ),
    ],
)
def test_people(
    desk: Desk, form: str, changes: Changes, salutation: str, name: str, closing: str | None
) -> None:
    """Greeting, address and closing agree with who is known and with the country."""
    written = desk.write(desk.case(changes), form)
    assert written.salutation == salutation
    assert written.recipient[0] == name
    if closing:
        assert written.closing == closing


def test_copy_to_the_contact(desk: Desk) -> None:
    """Where notice goes to somebody else, the person you work with gets a copy."""
    changes: Changes = {"notice_form": "person", "notice_addressee": "The Company Secretary"}
    assert desk.write(desk.case(changes)).cc == ("Ms Alex Specimen",)
    assert "\ncc: Ms. Alex Specimen\n" in render_markdown(desk.write(desk.case(changes), "en-US"))
    assert desk.write(desk.case({})).cc == ()


@pytest.mark.parametrize(
    ("form", "changes", "mark"),
    [
        ("en-US", {}, "VIA CERTIFIED MAIL, RETURN RECEIPT REQUESTED, AND EMAIL"),
        ("en-GB", {}, "By Special Delivery and by email"),
        ("en-GB", {"governing_law": "fr"}, "By registered post and by email"),
        ("en-GB", {"notice_form": "any"}, "By email"),
        ("en-US", {"notice_form": "any"}, "VIA EMAIL"),
        ("en-GB", {"notice_form": None}, "By email"),
        ("en-GB", {"notice_form": "writing"}, "By post and by email"),
        ("en-US", {"notice_form": "person"}, "VIA MAIL AND EMAIL"),
    ],
)
def test_delivery(desk: Desk, form: str, changes: Changes, mark: str) -> None:
    """The letter says how it is sent, as the contract asks."""
    assert desk.write(desk.case(changes), form).delivery == mark


OPEN = {"relationship_started": None, "services": None}
VARIANTS: list[tuple[Changes, str]] = [
    ({}, "for the trust you have placed in me since March 2023."),
    (OPEN, "Thank you for the trust you have placed in me, and for the work"),
    (OPEN, "I am ending our working relationship. My last"),
    ({"services": "web design."}, "and with it web design. My"),
    ({}, "gives you the 30 days' notice required under clause 9.2 of the Services Agreement dated"),
    ({"notice_clause": "9.2"}, "under clause 9.2 of the Services"),
    ({"notice_clause": None}, "notice required under the Services Agreement dated 1 March 2023."),
    ({"contract_date": None}, "under clause 9.2 of the Services Agreement."),
    ({"contract_title": "The Deed"}, "clause 9.2 of the Deed dated"),
    ({"contract_title": None}, "clause 9.2 of our agreement dated 1 March 2023."),
    ({"notice_period": Duration(1, "months")}, "the 1 month's notice required"),
    ({"notice_period": Duration(1, "weeks")}, "This is more than the 1 week's notice required"),
    (
        {"notice_stated": False, "contract_title": None, "contract_date": None},
        "Please take this letter as the notice that ends our agreement.",
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
        "My business is moving to other work.",
    ),
    (
        {"reason_mode": "general", "general_reason": "fit", "general_reason_true": True},
        "The work no longer suits my business.",
    ),
    ({}, "deliver the following:\n\n- Press kit, by 11 December 2026\n- Product pages"),
    (
        {"deliverables": (Deliverable("Press kit.", None),)},
        "one more piece of work:\n\n- Press kit, by 22 December 2026\n\nI will take on no",
    ),
    ({"deliverables": None}, "finish the project that is under way by 18 December 2026, and"),
    (
        {
            "deliverables": None,
            "project_percent": 10,
            "project_end": date(2027, 9, 1),
            "milestone_date": date(2026, 12, 4),
        },
        "to the milestone of 4 December 2026, hand it over there in good order, and take",
    ),
    ({"deliverables": None, "project_end": None}, "work on the present project until that day"),
    ({"deliverables": None, "work_status": "ongoing"}, "carry on the agreed service as usual"),
    ({"work_status": "delivered"}, "All the work we agreed on has been delivered"),
    ({"deliverables": None, "work_status": "not_started"}, "carry out the work we have agreed."),
    ({"deliverables": None, "work_status": None}, "carry out the work we have agreed."),
    ({"holds": None}, "hand over all files and other material of yours by 22 December 2026."),
    ({"holds": frozenset()}, "I hold no files, means of access or property of yours."),
    (
        {"holds": frozenset({"files"})},
        "By 22 December 2026, I will hand over your files and source material.\n",
    ),
    ({}, "and delete my copies by 22 December 2026, and confirm this in writing."),
    ({"data_plan": "delete_all"}, "I will delete the personal data that I process for you by"),
    ({"data_plan": "keep_until_paid"}, "returned or deleted, as you choose. Please tell me which"),
    ({"data_plan": None}, "returned or deleted, as you choose. Please tell me which"),
    ({}, "The sum of £2,400.00 is overdue; the oldest invoice in it was due on 9 November 2026."),
    ({"overdue_amount": None}, "lists the invoices that are overdue. Please pay them by 29 Nov"),
    ({"overdue_response": "plan"}, "The payment plan we have agreed stays in force."),
    ({"overdue_response": "dispute"}, "The point you have raised about it will be settled"),
    ({}, "Our agreement allows work to be suspended while an invoice is overdue"),
    ({}, "My final invoice, for £1,200.00, is enclosed. The total to be paid is £3,600.00."),
    ({"open_invoices": "not_due"}, "already sent remain payable on their due dates. My final"),
    (
        {"open_invoices": "none"},
        "sent so far have been paid. My final invoice, for £1,200.00, is enclosed. Its payment",
    ),
    ({"final_invoice_amount": None}, "I will send you my final invoice by 22 December 2026."),
    ({"final_invoice_amount": Money(Decimal(0), GBP)}, "No further invoice will follow."),
    ({}, "You have paid £350.00 in advance for work that has not been done. I will pay this sum"),
    ({"refund_plan": "deliver"}, "£350.00 in advance for work that is still to be done. It will"),
    ({}, "My duty of confidentiality continues after the end of our work. As agreed, the rights"),
    ({}, "I recommend Jo Placeholder of Specimen Works, who has ten years of experience"),
    ({}, "You can reach Jo Placeholder at jo@specimen.example. I am glad to arrange a first"),
    (
        {"referral_firm": None, "referral_strength": None, "referral_contact": None},
        "I recommend Jo Placeholder. I am glad to arrange",
    ),
    ({}, "I will give you the names of other freelancers and brief the person who takes over."),
    (
        {"transition_help": frozenset({"names", "interview", "interim", "briefing"})},
        "freelancers, help you to interview a successor, suggest tools for the time between and",
    ),
    ({}, "Please confirm receipt of this letter in writing by 29 November 2026."),
    ({}, "You can reach me on 01632 960001 or at robin@sample.example."),
    ({"sender_phone": None}, "in person. You can reach me at robin@sample.example."),
    ({"sender_email": None}, "in person. You can reach me on 01632 960001."),
    ({}, "I have valued the care your team takes over photographs. The relaunch"),
    ({}, "I will go on recommending your business to others. Thank you again for the opportunity"),
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
        "moving to other work",
    ),
    (
        {"reason_mode": "general", "general_reason": "focus", "general_reason_true": None},
        "moving to other work",
    ),
    ({"referral_agreed": False}, "Jo Placeholder"),
    ({"referral": False}, "Jo Placeholder"),
    ({"invoices_late": 6}, "Jo Placeholder"),
    ({"prepayment_disputed": True}, "350.00"),
    ({"unearned_prepayment": Money(Decimal(0), GBP)}, "in advance"),
    ({"suspension_clause": False}, "suspended"),
    ({"final_invoice_amount": Money(Decimal(5), "EUR")}, "total to be paid"),
    ({"confidentiality": False}, "confidentiality"),
    ({"ip_clause": "on_delivery"}, "rights in the work"),
    ({"ip_clause": "silent"}, "rights in the work"),
    ({"recommend": False}, "go on recommending"),
    ({"holds": frozenset({"files"})}, "personal data"),
    ({"holds": frozenset({"files"})}, "my own access"),
    ({"transition_help": frozenset()}, "make the change easy"),
]


@pytest.mark.parametrize(("changes", "text"), SILENT)
def test_does_not_say(desk: Desk, changes: Changes, text: str) -> None:
    """What is not true, not agreed or not wanted is not said."""
    assert text not in desk.write(desk.case(changes)).body


def test_non_renewal(desk: Desk) -> None:
    """At the end of a term the letter refuses renewal and names the day that is in time."""
    written = desk.write(story("j", desk.library))
    assert written.subject == "Non-renewal of our agreement"
    assert "I will not renew our agreement when its present term ends" in written.body
    assert "31 January 2027" in written.body
    assert "The last day for this notice is 2 December 2026." in written.body


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
    (
        {
            "contract_kind": "fixed_term",
            "break_right": "none",
            "notice_stated": False,
            "work_status": "ongoing",
            "deliverables": (Deliverable("Press kit", None),),
        },
        "term_end",
    ),
]


@pytest.mark.parametrize(("changes", "key"), MISSING)
def test_missing(desk: Desk, changes: Changes, key: str) -> None:
    """What keeps a letter from being finished is said, and nothing else."""
    written = desk.write(desk.case(changes))
    assert written.missing == (desk.library.texts[f"letter.missing.{key}"],)
    assert written.missing[0] in LETTER_FORMATS[".txt"](written).decode()


def test_unfinished_mark(desk: Desk) -> None:
    """An unfinished letter says so in its first line and ends with what is lacking."""
    lines = render_markdown(desk.write(desk.case({"client_address": None}))).splitlines()
    assert lines[0] == "**UNFINISHED. What is still to be done stands at the end.**"
    assert lines[-1] == "- Add the client's address."


def test_work_after_the_last_day(desk: Desk) -> None:
    """Work that is dated after the last day is pointed out."""
    late = (Deliverable("Press kit", date(2026, 12, 23)),)
    assert desk.write(desk.case({"deliverables": late})).missing == (
        '"Press kit" is due on 23 December 2026, after the last day, 22 December 2026. '
        "Change one of the two dates.",
    )


def test_generic_letter_is_unfinished(desk: Desk) -> None:
    """A letter without two facts of this client's is not finished, names do not count."""
    names = {k: v for k, v in desk.complete.answers.items() if k.startswith(("sender_", "cont"))}
    names = {k: v for k, v in names.items() if not k.startswith("contract")}
    ending = story("h", desk.library).answers
    asked = desk.library.texts["letter.missing.facts"]
    one = {**ending, **names}
    assert asked in desk.write(desk.only(one)).missing
    assert asked not in desk.write(desk.only({**one, "services": "your shop"})).missing


@pytest.mark.parametrize("name", ["specific_reason", "benefit", "own_sentence"])
def test_private_matters_stay_out(desk: Desk, name: str) -> None:
    """A sentence of the user's that names a private matter is left out, and that is said."""
    written = desk.write(desk.case({name: "My Burnout made me think"}))
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
    one = desk.case({"open_invoices": "none"})
    none = desk.case({"open_invoices": "none", "final_invoice_amount": None})
    assert "\nEnc. Final invoice\n" in render_markdown(desk.write(one))
    assert "\nEnclosure: Final invoice\n" in render_markdown(desk.write(one, "en-US"))
    assert "Enc" not in render_markdown(desk.write(none)).replace("End", "")


def test_pieces_of_one_order_run_on(desk: Desk) -> None:
    """Pieces of the same order form one paragraph, those of another begin a new one."""
    paragraphs = desk.write(desk.case({})).body.split("\n\n")
    decision = next(text for text in paragraphs if text.startswith("I am ending"))
    assert decision.endswith("I can be effective for you.")


def test_answers_that_do_not_apply_are_not_used(desk: Desk) -> None:
    """An answer to a letter question that no longer applies leaves no trace."""
    body = desk.write(desk.case({"notice_stated": False})).body
    assert "clause 9.2" not in body


@settings(max_examples=300)
@given(st.data())
def test_any_gaps(library: Library, today: date, data: st.DataObject) -> None:
    """Whatever is answered or not, a letter stands without a hole in it."""
    case = data.draw(cases(library, letters=True))
    form = data.draw(st.sampled_from(["en-US", "en-GB"]))
    assessment = assess(library, case, today, Pure())
    written = letter(library, assessment, case, form=form, anyway=True)
    text = render_markdown(written)
    assert "I am ending our working relationship" in text
    assert not re.search(r"None|Undefined|\{\{|\{%|\{[a-z_]+\}| ,| \.(?!\.)|  (?!\n|$)|\.\.", text)
    assert bool(written.unsuitable) == (assessment.advice.whether != "end")
    if not written.unsuitable:
        assert letter(library, assessment, case, form=form) == written


def test_same_bytes(desk: Desk) -> None:
    """The same case gives the same bytes, in every format."""
    for write in LETTER_FORMATS.values():
        assert write(desk.write(desk.case({}))) == write(desk.write(desk.case({})))


def test_plain_text(desk: Desk) -> None:
    """The plain text has no markup, and the same words."""
    text = LETTER_FORMATS[".txt"](desk.write(desk.case({}))).decode()
    assert "*" not in text
    assert "  \n" not in text
    assert "Notice to end the Services Agreement dated 1 March 2023\n" in text


def test_formats() -> None:
    """A suffix without a format is refused with those there are."""
    assert writer_for(LETTER_FORMATS, ".MD") is LETTER_FORMATS[".md"]
    for suffix, found in ((".odt", "'.odt'"), ("", "'nothing'")):
        with pytest.raises(AdvisorError) as error:
            writer_for(LETTER_FORMATS, suffix)
        assert str(error.value) == (
            f"A file ending in {found} cannot be written; allowed: .md or .txt."
        )


def altered(roots: Roots, folder: Path, name: str, text: str) -> Library:
    """Load the shipped content with one template file added or changed."""
    templates = folder / "templates"
    shutil.copytree(roots.templates, templates)
    (templates / "en" / "letter" / name).write_text(text, encoding="utf-8")
    return load(Roots(roots.rules, templates))


def test_paragraph_added_as_a_file(desk: Desk, roots: Roots, tmp_path: Path, today: date) -> None:
    """A paragraph put into the folder stands in the letter, in its place."""
    added = "---\norder: 75\nsources: [S49]\nwhen: {known: services}\n---\nAbout {{ services }}.\n"
    library = altered(roots, tmp_path, "ending/75-about.md", added)
    case = desk.case({})
    body = letter(library, assess(library, case, today, Pure()), case).body
    assert "balance has been received.\n\nAbout the upkeep of your web shop.\n\nFor your" in body


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{{ nonsense }}", "'nonsense' is undefined"),
        ("{{ last_day }}", "a date is shown without a filter that puts it into words"),
        ("{{ holds.files }}", "a bool is shown without a filter that puts it into words"),
        ("{% if %}", "(line 1 of the text): Expected an expression, got 'end of statement block'"),
        ("{{ services | nonsense }}", "No filter named 'nonsense'"),
        ("{{ services | long_date }}", "a str is no date"),
        ("{{ nonsense | money }}", "'nonsense' is undefined"),
        ("{{ services.__class__.__mro__ }}", "access to attribute '__class__'"),
    ],
)
def test_faulty_paragraph(
    desk: Desk, roots: Roots, tmp_path: Path, today: date, body: str, message: str
) -> None:
    """A template that shows what may be unknown, or cannot be read, is named with its file."""
    text = f"---\norder: 75\nsources: [S49]\n---\n{body}\n"
    library = altered(roots, tmp_path, "ending/75-about.md", text)
    case = desk.case({})
    with pytest.raises(ContentError) as error:
        letter(library, assess(library, case, today, Pure()), case)
    assert str(error.value).startswith("templates/en/letter/ending/75-about.md:1:1: This template")
    assert message in str(error.value)
