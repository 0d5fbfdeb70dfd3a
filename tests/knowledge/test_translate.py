"""Overlays for other languages: complete, fresh, with the same facts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from advisor.authoring.checks import languages
from advisor.errors import ContentError, Problem
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.translate import gaps, mapped, messages_of, read_overlay, texts_of
from tests.knowledge.small import load, write_small

OVERLAY = {
    "rules/es/questions/all.yaml": """\
habit.ask:
  en: How do they pay?
  es: ¿Cómo pagan?
habit.choices.bad:
  en: Badly
  es: Mal
""",
    "rules/es/rules.yaml": """\
payment/late.because.1:
  en: "{days} late."
  es: "Con {days} de retraso."
""",
}


def lacking(roots: Roots) -> list[Problem]:
    """Return what the Spanish overlay lacks."""
    library = load(roots)
    file_of = languages.overlay_files(library, roots, "es")
    return list(gaps(texts_of(library), read_overlay(roots, "es"), "es", file_of))


def test_a_translated_text_stands_in_place_of_the_english(tmp_path: Path) -> None:
    """What is translated shows so, and the rest stays English."""
    library = load(write_small(tmp_path, **OVERLAY), "es")
    assert library.phrases.language.code == "es"
    assert library.phrases.question("habit").ask == "¿Cómo pagan?"
    assert library.phrases.question("habit").choices == {"good": "Well", "bad": "Mal"}
    assert library.phrases.rule("payment/late").because == ("Con {days} de retraso.",)


def test_a_stale_translation_is_not_shown_and_is_named(tmp_path: Path) -> None:
    """A translation of an English text that has changed since counts as none."""
    old = {name: text.replace("How do they pay?", "How?") for name, text in OVERLAY.items()}
    roots = write_small(tmp_path, **old)
    assert load(roots, "es").phrases.question("habit").ask == "How do they pay?"
    found = [str(item) for item in lacking(roots)]
    assert (
        "rules/es/questions/all.yaml:1:1: The English of questions/habit.ask is now "
        "'How do they pay?'; translate it anew." in found
    )


def test_missing_and_left_over_translations_are_named(tmp_path: Path) -> None:
    """Every text without a translation is named, and every translation of nothing."""
    extra = {"rules/es/facts.yaml": "gone.label: {en: x, es: y}\n"}
    roots = write_small(tmp_path, **OVERLAY, **extra)
    found = [str(item) for item in lacking(roots)]
    assert (
        "rules/es/questions/all.yaml: No es text for questions/days.ask: 'How many days?'." in found
    )
    assert "rules/es/facts.yaml:1:1: facts/gone.label translates nothing; remove it." in found


def test_a_translation_must_name_the_same_facts(tmp_path: Path) -> None:
    """A fact lost in translation is a fault."""
    lost = {name: text.replace("Con {days}", "Con {dias}") for name, text in OVERLAY.items()}
    roots = write_small(tmp_path, **lost)
    found = [item.message for item in lacking(roots)]
    assert (
        "rules/payment/late.because.1 must name the same facts in braces as the English." in found
    )


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        (
            "rules/es/facts.yaml",
            "a: {en: x}\n",
            "rules/es/facts.yaml:1:4: The field 'es' is missing.",
        ),
        (
            "rules/es/facts.yaml",
            "a: {en: x, es: y, fr: z}\n",
            "rules/es/facts.yaml:1:19: There is no field 'fr' here. Allowed: en or es.",
        ),
        (
            "rules/es/songs.yaml",
            "a: {en: x, es: y}\n",
            "rules/es/songs.yaml:1:1: Found 'songs'; allowed: questions, screens, rules, facts, sources, values, events, contradictions, journal, ui.",
        ),
        (
            "rules/es/questions/b.yaml",
            "habit.ask: {en: x, es: y}\n",
            "rules/es/questions/b.yaml:1:1: 'habit.ask' also stands at rules/es/questions/all.yaml:1:1; keep one.",
        ),
    ],
)
def test_a_fault_in_an_overlay_is_named(tmp_path: Path, file: str, text: str, message: str) -> None:
    """A malformed overlay is refused with its place."""
    roots = write_small(tmp_path, **OVERLAY, **{file: text})
    with pytest.raises(ContentError) as caught:
        load(roots, "es")
    assert str(caught.value) == message


def test_no_text_is_forgotten(tmp_path: Path) -> None:
    """Every text has an address of its own, and each of them can be replaced."""
    library = load(write_small(tmp_path))
    english = texts_of(library)
    assert english["questions/section.all"] == "All"
    assert english["rules/gates/lawyer.clears"] == "A word with a lawyer."
    assert english["ui/word.yes"] == "yes"
    shouted = mapped(library.phrases, library, lambda _, text: text.upper())
    assert shouted.question("habit").choices == {"good": "WELL", "bad": "BADLY"}
    assert texts_of(replace(library, phrases=shouted)) == {
        address: text.upper() for address, text in english.items()
    }


MESSAGES = """\
- en: "{name} exists already."
  es: "{name} ya existe."
- en: Found nothing.
  es: No hay nada.
"""


def test_messages_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    """What goes wrong is read into the library, as English template and translation."""
    roots = write_small(tmp_path, **{"rules/es/messages.yaml": MESSAGES})
    expected = {"{name} exists already.": "{name} ya existe.", "Found nothing.": "No hay nada."}
    assert messages_of(roots, "es") == expected


def test_the_check_names_every_fault_in_the_messages(tmp_path: Path) -> None:
    """A name in braces that is lost, and a message that stands twice, each have their place."""
    wrong = MESSAGES.replace("{name} ya", "{nombre} ya") + '- {en: Found nothing., es: "Nada."}\n'
    roots = write_small(tmp_path, **{"rules/es/messages.yaml": wrong})
    # A language is one that has templates.
    (roots.templates / "es").mkdir(exist_ok=True)
    found = [str(item) for item in languages.faults(load(roots), roots)]
    assert found[-2:] == [
        "rules/es/messages.yaml:1:3: Both must have the same names in braces.",
        "rules/es/messages.yaml:5:3: 'Found nothing.' stands here twice; keep one.",
    ]
