"""Read the text of a PDF in a process of its own, with limits of time, memory and pages."""

from __future__ import annotations

import json
import re
import subprocess  # nosec
import unicodedata
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec

from advisor.errors import AdvisorError, Message
from advisor.locale.numbers import grouped
from advisor.reading.child_process import SECONDS, command
from advisor.reading.written import Row, Written

EDGE = 3
"""Lines at the head and at the foot of a page that may stand on every page."""
LONGEST_EDGE = 100
"""Characters of such a line."""


def read_pdf(data: bytes, name: str, most: int) -> Written:
    """Read the text of up to ``most`` pages; the line of a row is its page.

    Raises :class:`AdvisorError` where pypdf is missing, and for a file that is not a PDF, is
    damaged, encrypted or a scan, or takes too long.
    """
    if find_spec("pypdf") is None:
        text = Message(
            "Reading a PDF needs pypdf; install it with: {command}",
            command='pip install "advisor[pdf]"',
        )
        raise AdvisorError(text)
    started = command("advisor.reading.pdf_process", str(most))
    try:
        done = subprocess.run(  # noqa: S603
            started, input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _too_long(name) from error
    if done.returncode < 0:
        # The system ended it.
        raise _too_long(name)
    try:
        found = json.loads(done.stdout)
    except ValueError as error:
        raise _broken(name) from error
    if isinstance(found, str):
        raise _refused(found, name, most)
    return Written(tuple(rows_of(found)))


def _refused(why: str, name: str, most: int) -> AdvisorError:
    if why == "encrypted":
        return AdvisorError(
            Message("{name} is encrypted; save a copy without a password.", name=name)
        )
    if why == "pages":
        return AdvisorError(
            Message(
                "{name} has more than {most} pages, which is too much to be read.",
                name=name,
                most=grouped(most),
            )
        )
    if why == "no_text":
        return AdvisorError(
            Message(
                "{name} holds pictures of pages and no text, as a scan does; have its text"
                " recognised, or copy it into a .txt file.",
                name=name,
            )
        )
    return _broken(name)


def _too_long(name: str) -> AdvisorError:
    return AdvisorError(Message("Reading {name} takes too long; it may be damaged.", name=name))


def _broken(name: str) -> AdvisorError:
    return AdvisorError(Message("{name} is not a PDF, or it is damaged.", name=name))


def rows_of(pages: list[str]) -> Iterator[Row]:
    """Yield the lines of pages, without the heads and feet that several pages share."""
    split = [[line.rstrip() for line in page.split("\n")] for page in pages]
    edges = Counter(
        shape
        for lines in split
        for shape in {_shape(line) for line in (*lines[:EDGE], *lines[-EDGE:]) if line.strip()}
    )
    for number, lines in enumerate(split, start=1):
        last = len(lines) - EDGE
        for place, line in enumerate(lines):
            at_edge = place < EDGE or place >= last
            shape = _shape(line)
            often = 2 < edges[shape] >= len(pages) / 2 and len(shape) <= LONGEST_EDGE
            if at_edge and line.strip() and (often or re.fullmatch(r"[# ]+", shape)):
                continue
            yield Row(unicodedata.normalize("NFC", line), number)


def _shape(line: str) -> str:
    """Return a line with each number replaced by one sign."""
    return re.sub(r"\d{1,6}", "#", line.strip())
