"""Interviews with simulated respondents: how soon is the advice what it will be in the end.

A respondent knows some answers and says "I don't know" to everything else. The interview
is held pass after pass; after each screen the case is decided. What counts is after how
many screens the advice no longer changes, and whether the first answer, at the end of the
first pass, is already the final one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from statistics import median

from advisor.authoring.representative_answers import representatives
from advisor.engine.compiled import Compiled
from advisor.interview.next_question import prune, put, questions_now
from advisor.interview.passes import Item, fitting, progress
from advisor.interview.passes import put as put_item
from advisor.knowledge.content import Library, Rulebook
from advisor.knowledge.interview_content import Screen
from advisor.lazy_dataclass import dataclass
from advisor.model import DONT_KNOW, Answer, Case, Unsure, When, Whether

Verdict = tuple[Whether, "When | None"]


@dataclass(frozen=True)
class Held:
    """One simulated interview."""

    verdicts: tuple[Verdict, ...]
    """Whether and when after each screen, the first one before any."""
    first: int
    """Screens of the first pass."""
    screens: tuple[str, ...]
    """What was put to the respondent, in order."""

    @property
    def settled_after(self) -> int:
        """Return after how many screens whether and when change no more."""
        final = self.verdicts[-1]
        return max((n for n, one in enumerate(self.verdicts, 1) if one != final), default=0)

    @property
    def first_is_final(self) -> bool:
        """Return whether the first answer says the same as the last."""
        return self.verdicts[self.first][0] == self.verdicts[-1][0]

    def right_after(self, screens: int) -> bool:
        """Return whether the advice after some screens is the final one, to end or not."""
        return self.verdicts[min(screens, len(self.verdicts) - 1)][0] == self.verdicts[-1][0]


def hold(rulebook: Rulebook, known: Mapping[str, Answer], as_of: date) -> Held:
    """Hold an interview with somebody who knows some answers."""
    engine, case = Compiled(), Case(as_of=as_of)
    verdicts: list[Verdict] = []
    names: list[str] = []
    first = 0
    for number, this in enumerate(rulebook.passes):
        done = 0
        while True:
            way = questions_now(rulebook, case, as_of, engine)
            if len(verdicts) == len(names):
                verdicts.append(way.decision.verdict)
            before = rulebook.questions.get(names[-1]) if names else None
            found = progress(rulebook, case, way, this, done, before)
            if found.next is None:
                break
            case = _answered(rulebook, case, found.next, known, as_of)
            names.append(found.next.id)
            done += 1
        if not number:
            first = len(names)
    return Held(tuple(verdicts), first, tuple(names))


def _answered(
    rulebook: Rulebook, case: Case, item: Item, known: Mapping[str, Answer], as_of: date
) -> Case:
    """Answer a screen or a question as a respondent would."""
    if isinstance(item, Screen) and (choice := fitting(item, known)):
        return put_item(rulebook, case, item, choice, as_of)[0]
    names = item.answers if isinstance(item, Screen) else (item.id,)
    for name in names:
        answer: Answer | Unsure = known.get(name, DONT_KNOW)
        case, _ = put(rulebook, case, rulebook.questions[name], answer, as_of)
    return case


def respondents(library: Library, count: int, seed: int, as_of: date) -> Iterator[Case]:
    """Yield cases of respondents who answer every question at random."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret
    asked = [one for one in library.questions.values() if one.purpose in ("opening", "advice")]
    answers = representatives(library, asked, as_of)
    for _ in range(count):
        chosen: dict[str, Answer] = {}
        for question in asked:
            choices: Sequence[Answer | Unsure] = answers[question.id]
            drawn = draw.choice([*choices, DONT_KNOW])
            if not isinstance(drawn, Unsure):
                chosen[question.id] = drawn
        yield prune(library, Case(chosen, as_of=as_of), as_of)[0]


@dataclass(frozen=True)
class Summary:
    """The figures of some interviews: shares from 0 to 1, and numbers of screens."""

    interviews: int
    first_is_final: float
    """The share whose advice to end or not is final at the end of the first pass."""
    settled_median: float
    """Screens after which whether and when change no more."""
    settled_most: int
    right_after: Mapping[int, float]
    """Screens to the share whose advice to end or not is then final."""


def summary(held: Sequence[Held], screens: Sequence[int] = (5, 10, 15, 20, 30, 40)) -> Summary:
    """Return the figures of some interviews, at least one."""
    settled = [one.settled_after for one in held]
    return Summary(
        interviews=len(held),
        first_is_final=sum(one.first_is_final for one in held) / len(held),
        settled_median=median(settled),
        settled_most=max(settled),
        right_after={
            count: sum(one.right_after(count) for one in held) / len(held) for count in screens
        },
    )


def table(title: str, held: Sequence[Held]) -> str:
    """Return the figures of some interviews as text."""
    found = summary(held)
    rows = [
        f"{title}: {found.interviews} interviews",
        f"  first answer is the final one    {found.first_is_final:.0%}",
        f"  whether and when settled after   {found.settled_median:g} screens (median)",
        f"                                   {found.settled_most} at most",
        *(
            f"  final after {count:2} screens          {share:.0%}"
            for count, share in found.right_after.items()
        ),
    ]
    return "\n".join(rows)
