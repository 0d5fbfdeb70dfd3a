"""Decide the same cases with each engine, and time it in CPU seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.engine import available
from advisor.engine.compiled import Compiled
from advisor.facts.calculation import Given
from advisor.facts.derive import CALCULATIONS, derive, fill
from advisor.facts.stages import derive_first
from advisor.knowledge.content import Library
from advisor.model import Case, Facts, Truth
from advisor.reasoning import compiled_verdict
from advisor.reasoning.balance import levels
from advisor.reasoning.decide import decide_facts, first, stratum
from advisor.reasoning.decision_scope import scope
from tests.benchmarks import peers
from tests.benchmarks.expressions import Expression, comparisons_in, pair, properties
from tests.random_cases import TODAY, grown

Verdict = tuple[str, Any]
Decided = tuple[Mapping[str, Truth], Verdict]
"""The truth of every finding, and whether and when."""


@dataclass(frozen=True)
class Timing:
    """CPU seconds of one engine for the same decisions, once for each repetition."""

    name: str
    decisions: int
    seconds: tuple[float, ...]
    disagreements: int

    @property
    def per_second(self) -> float:
        """Decisions per CPU second, the fastest run: others slow down on a shared machine."""
        return self.decisions / min(self.seconds)


def facts_of(library: Library, count: int) -> list[Facts]:
    """Return the facts of some random cases."""
    return [derive(library, grown(library, seed), TODAY) for seed in range(count)]


def compiled(library: Library) -> Callable[[Facts], Decided]:
    """Return the decision of one case by the compiled conditions."""
    ids = [rule.id for rule in library.findings]
    function = compiled_verdict.function(library)

    def decide(facts: Facts) -> Decided:
        truths, verdict = function(facts.known, facts.not_applicable)
        return dict(zip(ids, truths, strict=True)), verdict

    return decide


def reader(library: Library, engine: Any) -> Callable[[Facts], Decided]:
    """Return the decision of one case by one of our engines, stratum by stratum."""
    strata = {name: stratum(library, name) for name in ("findings", "whether", "timing")}

    def decide(facts: Facts) -> Decided:
        truths = engine.fire(strata["findings"], facts)
        made = {name: truth for name, truth in truths.items() if truth is not None}
        facts = facts.with_({**made, **levels(library, truths)})
        row = first(library.whether, engine.fire(strata["whether"], facts))
        if row.whether != "end":
            return truths, (row.whether, None)
        facts = facts.with_({"advice.whether": row.whether})
        timing = first(library.timing, engine.fire(strata["timing"], facts))
        return truths, (row.whether, timing.timing)

    return decide


class Staged:
    """A peer decides a case: the findings both ways, then the rows of both decisions."""

    def __init__(self, library: Library, maker: peers.Maker, *, both: bool = True) -> None:
        pairs = {rule.id: pair(rule.when) for rule in library.rules()}
        ids = [rule.id for rule in library.findings]
        findings: list[tuple[str, Expression]] = [(f"{rule} 1", pairs[rule][0]) for rule in ids]
        if both:
            findings += [(f"{rule} 0", pairs[rule][1]) for rule in ids]
        self.library, self.ids, self.both = library, ids, both
        self.findings = maker(findings, False)
        self.whether = maker([(row.id, pairs[row.id][0]) for row in library.whether], True)
        self.timing = maker([(row.id, pairs[row.id][0]) for row in library.timing], True)
        rows = [pairs[row.id][0] for row in (*library.whether, *library.timing)]
        made = {name for name, kind in library.facts.items() if kind.origin not in GIVEN}
        named = {
            item.name for one in (*rows, *(e for _, e in findings)) for item in comparisons_in(one)
        }
        self.given = sorted(name for name in named if _fact(name) not in made)
        self.made = sorted(name for name in named if _fact(name) in made)

    def prepared(self, facts: Facts) -> dict[str, Any]:
        """Return the properties of a case's answers and calculations, as a caller would hold them."""
        found = properties(self.given, facts)
        return {peers.safe(name): value for name, value in found.items()}

    def decide(self, given: Mapping[str, Any]) -> Decided:
        """Decide a case from its prepared properties."""
        true = self.findings(given)
        other = None if self.both else False
        truths: dict[str, Truth] = {}
        for rule in self.ids:
            truths[rule] = True if f"{rule} 1" in true else False if f"{rule} 0" in true else other
        made: dict[str, Any] = {name: truth for name, truth in truths.items() if truth is not None}
        made.update(levels(self.library, truths))
        facts = Facts(made)
        found = {peers.safe(name): value for name, value in properties(self.made, facts).items()}
        rows = {**given, **found}
        row = first(self.library.whether, _truths(self.library.whether, self.whether(rows)))
        if row.whether != "end":
            return truths, (row.whether, None)
        if peers.safe("advice.whether") in rows:
            rows[peers.safe("advice.whether")] = row.whether
        fired = self.timing(rows)
        return truths, (
            row.whether,
            first(self.library.timing, _truths(self.library.timing, fired)).timing,
        )


GIVEN = ("question", "derived")


def _fact(name: str) -> str:
    return name[:-2] if name[-2:-1] == "." else name


def _truths(rows: Sequence[Any], fired: set[str]) -> dict[str, Truth]:
    return {row.id: row.id in fired for row in rows}


def differ(one: Decided, other: Decided) -> bool:
    """Return whether two decisions disagree; who knows no "undecided" may say false for it."""
    two_valued = None not in other[0].values()
    truths = {rule: bool(truth) for rule, truth in one[0].items()} if two_valued else one[0]
    return (truths, one[1]) != (other[0], other[1])


def timed(
    entries: Mapping[str, tuple[Callable[[Any], Decided], Sequence[Any]]], repetitions: int
) -> list[Timing]:
    """Time each entry on its inputs, interleaved, and compare with the first entry."""
    reference: list[Decided] = []
    seconds: dict[str, list[float]] = {name: [] for name in entries}
    wrong: dict[str, int] = {}
    for name, (decide, inputs) in entries.items():
        found = [decide(item) for item in inputs]
        reference = reference or found
        wrong[name] = sum(differ(a, b) for a, b in zip(reference, found, strict=False))
    for _ in range(repetitions):
        for name, (decide, inputs) in entries.items():
            start = time.process_time()
            for item in inputs:
                decide(item)
            seconds[name].append(time.process_time() - start)
    return [
        Timing(name, len(inputs), tuple(seconds[name]), wrong[name])
        for name, (_, inputs) in entries.items()
    ]


def best(function: Callable[[], Any], repetitions: int) -> float:
    """Return the CPU seconds of the fastest of some runs."""
    found = []
    for _ in range(repetitions):
        start = time.process_time()
        function()
        found.append(time.process_time() - start)
    return min(found)


READ_BY_RULES = "derive what the rules read"
"""All that a decision waits for; the other facts are derived after it."""


def deriving(library: Library, count: int, repetitions: int) -> Mapping[str, float]:
    """Return the CPU seconds a case that it takes to derive facts, and to decide an assessment."""
    cases = [grown(library, seed) for seed in range(count)]
    facts = [derive(library, case, TODAY) for case in cases]
    needed = scope(library)

    def derive_needed(case: Case) -> None:
        given = Given(TODAY, library.values, library.laws, CALCULATIONS)
        fill(case, given, needed.plan, needed.derived)

    runs: Mapping[str, Callable[[], Any]] = {
        READ_BY_RULES: lambda: [derive_first(library, case, TODAY) for case in cases],
        "derive all facts": lambda: [derive(library, case, TODAY) for case in cases],
        "derive what whether and when depend on": lambda: [derive_needed(one) for one in cases],
        "decide whether, when, gates, dispatch and dates": lambda: [
            decide_facts(library, one, TODAY, Compiled()) for one in facts
        ],
    }
    return {name: best(run, repetitions) / count for name, run in runs.items()}


def engines(library: Library, count: int, slow: int, repetitions: int) -> list[Timing]:
    """Time our engines and the peers; ``slow`` cases for those that take long."""
    facts = facts_of(library, count)
    entries: dict[str, tuple[Callable[[Any], Decided], Sequence[Any]]] = {
        "compiled": (compiled(library), facts),
    }
    try:
        entries["durable_rules"] = (reader(library, available("durable")), facts[:slow])
        by_hand = Staged(library, peers.durable_by_hand, both=False)
        entries["durable_rules, by hand"] = (
            by_hand.decide,
            [by_hand.prepared(item) for item in facts[:slow]],
        )
    except ImportError:
        pass
    for name, maker in peers.PEERS.items():
        staged = Staged(library, maker)
        entries[name] = (staged.decide, [staged.prepared(item) for item in facts[:slow]])
    return timed(entries, repetitions)
