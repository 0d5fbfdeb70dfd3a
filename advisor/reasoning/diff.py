"""What moved between two assessments, and whether an answer, the day or the rules did it.

The rules of today decide every combination of the two cases and the two days. What
moves with the day alone, the day did; what moves with the answers alone, the answers
did. A saved assessment made by other rules is compared with what the
rules of today decide for its answers and its day: what differs there, the rules did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from typing import Literal, get_args

from advisor.engine.stratum import Engine
from advisor.facts.contradictions import undisputed
from advisor.knowledge.content import Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.model import GATES, NORMS, Answer, Case
from advisor.reasoning.assess import answers_hash
from advisor.reasoning.decide import Decision
from advisor.reasoning.review_day import decide_with_review

Kind = Literal["whether", "when", "last_day", "not_before", "binding", "gate", "finding", "date"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Item = tuple[Kind, str]
"""A conclusion: its kind, and its name where a kind has several."""

Conclusions = Mapping[Item, str]
"""Conclusion to value in the words of the JSON report; without those that do not hold."""

CauseKind = Literal["rules", "date", "answers", "result"]
"""``result``: a saved result that does not follow from what was saved with it."""

Relation = Literal["", "each", "together", "unsure"]
"""How several causes combine: each is enough alone, only together, or not known."""


@dataclass(frozen=True)
class Side:
    """One of the two assessments that are compared."""

    name: str
    case: Case
    as_of: date
    found: Conclusions
    engine: str
    rules_version: str
    answers_hash: str
    saved: bool = False
    """Read as it was saved, not worked out now."""
    labels: Mapping[Item, str] = field(default_factory=dict)
    """What the saved report said of each conclusion, for rules that are gone."""


@dataclass(frozen=True)
class Cause:
    """What moved a conclusion."""

    kind: CauseKind
    questions: tuple[str, ...] = ()
    """The answers that did it; none where no single one can be named."""


@dataclass(frozen=True)
class Move:
    """A conclusion that changed; ``None`` where it did not or does not hold."""

    kind: Kind
    id: str
    before: str | None
    after: str | None
    causes: tuple[Cause, ...]
    relation: Relation = ""


@dataclass(frozen=True)
class Diff:
    """Two assessments and everything that moved between them."""

    old: Side
    new: Side
    moves: tuple[Move, ...]
    changed: tuple[str, ...]
    """The questions that are answered otherwise, in the order of the interview."""
    follows: tuple[bool | None, bool | None] = (None, None)
    """Whether the old and the new result follow from their own answers, day and rules;
    ``None`` where rules that are not here made it."""


def conclusions(rulebook: Rulebook, decision: Decision) -> Conclusions:
    """Return the conclusions of a decision, each under its name."""
    rows = decision.dates
    found: dict[Item, str] = {("whether", ""): decision.row.whether}
    if decision.timing:
        found["when", ""] = decision.timing.timing
    if decision.last_day:
        found["last_day", ""] = decision.last_day.isoformat()
    if decision.end.not_before:
        found["not_before", ""] = decision.end.not_before.isoformat()
    binding = [(NORMS.index(rule.norm), rule.id) for rule in decision.end.setters]
    if binding:
        found["binding", ""] = min(binding)[1]
    for gate in decision.gates:
        if gate.blocking or ("gate", gate.gate) not in found:
            found["gate", gate.gate] = "blocking" if gate.blocking else "advisory"
    for finding in rulebook.findings:
        if decision.truths[finding.id]:
            found["finding", finding.id] = f"{finding.direction} {finding.strength}"
    for day, rule in rows:
        found["date", rule.id] = day.isoformat()
    return found


def side(rulebook: Rulebook, case: Case, as_of: date, engine: Engine, name: str) -> Side:
    """Assess a case now, as one side of a comparison."""
    return Side(
        name=name,
        case=case,
        as_of=as_of,
        found=_concluded(rulebook, case, as_of, engine),
        engine=engine.name,
        rules_version=rulebook.version,
        answers_hash=answers_hash(case),
    )


def _concluded(rulebook: Rulebook, case: Case, as_of: date, engine: Engine) -> Conclusions:
    """Return what is concluded about a case, without what its contradictions set aside."""
    given = undisputed(rulebook, case, as_of)
    return conclusions(rulebook, decide_with_review(rulebook, given, as_of, engine)[0])


def compare(rulebook: Rulebook, old: Side, new: Side, engine: Engine) -> Diff:
    """Say what moved from one side to the other, and what did it."""
    changed = tuple(name for name in rulebook.questions if _given(old, name) != _given(new, name))
    combinations = _Combinations(rulebook, old, new, changed, engine)
    moves = tuple(
        Move(*item, old.found.get(item), new.found.get(item), *combinations.causes(item))
        for item in sorted({*old.found, *new.found}, key=_place(rulebook, old, new))
        if old.found.get(item) != new.found.get(item)
    )
    return Diff(old, new, moves, changed, (combinations.follows(old), combinations.follows(new)))


def _given(one: Side, question: str) -> tuple[Answer | None, bool]:
    """Return an answer, and whether it is "I don't know"."""
    return one.case.answers.get(question), question in one.case.dont_know


class _Combinations:
    """Decides the combinations of old and new answers and a day, each once."""

    def __init__(
        self, rulebook: Rulebook, old: Side, new: Side, changed: tuple[str, ...], engine: Engine
    ) -> None:
        self.rulebook, self.old, self.new = rulebook, old, new
        self.changed, self.engine = changed, engine
        self.decided: dict[tuple[frozenset[str], date], Conclusions] = {}

    def at(self, replaced: Iterable[str], day: date) -> Conclusions:
        """Return what the old answers with some of the new ones lead to on a day."""
        key = (frozenset(replaced), day)
        if key not in self.decided:
            case = _mixed(self.old.case, self.new.case, key[0])
            self.decided[key] = _concluded(self.rulebook, case, day, self.engine)
        return self.decided[key]

    def follows(self, one: Side) -> bool | None:
        """Return whether a result is what its own answers and day lead to."""
        if one.rules_version != self.rulebook.version:
            return None
        replaced = () if one is self.old else self.changed
        return self.at(replaced, one.as_of) == one.found

    def causes(self, item: Item) -> tuple[tuple[Cause, ...], Relation]:
        """Return what moved one conclusion, and how the causes go together."""
        old, new, every = self.old, self.new, self.changed
        before = self.at((), old.as_of).get(item)
        after = self.at(every, new.as_of).get(item)
        strays = [one for one, now in ((old, before), (new, after)) if one.found.get(item) != now]
        theirs = old.rules_version
        if strays and theirs == new.rules_version != self.rulebook.version:
            return self.without_rules()
        causes = [
            Cause("result" if one.rules_version == self.rulebook.version else "rules")
            for one in strays
        ]
        relation: Relation = ""
        if before != after:
            by_date = self.at((), new.as_of).get(item) == after
            by_answers = self.at(every, old.as_of).get(item) == after
            if by_date or not by_answers:
                causes.append(Cause("date"))
            if by_answers or not by_date:
                # Where the day would do alone, only the old day shows which answer would.
                day = old.as_of if by_date else new.as_of
                causes.append(Cause("answers", self.questions(item, day)))
            if by_date and by_answers:
                relation = "each"
        causes = list(dict.fromkeys(causes))
        if len(causes) > 1 and (strays or not relation):
            relation = "together"
        return tuple(causes), relation

    def without_rules(self) -> tuple[tuple[Cause, ...], Relation]:
        """Return what may have moved a conclusion under rules that are not here."""
        causes = []
        if self.old.as_of != self.new.as_of:
            causes.append(Cause("date"))
        if self.changed:
            causes.append(Cause("answers"))
        return tuple(causes) or (Cause("result"),), "unsure" if len(causes) > 1 else ""

    def questions(self, item: Item, day: date) -> tuple[str, ...]:
        """Return the answers without which a conclusion would be another on a day.

        Where each is dispensable, those that would do alone; none if there is none.
        """
        after = self.at(self.changed, day).get(item)
        able = [name for name in self.changed if self.rulebook.questions[name].purpose != "letter"]
        needed = tuple(
            name
            for name in able
            if self.at((other for other in self.changed if other != name), day).get(item) != after
        )
        return needed or tuple(name for name in able if self.at((name,), day).get(item) == after)


def _mixed(old: Case, new: Case, replaced: frozenset[str]) -> Case:
    """Return the old case with the new answers to some questions."""
    answers = {name: answer for name, answer in old.answers.items() if name not in replaced}
    answers.update({name: answer for name, answer in new.answers.items() if name in replaced})
    unsure = (old.dont_know - replaced) | (new.dont_know & replaced)
    return replace(old, answers=answers, dont_know=unsure)


def _place(rulebook: Rulebook, old: Side, new: Side) -> Callable[[Item], tuple[object, ...]]:
    """Return the order of conclusions: by kind, then as the report has them."""
    rules = {rule.id: number for number, rule in enumerate(rulebook.findings)}
    gates: dict[str, int] = {gate: number for number, gate in enumerate(GATES)}

    def key(item: Item) -> tuple[object, ...]:
        kind, name = item
        day = new.found.get(item, old.found.get(item, "")) if kind == "date" else ""
        number = {"gate": gates, "finding": rules}.get(kind, {}).get(name, len(rules))
        return KINDS.index(kind), number, day, name

    return key
