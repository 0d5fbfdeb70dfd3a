"""What the interview shows: questions, commands, reasons and the review of answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Literal, Protocol

from advisor.casefile.answers import show_in_line
from advisor.facts.contradictions import Contradicted
from advisor.interview.next_question import Path, review, usual_currency
from advisor.interview.passes import Given, Item
from advisor.knowledge.content import Library, Question
from advisor.knowledge.interview_content import Screen
from advisor.knowledge.phrasebook import QuestionText
from advisor.locale.formatting import plural
from advisor.locale.placeholders import fill
from advisor.model import Case, Unsure
from advisor.reasoning.relevance import by_part

Style = Literal["normal", "question", "choice", "dim", "error"]
WIDEST = 88
"""Columns of a paragraph, however wide the terminal is."""
AROUND = 4
"""Lines of a screen that always are: an empty one, the heading, the prompt and "more"."""
ROOMY = 30
"""Lines from which on the commands are said in full the first time."""
PLAIN: tuple[Style, int] = ("normal", 0)


class Prompter(Protocol):
    """Shows the interview and reads its lines."""

    plain: bool
    """For a screen reader: words only, nothing said twice."""
    interactive: bool
    """Somebody sits there; otherwise the lines come from a file or a pipe."""

    @property
    def size(self) -> tuple[int, int]:
        """Return the columns and lines of the screen; 0 lines where it has no end."""

    def heading(self, left: str, right: str) -> None:
        """Begin a question: its section, and how far the interview is."""

    def say(self, text: str, style: Style = "normal", indent: int = 0) -> None:
        """Show a paragraph; ``indent`` is in columns."""

    def ask(self, prompt: str) -> str:
        """Read one line. Raises :class:`EOFError` at the end of the input."""


class Display:
    """Says things in the words of a library through a prompter."""

    def __init__(self, library: Library, prompter: Prompter, commands: str = "") -> None:
        self.library, self.prompter = library, prompter
        self.only = commands
        """The text of the commands, where not all of them work."""
        self.commands_shown = False
        self.waiting: tuple[tuple[str, Style, int], ...] = ()
        """Paragraphs that did not fit on the screen, with their styles and indents."""

    def words(self, key: str, **values: object) -> str:
        """Return a text of the interview with values put in. Values are never read again."""
        text = self.library.phrases.ui[f"interview.{key}"]
        return fill(text, lambda name, _: str(values[name]))

    def counted(self, key: str, number: int, **values: object) -> str:
        """Return a text in the singular or the plural."""
        return self.words(
            f"{key}.{plural(number, self.library.phrases.language)}", n=number, **values
        )

    def say(self, key: str, style: Style = "normal", indent: int = 0, **values: object) -> None:
        """Say a text of the interview."""
        self.prompter.say(self.words(key, **values), style, indent)

    def gap(self) -> None:
        """Leave a line empty."""
        self.prompter.say("")

    def ask(self, question: str) -> str:
        """Return a question in one line."""
        return " ".join(self.library.phrases.question(question).ask.split())

    def answer(self, question: Question, case: Case) -> str:
        """Return an answer in one line."""
        if question.id in case.dont_know:
            return self.words("dont_know")
        return show_in_line(self.library.phrases, question, case.answers[question.id])

    def texts(self, item: Item) -> QuestionText:
        """Return the texts of a question or of a screen."""
        if isinstance(item, Screen):
            return self.library.phrases.screens[item.id]
        return self.library.phrases.question(item.id)

    def item(self, item: Item, case: Case, progress: str, below: int = 0) -> None:
        """Show a question or a screen with its choices, how to answer it, and the answer so far.

        ``below`` are the lines that come after it.
        """
        given = self.given(item, case)
        self.gap()
        texts = self.texts(item)
        self.prompter.heading(texts.section, progress)
        self.prompter.say(texts.ask, "question")
        hint, now = self.hint(item, case), self.words("now", answer=given)
        around = [hint, *([now] if given else []), self.words("commands_short")]
        labels = [texts.choices[one] for one in item.choices]
        self.choices(labels, AROUND + below + self.lines([texts.ask, *around]))
        self.prompter.say(hint, "dim", 2)
        if given:
            self.prompter.say(now, "normal", 2)
        self.commands()

    def progress(self, position: int, most: int) -> str:
        """Return how far the interview is: the number of the screen, and the most there are."""
        return self.words("progress", n=position, m=most)

    def changing(self, item: Item, case: Case) -> str:
        """Return which of the answers is being changed, of a screen the first it gave."""
        order = [one.id for one in review(self.library, case)]
        names = item.answers if isinstance(item, Screen) else (item.id,)
        places = [place for place, name in enumerate(order, 1) if name in names]
        return self.words("changing", n=min(places, default=len(order)), m=len(order))

    def given(self, item: Item, case: Case) -> str:
        """Return the answer so far in one line, empty where there is none.

        On a screen those are the answers to all its questions that have one, and on a line about
        a person each stands after the name of its part.
        """
        if isinstance(item, Screen) and item.parts:
            labels = self.texts(item).choices
            shown = [
                self.words("part", part=labels[part], answer=self.answer(question, case))
                for part, name in item.parts.items()
                if case.answered(name) and (question := self.library.questions[name])
            ]
            return self.library.phrases.ui["mark.between"].join(shown)
        names = item.answers if isinstance(item, Screen) else (item.id,)
        found = [self.library.questions[name] for name in names if case.answered(name)]
        between = self.library.phrases.ui["mark.between"]
        return between.join(dict.fromkeys(self.answer(question, case) for question in found))

    def noted(self, item: Item, answer: Given | Unsure, case: Case) -> str:
        """Return what an answer was read as, in one line."""
        if isinstance(item, Question) or isinstance(answer, (Unsure, Mapping)):
            return self.given(item, case)
        chosen = {answer} if isinstance(answer, str) else answer
        labels = [label for name, label in self.texts(item).choices.items() if name in chosen]  # type: ignore[operator]
        return self.library.phrases.ui["mark.between"].join(labels) or self.words("none_of_these")

    def choices(self, labels: Iterable[str], around: int = AROUND) -> None:
        """Show choices with their numbers, in columns or pages where they do not fit.

        ``around`` is the number of lines that the rest of the screen takes.
        """
        shown = [
            self.words("choice", n=number, label=label) for number, label in enumerate(labels, 1)
        ]
        columns, lines = self.prompter.size
        room = max(lines - around, 1)
        if lines and self.lines(shown) > room:
            shown = in_columns(shown, min(columns, WIDEST) - 2, room) or shown
        self.paged([(text, "choice", 2) for text in shown], around)

    def lines(self, texts: Iterable[str], indent: int = 2) -> int:
        """Return the lines that paragraphs take on the screen."""
        width = max(min(self.prompter.size[0], WIDEST) - indent, 1)
        return sum(len(wrap(text, width, break_on_hyphens=False)) or 1 for text in texts)

    def paged(self, paragraphs: Iterable[tuple[str, Style, int]], around: int = AROUND) -> None:
        """Show as many paragraphs as the screen has room for; :meth:`more` shows the rest."""
        left = [*paragraphs]
        lines = self.prompter.size[1]
        room = max(lines - around, 2)
        fits = not lines or sum(self.lines([text], indent) for text, _, indent in left) <= room
        used = 0
        while left:
            text, style, indent = left[0]
            used += self.lines([text], indent)
            if not fits and used >= room and used > 1:
                break
            self.prompter.say(text, style, indent)
            left.pop(0)
        self.waiting = tuple(left)
        if left:
            self.say("more", "dim", 2)

    def more(self) -> None:
        """Show what did not fit on the screen, as much as fits now."""
        self.paged(self.waiting)

    def hint(self, question: Item, case: Case) -> str:
        """Return how a question may be answered."""
        if isinstance(question, Screen):
            return self.words(f"hint.{question.kind}")
        currency = usual_currency(self.library, case)
        if question.kind == "money" and currency:
            return self.words("hint.money_in", currency=currency)
        if question.kind == "count" and question.unit:
            unit = self.library.phrases.ui[f"unit.{question.unit}.other"]
            return self.words("hint.count_of", unit=unit)
        return self.words(f"hint.{question.kind}")

    def commands(self) -> None:
        """Say the commands: in full once, then in short, to a screen reader only once."""
        first, self.commands_shown = not self.commands_shown, True
        if self.only:
            self.keys(self.only)
        elif self.prompter.plain:
            if first:
                self.say("commands_plain")
        elif first and not self.low:
            for name in ("why", "dont_know", "back", "review", "result", "stop"):
                self.say(f"command.{name}", "dim", 2)
        else:
            self.keys("commands_short")

    @property
    def low(self) -> bool:
        """Whether the screen has room for little more than one question."""
        return 0 < self.prompter.size[1] < ROOMY

    def keys(self, name: str) -> None:
        """Say a line of keys; where it does not fit it is broken between two of them."""
        text = keys_in_line(self.words(name).split("  "), self.prompter.size[0] - 2)
        self.prompter.say(text, "dim", 2)

    def explain(self, item: Item, case: Case, way: Path | None = None) -> None:
        """Say why a question is asked, where the answer can be found, what it can affect.

        On a low screen the question is said again below.
        """
        texts = self.texts(item)
        self.say("why", "normal", 2, why=texts.why)
        if texts.where:
            self.say("where", "normal", 2, where=texts.where)
        names = item.answers if isinstance(item, Screen) else (item.id,)
        influences = way.influences if way else {}
        rules = [rule for name in names for rule in influences.get(name, ())]
        parts = [self.words(f"affects.{part}") for part in by_part(rules)]
        if parts:
            self.say("affects.one", "normal", 2, parts=self.library.phrases.listed(parts))
        elif (
            isinstance(item, Question) and item.purpose != "opening" and not case.answered(item.id)
        ):
            self.say("affects_nothing", "normal", 2)
        if self.low:
            self.prompter.say(texts.ask, "question")

    def passes(self, choices: Iterable[tuple[str, int]], result: str) -> list[str]:
        """Return what can be done next: see the result, or a pass with its number of screens."""
        labels = [self.words(result)]
        return labels + [self.counted(f"pass.{name}", count) for name, count in choices]

    def contradiction(self, found: Contradicted, case: Case) -> None:
        """Show answers that contradict each other side by side, with their numbers."""
        self.gap()
        self.say("contradiction", "error")
        self.prompter.say(self.library.phrases.contradictions[found.id], "question")
        self.answers([self.library.questions[name] for name in found.questions], case)

    def review(self, items: Iterable[Question], case: Case, invitation: str) -> None:
        """Show answers with their numbers, and what can be done with them."""
        shown = [*items]
        self.gap()
        self.say("review" if shown else "review_none", "question")
        self.answers(shown, case, AROUND + self.lines([invitation], 0))

    def answers(self, items: Iterable[Question], case: Case, around: int = AROUND) -> None:
        """Show answers, each with its number and its question, in pages."""
        shown: list[tuple[str, Style, int]] = []
        for number, item in enumerate(items, 1):
            ask, answer = self.ask(item.id), self.answer(item, case)
            if self.prompter.plain:
                shown.append((self.words("review_plain", n=number, ask=ask, answer=answer), *PLAIN))
            else:
                shown.append((self.words("review_line", n=number, ask=ask), "dim", 2))
                shown.append((self.words("review_answer", answer=answer), "normal", 6))
        self.paged(shown, around)


def keys_in_line(keys: Collection[str], width: int) -> str:
    """Return a line of keys with their names, which where it is too wide breaks between two."""
    line = "  ".join(keys)
    return line if len(line) <= width else "  ".join(key.replace(" ", "\u00a0") for key in keys)


def in_columns(texts: Sequence[str], width: int, lines: int) -> list[str]:
    """Return texts in as few columns as fit some lines, read downwards; nothing where none do."""
    for count in range(2, len(texts) + 1):
        rows = -(-len(texts) // count)
        cell = max(map(len, texts)) + 2
        if cell * count - 2 > width:
            break
        if rows <= lines:
            return [
                "".join(f"{one:{cell}}" for one in texts[row::rows]).rstrip() for row in range(rows)
            ]
    return []
