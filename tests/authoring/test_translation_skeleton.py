"""What a language lacks is added to its files with the English, and nothing is overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from advisor.authoring.translation_skeleton import missing_files, missing_texts
from advisor.files import append_lines
from advisor.knowledge.content_paths import Roots
from tests.conftest import ROOT
from tests.knowledge.small import check, load, write_small


@pytest.fixture
def small(tmp_path: Path) -> Roots:
    """The small library with one text in Italian and one message in French."""
    return write_small(
        tmp_path,
        **{
            "rules/it/rules/payment.yaml": "payment/late.title: {en: Late, it: In ritardo}",
            "rules/fr/messages.yaml": "- {en: Stopped., fr: Interrompu.}\n",
        },
    )


def written(roots: Roots, language: str) -> dict[str, int]:
    """Add what is missing; return the number of entries by file."""
    found = missing_texts(load(roots), roots, language)
    for path, entries in found.items():
        append_lines(path, "".join(entries))
    return {roots.name(path): len(entries) for path, entries in found.items()}


def test_missing_entries_go_to_the_files_they_belong_in(small: Roots) -> None:
    """Each has its English and an empty translation; what was there stays as it is."""
    assert written(small, "it") == {
        "rules/it/questions/all.yaml": 9,
        "rules/it/rules/payment.yaml": 1,
        "rules/it/rules/whether.yaml": 4,
        "rules/it/rules/when.yaml": 2,
        "rules/it/rules/gates.yaml": 3,
        "rules/it/rules/dates.yaml": 2,
        "rules/it/rules/checklist.yaml": 2,
        "rules/it/facts.yaml": 1,
        "rules/it/values.yaml": 2,
        "rules/it/sources.yaml": 2,
        "rules/it/ui/words.yaml": 3,
        "rules/it/messages.yaml": 1,
    }
    assert (small.rules / "it" / "rules" / "payment.yaml").read_text() == (
        "payment/late.title: {en: Late, it: In ritardo}\n"
        'payment/late.because.1:\n  en: "{days} late."\n  it: ""\n'
    )
    assert (small.rules / "it" / "messages.yaml").read_text() == '- en: "Stopped."\n  it: ""\n'


def test_a_second_time_adds_nothing(small: Roots) -> None:
    """An entry that still has to be translated is not added again."""
    written(small, "it")
    assert written(small, "it") == {}


def test_until_it_is_translated_the_english_is_used_and_the_check_names_it(small: Roots) -> None:
    """An empty translation does no harm, and is a fault at its own line."""
    written(small, "it")
    italian = load(small, "it")
    assert italian.phrases.rules["payment/late"].title == "In ritardo"
    assert italian.phrases.rules["payment/late"].because == ("{days} late.",)
    assert italian.phrases.messages == {}
    problems = [str(problem) for problem in check(load(small), small)]
    text = "No it text for rules/payment/late.because.1: '{days} late.'."
    assert f"rules/it/rules/payment.yaml:2:1: {text}" in problems


def test_files_that_are_written_anew_are_listed(small: Roots) -> None:
    """Tables of forms, paragraphs, kinds and a frame of letters are named, and not made."""
    shutil.rmtree(small.templates / "it")
    assert missing_files(small, "it") == [
        "templates/it/language.yaml",
        "templates/it/letter/ending/10-decision.md",
        "templates/it/letter/ending/kind.yaml",
        "templates/it/letter/frame-it-XX.yaml",
    ]
    assert not (small.templates / "it").exists()


def test_a_shipped_language_lacks_what_was_removed_from_it(tmp_path: Path, roots: Roots) -> None:
    """French as shipped is complete; without one file of texts and a paragraph it is not."""
    assert missing_texts(load(roots), roots, "fr") == {}
    assert missing_files(roots, "fr") == []
    copy = Roots(tmp_path / "rules", tmp_path / "templates")
    for name in ("rules", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    kept = copy.rules / "fr" / "rules" / "payment.yaml"
    before = kept.read_text(encoding="utf-8")
    kept.unlink()
    (copy.templates / "fr" / "letter" / "ending" / "20-decision.md").unlink()
    assert written(copy, "fr") == {"rules/fr/rules/payment.yaml": before.count("\n  fr: ")}
    assert missing_files(copy, "fr") == ["templates/fr/letter/ending/20-decision.md"]
