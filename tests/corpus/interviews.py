"""Simulated interviews with the people of the fitted accounts."""

from __future__ import annotations

import yaml

from advisor.authoring import interview_simulation
from advisor.authoring.interview_simulation import Held, hold
from advisor.casefile.casefile import parse_case
from advisor.knowledge.content import Library
from tests.corpus.accounts import files, read


def held(library: Library) -> tuple[Held, ...]:
    """Return an interview with each; what an account does not tell is not known."""
    found = []
    for path in files("fitted"):
        account = read(path)
        document = {"advisor": 1, "answers": account["answers"]}
        data = yaml.safe_dump(document, allow_unicode=True).encode()
        case = parse_case(data, path.name, library)
        found.append(hold(library, case.answers, account["as_of"]))
    return tuple(found)


def table(library: Library) -> str:
    """Return the figures of the interviews as text."""
    return interview_simulation.table("accounts", held(library))
