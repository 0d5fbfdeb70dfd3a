"""Compare the ids that Python reads with the content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from advisor.errors import Place, Problem, nearest, one_of
from advisor.knowledge import roles
from advisor.knowledge.content import Rulebook
from advisor.knowledge.letter_content import LetterKind
from advisor.knowledge.roles import Role

FOLDERS: Mapping[roles.Thing, str] = {
    "question": "rules/questions",
    "fact": "rules/facts.yaml",
    "finding": "rules/findings",
    "value": "rules/values",
    "letter": "templates/en/letter",
}
"""Where each thing is declared."""
NAMES = {value: name for name, value in vars(roles).items() if isinstance(value, str)}
"""The name of each role, by its id."""


def role_faults(
    needed: Mapping[str, Role], rulebook: Rulebook, kinds: Mapping[str, LetterKind]
) -> Iterator[Problem]:
    """Yield a problem for each role whose content is missing, of another kind or lacks a choice."""
    facts = rulebook.facts.items()
    there: Mapping[roles.Thing, Mapping[str, Any]] = {
        "question": rulebook.questions,
        "fact": {name: kind for name, kind in facts if kind.origin not in ("question", "finding")},
        "finding": {rule.id: rule for rule in rulebook.findings},
        "value": rulebook.values,
        "letter": kinds,
    }
    for identity, role in needed.items():
        found = there[role.thing].get(identity)
        place = getattr(found, "place", Place(FOLDERS[role.thing]))
        why = f"the program needs for {NAMES.get(identity, identity)} ({role.use})"
        if found is None:
            text = (
                f"There is no {role.thing} {identity!r}, which {why}."
                f"{nearest(identity, list(there[role.thing]))} "
                "If it has another id now, enter that in advisor/knowledge/roles.py."
            )
            yield Problem(place, text)
        else:
            for difference in _differences(role, found):
                yield Problem(place, f"{identity} {difference}, which {why}.")
    if roles.HOLIDAY_REGION in needed and roles.HOLIDAY_REGION in rulebook.facts:
        yield from _regions(rulebook)


def _regions(rulebook: Rulebook) -> Iterator[Problem]:
    """Yield a problem for each question about a region that is not named after a law."""
    known = {roles.GOVERNING_LAW, *map(roles.region, rulebook.laws)}
    for name in rulebook.facts[roles.HOLIDAY_REGION].inputs:
        if name not in known:
            text = (
                f"{roles.HOLIDAY_REGION} is made from {name!r}, which is the region of no law; "
                f"such a question is called {roles.region('<law>')}.{nearest(name, sorted(known))}"
            )
            yield Problem(rulebook.questions[name].place, text)


def _differences(role: Role, found: Any) -> Iterator[str]:
    """Yield how content differs from what its role needs."""
    if role.thing == "value":
        if found.unit not in role.choices:
            yield f"is in {found.unit!r} and not in {one_of(role.choices)}"
        return
    if role.kind and role.kind != found.kind:
        yield f"is of the kind {found.kind!r} and not {role.kind!r}"
    for choice in role.choices:
        if choice not in found.choices:
            yield f"has no choice {choice!r}"
