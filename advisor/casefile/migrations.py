"""Migrate the answers of an old case to the current questions, and report each change.

Pure: answers as written in the file in, answers under current names out.
The steps are data, see :mod:`advisor.knowledge.migrations`.
"""

from __future__ import annotations

from advisor.errors import Place, Problem, said
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import Library, Migration, Rulebook
from advisor.knowledge.phrasebook import Phrasebook
from advisor.lazy_dataclass import dataclass
from advisor.locale.placeholders import fill

SHOWN = 80
"""Characters of a dropped answer that a message repeats."""


@dataclass(frozen=True)
class Migrated:
    """Answers under current names."""

    answers: strict_yaml.Mapping
    notes: tuple[str, ...] = ()
    """One sentence, with its place in the file, for each name that was changed."""
    problems: tuple[Problem, ...] = ()
    """What cannot be migrated without the user."""


def migrated(answers: strict_yaml.Mapping, library: Library) -> Migrated:
    """Apply every step that touches one of the answers, the oldest first.

    The node that was read is left as it is.
    """
    migration = _Migration(answers, library.phrases)
    for step in library.migrations:
        if step.question in migration.node.items:
            migration.choice(step) if step.choice else migration.question(step)
    return Migrated(migration.node, tuple(migration.notes), tuple(migration.problems))


def current_name(rulebook: Rulebook, name: str) -> str | None:
    """Return the current name of a question, or ``None`` if it was removed or is unknown."""
    for step in rulebook.migrations:
        if step.question == name and not step.choice:
            if step.removed:
                return None
            name = step.becomes
    return name if name in rulebook.questions else None


class _Migration:
    """The answers of one case while the steps are applied."""

    def __init__(self, answers: strict_yaml.Mapping, phrases: Phrasebook) -> None:
        self.node, self.phrases = answers, phrases
        self.notes: list[str] = []
        self.problems: list[Problem] = []

    def say(self, key: str, **values: str) -> str:
        return fill(self.phrases.ui[f"migrate.{key}"], lambda name, _: values[name])

    def note(self, place: Place, key: str, step: Migration, **values: str) -> None:
        text = self.say(key, question=step.question, choice=step.choice, since=step.since, **values)
        self.notes.append(f"{place}: {text}")

    def put(self, old: str, new: str, value: strict_yaml.Node | None) -> None:
        """Put an answer in the place of another, or take it out."""
        items: dict[str, strict_yaml.Node] = {}
        keys: dict[str, Place] = {}
        for name, node in self.node.items.items():
            found = value if name == old else node
            if found is not None:
                at = new if name == old else name
                items[at], keys[at] = found, self.node.keys[name]
        self.node = strict_yaml.Mapping(self.node.place, items, keys)

    def question(self, step: Migration) -> None:
        place, value = self.node.keys[step.question], self.node.items[step.question]
        if step.removed:
            self.put(step.question, "", None)
            self.note(place, "question_removed", step, why=step.removed, answer=self.shown(value))
        elif other := self.node.keys.get(step.becomes):
            values = {"question": step.question, "becomes": step.becomes, "line": str(other.line)}
            self.problems.append(Problem(place, self.say("both", since=step.since, **values)))
            self.put(step.question, "", None)
        else:
            self.put(step.question, step.becomes, value)
            self.note(place, "question_renamed", step, becomes=step.becomes)

    def shown(self, node: strict_yaml.Node) -> str:
        """Return an answer as a sentence repeats it, not too long."""
        if isinstance(node, strict_yaml.Sequence):
            text = ", ".join(self.shown(item) for item in node.items)
        elif isinstance(node, strict_yaml.Text):
            text = node.text
        else:
            text = said(strict_yaml.describe(node), self.phrases.messages)
        text = " ".join(text.split())
        return text if len(text) <= SHOWN else f"{text[: SHOWN - 3]}..."

    def choice(self, step: Migration) -> None:
        node = self.node.items[step.question]
        if isinstance(node, strict_yaml.Sequence):
            if any(_is(item, step.choice) for item in node.items):
                self.put(step.question, step.question, self.listed(node, step))
        elif _is(node, step.choice):
            self.put(step.question, step.question, self.one(node, step))

    def one(self, node: strict_yaml.Node, step: Migration) -> strict_yaml.Node | None:
        """Return the choice of today, or nothing when it was removed."""
        if step.removed:
            self.note(node.place, "choice_removed", step, why=step.removed)
            return None
        self.note(node.place, "choice_renamed", step, becomes=step.becomes)
        return strict_yaml.Text(node.place, step.becomes)

    def listed(self, node: strict_yaml.Sequence, step: Migration) -> strict_yaml.Sequence | None:
        """Return a list with the choice of today in it once.

        Nothing is left of a list whose every choice was removed: an empty one would say
        "none of these", which the user did not say.
        """
        kept: list[strict_yaml.Node] = []
        for item in node.items:
            found = self.one(item, step) if _is(item, step.choice) else item
            if found is item:
                kept.append(item)
            elif found is not None and not any(_is(other, step.becomes) for other in node.items):
                kept.append(found)
        return strict_yaml.Sequence(node.place, kept) if kept else None


def _is(node: strict_yaml.Node, word: str) -> bool:
    return isinstance(node, strict_yaml.Text) and node.text.strip() == word
