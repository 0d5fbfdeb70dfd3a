"""Run the main job on every Python found, with the oldest and the newest dependencies allowed.

For each Python from 3.10 to 3.13, or those named as arguments, the wheel and the sdist are installed by uv into
environments of their own, with the lowest release of every direct dependency that
pyproject.toml allows and with the highest. In each the shipped example is assessed
by both engines, shown in three languages and written as a letter in every format.
Every environment must give what the first one gives. Run by ``make matrix``.
"""

from __future__ import annotations

import difflib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ("3.10", "3.11", "3.12", "3.13")
RESOLUTIONS = ("lowest-direct", "highest")
ARCHIVES = (".whl", ".tar.gz")
FORMATS = (".md", ".txt", ".html", ".eml", ".docx", ".pdf")

Results = dict[str, str]
"""What each command of the main job gave, as text."""


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """Run a command and return its standard output; SystemExit with its errors where it fails."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    env |= {"UV_PYTHON_DOWNLOADS": "never", "PYTHONUTF8": "1", "COLUMNS": "80"}
    env |= {"XDG_CACHE_HOME": str(cwd / "cache"), "XDG_STATE_HOME": str(cwd / "state")}
    if command[0] == "uv":
        env.pop("XDG_CACHE_HOME")
    done = subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        line = " ".join(map(str, command))
        raise SystemExit(f"{line}\nended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def interpreters(versions: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each version that is installed with its interpreter: on the PATH, or kept by pyenv."""
    for version in versions:
        found = [f"python{version}"]
        if shutil.which("pyenv"):
            kept = Path(run("pyenv", "root").strip()) / "versions"
            found += map(str, kept.glob(f"{version}.*/bin/python"))
        for python in found:
            # Some version managers put commands on the PATH that only print an error.
            if (
                shutil.which(python)
                and not subprocess.run(
                    [python, "-c", ""], capture_output=True, check=False
                ).returncode
            ):
                yield version, python
                break
        else:
            print(f"python{version} is not installed", flush=True)


def main_job(advisor: Path, folder: Path) -> Results:
    """Run the main job of an installed command in a folder and return what came out."""
    case = folder / "case.yaml"
    shutil.copy(ROOT / "examples" / "demo.yaml", case)
    pure = run(advisor, "assess", case, "--engine", "pure", "--json", cwd=folder)
    auto = run(advisor, "assess", case, "--json", cwd=folder)
    found = {"assess --engine pure": pure}
    found["assess"] = auto.replace('"engine": "durable"', '"engine": "pure"')
    for language in ("en", "es", "fr"):
        name = f"demo --lang {language}"
        # durable_rules is not installed on every Python, and the page names its engine.
        found[name] = run(advisor, *name.split(), "--plain", "--engine", "pure", cwd=folder)
    for suffix in FORMATS:
        path = folder / f"letter{suffix}"
        run(advisor, "letter", case, "--engine", "pure", "-o", path, cwd=folder)
        found[path.name] = text_of(path)
    return found


def text_of(path: Path) -> str:
    """Return what has to be equal of a document: its text, or of a PDF that it is one.

    The bytes of a .docx and of a .pdf change with the libraries that write them.
    """
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as file:
            return file.read("word/document.xml").decode()
    if path.suffix == ".pdf":
        data = path.read_bytes()
        return f"{data[:5]!r} to {data[-7:].strip()!r}"
    return path.read_text(encoding="utf-8")


def environment(python: str, resolution: str, archive: Path, folder: Path) -> tuple[str, Results]:
    """Install an archive into a new environment; return its versions and the results.

    Only of a project, and not of an archive, does uv take dependencies as direct, so
    the releases are resolved first.
    """
    folder.mkdir()
    run("uv", "venv", "--quiet", "--python", python, folder / "venv")
    scripts = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    inside = ("--quiet", "--python", scripts / "python")
    pip, pins = ("uv", "pip"), folder / "pins.txt"
    project = ("--extra", "pdf", "--resolution", resolution, ROOT / "pyproject.toml")
    run(*pip, "compile", *inside, *project, "--output-file", pins)
    run(*pip, "install", *inside, "--constraint", pins, f"advisor[pdf] @ {archive.as_uri()}")
    engine = run(scripts / "advisor", "--version", cwd=folder)
    versions = run(*pip, "list", *inside, "--format", "freeze")
    return f"{engine}{versions}", main_job(scripts / "advisor", folder)


def main(versions: Sequence[str]) -> int:
    """Run the whole matrix, print one line for each environment, and return the exit code."""
    failed, begun = False, monotonic()
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(os.cpu_count()) as pool:
        work = Path(name)
        # The wheel is built from the sdist, so that nothing is missing there.
        run("uv", "build", "--quiet", "--out-dir", work / "dist", ROOT)
        archives = [next((work / "dist").glob(f"*{suffix}")) for suffix in ARCHIVES]
        jobs = []
        for (version, python), resolution, archive in product(
            interpreters(versions), RESOLUTIONS, archives
        ):
            label = f"python{version} {resolution} {archive.name}"
            folder = work / label.replace(" ", "-")
            jobs.append((label, pool.submit(environment, python, resolution, archive, folder)))
        if not jobs:
            print("none of these is installed", file=sys.stderr)
            return 1
        first: Results = {}
        for label, job in jobs:
            versions, found = job.result()
            first = first or found
            differing = [result for result in first if first[result] != found[result]]
            print(f"{label}: {'DIFFERENT' if differing else 'equal'}, {monotonic() - begun:.0f} s")
            for result in differing:
                lines = (first[result].splitlines(), found[result].splitlines())
                print(result, *difflib.unified_diff(*lines, lineterm="", n=1), sep="\n")
            if os.environ.get("VERBOSE") or differing:
                print(versions)
            sys.stdout.flush()
            failed |= bool(differing)
    return failed


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:] or VERSIONS))
