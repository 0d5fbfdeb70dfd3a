"""What a name on the command line stands for: a rule, a paragraph or a gate."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.errors import Message, UsageError, nearest
from advisor.knowledge.content import AnyRule, Library
from advisor.knowledge.letter_content import Paragraph


def named(library: Library, name: str) -> tuple[AnyRule | Paragraph, ...]:
    """Return what a name stands for: a rule by its id or the end of it, or a gate.

    Raises :class:`UsageError` with the nearest name there is.
    """
    everything: dict[str, AnyRule | Paragraph] = dict(library.by_id)
    everything.update({item.id: item for item in library.paragraphs})
    if name in everything:
        return (everything[name],)
    gates = tuple(rule for rule in library.gates if name in (rule.gate, f"gate.{rule.gate}"))
    if gates:
        return gates
    tails = [rule for key, rule in everything.items() if key.endswith(f"/{name}")]
    if len(tails) == 1:
        return (tails[0],)
    hint = nearest(name, [*everything, *_tails(everything)])
    hint = hint or Message(" 'advisor rules list' names them all.")
    raise UsageError(Message("There is no rule {name}.{hint}", name=repr(name), hint=hint))


def _tails(names: Iterable[str]) -> list[str]:
    return [name.split("/")[-1] for name in names]
