"""What goes wrong is told in the language that is spoken."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

WRONG = """\
advisor: 1
answers:
  payment_habits: on_time
  overdue_amount: 4200
  talk_result: [improved]
  oldest_due_date: yesterday
"""
FILES = {
    "malformed.yaml": "advisor: 1\nanswers:\n  payment_habit: late: yes\n",
    "wrong.yaml": WRONG,
    "there.md": "",
    "list.yaml": "- a\n",
}

LETTERS = (
    "change-order, closing-note, counter-answer, ending, ending-email, ending-reply, "
    "final-notice, handover-note, introduction, lawyer-brief, non-renewal, payment-reminder, "
    "record, renegotiation, script, settlement, statement-of-account, successor-brief, "
    "suspension-notice, termination"
)
SUFFIXES = ".md, .txt, .html, .csv, .json, .ics"

SAID = [
    (
        "es",
        "assess nothing.yaml",
        "nothing.yaml: El archivo no existe.",
    ),
    (
        "fr",
        "assess nothing.yaml",
        "nothing.yaml: Ce fichier n’existe pas.",
    ),
    (
        "es",
        "assess malformed.yaml",
        "malformed.yaml:3:22: El YAML no es válido: aquí no puede ir un valor con dos puntos.",
    ),
    (
        "fr",
        "assess malformed.yaml",
        "malformed.yaml:3:22: Ce n’est pas du YAML valable\u00a0: une valeur avec deux-points "
        "n’est pas permise ici.",
    ),
    (
        "es",
        "assess wrong.yaml",
        "wrong.yaml:3:3: No existe la pregunta 'payment_habits'. ¿Quería decir 'payment_habit'?\n"
        "wrong.yaml:4:19: overdue_amount: '4200' no indica la moneda. "
        "Escriba un importe con su moneda, por ejemplo EUR 4,200 o EUR 4200.50.\n"
        "wrong.yaml:5:16: talk_result: Aquí hay una lista. "
        "Se admite: improved, pending, relapsed, unchanged, refused o insulted.\n"
        "wrong.yaml:6:20: oldest_due_date: 'yesterday' no es un día fijo. "
        "Escriba una fecha, por ejemplo 2026-11-30 o 30 Nov 2026.",
    ),
    (
        "fr",
        "assess wrong.yaml",
        "wrong.yaml:3:3: La question 'payment_habits' n’existe pas. "
        "Vouliez-vous dire 'payment_habit'\u202f?\n"
        "wrong.yaml:4:19: overdue_amount\u00a0: '4200' n’indique pas la devise. "
        "Écrivez un montant avec sa devise, par exemple EUR 4,200 ou EUR 4200.50.\n"
        "wrong.yaml:5:16: talk_result\u00a0: Il y a ici une liste. "
        "Valeurs admises\u00a0: improved, pending, relapsed, unchanged, refused ou insulted.\n"
        "wrong.yaml:6:20: oldest_due_date\u00a0: 'yesterday' n’est pas un jour fixe. "
        "Écrivez une date, par exemple 2026-11-30 ou 30 Nov 2026.",
    ),
    (
        "es",
        "assess list.yaml",
        "list.yaml:1:1: Aquí hay una lista; un archivo de caso empieza por advisor: 1.",
    ),
    (
        "fr",
        "assess list.yaml",
        "list.yaml:1:1: Il y a ici une liste\u202f; un fichier de dossier commence par advisor: 1.",
    ),
    (
        "es",
        "letter case.yaml -o x.md --kind endin",
        f"Error: No existe la carta 'endin'; se admite: {LETTERS} o warning. "
        "¿Quería decir 'ending'?",
    ),
    (
        "fr",
        "letter case.yaml -o x.md --kind endin",
        f"Erreur\u00a0: La lettre 'endin' n’existe pas\u202f; lettres admises\u00a0: {LETTERS} "
        "ou warning. Vouliez-vous dire 'ending'\u202f?",
    ),
    (
        "es",
        "checklist case.yaml -o there.md",
        "Error: there.md ya existe. Use --force para reemplazarlo o indique otro nombre.",
    ),
    (
        "fr",
        "checklist case.yaml -o there.md",
        "Erreur\u00a0: there.md existe déjà. "
        "Utilisez --force pour le remplacer, ou indiquez un autre nom.",
    ),
    (
        "es",
        "checklist case.yaml -o missing/x.md",
        "Error: No se puede escribir missing/x.md: no existe la carpeta missing. Créela.",
    ),
    (
        "fr",
        "checklist case.yaml -o missing/x.md",
        "Erreur\u00a0: Impossible d’écrire missing/x.md\u00a0: le répertoire missing "
        "n’existe pas. Créez-le.",
    ),
    (
        "es",
        "write case.yaml -o there.md",
        "Error: there.md es un archivo, no una carpeta; indique otro nombre.",
    ),
    (
        "fr",
        "write case.yaml -o there.md/x",
        "Erreur\u00a0: Impossible d’écrire there.md/x\u00a0: ce n’est pas un répertoire.",
    ),
    (
        "es",
        "checklist case.yaml -o x",
        f"Error: x no tiene extensión; el archivo debe terminar en {SUFFIXES} o .docx.",
    ),
    (
        "fr",
        "checklist case.yaml -o x.doc",
        "Erreur\u00a0: x.doc se termine par .doc\u202f; "
        f"le fichier doit se terminer par {SUFFIXES} ou .docx.",
    ),
    (
        "es",
        "explain case.yaml payment/mostly-lat",
        "Error: No existe la regla 'payment/mostly-lat'. ¿Quería decir 'payment/mostly-late'?",
    ),
    (
        "fr",
        "explain case.yaml payment/mostly-lat",
        "Erreur\u00a0: La règle 'payment/mostly-lat' n’existe pas. "
        "Vouliez-vous dire 'payment/mostly-late'\u202f?",
    ),
    (
        "es",
        "whatif case.yaml overdue_amount=a",
        "Error: overdue_amount: 'a' no es un importe. "
        "Escriba un importe con su moneda, por ejemplo 4.200\u00a0EUR o 4200,50\u00a0EUR.",
    ),
    (
        "fr",
        "whatif case.yaml overdue_amount=a",
        "Erreur\u00a0: overdue_amount\u00a0: 'a' n’est pas un montant. "
        "Écrivez un montant avec sa devise, par exemple 4\u202f200\u00a0EUR ou 4200,50\u00a0EUR.",
    ),
    (
        "es",
        "start -",
        "Error: La entrevista guarda las respuestas en un archivo; indique uno en lugar de -.",
    ),
    (
        "fr",
        "diff - -",
        "Erreur\u00a0: Un seul des deux peut venir de l’entrée standard\u202f; "
        "indiquez un fichier.",
    ),
]


@pytest.mark.parametrize(("language", "command", "message"), SAID)
def test_a_failure_is_told_in_the_language(
    run: Run, here: Path, language: str, command: str, message: str
) -> None:
    """Nothing else stands on standard error, and no word of English is left."""
    for name, text in FILES.items():
        (here / name).write_text(text, encoding="utf-8")
    result = run(*command.split(), "--lang", language)
    assert result.stderr == f"{message}\n"
    assert result.exit_code in (1, 2)
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("es_MX.UTF-8", "Error: El idioma 'xx' no existe; idiomas admitidos: en, es o fr.\n"),
        (
            "fr_CA.UTF-8",
            "Erreur\u00a0: La langue 'xx' n’existe pas\u202f; langues admises\u00a0: "
            "en, es ou fr.\n",
        ),
    ],
)
def test_an_unknown_language_is_refused_in_that_of_the_system(
    run: Run, locale: str, message: str
) -> None:
    """A language there is not is named in the one of the environment."""
    result = run("assess", "case.yaml", "--lang", "xx", LC_ALL=locale)
    assert (result.exit_code, result.stderr) == (2, message)


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        (
            "es",
            "Error: Estas respuestas todavía pueden cambiar la recomendación y faltan en el caso:",
            "Añádalas debajo de answers: en el archivo del caso, "
            "o escriba unknown donde no lo sepa.",
        ),
        (
            "fr",
            "Erreur\u00a0: Ces réponses peuvent encore changer le conseil et manquent dans le "
            "dossier\u00a0:",
            "Ajoutez-les sous answers: dans le fichier du dossier, "
            "ou écrivez unknown là où vous ne savez pas.",
        ),
    ],
)
def test_gaps_are_named_in_the_language(
    run: Run, here: Path, language: str, first: str, last: str
) -> None:
    """Without input, the answers that are missing stand between two sentences."""
    (here / "empty.yaml").write_text("advisor: 1\nas_of: 2026-11-22\nanswers: {}\n")
    result = run("assess", "empty.yaml", "--no-input", "--lang", language)
    lines = result.stderr.splitlines()
    assert (result.exit_code, lines[0], lines[-1]) == (4, first, last)
    assert all(line.startswith("  ") and line.endswith(("?", ".")) for line in lines[1:-1])


@pytest.mark.parametrize(
    ("language", "message", "locale"),
    [
        ("es", "No existe la opción 'atlántida'. Escriba un número del 1 al ", "es_ES.UTF-8"),
        ("fr", "Le choix 'atlántida' n’existe pas. Écrivez un numéro de 1 à ", "fr_FR.UTF-8"),
    ],
)
def test_a_wrong_answer_is_refused_in_the_language(
    run: Run, language: str, message: str, locale: str
) -> None:
    """What is typed wrong in the interview is told in its language, once."""
    result = run("start", "new.yaml", "--plain", input="Ejemplo\natlántida\n", LC_ALL=locale)
    assert result.exit_code == 4
    (line,) = (line for line in result.stderr.splitlines() if "atlántida" in line)
    assert message in line


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="everybody may write everywhere"
)
@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("es", "Error: No se puede escribir shut/x.md: permiso denegado.\n"),
        ("fr", "Erreur\u00a0: Impossible d’écrire shut/x.md\u00a0: permission refusée.\n"),
    ],
)
def test_a_folder_that_is_shut(run: Run, here: Path, language: str, message: str) -> None:
    """The reason that the system gives is told in the language too."""
    (here / "shut").mkdir(mode=0o500)
    result = run("checklist", "case.yaml", "-o", "shut/x.md", "--lang", language)
    assert (result.exit_code, result.stderr) == (1, message)


def test_a_letter_that_is_not_called_for(run: Run) -> None:
    """The command says in the language why it does not write a letter."""
    result = run("letter", "case.yaml", "-o", "x.md", "--kind", "non-renewal", "--lang", "es")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert "The " not in result.stderr


def test_a_written_file_is_told(run: Run) -> None:
    """What is done is told in the language as well."""
    result = run("checklist", "case.yaml", "-o", "x.md", "--lang", "fr")
    assert (result.exit_code, result.stderr) == (0, "Écrit\u00a0: x.md\n")


def test_a_day_on_the_command_line(run: Run) -> None:
    """What is wrong with a day stands in the language below the usage."""
    result = run("assess", "case.yaml", "--as-of", "2300-01-01", "--lang", "es")
    assert result.exit_code == 2
    assert (
        "'2300-01-01' no es una fecha válida; escríbala como 2026-11-22, "
        "entre los años 1970 y 2200, o bien today." in result.stderr
    )
