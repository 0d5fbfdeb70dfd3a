"""Ids of content in Python: each is declared once, and compared with the content when it is read."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.errors import ContentError
from advisor.facts.derive import CALCULATIONS
from advisor.knowledge import roles
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.load import load
from tests.conftest import ROOT

PACKAGE = ROOT / "advisor"

EXCEPTIONS = {
    "answer_by": "a claim that the proofreader looks for",
    "act_minimum": "a measure of a law",
    "as_of": "a key of case files and of JSON",
    "contract_date": "a claim that the proofreader looks for",
    "deliverables": "a kind of answer",
    "dispute": "a choice of overdue_response",
    "ending": "an act that gates hold",
    "evidence": "a gate",
    "holds": "a state in the JSON of explanations, and the acts that a gate holds",
    "last_day": "a field of the assessment, of JSON and of records of dispatch, and a claim",
    "not_before": "a field of the assessment and of JSON",
    "notice_period": "a claim that the proofreader looks for",
    "own_sentence": "a check of a kind of letter",
    "record": "a purpose of questions",
    "referral": "a check of a kind of letter",
    "role": "a field of a piece of a page",
    "script": "a frame of letters, and an element of HTML",
    "standing": "a key of JSON",
    "talked": "a claim that the proofreader looks for",
    "term_end": "a check of a kind of letter, and the start of a count",
    "trigger": "a property of iCalendar",
    "warning": "a level of annotations on GitHub",
}
"""Words that are the id of something by coincidence, and what they mean where Python has them."""


def changed(folder: Path, *replaced: tuple[str, str, str]) -> Roots:
    """Return a copy of the shipped content with some text of some files replaced."""
    for name in ("rules", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    for file, old, new in replaced:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    return Roots(folder / "rules", folder / "templates")


def renamed(folder: Path, old: str, new: str) -> Roots:
    """Return a copy of the shipped content in which an id has another name everywhere."""
    roots = changed(folder)
    for path in (*roots.rules.rglob("*"), *roots.templates.rglob("*")):
        if path.is_file() and path.suffix in (".yaml", ".md"):
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub(rf"\b{old}\b", new, text), encoding="utf-8")
    return roots


def test_a_renamed_question_names_its_role(tmp_path: Path) -> None:
    """A question that has another name, in all content, cannot be loaded unnoticed."""
    with pytest.raises(ContentError) as error:
        load(renamed(tmp_path, "overdue_amount", "overdue_sum"))
    assert str(error.value) == (
        "rules/questions: There is no question 'overdue_amount', which the program needs for "
        "OVERDUE_AMOUNT (sum overdue). Did you mean 'overdue_count'? "
        "If it has another id now, enter that in advisor/knowledge/roles.py."
    )


def test_a_renamed_choice_names_its_role(tmp_path: Path) -> None:
    """A choice that Python compares with and that is gone cannot be loaded unnoticed."""
    with pytest.raises(ContentError) as error:
        load(renamed(tmp_path, "on_time", "in_time"))
    (problem,) = error.value.problems
    assert problem.place.file.startswith("rules/questions/")
    assert problem.message == (
        "payment_habit has no choice 'on_time', which the program needs for PAYMENT_HABIT "
        "(share paid late)."
    )


def test_another_kind_names_its_role(tmp_path: Path) -> None:
    """A question, fact or value of another kind than Python reads cannot be loaded unnoticed."""
    path = next(
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "rules" / "questions").glob("*.yaml")
        if "id: sender_town" in path.read_text(encoding="utf-8")
    )
    text = (ROOT / path).read_text(encoding="utf-8")
    entry = text[text.index("id: sender_town") :]
    entry = entry[: entry.index("type: text") + len("type: text")]
    with pytest.raises(ContentError) as error:
        load(changed(tmp_path, (path, entry, entry.replace("type: text", "type: lines"))))
    assert (
        "sender_town is of the kind 'lines' and not 'text', which the program needs for "
        "SENDER_TOWN (place beside the date of a letter)." in str(error.value)
    )


def test_a_region_is_named_after_its_law(tmp_path: Path) -> None:
    """A question about a region that has another name cannot be loaded unnoticed."""
    with pytest.raises(ContentError) as error:
        load(renamed(tmp_path, "region_ch", "canton_ch"))
    (problem,) = error.value.problems
    assert problem.message.startswith(
        "holiday_region is made from 'canton_ch', which is the region of no law; such a question "
        "is called region_<law>."
    )


def ids(library: Library) -> frozenset[str]:
    """Return the id of every question, fact, rule, dated value and kind of letter."""
    return frozenset(
        (
            *library.questions,
            *library.facts,
            *library.by_id,
            *library.values,
            *library.phrases.kinds,
        )
    )


def literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield the texts of a module that are not docstrings."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node


def named(tree: ast.Module) -> set[int]:
    """Return the keys of the tables of calculations, which name the facts they give."""
    tables = (node for node in ast.walk(tree) if isinstance(node, ast.Dict))
    return {id(key) for table in tables for key in table.keys if key is not None}


def test_ids_stand_in_one_module(library: Library) -> None:
    """No module but the declarations holds an id of content, except as another word."""
    known, found, used = ids(library), [], set()
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        if name == "knowledge/roles.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        keys = named(tree) if name.startswith("facts/") else set()
        for node in literals(tree):
            if node.value not in known or (node.value in CALCULATIONS and id(node) in keys):
                continue
            used.add(node.value)
            if node.value not in EXCEPTIONS:
                found.append(f"{name}:{node.lineno} {node.value!r}")
    assert found == []
    assert used == set(EXCEPTIONS)


def looked_up(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the texts by which facts or answers are looked up, with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript):
            base, keys = node.value, [node.slice]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            base, keys = node.func.value, node.args[:1] if node.func.attr == "get" else []
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            base, keys = node.comparators[0], [node.left]
        else:
            continue
        name = getattr(base, "attr", getattr(base, "id", ""))
        for key in keys if name in ("answers", "facts", "given", "known") else ():
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield node.lineno, key.value


def test_facts_are_looked_up_by_declared_ids(library: Library) -> None:
    """A word that is an id by coincidence is not used to look up a fact or an answer."""
    known = ids(library)
    found = [
        f"{path.relative_to(PACKAGE)}:{line} {text!r}"
        for path in PACKAGE.rglob("*.py")
        for line, text in looked_up(ast.parse(path.read_text(encoding="utf-8")))
        if text in known
    ]
    assert found == []


def test_every_role_is_used() -> None:
    """Every declared id is read somewhere."""
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for path in PACKAGE.rglob("*.py")
        if path.name not in ("roles.py", "role_check.py")
    )
    names = {
        name
        for name, value in vars(roles).items()
        if isinstance(value, str) and value in roles.ROLES
    }
    assert {name for name in names if not re.search(rf"roles\.{name}\b", text)} == set()


def test_choices_that_are_compared_are_declared() -> None:
    """A choice that Python compares an answer with is part of its role."""
    found = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Compare):
                continue
            read = [
                role
                for part in ast.walk(node.left)
                if isinstance(part, ast.Attribute)
                and isinstance(part.value, ast.Name)
                and part.value.id == "roles"
                and (role := roles.ROLES.get(getattr(roles, part.attr, ""))) is not None
            ]
            for role in read:
                if role.kind == "choice" and role.thing == "question":
                    compared = {
                        part.value
                        for other in node.comparators
                        for part in ast.walk(other)
                        if isinstance(part, ast.Constant) and isinstance(part.value, str)
                    }
                    lacking = compared - set(role.choices)
                    found += [f"{path.name}:{node.lineno} {choice}" for choice in sorted(lacking)]
    assert found == []
