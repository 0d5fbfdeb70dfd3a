"""Our own letters pass the proofreader, whatever case they are about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from advisor.letters.selection import offered
from advisor.proofreader.proofread import Proof
from tests.letters.test_selection import OFFERED, with_people

if TYPE_CHECKING:
    from tests.complete_case import Desk

MARKS = {"draft", "placeholder"}
"""What stands in a draft of ours because it is one."""
PAPERS = [(name, kind) for name, kinds in OFFERED.items() for kind in kinds]


def told(proof: Proof) -> list[str]:
    """Return what was found, as lines that a failure shows."""
    text = proof.written
    return [
        f"{item.kind} {item.key} {item.found!r} {text.place(item.at)}" for item in proof.remarks
    ]


@pytest.mark.parametrize("form", ["en-GB", "en-US"])
@pytest.mark.parametrize(("name", "kind"), PAPERS)
def test_finished_letters_are_clean(
    desk: Desk, read_ours: Callable[..., Proof], name: str, kind: str, form: str
) -> None:
    """A letter of a story, with the people filled in, is clean but for the marks of a draft."""
    case = with_people(desk, name)
    written = desk.write(case, form, kind=kind)
    proof = read_ours(case, written)
    if not written.marks:
        assert told(proof) == []
    else:
        assert {item.kind for item in proof.remarks} <= MARKS | LACKING, told(proof)
        assert {item.kind for item in proof.remarks} & {"draft"}, told(proof)


LACKING = {"generic", "missing", "after_the_end"}
"""What an unfinished letter says itself that it lacks."""


@pytest.mark.parametrize(("name", "kind"), PAPERS)
def test_first_drafts_lack_only_what_they_name(
    desk: Desk, read_ours: Callable[..., Proof], name: str, kind: str
) -> None:
    """A first draft of a story says nothing wrong: it lacks what it says it lacks."""
    case = desk.story(name)
    written = desk.write(case, kind=kind)
    proof = read_ours(case, written)
    # A record of a talk that is still to be held speaks of it all the same.
    talk = {"claim"} if kind == "record" else set()
    assert {item.kind for item in proof.remarks} <= MARKS | LACKING | talk, told(proof)


@pytest.mark.parametrize("suffix", [".md", ".txt", ".docx", ".eml"])
@pytest.mark.parametrize("form", ["en-GB", "en-US"])
def test_the_complete_letter_is_clean_in_every_format(
    desk: Desk, read_ours: Callable[..., Proof], suffix: str, form: str
) -> None:
    """The letter with everything in it is clean however it was saved."""
    case = desk.case({})
    written = desk.write(case, form)
    assert told(read_ours(case, written, suffix=suffix)) == []


def test_kinds_are_recognised(desk: Desk) -> None:
    """Each letter of ours is taken for what it is."""
    from advisor.formats.format_registry import LETTER_FORMATS
    from advisor.proofreader.letter_layout import kind_of, language_of, layout_of
    from advisor.proofreader.reading import read_letter

    words = desk.library.wordlists["en"]
    for name in OFFERED:
        for kind in offered(desk.library.phrases, desk.assess(desk.story(name))):
            data = LETTER_FORMATS[".md"](desk.write(with_people(desk, name), kind=kind))
            written = read_letter(data, "letter.md")
            assert language_of(written, desk.library.wordlists, "") == "en"
            found = kind_of(written, layout_of(written, words), words, desk.library.phrases.kinds)
            assert found == kind, (name, kind, found)
