"""The ending letter: whole letters, their variants, and what they never do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.engine.compiled import Compiled
from advisor.errors import AdvisorError, ContentError
from advisor.formats.format_registry import LETTER_FORMATS
from advisor.formats.markdown_text import letter_markdown
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.load import load
from advisor.letters.letter import letter
from advisor.letters.selection import offered
from advisor.model import Answer, Deliverable, Duration, Invoice, Money
from advisor.reasoning.assess import assess_case
from advisor.wordlists.pattern_matcher import found_words
from tests.random_cases import examples, grown

if TYPE_CHECKING:
    from tests.complete_case import Desk

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
SOURCES = {
    *(f"S{n}" for n in (6, 7, 9, 10, 11, 13, 14, 16, 17, 19, 20, 21, 22, 23, 24, 25, 26)),
    *(f"S{n}" for n in (32, 33, 34, 35, 36, 37, 38, 39, 40, 42, 45, 46, 47, 48, 49)),
    *(f"S{n}" for n in (75, 79, 85, 88, 89, 90, 91, 92, 93, 94, 95)),
    *(f"C{n}" for n in (1, 6, 12, 13, 15, 17, 18)),
}
"""What the paragraphs and the questions about the letter have to implement."""

ABUSE: Changes = {"abuse": frozenset({"insults", "threats"}), "abuse_in_writing": True}
WARNED: Changes = {"abuse": frozenset({"insults"}), "abuse_warned": True}


@pytest.mark.parametrize("form", ["en-GB", "en-US"])
def test_complete_letter(desk: Desk, snapshot: Snapshot, form: str) -> None:
    """A complete letter has the form of its country, to the byte."""
    written = desk.write(desk.case({}), form)
    assert written.missing == ()
    assert not written.draft
    snapshot(f"letter-{form}.md", letter_markdown(written))


def test_first_draft(desk: Desk, snapshot: Snapshot) -> None:
    """Without any answer about the letter there is a draft with a list of what it lacks."""
    snapshot("letter-story-a.md", letter_markdown(desk.write(desk.story("a"))))


def test_abuse_letter(desk: Desk, snapshot: Snapshot) -> None:
    """After threats the letter names no conduct and no reason, and offers no call."""
    written = desk.write(desk.case({**ABUSE, "deliverables": None}))
    text = letter_markdown(written)
    assert not re.search(r"\b(call|telephone|meeting\b|threat|insult)", written.body, re.IGNORECASE)
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
    asked = desk.library.phrases.ui["letter.missing.own_sentence"]
    assert asked in desk.write(desk.case({"own_sentence": None})).missing
    assert asked not in desk.write(desk.case({**ABUSE, "own_sentence": None})).missing


def test_prepayment_after_threats(desk: Desk) -> None:
    """Story e: the prepaid sum is named with the day on which it is paid back."""
    body = desk.write(desk.story("e")).body
    assert "€1,500.00" in body
    assert "refund this sum by 29 November 2026" in body


def test_decision_is_unmistakable(desk: Desk) -> None:
    """Each way of leaving says in one sentence that the relationship ends, and when if known."""
    for name in "aefhijl":
        written = desk.write(desk.story(name))
        last_day = desk.assess(desk.story(name)).advice.last_day
        assert len(re.findall("(?:ending|to end|not renew) our agreement", written.body)) == 1
        day = f"{last_day.day} {last_day:%B %Y}" if last_day else "[last day]"
        assert day in written.body


def test_offered_only_where_it_ends(desk: Desk) -> None:
    """Where the advice is not to end, the letter is refused with the reason."""
    for name in "bcdgk":
        with pytest.raises(AdvisorError, match="do not call for a letter"):
            desk.write(desk.story(name), kind="ending")


def test_not_advised(desk: Desk) -> None:
    """Written all the same, it says first and last that it is not advised, and why."""
    written = desk.write(desk.story("k"), anyway=True)
    lines = letter_markdown(written).strip().splitlines()
    assert lines[0] == lines[-1]
    assert lines[0].startswith("**NOT ADVISED. Your answers do not call for a letter")
    assert "Keep the client" in written.unsuitable
    assert "My services will end on [last day]." in written.body


def test_not_advised_keeps_the_notice(desk: Desk) -> None:
    """A letter that is not advised still keeps the contract's notice."""
    case = desk.only(
        {"payment_habit": "on_time", "notice_stated": True, "notice_period": Duration(60, "days")}
    )
    assert "21 January 2027" in desk.write(case, anyway=True).body


@pytest.mark.parametrize(
    ("name", "kind", "gate"), [("f", "ending", "Lawyer: "), ("l", None, "Personal data: ")]
)
def test_draft_marks(desk: Desk, name: str, kind: str | None, gate: str) -> None:
    """A blocking gate marks the first and the last line, with its reason."""
    written = desk.write(desk.story(name), kind=kind, anyway=True)
    lines = letter_markdown(written).strip().splitlines()
    assert written.draft
    assert lines[0] == lines[-1]
    assert lines[0].startswith("**DRAFT - DO NOT SEND. ")
    assert gate in lines[0]
    assert written.draft_reasons[0].startswith(gate)


def test_no_mark_on_a_finished_letter(desk: Desk) -> None:
    """A finished letter begins with the letterhead and ends with the enclosures."""
    text = letter_markdown(desk.write(desk.case({})))
    assert text.startswith("Sample Studio  \n")
    assert text.endswith("Sample Studio\n")
    done = desk.case({"work_status": "delivered", "project_percent": None})
    assert letter_markdown(desk.write(done)).endswith("Enc. Final invoice\n")


def test_a_statement_is_enclosed_where_it_can_be_made(desk: Desk) -> None:
    """The statement of account is made from the invoices listed, and enclosed with them alone."""
    listed = (Invoice("2026-014", date(2026, 10, 8), Money(Decimal(2400), "GBP")),)
    written = desk.write(desk.case({"overdue_invoices": listed}), kind="ending", anyway=True)
    assert written.enclosures == ("Statement of account",)
    assert "As the enclosed statement shows" in written.body
    summed = desk.write(desk.case({}), kind="ending", anyway=True)
    assert "overdue" in summed.body
    assert "statement" not in summed.body


def test_no_word_that_letters_avoid(library: Library) -> None:
    """No paragraph and no word around it is one that letters avoid."""
    for paragraph in library.phrases.paragraphs:
        prose = re.sub(r"\{[%{].*?[%}]\}", " ", paragraph.template, flags=re.DOTALL)
        for kind in AVOIDED if paragraph.letter not in ("script", "lawyer-brief") else ():
            assert found_words(library.wordlists["en"], kind, prose) == (), paragraph.id
        assert not re.search(r"[!\u2014\u2013]", prose), paragraph.id


def test_sources(library: Library) -> None:
    """The paragraphs and the letter's questions name every item that a letter serves."""
    claimed = {name for item in library.phrases.paragraphs for name in item.sources}
    for question in library.questions.values():
        if question.purpose == "letter":
            claimed.update(question.sources)
    assert claimed >= SOURCES


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
    markdown = letter_markdown(written)
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
    markdown = letter_markdown(desk.write(desk.case(changes)))
    assert not re.search(
        r"^(1\. one|- item|- - item|- # head|# |> |===|- 1\. )", markdown, re.MULTILINE
    )


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
        "There is no letter form 'en-UK'; allowed: en-GB or en-US. Did you mean 'en-US'?"
    )


def test_unknown_kind(desk: Desk) -> None:
    """An unknown kind of letter is refused with those there are."""
    case = desk.case({})
    with pytest.raises(AdvisorError, match=r"There is no letter 'endin'; allowed: .*ending"):
        letter(desk.library.phrases, desk.assessed(case), "endin")


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


@pytest.mark.parametrize("client", ["Alex Specimen", "Ms Alex Specimen"])
def test_a_client_who_is_the_contact_is_named_once(desk: Desk, client: str) -> None:
    """The address of a private person does not repeat the name under the contact's."""
    recipient = desk.write(desk.case({"client_name": client, "contact_function": None})).recipient
    assert recipient[0] == "Ms Alex Specimen"
    assert not any("Specimen" in line for line in recipient[1:])


def test_copy_to_the_contact(desk: Desk) -> None:
    """Where notice goes to somebody else, the person you work with gets a copy."""
    changes: Changes = {"notice_form": "person", "notice_addressee": "The Company Secretary"}
    assert desk.write(desk.case(changes)).cc == ("Ms Alex Specimen",)
    assert "\ncc: Ms. Alex Specimen\n" in letter_markdown(desk.write(desk.case(changes), "en-US"))
    assert desk.write(desk.case({})).cc == ()


@pytest.mark.parametrize(
    ("form", "changes", "mark"),
    [
        ("en-US", {}, "VIA CERTIFIED MAIL, RETURN RECEIPT REQUESTED, AND EMAIL"),
        ("en-GB", {}, "By Special Delivery and by email"),
        ("en-GB", {"governing_law": "fr"}, "By registered post and by email"),
        ("en-GB", {"governing_law": "it"}, "By registered post and by email"),
        ("en-GB", {"governing_law": "ie"}, "By registered post and by email"),
        ("en-GB", {"notice_form": "email"}, "By email"),
        # Where the contract is silent, a route that proves receipt and an email.
        ("en-GB", {"notice_form": "any"}, "By Signed For and by email"),
        ("en-US", {"notice_form": "email"}, "VIA EMAIL"),
        (
            "en-GB",
            {"notice_form": "any", "governing_law": "es"},
            "By burofax with certified content and by email",
        ),
        (
            "en-GB",
            {"notice_form": "any", "governing_law": "mx"},
            "By courier against signature and by email",
        ),
        ("en-GB", {"notice_form": None}, "By email"),
        ("en-GB", {"notice_form": "writing"}, "By Signed For and by email"),
        (
            "en-US",
            {"notice_form": "person"},
            "VIA CERTIFIED MAIL, RETURN RECEIPT REQUESTED, AND EMAIL",
        ),
    ],
)
def test_delivery(desk: Desk, form: str, changes: Changes, mark: str) -> None:
    """The letter says how it is sent, as the contract asks."""
    assert desk.write(desk.case(changes), form).delivery == mark


@settings(max_examples=examples(30))
@given(st.integers(0, 2**63))
def test_any_gaps(library: Library, today: date, seed: int) -> None:
    """Whatever is answered or not, a letter has no gaps."""
    case, rng = grown(library, seed, letters=True), Random(seed)
    form = rng.choice(["en-US", "en-GB"])
    assessed = assess_case(library, case, today, Compiled())
    kind = rng.choice(sorted(library.phrases.kinds))
    written = letter(library.phrases, assessed, kind, form, anyway=True)
    text = letter_markdown(written)
    assert not re.search(r"None|Undefined|\{\{|\{%|\{[a-z_]+\}| ,| \.(?!\.)|  (?!\n|$)|\.\.", text)
    assert not re.search(r"[a-z0-9]\.[A-Z]|,,|\n- *\n|: *\n\n(?!- )", written.body)
    assert bool(written.unsuitable) == (kind not in offered(library.phrases, assessed.assessment))
    if not written.unsuitable:
        assert letter(library.phrases, assessed, kind, form) == written


def test_same_bytes(desk: Desk) -> None:
    """The same case gives the same bytes, in every format."""
    for write in LETTER_FORMATS.values():
        assert write(desk.write(desk.case({}))) == write(desk.write(desk.case({})))


def test_plain_text(desk: Desk) -> None:
    """The plain text has no markup, and the same words."""
    text = LETTER_FORMATS[".txt"](desk.write(desk.case({}))).decode()
    assert "*" not in text
    assert "  \n" not in text
    assert "Notice of termination of the Services Agreement dated 1 March 2023\n" in text


def altered(roots: Roots, folder: Path, name: str, text: str) -> Library:
    """Load the shipped content with one template file added or changed."""
    templates = folder / "templates"
    shutil.copytree(roots.templates, templates)
    (templates / "en" / "letter" / name).write_text(text, encoding="utf-8")
    return load(Roots(roots.rules, templates))


def test_paragraph_added_as_a_file(desk: Desk, roots: Roots, tmp_path: Path, today: date) -> None:
    """A paragraph file added to the folder is in the letter, in its place."""
    added = "---\norder: 75\nsources: [S49]\nwhen: {known: services}\n---\nAbout {{ services }}.\n"
    library = altered(roots, tmp_path, "ending/75-about.md", added)
    case = desk.case({})
    body = letter(library.phrases, assess_case(library, case, today, Compiled())).body
    assert "been paid for in full.\n\nAbout the upkeep of your web shop.\n\nFor the work" in body


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{{ nonsense }}", "'nonsense' is undefined"),
        ("{{ last_day }}", "a date is shown without a filter that puts it into words"),
        ("{{ holds.files }}", "a bool is shown without a filter that puts it into words"),
        ("{% if %}", "Expected an expression, got 'end of statement block'"),
        ("{{ services | nonsense }}", "there is no filter 'nonsense'"),
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
        letter(library.phrases, assess_case(library, case, today, Compiled()))
    assert str(error.value).startswith("templates/en/letter/ending/75-about.md:5:1: This template")
    assert message in str(error.value)
