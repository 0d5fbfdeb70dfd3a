"""The README and the other documents say what is true."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import distributions, metadata, requires
from pathlib import Path
from types import ModuleType

import pytest

from advisor.authoring.json_schema import schemas
from advisor.knowledge.content import Library
from tests.conftest import ROOT

DOCUMENTS = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")))


def blocks(path: Path, language: str) -> list[str]:
    """Return the fenced blocks of a document in one language."""
    text = path.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


README_COMMANDS = [
    line
    for block in blocks(ROOT / "README.md", "sh")
    for line in block.splitlines()
    if line.startswith("advisor ")
]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """The script that makes the documents drawn from the program."""
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "docs" / "make_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_filter_of_letters_is_documented() -> None:
    """An author finds each filter that a paragraph may use in docs/rules.md."""
    from jinja2.sandbox import SandboxedEnvironment

    from advisor.letters.templates import FILTERS

    own = set(FILTERS) - set(SandboxedEnvironment().filters)
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert len(own) >= 10
    assert {
        name for name in own if not re.search(rf"^\|.*`{name}[`(]", text, re.MULTILINE)
    } == set()


def test_every_field_of_questions_rules_and_letters_is_documented(library: Library) -> None:
    """An author finds each field of these files in docs/rules.md, in code."""
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    code = " ".join(re.findall(r"^```.*?^```|`[^`\n]+`", text, re.MULTILINE | re.DOTALL))
    found = schemas(library)
    kinds = ("finding", "whether", "when", "gate", "date", "checklist", "letter")
    fields = {name for kind in kinds for name in found[kind]["properties"]}
    fields |= set(found["questions"]["properties"]["questions"]["items"]["properties"])
    assert len(fields) > 40
    assert {name for name in fields if not re.search(rf"\b{name}\b", code)} == set()


def test_every_row_of_the_first_decision_is_documented(library: Library) -> None:
    """docs/decision.md lists the rows of rules/advice/whether, in the order in which they count."""
    text = (ROOT / "docs" / "decision.md").read_text(encoding="utf-8")
    written = re.findall(
        r"^\| (\d+) \| `(whether/[a-z-]+)` \| `(\w+)` \| (.+) \|$", text, re.MULTILINE
    )
    assert written == [
        (str(row.priority), row.id, row.whether, library.phrases.rules[row.id].title)
        for row in library.whether
    ]


@pytest.mark.parametrize("line", README_COMMANDS)
def test_the_commands_of_the_readme_run(line: str, tmp_path: Path) -> None:
    """Every advisor command in the README ends well beside the example."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    done = subprocess.run(
        [sys.executable, "-m", "advisor", *shlex.split(line)[1:]],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        # What an interview reads first: save and stop.
        input=b"!\n",
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()


def test_the_readme_shows_every_command() -> None:
    """The commands in the README are more than a few, so the test above means something."""
    assert {line.split()[1] for line in README_COMMANDS} >= {
        "start",
        "assess",
        "checklist",
        "letter",
        "write",
        "questions",
        "rules",
    }


def test_the_readme_opens_with_two_commands() -> None:
    """The first commands of the README are make demo and make test, and the Makefile has both."""
    assert blocks(ROOT / "README.md", "sh")[0] == "make demo\nmake test\n"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test", "lint"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_the_list_of_commands_is_up_to_date(maker: ModuleType) -> None:
    """docs/commands.md holds the help of every command; make docs writes it anew."""
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    # Line breaks differ with the release of Click.
    assert maker.commands().split() == written.split()


PICTURES = ("interview", "report", "papers")


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_show_the_program(maker: ModuleType, name: str) -> None:
    """Each picture of the README is what the program shows; make picture draws it anew."""
    drawn = maker.picture() if name == "report" else maker.screen(name)
    written = (ROOT / "docs" / f"{name}.svg").read_text(encoding="utf-8")
    words = r">([^<>]+)</text>"
    assert re.findall(words, written) == re.findall(words, drawn)
    assert f"](docs/{name}.svg)" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_need_nothing_from_elsewhere(name: str) -> None:
    """A picture fetches no font and no other file."""
    svg = (ROOT / "docs" / f"{name}.svg").read_text(encoding="utf-8")
    assert "@font-face" not in svg
    assert "href" not in svg
    assert re.findall(r"url\((?!#)", svg) == []
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", svg) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files_that_are_there(path: Path) -> None:
    """Every link to a file of the repository leads somewhere."""
    links = re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
    local = [link for link in links if not link.startswith(("http://", "https://"))]
    missing = [link for link in local if not (path.parent / link).exists()]
    assert missing == []


def anchors(path: Path) -> set[str]:
    """Return the anchors of the headings of a document, as GitHub makes them."""
    prose = re.sub(
        r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_into_documents_lead_to_a_heading(path: Path) -> None:
    """Every link to a place in a document names one of its headings."""
    links = re.findall(r"\]\(([^):\s]*)#([^)\s]+)\)", path.read_text(encoding="utf-8"))
    missing = [
        f"{name}#{anchor}"
        for name, anchor in links
        if anchor not in anchors(path.parent / name if name else path)
    ]
    assert missing == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_documents_are_plainly_written(path: Path) -> None:
    """No document shouts, and none has dashes where a comma will do."""
    prose = re.sub(r"```.*?```|`[^`]*`|!\[", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert "\u2014" not in prose
    assert "!" not in prose


def test_the_conditions_shown_to_authors_are_valid(tmp_path: Path) -> None:
    """The finding in docs/rules.md can be read as it stands."""
    from advisor.knowledge.content_paths import Roots
    from advisor.knowledge.load import load

    (example,) = (
        text for text in blocks(ROOT / "docs" / "rules.md", "yaml") if "direction:" in text
    )
    rules = Path(shutil.copytree(ROOT / "rules", tmp_path / "rules"))
    (rules / "findings" / "payment" / "shown.yaml").write_text(example)
    library = load(Roots(rules, ROOT / "templates"))
    assert library.by_id["payment/shown"].sources == ("S3", "F2")


def test_every_dependency_has_its_licence() -> None:
    """docs/licences.md has a row for each package that is installed, and none besides."""
    rows = re.findall(
        r"(?m)^\| ([a-z0-9-]+) \|.*\| ([\w.-]+) \| .* \|$",
        (ROOT / "docs" / "licences.md").read_text(encoding="utf-8"),
    )
    wanted = {re.split(r"[^\w-]", line)[0].lower() for line in requires("advisor") or ()}
    assert {name for name, _ in rows} - {"package"} == wanted
    for name, licence in rows:
        stated = metadata(name).get("License-Expression") if name in installed() else None
        assert stated in (None, licence), name


def installed() -> set[str]:
    """Return the names of the packages of this environment."""
    return {one.metadata["Name"].lower() for one in distributions()}
