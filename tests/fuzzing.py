"""Random damage to everything the program reads, and what must hold all the same.

``python -m tests.fuzzing --inputs 200000 --seed 1`` tries many inputs and prints a table;
``--kind`` limits it to one kind. An input follows from the seed, its kind and its number alone.
What fails is made smaller and printed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

from typer.testing import CliRunner

from advisor.casefile.rendering import render_case
from advisor.cli.app import app
from advisor.errors import AdvisorError, ContentError
from advisor.formats.docx_file import Page, finished, opened
from advisor.knowledge import load as loader
from advisor.knowledge.content_paths import content_root
from advisor.letters.templates import fill
from advisor.locale.control_characters import hidden_in
from advisor.model import Duration, Money
from advisor.proofreader.reading import read_letter
from tests.random_cases import grown
from tests.reading.test_pdf import pdf
from tests.shipped import shipped

ROOT = content_root()
CASE = (ROOT / "examples" / "demo.yaml").read_bytes()
EXPECTED = (0, 1, 2, 4, 130)
SECONDS = 5.0
"""CPU time of one input."""
MEGABYTES = 500
"""By which one input may raise the memory of the process."""
TOKENS = [
    *(
        b"\x00",
        b"\x1b[2J",
        b"\x07",
        b"\xff",
        b"\xc3",
        b"\xe2\x80\xae",
        b"\xc2\x9b",
        b"\xef\xbb\xbf",
    ),
    *(b"\r", b"\n", b"\t", b"'", b'"', b":", b"- ", b"&a ", b"*a", b"!!x ", b"? ", b"|", b"%"),
    *(b"{{", b"}}", b"{%", b"%}", b"{% for a in b %}", b"<", b"<!--", b"<a '", b"]]>", b"&#0;"),
    *(b"[" * 50, b"{" * 50, b"9" * 40, b"-1", b"1e999", b"NaN", b"null", b"unknown", b"=?utf-8?q?"),
    *(b"1970-01-01", b"2200-12-31", b"0001-01-01", b"9999-99-99", b"EUR 99999999999999.99", b"0"),
    *(b"a" * 300, b"\xf0\x9f\x92\xa9", b"../../etc/passwd", b"=cmd()", b"\\", b"__class__"),
]


def damaged(rng: Random, data: bytes) -> bytes:
    """Change some bytes, lines or tokens of a text."""
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        at, to = sorted((rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)))
        near = min(to, at + rng.randrange(1, 30))
        kind = rng.randrange(8)
        if kind == 0:
            data = data[:at] + rng.choice(TOKENS) + data[at:]
        elif kind == 1:
            data = data[:at] + rng.choice(TOKENS) + data[near:]
        elif kind == 2:
            data = data[:at] + data[near:]
        elif kind == 3:
            data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
        elif kind == 4:
            data = data[:at] + data[at:near] * rng.choice((2, 3, 200)) + data[near:]
        elif kind == 5:
            lines = data.split(b"\n")
            lines[rng.randrange(len(lines))] = rng.choice(lines)
            data = b"\n".join(lines)
        elif kind == 6:
            lines = data.split(b"\n")
            place = rng.randrange(len(lines))
            lines[place] = lines[place].partition(b":")[0] + b": " + rng.choice(TOKENS)
            data = b"\n".join(lines)
        elif rng.random() < 0.1:
            data = data[:at]
    return data


@dataclass
class Found:
    """What one kind of input has shown."""

    inputs: int = 0
    refused: int = 0
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)


class Fault(AssertionError):
    """Something that must not happen did."""


def check_output(code: int, error: BaseException | None, output: str, *, placed: str = "") -> bool:
    """Raise :class:`Fault` for an unexpected end or output; true where it was refused."""
    if error is not None and not isinstance(error, SystemExit):
        raise Fault(f"raised {error!r}")
    if code not in EXPECTED:
        raise Fault(f"ended with {code}: {output[-300:]}")
    if (at := hidden_in(output)) is not None:
        raise Fault(f"wrote {output[at]!r}: {output[max(0, at - 60) : at + 20]!r}")
    if "Traceback" in output:
        raise Fault(f"showed a traceback: {output[-300:]}")
    if placed and code == 1 and not re.search(rf"{placed}(:\d+:\d+)?: ", output):
        raise Fault(f"named no place: {output[:300]}")
    return code != 0


def command(*args: str, data: bytes = b"", placed: str = "") -> bool:
    """Run a command in this process, and judge how it ends."""
    result = CliRunner().invoke(app, list(args), input=data, env={"TERM": "xterm", "LC_ALL": "C"})
    error = result.exception
    return check_output(result.exit_code, error, result.output, placed=placed)


# Kinds of inputs. Each takes a generator, and writes to the present folder.

READING = (
    *("assess", "assess --json", "assess --full", "explain", "whatif", "redact -o -"),
    *("letter -o - --kind ending --anyway", "letter -o - --kind final-notice --anyway"),
    *("checklist -o -", "write -o out"),
)


def a_case(rng: Random) -> bytes:
    """Damage a case, or answer at random: days and sums at the ends of what is allowed."""
    if rng.random() < 0.5:
        return damaged(rng, CASE)
    library = shipped()
    case = grown(library, rng.randrange(2**40), letters=rng.random() < 0.5)
    answers = dict(case.answers)
    for name, old in case.answers.items():
        if rng.random() < 0.15 and isinstance(old, date):
            answers[name] = date(rng.choice((1970, 1999, 2020)), 1, 1)
        elif rng.random() < 0.15 and isinstance(old, Money):
            answers[name] = Money(Decimal(rng.choice(("0", "0.01", "999999999"))), old.currency)
        elif rng.random() < 0.1 and isinstance(old, Duration):
            answers[name] = Duration(rng.choice((0, 1, 3650)), "days")
    day = rng.choice((None, date(2026, 11, 22), date(2026, 11, 22), date(2199, 12, 31)))
    return render_case(replace(case, answers=answers, as_of=day), library, comments=False).encode()


def try_case(rng: Random, data: bytes) -> bool:
    """Read a case by some command."""
    Path("a.yaml").write_bytes(data)
    name, *options = rng.choice(READING).split()
    return command(name, "a.yaml", *options, placed="a.yaml")


@cache
def saved() -> bytes:
    """Return an assessment as it is saved."""
    Path("b.yaml").write_bytes(CASE)
    return CliRunner().invoke(app, ["assess", "b.yaml", "--json"]).stdout_bytes


def try_saved(_: Random, data: bytes) -> bool:
    """Compare a saved assessment with a case."""
    Path("a.json").write_bytes(data)
    Path("b.yaml").write_bytes(CASE)
    return command("diff", "a.json", "b.yaml", placed="a.json")


LETTERS = {
    ".md": b"Dear Ms Placeholder,\n\n**Notice**\n\n- I am ending \\[our\\] work on 1 March.\n",
    ".txt": b"Dear Ms Placeholder,\r\n\r\nI am ending our work on 1 March.\r\n\r\nYours\r\n",
    ".eml": (
        b"Subject: =?utf-8?q?End_of_our_work?=\r\nFrom: a@example.com\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: "
        b"quoted-printable\r\n\r\n<p>Dear <b>Ms</b>,</p><!-- a --><p>=C3=A9 &amp; b</p>\r\n--b--\r\n"
    ),
}


def a_letter(rng: Random) -> bytes:
    """Damage a letter of some format, whose suffix stands in the first line."""
    suffix = rng.choice((*LETTERS, ".docx"))
    data = damaged_docx(rng) if suffix == ".docx" else damaged(rng, LETTERS[suffix])
    return suffix.encode() + b"\n" + data


def try_letter(rng: Random, data: bytes) -> bool:
    """Read a letter, at times through the proofreader."""
    suffix, _, text = data.partition(b"\n")
    name = f"a{suffix.decode()}"
    if rng.random() < 0.02:
        Path(name).write_bytes(text)
        return command("proofread", name)
    try:
        read_letter(text, name)
    except AdvisorError as error:
        return check_output(1, None, str(error).replace("\n", " "))
    return False


@cache
def a_docx(texts: tuple[str, ...]) -> bytes:
    """Return a whole document of Word with some paragraphs."""
    import docx

    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = "Sample Studio"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def damaged_docx(rng: Random, texts: tuple[str, ...] = ("Dear Ms Placeholder,",)) -> bytes:
    """Damage one file in a document of Word, or the archive itself."""
    whole = a_docx(texts)
    if rng.random() < 0.3:
        return damaged(rng, whole)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(made, "w") as new:
        chosen = rng.choice(old.namelist())
        for item in old.infolist():
            data = old.read(item)
            new.writestr(item.filename, damaged(rng, data) if item.filename == chosen else data)
    return made.getvalue()


def try_letterhead(_: Random, data: bytes) -> bool:
    """Open a letterhead, and save what is written on it."""
    try:
        document, _ = opened(Page("A", "en", date(2026, 1, 1), "a4"), data)
        finished(document)
    except AdvisorError as error:
        return check_output(1, None, str(error))
    return False


@cache
def templates() -> list[bytes]:
    """Return the shipped paragraphs."""
    paths = sorted((ROOT / "templates").glob("*/letter/*/*.md"))
    return [path.read_bytes().split(b"---\n", 2)[2] for path in paths]


VALUES = {
    "items": tuple("abc"),
    "services": "upkeep",
    "last_day": date(2026, 12, 1),
    "count": 3,
    "form": "en-GB",
}


def try_template(_: Random, data: bytes) -> bool:
    """Fill a template with a few values."""
    from advisor.errors import Place

    try:
        fill(data.decode(errors="replace"), VALUES, Place("a.md", 5, 1))
    except ContentError as error:
        return check_output(1, None, str(error).replace("\x1b", ""), placed="a.md")
    return False


@cache
def small() -> dict[str, str]:
    """Return the files of a small library of rules."""
    from tests.knowledge.small import FILES

    return FILES


def a_folder(rng: Random) -> bytes:
    """Damage one file of a small library, whose name stands in the first line."""
    name = rng.choice(sorted(small()))
    return name.encode() + b"\n" + damaged(rng, small()[name].encode())


def try_folder(_: Random, data: bytes) -> bool:
    """Read a folder of rules."""
    from tests.knowledge.small import write_small

    name, _, text = data.partition(b"\n")
    with tempfile.TemporaryDirectory() as folder:
        roots = write_small(Path(folder))
        (Path(folder) / name.decode()).write_bytes(text)
        try:
            loader.load(roots, needed={})
        except ContentError as error:
            return check_output(1, None, str(error), placed=r"[\w/.-]+")
        except AdvisorError as error:
            return check_output(1, None, str(error))
    return False


WORDS = [
    *("assess", "explain", "whatif", "checklist", "letter", "write", "sent", "proofread", "diff"),
    *(
        "redact",
        "forget",
        "questions",
        "rules",
        "list",
        "show",
        "schema",
        "start",
        "demo",
        "--help",
    ),
    *(
        "a.yaml",
        "b.yaml",
        "none.yaml",
        "-",
        ".",
        "/dev/null",
        "a.md",
        "x" * 300,
        "\udcff",
        "\x1b[2J",
    ),
    *("-o", "out.md", "out", "out.ics", "out.docx", "out.pdf", "--force", "--no-input", "--json"),
    *("--as-of", "2026-11-22", "1970-01-01", "2200-12-31", "today", "--lang", "es", "fr", "xx"),
    *(
        "--kind",
        "ending",
        "script",
        "--anyway",
        "--form",
        "es-MX",
        "--final",
        "--annotated",
        "--on",
    ),
    *("--how", "email", "--received", "--ref", "--color", "always", "--plain", "--full", "--rules"),
    *(
        "--templates",
        "--engine",
        "pure",
        "--version",
        "--case",
        "talk_result=improved",
        "=",
        "--",
        "",
    ),
    *("payment/mostly-late", "--template", "--sources", "--letterhead", "--letter-lang", "--all"),
]


LINES = (
    *("assess b.yaml", "assess b.yaml -o out.md", "assess b.yaml --json --as-of 2026-11-30"),
    *("letter b.yaml -o out.docx --kind ending --anyway", "letter b.yaml -o - --form es-MX"),
    *("checklist b.yaml -o out.ics", "write b.yaml -o out --lang fr", "explain b.yaml --all"),
    *("whatif b.yaml talk_result=improved", "sent b.yaml --on 2026-11-22 --how email"),
    *("questions --template -o e.yaml", "rules list", "rules show payment/mostly-late"),
    *("diff b.yaml b.yaml", "redact b.yaml -o -", "forget b.yaml --force", "demo --plain"),
    *("start b.yaml --no-input", "--version", "letter b.yaml -o out.md --final --lang es"),
)


def a_line(rng: Random) -> bytes:
    """Change some words of a command line, or none."""
    words = rng.choice(LINES).split()
    for _ in range(rng.choice((0, 0, 1, 2, 4))):
        at = rng.randrange(len(words) + 1)
        words[at : at + rng.randrange(2)] = rng.choices(WORDS, k=rng.randrange(3))
    return json.dumps(words).encode()


def try_line(rng: Random, data: bytes) -> bool:
    """Run a command line. Slow commands for authors are left to their own tests."""
    try:
        words = [str(word) for word in json.loads(data)]
    except (ValueError, TypeError):
        return True
    if "/dev/zero" in words:
        return True
    Path("b.yaml").write_bytes(CASE)
    return command(*words, data=bytes(rng.choices(b"y1<=?-!\n\n a", k=40)))


KEYS = ["y", "n", "1", "2", "3", "-", "<", "=", "?", "r", "", "running", "Example", "EUR 100", "2026-11-01", "next friday", "x" * 600, "\x1b[A", "30 days", "!"]  # fmt: skip


def keys(rng: Random) -> bytes:
    """Type lines."""
    return "\n".join(rng.choices(KEYS, k=rng.randrange(1, 9))).encode()


def try_keys(_: Random, data: bytes) -> bool:
    """Hold an interview."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink("k.yaml")
    return command("start", "k.yaml", data=data)


Kind = tuple[Callable[[Random], bytes], Callable[[Random, bytes], bool], float]
TABLES = sorted((Path(__file__).parent / "evidence" / "invoices").iterdir())


def a_table(rng: Random) -> bytes:
    """Damage an export of invoices, whose name stands in the first line."""
    path = rng.choice(TABLES)
    return path.name.encode() + b"\n" + damaged(rng, path.read_bytes())


def try_table(_: Random, data: bytes) -> bool:
    """Read a table of invoices into a case, and say what it shows."""
    name, _, table = data.partition(b"\n")
    file = name.decode()
    Path("a.yaml").write_bytes(CASE)
    Path(file).write_bytes(table)
    given = ("--yes", "--no-input", "--currency", "EUR", "--dates", "day", "--terms", "30")
    if command("invoices", "a.yaml", file, *given, "--client", "a"):
        return True
    # What was saved is read again.
    return command("assess", "a.yaml", "--json")


CONTRACTS = sorted(
    path
    for path in (Path(__file__).parent / "evidence" / "contracts").glob("*/*")
    if path.suffix in (".md", ".txt", ".eml")
)


def a_contract(rng: Random) -> bytes:
    """Damage a contract, whose name stands in the first line."""
    path = rng.choice(CONTRACTS)
    suffix = rng.choice((path.suffix, path.suffix, ".docx", ".docx", ".pdf"))
    data = path.read_bytes()
    if suffix == ".docx":
        data = damaged_docx(rng, tuple(data.decode().split("\n")))
    else:
        data = damaged(rng, pdf(data.decode()[:3000]) if suffix == ".pdf" else data)
    return f"agreement{suffix}".encode() + b"\n" + data


def try_contract(_: Random, data: bytes) -> bool:
    """Propose the answers of a contract."""
    name, _, text = data.partition(b"\n")
    file = name.decode()
    Path("a.yaml").write_bytes(CASE)
    Path(file).write_bytes(text)
    return command("contract", "a.yaml", file, "--dry-run", "--no-input")


KINDS: dict[str, Kind] = {
    "cases": (a_case, try_case, 0.8),
    "saved assessments": (lambda rng: damaged(rng, saved()), try_saved, 1),
    "rules folders": (a_folder, try_folder, 4),
    "templates": (lambda rng: damaged(rng, rng.choice(templates())), try_template, 10),
    "letters": (a_letter, try_letter, 10),
    "letterheads": (damaged_docx, try_letterhead, 2),
    "command lines": (a_line, try_line, 1),
    "keystrokes": (keys, try_keys, 0.4),
    "tables": (a_table, try_table, 0.8),
    "contracts": (a_contract, try_contract, 0.8),
}
"""Each kind: what makes an input, what tries it, and its share."""


def attempt(kind: str, rng_seed: str, data: bytes) -> bool:
    """Try one input in an empty folder. Raises :class:`Fault`."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            start, had = time.process_time(), peak()
            refused = KINDS[kind][1](Random(rng_seed), data)
            taken = time.process_time() - start
        except Fault:
            raise
        except Exception as error:
            raise Fault(f"raised {error!r}") from error
        finally:
            os.chdir(before)
    if taken > SECONDS:
        raise Fault(f"took {taken:.1f} s")
    if peak() - had > MEGABYTES:
        raise Fault(f"took {peak() - had} MB more")
    return refused


def smaller(kind: str, rng_seed: str, data: bytes, patience: float = 20.0) -> bytes:
    """Cut an input that fails while it still fails."""

    def fails(some: bytes) -> bool:
        try:
            attempt(kind, rng_seed, some)
        except Fault:
            return True
        return False

    until, size = time.monotonic() + patience, len(data) // 2
    while size and time.monotonic() < until:
        at = 0
        while at < len(data) and time.monotonic() < until:
            less = data[:at] + data[at + size :]
            if fails(less):
                data = less
            else:
                at += size
        size //= 2
    return data


def run(inputs: int, seed: int, kinds: tuple[str, ...] = tuple(KINDS)) -> dict[str, Found]:
    """Try some inputs of each kind."""
    total = sum(KINDS[kind][2] for kind in kinds)
    found = {kind: Found() for kind in kinds}
    for kind in kinds:
        for number in range(round(inputs * KINDS[kind][2] / total)):
            rng_seed = f"{seed} {kind} {number}"
            with folder_for_seeds():
                data = KINDS[kind][0](Random(rng_seed))
            start, one = time.process_time(), found[kind]
            one.inputs += 1
            try:
                one.refused += attempt(kind, rng_seed, data)
            except Fault as fault:
                less = smaller(kind, rng_seed, data)
                one.faults.append(f"{rng_seed}: {fault}\n    {less[:2_000]!r}")
            one.slowest = max(one.slowest, time.process_time() - start)
    return found


@contextlib.contextmanager
def folder_for_seeds() -> Iterator[None]:
    """Make whole inputs in a folder that is thrown away."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def peak() -> int:
    """Return the most memory that this process had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Print what many inputs show."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=tuple(KINDS))
    given = parser.parse_args()
    found = run(given.inputs, given.seed, (given.kind,) if given.kind else tuple(KINDS))
    print("| Inputs | Tried | Refused | Slowest, CPU s | Faults |\n|---|---|---|---|---|")
    for kind, one in found.items():
        row = (kind, one.inputs, one.refused, f"{one.slowest:.2f}", len(one.faults))
        print("| " + " | ".join(map(str, row)) + " |")
    print(f"\nPeak memory of the process: {peak()} MB. Seed {given.seed}.")
    for one in found.values():
        for fault in one.faults:
            print(fault)
    sys.exit(any(one.faults for one in found.values()))


if __name__ == "__main__":
    main()
