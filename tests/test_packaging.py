"""The wheel holds what the program needs and works on its own; the sdist holds the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.install, pytest.mark.slow]


def ran(*command: str | Path, cwd: Path) -> str:
    """Run a command away from the checkout and return what it printed."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    ran(*pip, "wheel", "--quiet", "--no-deps", "-w", folder, ROOT, cwd=folder)
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_the_content(wheel: Path) -> None:
    """Rules, templates and the example travel inside the package, tests do not."""
    names = zipfile.ZipFile(wheel).namelist()
    shipped = {
        name.removeprefix("advisor/_data/") for name in names if name.startswith("advisor/_data/")
    }
    for folder in ("rules", "templates", "examples"):
        wanted = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file()
        }
        assert wanted <= shipped
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"advisor"}
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert "advisor/py.typed" in names


def test_the_sdist_holds_what_make_test_needs(tmp_path: Path) -> None:
    """Beside the content travel the tests, the documents and what checks them."""
    build = (sys.executable, "-m", "hatchling", "build", "--target", "sdist")
    ran(*build, "--directory", tmp_path, cwd=ROOT)
    (path,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    folders = ("advisor", "rules", "templates", "examples", "tests", "docs")
    wanted = {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    files = ("conftest.py", "pyproject.toml", "Makefile", "README.md", "CONTRIBUTING.md", "LICENSE")
    assert held >= wanted | set(files) | {"CHANGELOG.md"}


def test_the_wheel_works_on_its_own(wheel: Path, tmp_path: Path) -> None:
    """Installed elsewhere, the command assesses the example with the content of the wheel."""
    ran(sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv", cwd=tmp_path)
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    site = Path(
        ran(
            python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path
        ).strip()
    )
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python)
    ran(*pip, "install", "--quiet", "--no-deps", wheel, cwd=tmp_path)
    # What it depends on comes from where the tests run; the package itself does not,
    # for a path in a .pth file does not bring along the .pth files in that folder.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    case = site / "advisor" / "_data" / "examples" / "demo.yaml"
    where = ran(python, "-c", "import advisor; print(advisor.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(site)
    found = json.loads(ran(scripts / "advisor", "assess", case, "--json", cwd=tmp_path))
    assert (found["whether"], found["last_day"]) == ("end", "2026-12-27")
    assert "Yours sincerely," in ran(scripts / "advisor", "demo", cwd=tmp_path)
