"""Reads the lines that a user types at a question: commands, answers, lists of lines."""

from __future__ import annotations

from datetime import date
from typing import overload

from advisor.casefile.answers import parse
from advisor.casefile.list_answers import LISTS
from advisor.errors import AnswerError, said
from advisor.interview.display import Display, Prompter
from advisor.interview.next_question import (
    Path,
    check_with_others,
    law_named,
    usual_currency,
)
from advisor.interview.passes import Given, Item, as_question, read_line
from advisor.knowledge import roles
from advisor.knowledge.content import Library, Question
from advisor.knowledge.interview_content import Screen
from advisor.locale.folding import fold_words
from advisor.model import Answer, Case

COMMANDS = ("?", "-", "<", "=", "!")
"""The same in every language; the letter that shows the result is the language's own."""


class Stopped(Exception):
    """The user asked to save and stop."""


def place_in(line: str, count: int) -> int | None:
    """Return the place in a list that a line names by its number from 1, ``None`` for no number."""
    if not (line.isascii() and line.isdecimal()):
        return None
    # No list is so long; a longer number is none of its.
    number = int(line[:6])
    return number - 1 if 1 <= number <= count else None


class AnswerReader:
    """Reads lines through a prompter, and says why a line is no answer."""

    def __init__(self, library: Library, prompter: Prompter, screen: Display, as_of: date) -> None:
        self.library, self.prompter, self.screen = library, prompter, screen
        self.as_of = as_of
        self.result = screen.words("command.result").split()[0]
        """The key that shows the result so far."""
        self.commands = (*COMMANDS, self.result)
        self.likely: dict[str, str] = {}
        """Choices that are suggested, by question, and taken with Enter."""
        self.suggestion = ""
        """The choice that Enter takes."""

    def line(self) -> str:
        """Read one line, wherever a line is read.

        ``+`` shows what did not fit on the screen, ``!`` raises :class:`Stopped`.
        """
        prompt = self.screen.words("prompt_plain" if self.prompter.plain else "prompt")
        while True:
            line = self.prompter.ask(prompt).strip()
            if line == "!":
                raise Stopped
            if line != "+" or not self.screen.waiting:
                return line
            self.screen.more()

    def lines(self, item: Item, case: Case, way: Path | None = None) -> str:
        """Read an answer; a list is read up to an empty line, and a refused line again.

        An empty line stands for what was suggested.
        """
        line = self.line()
        if item.kind not in LISTS or line in self.commands:
            return line or self.suggestion
        lines: list[str] = []
        while line:
            if line == "?":
                self.screen.explain(item, case, way)
            elif line in self.commands:
                return line
            elif self.answer(item, "\n".join([*lines, line]), case) is not None:
                lines.append(line)
            elif lines:
                self.prompter.say(self.screen.counted("lines_kept", len(lines)), "normal", 2)
            try:
                line = self.line()
            except EOFError:
                if self.prompter.interactive:
                    raise
                break
        return "\n".join(lines)

    @overload
    def answer(self, item: Question, text: str, case: Case) -> Answer | None: ...

    @overload
    def answer(self, item: Item, text: str, case: Case) -> Given | None: ...

    def answer(self, item: Item, text: str, case: Case) -> Given | None:
        """Return the answer that a text gives, or say why it is none."""
        currency, language = usual_currency(self.library, case), self.library.phrases.language
        labels = self.screen.texts(item).choices
        try:
            if isinstance(item, Screen) and item.kind == "line":
                return read_line(self.library, item, text, self.as_of)
            answer = parse(as_question(item), text, self.as_of, language, currency, labels)
            if isinstance(item, Question):
                check_with_others(self.library, case, item, answer)
        except AnswerError as error:
            law, parts = law_named(self.library, text)
            if law and item.id == roles.GOVERNING_LAW:
                self.likely.update(parts)
                return law
            self.prompter.say(said(error.message, self.library.phrases.messages), "error", 2)
            if fold_words(text) in self.screen.words("stop_words").split():
                self.screen.say("command.stop", "normal", 2)
            self.suggest(item, error.suggestion)
            return None
        return answer

    def suggest(self, item: Item, choice: str) -> None:
        """Say which choice Enter takes, if any."""
        self.suggestion = choice
        if choice:
            label = self.screen.texts(item).choices[choice]
            self.screen.say("suggested", "normal", 2, answer=label)
