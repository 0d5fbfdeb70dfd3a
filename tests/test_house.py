"""Limits on modules: size, imports of outside packages, input and output, the clock."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.knowledge.content_paths import Roots, forms, languages
from tests.conftest import ROOT

PACKAGE = ROOT / "advisor"

LARGEST = 350
"""Lines of a module."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """Return the dotted name of a module."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every module that a module imports, also inside functions, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield node.module or "", node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_stay_small(path: Path) -> None:
    """No module has more lines than one can keep in mind."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LARGEST


def test_one_module_imports_durable_rules() -> None:
    """Everything about durable_rules is guarded in one place."""
    users = {
        name_of(path)
        for path in MODULES
        for name, _ in imports(path)
        if name.split(".")[0] in ("durable", "durable_rules_engine")
    }
    assert users <= {"advisor.engine.durable"}


def test_nobody_imports_click() -> None:
    """Newer releases of Typer bring Click along under another name."""
    users = [name_of(path) for path in MODULES for name, _ in imports(path) if name == "click"]
    assert users == []


def test_no_module_opens_a_connection() -> None:
    """Nothing is sent anywhere: no module of the network is imported."""
    network = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests", "httpx"}
    users = [
        f"{name_of(path)} imports {name}"
        for path in MODULES
        for name, _ in imports(path)
        if name.split(".")[0] in network
    ]
    assert users == []


TALKERS = (
    "advisor.cli",
    "advisor.interview.terminal",
    "advisor.reading.child_process",
    "advisor.reading.pdf",
    "advisor.reading.sheet_process",
)


def test_only_the_edge_speaks_and_listens() -> None:
    """Only the command line and the terminal prompter print, ask or read a stream."""
    spoken = []
    for path in MODULES:
        name = name_of(path)
        if name.startswith(TALKERS):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if called and node.func.id in ("print", "input"):  # type: ignore[union-attr]
                spoken.append(f"{name}:{node.lineno}")  # type: ignore[attr-defined]
            if isinstance(node, ast.Attribute) and node.attr in ("stdin", "stdout", "stderr"):
                spoken.append(f"{name}:{node.lineno}")
    assert spoken == []


def test_only_the_command_line_reads_the_calendar() -> None:
    """Today is asked for in one function of the command line, and handed on from there."""
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "today"
    }
    assert found == {"cli/options.py"}


def test_every_module_says_what_it_is() -> None:
    """Every module has a docstring."""
    silent = [
        name_of(path)
        for path in MODULES
        if ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
    ]
    assert silent == []


def test_every_test_says_what_holds() -> None:
    """Every test has a docstring of one sentence."""
    found = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                says = (ast.get_docstring(node) or "").strip()
                if not says.endswith(".") or "\n\n" in says:
                    found.append(f"{path.name}:{node.lineno} {node.name}")
    assert found == []


def languages_named(tree: ast.AST) -> Iterator[int]:
    """Yield the line of every text that is the code of a shipped language or form."""
    roots = Roots.default()
    codes = {*languages(roots), *forms(roots), *(one.replace("-", "_") for one in forms(roots))}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in codes:
            yield node.lineno


def test_no_language_is_named_in_python() -> None:
    """What a language needs is in its folder; the source alone is named, in one place."""
    named = {
        name_of(path)
        for path in MODULES
        if any(languages_named(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert named == {"advisor.knowledge.content_paths"}


@pytest.mark.parametrize(
    "source", ['x == "es"', "WORDS = {'fr': ()}", 'f(form="es-MX")', '"en_US"']
)
def test_a_language_named_in_python_is_found(source: str) -> None:
    """The scan finds codes and forms, as keys, arguments and operands."""
    assert list(languages_named(ast.parse(source))) == [1]
