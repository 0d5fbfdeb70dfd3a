"""Read everything under ``rules/`` and ``templates/`` into a :class:`Library`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from advisor import __version__
from advisor.errors import ContentError, Message, Place, Problem, UsageError, one_of
from advisor.knowledge import law_reader, migrations, questions, rules, strict_yaml, values
from advisor.knowledge.catalogue import of_finding, up_to
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import (
    AnyRule,
    DateRule,
    FindingRule,
    GateRule,
    Library,
    Migration,
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
from advisor.knowledge.field_table import Field, Table, read
from advisor.knowledge.frame_reader import frame_of
from advisor.knowledge.grammar import Scope
from advisor.knowledge.language_reader import named, read_languages
from advisor.knowledge.letter_content import Frame, LetterKind, Paragraph
from advisor.knowledge.letter_reader import kind_of, paragraph_of
from advisor.knowledge.phrasebook import Phrasebook, RuleText
from advisor.knowledge.role_check import role_faults
from advisor.knowledge.roles import ROLES, Role
from advisor.knowledge.strict_yaml import Fields, Node
from advisor.knowledge.translate import (
    Translation,
    changing,
    mapped,
    read_messages,
    read_overlay,
)
from advisor.knowledge.wordlist_reader import read_words
from advisor.locale.language import Language
from advisor.model import PHASES, FactType
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

SOURCE_ITEM: Table = (
    Field("title", "text", translated=True),
    Field("needs", "choices", allowed=NEEDS, about="The kinds of content that implement it."),
    Field("reference", "text", ""),
)


def load(roots: Roots, language: str = SOURCE, needed: Mapping[str, Role] = ROLES) -> Library:
    """Return :func:`load_both` in one value."""
    return Library.of(*load_both(roots, language, needed))


def load_both(
    roots: Roots, language: str = SOURCE, needed: Mapping[str, Role] = ROLES
) -> tuple[Rulebook, Phrasebook]:
    """Read and check all content: the rulebook, and the phrasebook of one language.

    ``needed`` is what the content has to provide. Raises :class:`UsageError` for a language
    there is not, :class:`ContentError` with every problem found.
    """
    if language not in languages(roots):
        parts = {"language": repr(language), "allowed": one_of(languages(roots))}
        raise UsageError(Message("There is no language {language}; allowed: {allowed}.", **parts))
    for root in (roots.rules, roots.templates):
        if not root.is_dir():
            place = Place(str(root), 1, 1)
            raise ContentError([Problem(place, Message("There is no such folder."))])
    keep = Collector(roots)
    raw = questions.questions(keep)
    facts, labels = questions.facts(keep, raw)
    finding_files = files(roots.rules / "findings", "**/*.yaml")
    for path in finding_files:
        identity = path.relative_to(roots.rules / "findings").with_suffix("").as_posix()
        facts[identity] = of_finding()
    keep.stop_if_any()
    asked = questions.with_conditions(keep, raw, facts)
    rule_texts: dict[str, RuleText] = {}
    found = {one.rule: _rules(keep, one, facts, rule_texts) for one in rules.STRATA}
    sources, titles = _sources(keep)
    dated = _values(keep)
    laws = law_reader.laws(keep, facts, asked, dated)
    figures = {name: value for name, (value, _) in dated.items()}
    keep.problems.extend(values.unknown_bases(figures))
    renamed = _migrations(keep)
    spoken = read_languages(keep, language)
    wordlists = _wordlists(keep, facts, spoken)
    folder = roots.templates / language
    kinds, paragraphs = _letters(keep, roots.templates, language, facts)
    # English is the source of the words of the screen; other languages overlay it.
    source = roots.templates / SOURCE
    texts = screen_texts(keep, files(source / "ui", "*.yaml"))
    words = screen_texts(keep, files(folder / "letter", "words.yaml"))
    frames = _frames(keep, source, folder)
    keep.stop_if_any()
    rulebook = Rulebook(
        questions=asked,
        facts=facts,
        findings=tuple(found[FindingRule]),
        whether=tuple(sorted(found[WhetherRule], key=_by_priority)),
        timing=tuple(sorted(found[WhenRule], key=_by_priority)),
        gates=tuple(found[GateRule]),
        dates=tuple(found[DateRule]),
        tasks=tuple(sorted(found[TaskRule], key=_in_checklist)),
        values=figures,
        laws=laws,
        sources=sources,
        version=f"{__version__}+{fingerprint(roots)}",
        by_id={rule.id: rule for stratum in found.values() for rule in stratum},
        migrations=renamed,
        wordlists=wordlists,
        file_language=spoken[SOURCE],
    )
    keep.problems.extend(role_faults(needed, rulebook, kinds))
    keep.stop_if_any()
    phrases = Phrasebook(
        language=spoken[language],
        rules=rule_texts,
        questions={one.question.id: one.texts for one in raw},
        labels=labels,
        values={name: texts for name, (_, texts) in dated.items()},
        sources=titles,
        ui=texts,
        words=words,
        frames=frames,
        kinds=kinds,
        paragraphs=paragraphs,
        messages=messages_of(roots, language),
    )
    if language != SOURCE:
        phrases = mapped(phrases, rulebook, changing(overlay_of(roots, language)))
    return rulebook, phrases


def load_rulebook(roots: Roots) -> Rulebook:
    """Read and check all content that has no language."""
    return load_both(roots)[0]


def load_phrasebook(roots: Roots, language: str = SOURCE) -> Phrasebook:
    """Read and check all texts of one language."""
    return load_both(roots, language)[1]


def overlay_of(roots: Roots, language: str) -> dict[str, Translation]:
    """Read the overlay of a language, empty where there is none."""
    folder = roots.rules / language
    return read_overlay(folder, language, roots.name(folder))


def messages_of(roots: Roots, language: str) -> dict[str, str]:
    """Read what goes wrong in the words of a language, empty for the source."""
    folder = roots.rules / language
    found = read_messages(folder, language, roots.name(folder))
    return {english: text for english, text in found.items() if text}


def _by_priority(row: Any) -> tuple[int, str]:
    return row.priority, row.id


def _in_checklist(task: Any) -> tuple[int, int, str]:
    return PHASES.index(task.phase), task.order, task.id


def _rules(
    keep: Collector,
    stratum: rules.Stratum,
    facts: Mapping[str, FactType],
    texts: dict[str, RuleText],
) -> list[Any]:
    """Read the rules of a stratum, and add their texts to ``texts``."""
    found: list[AnyRule] = []
    folder = keep.roots.rules / stratum.folder
    scope = Scope(facts, up_to(stratum.origin))
    for path, node in keep.read(files(folder, "**/*.yaml")):
        identity = stratum.prefix + path.relative_to(folder).with_suffix("").as_posix()
        with keep.faults():
            rule, texts[identity] = rules.read_rule(stratum, identity, node, scope)
            found.append(rule)
    return found


def _sources(keep: Collector) -> tuple[dict[str, Source], dict[str, str]]:
    """Read the sources, and their titles in English."""
    sources: dict[str, Source] = {}
    titles: dict[str, str] = {}
    for _, node in keep.read([keep.roots.rules / "sources.yaml"]):
        with keep.faults():
            for name, place, value in strict_yaml.pairs_of(node):
                found = read(SOURCE_ITEM, Fields(value))
                titles[name] = found.pop("title")
                sources[name] = Source(id=name, place=place, **found)
    return sources, titles


def _values(keep: Collector) -> dict[str, values.Dated]:
    found: dict[str, values.Dated] = {}
    for _, node in keep.read(files(keep.roots.rules / "values", "*.yaml")):
        with keep.faults():
            values.read_values(node, found)
    return found


def _migrations(keep: Collector) -> tuple[Migration, ...]:
    for _, node in keep.read(files(keep.roots.rules, "migrations.yaml")):
        with keep.faults():
            return migrations.read_migrations(node)
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
            with keep.faults():
                kinds[name] = kind_of(name, node, scope, kinds.get(name))
    for path in files(folder / "letter", "*/*.md"):
        with keep.faults():
            paragraphs.append(paragraph_of(path, keep.roots.name(path), scope))
    paragraphs.sort(key=lambda item: (item.letter, item.order, item.id))
    return kinds, tuple(paragraphs)


def _frames(keep: Collector, *folders: Path) -> dict[str, Frame]:
    """Read the frames of letters. One of a language replaces that of the source."""
    found: dict[str, Frame] = {}
    for folder in dict.fromkeys(folders):
        for path, node in keep.read(files(folder / "letter", "frame-*.yaml")):
            with keep.faults():
                found[path.stem.removeprefix("frame-")] = frame_of(node)
    return found


def _wordlists(
    keep: Collector, facts: Mapping[str, FactType], spoken: Mapping[str, Language]
) -> dict[str, WordList]:
    """Read how letters are worded, in every language there is."""
    found: dict[str, WordList] = {}
    for path, node in keep.read(files(keep.roots.rules / "words", "*.yaml")):
        with keep.faults():
            language = named(path.stem, spoken, node.place)
            found[path.stem] = read_words(language, node, Scope(facts, up_to("plan")))
    return found


def screen_texts(keep: Collector, paths: list[Path]) -> dict[str, str]:
    """Read texts by key; nested keys are joined by dots."""
    texts: dict[str, str] = {}

    def walk(node: Node, prefix: str) -> None:
        for key, _, value in strict_yaml.pairs_of(node):
            if isinstance(value, strict_yaml.Mapping):
                walk(value, f"{prefix}{key}.")
            else:
                texts[prefix + key] = strict_yaml.text_of(value)

    for _, node in keep.read(paths):
        with keep.faults():
            walk(node, "")
    return texts
