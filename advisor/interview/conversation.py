"""The conversation of the interview: show a question, read a line, take an answer or a command.

No input or output here: lines come from a :class:`Prompter`, and
every answer goes to the ``save`` that the caller gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum

from advisor.engine.stratum import Engine
from advisor.errors import CommandLine, IncompleteError, SavedAndStopped
from advisor.facts.contradictions import Contradicted, contradicted
from advisor.interview import next_question, passes
from advisor.interview.answer_reader import AnswerReader, Stopped, place_in
from advisor.interview.display import Display, Prompter
from advisor.interview.next_question import Ask, Path
from advisor.interview.passes import Given, Item, Progress
from advisor.knowledge.content import Library
from advisor.locale.control_characters import shell_word
from advisor.locale.refused import found
from advisor.model import DONT_KNOW, Case, Unsure

NOTHING: Mapping[str, str] = {}


class Turn(Enum):
    """What the user did with a question."""

    DONE = "done"
    BACK = "back"
    REVIEW = "review"


def run_interview(
    library: Library,
    case: Case,
    prompter: Prompter,
    engine: Engine,
    as_of: date,
    save: Callable[[Case], Case],
    letters: bool = False,
    change: bool = False,
    result: Callable[[Case, int], None] = lambda *_: None,
    likely: Mapping[str, str] = NOTHING,
    papers: frozenset[str] | None = None,
) -> Case:
    """Ask what can still change the advice, pass by pass; return the case with the answers.

    With ``letters`` the questions of the letter are asked, which the advice has
    called for. With ``change`` the interview begins with the answers, to change one.
    ``result`` shows the advice on the answers so far, and is given how many lines of the screen
    come below it. ``likely`` holds choices that are suggested, by question, and taken with Enter.
    ``papers`` limits the questions about letters to these.
    ``save`` is called with the case after every answer and returns the case to go on
    with. Raises :class:`SavedAndStopped` when the user stops (exit code 0 for ``!``),
    and :class:`IncompleteError` when a pipe ends before the questions do.
    """
    conversation = _Conversation(library, case, prompter, engine, as_of, save, letters, change)
    conversation.result, conversation.papers = result, papers
    conversation.reader.likely.update(likely)
    try:
        conversation.run()
    except Stopped:
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
        self.screen = Display(library, prompter)
        self.reader = AnswerReader(library, prompter, self.screen, as_of)
        self.engine, self.as_of, self.save = engine, as_of, save
        self.letters, self.change = letters, change
        self.wanted: Ask = "letter" if letters else "matters"
        self.result: Callable[[Case, int], None] = lambda *_: None
        self.papers: frozenset[str] | None = None
        self.stage = 0
        """The number of the present pass."""
        self.done = [passes.put_before(library, case, one) for one in library.passes]
        """How many screens of each pass were put."""
        self.most: dict[int, int] = {}
        """The most screens of a pass that the user was told; it never rises."""
        self.history: list[str] = []
        """What was put to the user in this sitting, to go back to."""
        self.changing: Item | None = None
        self.reviewing = False
        self.told: set[Contradicted] = set()
        self.shown: Case | None = None
        """The case whose advice was shown last."""
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
                self.library, self.case, self.as_of, self.engine, self.wanted, self.papers
            )
            here = self.here(way)
            item = self.changing or here.next
            if item is None:
                if self.pick("review_letter") if self.letters else self.pass_ended(way):
                    return
                continue
            turn = self.put_to_user(item, way, self.progress(here))
            if turn is Turn.REVIEW:
                self.reviewing = True
            elif turn is Turn.BACK:
                self.step_back()
            else:
                self.history.append(item.id)
                self.done[self.stage] += item is not self.changing
                self.changing = None

    def here(self, way: Path) -> Progress:
        """Return what comes next in the present pass, or for the letter."""
        if self.letters:
            papers, done = self.papers or frozenset(), len(self.history)
            return passes.for_papers(self.library, self.case, way, done, papers)
        return self.ahead(way, self.stage)

    def ahead(self, way: Path, stage: int) -> Progress:
        """Return what is left of a pass."""
        this = self.library.passes[stage]
        before = self.library.questions.get(self.history[-1]) if self.history else None
        return passes.progress(self.library, self.case, way, this, self.done[stage], before)

    def progress(self, here: Progress) -> str:
        """Return how far the interview is; the number of screens never rises."""
        if self.changing:
            return self.screen.changing(self.changing, self.case)
        if here.chosen:
            return self.screen.words("progress_chosen", n=here.position)
        most = min(here.most, self.most.get(self.stage, here.most))
        self.most[self.stage] = most = max(most, here.position)
        return self.screen.progress(here.position, most)

    def step_back(self) -> None:
        """Go back to what was put before, or to the last answer of an earlier sitting."""
        answered = next_question.review(self.library, self.case)
        if self.history:
            self.changing = passes.item(self.library, self.history.pop())
        elif answered and self.changing is None:
            self.changing = answered[-1]
        else:
            self.screen.say("first", "error", 2)

    def pass_ended(self, way: Path) -> bool:
        """Show the advice so far and let the user choose what to do next; true to end."""
        left = [
            (number, one.id, len(ahead.items))
            for number, one in enumerate(self.library.passes)
            if (ahead := self.ahead(way, number)).items
        ]
        if not left:
            self.screen.gap()
            self.screen.say("settled" if way.settled else "unsure")
            return True
        labels = self.screen.passes([(name, count) for _, name, count in left], "offer_result")
        # Numbered and indented, with an empty line above and the prompt below.
        below = self.screen.lines(["", *labels, ""], 5) + 2
        if self.prompter.interactive and self.shown != self.case:
            self.show_result(below)
        self.screen.gap()
        self.screen.choices(labels)
        self.screen.keys("commands_result")
        while True:
            try:
                line = self.reader.line()
            except EOFError:
                if self.prompter.interactive:
                    raise
                return True
            place = 0 if line == "" else place_in(line, len(left) + 1)
            if place == 0:
                return True
            if place is not None:
                self.stage = left[place - 1][0]
                return False
            if line == "<":
                self.step_back()
                return False
            if line == "=":
                self.reviewing = True
                return False
            if line == self.reader.result:
                self.show_result(below)
            elif line == "?":
                self.screen.say("offer_help", "normal", 2)
            else:
                self.screen.say("review_wrong", "error", 2, found=found(line), n=len(left) + 1)

    def show_result(self, below: int = 1) -> None:
        """Show the advice on the answers so far, with room for the lines ``below``."""
        self.screen.gap()
        self.result(self.case, below)
        self.shown = self.case

    def pick(self, invitation: str) -> bool:
        """Show the answers and let one be picked; true when the user goes on."""
        items = next_question.review(self.library, self.case)
        if self.letters:
            items = tuple(item for item in items if item.purpose == "letter")
        said = self.screen.words(invitation)
        self.screen.review(items, self.case, said)
        self.prompter.say(said)
        while True:
            line = self.reader.line()
            if line == "":
                return True
            if line == "<":
                if invitation != "review_continue":
                    self.step_back()
                return False
            if (place := place_in(line, len(items))) is not None:
                self.changing = passes.as_put(self.library, self.case, items[place])
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
                self.changing = self.library.questions[name]
                return True
        return False

    def pick_answer(self, questions: tuple[str, ...]) -> str:
        """Return the question whose answer is to be changed, nothing to go on."""
        self.screen.say("contradiction_pick")
        while line := self.reader.line():
            if (place := place_in(line, len(questions))) is not None:
                return questions[place]
            self.screen.say("review_wrong", "error", 2, found=found(line), n=len(questions))
        return ""

    # One question.

    def put_to_user(self, item: Item, way: Path, progress: str) -> Turn:
        """Show a question or a screen and read lines until one answers it or leads elsewhere."""
        item = passes.offered(item, way)
        answered = bool(self.screen.given(item, self.case))
        likely = "" if answered else self.reader.likely.get(item.id, "")
        self.screen.item(item, self.case, progress, below=1 if likely else 0)
        self.reader.suggest(item, likely)
        while True:
            line = self.reader.lines(item, self.case, way)
            if line == "?":
                self.screen.explain(item, self.case, way)
            elif line == self.reader.result:
                self.show_result()
            elif line == "<":
                return Turn.BACK
            elif line == "=":
                return Turn.REVIEW
            elif line == "-":
                self.take(item, DONT_KNOW)
                return Turn.DONE
            elif not line and answered:
                return Turn.DONE
            elif not line:
                self.screen.say("empty", "error", 2)
            elif (answer := self.reader.answer(item, line, self.case)) is not None:
                self.take(item, answer)
                return Turn.DONE

    def take(self, item: Item, answer: Given | Unsure) -> None:
        """Put an answer into the case, save it, and say what it was read as."""
        self.case, dropped = passes.put(self.library, self.case, item, answer, self.as_of)
        self.case = self.save(self.case)
        self.saved = True
        if self.screen.given(item, self.case):
            noted = self.screen.noted(item, answer, self.case)
            self.screen.say("noted", "dim", 2, answer=noted)
        self.report_dropped("dropped", dropped)

    def report_dropped(self, key: str, dropped: tuple[str, ...]) -> None:
        """Say which answers were dropped because their question no longer applies."""
        if dropped:
            asks = " ".join(map(self.screen.ask, dropped))
            text = self.screen.counted(key, len(dropped), answers=asks)
            self.prompter.say(text, "normal", 2)

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
        """Raise :class:`IncompleteError` unless the pass has all its answers.

        A letter can be written with fewer, and says what it lacks.
        """
        way = next_question.questions_now(self.library, self.case, self.as_of, self.engine)
        items = () if self.letters else self.here(way).items
        if items:
            asks = [
                self.screen.words("incomplete_line", id=item.id, ask=self.screen.texts(item).ask)
                for item in items
            ]
            head = self.screen.counted("incomplete", len(items))
            raise IncompleteError("\n  ".join([head, *asks]))
