"""Translations: overlays that keep the English they translate.

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
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from advisor.errors import Place, Problem
from advisor.knowledge import strict_yaml
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import Library, Question, Rulebook
from advisor.knowledge.content_paths import SOURCE, Roots, files
from advisor.knowledge.phrasebook import Phrasebook, QuestionText, RuleText, ValueText
from advisor.lazy_dataclass import dataclass
from advisor.locale.placeholders import facts_in

T = TypeVar("T", RuleText, QuestionText, ValueText)

MESSAGES = "messages.yaml"
"""The file of an overlay with what goes wrong: English messages and their translations.

The English ones stand in the program, where they are raised.
"""

ROOMS = (
    *("questions", "screens", "rules", "facts", "sources"),
    *("values", "events", "contradictions", "journal", "ui"),
)
"""The parts of an overlay: files of these names, or folders of files."""

Change = Callable[[str, str], str]
"""Takes the address of a text and the text, returns what stands in its place."""


@dataclass(frozen=True)
class Translation:
    """One text of an overlay."""

    english: str
    text: str
    """Empty while it is still to be written."""
    place: Place


def texts_of(library: Library) -> dict[str, str]:
    """Return every text that a language needs, by its address ``room/id.field``."""
    found: dict[str, str] = {}

    def note(address: str, text: str) -> str:
        found[address] = text
        return text

    mapped(library.phrases, library, note)
    return found


def mapped(phrases: Phrasebook, rulebook: Rulebook, change: Change) -> Phrasebook:
    """Return a phrasebook with every text of an overlay passed through ``change``."""

    def single(room: str, field: str, texts: Mapping[str, str]) -> dict[str, str]:
        return {name: change(f"{room}/{name}{field}", text) for name, text in texts.items()}

    return replace(
        phrases,
        rules={name: _mapped(f"rules/{name}", one, change) for name, one in phrases.rules.items()},
        questions={
            name: _mapped(f"questions/{name}", one, change, _elsewhere(rulebook.questions[name]))
            for name, one in phrases.questions.items()
        },
        screens={
            name: _mapped(f"screens/{name}", one, change) for name, one in phrases.screens.items()
        },
        labels=single("facts", ".label", phrases.labels),
        values={
            name: _mapped(f"values/{name}", one, change) for name, one in phrases.values.items()
        },
        sources=single("sources", ".title", phrases.sources),
        contradictions=single("contradictions", ".text", phrases.contradictions),
        events=single("events", ".text", phrases.events),
        journal=single("journal", ".text", phrases.journal),
        ui=single("ui", "", phrases.ui),
    )


def _elsewhere(question: Question) -> dict[str, str]:
    """Return the addresses of the texts that a question shares with others."""
    return {
        "section": f"questions/section.{section_of(question)}",
        "choices": f"questions/{question.choices_of or question.id}.choices",
    }


def section_of(question: Question) -> str:
    """Return the name of a section by its file: ``20-payment.yaml`` holds payment."""
    return Path(question.place.file).stem.split("-", 1)[-1]


def _mapped(base: str, texts: T, change: Change, elsewhere: Mapping[str, str] | None = None) -> T:
    """Pass each text of a value through ``change``; lists are numbered from 1."""
    found: dict[str, Any] = {}
    for name, text in vars(texts).items():
        address = (elsewhere or {}).get(name, f"{base}.{name}")
        if isinstance(text, str):
            found[name] = text and change(address, text)
        elif isinstance(text, tuple):
            found[name] = tuple(change(f"{address}.{i}", one) for i, one in enumerate(text, 1))
        else:
            found[name] = {key: change(f"{address}.{key}", one) for key, one in text.items()}
    return replace(texts, **found)


def read_overlay(roots: Roots, language: str) -> dict[str, Translation]:
    """Read ``rules/<language>/``, empty where it is missing.

    Raises :class:`ContentError` with every problem.
    """
    keep, found, folder = Collector(roots), dict[str, Translation](), roots.rules / language

    def read(path: Path, node: strict_yaml.Node) -> None:
        room = path.relative_to(folder).parts[0].removesuffix(".yaml")
        if room not in ROOMS:
            text = f"Found {room!r}; allowed: {', '.join(ROOMS)}."
            strict_yaml.fail(Place(roots.name(path), 1, 1), text)
        for key, translation in _entries(node, language):
            first = found.setdefault(f"{room}/{key}", translation)
            if first is not translation:
                text = f"{key!r} also stands at {first.place}; keep one."
                keep.problems.append(Problem(translation.place, text))

    keep.files((path for path in files(folder, "**/*.yaml") if path != folder / MESSAGES), read)
    keep.stop_if_any()
    return found


def messages_of(roots: Roots, language: str) -> dict[str, str]:
    """Return the messages that a language translates: English templates to translations."""
    return {english: text for english, text in read_messages(roots, language).items() if text}


def read_messages(roots: Roots, language: str) -> dict[str, str]:
    """Read the messages of a language: English templates to translations, if it has any.

    A translation that is still to be written is empty.

    Raises :class:`ContentError` with the place of every fault.
    """
    keep, found = Collector(roots), dict[str, str]()

    def read(node: strict_yaml.Node) -> None:
        english, text = _message(node, language)
        if english in found:
            strict_yaml.fail(node.place, f"{english!r} stands here twice; keep one.")
        found[english] = text

    keep.files(
        files(roots.rules / language, MESSAGES),
        lambda _, node: keep.each(strict_yaml.items_of(node), read),
    )
    keep.stop_if_any()
    return found


def _message(node: strict_yaml.Node, language: str) -> tuple[str, str]:
    entry = strict_yaml.Fields(node)
    english, text = entry.text(SOURCE), _translated(entry, language)
    entry.done()
    if text and _braces(english) != _braces(text):
        strict_yaml.fail(entry.place, "Both must have the same names in braces.")
    return english, text


def _entries(node: strict_yaml.Node, language: str) -> Iterator[tuple[str, Translation]]:
    for key, place, value in strict_yaml.pairs_of(node):
        entry = strict_yaml.Fields(value)
        yield key, Translation(entry.text(SOURCE), _translated(entry, language), place)
        entry.done()


def _translated(entry: strict_yaml.Fields, language: str) -> str:
    """Return the translation of an entry, empty while it is still to be written."""
    node = entry.need(language)
    blank = isinstance(node, strict_yaml.Text) and not node.text.strip()
    return "" if blank else strict_yaml.text_of(node)


def changing(overlay: Mapping[str, Translation]) -> Change:
    """Return what replaces each text whose English is still that of its translation."""

    def change(address: str, text: str) -> str:
        found = overlay.get(address)
        return found.text if found and found.text and found.english == text else text

    return change


def gaps(
    english: Mapping[str, str],
    overlay: Mapping[str, Translation],
    language: str,
    file_of: Callable[[str], str],
) -> Iterator[Problem]:
    """Yield what an overlay lacks, what is stale, what is left over, what lost a fact.

    ``english`` are the texts that the language needs, by address. ``file_of`` returns the
    file in which the translation of an address belongs.
    """
    for address, text in english.items():
        found = overlay.get(address)
        if found is None or not found.text:
            place = found.place if found else Place(file_of(address))
            yield Problem(place, f"No {language} text for {address}: {text!r}.")
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
