"""The interview as data: screens that answer several questions, and passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Literal

from advisor.conditions import ALWAYS, Condition
from advisor.errors import Place
from advisor.lazy_dataclass import dataclass
from advisor.model import Affected, Answer

PersonPart = Literal["title", "gender", "first_name", "surname", "role", "email"]
"""What a line about a person may give."""

Fills = Mapping[str, "Answer | None"]
"""Question to its answer; ``None`` where it is left open, to be asked afterwards."""


@dataclass(frozen=True, kw_only=True)
class Screen:
    """Several questions put to the user as one. Its texts are in the phrasebooks."""

    id: str
    """No question has the same."""
    kind: Literal["choice", "several", "line"]
    """One choice is taken, or any number of them; or a person is typed on one line."""
    choices: tuple[str, ...]
    """Empty for a line, whose labels are those of its parts."""
    fills: Annotated[Mapping[str, Fills], "screen_fills"] = field(default_factory=dict)
    """Choice to the answers that it stands for."""
    parts: Annotated[Mapping[str, str], "labels"] = field(default_factory=dict)
    """Part of the line to the question that it answers; its name is among the choices."""
    afterwards: Annotated[tuple[str, ...], "questions_of"] = ()
    """The questions that are asked by themselves where the line leaves them out."""
    otherwise: Annotated[Fills, "fills"] = field(default_factory=dict)
    """The answers that hold as far as no choice says otherwise."""
    place: Place

    @property
    def answers(self) -> tuple[str, ...]:
        """Return the questions that the screen can answer, in the order of the file."""
        every = (self.otherwise, *self.fills.values(), self.parts.values())
        return tuple(dict.fromkeys(name for fills in every for name in fills))


@dataclass(frozen=True, kw_only=True)
class Block:
    """Screens and questions of a pass that stand together."""

    ask: tuple[str, ...]
    """Screens and questions by id, in order."""
    when: Condition = ALWAYS
    """The block is asked only where this is true."""


@dataclass(frozen=True, kw_only=True)
class Pass:
    """A part of the interview that ends with something useful. Its title is a screen text."""

    id: str
    most: int = 0
    """The most screens of this pass; 0 for no limit."""
    blocks: Annotated[tuple[Block, ...], "blocks"] = ()
    """What is asked, in order; questions that can change nothing are left out."""
    decides: tuple[Affected, ...] = ()
    """In place of blocks: every open question that can still change this part of the advice."""
    place: Place
