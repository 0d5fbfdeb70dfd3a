"""``advisor diff``: two case files, two saved assessments, or one of each."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import ROOT

Save = Callable[..., Path]


@pytest.fixture
def save(run: Run) -> Save:
    """Assess a case and save the result as JSON."""

    def save(name: str, case: str = "case.yaml", *options: str) -> Path:
        result = run("assess", case, "-o", name, "--engine", "pure", *options)
        assert result.exit_code == 0, result.stderr
        return Path(name)

    return save


def changed(old: str, new: str, name: str = "new.yaml") -> Path:
    """Write the example with a change in its text."""
    text = Path("case.yaml").read_text(encoding="utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new), encoding="utf-8")
    return Path(name)


def test_two_cases(run: Run) -> None:
    """Between two case files the answer that moved the advice is named in plain sentences."""
    changed("  holds: [files, accounts]", "  holds: []")
    result = run("diff", "case.yaml", "new.yaml", "--plain")
    assert (result.exit_code, result.stderr) == (0, "")
    text = " ".join(result.stdout.split())
    assert "What moved between case.yaml and new.yaml" in text
    assert (
        "Gone: You hold things that belong to the client (to keep in mind, moderate) "
        'Because of: your answer to "What do you hold that belongs to the client? '
        'Choose any number."'
    ) in text
    assert "The advice is still: End the relationship, at the milestone." in text


def test_nothing_moved(run: Run, save: Save) -> None:
    """A saved assessment and its case agree, and the code is 0."""
    save("old.json")
    result = run("diff", "old.json", "case.yaml", "--plain")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Nothing moved. The advice is: End the relationship" in result.stdout
    assert "The answers, the day and the rules are the same." in result.stdout
    assert "old.json: saved on 2026-11-22" in result.stdout


def test_a_later_day(run: Run, save: Save) -> None:
    """Two saved assessments on two days differ by the day."""
    save("old.json")
    save("new.json", "case.yaml", "--as-of", "2026-12-10")
    result = run("diff", "old.json", "new.json", "--plain")
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    assert "Last day: 27 December 2026 before, 15 January 2027 now Because of: the day" in text
    assert "Day: 22 November 2026 before, 10 December 2026 now" in text


def test_other_rules(run: Run, save: Save) -> None:
    """A result saved under other rules differs by the rules, with nothing else named."""
    rules = Path(shutil.copytree(ROOT / "rules", "then"))
    path = rules / "findings" / "duties" / "holds-property.yaml"
    path.write_text(path.read_text().replace("strength: moderate", "strength: strong"))
    (rules / "findings" / "duties" / "gone.yaml").write_text(
        path.read_text().replace("You hold things", "You held things")
    )
    save("old.json", "case.yaml", "--rules", "then")
    found = json.loads(run("diff", "old.json", "case.yaml", "--json").stdout)
    assert found["old"]["rules_version"] != found["new"]["rules_version"]
    rules_did_it = [{"kind": "rules", "questions": []}]
    assert [(item["id"], item["before"], item["after"]) for item in found["moved"]] == [
        ("duties/holds-property", "caution strong", "caution moderate"),
        ("duties/gone", "caution strong", None),
    ]
    assert all(item["causes"] == rules_did_it for item in found["moved"])
    text = " ".join(run("diff", "old.json", "case.yaml", "--plain").stdout.split())
    assert "Gone: Files, access, accounts, licences, property or data of the client" in text
    assert "Because of: the rules" in text


def test_json_has_its_keys(run: Run) -> None:
    """--json prints one object with fixed keys."""
    changed("  holds: [files, accounts]", "  holds: unknown")
    found = json.loads(run("diff", "case.yaml", "new.yaml", "--json").stdout)
    assert list(found) == ["diff_version", "old", "new", "moved", "changed_answers"]
    assert set(found["moved"][0]) == {"kind", "id", "before", "after", "causes", "relation"}
    assert found["changed_answers"] == [
        {"question": "holds", "before": ["files", "accounts"], "after": "unknown"}
    ]
    assert found["new"]["saved"] is False


def test_one_side_from_standard_input(run: Run, save: Save) -> None:
    """One side can come from standard input, saved or as a case; both cannot."""
    data = save("old.json").read_bytes()
    assert "Nothing moved" in run("diff", "-", "case.yaml", input=data).stdout
    case = Path("case.yaml").read_bytes()
    assert "Nothing moved" in run("diff", "old.json", "-", input=case).stdout
    result = run("diff", "-", "-", input=case)
    assert result.exit_code == 2
    assert "Only one of the two" in result.stderr


def test_json_laid_out_anew_is_still_read(run: Run, save: Save) -> None:
    """A saved assessment that another program wrote out again is read the same."""
    changed("Example Works Ltd", "Example \U0001f331 Works")
    save("old.json", "new.yaml")
    content = json.loads(Path("old.json").read_text(encoding="utf-8"))
    for layout in ({"indent": "\t"}, {"separators": (",", ":")}, {"ensure_ascii": False}):
        Path("again.json").write_text(json.dumps(content, **layout), encoding="utf-8")
        result = run("diff", "again.json", "new.yaml", "--plain")
        assert (result.exit_code, result.stderr) == (0, "")
        assert "Nothing moved" in result.stdout


@pytest.mark.parametrize(
    ("found", "put"),
    [
        ('"as_of": "2026-11-22"', '"as_of": "2026-12-25"'),
        ('"last_day": "2026-12-27"', '"last_day": "2027-12-22"'),
    ],
)
def test_a_result_that_does_not_follow_is_said_not_to(
    run: Run, save: Save, found: str, put: str
) -> None:
    """A saved day or result that was changed by hand is found by working it out again."""
    save("old.json")
    text = Path("old.json").read_text()
    assert text.count(found) >= 1
    Path("new.json").write_text(text.replace(found, put, 1))
    told = " ".join(run("diff", "old.json", "new.json", "--plain").stdout.split())
    sentence = "its result does not follow from its own answers, day and rules."
    assert f"new.json: {sentence}" in told
    assert f"old.json: {sentence}" not in told
    sides = json.loads(run("diff", "old.json", "new.json", "--json").stdout)
    assert (sides["old"]["follows"], sides["new"]["follows"]) == (True, False)


def test_an_edited_assessment_is_said_to_be(run: Run, save: Save) -> None:
    """Answers that were changed after saving are noticed by their hash."""
    path = save("old.json")
    path.write_text(path.read_text().replace('"confidentiality": "yes"', '"confidentiality": "no"'))
    text = " ".join(run("diff", "old.json", "case.yaml", "--plain").stdout.split())
    assert "old.json: the answers were changed after it was saved." in text


def edit(path: Path, old: str, new: str) -> None:
    """Put a fault into a saved assessment."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


FAULTS = [
    (
        '"schema_version": 1',
        '"schema_version": 9',
        "old.json:2:21: Found '9'; this version reads 1.",
    ),
    (
        '"answers": {',
        '"answer": {',
        (
            "old.json:1:1: This saved assessment does not hold its answers, so it cannot be "
            "compared. Save it again with 'advisor assess CASE --json'."
        ),
    ),
    (
        '"whether": "end"',
        '"whether": "flee"',
        "old.json:5:14: Found 'flee'; allowed: keep, wait, repair, pause, collect, end, let_fade or settle.",
    ),
    (
        '"last_day": "2026-12-27"',
        '"last_day": "soon"',
        "old.json:7:15: Found 'soon'; a date such as 2026-11-30 is expected.",
    ),
    ('"gates": ', '"gate": ', "old.json:1:1: The field 'gates' is missing."),
    ('"as_of": ', '"schema_version": ', "old.json:3:3: The key 'schema_version' stands here"),
    ('"confidentiality": "yes"', '"confidentiality": "maybe"', "confidentiality: Found 'maybe'."),
    ('"talk_held_on"', '"holds"', "'holds' stands here and under answers"),
    ('"talk_held_on"', '"moon"', "There is no question 'moon'."),
]


@pytest.mark.parametrize(("old", "new", "message"), FAULTS)
def test_a_fault_in_a_saved_assessment(
    run: Run, save: Save, old: str, new: str, message: str
) -> None:
    """A bad saved file gets one message with its place, and code 1."""
    edit(save("old.json"), old, new)
    result = run("diff", "old.json", "case.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("no.yaml", None, "no.yaml: There is no such file."),
        ("no.json", b"", "no.json:1:1: This is no saved assessment"),
        ("no.json", b"[1, 2]", "no.json:1:1: This is no saved assessment"),
        ("no.json", b'{"diff_version": 1}', "no.json:1:1: This is no saved assessment"),
        ("no.json", b'{"schema_version": 1', "This is not valid YAML"),
        ("no.json", b'{"schema_version": 1}', "does not hold its answers"),
        ("no.yaml", b"answers: {}\n", "no.yaml:1:1: The field 'advisor' is missing"),
        ("no.yaml", b"\xff", "no.yaml:1:1: Found byte 0xff"),
    ],
)
def test_a_file_that_is_neither(run: Run, name: str, content: bytes | None, message: str) -> None:
    """What is neither a case nor a saved assessment gets one message, and code 1."""
    if content is not None:
        Path(name).write_bytes(content)
    for pair in (("case.yaml", name), (name, "case.yaml")):
        result = run("diff", *pair)
        assert (result.exit_code, result.stdout) == (1, "")
        assert message in result.stderr
        assert result.stderr.count("\n") == 1


def test_an_old_case_is_brought_over(run: Run) -> None:
    """Renamed questions are said on standard error by every command that reads the case."""
    rules = Path(shutil.copytree(ROOT / "rules", "rules"))
    step = "- {since: 0.2.0, question: kept_secrets, becomes: confidentiality}\n"
    (rules / "migrations.yaml").write_text(step)
    changed("  confidentiality: ", "  kept_secrets: ", "old.yaml")
    said = "The question kept_secrets is called confidentiality since version 0.2.0"
    both = run("diff", "old.yaml", "case.yaml", "--rules", "rules")
    alone = run("assess", "old.yaml", "--rules", "rules", "--json")
    for result in (both, alone):
        assert result.exit_code == 0
        assert result.stderr.startswith("old.yaml:")
        assert said in result.stderr
        assert said not in result.stdout
    assert "Nothing moved" in both.stdout
    assert json.loads(alone.stdout)["answers"]["confidentiality"] == "yes"
    started = run("start", "old.yaml", "--rules", "rules", input="!\n")
    assert said in started.stderr


def test_nothing_is_written_anywhere(run: Run, here: Path, tmp_path: Path) -> None:
    """A comparison leaves no file and no log behind."""
    before = sorted(path.name for path in here.iterdir())
    changed("Example Works Ltd", "Sample Works Ltd")
    assert run("diff", "case.yaml", "new.yaml").exit_code == 0
    assert sorted(path.name for path in here.iterdir()) == sorted([*before, "new.yaml"])
    state = tmp_path.parent / "home" / "state"
    assert not state.exists() or "Works" not in "".join(
        path.read_text(errors="replace") for path in state.rglob("*") if path.is_file()
    )


def test_the_same_every_time(run: Run) -> None:
    """The same two files give the same bytes, in colour or not the same words."""
    changed("  holds: [files, accounts]", "  holds: []")
    first = run("diff", "case.yaml", "new.yaml", "--json")
    assert first.stdout_bytes == run("diff", "case.yaml", "new.yaml", "--json").stdout_bytes
    coloured = run("diff", "case.yaml", "new.yaml", "--color", "always").stdout
    assert "\x1b[" in coloured
    assert "\x1b[" not in run("diff", "case.yaml", "new.yaml", "--color", "never").stdout
