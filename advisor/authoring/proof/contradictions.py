"""Opposite stances that one case shows: each is searched for, or shown not to exist.

What a case shows is a literal: the row that decides, the gates, dates and steps that hold,
the kinds of letter that are called for, and the findings whose advice gives way to none of
these. Two opposite stances are asked about once, however many texts have them; only where
some case shows both are the texts told apart, and each pair of them is tried as a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from advisor.authoring.proof.encoding import Encoding
from advisor.authoring.representative_answers import case_of
from advisor.conditions import evaluate
from advisor.engine.compiled import Compiled
from advisor.errors import Place
from advisor.knowledge.content import FindingRule, Library
from advisor.model import Case, Facts
from advisor.reasoning.decide import decide, stratum
from advisor.reasoning.stances import advised, preferred, refused

MOST = 12
"""Pairs of texts that are tried for one pair of stances."""


class Text(NamedTuple):
    """A text with stances, and the literal that a case shows it."""

    id: str
    place: Place
    stances: tuple[str, ...]
    shown: int


class Contradiction(NamedTuple):
    """Two texts with opposite stances that the circuit lets one case show."""

    one: Text
    other: Text
    stances: tuple[str, str]
    """The stance of the one, and its opposite, of the other."""
    facts: Facts
    """Minimal facts for which both are shown, derived facts among them."""
    happens: bool
    """The case with these answers shows both. Otherwise the derived facts of the example
    exclude each other, and a dependence between them is to be declared."""


def contradictions(encoding: Encoding, as_of: date) -> Iterator[Contradiction]:
    """Yield the pairs of texts with opposite stances that some case may show."""
    texts = tuple(_texts(encoding))
    for stances in encoding.library.opposites():
        yield from _between(encoding, texts, stances, as_of)


def _between(
    encoding: Encoding, texts: Iterable[Text], stances: tuple[str, str], as_of: date
) -> Iterator[Contradiction]:
    """Yield the pairs of texts that a case may show with two opposite stances."""
    circuit, library = encoding.circuit, encoding.library
    ones, others = ([text for text in texts if stance in text.stances] for stance in stances)
    goals = [circuit.some(text.shown for text in side) for side in (ones, others)]
    for _ in range(MOST):
        model = circuit.model(*goals)
        if model is None:
            return
        one, other = (next(text for text in side if text.shown in model) for side in (ones, others))
        facts = encoding.example(one.shown, other.shown) or Facts({})
        case = case_of(library, facts, as_of)
        happens = {one.id, other.id} <= told(library, case, as_of)
        yield Contradiction(one, other, stances, facts, happens)
        goals.append(-circuit.every((one.shown, other.shown)))


def _texts(encoding: Encoding) -> Iterator[Text]:
    """Yield what has stances, with the literal that it is shown."""
    every, library = encoding.circuit.every, encoding.library
    asked: list[Text] = []
    for row in library.whether:
        asked.append(Text(row.id, row.place, row.stances, encoding.wins(library.whether, row)))
    for timed in library.timing:
        won = every((encoding.advised("end"), encoding.wins(library.timing, timed)))
        asked.append(Text(timed.id, timed.place, timed.stances, won))
    for rule in (*library.gates, *library.dates, *library.tasks):
        asked.append(Text(rule.id, rule.place, rule.stances, encoding.true(rule.when)))
    yield from asked
    for kind in library.phrases.kinds.values():
        yield Text(kind.id, kind.place, kind.stances, encoding.true(kind.when))
    shown: dict[str, int] = {}

    def advice(finding: FindingRule) -> int:
        if finding.id not in shown:
            before = refused(library, finding)
            stronger = preferred(library, finding)
            against = [text.shown for text in asked if not before.isdisjoint(text.stances)]
            against += [
                advice(one) for one in library.findings if not stronger.isdisjoint(one.stances)
            ]
            held = encoding.true(finding.when)
            shown[finding.id] = every((held, *(-literal for literal in against)))
        return shown[finding.id]

    for finding in library.findings:
        yield Text(finding.id, finding.place, finding.stances, advice(finding))


def told(library: Library, case: Case, as_of: date) -> set[str]:
    """Return the ids of the rules and kinds of letter whose texts a case shows."""
    engine = Compiled()
    decision = decide(library, case, as_of, engine)
    fired = engine.fire(stratum(library, "tasks"), decision.facts)
    asked = (*decision.asked, *(rule for rule in library.tasks if fired[rule.id]))
    kinds = library.phrases.kinds.values()
    found = [rule for rule in library.findings if decision.truths[rule.id]]
    return {
        *(rule.id for rule in asked),
        *(kind.id for kind in kinds if evaluate(kind.when, decision.facts) is True),
        *advised(library, found, asked),
    }
