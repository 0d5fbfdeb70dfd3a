"""How deciding a case grows with the number of rules and of answered questions."""

from __future__ import annotations

from dataclasses import dataclass, replace

from advisor.engine import available
from advisor.engine.stratum import Stratum
from advisor.facts.derive import derive
from advisor.knowledge.content import Library
from advisor.model import Case
from tests.benchmarks.deciding import best, facts_of
from tests.random_cases import TODAY, grown


@dataclass(frozen=True)
class Step:
    """CPU seconds of one operation at one size."""

    what: str
    size: int
    seconds: float


def rules(library: Library, repetitions: int) -> list[Step]:
    """Time the findings, and two, four and eight times as many, on the same facts."""
    engine = available("pure")
    facts = facts_of(library, 100)
    steps = []
    for times in (1, 2, 4, 8):
        many = tuple(
            (f"{rule.id}-{copy}", rule.when) for copy in range(times) for rule in library.findings
        )
        stratum = Stratum("findings", many)
        engine.fire(stratum, facts[0])

        def run(stratum: Stratum = stratum) -> None:
            for one in facts:
                engine.fire(stratum, one)

        steps.append(Step("findings", len(many), best(run, repetitions) / len(facts)))
    return steps


def questions(library: Library, repetitions: int) -> list[Step]:
    """Time the derivation of facts from a quarter, half and all answers of some cases."""
    whole = [grown(library, seed) for seed in range(100)]
    steps = []
    for share in (4, 2, 1):
        cases = [
            replace(case, answers=dict(list(case.answers.items())[: len(case.answers) // share]))
            for case in whole
        ]

        def run(cases: list[Case] = cases) -> None:
            for one in cases:
                derive(library, one, TODAY)

        answers = sum(len(case.answers) for case in cases) // len(cases)
        steps.append(Step("answers", answers, best(run, repetitions) / len(cases)))
    return steps
