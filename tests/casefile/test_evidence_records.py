"""The evidence in a case file is read, written in place, merged, redacted and hashed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.authoring.json_schema import schemas
from advisor.casefile.casefile import parse_case
from advisor.casefile.evidence_records import fields_of, kinds
from advisor.casefile.in_place import edit_case
from advisor.casefile.merge import merge
from advisor.casefile.redaction import redact
from advisor.casefile.rendering import render_case
from advisor.engine import available
from advisor.errors import CaseError
from advisor.evidence_model import (
    BilledInvoice,
    Evidence,
    JournalEntry,
    MonthOfIncome,
    Quote,
    SourceFile,
)
from advisor.knowledge.content import Library
from advisor.model import Case
from advisor.reasoning.assess import answers_hash
from tests.random_cases import examples
from tests.shipped import shipped

TODAY = date(2026, 11, 22)
BY_HAND = """\
advisor: 1
# before
evidence:   # from my books
  invoices:
    # the bad one
    - {number: "2026-014", issued: 2026-09-08, due: 2026-10-08,
       currency: EUR, total: 4200, paid: 1000.00, open: 3200.00}   # they promised
    - number: 2026-015   # by hand
      total: 10.50
      paid: 10.5
      paid_on: 2026-10-09
  contract:
    - {question: notice_period, quote: "thirty (30) days", place: page 3, file: contract.docx}
  # what happened
  journal:
    - {on: 2026-11-02, kind: late_payment, text: "Called; \\"next week\\", they say"}
answers:
  client_name: Firma Ejemplo SL
# the end
"""


def read(text: str) -> Case:
    """Read a case from a text."""
    return parse_case(text.encode(), "case.yaml", shipped())


def test_evidence_written_by_hand_is_read() -> None:
    """Each record has the values of its fields, and defaults where it has none."""
    found = read(BY_HAND).evidence
    first, second = found.invoices
    assert first == BilledInvoice(
        "2026-014",
        Decimal(4200),
        "EUR",
        issued=date(2026, 9, 8),
        due=date(2026, 10, 8),
        paid=Decimal(1000),
        open=Decimal(3200),
    )
    assert second.paid_on == date(2026, 10, 9)
    assert found.contract == (
        Quote("notice_period", "thirty (30) days", "page 3", "contract.docx", "stated"),
    )
    assert found.journal[0].text == 'Called; "next week", they say'


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ("  invoces: []", "4:3", "There is no field 'invoces' here. Did you mean 'invoices'?"),
        ("  invoices: 3", "4:13", "Found '3'; a list is expected."),
        ("  invoices: [{total: 3}]", "4:14", "The field 'number' is missing."),
        ("  invoices: [{number: A, total: x}]", "4:33", "Found 'x'; a number such as 30 or 2.5"),
        ("  invoices: [{number: A, total: 3}]", "4:14", "and open is 0.00"),
        ("  invoices: [{number: A, total: 0, currency: eur}]", "4:46", "a currency such as EUR"),
        ("  invoices: [{number: A, total: 0, issued: 3/4}]", "4:44", "a date such as 2026-11-30"),
        ("  invoices: [{number: A, total: 0, kind: bill}]", "4:42", "invoice or credit_note"),
        (
            "  invoices: [{number: A, total: 0}, {number: A, total: 0}]",
            "4:37",
            "This stands in the list twice; keep one.",
        ),
        ("  contract: [{question: notice_perod}]", "4:25", "Did you mean 'notice_period'?"),
        ("  income: [{month: 2026-13, client: 0, all: 0}]", "4:20", "a month such as 2026-11"),
        ("  journal: [{on: 2026-11-02, kind: Bad mood, text: x}]", "4:36", "a word in small"),
        (
            "  journal: [{on: 0001-01-01, kind: abuse, text: x}]",
            "4:18",
            "not between 1970 and 2200",
        ),
        (
            "  files: [{name: a, holds: contract, read_on: 9999-12-31}]",
            "4:47",
            "The year 9999 is not",
        ),
        ("  mine: [nothing]", "4:10", "There is no question 'nothing'."),
    ],
)
def test_a_fault_is_named_with_its_place(line: str, place: str, message: str) -> None:
    """A record that cannot be read is told with line and column."""
    with pytest.raises(CaseError) as caught:
        read(f"advisor: 1\nanswers:\nevidence:\n{line}\n")
    (problem,) = caught.value.problems
    assert f"{problem.place.line}:{problem.place.column}" == place
    assert message in problem.message


def edited(text: str, change: Callable[[Evidence], Evidence]) -> str:
    """Return a file after its evidence has changed; it reads back as that case."""
    before = read(text)
    after = replace(before, evidence=change(before.evidence))
    found = edit_case(text.encode(), before, after, shipped())
    assert parse_case(found, "case.yaml", shipped()) == after
    return found.decode()


NEW = BilledInvoice("2026-016", Decimal(5), open=Decimal(5))


def test_a_new_record_leaves_every_other_line() -> None:
    """An invoice is added below the others, with all comments kept."""
    text = edited(BY_HAND, lambda one: replace(one, invoices=(*one.invoices, NEW)))
    added = '    - {number: "2026-016", total: 5.00, open: 5.00}\n'
    assert text == BY_HAND.replace("  contract:\n", f"{added}  contract:\n")


def test_a_record_that_goes_leaves_its_comments() -> None:
    """Only the lines of the record go; comments stay."""
    text = edited(BY_HAND, lambda one: replace(one, invoices=one.invoices[1:]))
    assert "2026-014" not in text
    assert "# they promised" in text
    assert "# the bad one" in text


def test_lists_are_added_and_taken_out() -> None:
    """A new list goes below the others; an empty one goes whole; the last leaves no evidence."""
    month = MonthOfIncome("2026-10", Decimal(1), Decimal(4))
    text = edited(BY_HAND, lambda one: replace(one, income=(month,), journal=()))
    assert '  income:\n    - {month: "2026-10", client: 1.00, all: 4.00}\nanswers:' in text
    assert "journal" not in text
    assert "evidence" not in edited(BY_HAND, lambda _: Evidence())


def test_first_evidence_goes_to_the_end_below_a_new_answer() -> None:
    """Evidence and an answer that are new in one edit do not run into each other."""
    text = "advisor: 1\n# mine\nanswers:\n  abuse: [insults]"
    before = read(text)
    evidence = Evidence(journal=(JournalEntry(TODAY, "talk", "We spoke"),))
    answers = {**before.answers, "client_name": "Firma Ejemplo SL"}
    order = {name: answers[name] for name in shipped().questions if name in answers}
    after = replace(before, answers=order, evidence=evidence)
    found = edit_case(text.encode(), before, after, shipped())
    assert parse_case(found, "case.yaml", shipped()) == after


texts = st.text("aá\"'{},:# 1", min_size=1, max_size=8).filter(str.strip)
amounts = st.decimals(0, 10**9, places=2)
invoices = st.builds(
    lambda number, paid, left, more: BilledInvoice(
        number, paid + left, paid=paid, open=left, **more
    ),
    texts,
    amounts,
    amounts,
    st.fixed_dictionaries(
        {},
        optional={
            "client": texts,
            "currency": st.sampled_from(["EUR", "USD"]),
            "due": st.dates(date(1990, 1, 1), date(2100, 1, 1)),
            "due_is": st.sampled_from(["stated", "estimated"]),
            "set_aside": st.booleans(),
        },
    ),
)
evidence = st.builds(
    Evidence,
    files=st.lists(st.builds(SourceFile, texts, st.just("invoices"), st.just(TODAY)), max_size=1),
    invoices=st.lists(invoices, max_size=3, unique_by=lambda one: (one.client, one.number)),
    journal=st.lists(
        st.builds(JournalEntry, st.just(TODAY), st.just("talk"), texts), max_size=2, unique=True
    ),
).map(
    lambda one: replace(
        one, files=tuple(one.files), invoices=tuple(one.invoices), journal=tuple(one.journal)
    )
)


@settings(max_examples=examples(50), deadline=None)
@given(before=evidence, after=evidence)
def test_evidence_reads_back(before: Evidence, after: Evidence) -> None:
    """Any evidence is read back as it was written, also when it is edited in place."""
    text = render_case(Case(evidence=before), shipped())
    assert read(text).evidence == before
    edited(f"{text}# by hand\n", lambda _: after)


def test_both_changes_of_a_merge_are_kept() -> None:
    """A note by one program and an invoice by another are both there afterwards."""
    base = read(BY_HAND)
    entry = JournalEntry(TODAY, "talk", "We spoke")
    mine = replace(base, evidence=replace(base.evidence, journal=(entry,)))
    other = replace(base.evidence, invoices=(*base.evidence.invoices, NEW), contract=())
    found = merge(shipped(), base, mine, replace(base, evidence=other)).case.evidence
    assert found == replace(other, journal=(entry,))


def test_redacted_evidence_names_nobody(library: Library) -> None:
    """No number, file, quote, text or sum of the evidence is left, and all else is."""
    case = read(BY_HAND)
    found = redact(library, case, TODAY, available()).case
    text = render_case(found, library)
    for word in ("2026-014", "thirty", "contract.docx", "Called", "4200", "3200.00"):
        assert word not in text
    first, was = found.evidence.invoices[0], case.evidence.invoices[0]
    assert first.total == first.paid + first.open
    assert (first.due, first.currency) == (was.due, was.currency)
    assert parse_case(text.encode(), "", library).evidence == found.evidence


def test_the_hash_changes_with_evidence_and_not_with_its_form() -> None:
    """Equal evidence has one hash, other evidence another."""
    case = read(BY_HAND)
    assert answers_hash(case) == answers_hash(
        read(BY_HAND.replace("total: 4200,", "total: 4200.0,"))
    )
    assert answers_hash(case) != answers_hash(replace(case, evidence=Evidence()))


def test_an_editor_knows_every_field() -> None:
    """The JSON Schema of a case names the lists of evidence and the fields of their records."""
    lists = schemas(shipped())["case"]["properties"]["evidence"]["properties"]
    for name, kind in kinds().items():
        if kind is not str:
            fields = lists[name]["items"]["properties"]
            assert set(fields) == {one.name for one in fields_of(kind)}
