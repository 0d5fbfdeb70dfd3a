"""What a case was like when the interview last ended: a small file beside it.

It holds no answer, only a digest of each, so that an answer edited since is noticed. A file
that is damaged or missing counts as none; ``advisor forget`` removes it with the case.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from advisor.casefile.answers import to_plain
from advisor.errors import AdvisorError, FileProblems
from advisor.file_locks import prefix
from advisor.files import json_text, read_whole, write_private
from advisor.knowledge.content import Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.model import WHEN, WHETHER, Case, Day, When, Whether
from advisor.reasoning.case_assessment import CaseAssessment

LARGEST = 200_000
"""Bytes of the file that are read; a longer one counts as none."""
_DONT_KNOW = "?"


@dataclass(frozen=True)
class Seen:
    """What was concluded when the interview last ended, and from which answers."""

    day: Day
    rules_version: str
    whether: Whether
    when: When | None
    dates: Mapping[str, Day]
    """The days of the plan, under the rules that set them."""
    answers: Mapping[str, str]
    """Question to the digest of its answer."""
    journal: int
    """How many entries the journal had."""


def seen_of(assessed: CaseAssessment) -> Seen:
    """Return what is kept of an assessed case."""
    assessment, advice = assessed.assessment, assessed.advice
    return Seen(
        day=assessed.as_of,
        rules_version=assessment.rules_version,
        whether=advice.whether,
        when=advice.when,
        dates={item.rule: item.date for item in assessment.dates},
        answers=digests(assessed.rulebook, assessed.case),
        journal=len(assessed.case.evidence.journal),
    )


def digests(rulebook: Rulebook, case: Case) -> dict[str, str]:
    """Return a digest of each answer, in the order of the questions."""
    found = {}
    for name, question in rulebook.questions.items():
        if name in case.answers:
            plain = json.dumps(to_plain(question, case.answers[name]))
            found[name] = hashlib.sha256(f"{name}={plain}".encode()).hexdigest()[:16]
        elif name in case.dont_know:
            found[name] = _DONT_KNOW
    return found


def path_beside(case: Path) -> Path:
    """Return the file that belongs to a case file."""
    return case.with_name(f"{prefix(case)}.seen")


def keep_seen(case: Path, seen: Seen) -> None:
    """Write the file beside a case. What cannot be written is left: nothing depends on it."""
    content = {
        "day": seen.day.isoformat(),
        "rules_version": seen.rules_version,
        "whether": seen.whether,
        "when": seen.when,
        "dates": {rule: day.isoformat() for rule, day in seen.dates.items()},
        "answers": dict(seen.answers),
        "journal": seen.journal,
    }
    with contextlib.suppress(AdvisorError):
        write_private(path_beside(case), json_text(content).encode(), force=True)


def read_seen(case: Path) -> Seen | None:
    """Read the file beside a case; ``None`` where there is none that can be trusted."""
    path = path_beside(case)
    if not path.exists():
        return None
    try:
        held = json.loads(read_whole(path, LARGEST, str(path), FileProblems))
        when = held["when"]
        if held["whether"] not in WHETHER or when not in (None, *WHEN):
            return None
        return Seen(
            day=date.fromisoformat(held["day"]),
            rules_version=str(held["rules_version"]),
            whether=held["whether"],
            when=when,
            dates={str(rule): date.fromisoformat(day) for rule, day in held["dates"].items()},
            answers={str(name): str(digest) for name, digest in held["answers"].items()},
            journal=int(held["journal"]),
        )
    except (AdvisorError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
