"""The user's own exposure: which findings it is, and how it comes first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from advisor.casefile.casefile import parse_case
from advisor.engine.compiled import Compiled
from advisor.knowledge.content import Library
from advisor.letters.checklist import checklist_rows
from advisor.model import Case
from advisor.reasoning.assess import assess, assess_case
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.exposure import exposure
from advisor.reasoning.outlook import Outlook
from advisor.report.build import build_report
from advisor.report.model import Report
from tests.random_cases import grown

DAY = date(2026, 11, 22)
CALM = Outlook((), (), (), ("keep", None))

MARKED = {
    "contract/confidentiality",
    "contract/exclusivity",
    "contract/exit-fee",
    "contract/exit-fee-large",
    "contract/ip-silent-unpaid",
    "contract/prepayment-disputed",
    "contract/restricted",
    "contract/unearned-prepayment",
    "duties/claim-large",
    "duties/consumer-may-withdraw",
    "duties/data-incident",
    "duties/data-undecided",
    "duties/dispute",
    "duties/damages-claimed",
    "duties/holds-property",
    "duties/keeps-data",
    "duties/keeps-property",
    "duties/open-duties",
    "duties/own-breach",
    "duties/refund-claimed",
    "duties/retains-work",
    "duties/switches-off",
    "project/overrun",
    "remedies/delivered-late",
}


def of(library: Library, *lines: str) -> CaseAssessment:
    """Return a case with these answers, assessed."""
    text = "advisor: 1\nanswers:\n" + "".join(f"  {line}\n" for line in lines)
    case = parse_case(text.encode(), "case.yaml", library, today=DAY)
    return assess_case(library, case, DAY, Compiled())


def section_ids(report: Report) -> list[str]:
    """Return the sections of a report in order."""
    return [section.id for section in report.sections]


def test_these_findings_are_exposures(library: Library) -> None:
    """Late work, claims, held things and data, refunds, exclusivity and rights are marked."""
    assert {rule.id for rule in library.findings if rule.exposure} == MARKED


KINDS: list[tuple[list[str], list[tuple[str, bool]]]] = [
    (["own_breach: late"], [("duties/own-breach", True)]),
    (["own_breach: other"], [("duties/own-breach", False)]),
    (["own_share: [late_delivery]"], [("remedies/delivered-late", False)]),
    (["holds: [credentials]"], [("duties/holds-property", False)]),
    (
        ["holds: [personal_data]", "data_plan: keep_until_paid"],
        [("duties/keeps-data", True), ("duties/holds-property", False)],
    ),
    (["unearned_prepayment: EUR 900"], [("contract/unearned-prepayment", False)]),
    (
        ["unearned_prepayment: EUR 900", "refund_plan: undecided", "intent: leave"],
        [("contract/unearned-prepayment", True)],
    ),
    (["restrictions: [exclusivity]"], [("contract/exclusivity", False)]),
    (["ip_clause: silent", "open_invoices: not_due"], [("contract/ip-silent-unpaid", False)]),
    (["mean_days_late: 6"], []),
]


@pytest.mark.parametrize(("lines", "expected"), KINDS)
def test_each_kind_is_found_with_its_finding(
    library: Library, lines: list[str], expected: list[tuple[str, bool]]
) -> None:
    """Each kind of exposure has the finding behind it and says whether it holds the letter."""
    found = exposure(of(library, *lines))
    assert [(item.finding.id, item.blocking) for item in found] == expected


def test_the_gates_that_rest_on_it_are_named(library: Library) -> None:
    """An exposure names the gates that rest on the same answers, and no others."""
    assessed = of(library, "own_breach: defective", "intent: leave", "data_incident: yes")
    gates = {item.finding.id: item.gates for item in exposure(assessed)}
    assert gates["duties/own-breach"] == ("lawyer", "own_duties")


def test_a_blocking_exposure_stands_before_the_reasons(library: Library) -> None:
    """What holds the letter back is read before any reason, the rest of it after them."""
    blocked = build_report(library.phrases, of(library, "own_breach: late"), CALM)
    assert section_ids(blocked)[:4] == ["first", "exposure", "for", "against"]
    section = blocked.sections[1]
    assert (section.entries[0].lead, section.entries[0].tone) == ("Blocking", "blocking")
    open_ = build_report(library.phrases, of(library, "own_breach: other"), CALM)
    assert section_ids(open_)[1:5] == ["for", "against", "caution", "exposure"]


def test_the_own_answers_are_shown(library: Library) -> None:
    """Each entry says what of several was chosen, so that held data and access are told apart."""
    report = build_report(library.phrases, of(library, "holds: [credentials, personal_data]"), CALM)
    (entry,) = next(part for part in report.sections if part.id == "exposure").entries
    assert entry.notes[0] == (
        "Namely",
        "Passwords and access; Personal data of the client's customers or staff",
    )


def test_no_finding_is_said_twice(library: Library) -> None:
    """Every finding stands in exactly one section of the report."""
    for seed in range(60):
        case = grown(library, seed)
        assessed = assess_case(library, case, DAY, Compiled())
        report = build_report(library.phrases, assessed, CALM)
        said: list[Any] = [
            entry.text
            for section in report.sections
            if section.id in ("for", "against", "caution", "exposure")
            for entry in section.entries
        ]
        assert sorted(said) == sorted(
            library.phrases.title(item.id) for item in assessed.assessment.findings
        )


def test_without_any_the_section_says_so(library: Library) -> None:
    """A case that shows no exposure says so in one sentence."""
    report = build_report(library.phrases, of(library, "mean_days_late: 6"), CALM)
    (section,) = (part for part in report.sections if part.id == "exposure")
    assert section.entries == ()
    assert section.none == "Your answers show nothing that the client could hold against you."


OWN = (
    "checklist/before/cure-own-breach",
    "checklist/before/settle-own-duty",
    "checklist/before/decide-prepayment",
    "checklist/before/decide-data",
    "checklist/before/retained-work",
    "checklist/before/check-restrictions",
)
"""The steps that put right what the user is exposed by."""

SENDS = ("checklist/notice/send-letter",)


def before(own: date | None, letter: date | None) -> bool:
    """Return whether a step comes before a letter; one without a day does."""
    return own is None or letter is None or own <= letter


def test_own_exposure_is_put_right_before_the_letter_goes_out(library: Library) -> None:
    """No step about the user's own exposure is due after the letter, nor listed after it."""
    seen: set[str] = set()
    for seed in range(100):
        assessment = assess(library, grown(library, seed), DAY, Compiled())
        rows = checklist_rows(
            library.phrases, CaseAssessment(library, Case(), assessment, Compiled())
        )
        order = [row.id for row in rows]
        due = {row.id: row.due for row in rows}
        for own in set(OWN) & set(order):
            for letter in set(SENDS) & set(order):
                seen |= {own, letter}
                assert before(due[own], due[letter]), (seed, own, letter)
                assert order.index(own) < order.index(letter)
    assert seen >= {*OWN[:1], *OWN[2:], *SENDS}


def test_late_work_reorders_the_plan(library: Library) -> None:
    """With work of the user's own late, putting it right comes before reading the contract."""
    lines = (
        "own_breach: late",
        "contract_form: signed",
        "intent: leave_now",
        "trigger: pattern",
        "considering_for: weeks",
        "break_right: both",
    )
    assessment = of(library, *lines).assessment
    before = [
        row.id
        for row in checklist_rows(
            library.phrases, CaseAssessment(library, Case(), assessment, Compiled())
        )
        if row.phase == "before"
    ]
    assert before.index("checklist/before/cure-own-breach") < before.index(
        "checklist/before/read-contract"
    )
