"""The closed lists of words that content is described with."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

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

NUMBERS: tuple[AnswerKind, ...] = ("count", "months", "percent", "ratio", "score")
"""Kinds of answers that are numbers."""

Purpose = Literal["opening", "advice", "letter", "record"]
"""What an answer is for. A record is what happened: it is written down and never asked."""

Changer = Literal["client", "user", "time"]
CHANGERS: tuple[Changer, ...] = get_args(Changer)
"""Who or what can change the answer to a question."""

Nature = Literal["state", "past", "target", "wish"]
"""What kind of fact an answer is.

A state may become another one. What is past or agreed, a target that the user sets, and a wish
or feeling are nothing that could be changed to get other advice.
"""

Effort = Literal["tick", "memory", "look_up"]
"""What an answer takes: a choice, a figure one has in mind, a look into papers."""

Likelihood = Literal["likely", "possible", "rare"]
LIKELIHOODS: tuple[Likelihood, ...] = get_args(Likelihood)
"""From the most to the least likely."""

Status = Literal["draft", "stable", "deprecated"]

Sources = Annotated[tuple[str, ...], "sources"]
"""Items of ``rules/sources.yaml``."""
