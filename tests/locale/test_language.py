"""How words of several languages are joined in one."""

from __future__ import annotations

from dataclasses import replace

from advisor.locale.language import Language, Typed, joined
from tests.shipped import language as spoken


def made(code: str, **typed: object) -> Language:
    """A language with some tables of its own, and otherwise those of English."""
    tables: Typed = replace(spoken().typed, **typed)  # type: ignore[arg-type]
    return replace(spoken(), code=code, form=code, typed=tables)


def test_a_word_means_what_the_own_language_says() -> None:
    """Its own meaning counts, whatever the others say."""
    own, other = made("xa", yes_no={"da": True}), made("xb", yes_no={"da": False})
    assert joined(own, own, (own, other)).typed.yes_no["da"] is True
    assert joined(other, own, (own, other)).typed.yes_no["da"] is False


def test_a_word_that_others_disagree_on_is_not_read() -> None:
    """Between two other languages nobody can tell which is meant; agreed words are read."""
    one = made("xa", yes_no={"da": True, "ja": True})
    two = made("xb", yes_no={"da": False, "ja": True})
    third = made("xc", yes_no={"oc": True})
    assert joined(third, third, (one, two, third)).typed.yes_no == {"ja": True, "oc": True}


def test_the_longest_unit_is_taken_off_first() -> None:
    """A unit that begins like another is not cut short."""
    units = dict(spoken().typed.units, days=("d", "days"))
    one = made("xa", units=units)
    assert joined(one, one, (one,)).typed.units["days"] == ("days", "d")


def test_the_first_word_of_a_list_is_the_own_one() -> None:
    """What is shown is the word of the language; that of the source is read too."""
    source, own = made("xa", by=("by",)), made("xb", by=("til",))
    assert joined(own, source, (source, own)).typed.by == ("til", "by")
    assert joined(own, source, (source, own)).name_locales == ("xb", "xa")


def test_languages_are_compared_by_value() -> None:
    """The same tables read twice are one key; another form is another."""
    assert spoken("es-MX") == spoken("es").of("es-MX")
    assert hash(spoken("es-MX")) == hash(spoken("es").of("es-MX"))
    assert spoken("es-MX") != spoken("es-ES")
