"""The interview as data: screens that answer several questions, and passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Literal

from advisor.conditions import ALWAYS, Condition
from advisor.errors import Place
from advisor.lazy_dataclass import dataclass
from advisor.model import Affected, Answer

Fills = Mapping[str, "Answer | None"]
"""Question to its answer; ``None`` where it is left open, to be asked afterwards."""


@dataclass(frozen=True, kw_only=True)
class Screen:
    """Several questions put to the user as one. Its texts are in the phrasebooks."""

    id: str
    """No question has the same."""
    kind: Literal["choice", "several"]
    """One choice is taken, or any number of them."""
    choices: tuple[str, ...]
    fills: Annotated[Mapping[str, Fills], "screen_fills"]
    """Choice to the answers that it stands for."""
    otherwise: Annotated[Fills, "fills"] = field(default_factory=dict)
    """The answers that hold as far as no choice says otherwise."""
    place: Place

    @property
    def answers(self) -> tuple[str, ...]:
        """Return the questions that the screen can answer, in the order of the file."""
        every = (self.otherwise, *self.fills.values())
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
