"""What goes wrong is a message that can be said in every language, and is translated."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.engine.durable_encoding import Refused
from advisor.errors import AdvisorError, FileProblems
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.translate import messages_of
from tests.conftest import ROOT

PACKAGE = ROOT / "advisor"
LANGUAGES = ("es", "fr")

FOR_AUTHORS = (
    "authoring/",
    *(
        f"knowledge/{name}.py"
        for name in (
            "catalogue",
            "content",
            "contradictions",
            "events",
            "export_formats",
            "field_table",
            "frame_reader",
            "grammar",
        )
    ),
    "knowledge/balance_reader.py",
    "knowledge/coherence.py",
    "knowledge/language_reader.py",
    "knowledge/law_reader.py",
    "knowledge/role_check.py",
    "knowledge/step_order.py",
    *(
        f"knowledge/{name}.py"
        for name in (
            "interview_reader",
            "journal",
            "letter_reader",
            "load",
            "question_scope",
            "questions",
            "rules",
            "translate",
            "values",
        )
    ),
    "knowledge/contract_reader.py",
    "knowledge/wordlist_reader.py",
    "wordlists/patterns.py",
    "wordlists/wordlist.py",
)
"""Modules whose messages only an author of rules can see. They are English."""

TEXTS = "a text of the library, which is in the language already"
EXCEPTIONS = {
    ("cli/authors.py", "graph"): TEXTS,
    ("cli/authors.py", "run_cases"): "for authors of rules",
    ("cli/authors.py", "walk"): "for authors of rules",
    ("cli/contract.py", "_confirm"): TEXTS,
    ("cli/contract.py", "contract"): TEXTS,
    ("cli/contract.py", "_introduce"): TEXTS,
    ("cli/demo.py", "demo"): TEXTS,
    ("cli/assessed_case.py", "notify_migrations"): TEXTS,
    ("cli/final_copies.py", "write_copy"): TEXTS,
    ("cli/first_files.py", "offer_files"): TEXTS,
    ("cli/forget.py", "forget"): "names of files",
    ("cli/final_copies.py", "keep"): TEXTS,
    ("cli/invoice_import.py", "tell"): TEXTS,
    ("cli/invoice_answers.py", "decided"): TEXTS,
    ("cli/invoices.py", "invoices"): TEXTS,
    ("cli/letter_files.py", "warn"): TEXTS,
    ("cli/letter_files.py", "warn_sent"): TEXTS,
    ("cli/proofread.py", "proofread"): TEXTS,
    ("cli/record_dispatch.py", "sent"): TEXTS,
    ("cli/note.py", "_keep"): TEXTS,
    ("cli/session.py", "same"): TEXTS,
    ("cli/session.py", "begin"): TEXTS,
    ("cli/session.py", "tell_news"): TEXTS,
    ("cli/session.py", "choose"): TEXTS,
    ("cli/session.py", "offer"): TEXTS,
    ("cli/command.py", "_help_with"): "what completion offers",
    ("letters/letter.py", "letter"): TEXTS,
    ("interview/conversation.py", "complete"): TEXTS,
    ("interview/conversation.py", "stopped"): TEXTS,
    ("casefile/migrations.py", "question"): TEXTS,
}
"""File and function in which something else than a message is said, and why that may be."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield every module of the package by its path, read."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        yield name, ast.parse(path.read_text(encoding="utf-8"))


MODULES = dict(modules())


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """Yield the calls of a function or class by its bare name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def made() -> Iterator[tuple[str, ast.Call]]:
    """Yield every place where a message is made."""
    for name, tree in MODULES.items():
        yield from ((f"{name}:{call.lineno}", call) for call in calls(tree, "Message"))


def test_a_message_is_made_from_a_template_that_stands_there() -> None:
    """Every template is written out where it is used, so that it can be found here."""
    odd = [
        place
        for place, call in made()
        if len(call.args) != 1
        or not isinstance(call.args[0], ast.Constant)
        or not isinstance(call.args[0].value, str)
    ]
    assert odd == []


def test_a_message_is_given_what_it_names() -> None:
    """The names in braces are those of the values, where the values stand there too."""
    odd = []
    for place, call in made():
        named = set(re.findall(r"\{([^}]*)\}", call.args[0].value))  # type: ignore[attr-defined]
        given = {item.arg for item in call.keywords}
        if not all(re.fullmatch("[a-z_]+", name) for name in named):
            odd.append(place)
        if named != given if None not in given else not given - {None} <= named:
            odd.append(place)
    assert odd == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str, roots: Roots) -> None:
    """The templates of the program and the English ones of a language are the same."""
    here = {call.args[0].value for _, call in made()}  # type: ignore[attr-defined]
    there = set(messages_of(roots, language))
    assert (sorted(here - there), sorted(there - here)) == ([], [])


# What is raised or told.


def _kinds(kind: type[BaseException]) -> Iterator[type[BaseException]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


def takers() -> dict[str, int]:
    """Return what takes a message, by name, with the place of the message among its arguments."""
    for name in MODULES:
        if name.endswith("__main__.py") or name.startswith("engine/"):
            continue
        importlib.import_module("advisor." + name.removesuffix(".py").replace("/", "."))
    found = {
        kind.__name__: 0
        for kind in (*_kinds(AdvisorError), Refused)
        if not issubclass(kind, FileProblems) and kind.__name__ != "MissingExtra"
    }
    return {**found, "notify": 0, "Problem": 1, "fail": 1, "fault": 1}


def test_the_kinds_of_failures_are_found() -> None:
    """The failures that are looked at are those of the program."""
    assert {"AdvisorError", "UsageError", "AnswerError", "Refused", "EngineError"} <= set(takers())
    assert "CaseError" not in takers()


GIVES_MESSAGE = {
    node.name
    for tree in MODULES.values()
    for node in ast.walk(tree)
    if isinstance(node, ast.FunctionDef)
    and isinstance(node.returns, ast.Name)
    and node.returns.id == "Message"
}
"""Functions that return a message."""


def is_message(node: ast.expr, inside: ast.AST) -> bool:
    """Tell whether an expression is surely a message, in the light of the function around it."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in {"Message", *GIVES_MESSAGE}
    if isinstance(node, ast.IfExp):
        return is_message(node.body, inside) and is_message(node.orelse, inside)
    if isinstance(node, ast.Attribute):
        return node.attr == "message"
    if not isinstance(node, ast.Name):
        return False
    arguments = [item for item in ast.walk(inside) if isinstance(item, ast.arg)]
    if any(item.arg == node.id for item in arguments):
        # Whoever calls it is looked at in turn.
        return True
    values = [
        item.value
        for item in ast.walk(inside)
        if isinstance(item, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == node.id for target in item.targets)
    ]
    return bool(values) and all(is_message(value, inside) for value in values)


def unsaid(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield function and line wherever something else than a message is raised or told."""
    places = takers()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if not isinstance(node, ast.Call):
                continue
            bare = node.func
            name = getattr(bare, "id", None) or getattr(bare, "attr", "")
            place = places.get(name)
            if place is None or len(node.args) <= place:
                continue
            if not is_message(node.args[place], function):
                yield function.name, node.lineno


def test_what_goes_wrong_is_said_with_messages() -> None:
    """Whatever a user can be told is a message, but for the exceptions above."""
    found = {
        (name, function): line
        for name, tree in MODULES.items()
        if not name.startswith(FOR_AUTHORS)
        for function, line in unsaid(tree)
    }
    assert {key: line for key, line in found.items() if key not in EXCEPTIONS} == {}
    assert set(EXCEPTIONS) - set(found) == set(), "an exception that is none any more"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("raise UsageError(f'{a} is wrong')", True),
        ("raise UsageError('a' + Message('b'))", True),
        ("text = f'{a}'\n    raise UsageError(text)", True),
        ("reader.fail(place, 'wrong')", True),
        ("self.fault(place, str(error))", True),
        ("text = Message('b')\n    raise UsageError(text)", False),
        ("raise UsageError(error.message)", False),
        ("raise ValueError('a fault in the program')", False),
    ],
)
def test_the_check_notices(text: str, wrong: bool) -> None:
    """The check itself sees a text that is no message."""
    tree = ast.parse(f"def function():\n    {text}\n")
    assert bool(list(unsaid(tree))) is wrong


def test_paths_of_exceptions_exist() -> None:
    """Every module that is left out is there."""
    names = [*FOR_AUTHORS, *(name for name, _ in EXCEPTIONS)]
    assert [name for name in names if not (Path(PACKAGE) / name).exists()] == []
