"""The talk: stories told by lists of lines, through pipes, and at a real terminal."""

from __future__ import annotations

import contextlib
import io
import os
import re
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from advisor.casefile.casefile import read_case
from advisor.cli.session import KEYS
from advisor.engine import Engine
from advisor.errors import AdvisorError, IncompleteError, SavedAndStopped
from advisor.interview.conversation import run_interview
from advisor.interview.display import Display, in_columns, keys_in_line
from advisor.interview.terminal import MOST_LINES, TerminalPrompter
from advisor.knowledge.content import Library
from advisor.model import Case, Deliverable, Money
from tests.interview.script_prompter import ScriptPrompter
from tests.shipped import shipped

DAY = date(2026, 11, 22)
RUNNING = {"how_it_stands": "running"}
TROUBLE = {**RUNNING, "main_trouble": frozenset(("tone",))}
FLAGS = {"abuse": frozenset(), "illegal_request": "none", "insolvency_opened": False}
OPENING = ["running", "tone", "0", "save", "es", "1", "no"]
"""Up to the question what made the user think of ending it."""
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Story:
    """One telling of an interview: what was said, what was saved, how it ended."""

    prompter: ScriptPrompter
    saved: list[Case] = field(default_factory=list)
    case: Case | None = None
    error: AdvisorError | None = None

    @property
    def said(self) -> str:
        """Everything on the screen."""
        return self.prompter.transcript


@pytest.fixture
def tell(library: Library, engine: Engine) -> Callable[..., Story]:
    """Return the function that holds an interview from a list of lines."""

    def telling(
        lines: list[Any],
        case: Case | None = None,
        letters: bool = False,
        interactive: bool = False,
        plain: bool = False,
        change: bool = False,
        size: tuple[int, int] = (80, 0),
    ) -> Story:
        story = Story(ScriptPrompter(lines, plain, interactive))
        story.prompter.size = size
        start = case or Case(file="case.yaml")

        def save(case: Case) -> Case:
            story.saved.append(case)
            return case

        try:
            story.case = run_interview(
                library, start, story.prompter, engine, DAY, save, letters, change
            )
        except AdvisorError as error:
            story.error = error
        return story

    return telling


def everything_unknown(library: Library, but: dict[str, Any]) -> Case:
    """A case that is answered by "I don't know", but for some answers."""
    asked = [item.id for item in library.questions.values() if item.purpose != "letter"]
    return Case(but, frozenset(asked) - frozenset(but), file="case.yaml")


def test_first_question(tell: Callable[..., Story]) -> None:
    """The first question stands with its section, its place and all commands."""
    story = tell(["running"])
    lines = story.said.splitlines()
    assert lines[0] == ""
    assert lines[1] == "[How things stand] question 1 of at most 15"
    assert lines[2:16] == [
        "How do things stand with this client?",
        "  1  Nobody has ended it",
        "  2  The client has cancelled or given me notice",
        "  3  We have both agreed to end it",
        "  4  I have given notice",
        "  5  It is over, the last day has passed",
        "  A number, or the beginning of a choice.",
        "  ?  why we ask, and where to find it",
        "  -  I don't know",
        "  <  back",
        "  =  review and change",
        "  r  the result so far",
        "  !  save and stop",
        "> running",
    ]
    assert lines[16] == "  Noted: Nobody has ended it"
    assert "  ? why  - don't know  < back  = answers  r result  ! stop" in lines


def test_every_answer_is_saved(tell: Callable[..., Story]) -> None:
    """After each answer the whole case is saved, and a wrong line saves nothing."""
    story = tell(["running", "tone", "nothing", "0", "-"])
    assert [dict(case.answers) for case in story.saved] == [
        RUNNING,
        TROUBLE,
        {**TROUBLE, **FLAGS},
        {**TROUBLE, **FLAGS},
    ]
    assert story.saved[-1].dont_know == {"intent", "considering_for"}


def test_commands_work_while_the_input_is_wrong(tell: Callable[..., Story]) -> None:
    """After a refused answer one can ask why, go back, and go on."""
    story = tell([*OPENING[:4], "zz", "?", "<", "unsure", "days", "es"])
    assert "There is no choice 'zz'." in story.said
    assert "Why we ask: Notice, late payment and the form of the letter" in story.said
    assert "Where to find it: The last pages of the contract" in story.said
    assert "Your answer so far: To save the relationship. Enter keeps it." in story.said
    assert story.saved[-1].answers == {
        **TROUBLE,
        **FLAGS,
        "intent": "unsure",
        "considering_for": "days",
        "governing_law": "es",
    }


def test_why_names_what_it_can_affect(tell: Callable[..., Story]) -> None:
    """The command ? says in a sentence each why it is asked and what the answer can change."""
    story = tell([*OPENING, "?"])
    lines = story.said.splitlines()
    why = next(n for n, line in enumerate(lines) if line.startswith("  Why we ask: One bad"))
    assert lines[why + 1].startswith("  Your answer can still change whether to end it")
    assert lines[why + 2 :] == []


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (80, 24)])
def test_the_question_stands_below_its_help(
    tell: Callable[..., Story], size: tuple[int, int]
) -> None:
    """On a low screen the question is said again after the reasons for it."""
    story = tell([*OPENING, "?"], size=size)
    assert story.said.splitlines()[-1] == "What made you think of ending it?"


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (80, 24)])
def test_answers_come_in_pages_that_fit(tell: Callable[..., Story], size: tuple[int, int]) -> None:
    """The list of answers, its title, the way on and the prompt take no more than the screen."""
    story = tell([*OPENING, "="], size=size, interactive=True)
    said = story.said.splitlines()
    page = said[said.index("Your answers") - 1 :]
    height = sum(len(textwrap.wrap(line, size[0])) or 1 for line in page)
    assert height + 1 <= size[1]
    assert len(page) > size[1] / 3


def test_a_line_of_keys_breaks_between_two() -> None:
    """Where it is too wide, no key is parted from its name."""
    keys = ("? why", "- don't know", "< back")
    assert keys_in_line(keys, 80) == "? why  - don't know  < back"
    narrow = textwrap.wrap(keys_in_line(keys, 20), 20)
    assert [line.replace("\u00a0", " ") for line in narrow] == ["? why  - don't know", "< back"]


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_keys_are_the_same_everywhere(language: str) -> None:
    """A key of the interview means nothing else in the menu after the report."""
    ui = shipped(language).phrases.ui
    menu = {ui[f"cli.start.key.{name}"][1:].partition("]")[0]: name for name in KEYS}
    assert (menu["="], menu["!"]) == ("answers", "quit")
    result = ui["interview.command.result"].split()[0]
    assert result not in menu
    for name in ("commands_short", "commands_plain", "commands_result"):
        for key in ("=", result, "!"):
            assert re.search(rf"(^|\s){re.escape(key)}\s", ui[f"interview.{name}"])


def test_back_at_the_first_question(tell: Callable[..., Story]) -> None:
    """Before the first question there is nothing to go back to."""
    story = tell(["<", "running"])
    assert "This is the first question." in story.said
    assert story.saved[-1].answers == RUNNING


def test_back_and_enter_keeps(tell: Callable[..., Story]) -> None:
    """Going back twice and pressing Enter changes nothing and returns."""
    story = tell([*OPENING[:5], "<", "<", "", "1"])
    assert len(story.saved) == 6
    assert story.said.count("What would you like to do?") == 2
    assert story.saved[-1].answers == {
        **TROUBLE,
        **FLAGS,
        "intent": "save",
        "governing_law": "es",
        "payment_habit": "on_time",
        "open_invoices": "none",
    }


def test_a_screen_changed_replaces_all_its_answers(tell: Callable[..., Story]) -> None:
    """What a screen said before is gone when it is answered anew."""
    story = tell([*OPENING[:5], "1", "<", "something", "<", "-"])
    before, after = story.saved[-2].answers, story.saved[-1]
    assert (before["open_invoices"], "payment_habit" in before) == ("overdue", False)
    assert {"open_invoices", "payment_habit"} <= after.dont_know
    assert "open_invoices" not in after.answers


def test_choices_of_a_list_are_joined(tell: Callable[..., Story]) -> None:
    """Choices that stand for one question are joined; what a choice leaves open is asked."""
    story = tell(["running", "0", "4, 5", "insist"])
    assert "Noted: Insults; A request for something illegal" in story.said
    assert story.saved[-1].answers == {
        **RUNNING,
        "main_trouble": frozenset(),
        "abuse": frozenset(("insults",)),
        "illegal_request": "insisted",
        "insolvency_opened": False,
    }


def test_enter_is_no_answer(tell: Callable[..., Story]) -> None:
    """Enter alone is not taken for an answer."""
    story = tell([""])
    assert "Please answer, or type - if you do not know." in story.said
    assert story.saved == []


def test_review_changes_and_returns(tell: Callable[..., Story]) -> None:
    """From the review an answer is changed, and the talk returns to where it was."""
    story = tell(["running", "tone", "=", "7", "2", "price", "0"])
    assert "  2. What troubles you most? Choose up to two.\n      How they treat me" in story.said
    assert "Found '7'. Type a number from 1 to 2, or press Enter." in story.said
    assert "answer 2 of 2" in story.said
    trouble = frozenset(("price",))
    assert story.saved[-1].answers == {**RUNNING, "main_trouble": trouble, **FLAGS}


def test_review_can_be_left(tell: Callable[..., Story]) -> None:
    """Enter leaves the review, also an empty one, without a change."""
    story = tell(["=", "", "running", "=", "=", ""])
    assert "Nothing has been answered yet." in story.said
    assert len(story.saved) == 1


def test_change_says_what_falls_away(tell: Callable[..., Story]) -> None:
    """A change that makes answers unnecessary drops them and says which."""
    story = tell([*OPENING, "single", "yesterday", "<", "<", "pattern"])
    assert "Your change makes 1 answer unnecessary: When did the incident happen?" in story.said
    assert "incident_on" not in story.saved[-1].answers


def test_answers_that_do_not_apply_are_left_out(tell: Callable[..., Story]) -> None:
    """Answers in a file that do not apply are left out, and it is said."""
    story = tell([], Case({"trigger": "pattern", "incident_fixed": True}, file="case.yaml"))
    assert "1 answer in the file does not apply to the case and is left out: " in story.said


LATE_BUT_ON_TIME = {"invoices_settled": 9, "invoices_late": 6, "payment_habit": "on_time"}


def test_answers_that_contradict_each_other_are_asked_about(tell: Callable[..., Story]) -> None:
    """They are shown side by side, and the one that is picked is asked for anew."""
    story = tell(["x", "3", "1", "often", "!"], Case(LATE_BUT_ON_TIME), interactive=True)
    asked = story.said.index("Two of your answers contradict each other.")
    told = story.said[asked:]
    assert "1. How does the client pay?" in told
    assert "2. How many of them were paid late" in told
    assert told.count("Type a number from 1 to 2, or press Enter.") == 2
    assert story.saved[-1].answers == {**LATE_BUT_ON_TIME, "payment_habit": "often_late"}
    assert told.count("Two of your answers contradict each other.") == 1


def test_a_contradiction_can_be_left_as_it_is(tell: Callable[..., Story]) -> None:
    """Enter goes on with both answers; it is not asked about again, and nothing is dropped."""
    story = tell(["", "running", "0", "!"], Case(LATE_BUT_ON_TIME), interactive=True)
    assert story.said.count("Two of your answers contradict each other.") == 1
    assert LATE_BUT_ON_TIME.items() <= story.saved[-1].answers.items()


def test_an_answer_that_makes_a_contradiction_is_asked_about_at_once(
    tell: Callable[..., Story],
) -> None:
    """Counts read from invoices stand in the case when the user says "on time"."""
    counts = {"invoices_settled": 9, "invoices_late": 6}
    story = tell(["running", "=", "", "!"], Case(counts), interactive=True)
    assert "contradict" not in story.said
    known = Case({**counts, "payment_habit": "often_late"})
    story = tell(["1", "on time, and nothing", "", "!"], known, interactive=True, change=True)
    assert "answer 1 of 3" in story.said
    on_time = {"payment_habit": "on_time", "open_invoices": "none"}
    assert story.saved[-1].answers == {**counts, **on_time}
    assert story.said.index("Noted: On time") < story.said.index("contradict each other")


def test_a_pipe_is_told_of_a_contradiction_and_not_asked(tell: Callable[..., Story]) -> None:
    """The lines of a pipe answer questions, so none is taken for a choice."""
    story = tell(["running", "tone"], Case(LATE_BUT_ON_TIME))
    assert story.said.count("Two of your answers contradict each other.") == 1
    assert story.saved[-1].answers["how_it_stands"] == "running"


def test_echo_is_what_was_understood(tell: Callable[..., Story]) -> None:
    """The answer is said back in full, a relative date as a date."""
    story = tell([*OPENING, "single", "-3w"])
    assert "Noted: Sunday 1 November 2026" in story.said


def test_save_and_stop(tell: Callable[..., Story]) -> None:
    """The command ! ends with exit code 0 and says how to continue."""
    story = tell(["running", "!"], Case(file="my case.yaml"))
    assert isinstance(story.error, SavedAndStopped)
    assert story.error.exit_code == 0
    assert str(story.error) == (
        "Saved in my case.yaml. Continue with: advisor start 'my case.yaml'"
    )


@pytest.mark.parametrize("lines", [["!"], ["=", "!"], ["<", "!"], ["?", "!"]])
def test_stop_before_anything(lines: list[str], tell: Callable[..., Story]) -> None:
    """Stopping works everywhere, and does not claim to have saved what was not given."""
    story = tell(lines)
    assert isinstance(story.error, SavedAndStopped)
    assert str(story.error) == "Nothing was answered, so nothing was saved."


@pytest.mark.parametrize("end", [KeyboardInterrupt(), EOFError()])
def test_interrupted(end: BaseException, tell: Callable[..., Story]) -> None:
    """Ctrl-C and Ctrl-D keep what was answered and end with 130."""
    story = tell(["running", end], interactive=True)
    assert isinstance(story.error, SavedAndStopped)
    assert story.error.exit_code == 130
    assert str(story.error) == "Saved in case.yaml. Continue with: advisor start case.yaml"
    assert story.saved[-1].answers == RUNNING


def test_pipe_ends_too_early(tell: Callable[..., Story]) -> None:
    """A pipe that ends before the questions do names each that is open."""
    story = tell([*OPENING])
    assert isinstance(story.error, IncompleteError)
    first, *rest = str(story.error).splitlines()
    assert first.startswith("The input ended and ")
    assert "  trigger: What made you think of ending it?" in rest


def test_pipe_ends_when_nothing_is_open(tell: Callable[..., Story], library: Library) -> None:
    """A pipe may end where only the offer and the review are left."""
    case = everything_unknown(library, {"client_name": "Example Works"})
    story = tell([], case)
    assert story.error is None
    assert story.case is not None
    assert story.case.answers == case.answers


def until_offered(tell: Callable[..., Story]) -> list[str]:
    """Return the lines after which the first pass is over."""
    before, offer, _ = tell(["running", *["-"] * 30]).said.partition(
        "See the result (or press Enter)"
    )
    assert offer
    return ["running", *["-"] * before.splitlines().count("> -")]


def test_passes_are_offered_after_the_essentials(tell: Callable[..., Story]) -> None:
    """After at most 15 screens one may see the result or go on with another pass."""
    lines = until_offered(tell)
    assert len(lines) <= 15
    stopped = tell([*lines, ""])
    assert stopped.error is None
    assert "  1  See the result (or press Enter)\n  2  Rule out traps: " in stopped.said
    more = tell([*lines, "x", "?", "2", "-"])
    assert "Found 'x'. Type a number from 1 to 4, or press Enter." in more.said
    assert "More answers can make the day exact" in more.said
    assert "[Traps] question 1, then what you choose" in more.said
    assert len(more.saved) == len(lines) + 1
    assert tell([*lines, "<", "", "1"]).error is None
    assert tell(lines).error is None, "a pipe may end here"


def test_a_term_that_renews_is_dated_on_the_first_screens(tell: Callable[..., Story]) -> None:
    """The end of the term, which decides the last day, and the notice are asked at once."""
    case = _first_screens(tell, "Until a fixed date, and it renews")
    assert (case.answers["contract_kind"], case.answers["auto_renews"]) == ("fixed_term", True)
    assert case.answered("term_end")
    assert case.answered("renewal_notice")


def test_no_written_contract_is_an_answer_of_the_first_screens(tell: Callable[..., Story]) -> None:
    """Without a written contract no clause is asked about."""
    case = _first_screens(tell, "There is no written contract; the work goes on")
    assert (case.answers["contract_form"], case.answers["notice_stated"]) == ("verbal", False)
    assert not any(map(case.answered, ("notice_period", "term_end", "auto_renews")))


def _first_screens(tell: Callable[..., Story], term: str) -> Case:
    """Return the case after the first pass of somebody who knows how long the contract runs."""
    lines = ["running"]
    while "See the result (or press Enter)" not in (said := tell(lines).said):
        asked = said.rsplit("question ", 1)[-1]
        choice = re.search(rf"^ +([0-9]+)  {re.escape(term)}", asked, re.MULTILINE)
        lines.append(choice[1] if choice else "-")
    return tell([*lines, ""]).saved[-1]


def test_only_the_traps_that_are_chosen_are_asked_about(tell: Callable[..., Story]) -> None:
    """What is not chosen is answered with it; what is chosen is asked about."""
    story = tell([*until_offered(tell), "2", "deposit, own_duties", "part", "-", "late", ""])
    answers = story.saved[-1].answers
    assert (answers["deposit"], answers["own_breach"]) == ("part", "late")
    assert (answers["cross_border"], answers["dispute"]) == (False, frozenset())
    assert "Are you behind on anything you owe the client?" in story.said
    assert "Is there a dispute?" not in story.said


def test_the_counter_never_rises(tell: Callable[..., Story], library: Library) -> None:
    """The number of screens that is told at most falls, and is kept to."""
    for flags in ("0", "1, 4, 5", "-"):
        lines = ["running", "late", flags]
        while "See the result (or press Enter)" not in (said := tell(lines).said):
            lines.append("1" if "  1  " in said.rsplit("[", 1)[-1] else "-")
        told = re.findall(r"question ([0-9]+) of at most ([0-9]+)", said)
        most = [int(one) for _, one in told]
        assert most == sorted(most, reverse=True)
        assert [int(one) for one, _ in told] == [*range(1, len(told) + 1)]
        assert len(told) <= most[-1] <= 15


def test_the_result_so_far(library: Library, engine: Engine) -> None:
    """The command r shows the advice on the answers so far, as the first answer does."""
    shown: list[Case] = []
    prompter = ScriptPrompter(["running", "r", "0", "r", "!"])
    with pytest.raises(SavedAndStopped):
        run_interview(
            library,
            Case(),
            prompter,
            engine,
            DAY,
            lambda case: case,
            result=lambda *one: shown.append(one[0]),
        )
    assert [dict(case.answers) for case in shown] == [
        RUNNING,
        {**RUNNING, "main_trouble": frozenset()},
    ]


def test_enter_takes_what_is_suggested(library: Library, engine: Engine) -> None:
    """The likely law, and a choice that is nearly spelled, are taken with Enter."""
    lines = [*OPENING[:4], "", "somthing is overdue nou", "", "2000", "!"]
    prompter, saved = ScriptPrompter(lines), list[Case]()

    def save(case: Case) -> Case:
        saved.append(case)
        return case

    likely = {"governing_law": "fr"}
    with pytest.raises(SavedAndStopped):
        run_interview(library, Case(), prompter, engine, DAY, save, likely=likely)
    assert "  Enter takes: France" in prompter.said
    assert "  Enter takes: Something is overdue now" in prompter.said
    answers = saved[-1].answers
    assert (answers["governing_law"], answers["open_invoices"]) == ("fr", "overdue")
    assert answers["overdue_amount"] == Money(Decimal(2000), "EUR")


def test_counts_are_checked(tell: Callable[..., Story], library: Library) -> None:
    """A part above its whole is refused at the prompt."""
    answers = {"payment_habit": "often_late", "invoices_settled": 8}
    case = everything_unknown(library, answers)
    review = tell([], case, change=True).said
    number = re.search(r"([0-9]+)\. How many of them were paid late", review)
    assert number
    story = tell([number[1], "9", "6", ""], case, change=True)
    assert "  9 is more than 8, the answer to: How many invoices" in story.said
    assert [saved.answers["invoices_late"] for saved in story.saved] == [6]


LETTER = {"work_status": "ongoing", "client_name": "Example Works"}


def ending_case(library: Library, engine: Engine) -> Case:
    """A case whose advice is to end, with nothing of the letter answered."""
    answers = {
        **LETTER,
        "intent": "leave_now",
        "abuse": frozenset(("threats", "harassment")),
        "abuse_in_writing": True,
        "role": "freelancer",
        "governing_law": "uk",
    }
    return everything_unknown(library, answers)


def test_letter_questions(tell: Callable[..., Story], library: Library, engine: Engine) -> None:
    """For the letter its own questions are asked, lists up to an empty line."""
    from advisor.reasoning.decide import decide

    case = ending_case(library, engine)
    assert decide(library, case, DAY, engine).row.whether == "end"
    lines: list[str] = []
    address = "Your address?"
    while address not in tell(lines, case, letters=True).said:
        lines.append("-")
    story = tell(
        [*lines, "1 High Street", "?", "<", "", "1 High Street", "Sampletown", ""], case, True
    )
    assert story.error is None
    assert story.saved[-1].answers["sender_address"] == ("1 High Street", "Sampletown")
    while "What will you still deliver" not in tell(lines, case, letters=True).said:
        lines.append("-")
    story = tell([*lines, "Press kit by 2026-12-15", "Texts", ""], case, letters=True)
    assert story.saved[-1].answers["deliverables"] == (
        Deliverable("Press kit", date(2026, 12, 15)),
        Deliverable("Texts"),
    )
    while "or Enter to write the letter" not in tell(lines, case, letters=True).said:
        lines.append("-")
    story = tell([*lines, ""], case, letters=True)
    assert story.error is None
    review = story.said.split("Your answers")[1]
    assert "What is the client called?" not in review
    assert "Your name, as you sign?" in review


def test_a_refused_line_of_a_list_is_asked_for_again(
    tell: Callable[..., Story], library: Library, engine: Engine
) -> None:
    """The good lines of a list are kept, whatever is refused or asked between them."""
    case = ending_case(library, engine)
    lines: list[str] = []
    while "What will you still deliver" not in tell(lines, case, letters=True).said:
        lines.append("-")
    typed = ["Press kit by 2026-12-15", "x" * 600, "?", "Texts", "y" * 600, "Film", ""]
    story = tell([*lines, *typed], case, letters=True)
    assert story.saved[-1].answers["deliverables"] == (
        Deliverable("Press kit", date(2026, 12, 15)),
        Deliverable("Texts"),
        Deliverable("Film"),
    )
    assert "Write this line again; the line before it is kept." in story.said
    assert "Write this line again; the 2 lines before it are kept." in story.said
    nothing = tell([*lines, "x" * 600, ""], case, letters=True)
    assert "Please answer, or type - if you do not know." in nothing.said
    assert "before it is kept" not in nothing.said
    left = tell([*lines, "Press kit", "-"], case, letters=True)
    assert "deliverables" in left.saved[-1].dont_know


def test_changing_an_answer_begins_with_the_answers(
    tell: Callable[..., Story], library: Library
) -> None:
    """Who comes to change an answer picks one first, and may leave without a change."""
    case = everything_unknown(library, {"client_name": "Example Works"})
    invitation = "Type a number to change an answer, or Enter to see the result."
    left = tell([""], case, change=True)
    assert (left.saved, left.error) == ([], None)
    assert left.said.splitlines()[1] == "Your answers"
    story = tell(["2", "Other Works", ""], case, change=True)
    assert story.case is not None
    assert story.case.answers == {"client_name": "Other Works"}
    assert story.said.count(invitation) == 1


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 15)])
def test_a_question_stays_on_its_screen(
    size: tuple[int, int], library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Choices that do not fit come in columns or pages, and no screen scrolls off."""
    monkeypatch.setattr(TerminalPrompter, "size", size)
    items = (*library.questions.values(), *library.screens.values())
    for item in (one for one in items if len(one.choices) > 4):
        prompter, out = terminal("", width=size[0])
        display = Display(library, prompter)
        display.commands_shown = True
        display.item(item, Case(), "question 15 of at most 15")
        shown = out.getvalue().splitlines()
        assert len(shown) + 1 <= size[1], item.id
        while display.waiting:
            display.more()
        assert re.search(rf"(?<![0-9]){len(item.choices)}  ", out.getvalue()), item.id


def test_no_more_choices_than_the_question_takes(tell: Callable[..., Story]) -> None:
    """The main trouble is one thing or two."""
    story = tell(["running", "1, 2, 3", "1 3"])
    assert "Found 3 choices; at most 2 are taken." in story.said
    assert story.saved[-1].answers["main_trouble"] == {"late_payment", "tone"}


def test_choices_in_columns() -> None:
    """They are read downwards, and stand in as few columns as fit."""
    five = ["1  one", "2  two", "3  three", "4  four", "5  five"]
    assert in_columns(five, 40, 3) == ["1  one    4  four", "2  two    5  five", "3  three"]
    assert in_columns(five, 12, 3) == []
    assert in_columns(["x"], 80, 1) == []


def test_the_rest_of_a_list_is_shown_on_request(library: Library, engine: Engine) -> None:
    """The command + shows what did not fit, of choices as of answers."""
    prompter = ScriptPrompter([*OPENING[:4], "+", "+", "=", "+", "", "!"])
    prompter.size = (60, 14)
    with pytest.raises(SavedAndStopped):
        run_interview(library, Case(), prompter, engine, DAY, lambda case: case)
    said = prompter.said
    assert said.count("  +  the rest of the list") >= 2
    assert said.index("> +") < said.index("  23  Another country") < said.index("> =")
    shown = [line for line in said[said.index("> =") :] if "What would you like to do?" in line]
    assert shown


def test_plain_says_commands_once(tell: Callable[..., Story]) -> None:
    """To a screen reader the commands are said once, and the review in single lines."""
    story = tell(["running", "tone", "=", ""], plain=True)
    assert story.said.count("save and stop") == 1
    assert "2. What troubles you most? Choose up to two. How they treat me" in story.said
    assert "Answer: tone" in story.said


def terminal(
    text: str, width: int = 60, plain: bool = False, **more: Any
) -> tuple[TerminalPrompter, io.StringIO]:
    """A prompter that reads a text and writes to memory."""
    out = io.StringIO()
    console = Console(file=out, width=width, markup=False, emoji=False, highlight=False, **more)
    return TerminalPrompter(plain, console, io.StringIO(text)), out


def test_terminal_fits_sixty_columns(library: Library, engine: Engine) -> None:
    """At 60 columns no line is longer, whatever the questions are."""
    prompter, out = terminal("running\ntone\n?\n-\n" * 3 + "=\n\n")
    with pytest.raises(IncompleteError):
        run_interview(library, Case(), prompter, engine, DAY, lambda case: case)
    assert max(len(line) for line in out.getvalue().splitlines()) <= 60


def test_plain_has_no_layout(library: Library, engine: Engine) -> None:
    """For a screen reader there are no codes, boxes, columns or wrapped lines."""
    prompter, out = terminal("running\ntone\n?\n-\n" * 3, plain=True, force_terminal=True)
    with pytest.raises(IncompleteError):
        run_interview(library, Case(), prompter, engine, DAY, lambda case: case)
    text = out.getvalue()
    assert "\x1b" not in text
    assert "   " not in text
    assert all(ord(sign) < 0x2500 for sign in text)
    assert "How things stand, question 1 of at most" in text


def test_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR nothing is coloured."""
    monkeypatch.setenv("NO_COLOR", "1")
    prompter, out = terminal("", force_terminal=True)
    prompter.say("Wrong.", "error")
    assert "\x1b[33m" not in out.getvalue()


def test_answers_are_not_markup() -> None:
    """A client's name is shown as it is: no markup, no emoji, no control codes."""
    prompter, out = terminal("")
    prompter.say("[red]Example[/red] :smile: \x1b[31m {x}")
    assert out.getvalue().strip() == "[red]Example[/red] :smile: \ufffd[31m {x}"


def test_names_are_never_templates(tell: Callable[..., Story]) -> None:
    """Braces in an answer stay braces."""
    case = Case({"client_name": "Example Works"})
    story = tell(["1", "{n} {answer} %s", "!"], case, change=True)
    assert "Noted: {n} {answer} %s" in story.said


def test_long_lines_are_cut_not_split() -> None:
    """An endless line is one wrong answer, and the next line is the next answer."""
    prompter, _ = terminal("x" * 200_000 + "\nnext\n")
    assert len(prompter.ask("> ")) == 65_536
    assert prompter.ask("> ") == "next"
    with pytest.raises(EOFError):
        prompter.ask("> ")


# At a real terminal, through the command line.

START = [sys.executable, "-m", "advisor", "start", "case.yaml", "--as-of", "2026-11-22"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "NO_COLOR": "1", "LANG": "C"}

pexpect = pytest.importorskip("pexpect")


@pytest.fixture
def spawn(tmp_path: Path) -> Any:
    """Return the function that starts an interview at a terminal."""
    started: list[Any] = []

    def start(*more: str, files: tuple[str, ...] = ("",)) -> Any:
        child = pexpect.spawn(
            START[0],
            [*START[1:], *more],
            cwd=str(tmp_path),
            env=ENVIRONMENT,
            encoding="utf-8",
            timeout=30,
            dimensions=(50, 100),
            # A test run in the background of a shell ignores the key, and so would the child.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        )
        started.append(child)
        if not (tmp_path / "case.yaml").exists():
            child.expect_exact("export of your invoices")
            for file in files:
                child.expect_exact("> ")
                child.sendline(file)
        return child

    yield start
    for child in started:
        child.close(force=True)


def asked(child: Any, question: str) -> None:
    """Wait for a question and its prompt."""
    child.expect_exact(question)
    child.expect_exact("> ")


def answer(child: Any, question: str, line: str) -> None:
    """Wait for a question and its prompt, then type a line."""
    asked(child, question)
    child.sendline(line)


def test_a_whole_session(spawn: Any, tmp_path: Path, library: Library) -> None:
    """Somebody answers, asks why, does not know, goes back, reviews, stops and resumes."""
    child = spawn()
    answer(child, "How do things stand", "running")
    answer(child, "What troubles you most?", "?")
    answer(child, "Why we ask: The questions about it", "tone")
    answer(child, "Noted: How they treat me", "0")
    answer(child, "Noted: None of these", "-")
    answer(child, "Noted: I don't know", "<")
    answer(child, "Your answer so far: I don't know. Enter keeps it.", "save")
    answer(child, "Which law governs", "=")
    answer(child, "Type a number to change an answer, or Enter to go on.", "2")
    answer(child, "Your answer so far: How they treat me. Enter keeps it.", "price")
    answer(child, "Which law governs", "!")
    child.expect_exact("Saved in case.yaml. Continue with: advisor start case.yaml")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0
    case = read_case(tmp_path / "case.yaml", library)
    assert case.answers == {
        **RUNNING,
        "main_trouble": frozenset(("price",)),
        **FLAGS,
        "intent": "save",
    }
    again = spawn()
    answer(again, "Which law governs", "\x03")
    again.expect_exact("Saved in case.yaml.")
    again.expect(pexpect.EOF)
    again.wait()
    assert again.exitstatus == 130


def test_an_edit_during_the_interview_is_noticed(
    spawn: Any, tmp_path: Path, library: Library
) -> None:
    """What an editor writes between two answers is taken over, or told from what was typed."""
    path = tmp_path / "case.yaml"
    path.write_text("advisor: 1\nanswers:\n  client_name: Example Works\n")
    child = spawn()
    answer(child, "How do things stand", "running")
    asked(child, "What troubles you most?")
    text = path.read_text().replace("client_name: Example Works", "client_name: Other Works # new")
    path.write_text(f"{text}  # mine\n")
    child.sendline("tone")
    child.expect_exact("case.yaml was changed meanwhile.")
    child.expect(r"Other\s+Works")
    asked(child, "Has any of this happened")
    path.write_text(path.read_text() + "  trigger: pattern\n")
    child.sendline("=")
    answer(child, "Type a number to change an answer, or Enter to go on.", "2")
    asked(child, "Your answer so far: Other Works. Enter keeps it.")
    path.write_text(path.read_text().replace("Other Works", "Third Works"))
    child.sendline("Fourth Works")
    child.expect_exact("case-conflict-1.yaml")
    child.expect_exact("Noted: Third Works")
    answer(child, "Has any of this happened", "!")
    child.expect(pexpect.EOF)
    case = read_case(path, library)
    assert case.answers == {**TROUBLE, "client_name": "Third Works", "trigger": "pattern"}
    assert "Third Works # new\n" in path.read_text()
    assert "  # mine\n" in path.read_text()
    mine = read_case(tmp_path / "case-conflict-1.yaml", library)
    assert mine.answers["client_name"] == "Fourth Works"


STORY = [
    ("How do things stand", "running", 1),
    ("What troubles you most?", "fit", 1),
    ("Has any of this happened", "0", 3),
    ("What would you like", "save", 1),
    ("Which law governs", "uk", 1),
    ("How do they pay?", "1", 2),
    ("Have you talked", "no", 1),
]
"""Questions, what is typed, and how many answers that gives."""


@pytest.mark.parametrize("prompt", range(len(STORY)))
def test_killed_at_a_prompt(prompt: int, spawn: Any, tmp_path: Path, library: Library) -> None:
    """Killed at any prompt, even with a line half typed, only that line is lost."""
    child = spawn()
    for question, line, _ in STORY[:prompt]:
        answer(child, question, line)
    child.expect_exact(STORY[prompt][0])
    child.expect_exact("> ")
    child.send(STORY[prompt][1])
    child.kill(9)
    child.wait()
    path = tmp_path / "case.yaml"
    saved = len(read_case(path, library).answers) if path.exists() else 0
    assert saved == sum(count for _, _, count in STORY[:prompt])
    assert [item.name for item in tmp_path.iterdir()] == (["case.yaml"] if prompt else [])
    again = spawn()
    again.expect_exact(STORY[prompt][0])


def test_through_a_pipe(tmp_path: Path, library: Library) -> None:
    """A pipe that ends early saves what it gave, names what is open and returns 4."""
    done = subprocess.run(
        START,
        input=b"running\ntone\n0\n\xff\n",
        capture_output=True,
        cwd=tmp_path,
        env=ENVIRONMENT,
        check=False,
        timeout=60,
    )
    assert done.returncode == 4
    assert done.stdout == b""
    said = done.stderr.decode()
    assert "The input ended and " in said
    assert "wish: What would you like to do?" in said
    assert "Traceback" not in said
    assert len(read_case(tmp_path / "case.yaml", library).answers) == 5


class Endless(io.StringIO):
    """An input that repeats itself for ever."""

    def __init__(self, piece: str) -> None:
        super().__init__()
        self.piece = piece

    def readline(self, size: int = -1, /) -> str:
        """Return the same piece again."""
        return self.piece[:size] if size >= 0 else self.piece


@pytest.mark.parametrize("piece", ["y\n", "\n", "x" * 70_000])
def test_keystrokes_without_end(piece: str) -> None:
    """A pipe that never ends is taken to end, with lines as without."""
    prompter = TerminalPrompter(plain=True, stdin=Endless(piece))
    prompter.console.file = io.StringIO()
    prompter.lines_left = 3
    with contextlib.suppress(EOFError):
        for _ in range(3):
            prompter.ask("> ")
    with pytest.raises(EOFError):
        prompter.ask("> ")
    assert 1_000 < MOST_LINES < 10_000


def test_a_file_of_invoices_answers_before_the_first_question(
    spawn: Any, tmp_path: Path, library: Library
) -> None:
    """The first screen takes the path of an export; a wrong one is told, and another taken."""
    export = Path(__file__).parents[1] / "evidence" / "invoices" / "zoho-books.csv"
    child = spawn(files=("nowhere.csv", str(export)))
    child.expect_exact("Overdue: EUR 500.00")
    child.expect_exact("Answered from the invoices, and not asked any more:")
    answer(child, "Path to it", "")
    answer(child, "How do things stand", "!")
    child.expect(pexpect.EOF)
    case = read_case(tmp_path / "case.yaml", library)
    assert case.answers["open_invoices"] == "overdue"
    assert len(case.evidence.invoices) == 4


def contact_asked(tell: Callable[..., Story], case: Case, form: str) -> list[str]:
    """The lines up to the question for the contact, with a form of the letter."""
    lines = [form]
    while "Who do you write to?" not in tell(lines, case, letters=True).said:
        lines.append("-")
    return lines


def test_the_contact_is_one_line(
    tell: Callable[..., Story], library: Library, engine: Engine
) -> None:
    """A line fills title, name, role and email, is shown back in parts, and each can be changed."""
    case = ending_case(library, engine)
    lines = contact_asked(tell, case, "en-GB")
    line = "Ms Dana Placeholder, Owner, dana@example.com"
    review = tell([*lines, line, "="], case, letters=True).said.split("Your answers")[1]
    number = re.search(r"([0-9]+)\. And the surname", review)
    assert number
    story = tell([*lines, "dana@", line, "=", number[1], "Sample"], case, letters=True)
    assert "Found 'dana@', which is no email address." in story.said
    noted = "Title: Ms; First name: Dana; Surname: Placeholder; Role: Owner; Email: dana@"
    assert noted in story.said
    answers = story.saved[-1].answers
    given = {name: one for name, one in answers.items() if name.startswith("contact_")}
    assert given["contact_title"] == "ms"
    assert given["contact_email"] == "dana@example.com"
    assert given["contact_surname"] == "Sample"
    # Nothing of it is asked by itself afterwards.
    after = story.said.split(noted)[1].split("Your answers")[0]
    assert "How is the person you work with addressed?" not in after


def test_what_the_line_leaves_out_stays_open(
    tell: Callable[..., Story], library: Library, engine: Engine
) -> None:
    """Only what shapes the greeting is asked afterwards, and no gender is taken from a name."""
    case = ending_case(library, engine)
    lines = contact_asked(tell, case, "es-ES")
    story = tell([*lines, "Dana Placeholder", "dr"], case, letters=True)
    answers = story.saved[-1].answers
    assert {name for name in answers if name.startswith("contact_")} == {
        "contact_first_name",
        "contact_surname",
        "contact_title",
    }
    asked = story.said.split("Surname: Placeholder")[1]
    assert "How is the person you work with addressed?" in asked
    assert "Which form should the letter use for that person?" in asked
    assert "Which function does that person have?" not in asked
    assert "The email address of that person?" not in asked


@pytest.mark.parametrize(
    ("form", "titles"),
    [
        ("en-US", ["Mr", "Ms", "Mx", "Dr", "By full name"]),
        ("es-ES", ["Mr", "Ms", "Dr", "By full name"]),
        ("es-MX", ["Mr", "Ms", "Dr", "Lic.", "Ing.", "By full name"]),
        ("fr-FR", ["Mr", "Ms", "Dr", "Maître", "By full name"]),
    ],
)
def test_titles_are_those_of_the_form(
    form: str, titles: list[str], tell: Callable[..., Story], library: Library, engine: Engine
) -> None:
    """A title that the form does not use is not offered, and the numbers follow what is shown."""
    case = ending_case(library, engine)
    lines = [*contact_asked(tell, case, form), "Dana Placeholder"]
    said = tell(lines, case, letters=True).said
    shown = said.split("How is the person you work with addressed?")[1].split("A number, or")[0]
    labels = [line.split("  ")[-1].split(" (")[0] for line in shown.strip().splitlines()]
    assert labels == titles
    story = tell([*lines, str(len(titles))], case, letters=True)
    assert story.saved[-1].answers["contact_title"] == "none"


def test_a_state_is_taken_for_its_law(tell: Callable[..., Story]) -> None:
    """A state that is typed where a law is asked for is taken, and said back."""
    story = tell([*OPENING[:4], "Texas"])
    assert "  Noted: United States, another state" in story.said.splitlines()
    assert story.saved[-1].answers["governing_law"] == "us_other"


def test_who_wants_to_leave_is_told_how(tell: Callable[..., Story]) -> None:
    """A word for leaving that is no answer is answered with the key that does it."""
    assert tell(["quit"]).said.splitlines()[-1] == "  !  save and stop"
