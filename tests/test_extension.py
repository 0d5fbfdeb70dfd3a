"""Content is data: questions, findings, rows, paragraphs, forms and countries are files."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from advisor.cli.app import app
from advisor.errors import ContentError
from advisor.facts.derive import derive
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.load import load
from advisor.model import Case, Duration, Money
from tests.cli.conftest import TERMINAL
from tests.conftest import ROOT

QUESTION = """\
section: Parking
questions:
- id: parking_dispute
  ask: Does the client block your parking space?
  why: It is the example of this test.
  type: choice
  choices: {never: Never, daily: Every day}
  sources: [S72]
"""
FINDING = """\
title: Your parking space is blocked
direction: for
strength: decisive
norm: courtesy
sources: [S72]
when: {parking_dispute: daily}
because: ["Blocked {parking_dispute} until {as_of}."]
"""
ROW = """\
title: End it over the parking space
whether: end
priority: 9
norm: courtesy
sources: [S5]
when: parking/blocked
because: [Nobody can work without a parking space.]
"""
PARAGRAPH = """\
---
order: 25
when: parking/blocked
sources: [S36]
---
The parking space is to be left free until {{ last_day | long_date }}.
"""
FRAME = """\
parts:
- {part: date, place: end}
- part: letterhead
- part: recipient
- part: salutation
- {part: subject, style: strong, text: "Subject: {subject}"}
- part: body
- part: closing
- part: signature
- {part: enclosures, text: "Attached: {enclosures}"}
"""
FORM_WORDS = """\
salutation.en-AU: {named: "Hello {name},", unnamed: "Hello,"}
closing.en-AU: {named: "Regards,", unnamed: "Regards,", email: "Regards,"}
courtesy.en-AU: {mr: Mr, ms: Ms, mx: Mx, dr: Dr}
delivery.en-AU: {email: By email, post: By post, registered: By registered post}
proves.en-AU: {email: Little., post: Nothing., registered: Its receipt.}
"""
CASE = """\
advisor: 1
as_of: 2026-11-22
answers:
  client_name: Example Works Ltd
  governing_law: uk
  contract_kind: open_ended
  contract_form: verbal
  notice_stated: no
  parking_dispute: daily
"""


def run(*words: str, answers: str = "") -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(app, words, input=answers, env=TERMINAL)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the content with five files more."""
    folder = tmp_path_factory.mktemp("content")
    for name in ("rules", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    added = {
        "rules/questions/05-parking.yaml": QUESTION,
        "rules/findings/parking/blocked.yaml": FINDING,
        "rules/advice/whether/end-parking.yaml": ROW,
        "templates/en/letter/ending/26-parking.md": PARAGRAPH,
    }
    for name, text in added.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "templates/en/letter/frame-en-AU.yaml").write_text(FRAME)
    with (folder / "templates/en/letter/words.yaml").open("a", encoding="utf-8") as words:
        words.write(FORM_WORDS)
    (folder / "case.yaml").write_text(CASE)
    return folder


def options(content: Path) -> list[str]:
    """Return the options that name the copied content."""
    return ["--rules", str(content / "rules"), "--templates", str(content / "templates")]


def test_the_added_content_is_sound(content: Path) -> None:
    """The check knows the new files and misses nothing but their translations."""
    done = run("rules", "check", *options(content))
    faults = done.stderr.splitlines()
    assert done.exit_code == 1
    lacking = re.compile(
        r"rules/(es|fr)/[a-z/]+\.yaml: No (es|fr) text|"
        r"templates/(es|fr)/letter/[a-z0-9/-]+\.md: The paragraph '[a-z0-9/-]+' has no text"
    )
    assert [line for line in faults if not lacking.match(line)] == []
    assert any("parking_dispute.ask" in line for line in faults)


def test_the_added_question_is_asked(content: Path) -> None:
    """The last pass of the interview, more reasons, asks it with its choices."""
    case = content / "new.yaml"
    done = run(
        "start",
        str(case),
        *options(content),
        "--plain",
        "--as-of",
        "2026-11-22",
        answers="1\n" + "-\n" * 14 + "4\n" + "-\n" * 60,
    )
    assert "Does the client block your parking space?" in done.stderr
    assert "Every day" in done.stderr


def test_the_added_rules_decide_and_are_reported(content: Path) -> None:
    """The new row decides, and the report gives the new finding as a reason."""
    case = str(content / "case.yaml")
    found = json.loads(run("assess", case, "--json", *options(content)).stdout)
    assert (found["whether"], found["when"]) == ("end", "after_notice")
    assert "parking/blocked" in [finding["id"] for finding in found["findings"]]
    report = run("assess", case, "--plain", "--full", *options(content)).stdout
    assert "Your parking space is blocked" in report
    assert "Blocked every day until 22 November 2026." in report


def test_the_added_paragraph_stands_in_the_letter(content: Path) -> None:
    """The letter holds the new paragraph with the real last day."""
    done = run("letter", str(content / "case.yaml"), "-o", "-", *options(content))
    assert done.exit_code == 0, done.stderr
    assert "The parking space is to be left free until 10 December 2026." in done.stdout


def test_the_added_form_arranges_the_letter(content: Path) -> None:
    """A letter in the new form has its order and its words."""
    case = str(content / "case.yaml")
    done = run("letter", case, "-o", "-", "--form", "en-AU", *options(content))
    assert done.exit_code == 0, done.stderr
    parts = (
        "26 November 2026",
        "[Your name]",
        "[Name of",
        "Hello",
        "**Subject: ",
        "Regards,",
    )
    places = [done.stdout.index(part) for part in parts]
    assert places == sorted(places)
    assert "By email" not in done.stdout


@pytest.mark.usefixtures("unproven")
def test_what_a_form_lacks_is_named(content: Path, tmp_path: Path) -> None:
    """The check names the words that a new form needs and does not have."""
    shutil.copytree(content, tmp_path / "bare")
    path = tmp_path / "bare" / "templates" / "en" / "letter" / "words.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(FORM_WORDS, ""), encoding="utf-8")
    done = run("rules", "check", *options(tmp_path / "bare"))
    assert "words.yaml: The form en-AU has no 'closing.en-AU.named'." in done.stderr


def test_the_shipped_content_knows_nothing_of_it(content: Path) -> None:
    """Without the copied content the new answer is an unknown question."""
    done = run("assess", str(content / "case.yaml"))
    assert done.exit_code == 1
    assert "There is no question 'parking_dispute'" in done.stderr


LAW = """\
# A country that does not exist.
properties:
  at_will: no
  breach_reasons: no
  common_law: no
  contract_interest_only: no
  double_damages: no
  eu_late_payment: yes
  freelance_act: no
  leave_without_reason: yes
  public_contract: no
  public_register: no
  reasonable_notice: no
  suspension_defence: yes
holidays: {country: IT}
notice:
  unless: {notice_stated: yes}
  by: relationship_years
  periods:
    0: {figure: notice_young}
    3: {figure: notice_old, to: month}
route: burofax
next_rung: small_claim
currency: EUR
called: []
"""
LAW_NOTICE = """\
notice_young: {description: Notice in the first years, unit: weeks, verified: yes, source: Made-up Code sec. 1, values: {2000-01-01: 3}}
notice_old: {description: Notice of an old relation, unit: months, verified: no, source: Made-up Code sec. 2, values: {2000-01-01: 2}}
final_notice_days: {description: Time to pay after a demand, unit: days, verified: yes, source: Made-up Code sec. 3, values: {2000-01-01: 21}}
"""
LAW_PAYMENT = """\
pay_days: {unit: days, verified: yes, source: Made-up Act, values: {2000-01-01: 20}}
pay_days_most: {unit: days, verified: yes, source: Made-up Act, values: {2000-01-01: 40}}
interest_rate: {unit: percent a year, verified: yes, source: Made-up Act, values: {2000-01-01: 7.3}}
fixed_sum:
  0: {unit: EUR, verified: yes, source: Made-up Act, values: {2000-01-01: 25}}
"""


def add_law(rules: Path, name: str = "zz", law: str = LAW, payment: str = LAW_PAYMENT) -> None:
    """Add the made-up country: a choice of the question, and a folder of data."""
    asked = rules / "questions/10-relationship.yaml"
    asked.write_text(
        asked.read_text().replace(
            "    other: Another country\n", f"    {name}: Zedland\n    other: Another country\n"
        )
    )
    folder = rules / "laws" / name
    folder.mkdir(parents=True)
    (folder / "law.yaml").write_text(law)
    (folder / "notice.yaml").write_text(LAW_NOTICE)
    (folder / "payment.yaml").write_text(payment)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Roots:
    """A copy of the rules with a country more."""
    folder = tmp_path_factory.mktemp("country")
    shutil.copytree(ROOT / "rules", folder / "rules")
    add_law(folder / "rules")
    return Roots(folder / "rules", ROOT / "templates")


def test_a_law_as_data_has_public_holidays(country: Roots) -> None:
    """Ten business days from 18 December 2026 leave out Christmas and New Year."""
    # 21 to 24 December are four, 28 to 31 December four, 4 and 5 January two.
    answers = {**STATED, "notice_period": Duration(10, "business_days")}
    facts = derive(load(country), Case(answers=answers), date(2026, 12, 18))
    assert facts.known["notice_end_date"] == date(2027, 1, 5)


STATED = {"governing_law": "zz", "notice_stated": True, "notice_runs_from": "receipt"}
LATE = {
    "governing_law": "zz",
    "client_kind": "business",
    "open_invoices": "overdue",
    "overdue_count": 1,
    "overdue_amount": Money(Decimal(1000), "EUR"),
    "oldest_due_date": date(2026, 1, 1),
    "payment_days": 45,
}


@pytest.mark.parametrize(
    ("started", "end", "verified"),
    [
        # Less than 3 years: 3 weeks from 18 December lead to 8 January.
        (date(2024, 12, 19), date(2027, 1, 8), True),
        # 3 years: 2 months lead to 18 February, then to the end of that month.
        (date(2023, 12, 18), date(2027, 2, 28), False),
    ],
)
def test_a_law_as_data_sets_the_notice(
    country: Roots, started: date, end: date, verified: bool
) -> None:
    """The period is selected by the fact that the law names, and counted from receipt."""
    answers = {"governing_law": "zz", "relationship_started": started, "notice_stated": False}
    facts = derive(load(country), Case(answers=answers), date(2026, 12, 18))
    assert facts.known["law_notice_end_date"] == end
    assert facts.known["law_notice_verified"] is verified
    stated = derive(load(country), Case({**answers, "notice_stated": True}), date(2026, 12, 18))
    assert "law_notice_end_date" in stated.not_applicable


def test_a_law_as_data_sets_payment_and_interest(country: Roots) -> None:
    """Payment days, interest, fixed sum, deadline and route are those of the law's folder."""
    # 45 days are 5 over the 40; 1,000 x 7.3% x 365 / 365 = 73.00. A burofax of 4 January, the
    # first business day, takes 3 of them, without the 6th: 21 days from 7 January.
    facts = derive(load(country), Case(LATE), date(2027, 1, 1)).known
    assert (facts["law_pay_days"], facts["law_pay_days_most"], facts["term_over_law"]) == (
        20,
        40,
        5,
    )
    assert facts["late_interest"] == Money(Decimal("73.00"), "EUR")
    assert facts["late_fixed_sum"] == Money(Decimal("25.00"), "EUR")
    assert facts["final_notice_deadline"] == date(2027, 1, 28)
    assert (facts["law_route"], facts["law_next_rung"]) == ("burofax", "small_claim")


def test_a_law_as_data_is_a_choice_of_the_interview(country: Roots, tmp_path: Path) -> None:
    """The question offers it, and the report draws its conclusions from its properties."""
    case = tmp_path / "case.yaml"
    case.write_text(
        "advisor: 1\nas_of: 2027-01-01\nanswers:\n  client_name: Example Works Ltd\n"
        "  governing_law: zz\n  open_invoices: overdue\n  overdue_count: 1\n"
        "  overdue_amount: 1000 EUR\n  oldest_due_date: 2026-01-01\n  client_kind: business\n"
    )
    found = json.loads(run("assess", str(case), "--json", "--rules", str(country.rules)).stdout)
    assert "law/interest-by-statute" in [finding["id"] for finding in found["findings"]]
    asked = tmp_path / "new.yaml"
    done = run(
        *("start", str(asked), "--rules", str(country.rules), "--plain"),
        *("--as-of", "2027-01-01"),
        answers="1\n0\n0\n5\n!\n",
    )
    assert "Zedland" in done.stderr


def test_a_field_that_a_law_lacks_is_named(tmp_path: Path) -> None:
    """A law without holidays, or without a figure of payment, is refused by name."""
    for number, (law, payment, message) in enumerate(
        (
            (
                LAW.replace("holidays: {country: IT}\n", ""),
                LAW_PAYMENT,
                "rules/laws/zz/law.yaml:2:1: The law 'zz' does not define holidays.",
            ),
            (
                LAW,
                "pay_days: unknown\npay_days_most: unknown\nfixed_sum: none\n",
                "rules/laws/zz/payment.yaml:1:1: The law 'zz' does not define interest.",
            ),
        )
    ):
        rules = tmp_path / str(number) / "rules"
        shutil.copytree(ROOT / "rules", rules)
        add_law(rules, law=law, payment=payment)
        done = run("rules", "check", "--rules", str(rules))
        assert done.exit_code == 1
        assert message in done.stderr


def test_a_country_without_a_folder_is_named(tmp_path: Path) -> None:
    """A choice of the question alone is no law."""
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", rules)
    add_law(rules)
    shutil.rmtree(rules / "laws" / "zz")
    with pytest.raises(ContentError, match="The law 'zz' has no folder rules/laws/zz."):
        load(Roots(rules, ROOT / "templates"))


@pytest.mark.usefixtures("unproven")
def test_a_country_that_nobody_has_holidays_of_is_named(tmp_path: Path) -> None:
    """The check knows the countries of the package, and the facts a notice asks for."""
    for number, (law, message) in enumerate(
        (
            (
                LAW.replace("IT}", "XX}"),
                "The law 'zz' names XX under holidays, which the package holidays lacks.",
            ),
            (
                LAW.replace("notice_stated: yes", "works_like_employee: yes"),
                "The law 'zz' asks for works_like_employee, which law_notice_end_date does not",
            ),
        )
    ):
        rules = tmp_path / str(number) / "rules"
        shutil.copytree(ROOT / "rules", rules)
        add_law(rules, law=law)
        assert message in run("rules", "check", "--rules", str(rules)).stderr
