"""``letter --final`` and ``sent``: what was sent, kept and recorded."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import re
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from advisor.casefile import saving
from advisor.casefile.casefile import read_case
from advisor.cli.app import app
from advisor.knowledge.content import Library
from tests.cli.conftest import TERMINAL, Run

ENDING = "Letter that ends the working relationship"


@pytest.fixture
def free(here: Path) -> Path:
    """The example without a day of its own, so that any day can be asked for."""
    text = (here / "case.yaml").read_text()
    (here / "case.yaml").write_text(text.replace("as_of: 2026-11-22\n", ""))
    return here


def without(here: Path, *names: str) -> str:
    """Write the example without some answers and return its name."""
    lines = (here / "case.yaml").read_text().splitlines()
    kept = [line for line in lines if not line.strip().startswith(names)]
    (here / "less.yaml").write_text("\n".join(kept) + "\n")
    return "less.yaml"


def kept(here: Path, stem: str = "case") -> list[Path]:
    """Return what is kept beside a case."""
    return sorted((here / f"{stem}-letters").glob("*"))


def last_day(run: Run, *args: str) -> str:
    """Return the last day of the case."""
    return str(json.loads(run("assess", "case.yaml", "--json", *args).stdout)["last_day"])


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html", ".docx", ".eml"])
def test_a_final_letter_is_kept_as_it_is(run: Run, here: Path, suffix: str) -> None:
    """The copy has the very bytes of the letter, nobody can change it, the record names it."""
    result = run("letter", "case.yaml", "-o", f"end{suffix}", "--final")
    data = (here / f"end{suffix}").read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    name = f"2026-11-22-ending-{digest[:8]}"
    assert result.exit_code == 0
    assert result.stderr.splitlines()[-4:-2] == [
        f"Kept as the final copy: case-letters/{name}{suffix}",
        f"Wrote end{suffix}",
    ]
    folder = here / "case-letters"
    assert kept(here) == sorted([folder / f"{name}.json", folder / f"{name}{suffix}"])
    assert (folder / f"{name}{suffix}").read_bytes() == data
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept(here)} == {0o400}
    record = json.loads((folder / f"{name}.json").read_text())
    report = json.loads(run("assess", "case.yaml", "--json").stdout)
    assert record == {
        "schema_version": 1,
        "kind": "ending",
        "title": ENDING,
        "form": "en-GB",
        "language": "en",
        "date": "2026-11-22",
        "file": f"{name}{suffix}",
        "sha256": digest,
        "last_day": "2026-12-27",
        "deadline": None,
        "rules_version": report["rules_version"],
        "answers_hash": report["answers_hash"],
        "as_of": "2026-11-22",
        "engine": report["engine"],
        "delivery": record["delivery"],
    }


def test_the_same_letter_is_kept_once(run: Run, here: Path) -> None:
    """A second final of the same bytes changes nothing and says so."""
    run("letter", "case.yaml", "-o", "end.md", "--final")
    before = [(path, path.stat().st_mtime_ns) for path in kept(here)]
    copy = next(path.name for path in kept(here) if path.suffix == ".md")
    result = run("letter", "case.yaml", "-o", "end.md", "--final")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[:2] == [
        f"This is the final copy that is kept already: case-letters/{copy}",
        "end.md holds this letter already.",
    ]
    assert [(path, path.stat().st_mtime_ns) for path in kept(here)] == before
    result = run("letter", "case.yaml", "-o", "other.md", "--final")
    assert "\nWrote other.md\n" in result.stderr
    assert len(kept(here)) == 2


def test_force_is_for_the_letter_alone(run: Run, here: Path) -> None:
    """A file in the way keeps the letter from being final; --force replaces it and no copy."""
    (here / "end.md").write_text("mine")
    result = run("letter", "case.yaml", "-o", "end.md", "--final")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        1,
        "Error: end.md exists already. Give --force to replace it, or another name.",
    )
    assert kept(here) == []
    assert run("letter", "case.yaml", "-o", "end.md", "--final", "--force").exit_code == 0
    copy = next(path for path in kept(here) if path.suffix == ".md")
    copy.chmod(0o600)
    copy.write_text("changed")
    result = run("letter", "case.yaml", "-o", "end.md", "--final", "--force")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        1,
        f"Error: case-letters/{copy.name} is there already and holds something else.",
    )
    assert copy.read_text() == "changed"


def test_a_copy_that_lost_its_record_gets_it_again(run: Run, here: Path) -> None:
    """What is half there is made whole."""
    run("letter", "case.yaml", "-o", "end.md", "--final")
    record = next(path for path in kept(here) if path.suffix == ".json")
    data = record.read_bytes()
    record.unlink()
    assert run("letter", "case.yaml", "-o", "end.md", "--final").exit_code == 0
    assert record.read_bytes() == data


def test_nothing_half_written_stays(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the record cannot be written, no copy stays either, nor the letter."""
    link = os.link

    def full(source: str, target: Path) -> None:
        if str(target).endswith(".json"):
            raise OSError(28, "No space left on device")
        link(source, target)

    monkeypatch.setattr("advisor.files.os.link", full)
    monkeypatch.setattr("advisor.files.os.replace", full)
    result = run("letter", "case.yaml", "-o", "end.md", "--final")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        1,
        "Error: case-letters cannot be written: No space left on device.",
    )
    assert kept(here) == []
    assert not (here / "end.md").exists()


def refused(run: Run, here: Path, *args: str, case: str = "case.yaml") -> str:
    """Return why a letter cannot be final; nothing is written."""
    result = run("letter", case, "-o", "end.md", "--final", *args)
    assert (result.exit_code, result.stdout) == (1, "")
    assert not (here / "end.md").exists()
    assert kept(here) == kept(here, "less") == []
    return str(result.stderr)


def test_an_unfinished_letter_is_not_final(run: Run, here: Path) -> None:
    """All that is missing is named in one message."""
    case = without(here, "own_sentence", "sender_name")
    assert refused(run, here, case=case) == (
        f"Error: {ENDING} cannot be made final:\n"
        "  Add your name, in the letterhead and in the signature.\n"
        "  Add one sentence of your own that only you could write to this client.\n"
    )


def test_an_annotated_copy_is_not_final(run: Run, here: Path) -> None:
    """What is for the writer's eyes is not frozen."""
    assert refused(run, here, "--annotated") == (
        f"Error: {ENDING} cannot be made final:\n"
        "  An annotated copy is for your own eyes; leave out --annotated.\n"
    )


def test_a_letter_that_is_not_advised_is_not_final(run: Run, here: Path) -> None:
    """--anyway makes no letter final."""
    said = refused(run, here, "--kind", "closing-note", "--anyway")
    assert said.startswith("Error: Closing note cannot be made final:\n  Your answers do not call")


def test_a_draft_is_not_final(run: Run, here: Path) -> None:
    """A blocking gate keeps the letter from being final, and is named."""
    case = without(here, "unearned_prepayment", "refund_plan")
    more = "  unearned_prepayment: EUR 500.00\n  refund_plan: undecided\n"
    (here / case).write_text((here / case).read_text() + more)
    said = refused(run, here, case=case)
    assert said.splitlines()[0] == f"Error: {ENDING} cannot be made final:"
    assert said.splitlines()[1].startswith("  Money to settle: You hold EUR 500.00 not yet"), said


def test_a_letter_that_was_sent_is_not_made_final_anew(run: Run, here: Path) -> None:
    """A later letter of the kind that was sent cannot stand for it."""
    run("sent", "case.yaml", "--on", "2026-11-20", "--how", "email")
    said = refused(run, here, "--kind", "ending")
    assert said.splitlines()[:2] == [
        f"Error: {ENDING} cannot be made final:",
        "  It is recorded as sent on 2026-11-20, and this one is dated later. Judge the case "
        "on that day with --as-of, or take the record out of the case.",
    ]
    result = run("letter", "case.yaml", "-o", "end.md", "--final")
    assert (result.exit_code, result.stdout) == (1, "")


def test_every_letter_was_sent(run: Run, here: Path) -> None:
    """Where nothing is left to send, a letter is written again only by its name."""
    for kind in ("ending", "record", "handover-note", "successor-brief"):
        run("sent", "case.yaml", "--on", "2026-11-20", "--how", "email", "--kind", kind)
    result = run("letter", "case.yaml", "-o", "end.md")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: Every letter to the client that the advice calls for is recorded as sent. "
        "Name one with --kind to write it again.\n",
    )


def test_what_is_not_for_the_client_is_not_final(run: Run, here: Path) -> None:
    """The script of the talk is not sent, so nothing is frozen."""
    assert refused(run, here, "--kind", "script").splitlines()[:2] == [
        "Error: Conversation script with firm replies cannot be made final:",
        "  It is not sent to the client, so no final copy of it is kept.",
    ]


@pytest.mark.parametrize(
    "command",
    [("letter", "-", "-o", "end.md", "--final"), ("sent", "-", "--on", "today", "--how", "email")],
)
def test_a_case_without_a_file_keeps_nothing(run: Run, here: Path, command: list[str]) -> None:
    """A case from standard input has no place for a copy or a record."""
    result = run(*command, input=(here / "case.yaml").read_bytes())
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2,
        "Error: A final letter and its dispatch are kept with the case, "
        "and this case comes from standard input; name a file.",
    )


def test_a_dispatch_is_recorded_and_completed(run: Run, free: Path) -> None:
    """The record stands in the case; with the receipt the last day follows from it."""
    run("letter", "case.yaml", "-o", "end.md", "--final", "--as-of", "2026-11-22")
    first = ("sent", "case.yaml", "--on", "2026-11-23", "--how", "burofax", "--as-of")
    result = run(*first, "2026-11-23", "--ref", "NB00012345678")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"{ENDING}: sent on 23 November 2026 (burofax).\nThe last day: 27 December 2026.\n"
    )
    lines = (free / "case.yaml").read_text().splitlines()
    assert lines[-5:] == [
        "  # What was sent",
        "  notice_sent_on: 2026-11-23",
        "  notice_sent_by: burofax",
        "  notice_reference: NB00012345678",
        "  notice_last_day: 2026-12-27",
    ]
    assert last_day(run, "--as-of", "2026-12-15") == "2026-12-27"
    result = run(*first, "2026-12-01", "--received", "2026-11-30")
    assert result.stdout == (
        f"{ENDING}: sent on 23 November 2026 (burofax).\n"
        "Received on 30 November 2026.\nThe last day: 30 December 2026.\n"
    )
    result = run(*first, "2026-12-01", "--received", "2026-11-29")
    assert result.stdout == (
        f"{ENDING}: sent on 23 November 2026 (burofax).\n"
        "Received on 29 November 2026.\n"
        "Changed: On what day did the client receive the notice? "
        "30 November 2026 -> 29 November 2026\n"
        "The last day: 29 December 2026.\n"
    )
    data = (free / "case.yaml").read_bytes()
    result = run(*first, "2026-12-01")
    assert result.stdout.splitlines()[2] == "Nothing has changed."
    assert (free / "case.yaml").read_bytes() == data
    assert {last_day(run, "--as-of", day) for day in ("2026-12-01", "2026-12-20")} == {"2026-12-29"}


def test_the_report_follows_what_was_sent(run: Run, free: Path) -> None:
    """The report, the plan and the explanation date the notice; no step to send it is left."""
    run("letter", "case.yaml", "-o", "end.md", "--final", "--as-of", "2026-11-22")
    run("sent", "case.yaml", "--on", "2026-11-22", "--how", "email", "--as-of", "2026-11-22")
    later = ("--as-of", "2026-12-01")
    report = run("assess", "case.yaml", "--plain", "--full", *later).stdout
    assert (
        "22 November 2026: Notice sent (email) (your contract)\n1 December 2026: The day of"
        in report
    )
    assert "it is taken to be the day of sending, 22" in report
    assert "advisor letter case.yaml --kind ending" not in report
    steps = run("checklist", "case.yaml", "-o", "-", *later).stdout
    assert "Send the letter" not in steps
    assert "Hold the talk" not in steps
    assert "Find out on which day the notice arrived, and record it" in steps
    tree = run("explain", "case.yaml", *later).stdout
    assert "End the relationship: Notice is given. [whether/notice-given]" in tree


def test_a_letter_that_was_sent_says_so(run: Run, here: Path) -> None:
    """Asked for by its kind it is written again, with the day it was sent."""
    run("sent", "case.yaml", "--on", "2026-11-20", "--how", "email")
    result = run("letter", "case.yaml", "-o", "-", "--kind", "ending")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == f"{ENDING}: it was sent on 20 November 2026 (email)."


def test_without_a_final_copy_it_warns(run: Run, here: Path) -> None:
    """The record is made all the same, with the last day that the advice had then."""
    result = run("sent", "case.yaml", "--on", "2026-11-20", "--how", "email")
    assert result.exit_code == 0
    assert result.stderr == (
        f"{ENDING}: no final copy is kept. Keep what you sent; next time write it with --final.\n"
    )
    assert "  notice_last_day: 2026-12-20\n" in (here / "case.yaml").read_text()


def test_a_final_notice_answers_what_the_rules_read(run: Run, here: Path) -> None:
    """A final notice that was sent is the final notice of the questions, with its deadline."""
    text = (
        (here / "case.yaml")
        .read_text()
        .replace("open_invoices:", "#")
        .replace("oldest_due_date:", "#")
    )
    more = "  open_invoices: overdue\n  oldest_due_date: 2026-08-01\n  overdue_amount: EUR 4200\n"
    (here / "case.yaml").write_text(text + more)
    result = run("sent", "case.yaml", "--on", "2026-11-20", "--how", "registered")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("Final notice with a deadline: sent on 20 November 2026")
    lines = (here / "case.yaml").read_text()
    assert "  formal_notice: yes\n" in lines
    assert "  formal_notice_deadline: 2026-12-09\n" in lines
    assert "  formal_notice_sent_on: 2026-11-20\n" in lines
    offered = run("assess", "case.yaml", "--plain", "--full").stdout
    assert "advisor letter case.yaml --kind suspension-notice" in offered
    assert "advisor letter case.yaml --kind final-notice" not in offered
    copy = run("letter", "case.yaml", "-o", "-", "--kind", "final-notice")
    assert (copy.exit_code, copy.stderr.splitlines()[0]) == (
        0,
        "Final notice with a deadline: it was sent on 20 November 2026 "
        "(registered letter with acknowledgement of receipt).",
    )
    again = ("--on", "2026-11-20", "--how", "registered", "--received", "2026-11-21")
    assert run("sent", "case.yaml", *again).stdout.startswith("Final notice with a deadline")


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (
            ("--on", "2026-11-23"),
            1,
            "2026-11-23 is after 2026-11-22, the day the case is judged on. "
            "Record what has happened by then.",
        ),
        (
            ("--on", "2026-11-23", "--as-of", "2026-12-01"),
            1,
            "2026-11-23 is after 2026-11-22, the day the case is judged on. "
            "Record what has happened by then.",
        ),
        (
            ("--on", "2026-11-20", "--received", "2026-11-24"),
            1,
            "2026-11-24 is after 2026-11-22, the day the case is judged on. "
            "Record what has happened by then.",
        ),
        (
            ("--on", "2026-11-20", "--received", "2026-11-19"),
            1,
            "It cannot have been received on 2026-11-19, before it was sent on 2026-11-20.",
        ),
        (
            ("--on", "2026-11-20", "--kind", "script"),
            1,
            "script is not sent to the client, so there is nothing to record. What is sent: "
            "change-order, closing-note, counter-answer, ending, ending-email, ending-reply, "
            "final-notice, handover-note, introduction, non-renewal, payment-reminder, record, "
            "renegotiation, settlement, statement-of-account, successor-brief, "
            "suspension-notice, termination or warning.",
        ),
        (
            ("--on", "2026-11-20", "--kind", "endin"),
            1,
            "There is no letter 'endin'; allowed: change-order, closing-note, counter-answer, "
            "ending, ending-email, ending-reply, final-notice, handover-note, introduction, "
            "lawyer-brief, non-renewal, payment-reminder, record, renegotiation, script, "
            "settlement, statement-of-account, successor-brief, suspension-notice, termination "
            "or warning. Did you mean 'ending'?",
        ),
        (
            ("--on", "2026-11-20", "--how", "burofx"),
            2,
            "There is no way of sending 'burofx'; allowed: email, post, registered, burofax, "
            "certified, courier, registry, in_person or platform. Did you mean 'burofax'?",
        ),
        (
            ("--on", "1990-01-01", "--how", "email"),
            1,
            "The rules have no figures for 1 January 1990. Write a day from 1 January 2000 on.",
        ),
        (
            ("--on", "2026-11-20", "--kind", "record", "--ref", "1"),
            1,
            "Of record only the day and the way of sending are kept; leave out --ref.",
        ),
    ],
)
def test_what_cannot_be_is_not_recorded(
    run: Run, here: Path, args: tuple[str, ...], code: int, message: str
) -> None:
    """Each refusal says what is wrong, and the case stays as it is."""
    before = (here / "case.yaml").read_bytes()
    how = () if "--how" in args else ("--how", "email")
    result = run("sent", "case.yaml", *args, *how)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.removeprefix("Error: ").strip() == message
    assert (here / "case.yaml").read_bytes() == before


def test_copies_that_cannot_be_read_are_not_none(run: Run, here: Path) -> None:
    """Where the folder of final copies cannot be read, nothing is recorded."""
    (here / "case-letters").write_text("a file")
    before = (here / "case.yaml").read_bytes()
    result = run("sent", "case.yaml", "--on", "2026-11-20", "--how", "email")
    assert result.exit_code == 1
    assert "case-letters cannot be read: Not a directory." in result.stderr
    assert (here / "case.yaml").read_bytes() == before


def test_no_letter_to_record(run: Run, here: Path) -> None:
    """Where the advice calls for no letter, the kind has to be named."""
    (here / "keep.yaml").write_text(
        "advisor: 1\nas_of: 2026-11-22\nanswers:\n  payment_habit: on_time\n"
    )
    result = run("sent", "keep.yaml", "--on", "2026-11-20", "--how", "email")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: The advice calls for no letter to the client. Name the kind with --kind.\n",
    )


def test_a_copy_that_changed_or_went_is_refused(run: Run, here: Path) -> None:
    """What was frozen has to be there as it was."""
    run("letter", "case.yaml", "-o", "end.md", "--final")
    copy = next(path for path in kept(here) if path.suffix == ".md")
    copy.chmod(0o600)
    copy.write_text("changed")
    sent = ("sent", "case.yaml", "--on", "2026-11-22", "--how", "email")
    assert run(*sent).stderr == (
        f"Error: case-letters/{copy.name} is not what was made final: "
        "its bytes have changed. Put it back.\n"
    )
    copy.unlink()
    assert run(*sent).stderr == (
        f"Error: The final copy case-letters/{copy.name} is gone; put it back.\n"
    )
    record = next(path for path in kept(here) if path.suffix == ".json")
    record.chmod(0o600)
    for found in ("{}", "[]", "no", record.read_text().replace('"file": "', '"file": "../')):
        record.write_text(found)
        assert run(*sent).stderr == (
            f"Error: case-letters/{record.name} is not the record of a final letter. "
            "Take it out of the folder, or put back the one that was written.\n"
        )


def test_the_newest_final_copy_is_meant(run: Run, free: Path) -> None:
    """Without a kind the last letter that was made final is the one sent."""
    run("letter", "case.yaml", "-o", "a.md", "--final", "--as-of", "2026-11-22")
    email = ("--kind", "ending-email", "--final", "--as-of", "2026-11-24")
    assert run("letter", "case.yaml", "-o", "b.md", *email).exit_code == 0
    sent = ("sent", "case.yaml", "--on", "2026-11-23", "--how", "email", "--as-of", "2026-11-25")
    result = run(*sent)
    assert result.stdout.startswith("Short email in place of the letter: sent on")
    assert result.stderr == "The final copy is dated 24 November 2026, after the day of sending.\n"
    assert run(*sent, "--kind", "ending").stderr == ""


def test_a_record_takes_over_what_was_written_meanwhile(
    run: Run, here: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that an editor changes while a dispatch is recorded is kept, and said."""
    path = here / "case.yaml"
    locked = saving.locked

    def edited(target: Path) -> Any:
        text = path.read_text().replace("client_name: Example Works Ltd", "client_name: B # new")
        path.write_text(text)
        return locked(target)

    monkeypatch.setattr(saving, "locked", edited)
    result = run("sent", "case.yaml", "--on", "2026-11-21", "--how", "email", "--kind", "ending")
    assert result.exit_code == 0
    assert (
        "case.yaml was changed meanwhile. Taken over: What is the client called? B" in result.stderr
    )
    assert "  client_name: B # new\n" in path.read_text()
    assert read_case(path, library).answers["notice_sent_on"] == date(2026, 11, 21)


def record_at_once(day: int, barrier: Any, results: Any) -> None:
    """Record a dispatch once all others have read the case as well."""
    locked = saving.locked

    def all_have_read(path: Path) -> Any:
        barrier.wait(60)
        return locked(path)

    saving.locked = all_have_read  # type: ignore[assignment]
    command = ["sent", "case.yaml", "--kind", "ending", "--on", f"2026-11-{day}", "--how", "email"]
    result = CliRunner().invoke(app, [*command, "--as-of", "2026-11-22"], env=TERMINAL)
    results.put((day, result.exit_code, result.stderr))


def test_ten_records_at_once(here: Path, library: Library) -> None:
    """Of ten records made at once one is kept, and each other is refused and kept beside it."""
    fork = multiprocessing.get_context("fork")
    barrier, results = fork.Barrier(10), fork.Queue()
    before = (here / "case.yaml").read_text()
    writers = [
        fork.Process(target=record_at_once, args=(day, barrier, results)) for day in range(12, 22)
    ]
    for writer in writers:
        writer.start()
    found = sorted(results.get(timeout=120) for _ in writers)
    for writer in writers:
        writer.join(60)
    assert [day for day, *_ in found] == list(range(12, 22))
    ((first, _, _),) = (item for item in found if item[1] == 0)
    case = read_case(here / "case.yaml", library)
    assert case.answers["notice_sent_on"] == date(2026, 11, first)
    lines = (here / "case.yaml").read_text().splitlines()
    assert set(before.splitlines()) <= set(lines)
    for day, code, said in found:
        if day == first:
            continue
        assert code == 1
        assert "Error: Nothing was recorded in case.yaml." in said
        name = re.search(r"Your answers are kept in (\S+\.yaml)\.", said)
        assert name
        assert re.search(rf"answer: \w+ {day} Nov\w+ 2026\. .*stays: \w+ {first} Nov", said)
        assert read_case(here / name[1], library).answers["notice_sent_on"] == date(2026, 11, day)
    assert len(list(here.iterdir())) == 10
