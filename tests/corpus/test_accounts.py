"""The accounts of the corpus are complete, and their answers are ones that can be given."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from advisor.casefile.casefile import read_case
from advisor.knowledge.content import Library
from advisor.model import GATES, WHEN
from tests.corpus.accounts import agreement, read, table

HERE = Path(__file__).resolve().parent
FOLDERS = ("fitted", "held_out", "held_out_second")
FILES = sorted(path for folder in FOLDERS for path in HERE.glob(f"{folder}/*.yaml"))
WHETHER = ("keep", "wait", "repair", "pause", "collect", "end", "let_fade", "settle")
KEYS = {"source", "language", "facts", "as_of", "answers", "expected", "answer", "answered_by"}
ANSWERED_BY = (
    "the source's own expert (lawyer, column)",
    "the accepted answer",
    "editor",
)


def test_there_are_enough_accounts_of_both_kinds() -> None:
    """At least 60 accounts may be fitted to, and twice 30 are held out."""
    assert len([path for path in FILES if path.parent.name == "fitted"]) >= 60
    assert len([path for path in FILES if path.parent.name == "held_out"]) == 30
    assert len([path for path in FILES if path.parent.name == "held_out_second"]) == 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_account_is_complete(path: Path) -> None:
    """An account names its source, its answer and who gave it, in known words."""
    account = read(path)
    assert set(account) - {"dont_know", "not_askable"} == KEYS
    assert account["source"].keys() == {"title", "address", "kind"}
    assert account["language"] in ("en", "es", "fr")
    assert account["answered_by"] in ANSWERED_BY
    expected = account["expected"]
    assert expected["whether"]
    assert set(expected["whether"]) <= set(WHETHER)
    assert set(expected.get("when") or ()) <= {None, *WHEN}
    assert set(expected.get("gates") or ()) <= set(GATES)
    assert set(expected.get("gates_absent") or ()) <= set(GATES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_answers_can_be_given(path: Path, library: Library, tmp_path: Path) -> None:
    """The answers of an account are read as a case file without a fault."""
    account = read(path)
    answers = dict(account["answers"]) | dict.fromkeys(account.get("dont_know") or (), "unknown")
    file = tmp_path / "case.yaml"
    document = {"advisor": 1, "as_of": str(account["as_of"]), "answers": answers}
    file.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    case = read_case(file, library)
    assert case.answers.keys() | case.dont_know == answers.keys()


@pytest.mark.parametrize("folder", ["fitted", "held_out"])
def test_the_advice_agrees_with_as_many_accounts_as_it_did(folder: str, library: Library) -> None:
    """No change of the rules loses the agreement that was reached on accounts that are fitted to."""
    floor = yaml.safe_load((HERE / "floor.yaml").read_text(encoding="utf-8"))[folder]
    found = agreement(library, folder)
    assert found.whole >= floor["whole"], table(found)
    assert found.verdict >= floor["verdict"], table(found)
