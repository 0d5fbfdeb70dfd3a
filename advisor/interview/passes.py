"""The passes of the interview: which screen comes next in a pass, and how many are left.

All functions are pure. A pass asks what can still change the advice and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from advisor.casefile.answers import parse
from advisor.casefile.person_line import read_person
from advisor.conditions import ALWAYS, evaluate, open_names
from advisor.interview import next_question
from advisor.interview.next_question import Path
from advisor.interview.question_value import by_value
from advisor.knowledge.content import Library, Question, Rulebook
from advisor.knowledge.interview_content import Fills, Pass, Screen
from advisor.lazy_dataclass import dataclass
from advisor.model import DONT_KNOW, Answer, Case, Unsure
from advisor.reasoning.relevance import part_of

Item = Question | Screen
"""What is put to the user at once."""
Given = Answer | Mapping[str, Answer]
"""What a user answers: to a line about a person several answers, by question."""


@dataclass(frozen=True)
class Progress:
    """Where an interview is in a pass."""

    items: tuple[Item, ...]
    """What is left to put to the user, in order; fewer will do where answers settle others."""
    position: int
    """The number of the first of them in the pass."""
    later: int = 0
    """How many more can come, where answers open them."""
    chosen: bool = False
    """The next screen decides how many there are: what is chosen on it is asked about."""

    @property
    def next(self) -> Item | None:
        """Return what to put to the user, ``None`` at the end of the pass."""
        return self.items[0] if self.items else None

    @property
    def most(self) -> int:
        """Return the most screens that the pass has, those answered included."""
        return self.position - 1 + len(self.items) + self.later


def progress(
    rulebook: Rulebook,
    case: Case,
    way: Path,
    this: Pass,
    done: int = 0,
    before: Question | None = None,
) -> Progress:
    """Return what comes next in a pass of which ``done`` screens were put before.

    ``way`` tells what can still change the advice. Where the pass names no order, that of
    :func:`~advisor.interview.question_value.by_value` counts, after the question ``before``.
    """
    items = tuple(_items(rulebook, case, way, this, before))
    later = _later(rulebook, case, way, this, {one.id for one in items})
    if not this.most:
        chosen = bool(items) and isinstance(items[0], Screen) and items[0].kind == "several"
        return Progress(items, done + 1, later, chosen)
    left = max(this.most - done, 0)
    items = items[:left]
    return Progress(items, done + 1, min(later, left - len(items)))


def item(rulebook: Rulebook, name: str) -> Item:
    """Return the screen or the question of a name."""
    return rulebook.screens.get(name) or rulebook.questions[name]


def as_put(rulebook: Rulebook, case: Case, question: Question) -> Item:
    """Return what an answered question is put with: the screen that answers it, or itself.

    A list of any number of choices opens questions more than it answers them; those stand alone.
    """
    for screen in rulebook.screens.values():
        choice = fitting(screen, case.answers)
        if choice and screen.fills[choice].get(question.id) is not None:
            return screen
    return question


def fitting(screen: Screen, answers: Mapping[str, object]) -> str:
    """Return the choice that fits some answers, the one that says most; empty where two do."""
    if screen.kind != "choice":
        return ""
    said = {
        choice: sum(one is not None for one in fills.values())
        for choice, fills in screen.fills.items()
        if all(answers.get(name) == one for name, one in fills.items() if one is not None)
    }
    fullest = [choice for choice, count in said.items() if count == max(said.values())]
    return fullest[0] if len(fullest) == 1 else ""


def _items(
    rulebook: Rulebook, case: Case, way: Path, this: Pass, before: Question | None
) -> Iterator[Item]:
    """Yield what is left to put in a pass, in order."""
    todo = {question.id: question for question in way.todo}
    if this.decides:
        deciding = tuple(_deciding(rulebook, way, this))
        yield from by_value(rulebook, way, deciding, before)
        return
    placed = {name for block in this.blocks for name in block.ask}
    seen: set[str] = set()
    for name in _asked(way, this):
        screen = rulebook.screens.get(name)
        wanted = [one for one in (screen.answers if screen else (name,)) if one in todo]
        wanted = [one for one in wanted if one not in seen]
        if screen and wanted and not any(map(case.answered, screen.answers)):
            # What only some choices answer may have to be asked in a place of its own.
            seen.update(one for one in wanted if _always(screen, one))
            yield screen
            continue
        if screen:  # What it left open comes in its own place, if it has one.
            wanted = [one for one in wanted if one not in placed]
        seen.update(wanted)
        yield from (todo[one] for one in wanted)


def _always(screen: Screen, name: str) -> bool:
    """Return whether every choice of a screen answers a question."""
    usual = screen.otherwise.get(name)
    return all(fills.get(name, usual) is not None for fills in screen.fills.values())


def _later(rulebook: Rulebook, case: Case, way: Path, this: Pass, now: set[str]) -> int:
    """Return how many screens and questions of a pass can still come beside those of ``now``."""
    if this.decides:
        return _opened(rulebook, case, way, way.influences)
    facts = way.decision.facts
    names = {
        name
        for block in this.blocks
        if evaluate(block.when, facts) is not False
        for name in block.ask
    }
    found = 0
    for name in names - now:
        screen = rulebook.screens.get(name)
        asked = screen.answers if screen else (name,)
        reachable = any(evaluate(rulebook.questions[one].when, facts) is not False for one in asked)
        found += reachable and not any(map(case.answered, asked))
    return found


def _opened(rulebook: Rulebook, case: Case, way: Path, names: Collection[str]) -> int:
    """Return how many questions of some names an answer to another of them may open."""
    facts, found = way.decision.facts, 0
    for name in names:
        when = rulebook.questions[name].when
        waits = not case.answered(name) and evaluate(when, facts) is None
        found += waits and any(
            source in names and not case.answered(source)
            for fact in open_names(when, facts)
            for source in rulebook.facts[fact].inputs
        )
    return found


def _asked(way: Path, this: Pass) -> Iterator[str]:
    """Yield what the blocks name whose condition holds."""
    for block in this.blocks:
        if evaluate(block.when, way.decision.facts):
            yield from block.ask


def put_before(rulebook: Rulebook, case: Case, this: Pass) -> int:
    """Return how many screens of a pass an earlier sitting has put, by the answers of a case."""
    names = dict.fromkeys(name for block in this.blocks for name in block.ask)
    screens = [rulebook.screens[name] for name in names if name in rulebook.screens]
    joint = {member for screen in screens for member in screen.answers}
    alone = [name for name in names if name not in rulebook.screens and name not in joint]
    return sum(any(map(case.answered, one.answers)) for one in screens) + sum(
        map(case.answered, alone)
    )


def _deciding(rulebook: Rulebook, way: Path, this: Pass) -> Iterator[Question]:
    """Yield the questions that can change what a pass is for and no earlier one."""
    earlier = _earlier(rulebook, this)
    for question in way.todo:
        parts = {part_of(rule) for rule in way.influences.get(question.id, ())}
        if parts & set(this.decides) and not parts & earlier:
            yield question


def _earlier(rulebook: Rulebook, this: Pass) -> set[str]:
    """Return the parts of the advice that an earlier pass is for."""
    earlier: set[str] = set()
    for one in rulebook.passes:
        if one.id == this.id:
            break
        earlier.update(one.decides)
    return earlier


def for_papers(
    rulebook: Rulebook, case: Case, way: Path, done: int, papers: frozenset[str] = frozenset()
) -> Progress:
    """Return what is next for letters: the open questions, those of a line as that line.

    ``papers`` are all the questions that the letters ask for.

    Once the line is answered, only what it says is asked afterwards is.
    """
    lines = [screen for screen in rulebook.screens.values() if screen.kind == "line"]
    screen_of = {name: screen for screen in lines for name in screen.answers}
    found: dict[str, Item] = {}
    for question in way.todo:
        screen = screen_of.get(question.id)
        if screen and not any(map(case.answered, screen.answers)):
            found[screen.id] = screen
        elif screen is None or question.id in screen.afterwards:
            found[question.id] = question
    later = _opened(rulebook, case, way, papers)
    return Progress(tuple(found.values()), done + 1, later)


def offered(item: Item, way: Path) -> Item:
    """Return a question with the choices that are shown now, a screen as it is."""
    if isinstance(item, Screen) or not item.offered:
        return item
    facts, offers = way.decision.facts, dict(item.offered)
    shown = (one for one in item.choices if evaluate(offers.get(one, ALWAYS), facts) is not False)
    return replace(item, choices=tuple(shown))


def read_line(library: Library, screen: Screen, text: str, as_of: date) -> dict[str, Answer]:
    """Return the answers that a line gives. Raises :class:`~advisor.errors.AnswerError`."""
    language = library.phrases.language
    return {
        name: parse(library.questions[name], value, as_of, language)
        for part, value in read_person(text, language).items()
        if (name := screen.parts.get(part))
    }


def answers_of(screen: Screen, choice: Given | Unsure) -> Mapping[str, Answer | Unsure]:
    """Return the answers that a choice on a screen stands for; open ones are left out.

    Who does not know leaves every question of the screen unknown.
    """
    if isinstance(choice, Unsure):
        return dict.fromkeys(screen.answers, DONT_KNOW)
    if isinstance(choice, Mapping):
        return choice
    chosen = [choice] if isinstance(choice, str) else sorted(choice)  # type: ignore[type-var,arg-type]
    merged: dict[str, Answer | None] = dict(screen.otherwise)
    for one in chosen:
        _merge(merged, screen.fills[one])
    return {name: answer for name, answer in merged.items() if answer is not None}


def as_question(item: Item) -> Question:
    """Return a question that takes the choices of a screen; a question itself."""
    if isinstance(item, Question):
        return item
    kind = "text" if item.kind == "line" else item.kind
    return Question(
        id=item.id, kind=kind, choices=item.choices, mood=False, sources=(), place=item.place
    )


def put(
    rulebook: Rulebook, case: Case, screen: Item, choice: Given | Unsure, as_of: date
) -> tuple[Case, tuple[str, ...]]:
    """Give a case an answer, or those of a screen; return it with the answers that were dropped.

    What both the choice before and this one leave open was asked by itself, and is kept.
    """
    if isinstance(screen, Question):
        answer = DONT_KNOW if isinstance(choice, Mapping) else choice
        return next_question.put(rulebook, case, screen, answer, as_of)
    chosen = screen.fills.get(choice, {}) if isinstance(choice, str) else {}
    filled = screen.fills.get(fitting(screen, case.answers), {})
    kept = {name for name, one in chosen.items() if one is None and filled.get(name, "") is None}
    renewed = set(screen.answers) - kept
    before = {name: answer for name, answer in case.answers.items() if name not in renewed}
    unsure = case.dont_know - renewed
    case = replace(case, answers=before, dont_know=unsure)
    dropped: dict[str, None] = {}
    for name, answer in answers_of(screen, choice).items():
        case, gone = next_question.put(rulebook, case, rulebook.questions[name], answer, as_of)
        dropped.update(dict.fromkeys(one for one in gone if one not in screen.parts.values()))
    return case, tuple(dropped)


def _merge(merged: dict[str, Answer | None], fills: Fills) -> None:
    """Add the answers of one choice; choices of one question are joined."""
    for name, answer in fills.items():
        before = merged.get(name)
        joined = isinstance(answer, frozenset) and isinstance(before, frozenset)
        merged[name] = before | answer if joined else answer  # type: ignore[operator]
