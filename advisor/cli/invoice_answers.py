"""Say what the invoices of a case answer, and let the user decide where answers differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from advisor.casefile.answers import show
from advisor.cli.console import notify
from advisor.evidence.answers import behind, differing, with_evidence
from advisor.knowledge.content import Library
from advisor.model import Case
from advisor.report.invoices_behind import differing_lines, named
from advisor.report.payment_text import record_lines


def answered_lines(library: Library, case: Case, as_of: date) -> list[str]:
    """Return what the invoices say, what they answer, and which typed answers differ."""
    phrases = library.phrases
    lines = [*record_lines(phrases, case.evidence, as_of)]
    filled = [one.question for one in case.evidence.filled]
    behind_it = behind(case, as_of)
    if filled:
        lines += ["", phrases.say("invoices.answered")]
    for name in filled:
        answer = show(phrases, library.questions[name], case.answers[name])
        if "\n" not in answer:
            ask = phrases.question(name).ask
            line = phrases.say("invoices.answer", ask=ask, answer=answer)
            numbers = named(phrases, behind_it(name))
            lines.append(f"{line} ({numbers})" if numbers else line)
    apart = differing(case, as_of)
    for one in apart:
        lines += ["", *differing_lines(library.phrases, library, one)]
    if apart:
        lines.append(phrases.say("invoices.undecided"))
    return lines


def decided(library: Library, case: Case, as_of: date, until: Callable[..., str]) -> Case:
    """Ask about each typed answer that the invoices contradict; return the case with the right.

    ``until`` asks by the name of a text until its reader makes something of the answer.
    """
    left = differing(case, as_of)
    while left:
        one = left[0]
        for line in differing_lines(library.phrases, library, one):
            notify(line)
        if until("differs", {"1": "mine", "2": "theirs"}.get) == "mine":
            mine = (*case.evidence.mine, one.question)
            case = replace(case, evidence=replace(case.evidence, mine=mine))
        else:
            rest = {name: given for name, given in case.answers.items() if name != one.question}
            case = with_evidence(library, replace(case, answers=rest), as_of)
        left = differing(case, as_of)
    return case
