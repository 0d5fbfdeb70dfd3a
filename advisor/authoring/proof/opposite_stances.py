"""Opposite stances that one case shows: each is searched for, or shown not to exist.

What a case shows is a literal: the row that decides, the gates, dates and steps that hold,
the kinds of letter that are called for, and the findings whose advice gives way to none of
these. Two opposite stances are asked about once, however many texts have them; only where
some case shows both are the texts told apart, and each pair of them is tried as a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from advisor.authoring.proof.encoding import Encoding
from advisor.authoring.representative_answers import case_of, representatives
from advisor.conditions import evaluate
from advisor.engine.compiled import Compiled
from advisor.errors import Place
from advisor.facts.contradictions import undisputed
from advisor.facts.derive import derive
from advisor.knowledge.content import FindingRule, Library
from advisor.model import Answer, Case, Facts, FactValue
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


class Opposed(NamedTuple):
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


def opposed(encoding: Encoding, as_of: date) -> Iterator[Opposed]:
    """Yield the pairs of texts with opposite stances that some case may show."""
    texts = tuple(_texts(encoding))
    for stances in encoding.library.opposites():
        yield from _between(encoding, texts, stances, as_of)


def _between(
    encoding: Encoding, texts: Iterable[Text], stances: tuple[str, str], as_of: date
) -> Iterator[Opposed]:
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
        case = completed(encoding, case_of(library, facts, as_of), facts, as_of)
        happens = {one.id, other.id} <= told(library, case, as_of)
        yield Opposed(one, other, stances, facts, happens)
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


def completed(encoding: Encoding, case: Case, facts: Facts, as_of: date) -> Case:
    """Return a case with answers added that give the derived facts of an example.

    One answer is tried for one fact; a fact that takes more is left as it is.
    """
    library = encoding.library

    def lacking(answers: Case) -> set[str]:
        real = derive(library, answers, as_of)
        regions = ((name, encoding.partitions[name]) for name in wanted)
        return {name for name, one in regions if one.region_of(name, real) != goal[name]}

    wanted = [name for name in facts.known if library.facts[name].origin == "derived"]
    goal = {name: encoding.partitions[name].region_of(name, facts) for name in wanted}
    missing = lacking(case)
    for name in sorted(missing):
        for question in library.facts[name].inputs:
            if name not in missing or question in case.answers:
                continue
            for answer in _answers(library, question, facts.known[name], as_of):
                more = replace(case, answers={**case.answers, question: answer})
                left = lacking(more)
                if left < missing:
                    case, missing = more, left
                    break
    return case


def _answers(library: Library, question: str, value: FactValue, as_of: date) -> Iterator[Answer]:
    """Yield answers to try: the representative ones, and days as far off as a value says."""
    asked = library.questions[question]
    if asked.kind == "date" and isinstance(value, (int, Decimal)):
        for days in (value, value * 366):
            yield from (as_of + timedelta(int(days) * sign) for sign in (-1, 1))
    yield from representatives(library, [asked], as_of)[question]


def told(library: Library, case: Case, as_of: date) -> set[str]:
    """Return the ids of the rules and kinds of letter whose texts a case shows."""
    engine = Compiled()
    decision = decide(library, undisputed(library, case, as_of), as_of, engine)
    fired = engine.fire(stratum(library, "tasks"), decision.facts)
    asked = (*decision.asked, *(rule for rule in library.tasks if fired[rule.id]))
    kinds = library.phrases.kinds.values()
    found = [rule for rule in library.findings if decision.truths[rule.id]]
    return {
        *(rule.id for rule in asked),
        *(kind.id for kind in kinds if evaluate(kind.when, decision.facts) is True),
        *advised(library, found, asked),
    }
