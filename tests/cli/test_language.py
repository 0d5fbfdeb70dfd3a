"""The language of the program and of its letters: asked for, answered, or the system's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from advisor.cli.language import language_of_locale, of_environment
from advisor.cli.options import Setting
from tests.cli.conftest import Run
from tests.conftest import ROOT

THERE = ("en", "es", "fr")


@pytest.fixture(autouse=True)
def _cases(here: Path) -> None:
    """Lay the Spanish and the French example beside the English one."""
    for language in ("es", "fr"):
        shutil.copy(ROOT / "examples" / f"demo.{language}.yaml", here / f"{language}.yaml")


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "es_ES.UTF-8"}, "es"),
        ({"LANG": "fr_CA"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "es_MX.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
        ({"LC_ALL": "C", "LANG": "es_ES.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "es_ES.UTF-8"}, "es"),
    ],
)
def test_the_language_of_the_system(environ: dict[str, str], language: str) -> None:
    """The strongest variable that is set decides; what there is no language for is English."""
    assert of_environment(environ, THERE) == language


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["assess", "x", "--lang", "es"], "es"),
        (["assess", "--lang=fr-CA", "x"], "fr"),
        (["assess", "x", "--lang"], None),
        (["assess", "x"], None),
    ],
)
def test_the_language_that_arguments_name(arguments: list[str], language: str | None) -> None:
    """Before the arguments are read for good, the language is known for what goes wrong."""
    assert Setting.unparsed(arguments).lang == language


def test_a_locale_stands_for_its_language() -> None:
    """Country and encoding do not matter for the language."""
    assert [language_of_locale(name) for name in ("es_MX.UTF-8", "fr-FR", "EN")] == [
        "es",
        "fr",
        "en",
    ]


def test_the_system_speaks_spanish(run: Run) -> None:
    """Without --lang the report is in the language of the system, with it in that one."""
    assert run("assess", "case.yaml", LC_ALL="es_ES.UTF-8").stdout.startswith(
        "Example Works Ltd\ndomingo"
    )
    assert run("assess", "case.yaml", "--lang", "fr", LC_ALL="es_ES.UTF-8").stdout.startswith(
        "Example Works Ltd\ndimanche"
    )


def test_a_language_there_is_not(run: Run) -> None:
    """A language without texts is refused with those there are."""
    result = run("assess", "case.yaml", "--lang", "de")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Error: There is no language 'de'; allowed: en, es or fr.\n"


LETTERS = [
    (("case.yaml",), "Yours sincerely,"),
    (("case.yaml", "--form", "en-US"), "Sincerely,"),
    (("case.yaml", "--lang", "es"), "Atentamente,"),
    (("case.yaml", "--lang", "fr"), "mes salutations distinguées."),
    (("case.yaml", "--form", "fr-FR"), "Objet"),
    (("es.yaml",), "Estimada señora Ficticia:"),
    (("es.yaml", "--lang", "en"), "Dear Ms Ficticia,"),
    (("es.yaml", "--form", "es-MX"), "Villamuestra, a 27 de noviembre de 2026"),
    (("fr.yaml",), "Villexemple, le 26 novembre 2026"),
    (("fr.yaml", "--lang", "en", "--form", "fr-FR"), "Villexemple, le 26 novembre 2026"),
]


@pytest.mark.parametrize(("arguments", "part"), LETTERS)
def test_the_language_of_a_letter(run: Run, arguments: tuple[str, ...], part: str) -> None:
    """A form goes before the language asked for, and that before the form answered."""
    assert part in run("letter", *arguments, "-o", "-").stdout


def test_a_letter_speaks_another_language_than_the_program(run: Run) -> None:
    """What the program says stays in its language while the letter is in another."""
    result = run("letter", "case.yaml", "-o", "x.md", "--form", "fr-FR", LC_ALL="es_ES.UTF-8")
    assert "cómo se envía: Lettre recommandée" in result.stderr
    assert "Objet" in Path("x.md").read_text(encoding="utf-8")


def test_a_form_there_is_not(run: Run) -> None:
    """A form without a layout is refused with those there are."""
    result = run("letter", "case.yaml", "-o", "-", "--form", "fr-BE")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "Error: There is no letter form 'fr-BE'; allowed: en-GB, en-US, es-ES, es-MX or fr-FR.\n"
    )


@pytest.mark.parametrize("language", ["es", "fr"])
def test_the_example_speaks_the_language(run: Run, language: str) -> None:
    """The demo has an example of its own in each language, finished like the English one."""
    result = run("demo", "--lang", language)
    assert result.exit_code == 0
    assert {"es": "Estudio Muestra", "fr": "Studio Spécimen"}[language] in result.stdout


def test_spaces_that_do_not_break(run: Run) -> None:
    """A line never ends before a colon or a percent sign, in boxes and in plain text."""
    for plain in ((), ("--plain",)):
        shown = run("assess", "fr.yaml", "--lang", "fr", *plain, COLUMNS="60").stdout
        starts = [line.strip(" │") for line in shown.splitlines()]
        assert "\u00a0:" in shown
        assert not [line for line in starts if line[:1] in (":", ";", "%", "»")]


def test_the_commands_that_lead_on_keep_the_language(run: Run) -> None:
    """A report in a language asked for names commands in that language."""
    shown = run("assess", "es.yaml", "--lang", "es", "--plain").stdout
    assert "--lang es" in shown


def test_own_words_in_another_language_are_named(run: Run) -> None:
    """A letter in another language than the answers about it says which words to translate."""
    result = run("letter", "case.yaml", "-o", "x.md", "--form", "es-ES")
    text = Path("x.md").read_text(encoding="utf-8")
    assert "SIN TERMINAR" in text
    assert "specific_reason, benefit, own_sentence, services, deliverables" in text
    assert "está en otro idioma" in result.stderr
    assert "UNFINISHED" not in run("letter", "case.yaml", "-o", "-", "--form", "en-US").stdout


def test_messages_come_from_the_rules_that_are_named(run: Run, here: Path) -> None:
    """With ``--rules`` what goes wrong is said in the words of those rules."""
    rules = Path(shutil.copytree(ROOT / "rules", here / "rules"))
    path = rules / "es" / "messages.yaml"
    path.write_text(path.read_text().replace("No existe la regla", "Falta la regla"))
    shipped = run("rules", "show", "nowhere", "--lang", "es")
    assert "No existe la regla" in shipped.stderr
    own = run("rules", "show", "nowhere", "--lang", "es", "--rules", str(rules))
    assert "Falta la regla" in own.stderr


@pytest.mark.parametrize("option", ["--rules", "--templates", "--lang"])
@pytest.mark.parametrize(
    ("command", "proposed"),
    [
        (("rules", "show", "nowhere"), "advisor rules list"),
        (("explain", "case.yaml", "nowhere"), "advisor rules list"),
        (("rules", "graph", "nowhere"), "advisor rules list"),
        (("whatif", "case.yaml", "nowhere=1"), "advisor questions --ids"),
        (("diff", "other.json", "case.yaml"), "advisor assess CASE --json"),
    ],
)
def test_commands_in_messages_keep_the_options(
    run: Run, here: Path, option: str, command: tuple[str, ...], proposed: str
) -> None:
    """A command that a message proposes works on the same rules, templates and language."""
    (here / "other.json").write_text("{}")
    value = "es" if option == "--lang" else str(ROOT / option.strip("-"))
    result = run(*command, option, value)
    assert result.exit_code in (1, 2)
    assert f"'{proposed} {option} {value}'" in result.stderr


@pytest.mark.parametrize("option", ["--rules", "--templates", "--lang"])
def test_a_stopped_interview_is_continued_with_the_options(run: Run, option: str) -> None:
    """The command that continues an interview has its rules, templates and language."""
    value = "es" if option == "--lang" else str(ROOT / option.strip("-"))
    result = run("start", "new.yaml", option, value, input="1\nExample Works\n!\n")
    assert f"advisor start new.yaml {option} {value}\n" in result.stderr


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("color", ["auto", "always"])
def test_the_demo_is_short(run: Run, language: str, color: str) -> None:
    """Report, first steps, letter and where the rest is take fewer than 60 lines."""
    result = run("demo", "--lang", language, "--color", color)
    shown = (result.stdout + result.stderr).splitlines()
    assert len(shown) < 60
    assert sum(line.startswith("---- ") for line in shown) == 2
    assert "demo -o DIR" in result.stderr
