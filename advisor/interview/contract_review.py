"""The user confirms, corrects or drops what was read in a contract, one screen a topic."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import partial

from advisor.casefile.answers import from_node, show_in_line
from advisor.casefile.choices import show_yes_no
from advisor.errors import CaseError
from advisor.evidence.contract.accepting import Confirmed
from advisor.evidence.contract.proposals import Proposal, Said
from advisor.evidence.contract.reading import ContractReading
from advisor.evidence_model import Quote
from advisor.interview.answer_reader import AnswerReader, Stopped, place_in
from advisor.interview.display import Display, Prompter
from advisor.knowledge import roles, strict_yaml
from advisor.knowledge.content import Library, Question
from advisor.lazy_dataclass import dataclass
from advisor.locale.durations import read_duration, show_duration
from advisor.locale.markdown import one_line
from advisor.locale.refused import Refused, found
from advisor.model import Answer, Case
from advisor.wordlists.contract_patterns import Topic

TAKE, DIGITS = "ok", tuple("0123456789")
"""The word that takes a proposal over, in any language. Yes would be an answer."""
MOST_SHOWN = 4
"""Places of a contract shown for one field."""


def answer_of(library: Library, question: Question, value: str) -> Answer | None:
    """Return a value as a case file writes it as an answer, ``None`` where it is none."""
    lines = value.split("\n") if question.kind == "lines" else value
    text = f"[{value}]" if question.kind == "several" else json.dumps(lines)
    try:
        node = strict_yaml.parse(text.encode(), "", CaseError)
        return from_node(question, node, library.file_language)
    except CaseError:
        return None


@dataclass(frozen=True)
class ContractTexts:
    """Says what was read in a contract in the words of a library."""

    library: Library
    reading: ContractReading

    def say(self, key: str, **values: object) -> str:
        """Return a text about contracts."""
        return self.library.phrases.say(f"contract.{key}", **values)

    def what(self, proposal: Proposal) -> str:
        """Return what a field is: its question, or its name where it has none."""
        question = proposal.field.question
        if question:
            return one_line(self.library.phrases.question(question).ask)
        return self.say(f"field.{proposal.field.id}")

    def value(self, proposal: Proposal, value: str) -> str:
        """Return a value as the language writes it."""
        question = self.library.questions.get(proposal.field.question)
        answer = None if question is None else answer_of(self.library, question, value)
        if question is None or answer is None:
            return self._bare(value)
        return show_in_line(self.library.phrases, question, answer)

    def _bare(self, value: str) -> str:
        """Return a value that answers no question: a day, a length, yes or no, a law, or words."""
        phrases, written = self.library.phrases, self.library.file_language
        agreed = written.typed.yes_no.get(value)
        if agreed is not None:
            return show_yes_no(agreed, phrases.ui)
        if value in self.library.questions[roles.GOVERNING_LAW].choices:
            return phrases.choice(roles.GOVERNING_LAW, value)
        with suppress(ValueError):
            return phrases.day(date.fromisoformat(value))
        with suppress(Refused):
            return show_duration(read_duration(value, written), phrases.ui, phrases.language)
        return value

    def place(self, one: Said) -> str:
        """Return where words stand: line, page or paragraph, and the clause."""
        place = self.say(f"at.{self.reading.counts}", n=self.reading.number_at(one))
        clause = self.reading.clause_at(one)
        return self.say("in_clause", place=place, clause=clause) if clause else place

    def offers(self, proposal: Proposal, one: Said) -> bool:
        """Tell whether a place names an answer that the user may choose."""
        question = self.library.questions.get(proposal.field.question)
        chosen = bool(question and one.value and not proposal.value)
        return chosen and answer_of(self.library, question, one.value) is not None  # type: ignore[arg-type]

    def lines(self, proposal: Proposal) -> Iterator[tuple[str, int]]:
        """Yield the lines about a proposal, with their indents."""
        grade, what = self.say(f"grade.{proposal.grade}"), self.what(proposal)
        if proposal.value:
            value = self.value(proposal, proposal.value)
            yield self.say("line", what=what, value=value, grade=grade), 0
        else:
            yield self.say("open", what=what, grade=grade), 0
        before = ""
        for number, one in enumerate(shown(proposal), start=1):
            if self.offers(proposal, one):
                value = self.value(proposal, one.value)
                yield self.say("number", n=number, value=value), 2
            quote = " ".join(one.quote.split())
            if quote != before:
                yield self.say("quote", quote=quote), 4
                yield self.place(one), 4
            before = quote


def shown(proposal: Proposal) -> tuple[Said, ...]:
    """Return the places shown for a proposal: each value and each quote once."""
    most = (
        1
        if proposal.value and not proposal.field.gathers and not proposal.field.length
        else MOST_SHOWN
    )
    different = {(one.value, one.quote): one for one in reversed(proposal.said)}
    kept = [one for one in proposal.said if different[one.value, one.quote] is one]
    return tuple(kept[:most])


class ContractReview:
    """Puts the proposals to the user and collects what is confirmed."""

    def __init__(
        self,
        library: Library,
        prompter: Prompter,
        case: Case,
        as_of: date,
        texts: ContractTexts,
    ) -> None:
        self.library, self.prompter, self.case, self.texts = library, prompter, case, texts
        self.display = Display(library, prompter)
        self.reader = AnswerReader(library, prompter, self.display, as_of)
        self.confirmed: dict[str, Confirmed] = {}

    def run(self, topics: Mapping[str, Topic]) -> tuple[Confirmed, ...]:
        """Go through the topics. ``!`` and the end of the input stop; what is confirmed stays."""
        reading = self.texts.reading
        wanted = [one for one in topics if any(map(_asks, reading.topics[one]))]
        for number, name in enumerate(wanted, start=1):
            progress = self.texts.say("progress", n=number, m=len(wanted))
            try:
                self._topic(topics[name], reading.topics[name], progress)
            except (Stopped, EOFError):
                break
        return tuple(self.confirmed.values())

    def _topic(self, topic: Topic, proposals: tuple[Proposal, ...], progress: str) -> None:
        self.display.gap()
        self.prompter.heading(self.texts.say(f"topic.{topic.id}"), progress)
        for proposal in proposals:
            if _asks(proposal):
                self._field(topic, proposal)
            elif proposal.said and not proposal.field.question:
                self._show(proposal)

    def _show(self, proposal: Proposal) -> None:
        for text, indent in self.texts.lines(proposal):
            self.prompter.say(text, "normal" if indent else "question", indent)

    def _field(self, topic: Topic, proposal: Proposal) -> None:
        question = self.library.questions[proposal.field.question]
        if proposal.field.ask and self.case.answered(question.id):
            return
        self._show(proposal)
        say = partial(self.prompter.say, style="dim", indent=2)
        if question.id in self.case.answers:
            say(self.texts.say("now", answer=self.display.answer(question, self.case)))
        silent = proposal.field.silent
        if proposal.value:
            say(self.texts.say("keep"))
        elif self._numbered(proposal):
            say(self.texts.say("choose"))
        elif silent and not proposal.said:
            say(self.texts.say("silent", answer=self.texts.value(proposal, silent)))
        else:
            self.display.choices(self.display.texts(question).choices.values())
            say(self.texts.say("ask"))
        while not self._take(topic, proposal, question, self.reader.line()):
            pass

    def _take(self, topic: Topic, proposal: Proposal, question: Question, line: str) -> bool:
        """Take a line; return whether it settled the field."""
        if line in ("", "-"):
            self.prompter.say(self.texts.say("left"), "dim", 2)
            return True
        offered = proposal.value or ("" if proposal.said else proposal.field.silent)
        chosen: Said | None = proposal.said[0] if proposal.said else None
        answer: Answer | None = None
        place = place_in(line, len(shown(proposal))) if not proposal.value else None
        if offered and line.lower() == TAKE:
            answer = answer_of(self.library, question, offered)
        elif place is not None and self.texts.offers(proposal, shown(proposal)[place]):
            chosen = shown(proposal)[place]
            answer = answer_of(self.library, question, chosen.value)
        elif line.lower() == TAKE or (self._numbered(proposal) and line in DIGITS):
            # A figure beside numbered periods is no period.
            self.prompter.say(self.texts.say("again", line=found(line)), "error", 2)
            return False
        else:
            answer = self.reader.answer(question, line, self.case)
        if answer is None:
            return False
        self._confirm(topic, proposal, question, answer, chosen)
        return True

    def _numbered(self, proposal: Proposal) -> bool:
        """Tell whether the places of a proposal are shown with numbers to choose from."""
        return any(self.texts.offers(proposal, one) for one in shown(proposal))

    def _confirm(
        self, topic: Topic, proposal: Proposal, question: Question, answer: Answer, one: Said | None
    ) -> None:
        grade = proposal.grade if proposal.grade in ("stated", "implied", "not_found") else "stated"
        file = self.texts.reading.file
        quote = (
            Quote(question.id, " ".join(one.quote.split()), self.texts.place(one), file, grade)
            if one is not None
            else Quote(question.id, file=file, grade="not_found")
        )
        self.confirmed[question.id] = Confirmed(question.id, answer, quote)
        for name, value in proposal.field.implies.items() if one is not None else ():
            implied = self.library.questions[name]
            found_answer = answer_of(self.library, implied, value)
            if found_answer is not None and name not in self.confirmed:
                other = Quote(name, quote.quote, quote.place, file, "implied")
                self.confirmed[name] = Confirmed(name, found_answer, other)
        clause = self.texts.reading.clause_at(one) if one is not None else ""
        if topic.number and clause and topic.number not in self.case.answers:
            number = Quote(topic.number, quote.quote, quote.place, file, quote.grade)
            self.confirmed.setdefault(topic.number, Confirmed(topic.number, clause, number))
        shown = show_in_line(self.library.phrases, question, answer)
        self.prompter.say(self.texts.say("taken", answer=shown), "dim", 2)


def _asks(proposal: Proposal) -> bool:
    """Tell whether a proposal is put to the user."""
    field = proposal.field
    return bool(field.question and (proposal.said or field.silent or field.ask))
