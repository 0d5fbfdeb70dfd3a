"""``advisor proofread``: lines, codes, and what it says about files it cannot read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from advisor.cli.app import app
from tests.conftest import ROOT

CASE = ROOT / "tests" / "cases" / "complete.yaml"
LETTERS = ROOT / "tests" / "proofreader" / "letters"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Return our own letter about the complete case, written to a file."""
    path = tmp_path / "letter.md"
    done = CliRunner().invoke(
        app, ["letter", str(CASE), "--kind", "ending", "-o", str(path), "--lang", "en"]
    )
    assert done.exit_code == 0, done.stderr
    return path


def run(*arguments: object, text: str | None = None) -> tuple[int, str, str]:
    """Run the command and return its code, its output and what it told."""
    done = CliRunner().invoke(app, ["proofread", *map(str, arguments)], input=text)
    return done.exit_code, done.stdout, done.stderr


def test_a_clean_letter(letter: Path) -> None:
    """A letter of ours is clean, and ends with code 0."""
    code, out, told = run(letter, "--case", CASE, "--lang", "en")
    assert (code, out) == (0, "")
    assert "Nothing found." in told


@pytest.mark.parametrize(
    ("language", "example"), [("en", "demo"), ("es", "demo.es"), ("fr", "demo.fr")]
)
@pytest.mark.parametrize("ending", [".md", ".txt", ".docx", ".eml"])
def test_the_letter_of_the_example_is_clean(
    tmp_path: Path, language: str, example: str, ending: str
) -> None:
    """The letter of each shipped example passes against its own case, in every format."""
    case, path = ROOT / "examples" / f"{example}.yaml", tmp_path / f"letter{ending}"
    done = CliRunner().invoke(app, ["letter", str(case), "-o", str(path), "--lang", language])
    assert done.exit_code == 0, done.stderr
    code, out, _ = run(path, "--case", case, "--lang", language)
    assert (code, out) == (0, "")


def test_lines_and_code(letter: Path) -> None:
    """Each line names file, line, column, level and class; something blocking ends with code 1."""
    text = letter.read_text().replace("I will not be taking on further work.", "You failed to pay.")
    letter.write_text(text.replace("£2,400.00", "£2,500.00"))
    code, out, told = run(letter, "--case", CASE, "--lang", "en")
    assert code == 1
    rows = out.splitlines()
    line = text.splitlines().index("You failed to pay.") + 1
    assert rows[0].startswith(f'{letter}:{line}:1: blocking: "You failed" puts blame')
    assert rows[0].endswith("(blame)")
    assert any("£2,500.00" in row and "GBP 2,400.00" in row for row in rows)
    assert all(
        re.fullmatch(r".*:\d+:\d+: (blocking|advisory): .* \([a-z_]+\)", row) for row in rows
    )
    assert "blocking" in told


def test_advice_alone_ends_well(letter: Path) -> None:
    """What is only advised against does not change the code."""
    letter.write_text(
        letter.read_text().replace("I would be glad to discuss", "Perhaps we discuss")
    )
    code, out, _ = run(letter, "--lang", "en", "--as-of", "2026-11-22")
    assert code == 0
    assert "advisory" in out


def test_json(letter: Path) -> None:
    """The object has everything that the lines say, and the sources."""
    letter.write_text(letter.read_text().replace("Ms Alex Specimen", "[Name]"))
    code, out, _ = run(letter, "--json", "--lang", "en", "--as-of", "2026-11-22")
    found = json.loads(out)
    assert code == 1
    assert (found["kind"], found["language"], found["blocking"]) == ("ending", "en", 1)
    (remark,) = found["remarks"]
    assert remark["class"] == "placeholder"
    assert remark["sources"] == ["S49"]
    assert (remark["line"], remark["column"], remark["found"]) == (9, 1, "[Name]")


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "puts blame"), ("es", "culpa al"), ("fr", "met le destinataire")]
)
def test_the_interview_speaks_its_own_language(lang: str, told: str) -> None:
    """A Spanish letter is read as Spanish and spoken of in the language asked for."""
    text = (LETTERS / "es-ending.md").read_text().replace("No aceptaré", "Por su culpa no aceptaré")
    code, out, _ = run("-", "--lang", lang, "--as-of", "2026-11-22", text=text)
    assert code == 1
    assert "<stdin>:30:" in out
    assert told in out


def test_the_case_in_another_language() -> None:
    """A French letter is compared with a case whose rules are read in English."""
    text = (LETTERS / "fr-ending.md").read_text().replace("2 400,00", "2 500,00")
    code, out, _ = run("-", "--case", CASE, "--lang", "en", text=text)
    assert code == 1
    assert "2 500,00" in out


def test_kind_and_language_can_be_named(letter: Path) -> None:
    """A kind or a language there is not is a usage error; one there is counts."""
    assert run(letter, "--kind", "poem")[0] == 2
    assert run(letter, "--letter-lang", "xx")[0] == 2
    code, out, _ = run(letter, "--kind", "final-notice", "--lang", "en", "--as-of", "2026-11-22")
    assert code in (0, 1)
    assert "no kind" not in out


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("gone.md", None, "There is no such file"),
        ("empty.md", b"", "is empty"),
        ("huge.txt", b"a" * 10_000_000, "too much to be read"),
        ("letter.pdf", b"%PDF", "must end in"),
        ("broken.docx", b"PK\x03\x04", "not a document of Word"),
        ("noise.txt", b"\x00\x02\x03", "is not text"),
    ],
)
def test_odd_files(tmp_path: Path, name: str, data: bytes | None, told: str) -> None:
    """A file that cannot be read gets one message, and no traceback."""
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    code, out, said = run(path)
    assert (code, out) == (1, "")
    assert told in said
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1


GERMAN = (
    "Sehr geehrte Frau Platzhalter,\n\nhiermit kündige ich den Vertrag zum 22. Dezember 2026."
    " Ich bin sehr enttäuscht und wütend über die späten Zahlungen.\n\nAlex Muster\n"
)


def test_a_letter_in_a_language_we_do_not_know(tmp_path: Path) -> None:
    """A letter in a fourth language is refused; nothing found would be no praise."""
    path = tmp_path / "brief.md"
    path.write_text(GERMAN, encoding="utf-8")
    code, out, told = run(path, "--lang", "en")
    assert (code, out) == (1, "")
    assert "--letter-lang" in told
    assert str(path) in told
    code, _, told = run(path, "--lang", "en", "--letter-lang", "en")
    assert "in the language en" in told


def test_empty_standard_input() -> None:
    """Standard input is named as such, not by the name under which it is read."""
    code, _, told = run("-", "--lang", "en", text="")
    assert code == 1
    assert told.strip() == "Error: <stdin> is empty."
