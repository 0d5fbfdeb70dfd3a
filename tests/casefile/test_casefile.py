"""Case files: what is read, what is refused and where, and that nothing is lost."""

from __future__ import annotations

import os
import stat
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.casefile.casefile import parse_case, read_case
from advisor.casefile.rendering import render_case, template
from advisor.casefile.saving import save_case
from advisor.casefile.scalars import scalar
from advisor.errors import AdvisorError, CaseError, one_of
from advisor.files import write_private
from advisor.knowledge.content import Library, Question
from advisor.locale.control_characters import hidden_in
from advisor.model import Case, Deliverable, Duration, Invoice, Money
from tests.random_cases import examples

DAY = date(2026, 11, 22)

GOOD = """\
# A comment
advisor: 1
as_of: 2026-11-22
answers:
  client_name: "unknown"
  governing_law: es
  abuse: [insults, threats]
  holds: []
  notice_period: 30 days
  overdue_amount: EUR 4,200.00
  work_status: unknown
  relationship_started: 1 Feb 2019
  open_invoices: none
  incident_fixed: no
  exit_fee: 0
  client_address: [1 High Street, Sampletown]
  deliverables:
    - Press kit by 2026-12-15
    - Texts by the editor
"""


def test_reads_a_case(library: Library) -> None:
    """Every kind of answer is read as what it says."""
    case = parse_case(GOOD.encode(), "case.yaml", library)
    assert case == Case(
        answers={
            "client_name": "unknown",
            "governing_law": "es",
            "abuse": frozenset(("insults", "threats")),
            "holds": frozenset(),
            "notice_period": Duration(30, "days"),
            "overdue_amount": Money(Decimal(4200), "EUR"),
            "relationship_started": date(2019, 2, 1),
            "open_invoices": "none",
            "incident_fixed": False,
            "exit_fee": Money(Decimal(0), ""),
            "client_address": ("1 High Street", "Sampletown"),
            "deliverables": (
                Deliverable("Press kit", date(2026, 12, 15)),
                Deliverable("Texts by the editor"),
            ),
        },
        dont_know=frozenset(("work_status",)),
        as_of=DAY,
        file="case.yaml",
    )


def names_in(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


HEAD = "advisor: 1\nas_of: 2026-11-22\nanswers:\n"
LAWS = "{laws}"
"""Stands for the choices of the governing law."""
MONEY = "Write an amount with its currency, such as EUR 4,200 or EUR 4200.50."
ABUSE = (
    "Write a list of some of these, or [] for none: insults, threats, harassment or discrimination."
)

MALFORMED = {
    "empty": (
        "",
        [
            "1:1: The field 'advisor' is missing; write advisor: 1.",
            "1:1: The field 'answers' is missing.",
        ],
    ),
    "a word": ("hello", ["1:1: Found 'hello'; a case file begins with advisor: 1."]),
    "a list": ("- a", ["1:1: Found a list; a case file begins with advisor: 1."]),
    "no version": ("answers:\n", ["1:1: The field 'advisor' is missing; write advisor: 1."]),
    "another version": (
        "advisor: 2\nanswers:\n",
        ["1:10: Found '2'; this version reads advisor: 1."],
    ),
    "no answers": ("advisor: 1\n", ["1:1: The field 'answers' is missing."]),
    "answers as a list": (
        "advisor: 1\nanswers: [a]\n",
        ["2:10: Found a list; write the answers as question: answer."],
    ),
    "answers as a word": (
        "advisor: 1\nanswers: none\n",
        ["2:10: Found 'none'; write the answers as question: answer."],
    ),
    "misspelt field": (
        "advisor: 1\nanswer:\n",
        [
            "2:1: There is no field 'answer' here. Did you mean 'answers'?",
            "1:1: The field 'answers' is missing.",
        ],
    ),
    "unknown field": (
        HEAD + "colour: red\n",
        ["4:1: There is no field 'colour' here. Allowed: advisor, as_of, answers or evidence."],
    ),
    "question not indented": (
        HEAD + "role: agency\n",
        ["4:1: There is no field 'role' here. Put it below answers:, two spaces further in."],
    ),
    "bad day": (
        "advisor: 1\nas_of: soon\nanswers:\n",
        ["2:8: Found 'soon'; a date such as 2026-11-30 is expected."],
    ),
    "day out of range": (
        "advisor: 1\nas_of: 1950-01-01\nanswers:\n",
        ["2:8: The year 1950 is not between 1970 and 2200."],
    ),
    "day before the figures": (
        "advisor: 1\nas_of: 1999-12-31\nanswers:\n",
        [
            "2:8: The rules have no figures for 31 December 1999. "
            "Write a day from 1 January 2000 on."
        ],
    ),
    "sent before the figures": (
        HEAD + "  notice_sent_on: 1999-12-31\n",
        [
            "4:19: notice_sent_on: The rules have no figures for 31 December 1999. "
            "Write a day from 1 January 2000 on."
        ],
    ),
    "misspelt question": (
        HEAD + "  client_nam: X\n",
        ["4:3: There is no question 'client_nam'. Did you mean 'client_name'?"],
    ),
    "no such question": (
        HEAD + "  zzz: X\n",
        ["4:3: There is no question 'zzz'. 'advisor questions --ids' lists them."],
    ),
    "no answer": (HEAD + "  role:\n", ["4:8: role: Found nothing. Allowed: freelancer or agency."]),
    "no text": (
        HEAD + '  client_name: ""\n',
        ["4:16: client_name: Found nothing. Write one line of at most 500 characters."],
    ),
    "choice misspelt": (
        HEAD + "  role: agencie\n",
        ["4:9: role: Found 'agencie'. Allowed: freelancer or agency. Did you mean 'agency'?"],
    ),
    "choice by label": (
        HEAD + "  governing_law: Spain\n",
        [f"4:18: governing_law: Found 'Spain'. {LAWS} Did you mean 'es'?"],
    ),
    "choice by number": (
        HEAD + "  role: 1\n",
        ["4:9: role: Found '1'. Allowed: freelancer or agency."],
    ),
    "choice as a list": (
        HEAD + "  role: [agency]\n",
        ["4:9: role: Found a list. Allowed: freelancer or agency."],
    ),
    "quoted unknown": (
        HEAD + '  role: "unknown"\n',
        ["4:9: Found 'unknown' in quotes; take them off to say that you do not know."],
    ),
    "several misspelt": (
        HEAD + "  abuse: [insult]\n",
        [f"4:11: abuse: Found 'insult'. {ABUSE} Did you mean 'insults'?"],
    ),
    "several twice": (
        HEAD + "  abuse: [insults, insults]\n",
        ["4:20: abuse: 'insults' stands in the list twice; keep one."],
    ),
    "several as a mapping": (
        HEAD + "  abuse: {insults: yes}\n",
        [f"4:10: abuse: Found a mapping. {ABUSE}"],
    ),
    "yes or no": (
        HEAD + "  incident_fixed: perhaps\n",
        ["4:19: incident_fixed: Found 'perhaps'. Write yes or no."],
    ),
    "count": (
        HEAD + "  invoices_settled: 1.5\n",
        [
            (
                "4:21: invoices_settled: Found '1.5', which is not a whole number. Write "
                "a whole number of invoices, such as 8."
            )
        ],
    ),
    "money": (
        HEAD + "  exit_fee: 4200\n",
        [f"4:13: exit_fee: Found '4200' without a currency. {MONEY}"],
    ),
    "no such day": (
        HEAD + "  term_end: 2026-11-31\n",
        [
            (
                "4:13: term_end: There is no 31 November. Write a date such as "
                "2026-11-30 or 30 Nov 2026."
            )
        ],
    ),
    "relative day": (
        HEAD + "  term_end: today\n",
        [
            (
                "4:13: term_end: Found 'today', which is another day tomorrow. Write a "
                "date such as 2026-11-30 or 30 Nov 2026."
            )
        ],
    ),
    "day ahead": (
        HEAD + "  incident_on: 2026-11-23\n",
        [
            (
                "4:16: incident_on: 23 November 2026 is after 22 November 2026, the day "
                "the case is judged on. Write a date on or before it."
            )
        ],
    ),
    "length": (
        HEAD + "  notice_period: long\n",
        [
            (
                "4:18: notice_period: Found 'long', which is not a length of time. Write "
                "for example 30 days, 10 business days, 48 hours, 2 weeks or 3 months."
            )
        ],
    ),
    "score": (
        HEAD + "  gut_score: 11\n",
        ["4:14: gut_score: Found '11'; the most is 10. Write a whole number from 0 to 10."],
    ),
    "percent": (
        HEAD + "  income_share: half\n",
        [
            (
                "4:17: income_share: Found 'half', which is not a number. Write a "
                "percentage, such as 40 or 12.5%."
            )
        ],
    ),
    "part above whole": (
        HEAD + "  invoices_late: 9\n  invoices_settled: 8\n",
        [
            (
                "4:18: invoices_late: 9 is more than 8, the answer to: How many invoices "
                "have come due in the last twelve months? Write at most 8, or change "
                "that answer."
            )
        ],
    ),
    "lines empty": (
        HEAD + "  client_address: []\n",
        ["4:19: client_address: Found 0 lines. Write at most 40 lines of 500 characters."],
    ),
    "line in a line": (
        HEAD + "  client_address: [[a]]\n",
        ["4:20: client_address: Found a list. Write at most 40 lines of 500 characters."],
    ),
    "deliverable": (
        HEAD + "  deliverables: [Kit by 2026-11-31]\n",
        [
            (
                "4:18: deliverables: There is no 31 November. Write one on each line, "
                "such as Press kit by 2026-12-15."
            )
        ],
    ),
    "twice": (
        HEAD + "  role: agency\n  role: agency\n",
        ["5:3: The key 'role' stands here and in line 4; keep one."],
    ),
    "anchor": (HEAD + "  role: &a agency\n", ["4:9: Found the anchor or alias 'a'; write it out."]),
    "tag": (
        HEAD + "  role: !!str agency\n",
        ["4:9: Found the tag 'tag:yaml.org,2002:str'; tags are not allowed."],
    ),
    "two documents": (
        "advisor: 1\n---\nadvisor: 1\n",
        ["3:1: Found a second document; a file holds one."],
    ),
    "no value as another reader would see it": (
        HEAD + "  client_name: null\n  services: ~\n  contract_title: 'null'\n",
        [
            (
                f"{place}: {name}: Found {word}, which stands for nothing in YAML. "
                "Leave the answer out, or put the word in quotes."
            )
            for place, name, word in (("4:16", "client_name", "null"), ("5:13", "services", "~"))
        ],
    ),
    "several faults": (
        "advisor: 1\nanswers:\n  role: x\n  zzz: 1\n  gut_score: ten\n",
        [
            "3:9: role: Found 'x'. Allowed: freelancer or agency.",
            "4:3: There is no question 'zzz'. 'advisor questions --ids' lists them.",
            (
                "5:14: gut_score: Found 'ten', which is not a number. Write a whole "
                "number from 0 to 10."
            ),
        ],
    ),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_refuses(name: str, library: Library) -> None:
    """Each fault is named with its place, what was found and what is allowed."""
    text, lines = MALFORMED[name]
    laws = f"Allowed: {one_of(list(library.questions['governing_law'].choices), 40)}."
    wanted = [line.replace(LAWS, laws) for line in lines]
    with pytest.raises(CaseError) as caught:
        parse_case(text.encode(), "case.yaml", library)
    assert sorted(str(caught.value).splitlines()) == sorted(f"case.yaml:{line}" for line in wanted)


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"\xff", "case.yaml:1:1: Found byte 0xff; the file must be UTF-8 text."),
        (b"a: \x00", "case.yaml:1:4: Found the control character U+0000; remove it."),
        (b"a: [", "case.yaml:2:1: This is not valid YAML: "),
        (b"[" * 100, "case.yaml:1:33: Nested deeper than 32 levels."),
    ],
)
def test_refuses_bytes(data: bytes, wanted: str, library: Library) -> None:
    """What is not text or not YAML is refused with its place."""
    with pytest.raises(CaseError) as caught:
        parse_case(data, "case.yaml", library)
    assert str(caught.value).startswith(wanted)


def test_refuses_what_is_no_file(library: Library, tmp_path: Path) -> None:
    """A missing file, a folder and an endless device get one clear message."""
    for path, text in (
        (tmp_path / "none.yaml", "There is no such file."),
        (tmp_path, "This is a folder, not a file."),
        (Path("a\0b"), "The file cannot be read: embedded null byte."),
    ):
        with pytest.raises(CaseError) as caught:
            read_case(path, library)
        assert str(caught.value) == f"{path}: {text}"


def test_the_day_of_the_case_counts(library: Library) -> None:
    """A day in the past is held against the day asked for, else as_of, else today."""
    text = "advisor: 1\nanswers:\n  incident_on: 2100-01-01\n"
    case = parse_case(text.encode(), "x", library, today=date(2100, 1, 2))
    assert case.answers["incident_on"] == date(2100, 1, 1)
    with pytest.raises(CaseError):
        parse_case(text.encode(), "x", library, today=date(2099, 12, 31))
    with pytest.raises(CaseError):
        parse_case(text.encode(), "x", library, today=date(2100, 1, 2), asked=date(2099, 1, 1))
    dated = f"as_of: 2099-12-31\n{text}".encode()
    with pytest.raises(CaseError):
        parse_case(dated, "x", library, today=date(2100, 1, 2))
    assert parse_case(dated, "x", library, asked=date(2100, 1, 2)).answers == case.answers
    # Without any day there is nothing to hold it against: the calendar is not looked at.
    assert parse_case(text.encode(), "x", library).answers == case.answers


texts = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40
).filter(lambda text: hidden_in(text) is None)
AWKWARD = """\
unknown yes null ~ - a: " ' [x] {x} &a *a !t %x @x `x | > ? 2026-11-30 1e3 0x1 \ufeffa a\\n é 😀 #
:a , none --- ... on 0o7 1_000 1:30 = << . + -1 .5 "a" 'a' a#b a,b [ ] { } Y N \u00a0a
"""
awkward = st.sampled_from([*AWKWARD.split(), "- a", "a: b", "a #b", "a: ", "a  b"])
"""Texts that YAML would take for something else."""


def words() -> st.SearchStrategy[str]:
    """A text as it stands in a case: composed, without space around it."""
    import unicodedata

    clean = (texts | awkward).map(lambda text: unicodedata.normalize("NFC", text).strip())
    return clean.filter(bool)


def answers_to(question: Question) -> st.SearchStrategy[Any]:
    """Answers that a question may have."""
    # Nothing was sent before the rules have figures.
    first = date(2000, 1, 1) if question.purpose == "record" else date(1970, 1, 1)
    past = st.dates(first, DAY)
    count = st.integers(0, 1_000_000)
    if question.not_above:
        count = st.just(0)
    amounts = st.decimals(0, 10**12, places=2)
    return {
        "yes_no": st.booleans(),
        "choice": st.sampled_from(list(question.choices) or ["x"]),
        "several": st.frozensets(st.sampled_from(list(question.choices) or ["x"])),
        "count": count,
        "months": st.integers(0, 900).map(lambda n: Decimal(n) / 10),
        "percent": st.integers(0, 1000),
        "ratio": st.integers(0, 900).map(lambda n: Decimal(n) / 100),
        "score": st.integers(0, 10),
        "money": st.builds(Money, amounts, st.sampled_from(["EUR", "USD"]))
        | st.just(Money(Decimal(0), "")),
        "date": past if question.not_after_today else st.dates(first, date(2200, 12, 31)),
        "duration": st.builds(
            Duration,
            st.integers(0, 120),
            st.sampled_from(["days", "business_days", "weeks", "months"]),
        ),
        "text": words(),
        "lines": st.lists(words(), min_size=1, max_size=4).map(tuple),
        "deliverables": st.lists(
            st.builds(
                Deliverable, words().filter(lambda text: " by " not in text), st.none() | past
            ),
            min_size=1,
            max_size=3,
        ).map(tuple),
        "invoices": st.lists(
            st.builds(
                Invoice,
                words().filter(lambda text: ", due" not in text and len(text) < 400),
                past,
                st.builds(Money, amounts.filter(bool), st.sampled_from(["EUR", "USD"])),
            ),
            min_size=1,
            max_size=3,
            unique_by=lambda item: item.number,
        ).map(tuple),
    }[question.kind]


@settings(max_examples=examples(80), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_written_reads_back(data: st.DataObject, library: Library) -> None:
    """Any case is written as a file that reads back as the same case, always alike."""
    ids = data.draw(st.lists(st.sampled_from(list(library.questions)), unique=True, max_size=12))
    answers, unsure = {}, set()
    for name in ids:
        if data.draw(st.integers(0, 4)) == 0:
            unsure.add(name)
        else:
            answers[name] = data.draw(answers_to(library.questions[name]))
    as_of = data.draw(st.none() | st.just(DAY))
    case = Case(answers, frozenset(unsure), as_of, "case.yaml")
    text = render_case(case, library, comments=data.draw(st.booleans()))
    again = parse_case(text.encode(), "case.yaml", library, today=DAY)
    assert again == case
    turned = Case(dict(reversed(answers.items())), case.dont_know, as_of, "case.yaml")
    assert render_case(turned, library) == render_case(case, library)


@given(words())
def test_texts_mean_the_same_to_other_programs(text: str) -> None:
    """A text is a text to any reader of YAML, even if it looks like a number."""
    assert yaml.safe_load(f"a: {scalar(text)}\n") == {"a": text}


@given(
    st.binary(max_size=60)
    | st.text(max_size=60).map(lambda text: (HEAD + text).encode("utf-8", "replace"))
)
@settings(max_examples=examples(150), suppress_health_check=list(HealthCheck))
def test_any_bytes_are_read_or_refused(library: Library, data: bytes) -> None:
    """No file ends in anything but a case or a message with a place."""
    message = ""
    try:
        parse_case(data, "case.yaml", library)
    except CaseError as error:
        message = str(error)
    assert all(line.startswith("case.yaml:") for line in message.splitlines())


def test_template_is_an_empty_case(library: Library) -> None:
    """The template holds every question and reads as a case without answers."""
    text = template(library)
    assert parse_case(text.encode(), "x", library) == Case(file="x")
    for question in library.questions.values():
        assert f"\n  # {question.id}:" in text


def test_template_can_be_filled_in(library: Library) -> None:
    """Taking away the # of a question with an example gives a case with that answer."""
    text = template(library)
    filled = [
        line.replace("  # ", "  ", 1)
        if line.strip().split(":")[0].removeprefix("# ") in library.questions
        and not line.rstrip().endswith(":")
        else line
        for line in text.splitlines()
    ]
    case = parse_case("\n".join(filled).encode(), "x", library, today=date(2200, 1, 1))
    kinds = {library.questions[name].kind for name in case.answers}
    assert kinds == {question.kind for question in library.questions.values()} - {"choice"}


def test_refuses_to_lose_an_answer(library: Library) -> None:
    """A case with an answer that no question asks is not written without it."""
    with pytest.raises(AdvisorError, match="answers 'zzz', which no question asks"):
        render_case(Case({"zzz": True}), library)


def test_saves_for_the_user_alone(library: Library, tmp_path: Path) -> None:
    """A saved case is private, replaces the old one and leaves nothing beside it."""
    path = tmp_path / "case.yaml"
    path.write_text("advisor: 1\nanswers:\n")
    path.chmod(0o644)
    case = Case({"client_name": "Example Works"}, file=str(path))
    save_case(path, case, library)
    assert read_case(path, library) == case
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names_in(tmp_path) == ["case.yaml"]


def test_nothing_is_overwritten_without_force(tmp_path: Path) -> None:
    """An existing file stands unless --force is given."""
    path = tmp_path / "a.txt"
    write_private(path, b"one")
    with pytest.raises(AdvisorError) as caught:
        write_private(path, b"two")
    assert str(caught.value) == (
        f"{path} exists already. Give --force to replace it, or another name."
    )
    assert path.read_bytes() == b"one"
    write_private(path, b"two", force=True)
    assert path.read_bytes() == b"two"
    assert names_in(tmp_path) == ["a.txt"]


def test_refuses_where_it_cannot_write(tmp_path: Path) -> None:
    """A missing folder, a folder and a dangling link get one clear message each."""
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe")
    for name, text in (
        ("no/a.txt", f"cannot be written: there is no folder {tmp_path / 'no'}. Create it."),
        (".", "is a folder; name a file."),
        ("link", "is a link to a file that is not there; name another file."),
        ("pipe", "is not an ordinary file; name another file."),
        ("x" * 300, "cannot be written: File name too long."),
        ("a\0b", "cannot be written: embedded null byte."),
    ):
        with pytest.raises(AdvisorError) as caught:
            write_private(tmp_path / name, b"x", force=True)
        assert str(caught.value) == f"{tmp_path / name} {text}"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """A case reached through a link is saved where it lies."""
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "case.yaml"
    real.write_text("old")
    (tmp_path / "case.yaml").symlink_to(real)
    write_private(tmp_path / "case.yaml", b"new", force=True)
    assert (tmp_path / "case.yaml").is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_costs_nothing(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk refuses, the old file stands and nothing is left beside it."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(AdvisorError, match="cannot be written: No space left on device"):
        write_private(path, b"new", force=True)
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["a.txt"]
