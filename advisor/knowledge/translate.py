"""Spanish and French: overlays that keep the English they translate.

English stands in the questions and rules themselves. An overlay under
``rules/<language>/`` holds, for each text, the English it was made from and its
translation::

    payment_habit.ask:
      en: How does the client pay?
      es: ¿Cómo paga el cliente?

So a translation whose English has moved on is found, and a missing one too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from advisor.errors import ContentError, Place, Problem
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import (
    DateRule,
    FindingRule,
    GateRule,
    Library,
    Question,
    Rulebook,
    TaskRule,
    WhenRule,
    WhetherRule,
)
from advisor.knowledge.dated_value import DatedValue
from advisor.locale.placeholders import facts_in

RuleT = TypeVar("RuleT", FindingRule, WhetherRule, WhenRule, GateRule, DateRule, TaskRule)

MESSAGES = "messages.yaml"
"""The file of an overlay with what goes wrong: English messages and their translations.

The English ones stand in the program, where they are raised.
"""

ROOMS = ("questions", "rules", "facts", "sources", "values", "ui")
"""The parts of an overlay: files of these names, or folders of files."""

Change = Callable[[str, str], str]
"""Takes the address of a text and the text, returns what stands in its place."""


@dataclass(frozen=True)
class Translation:
    """One text of an overlay."""

    english: str
    text: str
    place: Place


def texts_of(library: Library) -> dict[str, str]:
    """Return every text that a language needs, by its address ``room/id.field``."""
    found: dict[str, str] = {}

    def note(address: str, text: str) -> str:
        found[address] = text
        return text

    mapped(library.rulebook, note)
    found |= {f"facts/{name}.label": text for name, text in library.labels.items()}
    found |= {f"ui/{name}": text for name, text in library.texts.items()}
    return found


def mapped(rulebook: Rulebook, change: Change) -> Rulebook:
    """Return the rulebook with every translatable text passed through ``change``."""
    changed = replace(
        rulebook,
        questions={name: _question(item, change) for name, item in rulebook.questions.items()},
        findings=tuple(_finding(rule, change) for rule in rulebook.findings),
        whether=tuple(_rule(rule, change) for rule in rulebook.whether),
        timing=tuple(_rule(rule, change) for rule in rulebook.timing),
        gates=tuple(_gate(rule, change) for rule in rulebook.gates),
        dates=tuple(_rule(rule, change) for rule in rulebook.dates),
        tasks=tuple(_rule(rule, change) for rule in rulebook.tasks),
        values={name: _value(item, change) for name, item in rulebook.values.items()},
        sources={
            name: replace(item, title=change(f"sources/{name}.title", item.title))
            for name, item in rulebook.sources.items()
        },
    )
    return replace(changed, by_id={rule.id: rule for rule in changed.rules()})


def _value(value: DatedValue, change: Change) -> DatedValue:
    base = f"values/{value.id}"
    return replace(
        value,
        description=value.description and change(f"{base}.description", value.description),
        source=change(f"{base}.source", value.source),
        note=value.note and change(f"{base}.note", value.note),
    )


def _question(question: Question, change: Change) -> Question:
    base = f"questions/{question.id}"
    named = f"questions/{question.choices_of or question.id}"
    where = change(f"{base}.where", question.where) if question.where else ""
    assumed = change(f"{base}.assumed", question.assumed) if question.assumed else ""
    return replace(
        question,
        section=change(f"questions/section.{_stem(question)}", question.section),
        ask=change(f"{base}.ask", question.ask),
        why=change(f"{base}.why", question.why),
        where=where,
        assumed=assumed,
        choices={
            key: change(f"{named}.choices.{key}", text) for key, text in question.choices.items()
        },
    )


def _stem(question: Question) -> str:
    """Name a section by its file: ``rules/questions/20-payment.yaml`` is payment."""
    return Path(question.place.file).stem.split("-", 1)[-1]


def _rule(rule: RuleT, change: Change) -> RuleT:
    base = f"rules/{rule.id}"

    def listed(field: str, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(change(f"{base}.{field}.{i + 1}", text) for i, text in enumerate(texts))

    return replace(
        rule,
        title=change(f"{base}.title", rule.title),
        because=listed("because", rule.because),
        exceptions=listed("exceptions", rule.exceptions),
    )


def _finding(rule: FindingRule, change: Change) -> FindingRule:
    if not rule.advice:
        return _rule(rule, change)
    return replace(_rule(rule, change), advice=change(f"rules/{rule.id}.advice", rule.advice))


def _gate(rule: GateRule, change: Change) -> GateRule:
    return replace(_rule(rule, change), clears=change(f"rules/{rule.id}.clears", rule.clears))


def read_overlay(folder: Path, language: str, label: str) -> dict[str, Translation]:
    """Read ``rules/<language>/``. Raises :class:`ContentError` with every problem."""
    found: dict[str, Translation] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("**/*.yaml")):
        inside = path.relative_to(folder)
        if inside.as_posix() == MESSAGES:
            continue
        name = f"{label}/{inside.as_posix()}"
        room = inside.parts[0].removesuffix(".yaml")
        try:
            if room not in ROOMS:
                text = f"Found {room!r}; allowed: {', '.join(ROOMS)}."
                raise ContentError([Problem(Place(name, 1, 1), text)])
            for key, translation in _entries(strict_yaml.read_file(path, name), language):
                first = found.setdefault(f"{room}/{key}", translation)
                if first is not translation:
                    text = f"{key!r} also stands at {first.place}; keep one."
                    problems.append(Problem(translation.place, text))
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    return found


def read_messages(folder: Path, language: str, label: str) -> dict[str, str]:
    """Read the messages of a language: English templates to translations, if it has any.

    Raises :class:`ContentError` with the place of every fault.
    """
    path = folder / MESSAGES
    found: dict[str, str] = {}
    problems: list[Problem] = []
    if not path.is_file():
        return found
    for node in strict_yaml.items_of(strict_yaml.read_file(path, f"{label}/{MESSAGES}")):
        try:
            english, text = _message(node, language)
            if english in found:
                strict_yaml.fail(node.place, f"{english!r} stands here twice; keep one.")
            found[english] = text
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    return found


def _message(node: strict_yaml.Node, language: str) -> tuple[str, str]:
    fields = strict_yaml.Fields(node)
    english, text = fields.text("en"), fields.text(language)
    fields.done()
    if _braces(english) != _braces(text):
        strict_yaml.fail(fields.place, "Both must have the same names in braces.")
    return english, text


def _entries(node: strict_yaml.Node, language: str) -> Iterator[tuple[str, Translation]]:
    for key, place, value in strict_yaml.pairs_of(node):
        fields = strict_yaml.Fields(value)
        yield key, Translation(fields.text("en"), fields.text(language), place)
        fields.done()


def changing(overlay: Mapping[str, Translation]) -> Change:
    """Return what replaces each text whose English is still that of its translation."""

    def change(address: str, text: str) -> str:
        found = overlay.get(address)
        return found.text if found and found.english == text else text

    return change


def gaps(library: Library, overlay: Mapping[str, Translation], language: str) -> Iterator[Problem]:
    """Yield what an overlay lacks, what is stale, what is left over, what lost a fact.

    ``library`` is the English one.
    """
    english = texts_of(library)
    top = Place(f"rules/{language}", 1, 1)
    for address, text in english.items():
        found = overlay.get(address)
        if found is None:
            yield Problem(top, f"No {language} text for {address}: {text!r}.")
        elif found.english != text:
            yield Problem(
                found.place, f"The English of {address} is now {text!r}; translate it anew."
            )
        elif _braces(found.text) != _braces(text):
            yield Problem(
                found.place, f"{address} must name the same facts in braces as the English."
            )
    for address, found in overlay.items():
        if address not in english:
            yield Problem(found.place, f"{address} translates nothing; remove it.")


def _braces(text: str) -> object:
    pieces = facts_in(text)
    return sorted(set(pieces)) if pieces is not None else text.count("{")
