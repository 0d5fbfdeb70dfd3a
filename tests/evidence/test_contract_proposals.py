"""What is proposed from the words of a contract, and what is only shown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.errors import AdvisorError
from advisor.evidence.contract.proposals import Proposal, propose
from advisor.evidence.contract.reading import read_contract
from advisor.evidence.contract.sentences import flat, sentences
from advisor.evidence.contract.values import carried, counted
from advisor.reading.written import Row, Written, plain
from tests.evidence.measure_contracts import content
from tests.random_cases import examples

PIECES = (
    *(
        "Either party may terminate ",
        "on thirty (30) ",
        "days' notice",
        ".\n",
        "\n\n",
        "1.2 ",
        "(a) ",
    ),
    *(
        '(the "Client")',
        "Acme S. L.",
        " from 1 April 2025 ",
        "until 31/12/2026 ",
        ": ",
        "; ",
        "____",
        "[x]",
    ),
    *(
        "Cualquiera de las partes podrá resolver ",
        "con preaviso de dos meses ",
        "Primera.- ",
        "99999 days",
    ),
    *(
        "Chacune des parties peut résilier ",
        "préavis de 3 mois ",
        "Article 5 - ",
        "1er janvier 2026 ",
        "é\u0301",
    ),
    *(
        "governed by the laws of ",
        "Spain",
        "interest at 8,5 % a year ",
        "\u00a0",
        "\u2019",
        "\t",
        "0 months ",
    ),
)
EITHER = "Either party may terminate this Agreement on {} written notice."


def found(text: str, language: str = "en", day: date | None = None) -> dict[str, Proposal]:
    """Return the proposals for a text by field."""
    made = content()
    topics = propose(Written(plain(text.split("\n"))), made, made.words[language], day)
    return {one.field.id: one for some in topics.values() for one in some}


@pytest.mark.parametrize(
    ("text", "grade", "value"),
    [
        (EITHER.format("thirty (30) days'"), "stated", "30 days"),
        (EITHER.format("30 (sixty) days'"), "mismatch", ""),
        (EITHER.format("_____ days'"), "blank", ""),
        (EITHER.format("[number of] days'"), "blank", ""),
        (EITHER.format("[30] days'"), "stated", "30 days"),
        (EITHER.format("10 business days'"), "stated", "10 business days"),
        (EITHER.format("30 days'") + "\n\n" + EITHER.format("60 days'"), "several", ""),
        ("The Client may terminate this Agreement on 30 days' notice.", "other_side", ""),
        (
            "The Client may terminate this Agreement on 30 days' notice."
            " The Contractor may terminate it on 60 days' notice.",
            "stated",
            "60 days",
        ),
        ("The parties like each other.", "not_found", ""),
        (EITHER.format("ten\nbusiness\ndays'"), "stated", "10 business days"),
        (
            "[Say here on what notice either party may terminate, e.g. 30 days' notice.]",
            "blank",
            "",
        ),
        (
            "Within 30 days after receipt of notice, one representative from each party will meet"
            " in order to resolve the dispute in good faith.",
            "not_found",
            "",
        ),
        (
            EITHER.format("30 days'")
            + " In clause 3 the words one month are replaced by two months.",
            "implied",
            "30 days",
        ),
    ],
)
def test_the_confident_wrong_period_is_not_proposed(text: str, grade: str, value: str) -> None:
    """A blank, a mismatch, two periods, and one of the other side are shown as such."""
    proposal = found(text)["notice_period"]
    assert (proposal.grade, proposal.value) == (grade, value)
    assert all(one.quote in text for one in proposal.said)


def test_the_end_of_a_term() -> None:
    """It is counted from start and length, and carried on by renewals that the contract names."""
    term = "This Agreement starts on 1 April 2025 and continues for twelve (12) months."
    renews = " It renews automatically for successive periods of one year unless notice is given."
    assert found(term)["term_end"].value == "2026-03-31"
    assert found(term)["term_end"].grade == "implied"
    past = found(term, day=date(2026, 11, 30))["term_end"]
    assert (past.grade, past.value) == ("past", "")
    assert found(term + renews, day=date(2026, 11, 30))["term_end"].value == "2027-03-31"


def test_the_beginning_of_a_term_is_no_choice_for_its_end() -> None:
    """Where the end is not clear, the day of the contract is shown and has no value there."""
    end = found("This Agreement is dated 1 September 2023. The initial term is 24 months.")[
        "term_end"
    ]
    assert (end.grade, end.value) == ("unclear", "")
    assert "2023-09-01" not in [one.value for one in end.said]
    assert any("dated 1 September 2023" in one.quote for one in end.said)


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2026-01-01", "12 months", "2026-12-31"),
        ("2026-03-15", "6 months", "2026-09-15"),
        ("2026-08-31", "6 months", "2027-02-28"),
        ("2026-03-01", "2 weeks", "2026-03-15"),
        ("2026-03-01", "10 business days", None),
    ],
)
def test_days_are_counted(start: str, length: str, end: str | None) -> None:
    """A term from the first of a month ends on the last of one."""
    day = counted(start, length)
    assert (day.isoformat() if day else None) == end


def test_a_last_of_month_stays_one() -> None:
    """Renewals of a term to the end of February go to the end of August."""
    assert carried(date(2026, 2, 28), "6 months", 1) == date(2026, 8, 31)


def test_clause_numbers_headings_and_points() -> None:
    """A sentence knows its clause, the point of its list, and the sentence that leads to it."""
    text = (
        "8. Termination\n8.2 This Agreement may be terminated:\n"
        "(a) by either party on 30 days' notice;\n(b) by the Client at once.\n"
    )
    made = sentences(Written(plain(text.split("\n"))), content().words["en"])
    point = next(one for one in made if one.text.startswith("by either"))
    assert (point.clause, point.headings) == ("8.2(a)", "Termination")
    assert point.stem == "This Agreement may be terminated:"
    proposal = found(text)["notice_period"]
    assert (proposal.value, proposal.said[0].clause) == ("30 days", "8.2(a)")


def test_points_inside_points() -> None:
    """A point inside a point is named with it, and goes on with what leads to both."""
    text = (
        "9.2 This Agreement may be ended:\n(a) by either party:\n"
        "(i) on 30 days' notice\n(ii) at once for a breach; or\n(b) by the Client;\n"
        "(h) by nobody;\n(i) by the court.\n9.3 Notices are in writing.\n"
    )
    every = sentences(Written(plain(text.split("\n"))), content().words["en"])
    made = [one for one in every if one.text != "or"]
    clauses = [one.clause for one in made]
    assert clauses == [
        "9.2",
        "9.2(a)",
        "9.2(a)(i)",
        "9.2(a)(ii)",
        "9.2(b)",
        "9.2(h)",
        "9.2(i)",
        "9.3",
    ]
    assert made[2].stem == "This Agreement may be ended: by either party:"
    assert made[4].stem == "This Agreement may be ended:"
    period = found(text)["notice_period"]
    assert (period.value, period.said[0].clause) == ("30 days", "9.2(a)(i)")


def test_a_point_without_a_stop_is_no_heading() -> None:
    """It ends the sentence that leads to the list."""
    text = "Either party may end this Agreement:\n(a) For convenience with 30 days' notice\n(b) At once"
    assert found(text)["break_right"].value == "both"


def test_numbers_that_word_shows_count() -> None:
    """The label of a paragraph is its clause number."""
    rows = (Row("Termination", 1, label="9."), Row(EITHER.format("two weeks'"), 2, label="9.1"))
    made = content()
    topics = propose(Written(rows), made, made.words["en"])
    period = next(one for one in topics["leaving"] if one.field.id == "notice_period")
    assert (period.value, period.said[0].clause) == ("2 weeks", "9.1")


def test_points_that_word_numbers_inside_points() -> None:
    """Labels of automatic numbering are named one inside the other too."""
    labels = (("9.", "Termination"), ("9.1", "It may be ended:"), ("(a)", "by either party:"))
    inner = (("(i)", "on 30 days' notice;"), ("(ii)", "at once."), ("(b)", "by the Client."))
    rows = [Row(text, at, label=label) for at, (label, text) in enumerate((*labels, *inner), 1)]
    made = sentences(Written(tuple(rows)), content().words["en"])
    clauses = [one.clause for one in made]
    assert clauses == ["9", "9.1", "9.1(a)", "9.1(a)(i)", "9.1(a)(ii)", "9.1(b)"]


def test_flat_text_keeps_its_length() -> None:
    """Positions in what is matched are positions in the file."""
    text = "\u201cThirty\u201d (30) days\u2019 notice \u2026 [●] ___ É-mail: 1.5 % U.S."
    assert len(flat(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            'between Sample Corp., a Delaware corporation ("Sample"), and Jo Doe ("Consultant")',
            "Sample Corp.",
        ),
        (
            'between Jo Doe ("Consultant") and Example & Sons Ltd ("the Client")',
            "Example & Sons Ltd",
        ),
        ("Client: Acme Studios", "Acme Studios"),
        ("Customer Obligations", ""),
        (
            'In these terms "Council" means Fictional Council and "Supplier" means you.',
            "Fictional Council",
        ),
        (
            "Between Jo Doe, freelance translator, of Leeds, and Acme Foods Ltd, of York.",
            "Acme Foods Ltd",
        ),
        (
            "BETWEEN Acme Arts CLG, Sligo (the Centre)\nAND Jo Doe, Co. Sligo (the Provider)",
            "Acme Arts CLG",
        ),
        ('Acme Ltd, represented by Mr Max Doe ("the Client")', "Acme Ltd"),
        ("The Client pays.", ""),
    ],
)
def test_the_name_of_the_client(text: str, name: str) -> None:
    """It is that of the party that the contract calls so, or of the other one of two."""
    assert found(text)["parties"].value == name


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            'between Acme Ltd, 4 Sample Street, Leeds ("the Client") and Jo Doe',
            "4 Sample Street\nLeeds",
        ),
        ('Acme Ltd ("the Client"), of 4 Sample Street, Leeds', "4 Sample Street\nLeeds"),
        ("Client: Acme Ltd, 4 Sample Street, Leeds", "4 Sample Street\nLeeds"),
        ("Client: Acme, 4 Sample Street, Leeds", "4 Sample Street\nLeeds"),
        ('Acme Ltd, company number 123, registered in Wales ("the Client")', ""),
        ('Jo Doe of 1 Other Road, York ("the Contractor") and Acme Ltd ("the Client")', ""),
    ],
)
def test_the_address_of_the_client(text: str, address: str) -> None:
    """It is read beside its name, without what else describes it, and never that of the other."""
    assert found(text)["client_address"].value == address


@pytest.mark.parametrize(
    ("text", "language", "addressee"),
    [
        ("All notices shall be sent to accounts payable.", "en", "accounts payable"),
        ("All notices shall be sent to an accounts officer.", "en", "accounts officer"),
        ("Les notifications sont adressées à l'administrateur.", "fr", "administrateur"),
        ("Les notifications sont adressées à legal@client.example.", "fr", "legal@client.example"),
    ],
)
def test_only_a_whole_word_is_an_article(text: str, language: str, addressee: str) -> None:
    """What goes before an addressee is left out, and no letter of its name."""
    assert found(text, language)["notice_addressee"].value == addressee


def test_a_party_called_by_its_name_is_the_client() -> None:
    """What only such a party may do is told from what both may do."""
    text = (
        'This Agreement is between Sample Corp. ("Sample") and Jo Doe ("Consultant").\n\n'
        "Sample may terminate this Agreement for convenience on 5 days' notice."
    )
    proposals = found(text)
    assert proposals["break_right"].value == "client_only"
    assert proposals["notice_period"].grade == "other_side"


@settings(max_examples=examples(20), deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(["en", "es", "fr"]))
def test_no_text_fails(pieces: list[str], language: str) -> None:
    """Whatever stands in a file, each quote is part of it to the letter."""
    text = "".join(pieces)
    for proposal in found(text, language, date(2026, 11, 30)).values():
        for one in proposal.said:
            assert one.quote in text


def test_two_contracts_in_one_file() -> None:
    """They are told apart from a contract and its annex."""
    opening = "This Agreement is made on 3 March 2025 between Acme Ltd and Jo Doe.\n"
    filler = "The services are described in the order of the client.\n" * 20
    two = Written(plain((opening + filler + opening + filler).split("\n")))
    with pytest.raises(AdvisorError, match=r"two contracts, the second from line 22 on"):
        read_contract(two, "a.txt", content(), "en")
    annexed = Written(plain((opening + filler + "Annex A\n" + opening + filler).split("\n")))
    assert read_contract(annexed, "a.txt", content(), "en").proposals


def test_a_contract_in_another_language() -> None:
    """The languages that are read are named."""
    with pytest.raises(AdvisorError, match="en, es or fr"):
        read_contract(Written(plain(["Vertrag"])), "a.txt", content(), None)
