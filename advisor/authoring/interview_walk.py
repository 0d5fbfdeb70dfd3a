"""Every path through the interview, walked section by section.

Walked: whether a question is asked depends on the answers that its ``when`` names, and
on those that theirs name. Questions connected in this way form a section; no answer of
one section enables or disables a question of another. Each section is walked in the
order of the interview, asking all that can be reached, with "I don't know" and every
answer of :mod:`advisor.authoring.representative_answers`, merging cases that no later
question distinguishes. Sections combine freely, so the number of paths through the
whole interview is the product.

The interview asks less, and goes back at times, since it omits what cannot change the
advice. So each question is also walked together with those it depends on, in any order,
with any of them unanswered, forward and back: a first answer must never remove another,
a changed answer must remove what no longer applies and nothing else, and changing it
back must restore the case.

Proven: a path ends in exactly one advice, because the rows of each decision have
different priorities and one holds always. Every case of the walk is decided as well.

Only sampled: some whole interviews are held as the program holds them, asking what
matters until nothing does. Letter questions come after the advice and are not walked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from advisor.authoring.interview_sections import ancestors, asked, prerequisites, sections
from advisor.authoring.representative_answers import representatives
from advisor.conditions import ALWAYS, evaluate
from advisor.engine.stratum import Engine
from advisor.errors import AdvisorError
from advisor.facts.answer_plan import answers_as_facts
from advisor.facts.contradictions import undisputed
from advisor.facts.derive import derive, unreachable
from advisor.interview.next_question import put, questions_now
from advisor.knowledge.content import Library, Question, Rulebook
from advisor.knowledge.partitions import comparisons
from advisor.lazy_dataclass import dataclass
from advisor.model import DONT_KNOW, Answer, Case, Facts, Unsure
from advisor.reasoning.decide import decide

Given = Answer | Unsure


@dataclass
class Walk:
    """Counters and faults of a walk."""

    paths: int = 1
    """Paths through the interview, counted by representative answers."""
    sections: int = 0
    cases: int = 0
    """Cases that were decided, after merging."""
    steps: int = 0
    """Answers that were given, forward, changed and changed back."""
    interviews: int = 0
    """Whole interviews that were held."""
    complete: bool = False
    """Every path ends in exactly one advice."""
    without_advice: int = 0
    orphans: int = 0
    """Answers left in a case although they do not apply to it."""
    faults: list[str] = field(default_factory=list)
    """One sentence for each fault."""


INTERVIEWS = 6


def walk(library: Library, as_of: date, engine: Engine, interviews: int = INTERVIEWS) -> Walk:
    """Walk every path through the interview of a library, and hold some interviews."""
    answers = representatives(library, asked(library), as_of)
    found = Walk(complete=_complete(library))
    if not found.complete:
        found.without_advice += 1
        found.faults.append("Two rows of a decision have one priority, or none holds always.")
    for section in sections(library):
        found.sections += 1
        # Its answers decide nothing about questions of other sections.
        alone = library.changed(
            questions={
                name: question
                for name, question in library.questions.items()
                if question in section or question.purpose == "record"
            }
        )
        walker = _Walker(library, alone, as_of, engine, answers, found)
        found.paths *= walker.forward(section)
        for question in section:
            if question.when != ALWAYS:
                walker.to_and_fro((*ancestors(library, question), question))
    whole = _Walker(library, library, as_of, engine, answers, found)
    for number in range(interviews if found.complete else 0):
        whole.hold(number)
    return found


def _complete(rulebook: Rulebook) -> bool:
    """Return whether in each decision exactly one row comes first, whatever the facts."""
    return all(
        len({row.priority for row in rows}) == len(rows) and any(row.when == ALWAYS for row in rows)
        for rows in (rulebook.whether, rulebook.timing)
    )


@dataclass(frozen=True)
class _Walker:
    """Gives and changes answers, and records what it finds."""

    rulebook: Rulebook
    asked: Rulebook
    """The rulebook with the questions of one section only."""
    as_of: date
    engine: Engine
    answers: Mapping[str, tuple[Answer, ...]]
    """The representative answers to each question."""
    found: Walk
    facts: dict[object, Facts] = field(default_factory=dict)
    """The facts of each case so far."""

    def forward(self, section: Sequence[Question]) -> int:
        """Walk a section in order and return the number of paths."""
        level: dict[object, tuple[Case, int]] = {(): (Case(), 1)}
        for at, question in enumerate(section):
            live = self._read_by(section[at + 1 :])
            following: dict[object, tuple[Case, int]] = {}
            for case, count in level.values():
                self._decide(case)
                for after in self._onward(case, question):
                    key = tuple((after.answers.get(n), n in after.dont_know) for n in live)
                    kept = following.get(key, (after, 0))
                    following[key] = kept[0], kept[1] + count
            level = following
        for case, _ in level.values():
            self._decide(case)
        return sum(count for _, count in level.values())

    def _read_by(self, later: Sequence[Question]) -> tuple[str, ...]:
        """Return the questions whose answers decide whether later ones are asked."""
        found: dict[str, None] = {}
        for question in later:
            for item in (question, *ancestors(self.rulebook, question)):
                found.update(dict.fromkeys(prerequisites(self.rulebook, item)))
            if question.not_above:
                found[question.not_above] = None
        return tuple(found)

    def _onward(self, case: Case, question: Question) -> Iterator[Case]:
        """Yield the cases that follow from each answer, or the same if it is not asked."""
        if not self._askable(case, question):
            yield case
            return
        answers = self._allowed(case, question)
        if len(answers) < 2 <= len(self.answers[question.id]):
            before = ", ".join(f"{name} {value}" for name, value in case.answers.items())
            self._fault(f"{question.id} is asked although only {answers[0]} fits, after {before}.")
        for answer in (*answers, DONT_KNOW):
            yield self._give(case, question, answer)

    def to_and_fro(self, questions: Sequence[Question]) -> None:
        """Answer some questions in every order, change answers, and change them back."""
        choices = {question.id: self._distinct(question, questions) for question in questions}
        start = Case()
        seen, todo = {_key(start)}, [start]
        while todo:
            case = todo.pop()
            self._decide(case)
            for question in questions:
                if not (case.answered(question.id) or self._askable(case, question)):
                    continue
                for answer in choices[question.id]:
                    after = self._turn(case, question, answer)
                    if _key(after) not in seen:
                        seen.add(_key(after))
                        todo.append(after)

    def _turn(self, case: Case, question: Question, answer: Given) -> Case:
        """Give or change one answer, and report what is lost by it."""
        before, name = case.given(question.id), question.id
        change = self._give if before is None else self._put
        after = change(case, question, answer)
        barred = set(unreachable(self.asked, self._facts(after)))
        for other in (*case.answers, *case.dont_know):
            if other != name and after.answered(other) is (other in barred):
                self._fault(f"A change of {name} treats the answer to {other} wrongly.")
        if before is None:
            return after
        again = self._put(after, question, before)
        for other in self.asked.questions:
            kept = case.given(other)
            if kept is not None and again.given(other) is None:
                again = self._put(again, self.asked.questions[other], kept)
        if _key(again) != _key(case):
            self._fault(f"Changing {name} and changing it back gives another case.")
        return after

    def hold(self, number: int) -> None:
        """Hold a whole interview, with answers that are others for each number."""
        self.found.interviews += 1
        case = Case()
        while True:
            here = questions_now(self.rulebook, case, self.as_of, self.engine)
            question = here.next
            if question is None:
                break
            if case.answered(question.id) or not self._askable(case, question):
                self._fault(f"{question.id} is asked out of turn.")
                break
            answers: list[Given] = [*self._allowed(case, question), DONT_KNOW]
            at = (number * 5 + len(case.answers) * (number + 1)) % len(answers)
            case = self._give(case, question, answers[at])
        self._decide(case)

    def _distinct(self, question: Question, questions: Sequence[Question]) -> list[Given]:
        """Return one answer for all that the conditions of some questions cannot tell apart."""
        facts_of = answers_as_facts(question, self.answers[question.id][0])
        tests = [test for item in questions for test in comparisons(item.when)]
        direct = all(self.rulebook.facts[test.fact].origin == "question" for test in tests)
        found: dict[object, Given] = {}
        for answer in self.answers[question.id]:
            facts = Facts(answers_as_facts(question, answer))
            key = tuple(evaluate(test, facts) for test in tests if test.fact in facts_of)
            found.setdefault(key if direct else answer, answer)
        return [*found.values(), DONT_KNOW]

    def _give(self, case: Case, question: Question, answer: Given) -> Case:
        """Give a first answer, and report the answers that it removes."""
        after = self._put(case, question, answer)
        lost = tuple(name for name in case.answers if name not in after.answers)
        if lost:
            self._fault(f"A first answer to {question.id} drops {lost}, given before it.")
        return after

    def _put(self, case: Case, question: Question, answer: Given) -> Case:
        self.found.steps += 1
        return put(self.asked, case, question, answer, self.as_of)[0]

    def _facts(self, case: Case) -> Facts:
        key = _key(case)
        if key not in self.facts:
            given = undisputed(self.asked, case, self.as_of)
            self.facts[key] = derive(self.asked, given, self.as_of)
        return self.facts[key]

    def _askable(self, case: Case, question: Question) -> bool:
        return question.when == ALWAYS or evaluate(question.when, self._facts(case)) is True

    def _allowed(self, case: Case, question: Question) -> tuple[Answer, ...]:
        """Return the answers that fit the count they are a part of."""
        whole = case.answers.get(question.not_above)

        def fits(answer: Answer) -> bool:
            both = isinstance(whole, int) and isinstance(answer, int)
            return not both or answer <= whole  # type: ignore[operator]

        return tuple(filter(fits, self.answers[question.id]))

    def _decide(self, case: Case) -> None:
        """Decide a case, and report answers that do not apply to it."""
        self.found.cases += 1
        orphans = [
            name for name in unreachable(self.asked, self._facts(case)) if case.answered(name)
        ]
        self.found.orphans += len(orphans)
        if orphans:
            self._fault(f"Answers are kept that do not apply: {', '.join(orphans)}.")
        try:
            decide(self.rulebook, case, self.as_of, self.engine)
        except AdvisorError as error:
            self.found.without_advice += 1
            self._fault(str(error))

    def _fault(self, text: str) -> None:
        if text not in self.found.faults:
            self.found.faults.append(text)


def _key(case: Case) -> object:
    return frozenset(case.answers.items()), case.dont_know
