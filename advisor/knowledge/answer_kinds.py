"""The closed lists of words that content is described with."""

from __future__ import annotations

from typing import Literal, get_args

AnswerKind = Literal[
    "yes_no",
    "choice",
    "several",
    "count",
    "months",
    "percent",
    "ratio",
    "score",
    "money",
    "date",
    "duration",
    "text",
    "lines",
    "deliverables",
    "invoices",
]
ANSWER_KINDS: tuple[AnswerKind, ...] = get_args(AnswerKind)

Purpose = Literal["opening", "advice", "letter", "record"]
PURPOSES: tuple[Purpose, ...] = ("opening", "advice", "letter", "record")
"""What an answer is for. A record is what happened: it is written down and never asked."""

Changer = Literal["client", "user", "time"]
CHANGERS: tuple[Changer, ...] = ("client", "user", "time")
"""Who or what can change the answer to a question."""

STATUSES = ("draft", "stable", "deprecated")
