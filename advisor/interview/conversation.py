"""The talk of the interview: show a question, read a line, take an answer or a command.

Nothing here reads or writes the world: lines come from a :class:`Prompter`, and
every answer goes to the ``save`` that the caller gives.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Literal, Protocol

from advisor.engine.stratum import Engine
from advisor.errors import AnswerError, IncompleteError, SavedAndStopped
from advisor.interview import path
from advisor.interview.answers import parse, show
from advisor.interview.path import DONT_KNOW, Ask, Path, Unsure
from advisor.interview.refusal import found
from advisor.knowledge.content import Library, Question
from advisor.knowledge.texts import fill
from advisor.model import Answer, Case
from advisor.reasoning.relevance import conclusions

Style = Literal["normal", "question", "choice", "dim", "error"]
COMMANDS = ("?", "-", "<", "=", "!")
SHOWN_CONCLUSIONS = 5


class Prompter(Protocol):
    """Where the interview is held."""

    plain: bool
    """For a screen reader: words only, nothing said twice."""
    interactive: bool
    """Somebody sits there; otherwise the lines come from a file or a pipe."""

    def heading(self, left: str, right: str) -> None:
        """Begin a question: its section, and how far the interview is."""

    def say(self, text: str, style: Style = "normal", indent: int = 0) -> None:
        """Show a paragraph; ``indent`` is in columns."""

    def ask(self, prompt: str) -> str:
        """Read one line. Raises :class:`EOFError` at the end of the input."""


class Turn(Enum):
    """What came of showing a question."""

    DONE = "done"
    BACK = "back"
    REVIEW = "review"


class _Stop(Exception):
    """The user asked to save and stop."""


def run_interview(
    library: Library,
    case: Case,
    prompter: Prompter,
    engine: Engine,
    as_of: date,
    save: Callable[[Case], None],
    letters: bool = False,
) -> Case:
    """Ask what can still change the advice; return the case with the answers.

    With ``letters`` the questions of the letter are asked, which the advice has
    called for. ``save`` is called with the case after every answer. Raises
    :class:`SavedAndStopped` when the user stops (exit code 0 for ``!``), and
    :class:`IncompleteError` when a pipe ends before the questions do.
    """
    talk = _Talk(library, case, prompter, engine, as_of, save, letters)
    try:
        talk.hold()
    except _Stop:
        raise talk.stopped(0) from None
    except KeyboardInterrupt:
        raise talk.stopped(SavedAndStopped.exit_code) from None
    except EOFError:
        if prompter.interactive:
            raise talk.stopped(SavedAndStopped.exit_code) from None
        talk.complete()
    return talk.case


class _Talk:
    def __init__(
        self,
        library: Library,
        case: Case,
        prompter: Prompter,
        engine: Engine,
        as_of: date,
        save: Callable[[Case], None],
        letters: bool,
    ) -> None:
        self.library, self.case, self.prompter = library, case, prompter
        self.engine, self.as_of, self.save = engine, as_of, save
        self.letters = letters
        self.wanted: Ask = "letter" if letters else "matters"
        self.changing: str = ""
        self.reviewing = False
        self.offered = letters
        self.commands_shown = False
        self.saved = False

    # Words.

    def words(self, key: str, **values: object) -> str:
        text = self.library.texts[f"interview.{key}"]
        return fill(text, lambda name, form: str(values[name]))

    def counted(self, key: str, number: int, **values: object) -> str:
        return self.words(f"{key}.{'one' if number == 1 else 'other'}", n=number, **values)

    def say(self, text: str, style: Style = "normal", indent: int = 0) -> None:
        self.prompter.say(text, style, indent)

    def shown(self, question: Question) -> str:
        if question.id in self.case.dont_know:
            return self.words("dont_know")
        answer = self.case.answers[question.id]
        return show(question, answer, self.library.language).replace("\n", "; ")

    # The course of the talk.

    def hold(self) -> None:
        while True:
            if self.reviewing:
                self.reviewing = False
                self.pick("review_continue")
                continue
            way = path.questions_now(self.library, self.case, self.as_of, self.engine, self.wanted)
            question = self.library.questions[self.changing] if self.changing else way.next
            if question is None:
                if self.ended(way):
                    return
                continue
            turn = self.put_to_user(question, way)
            if turn is Turn.REVIEW:
                self.reviewing = True
            elif turn is Turn.BACK:
                self.step_back(question)
            else:
                self.changing = ""

    def step_back(self, question: Question | None) -> None:
        before = path.back(self.library, self.case, question.id if question else None)
        if before is None:
            self.say(self.words("first"), "error", 2)
        else:
            self.changing = before.id

    def ended(self, way: Path) -> bool:
        """Nothing is left to ask: offer the rest, then the review."""
        if not self.offered and way.rest:
            return self.offer(way)
        self.offered = True
        return self.pick("review_letter" if self.letters else "review_final")

    def offer(self, way: Path) -> bool:
        self.say("")
        self.say(self.words("settled" if way.settled else "unsure"))
        options = (self.words("offer_result"), self.counted("offer_rest", len(way.rest)))
        for number, label in enumerate(options, 1):
            self.say(self.words("choice", n=number, label=label), "choice", 2)
        while True:
            line = self.read()
            if line in ("", "1", "2"):
                self.offered = True
                self.wanted = "all" if line == "2" else "matters"
                return False
            if line == "<":
                self.step_back(None)
                return False
            if line == "=":
                self.reviewing = True
                return False
            wrong = self.words("offer_wrong", found=found(line))
            self.say(self.words("offer_help") if line == "?" else wrong, "normal", 2)

    def pick(self, invitation: str) -> bool:
        """Show the answers and let one be picked; true when the user goes on."""
        items = path.review(self.library, self.case)
        if self.letters:
            items = tuple(item for item in items if item.purpose == "letter")
        self.say("")
        self.say(self.words("review" if items else "review_none"), "question")
        for number, item in enumerate(items, 1):
            self.review_line(number, item)
        self.say(self.words(invitation), "normal")
        while True:
            line = self.read()
            if line == "":
                return True
            if line == "<":
                if invitation != "review_continue":
                    self.step_back(None)
                return False
            if line.isascii() and line.isdecimal() and 1 <= int(line[:6]) <= len(items):
                self.changing = items[int(line[:6]) - 1].id
                return False
            self.say(self.words("review_wrong", found=found(line), n=len(items)), "error", 2)

    def review_line(self, number: int, question: Question) -> None:
        ask, answer = " ".join(question.ask.split()), self.shown(question)
        if self.prompter.plain:
            self.say(self.words("review_plain", n=number, ask=ask, answer=answer))
            return
        self.say(self.words("review_line", n=number, ask=ask), "dim", 2)
        self.say(self.words("review_answer", answer=answer), "normal", 6)

    # One question.

    def put_to_user(self, question: Question, way: Path) -> Turn:
        """Show a question and read lines until one is an answer or leads elsewhere."""
        self.show_question(question, way)
        answered = self.case.answered(question.id)
        while True:
            line = self.read_answer(question)
            if line == "?":
                self.explain(question, way)
            elif line == "<":
                return Turn.BACK
            elif line == "=":
                return Turn.REVIEW
            elif line == "-":
                self.take(question, DONT_KNOW)
                return Turn.DONE
            elif not line and answered:
                return Turn.DONE
            elif not line:
                self.say(self.words("empty"), "error", 2)
            elif self.understood(question, line):
                return Turn.DONE

    def understood(self, question: Question, line: str) -> bool:
        currency = path.usual_currency(self.case)
        try:
            answer = parse(question, line, self.as_of, self.library.language, currency)
            path.check_with_others(self.library, self.case, question, answer)
        except AnswerError as error:
            self.say(str(error), "error", 2)
            return False
        self.take(question, answer)
        return True

    def take(self, question: Question, answer: Answer | Unsure) -> None:
        """Put an answer into the case, save it, and say what it was read as."""
        self.case, dropped = path.put(self.library, self.case, question, answer, self.as_of)
        self.save(self.case)
        self.saved = True
        self.say(self.words("noted", answer=self.shown(question)), "dim", 2)
        if dropped:
            asks = " ".join(" ".join(self.library.questions[name].ask.split()) for name in dropped)
            self.say(self.counted("dropped", len(dropped), answers=asks), "normal", 2)

    def show_question(self, question: Question, way: Path) -> None:
        answered = self.case.answered(question.id)
        if answered:
            order = [item.id for item in path.review(self.library, self.case)]
            progress = self.words("changing", n=order.index(question.id) + 1, m=len(order))
        else:
            progress = self.words("progress", n=way.position, m=way.total)
        self.say("")
        self.prompter.heading(question.section, progress)
        self.say(question.ask, "question")
        for number, label in enumerate(question.choices.values(), 1):
            self.say(self.words("choice", n=number, label=label), "choice", 2)
        self.say(self.hint(question), "dim", 2)
        if answered:
            self.say(self.words("now", answer=self.shown(question)), "normal", 2)
        self.show_commands()

    def hint(self, question: Question) -> str:
        currency = path.usual_currency(self.case)
        if question.kind == "money" and currency:
            return self.words("hint.money_in", currency=currency)
        if question.kind == "count" and question.unit:
            return self.words("hint.count_of", unit=question.unit)
        return self.words(f"hint.{question.kind}")

    def show_commands(self) -> None:
        """Say the commands: in full once, then in short, to a screen reader only once."""
        first, self.commands_shown = not self.commands_shown, True
        if self.prompter.plain:
            if first:
                self.say(self.words("commands_plain"))
        elif first:
            for name in ("s", "_dont_know", "_back", "_review", "_stop"):
                self.say(self.words(f"command{name}"), "dim", 2)
        else:
            self.say(self.words("commands_short"), "dim", 2)

    def explain(self, question: Question, way: Path) -> None:
        self.say(self.words("why", why=question.why), "normal", 2)
        if question.where:
            self.say(self.words("where", where=question.where), "normal", 2)
        titles = conclusions(self.library, way.decision, question.id)[:SHOWN_CONCLUSIONS]
        if titles:
            self.say(self.words("affects", conclusions="; ".join(titles)), "normal", 2)
        elif question.purpose != "opening" and not self.case.answered(question.id):
            self.say(self.words("affects_nothing"), "normal", 2)

    # Reading.

    def read(self) -> str:
        """Read one line. ``!`` stops at once, wherever it is typed."""
        prompt = self.words("prompt_plain" if self.prompter.plain else "prompt")
        line = self.prompter.ask(prompt).strip()
        if line == "!":
            raise _Stop
        return line

    def read_answer(self, question: Question) -> str:
        """Read an answer; a list is read up to an empty line."""
        line = self.read()
        if question.kind not in ("lines", "deliverables") or not line or line in COMMANDS:
            return line
        lines = [line]
        while True:
            try:
                line = self.read()
            except EOFError:
                if self.prompter.interactive:
                    raise
                line = ""
            if not line:
                return "\n".join(lines)
            if line in ("?", "<", "="):
                return line
            lines.append(line)

    # The end.

    def stopped(self, exit_code: int) -> SavedAndStopped:
        """Return the error that ends the interview, with the way to continue."""
        if self.saved or self.case.answers or self.case.dont_know:
            file = self.case.file
            text = self.words("saved", file=file, argument=shlex.quote(file))
            text = text if file else self.words("saved_nowhere")
        else:
            text = self.words("saved_nothing")
        error = SavedAndStopped(text)
        error.exit_code = exit_code
        return error

    def complete(self) -> None:
        """Raise :class:`IncompleteError` unless all that matters is answered."""
        way = path.questions_now(self.library, self.case, self.as_of, self.engine)
        missing = path.missing(self.library, self.case, way)
        if missing:
            asks = [
                self.words("incomplete_line", id=item.id, ask=" ".join(item.ask.split()))
                for item in missing
            ]
            head = self.counted("incomplete", len(missing))
            raise IncompleteError("\n  ".join([head, *asks]))
