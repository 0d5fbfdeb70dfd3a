"""Read everything under ``rules/`` and ``templates/`` into a :class:`Library`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from advisor import __version__
from advisor.errors import ContentError, Message, Place, Problem, UsageError, one_of
from advisor.knowledge import law_reader, migrations, question_loader, rules, strict_yaml, values
from advisor.knowledge.catalogue import of_finding, up_to
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import (
    AnyRule,
    DateRule,
    FindingRule,
    GateRule,
    Library,
    Migration,
    Rule,
    Rulebook,
    Source,
    TaskRule,
    WhenRule,
    WhetherRule,
)
from advisor.knowledge.content_paths import (
    SOURCE,
    Roots,
    content_root,
    files,
    fingerprint,
    languages,
)
from advisor.knowledge.dated_value import DatedValue
from advisor.knowledge.frame_reader import frame_of
from advisor.knowledge.grammar import Scope
from advisor.knowledge.letter_content import Frame, LetterKind, Paragraph
from advisor.knowledge.letter_reader import kind_of, paragraph_of
from advisor.knowledge.phrasebook import Phrasebook, QuestionText, RuleText, ValueText
from advisor.knowledge.strict_yaml import Fields, Node
from advisor.knowledge.translate import Translation, changing, mapped, read_messages, read_overlay
from advisor.knowledge.wordlist_reader import read_words
from advisor.model import PHASES, FactType, Origin
from advisor.wordlists.wordlist import WordList

__all__ = [
    "Roots",
    "content_root",
    "fingerprint",
    "load",
    "load_both",
    "load_phrasebook",
    "load_rulebook",
    "messages_of",
    "overlay_of",
]

NEEDS = ("question", "rule", "letter", "checklist", "any")

ROOMS: Mapping[str, tuple[str, rules.Builder, Origin]] = {
    "findings": ("", rules.finding, "derived"),
    "advice/whether": ("whether/", rules.whether, "tally"),
    "advice/when": ("when/", rules.timing, "whether"),
    "advice/gates": ("gates/", rules.gate, "timing"),
    "plan/dates": ("dates/", rules.plan_date, "gate"),
    "plan/checklist": ("checklist/", rules.task, "plan"),
}
"""Folder below rules/: prefix of the ids, how to read one, what it may look at."""


def load(roots: Roots, language: str = SOURCE) -> Library:
    """Return :func:`load_both` in one value."""
    return Library.of(*load_both(roots, language))


def load_both(roots: Roots, language: str = SOURCE) -> tuple[Rulebook, Phrasebook]:
    """Read and check all content: the rulebook, and the phrasebook of one language.

    Raises :class:`UsageError` for a language there is not, :class:`ContentError` with
    every problem found.
    """
    if language not in languages(roots):
        parts = {"language": repr(language), "allowed": one_of(languages(roots))}
        raise UsageError(Message("There is no language {language}; allowed: {allowed}.", **parts))
    for root in (roots.rules, roots.templates):
        if not root.is_dir():
            place = Place(str(root), 1, 1)
            raise ContentError([Problem(place, Message("There is no such folder."))])
    keep = Collector(roots)
    raw = question_loader.questions(keep)
    facts, labels = question_loader.facts(keep, raw)
    finding_files = files(roots.rules / "findings", "**/*.yaml")
    for path in finding_files:
        identity = path.relative_to(roots.rules / "findings").with_suffix("").as_posix()
        facts[identity] = of_finding()
    keep.stop_if_any()
    questions = question_loader.with_conditions(keep, raw, facts)
    found = {room: list(_rules(keep, room, facts)) for room in ROOMS}
    sources = _sources(keep)
    dated = _values(keep)
    laws = law_reader.laws(keep, facts, questions, dated)
    keep.problems.extend(values.unknown_bases(dated))
    renamed = _migrations(keep)
    wordlists = _wordlists(keep, facts)
    folder = roots.templates / language
    kinds, paragraphs = _letters(keep, roots.templates, language, facts)
    # English is the source of the words of the screen; other languages overlay it.
    source = roots.templates / SOURCE
    texts = _texts(keep, files(source / "ui", "*.yaml"))
    words = _texts(keep, files(folder / "letter", "words.yaml"))
    frames = _frames(keep, source, folder)
    keep.stop_if_any()
    everything = [rule for room in found.values() for rule in room]
    rulebook = Rulebook(
        questions=questions,
        facts=facts,
        findings=_only(FindingRule, found["findings"]),
        whether=_by_priority(_only(WhetherRule, found["advice/whether"])),
        timing=_by_priority(_only(WhenRule, found["advice/when"])),
        gates=_only(GateRule, found["advice/gates"]),
        dates=_only(DateRule, found["plan/dates"]),
        tasks=tuple(
            sorted(
                _only(TaskRule, found["plan/checklist"]),
                key=lambda rule: (PHASES.index(rule.phase), rule.order, rule.id),
            )
        ),
        values=dated,
        laws=laws,
        sources=sources,
        version=f"{__version__}+{fingerprint(roots)}",
        by_id={rule.id: rule for rule in everything},
        migrations=renamed,
        wordlists=wordlists,
    )
    change = changing(overlay_of(roots, language) if language != SOURCE else {})
    told = mapped(rulebook, change)
    phrases = Phrasebook(
        language=language,
        rules={rule.id: _rule_text(rule) for rule in told.rules()},
        questions={
            one.id: QuestionText(one.section, one.ask, one.why, one.where, one.assumed, one.choices)
            for one in told.questions.values()
        },
        labels={name: change(f"facts/{name}.label", text) for name, text in labels.items()},
        values={
            one.id: ValueText(one.description, one.source, one.note) for one in told.values.values()
        },
        sources={one.id: one.title for one in told.sources.values()},
        ui={key: change(f"ui/{key}", text) for key, text in texts.items()},
        words=words,
        frames=frames,
        kinds=kinds,
        paragraphs=paragraphs,
        messages=messages_of(roots, language) if language != SOURCE else {},
    )
    return rulebook, phrases


def load_rulebook(roots: Roots) -> Rulebook:
    """Read and check all content that has no language."""
    return load_both(roots)[0]


def load_phrasebook(roots: Roots, language: str = SOURCE) -> Phrasebook:
    """Read and check all texts of one language."""
    return load_both(roots, language)[1]


def _rule_text(rule: AnyRule) -> RuleText:
    return RuleText(
        rule.title,
        rule.because,
        rule.exceptions,
        rule.advice if isinstance(rule, FindingRule) else "",
        rule.clears if isinstance(rule, GateRule) else "",
    )


def overlay_of(roots: Roots, language: str) -> dict[str, Translation]:
    """Read the overlay of a language, empty where there is none."""
    folder = roots.rules / language
    return read_overlay(folder, language, roots.name(folder))


def messages_of(roots: Roots, language: str) -> dict[str, str]:
    """Read what goes wrong in the words of a language, empty for the source."""
    folder = roots.rules / language
    return read_messages(folder, language, roots.name(folder))


RuleT = TypeVar("RuleT", bound=Rule)
RowT = TypeVar("RowT", WhetherRule, WhenRule)


def _only(kind: type[RuleT], found: Iterable[AnyRule]) -> tuple[RuleT, ...]:
    return tuple(rule for rule in found if isinstance(rule, kind))


def _by_priority(rows: tuple[RowT, ...]) -> tuple[RowT, ...]:
    return tuple(sorted(rows, key=lambda row: (row.priority, row.id)))


def _rules(keep: Collector, room: str, facts: Mapping[str, FactType]) -> Iterator[AnyRule]:
    prefix, build, origin = ROOMS[room]
    folder = keep.roots.rules / room
    scope = Scope(facts, up_to(origin))
    for path, node in keep.read(files(folder, "**/*.yaml")):
        identity = prefix + path.relative_to(folder).with_suffix("").as_posix()
        try:
            yield rules.read_rule(build, identity, node, scope)
        except ContentError as error:
            keep.problems.extend(error.problems)


def _sources(keep: Collector) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for _, node in keep.read([keep.roots.rules / "sources.yaml"]):
        try:
            for name, place, value in strict_yaml.pairs_of(node):
                fields = Fields(value)
                needs = fields.texts("needs", required=True)
                for need in needs:
                    if need not in NEEDS:
                        parts = {"found": repr(need), "allowed": one_of(NEEDS)}
                        text = Message("needs: found {found}; allowed: {allowed}.", **parts)
                        strict_yaml.fail(place, text)
                sources[name] = Source(
                    name, fields.text("title"), needs, fields.text("reference", ""), place
                )
                fields.done()
        except ContentError as error:
            keep.problems.extend(error.problems)
    return sources


def _values(keep: Collector) -> dict[str, DatedValue]:
    found: dict[str, DatedValue] = {}
    for _, node in keep.read(files(keep.roots.rules / "values", "*.yaml")):
        try:
            values.read_values(node, found)
        except ContentError as error:
            keep.problems.extend(error.problems)
    return found


def _migrations(keep: Collector) -> tuple[Migration, ...]:
    for _, node in keep.read(files(keep.roots.rules, "migrations.yaml")):
        try:
            return migrations.read_migrations(node)
        except ContentError as error:
            keep.problems.extend(error.problems)
    return ()


def _letters(
    keep: Collector, templates: Path, language: str, facts: Mapping[str, FactType]
) -> tuple[dict[str, LetterKind], tuple[Paragraph, ...]]:
    folder = templates / language
    kinds: dict[str, LetterKind] = {}
    paragraphs: list[Paragraph] = []
    scope = Scope(facts, up_to("plan"))
    for top in dict.fromkeys((templates / SOURCE, folder)):
        for path, node in keep.read(files(top / "letter", "*/kind.yaml")):
            name = path.parent.name
            try:
                kinds[name] = kind_of(name, node, scope, kinds.get(name))
            except ContentError as error:
                keep.problems.extend(error.problems)
    for path in files(folder / "letter", "*/*.md"):
        try:
            paragraphs.append(paragraph_of(path, keep.roots.name(path), scope))
        except ContentError as error:
            keep.problems.extend(error.problems)
    paragraphs.sort(key=lambda item: (item.letter, item.order, item.id))
    return kinds, tuple(paragraphs)


def _frames(keep: Collector, *folders: Path) -> dict[str, Frame]:
    """Read the frames of letters. One of a language replaces that of the source."""
    found: dict[str, Frame] = {}
    for folder in dict.fromkeys(folders):
        for path, node in keep.read(files(folder / "letter", "frame-*.yaml")):
            try:
                found[path.stem.removeprefix("frame-")] = frame_of(node)
            except ContentError as error:
                keep.problems.extend(error.problems)
    return found


def _wordlists(keep: Collector, facts: Mapping[str, FactType]) -> dict[str, WordList]:
    """Read how letters are worded, in every language there is."""
    found: dict[str, WordList] = {}
    for path, node in keep.read(files(keep.roots.rules / "words", "*.yaml")):
        try:
            found[path.stem] = read_words(path.stem, node, Scope(facts, up_to("plan")))
        except ContentError as error:
            keep.problems.extend(error.problems)
    return found


def _texts(keep: Collector, paths: list[Path]) -> dict[str, str]:
    """Read the words of the screen: nested keys are joined by dots."""
    texts: dict[str, str] = {}

    def walk(node: Node, prefix: str) -> None:
        for key, _, value in strict_yaml.pairs_of(node):
            if isinstance(value, strict_yaml.Mapping):
                walk(value, f"{prefix}{key}.")
            else:
                texts[prefix + key] = strict_yaml.text_of(value)

    for _, node in keep.read(paths):
        try:
            walk(node, "")
        except ContentError as error:
            keep.problems.extend(error.problems)
    return texts
