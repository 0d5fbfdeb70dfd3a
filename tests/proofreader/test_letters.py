"""Whole letters: clean ones stay clean, and every planted fault is found in its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from advisor.knowledge.content import Library
from advisor.letters.case_background import of_case
from advisor.model import Case
from advisor.proofreader.letter_layout import kind_of, language_of, layout_of
from advisor.proofreader.proofread import Proof, proofread
from advisor.proofreader.reading import read_letter

if TYPE_CHECKING:
    from tests.complete_case import Desk
    from tests.proofreader.conftest import Read

HERE = Path(__file__).resolve().parent / "letters"
FAULTS: list[dict[str, Any]] = yaml.safe_load((HERE / "faults.yaml").read_text(encoding="utf-8"))
CLEAN = (
    "en-ending",
    "es-ending",
    "es-final-notice",
    "fr-ending",
    "fr-final-notice",
    "fr-suspension-notice",
)


def text_of(desk: Desk, name: str) -> tuple[str, Case]:
    """Return a clean letter about the complete case, and the case."""
    return (HERE / f"{name}.md").read_text(encoding="utf-8"), desk.case({})


def through(desk: Desk, text: str, case: Case, today: date, kind: str = "") -> Proof:
    """Read a letter through as the command does: language and kind are recognised."""
    written, library = read_letter(text.encode(), "letter.md"), desk.library
    language = language_of(written, library.wordlists, "en")
    words = library.wordlists[language]
    kind = kind or kind_of(written, layout_of(written, words), words, library.phrases.kinds)
    known = of_case(library.phrases, desk.assessed(case), kind)
    return proofread(
        written, library.wordlists, language, library.phrases.kinds[kind], today, known
    )


@pytest.mark.parametrize("name", CLEAN)
def test_clean_letters(desk: Desk, today: date, name: str) -> None:
    """A letter in order is recognised, and nothing is found in it."""
    text, case = text_of(desk, name)
    proof = through(desk, text, case, today)
    language, _, kind = name.partition("-")
    assert (proof.language, proof.kind) == (language, kind)
    assert [(item.kind, item.key, item.found) for item in proof.remarks] == []


def test_there_are_enough() -> None:
    """At least forty letters have a fault, in three languages."""
    assert len(FAULTS) >= 40
    assert {row["of"][:2] for row in FAULTS} == {"en", "es", "fr"}


@pytest.mark.parametrize("row", FAULTS, ids=lambda row: f"{row['of']}-{row['finds']}-{row['at']}")
def test_planted_faults(desk: Desk, today: date, row: dict[str, Any]) -> None:
    """Each planted fault is found in the line where it stands."""
    text, case = text_of(desk, row["of"])
    for old, new in (row["change"], row.get("also", ("", ""))):
        assert old in text
        text = text.replace(old, new, 1)
    proof = through(desk, text, case, today, row.get("kind", ""))
    lines = [n for n, line in enumerate(text.splitlines(), start=1) if row["at"] in line]
    found = [
        (item.kind, proof.written.place(item.at)[0])
        for item in proof.remarks
        if row.get("element", "") in item.key
    ]
    assert (row["finds"], lines[0]) in found, found


LISTED = "Before my last day I will deliver:\n\n- Handover guide, by {}\n"


@pytest.mark.parametrize(
    ("language", "page", "kind", "found"),
    [
        ("en", "Please confirm receipt in writing by 2 November 2026.", "past", "2 November 2026"),
        ("en", "Let me know by 2 November 2026.", "past", "2 November 2026"),
        ("es", "Le ruego que confirme la recepción a más tardar el 2 de noviembre de 2026.", "past", "2 de noviembre de 2026"),
        ("fr", "Je vous prie de confirmer la réception au plus tard le 2 novembre 2026.", "past", "2 novembre 2026"),
        ("en", "My last working day will be Friday, 22 December 2026.", "weekday", "Friday, 22 December 2026"),
        ("es", "Mi último día será el viernes 22 de diciembre de 2026.", "weekday", "viernes 22 de diciembre de 2026"),
        ("fr", "Mon dernier jour sera le vendredi 22 décembre 2026.", "weekday", "vendredi 22 décembre 2026"),
        ("en", "My last working day will be 22 December 2026.\n\n" + LISTED.format("18 January 2027"), "after_the_end", "18 January 2027"),
        ("es", "Mi último día de trabajo será el 22 de diciembre de 2026.\n\n- Guía, a más tardar el 18 de enero de 2027\n", "after_the_end", "18 de enero de 2027"),
        ("fr", "Mon dernier jour de travail sera le 22 décembre 2026.\n\n- Guide, au plus tard le 18 janvier 2027 ;\n", "after_the_end", "18 janvier 2027"),
    ],
)  # fmt: skip
def test_days_that_cannot_be(read: Read, language: str, page: str, kind: str, found: str) -> None:
    """A day by which to answer that is past, a wrong weekday, and work after the last day."""
    greeting = {"en": "Dear Ms Specimen,", "es": "Estimada señora:", "fr": "Madame,"}[language]
    proof = read(f"{greeting}\n\n{page}\n", language)
    (remark,) = [item for item in proof.remarks if item.kind == kind]
    assert proof.written.text[remark.at :].replace("\n", " ").startswith(found)


@pytest.mark.parametrize(
    "page",
    [
        "My last working day will be Tuesday, 22 December 2026.",
        "On Monday I send the list of 22 December 2026.",
        "- Invoice 1042, paid by 18 January 2026",
        "Thank you for confirming the order by 2 November 2026.",
    ],
)
def test_days_that_can_be(read: Read, page: str) -> None:
    """A right weekday, a weekday of another day and what is done are no remarks."""
    proof = read(f"Dear Ms Specimen,\n\n{page}\n")
    assert not {"past", "weekday", "after_the_end"} & {item.kind for item in proof.remarks}


def test_a_paragraph_in_another_language(read: Read, library: Library) -> None:
    """A paragraph in another language that we know is read with the words of that one."""
    proof = read(
        "Dear Ms Specimen,\n\nI am ending our working relationship.\n\n"
        "Usted nunca paga a tiempo y estoy muy enfadado con su equipo.\n\n"
        "Vous êtes un menteur et je suis en colère contre vous.\n"
    )
    assert language_of(proof.written, library.wordlists, "") is not None
    found = {(proof.written.place(item.at)[0], item.kind) for item in proof.remarks}
    assert {(5, "emotion"), (7, "accusation"), (7, "emotion")} <= found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Clause 8.3 [Default and remedy] applies.", []),
        ("9.2 [Termination for cause]", []),
        ("La cláusula 12 [Incumplimiento] se aplica.", []),
        ("L'article 11 [Responsabilité] s'applique.", []),
        ("The parser reads items[index] and `config[key]` first.", []),
        ("I thank you, [name], for three years.", ["[name]"]),
        ("Invoice 2041 over [amount] is open.", ["[amount]"]),
        ("Clause [number] applies.", ["[number]"]),
    ],
)
def test_brackets(read: Read, line: str, found: list[str]) -> None:
    """A bracket is to be filled in, but not as the title of a clause or in program code."""
    proof = read(f"Dear Ms Specimen,\n\n{line}\n")
    assert [item.found for item in proof.remarks if item.kind == "placeholder"] == found


PLANTED: list[dict[str, Any]] = yaml.safe_load((HERE / "planted.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", PLANTED, ids=lambda row: row["form"])
def test_exactly_the_planted_faults(desk: Desk, today: date, row: dict[str, Any]) -> None:
    """Of several faults in a letter of each form exactly these are found."""
    text, case = text_of(desk, row["of"])
    clean = through(desk, text, case, today)
    assert [(item.kind, item.key, item.found) for item in clean.remarks] == []
    for old, new in row["change"]:
        assert old in text
        text = text.replace(old, new, 1)
    found = through(desk, text, case, today, clean.kind).remarks
    assert len(row["finds"]) >= 4
    assert sorted([item.kind, item.found or item.key] for item in found) == sorted(row["finds"])


CLEAN_ROWS = [
    pytest.param(language, kind, text, id=f"{language}-{kind}")
    for language, letters in yaml.safe_load(
        (HERE / "clean.yaml").read_text(encoding="utf-8")
    ).items()
    for kind, text in letters.items()
]


@pytest.mark.parametrize(("language", "kind", "text"), CLEAN_ROWS)
def test_clean_letters_in_ordinary_wording(
    library: Library, today: date, language: str, kind: str, text: str
) -> None:
    """Letters that somebody else words are recognised, and nothing is found in them."""
    written, words = read_letter(text.encode(), "letter.txt"), library.wordlists[language]
    found = kind_of(written, layout_of(written, words), words, library.phrases.kinds)
    proof = proofread(written, library.wordlists, language, library.phrases.kinds[kind], today)
    assert [(item.kind, item.key, item.found) for item in proof.remarks] == []
    assert found.removesuffix("-email") == kind


@pytest.mark.parametrize(
    ("page", "kind", "found"),
    [
        ("I give you 30 days' notice. My last day will be 15 December 2026.", "own_notice", "15 December 2026"),
        ("With 2 months' notice my last day will be 15 January 2027.", "own_notice", "15 January 2027"),
        ("I give you 3 weeks' notice. My last day will be 15 December 2026.", "", ""),
        ("My last day will be DD/MM/YYYY.", "placeholder", "DD/MM/YYYY"),
        ("Mi último día será el DD de MMMM de AAAA.", "placeholder", "DD de MMMM de AAAA"),
        ("Mon dernier jour sera le JJ/MM/AAAA.", "placeholder", "JJ/MM/AAAA"),
        ("Mon dernier jour sera le XX décembre 2026.", "placeholder", "XX"),
        ("My last day will be __/__/2026.", "placeholder", "__/__"),
        ("The files are in AA-BB and in cc/dd.", "", ""),
    ],
)  # fmt: skip
def test_days_to_be_filled_in_and_own_notice(read: Read, page: str, kind: str, found: str) -> None:
    """A mask of a date is to be filled in; a last day lies after the notice the letter gives."""
    proof = read(f"Dear Ms Specimen,\n\n{page}\n")
    remarks = [item for item in proof.remarks if item.kind in ("own_notice", "placeholder")]
    assert [(item.kind, item.found) for item in remarks] == ([(kind, found)] if kind else [])


@pytest.mark.parametrize(
    ("language", "above", "greeting", "found"),
    [
        ("en", "Ms Alex Specimen", "Dear Sir or Madam,", True),
        ("en", "Example Works Ltd", "Dear Sir or Madam,", False),
        ("en", "Ms Alex Specimen", "Dear Ms Specimen,", False),
        ("es", "Sra. Alex Muestra", "A quien corresponda:", True),
        ("es", "Sra. Alex Muestra", "Estimada señora Muestra:", False),
        ("fr", "Madame Alex Modèle", "Madame, Monsieur,", True),
        ("fr", "Madame Alex Modèle", "Madame,", False),
    ],
)
def test_greeting(read: Read, language: str, above: str, greeting: str, found: bool) -> None:
    """A greeting to nobody is told where the addressee has a name."""
    proof = read(f"{above}\n\n{greeting}\n\n1.\n", language)
    assert ("impersonal" in {item.kind for item in proof.remarks}) is found
