"""The conversation of the interview: show a question, read a line, take an answer or a command.

No input or output here: lines come from a :class:`Prompter`, and
every answer goes to the ``save`` that the caller gives.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum

from advisor.casefile.answers import parse
from advisor.casefile.list_answers import LISTS
from advisor.engine.stratum import Engine
from advisor.errors import AnswerError, CommandLine, IncompleteError, SavedAndStopped, said
from advisor.facts.contradictions import Contradicted, contradicted
from advisor.interview import next_question
from advisor.interview.next_question import Ask, Path
from advisor.interview.screens import Prompter, Screen
from advisor.knowledge.content import Library, Question
from advisor.locale.control_characters import shell_word
from advisor.locale.refused import found
from advisor.model import DONT_KNOW, Answer, Case, Unsure

COMMANDS = ("?", "-", "<", "=", "!")


class Turn(Enum):
    """What the user did with a question."""

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
    save: Callable[[Case], Case],
    letters: bool = False,
    change: bool = False,
) -> Case:
    """Ask what can still change the advice; return the case with the answers.

    With ``letters`` the questions of the letter are asked, which the advice has
    called for. With ``change`` the interview begins with the answers, to change one.
    ``save`` is called with the case after every answer and returns the case to go on
    with. Raises :class:`SavedAndStopped` when the user stops (exit code 0 for ``!``),
    and :class:`IncompleteError` when a pipe ends before the questions do.
    """
    conversation = _Conversation(library, case, prompter, engine, as_of, save, letters, change)
    try:
        conversation.run()
    except _Stop:
        raise conversation.stopped(0) from None
    except KeyboardInterrupt:
        prompter.say("")
        raise conversation.stopped(SavedAndStopped.exit_code) from None
    except EOFError:
        if prompter.interactive:
            prompter.say("")
            raise conversation.stopped(SavedAndStopped.exit_code) from None
        conversation.complete()
    return conversation.case


class _Conversation:
    def __init__(
        self,
        library: Library,
        case: Case,
        prompter: Prompter,
        engine: Engine,
        as_of: date,
        save: Callable[[Case], Case],
        letters: bool,
        change: bool,
    ) -> None:
        self.library, self.case, self.prompter = library, case, prompter
        self.screen = Screen(library, prompter)
        self.engine, self.as_of, self.save = engine, as_of, save
        self.letters, self.change = letters, change
        self.wanted: Ask = "letter" if letters else "matters"
        self.changing: str = ""
        self.reviewing = False
        self.told: set[Contradicted] = set()
        self.offered = letters or change
        self.saved = False

    # The course of the conversation.

    def run(self) -> None:
        self.ask_about_contradictions()
        self.case, orphans = next_question.prune(self.library, self.case, self.as_of)
        self.report_dropped("orphans", orphans)
        if self.change and self.pick("review_final"):
            return
        while True:
            if self.reviewing:
                self.reviewing = False
                self.pick("review_continue")
                continue
            if not self.changing and self.ask_about_contradictions():
                continue
            way = next_question.questions_now(
                self.library, self.case, self.as_of, self.engine, self.wanted
            )
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
        before = next_question.back(self.library, self.case, question.id if question else None)
        if before is None:
            self.screen.say("first", "error", 2)
        else:
            self.changing = before.id

    def ended(self, way: Path) -> bool:
        """Nothing is left to ask: offer the rest, then the review."""
        if not self.offered and way.rest:
            return self.offer(way)
        self.offered = True
        return self.pick("review_letter" if self.letters else "review_final")

    def offer(self, way: Path) -> bool:
        """Let the user choose between the result and the questions that are left."""
        self.screen.gap()
        self.screen.say("settled" if way.settled else "unsure")
        rest = self.screen.counted("offer_rest", len(way.rest))
        self.screen.choices((self.screen.words("offer_result"), rest))
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
            if line == "?":
                self.screen.say("offer_help", "normal", 2)
            else:
                self.screen.say("offer_wrong", "error", 2, found=found(line))

    def pick(self, invitation: str) -> bool:
        """Show the answers and let one be picked; true when the user goes on."""
        items = next_question.review(self.library, self.case)
        if self.letters:
            items = tuple(item for item in items if item.purpose == "letter")
        self.screen.review(items, self.case)
        self.screen.say(invitation)
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
            self.screen.say("review_wrong", "error", 2, found=found(line), n=len(items))

    def ask_about_contradictions(self) -> bool:
        """Show each new contradiction once; true when one of its answers is to be changed."""
        for item in contradicted(self.library, self.case, self.as_of):
            if item in self.told:
                continue
            self.told.add(item)
            self.screen.contradiction(item, self.case)
            # Lines that come from a pipe answer questions.
            if self.prompter.interactive and (name := self.pick_answer(item.questions)):
                self.changing = name
                return True
        return False

    def pick_answer(self, questions: tuple[str, ...]) -> str:
        """Return the question whose answer is to be changed, nothing to go on."""
        self.screen.say("contradiction_pick")
        while line := self.read():
            if line.isascii() and line.isdecimal() and 1 <= int(line[:6]) <= len(questions):
                return questions[int(line[:6]) - 1]
            self.screen.say("review_wrong", "error", 2, found=found(line), n=len(questions))
        return ""

    # One question.

    def put_to_user(self, question: Question, way: Path) -> Turn:
        """Show a question and read lines until one is an answer or leads elsewhere."""
        self.screen.question(question, self.case, way)
        answered = self.case.answered(question.id)
        while True:
            line = self.read_answer(question, way)
            if line == "?":
                self.screen.explain(question, self.case, way)
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
                self.screen.say("empty", "error", 2)
            elif (answer := self.parsed(question, line)) is not None:
                self.take(question, answer)
                return Turn.DONE

    def parsed(self, question: Question, text: str) -> Answer | None:
        """Return the answer that a text gives, or say why it is none."""
        currency = next_question.usual_currency(self.case)
        try:
            labels = self.library.phrases.question(question.id).choices
            answer = parse(
                question, text, self.as_of, self.library.phrases.language, currency, labels
            )
            next_question.check_with_others(self.library, self.case, question, answer)
        except AnswerError as error:
            self.prompter.say(said(error.message, self.library.phrases.messages), "error", 2)
            return None
        return answer

    def take(self, question: Question, answer: Answer | Unsure) -> None:
        """Put an answer into the case, save it, and say what it was read as."""
        self.case, dropped = next_question.put(
            self.library, self.case, question, answer, self.as_of
        )
        self.case = self.save(self.case)
        self.saved = True
        if self.case.answered(question.id):
            answered = self.screen.answer(question, self.case)
            self.screen.say("noted", "dim", 2, answer=answered)
        self.report_dropped("dropped", dropped)

    def report_dropped(self, key: str, dropped: tuple[str, ...]) -> None:
        """Say which answers were dropped because their question no longer applies."""
        if dropped:
            asks = " ".join(map(self.screen.ask, dropped))
            text = self.screen.counted(key, len(dropped), answers=asks)
            self.prompter.say(text, "normal", 2)

    # Reading.

    def read(self) -> str:
        """Read one line. ``!`` stops at once, wherever it is typed."""
        prompt = self.screen.words("prompt_plain" if self.prompter.plain else "prompt")
        line = self.prompter.ask(prompt).strip()
        if line == "!":
            raise _Stop
        return line

    def read_answer(self, question: Question, way: Path) -> str:
        """Read an answer; a list is read up to an empty line, and a refused line again."""
        line = self.read()
        if question.kind not in LISTS or line in COMMANDS:
            return line
        lines: list[str] = []
        while line:
            if line == "?":
                self.screen.explain(question, self.case, way)
            elif line in COMMANDS:
                return line
            elif self.parsed(question, "\n".join([*lines, line])) is not None:
                lines.append(line)
            elif lines:
                self.prompter.say(self.screen.counted("lines_kept", len(lines)), "normal", 2)
            try:
                line = self.read()
            except EOFError:
                if self.prompter.interactive:
                    raise
                break
        return "\n".join(lines)

    # The end.

    def stopped(self, exit_code: int) -> SavedAndStopped:
        """Return the error that ends the interview, with the way to continue."""
        if self.saved or self.case.answers or self.case.dont_know:
            file = self.case.file
            argument = shell_word(file)
            saved = CommandLine(self.screen.words("saved", file=file, argument=argument))
            text = saved if file else self.screen.words("saved_nowhere")
        else:
            text = self.screen.words("saved_nothing")
        error = SavedAndStopped(text)
        error.exit_code = exit_code
        return error

    def complete(self) -> None:
        """Raise :class:`IncompleteError` unless all that matters is answered."""
        way = next_question.questions_now(self.library, self.case, self.as_of, self.engine)
        missing = next_question.missing(self.library, self.case, way)
        if missing:
            asks = [
                self.screen.words("incomplete_line", id=item.id, ask=self.screen.ask(item.id))
                for item in missing
            ]
            head = self.screen.counted("incomplete", len(missing))
            raise IncompleteError("\n  ".join([head, *asks]))
