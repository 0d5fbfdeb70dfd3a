"""Say what the invoices of a case answer, and let the user decide where answers differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from advisor.casefile.answers import show
from advisor.cli.console import notify
from advisor.evidence.answers import Differing, differing, with_evidence
from advisor.knowledge.content import Library
from advisor.model import Case
from advisor.report.payment_text import named, record_lines


def answered_lines(library: Library, case: Case, as_of: date) -> list[str]:
    """Return what the invoices say, what they answer, and which typed answers differ."""
    phrases = library.phrases
    lines = [*record_lines(phrases, case.evidence, as_of)]
    filled = [one.question for one in case.evidence.filled]
    if filled:
        lines += ["", phrases.say("invoices.answered")]
    for name in filled:
        answer = show(phrases, library.questions[name], case.answers[name])
        if "\n" not in answer:
            ask = phrases.question(name).ask
            lines.append(phrases.say("invoices.answer", ask=ask, answer=answer))
    apart = differing(case, as_of)
    for one in apart:
        lines += ["", *side_by_side(library, one)]
    if apart:
        lines.append(phrases.say("invoices.undecided"))
    return lines


def side_by_side(library: Library, one: Differing) -> list[str]:
    """Show a typed answer beside what the invoices say."""
    phrases, question = library.phrases, library.questions[one.question]
    between = phrases.ui["mark.between"]
    typed, found = (
        show(phrases, question, answer).replace("\n", between)
        for answer in (one.typed, one.found.answer)
    )
    return [
        phrases.say("invoices.differs", ask=phrases.question(one.question).ask),
        phrases.say("invoices.typed", answer=typed),
        phrases.say("invoices.found", answer=found, invoices=named(phrases, one.found.invoices)),
    ]


def decided(library: Library, case: Case, as_of: date, ask: Callable[[str], str]) -> Case:
    """Ask about each typed answer that the invoices contradict; return the case with the right."""
    left = differing(case, as_of)
    while left:
        one = left[0]
        for line in side_by_side(library, one):
            notify(line)
        line = ""
        while line not in ("1", "2"):
            line = ask(library.phrases.say("invoices.ask.differs"))
        if line == "1":
            mine = (*case.evidence.mine, one.question)
            case = replace(case, evidence=replace(case.evidence, mine=mine))
        else:
            rest = {name: given for name, given in case.answers.items() if name != one.question}
            case = with_evidence(library, replace(case, answers=rest), as_of)
        left = differing(case, as_of)
    return case
