"""Compare a case of ``judgement/`` with what its row says is right.

What ``expect`` of a case may hold; only what the row decides is given:

========================  ===================================================================
``whether``, ``when``     a value or a list of acceptable ones; null for none
``standing``              the same
``last_day``              a day, null, or ``set`` for any day
``not_before``            a day that the earliest last day must reach
``needs``                 questions that must be named as needed for the last day
``binding``, ``unbinding``  norms that must, and must not, set the last day
``gates``, ``no_gates``   gates that must be there, and must not
``blocking``, ``advisory``  gates that must be there in that state; ``not_blocking`` not in it
``first_unknown``         the first open question
``unknown``               questions that must be among the open ones; ``not_unknown`` not
``facts``                 facts with their values
``findings``              findings that must hold, with their strength or null for any
``no_findings``           findings that must not hold
``steps``, ``no_steps``   steps of the plan that must be there, and must not
``order``                 lists of steps; those of them that are there are dated in this order
``not_together``          lists of steps of which at most one may be there
``earliest``, ``latest``  the first and the last day on which a step may be dated
``free_days``             days on which there is no step
``daily``                 the most steps on one day
``letters``               kinds of letter: ``free``, ``draft`` or ``absent``
``letter_says``           kind of letter -> patterns that it must have
``dates``                 days that must be among the dates; ``no_dates`` rules that set none
``norms``                 norms of which some date must be
``turning``               for a turning date the advice from then on
``then``                  ``if`` -> ``whether`` of what follows
``no_changes``            questions whose answers what-if may not propose to change
``contradictions``        lists of questions whose answers are shown side by side
``moves``                 answers to ``add``, and ``never``: down or up, where the advice may not go
``owed``                  invoice -> whether its interest, which is worked out, is verified
``says``, ``says_not``    patterns that the report or the plan must have, and must not
``once``                  patterns that they have exactly once
========================  ===================================================================
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from tests.corpus.observed import Observed

Check = Callable[[Observed, Any], Iterator[str]]


def mismatches(seen: Observed, expect: dict[str, Any]) -> list[str]:
    """Return what is not as expected, in words; empty where all is right."""
    return [fault for key, wanted in expect.items() for fault in CHECKS[key](seen, wanted)]


def _one_of(key: str) -> Check:
    def check(seen: Observed, wanted: Any) -> Iterator[str]:
        allowed = wanted if isinstance(wanted, list) else [wanted]
        if (got := seen.report.get(key, "missing")) not in allowed:
            yield f"{key}: got {got}, expected {allowed}"

    return check


def _last_day(seen: Observed, wanted: Any) -> Iterator[str]:
    got = seen.report["last_day"]
    right = got is not None if wanted == "set" else got == (wanted and str(wanted))
    if not right:
        yield f"last_day: got {got}, expected {wanted}"


def _not_before(seen: Observed, wanted: date) -> Iterator[str]:
    got = seen.report["last_day"] or seen.report.get("not_before")
    if got is None or date.fromisoformat(got) < wanted:
        yield f"not_before: got {got}, expected {wanted} or later"


def _among(name: str, found: Callable[[Observed], Any], *, there: bool = True) -> Check:
    def check(seen: Observed, wanted: list[str]) -> Iterator[str]:
        got = [str(item) for item in found(seen)]
        if wrong := [item for item in map(str, wanted) if (item in got) is not there]:
            yield f"{name}: {wrong} {'missing from' if there else 'must not be in'} {got}"

    return check


def _needs(seen: Observed) -> list[str]:
    return [
        item["question"] if isinstance(item, dict) else item
        for item in seen.report.get("needs") or ()
    ]


def _binding(seen: Observed) -> list[str]:
    binding = seen.report["binding"]
    return [binding["norm"]] if binding else []


def _unknown(seen: Observed) -> list[str]:
    return [item.question for item in seen.assessed.assessment.unknowns]


def _first_unknown(seen: Observed, wanted: str) -> Iterator[str]:
    if _unknown(seen)[:1] != [wanted]:
        yield f"first_unknown: got {_unknown(seen)[:3]}, expected {wanted}"


def _facts(seen: Observed, wanted: dict[str, Any]) -> Iterator[str]:
    for name, value in wanted.items():
        if (got := seen.assessed.facts.known.get(name)) != value:
            yield f"facts: {name} is {got}, expected {value}"


def _findings(seen: Observed, wanted: dict[str, str | None]) -> Iterator[str]:
    strengths = {item.id: item.strength for item in seen.assessed.assessment.findings}
    for name, strength in wanted.items():
        got = strengths.get(name, "missing")
        if got == "missing" or (strength is not None and got != strength):
            yield f"findings: {name} is {got}, expected {strength or 'to hold'}"


def _order(seen: Observed, wanted: list[list[str]]) -> Iterator[str]:
    due = {step.id: step.due for step in seen.steps}
    for names in wanted:
        # A step without a day of its own comes before the letter goes.
        days = {name: day for name in names if (day := due.get(name)) is not None}
        if [*days.values()] != sorted(days.values()):
            yield f"order: { {name: str(day) for name, day in days.items()} }"


def _not_together(seen: Observed, wanted: list[list[str]]) -> Iterator[str]:
    for names in wanted:
        found = [step.id for step in seen.steps if step.id in names]
        if len(found) > 1:
            yield f"not_together: {found}"


def _bounded(name: str, right: Callable[[date, date], bool]) -> Check:
    def check(seen: Observed, wanted: dict[str, date]) -> Iterator[str]:
        due = {step.id: step.due for step in seen.steps}
        for step, day in wanted.items():
            got = due.get(step)
            if step not in due:
                yield f"{name}: there is no {step}, expected {name} {day}"
            # A rule of conduct has no day of its own.
            elif got is not None and not right(got, day):
                yield f"{name}: {step} is on {got}, expected {name} {day}"

    return check


def _free_days(seen: Observed, wanted: list[date]) -> Iterator[str]:
    for step in seen.steps:
        if step.due in wanted:
            yield f"free_days: {step.id} is on {step.due}"


def _daily(seen: Observed, wanted: int) -> Iterator[str]:
    days = Counter(step.due for step in seen.steps if step.due is not None)
    for day, number in days.items():
        if number > wanted:
            yield f"daily: {number} steps on {day}"


def _letters(seen: Observed, wanted: dict[str, str]) -> Iterator[str]:
    for name, state in wanted.items():
        draft = seen.letters.get(name)
        got = "absent" if draft is None else "draft" if draft else "free"
        if got != state:
            yield f"letters: {name} is {got}, expected {state}; offered {list(seen.letters)}"


def _letter_says(seen: Observed, wanted: dict[str, list[str]]) -> Iterator[str]:
    for name, patterns in wanted.items():
        text = seen.letter_text(name)
        for pattern in patterns:
            if not re.search(pattern, text, re.IGNORECASE):
                yield f"letter_says: nothing like {pattern!r} in {text!r}"


def _no_changes(seen: Observed, wanted: list[str]) -> Iterator[str]:
    for change in seen.changes:
        if change.question in wanted and change.question in seen.assessed.case.answers:
            yield f"no_changes: {change.question} in {change}"


def _turning(seen: Observed, wanted: dict[date, str]) -> Iterator[str]:
    got = {item["date"]: item["whether"] for item in seen.report["turning_dates"]}
    for day, whether in wanted.items():
        if got.get(str(day)) != whether:
            yield f"turning: {got}, expected {day} {whether}"


def _then(seen: Observed, wanted: dict[str, str]) -> Iterator[str]:
    got = {item["if"]: item["whether"] for item in seen.report.get("then") or ()}
    for event, whether in wanted.items():
        if got.get(event) != whether:
            yield f"then: {got}, expected {event} {whether}"


def _contradictions(seen: Observed) -> list[str]:
    found = seen.report.get("contradictions") or ()
    return [str(sorted(item["questions"])) for item in found]


def _contradicting(seen: Observed, wanted: list[list[str]]) -> Iterator[str]:
    got = _contradictions(seen)
    for names in wanted:
        if str(sorted(names)) not in got:
            yield f"contradictions: {got}, expected {names}"


LADDER = ("keep", "wait", "repair", "end")


def _moves(seen: Observed, wanted: list[dict[str, Any]]) -> Iterator[str]:
    before = seen.report["whether"]
    for move in wanted:
        changed = seen.changed(move["add"]).report["whether"]
        up = LADDER.index(changed) - LADDER.index(before)
        if (up < 0 and move["never"] == "down") or (up > 0 and move["never"] == "up"):
            yield f"moves: {before} to {changed} with {move['add']}"


def _owed(seen: Observed, wanted: dict[str, bool]) -> Iterator[str]:
    got = {item["invoice"]: item for item in seen.report["owed"]}
    for invoice, verified in wanted.items():
        item = got.get(invoice)
        if item is None or item["interest"] is None or item["verified"] is not verified:
            yield f"owed: {item}, expected {'a verified' if verified else 'an unverified'} interest"


def _says(seen: Observed, wanted: list[str]) -> Iterator[str]:
    for pattern in wanted:
        if not re.search(pattern, seen.text, re.IGNORECASE):
            yield f"says: nothing like {pattern!r}"


def _says_not(seen: Observed, wanted: list[str]) -> Iterator[str]:
    for pattern in wanted:
        if found := re.search(f".{{0,60}}(?:{pattern}).{{0,60}}", seen.text, re.IGNORECASE):
            yield f"says_not: {found[0]!r}"


def _once(seen: Observed, wanted: list[str]) -> Iterator[str]:
    for pattern in wanted:
        if (times := len(re.findall(pattern, seen.text, re.IGNORECASE))) != 1:
            yield f"once: {pattern!r} is there {times} times"


def _blocking(seen: Observed) -> list[str]:
    return [gate for gate, blocks in seen.gates.items() if blocks]


def _advisory(seen: Observed) -> list[str]:
    return [gate for gate, blocks in seen.gates.items() if not blocks]


def _step_ids(seen: Observed) -> list[str]:
    return [step.id for step in seen.steps]


def _finding_ids(seen: Observed) -> list[str]:
    return [item.id for item in seen.assessed.assessment.findings]


CHECKS: dict[str, Check] = {
    "whether": _one_of("whether"),
    "when": _one_of("when"),
    "standing": _one_of("standing"),
    "last_day": _last_day,
    "not_before": _not_before,
    "needs": _among("needs", _needs),
    "binding": _among("binding", _binding),
    "unbinding": _among("unbinding", _binding, there=False),
    "gates": _among("gates", lambda seen: seen.gates),
    "blocking": _among("blocking", _blocking),
    "advisory": _among("advisory", _advisory),
    "not_blocking": _among("not_blocking", _blocking, there=False),
    "no_gates": _among("no_gates", lambda seen: seen.gates, there=False),
    "first_unknown": _first_unknown,
    "unknown": _among("unknown", _unknown),
    "not_unknown": _among("not_unknown", _unknown, there=False),
    "facts": _facts,
    "findings": _findings,
    "no_findings": _among("no_findings", _finding_ids, there=False),
    "steps": _among("steps", _step_ids),
    "no_steps": _among("no_steps", _step_ids, there=False),
    "order": _order,
    "not_together": _not_together,
    "earliest": _bounded("from", lambda got, day: got >= day),
    "latest": _bounded("until", lambda got, day: got <= day),
    "free_days": _free_days,
    "daily": _daily,
    "letters": _letters,
    "letter_says": _letter_says,
    "dates": _among("dates", lambda seen: [item["date"] for item in seen.report["dates"]]),
    "no_dates": _among(
        "no_dates", lambda seen: [item["rule"] for item in seen.report["dates"]], there=False
    ),
    "norms": _among("norms", lambda seen: [item["norm"] for item in seen.report["dates"]]),
    "turning": _turning,
    "then": _then,
    "no_changes": _no_changes,
    "contradictions": _contradicting,
    "moves": _moves,
    "owed": _owed,
    "says": _says,
    "says_not": _says_not,
    "once": _once,
}
"""What each key of ``expect`` is compared by."""
