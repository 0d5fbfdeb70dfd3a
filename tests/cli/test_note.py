"""``advisor note``: the journal of a case, what it answers, and what carries its entries."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.casefile.casefile import read_case
from advisor.model import Case
from tests.cli.conftest import Run
from tests.shipped import shipped


def case_of(folder: Path) -> Case:
    """Return the case that the file holds."""
    return read_case(folder / "case.yaml", shipped())


def without(folder: Path, *names: str) -> None:
    """Take answers out of the case file."""
    lines = (folder / "case.yaml").read_text().splitlines(keepends=True)
    kept = [line for line in lines if line.strip().partition(":")[0] not in names]
    (folder / "case.yaml").write_text("".join(kept))


def test_an_entry_is_kept_in_the_case(run: Run, here: Path) -> None:
    """The entry stands in the case with its day, and nothing else of the file changes."""
    before = (here / "case.yaml").read_text()
    result = run("note", "case.yaml", "Wants *three* more pages", "--kind", "scope",
                 "--on", "2026-10-17")  # fmt: skip
    assert result.exit_code == 0
    assert result.stdout == (
        "Noted on 17 October 2026: More work than agreed.\n"
        "One day of this kind so far; 3 different days make a pattern.\n"
    )
    assert (here / "case.yaml").read_text().startswith(before)
    (entry,) = case_of(here).evidence.journal
    assert (entry.on.isoformat(), entry.kind) == ("2026-10-17", "scope")
    assert entry.text == "Wants *three* more pages"


def test_a_pattern_is_told_from_a_bad_day(run: Run, here: Path) -> None:
    """Three different days make a pattern, which answers what made the user think of leaving."""
    without(here, "trigger")
    days = ("2026-10-03", "2026-10-17", "2026-10-17", "2026-11-02")
    told = [
        run("note", f"Extra page {place}", "--kind", "scope", "--on", day).stdout
        for place, day in enumerate(days)
    ]
    assert "2 days of this kind so far" in told[1]
    assert "2 days of this kind so far" in told[2], "two entries of one day are one day"
    assert "On 3 different days since 3 October 2026: it keeps happening." in told[3]
    assert "Something that keeps happening" in told[3]
    assert case_of(here).answers["trigger"] == "pattern"


def test_an_answer_that_the_journal_does_not_bear_out_stays_and_is_said(
    run: Run, here: Path
) -> None:
    """The user decides between the typed answer and the journal."""
    text = (here / "case.yaml").read_text()
    (here / "case.yaml").write_text(text.replace("trigger: pattern", "trigger: change"))
    for day in ("03", "17", "19"):
        said = run("note", f"Rude on {day}", "--kind", "tone", "--on", f"2026-10-{day}").stdout
    assert "You answered: My business or theirs has changed." in said
    assert "The journal says: Something that keeps happening." in said
    assert case_of(here).answers["trigger"] == "change"


def test_talks_answer_the_questions_about_them(run: Run, here: Path) -> None:
    """A later talk takes the place of the one answered; an earlier one does not."""
    earlier = run("note", "First talk", "--kind", "talk", "--on", "2026-09-01").stdout
    assert "Answered by it" not in earlier
    later = run("note", "They listened", "--kind", "talk", "--on", "2026-11-20").stdout
    assert "When was the last such talk? 20 November 2026" in later
    answers = case_of(here).answers
    assert (str(answers["talked_on"]), answers["talked"]) == ("2026-11-20", "more")


def test_the_journal_is_shown_in_order(run: Run, here: Path) -> None:
    """Without a text the entries are shown by their day."""
    assert run("note").stdout == "The journal is empty.\n"
    run("note", "Second thing", "--on", "2026-11-02")
    run("note", "First thing", "--kind", "promise", "--on", "2026-10-03")
    assert run("note", "case.yaml").stdout == (
        "2026-10-03  Something that they promised: First thing\n"
        "2026-11-02  Something else: Second thing\n"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("Rude", "--kind", "tne"), "Did you mean 'tone'?"),
        (("Rude", "--on", "2026-12-24"), "2026-12-24 is after 2026-11-22"),
        (("case.yaml", " \n "), "Say in one line what happened"),
        (("case.yaml", "x" * 1001), "in at most 1000 characters"),
        (("nowhere.yaml", "Rude"), "nowhere.yaml: There is no such file."),
    ],
)
def test_what_cannot_be_noted_is_said(
    run: Run, here: Path, words: tuple[str, ...], message: str
) -> None:
    """A fault is named, and the case stays as it is."""
    before = (here / "case.yaml").read_bytes()
    result = run("note", *words)
    assert result.exit_code in (1, 2)
    assert message in result.stderr
    assert (here / "case.yaml").read_bytes() == before


def test_the_same_entry_is_kept_once(run: Run, here: Path) -> None:
    """Noting the same again changes nothing."""
    words = ("note", "Paid at last", "--kind", "payment", "--on", "2026-11-02")
    run(*words)
    before = (here / "case.yaml").read_bytes()
    assert "This stands in the journal already." in run(*words).stderr
    assert (here / "case.yaml").read_bytes() == before


def test_reasons_letters_and_the_brief_carry_the_entries(run: Run, here: Path) -> None:
    """Entries stand beside their reason, their days in the warning, all of them in the brief."""
    run("note", "Paid 20 days late", "--kind", "late_payment", "--on", "2026-10-03")
    run("note", "Shouted <b>on</b> the phone", "--kind", "tone", "--on", "2026-10-17")
    report = run("assess", "--only", "reasons", "--plain").stdout
    assert "From your journal: 3 October 2026, Paid 20 days late\n" in report
    warning = run("letter", "--kind", "warning", "--anyway", "-o", "-").stdout
    assert "I have noted this on 17 October 2026." in warning
    assert "Shouted" not in warning
    for lang, heading in (
        ("en", "What happened"),
        ("es", "Qué ha ocurrido"),
        ("fr", "s’est passé"),
    ):
        brief = run(
            "letter", "--kind", "lawyer-brief", "--anyway", "--lang", lang, "-o", "-"
        ).stdout
        first, second = brief.partition(heading)[2].strip().splitlines()[:2]
        assert "Paid 20 days late" in first
        assert "<b>" not in second.replace("\\<b>", "")
