"""``advisor contract``: proposals on the screen, what is confirmed, and files it cannot read."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from advisor.interview.contract_review import ContractTexts
from tests.cli.conftest import Run
from tests.shipped import shipped

TEXT = """Freelance Services Agreement

This Agreement is made on 3 March 2025 between Acme Studios Ltd (the "Client") and Jo Doe (the "Contractor").

7. Termination
7.2 Either party may terminate this Agreement for convenience on forty-five (45) days' written notice.

9. Governing law: England and Wales.
"""


@pytest.fixture
def contract(here: Path) -> Path:
    """Return a contract in a file."""
    path = here / "contract.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_proposals_are_printed(run: Run, contract: Path, here: Path) -> None:
    """With --dry-run and --no-input nothing is asked and nothing is written."""
    before = (here / "case.yaml").read_bytes()
    for option in ("--dry-run", "--no-input"):
        done = run("contract", "case.yaml", "contract.txt", option)
        assert done.exit_code == 0, done.stderr
        assert "How long is that notice period? 45 days (stated)" in done.stdout
        assert "line 6, clause 7.2" in done.stdout
        assert "Nothing is taken over" in done.stderr
    assert (here / "case.yaml").read_bytes() == before


def test_the_proposals_as_json(run: Run, contract: Path) -> None:
    """One object names each field with its value, grade, words and place."""
    done = run("contract", "case.yaml", "contract.txt", "--json")
    found = json.loads(done.stdout)
    assert (found["file"], found["language"]) == ("contract.txt", "en")
    period = next(one for one in found["proposals"] if one["field"] == "notice_period")
    assert (period["value"], period["grade"]) == ("45 days", "stated")
    assert period["words"][0]["clause"] == "7.2"


def test_what_is_confirmed_enters_the_case(run: Run, contract: Path, here: Path) -> None:
    """Confirmed and corrected answers are there with their quotes, and nothing else is."""
    answers = {
        "What kind of agreement": "signed",
        "What is the contract called": "ok",
        "What date does it bear": "4 March 2025",
    }
    lines = [*answers.values(), "", "", "", "", "ok", "ok", "!"]
    done = run("contract", "new.yaml", "contract.txt", input="\n".join(lines) + "\n")
    assert done.exit_code == 0, done.stderr
    text = (here / "new.yaml").read_text()
    assert "contract_title: Freelance Services Agreement" in text
    assert "contract_date: 2025-03-04" in text
    assert "client_name" not in text.split("evidence:")[0]
    assert "holds: contract" in text
    assert "quote: Freelance Services Agreement" in text


def test_the_clause_number_comes_along(run: Run, contract: Path, here: Path) -> None:
    """The letter cites the clause that a confirmed answer was read from."""
    lines: list[str] = []
    for _ in range(30):
        done = run("contract", "new.yaml", "contract.txt", input="\n".join([*lines, "!"]) + "\n")
        last = [line for line in done.stderr.splitlines() if "(stated)" in line or "found" in line]
        if "How long is that notice period" in last[-1]:
            break
        lines.append("")
    done = run("contract", "new.yaml", "contract.txt", input="\n".join([*lines, "ok", "!"]) + "\n")
    text = (here / "new.yaml").read_text()
    assert "notice_period: 45 days" in text
    assert "notice_stated: yes" in text
    assert "notice_clause: clause 7.2" in text


def test_nothing_confirmed_writes_nothing(run: Run, contract: Path, here: Path) -> None:
    """The end of the input leaves no file behind."""
    done = run("contract", "new.yaml", "contract.txt", input="")
    assert done.exit_code == 0
    assert "Nothing was taken over." in done.stderr
    assert not (here / "new.yaml").exists()


HEAD = (
    "Freelance Services Agreement\n\nThis Agreement is made on 3 March 2025 between Acme Studios Ltd,"
    ' 4 Sample Street, Leeds (the "Client") and Jo Doe (the "Contractor").\n\n'
)
TWO = (
    "7.1 Either party may terminate this Agreement for convenience on 30 days' notice.\n"
    "7.2 Either party may terminate this Agreement for convenience on 60 days' notice.\n"
)


def test_wrong_keys_are_asked_again_and_a_refused_proposal_stays_out(run: Run, here: Path) -> None:
    """What is no answer is told; Enter leaves a proposal; an address is taken line by line."""
    (here / "contract.txt").write_text(HEAD + TWO, encoding="utf-8")
    lines = ["signed", "", "soon", "99/99/2025", "3 March 2025", "", "ok", "!"]
    done = run("contract", "new.yaml", "contract.txt", input="\n".join(lines) + "\n")
    assert done.exit_code == 0, done.stderr
    told = done.stderr
    assert told.count("What date does it bear") == 1
    assert "soon" in told
    assert "no month 99" in told
    answers = (here / "new.yaml").read_text().split("evidence:")[0]
    assert "contract_date: 2025-03-03" in answers
    assert "contract_title" not in answers
    assert "client_name" not in answers
    assert '- "4 Sample Street"\n    - Leeds\n' in answers


def test_one_of_two_periods_is_chosen_by_its_number(run: Run, here: Path) -> None:
    """Where two compete nothing is proposed; a number that is not there is asked again."""
    (here / "contract.txt").write_text(HEAD + TWO, encoding="utf-8")
    # Seven questions come before: form, title, date, client, address, renewal, right to end.
    lines = [*([""] * 7), "ok", "3", "2", "!"]
    done = run("contract", "new.yaml", "contract.txt", input="\n".join(lines) + "\n")
    assert done.exit_code == 0, done.stderr
    text = (here / "new.yaml").read_text()
    assert "notice_period: 60 days" in text
    assert "clause 7.2" in text


@pytest.mark.parametrize("language", ["es", "fr"])
def test_it_speaks_the_language_of_the_user(run: Run, contract: Path, language: str) -> None:
    """The language of the screen is independent of that of the contract."""
    done = run("contract", "case.yaml", "contract.txt", "--dry-run", "--lang", language)
    assert {"es": "45 días", "fr": "45 jours"}[language] in done.stdout
    assert "clause 7.2" in done.stdout


def bomb() -> bytes:
    """Return a document of Word that unpacks to a hundred megabytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", b" " * 100_000_000)
    return data.getvalue()


LOOP = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj
trailer<</Root 1 0 R/Prev 9>>
startxref
9
%%EOF"""

DAMAGED: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "is empty"),
    "blank.md": (b" \n\n", "is empty"),
    "binary.txt": (b"\x00\x01\x02\x03" * 50, "is not text"),
    "picture.md": (b"\x89PNG\r\n\x1a\n\x00\x00", "is not text"),
    "sheet.xlsx": (b"PK", "must end in .docx, .eml, .md, .pdf or .txt"),
    "contract": (b"x", "has no suffix"),
    "cut.docx": (b"PK\x03\x04\x14\x00", "not a document of Word"),
    "text.docx": (b"plain words", "not a document of Word"),
    "bomb.docx": (bomb(), "too large once it is unpacked"),
    "words.eml": (b"no headers here", "is not an email"),
    "bare.eml": (b"Subject: x\r\n\r\n", "without any text"),
    "text.pdf": (b"no PDF", "not a PDF, or it is damaged"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj<<", "not a PDF, or it is damaged"),
    "loop.pdf": (LOOP, "loop.pdf"),
    "german.txt": (
        ("Dieser Vertrag wird zwischen den Parteien geschlossen und endet. " * 40).encode(),
        "--contract-lang",
    ),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_file_that_cannot_be_read(run: Run, here: Path, name: str) -> None:
    """It gets one message that names it, code 1, and nothing is written."""
    data, told = DAMAGED[name]
    (here / name).write_bytes(data)
    done: Any = run("contract", "new.yaml", name)
    assert done.exit_code == 1, done.stderr
    assert told in done.stderr
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert not (here / "new.yaml").exists()


def test_a_missing_file(run: Run, here: Path) -> None:
    """A file that is not there is told by its name."""
    done = run("contract", "case.yaml", "none.pdf")
    assert done.exit_code == 1
    assert "none.pdf" in done.stderr


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("12 months", "12 mois"),
        ("2025-03-01", "1er mars 2025"),
        ("yes", "Oui"),
        ("fr", "France"),
        ("Cour d’appel de Lyon", "Cour d’appel de Lyon"),
    ],
)
def test_a_value_that_answers_no_question_is_written_in_the_language(
    value: str, written: str
) -> None:
    """The length and the start of a term, and what is only yes, are not shown as they are kept."""
    proposal = SimpleNamespace(field=SimpleNamespace(question=""))
    texts = ContractTexts(shipped("fr"), cast("Any", None))
    assert re.sub("[\u00a0\u202f]", " ", texts.value(cast("Any", proposal), value)) == written
