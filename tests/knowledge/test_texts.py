"""Facts are put into texts, and the stops and commas around them stay right."""

from __future__ import annotations

import pytest

from advisor.letters.templates import tidy
from advisor.locale.placeholders import fill
from tests.shipped import shipped


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Con {client}.", "Con Talleres Ejemplo, S. L."),
        ("Con {client}, hoy.", "Con Talleres Ejemplo, S. L., hoy."),
        ("Con {client} y otros.", "Con Talleres Ejemplo, S. L. y otros."),
    ],
)
def test_a_name_with_a_full_stop_also_ends_its_sentence(text: str, written: str) -> None:
    """A client called "S. L." or "Inc." at the end of a sentence has one full stop."""
    assert fill(text, lambda name, form: "Talleres Ejemplo, S. L.") == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Le recomiendo a Ana, de Prueba, S. L..", "Le recomiendo a Ana, de Prueba, S. L."),
        ("Y después ... nada.", "Y después ... nada."),
    ],
)
def test_a_paragraph_of_a_letter_has_no_two_full_stops(text: str, written: str) -> None:
    """Two full stops in a row become one; three, which leave something out, stay."""
    assert tidy(text) == written


def test_where_a_figure_comes_from_is_said_in_the_reader_s_language() -> None:
    """The source of a deadline stands under it, so it is translated like the rest."""
    assert shipped("es").phrases.value("final_notice_days").source == (
        "F1, uso en la gestión de cobros"
    )
