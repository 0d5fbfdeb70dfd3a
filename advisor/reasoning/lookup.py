"""Look up a rule, a letter paragraph or a gate by the name given on the command line."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.errors import CommandLine, Message, UsageError, nearest
from advisor.knowledge.content import AnyRule, Rulebook
from advisor.knowledge.letter_content import Paragraph


def named(
    rulebook: Rulebook, paragraphs: Iterable[Paragraph], name: str
) -> tuple[AnyRule | Paragraph, ...]:
    """Return the rule or paragraph with this id or end of an id, or the rules of a gate.

    Raises :class:`UsageError` with the nearest name there is.
    """
    everything: dict[str, AnyRule | Paragraph] = dict(rulebook.by_id)
    everything.update({item.id: item for item in paragraphs})
    if name in everything:
        return (everything[name],)
    gates = tuple(rule for rule in rulebook.gates if name in (rule.gate, f"gate.{rule.gate}"))
    if gates:
        return gates
    tails = [rule for key, rule in everything.items() if key.endswith(f"/{name}")]
    if len(tails) == 1:
        return (tails[0],)
    hint = nearest(name, [*everything, *(key.split("/")[-1] for key in everything)])
    hint = hint or Message(
        " '{command}' names them all.", command=CommandLine("advisor rules list")
    )
    raise UsageError(Message("There is no rule {name}.{hint}", name=repr(name), hint=hint))
