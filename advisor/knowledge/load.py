"""Read everything under ``rules/`` and ``templates/`` into a :class:`Library`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from advisor import __version__
from advisor.errors import ContentError, Message, Place, Problem, UsageError, one_of
from advisor.knowledge import (
    contradictions,
    events,
    field_table,
    interview_reader,
    law_reader,
    migrations,
    questions,
    rules,
    strict_yaml,
    values,
)
from advisor.knowledge.balance_reader import read_balance
from advisor.knowledge.catalogue import of_finding, up_to
from advisor.knowledge.coherence import Dependence, Stance, unknown_stances
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import (
    AnyRule,
    DateRule,
    FindingRule,
    GateRule,
    Library,
    Rulebook,
    Source,
    TaskRule,
    WhenRule,
    WhetherRule,
    by_id,
)
from advisor.knowledge.content_paths import SOURCE, Roots, files, fingerprint, languages
from advisor.knowledge.field_table import Field, Table, read, table
from advisor.knowledge.frame_reader import frame_of
from advisor.knowledge.grammar import Scope
from advisor.knowledge.journal import journal_kinds
from advisor.knowledge.language_reader import named, read_languages
from advisor.knowledge.letter_content import LetterKind
from advisor.knowledge.letter_reader import kind_of, paragraph_of
from advisor.knowledge.phrasebook import Phrasebook, RuleText
from advisor.knowledge.role_check import role_faults
from advisor.knowledge.roles import ROLES, Role
from advisor.knowledge.step_order import order_faults
from advisor.knowledge.strict_yaml import Fields, Node
from advisor.knowledge.translate import changing, mapped, messages_of, read_overlay
from advisor.knowledge.wordlist_reader import read_words
from advisor.locale.language import Language
from advisor.model import PHASES, FactType
from advisor.wordlists.wordlist import WordList

DEPENDENCE = table(Dependence, when={"key": "if"})
SOURCE_ITEM: Table = (Field("title", "text"), *table(Source))


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
        for _ in roots.walk(root):
            # Refuses what is too large before any of it is read.
            pass
    rulebook, english = _source(Collector(roots), language, needed)
    if language == SOURCE:
        return rulebook, english
    return rulebook, translated(rulebook, english, roots, language)


def _source(
    keep: Collector, language: str, needed: Mapping[str, Role]
) -> tuple[Rulebook, Phrasebook]:
    """Read the rulebook and its English texts, and check that a language is described."""
    roots = keep.roots
    raw = questions.questions(keep)
    facts, labels = questions.facts(keep, raw)
    for path in files(roots.rules / "findings", "**/*.yaml"):
        identity = path.relative_to(roots.rules / "findings").with_suffix("").as_posix()
        facts[identity] = of_finding()
    keep.stop_if_any()
    asked = questions.with_conditions(keep, raw, facts)
    rule_texts: dict[str, RuleText] = {}
    found = {one.rule: _rules(keep, one, facts, rule_texts) for one in rules.STRATA}
    sources, titles = _sources(keep)
    dependences = keep.files(
        files(roots.rules, "dependences.yaml"),
        lambda _, node: field_table.rows(Dependence, DEPENDENCE)(
            node, Scope(facts, up_to("derived"))
        ),
    )
    stances = keep.files(
        files(roots.rules, "stances.yaml"),
        lambda _, node: field_table.named(Stance, table(Stance))(node, None),
    )
    balance = keep.files([roots.rules / "balance.yaml"], lambda _, node: read_balance(node))
    dated = _values(keep)
    laws = law_reader.laws(keep, facts, asked, dated)
    figures = {name: value for name, (value, _) in dated.items()}
    keep.problems.extend(values.unknown_bases(figures))
    foreseen, happening = events.events(keep, facts, asked)
    clashes, clash_texts = contradictions.contradictions(keep, facts, asked)
    journal, journal_texts = journal_kinds(keep, facts, asked)
    screens, screen_words = interview_reader.screens(keep, facts, asked)
    passes = interview_reader.passes(keep, facts, asked, screens)
    renamed = keep.files(
        files(roots.rules, "migrations.yaml"),
        lambda _, node: migrations.read_migrations(node, keep),
    )
    spoken = read_languages(keep, language)
    wordlists = _wordlists(keep, facts, spoken)
    texts = screen_texts(keep, files(roots.templates / SOURCE / "ui", "*.yaml"))
    keep.stop_if_any()
    phrases = Phrasebook(
        language=spoken[SOURCE],
        rules=rule_texts,
        questions={one.question.id: one.texts for one in raw},
        screens=screen_words,
        labels=labels,
        values={name: texts for name, (_, texts) in dated.items()},
        sources=titles,
        events=happening,
        contradictions=clash_texts,
        journal=journal_texts,
        ui=texts,
        messages={},
        **_letters(keep, SOURCE, facts, {}),
    )
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
        balance=balance[0],
        values=figures,
        laws=laws,
        events=foreseen,
        contradictions=clashes,
        journal=journal,
        screens=screens,
        passes=passes,
        sources=sources,
        stances=stances[0] if stances else {},
        dependences=dependences[0] if dependences else (),
        version=f"{__version__}+{fingerprint(roots)}",
        by_id=by_id(rule for stratum in found.values() for rule in stratum),
        migrations=renamed[0] if renamed else (),
        wordlists=wordlists,
        file_language=spoken[SOURCE],
    )
    used = [(item.place, item.stances) for item in (*rulebook.rules(), *phrases.kinds.values())]
    keep.problems.extend(unknown_stances(rulebook.stances, used))
    keep.problems.extend(role_faults(needed, rulebook, phrases.kinds))
    keep.problems.extend(order_faults(rulebook))
    keep.problems.extend(
        Problem(kind.place, f"needs: {name!r} is no question.")
        for kind in phrases.kinds.values()
        for name in kind.needs
        if name not in asked
    )
    keep.problems.extend(
        Problem(kind.place, f"letters: {name!r} is no kind of letter.")
        for kind in journal.values()
        for name in kind.letters
        if name not in phrases.kinds
    )
    keep.stop_if_any()
    return rulebook, phrases


def translated(rulebook: Rulebook, english: Phrasebook, roots: Roots, language: str) -> Phrasebook:
    """Read the texts of another language. A text that it lacks stays English.

    Raises :class:`ContentError` with every problem found in them.
    """
    keep = Collector(roots)
    spoken = read_languages(keep, language)
    own = _letters(keep, language, rulebook.facts, english.kinds)
    keep.stop_if_any()
    own["frames"] = {**english.frames, **own["frames"]}
    messages = messages_of(roots, language)
    phrases = replace(english, language=spoken[language], messages=messages, **own)
    return mapped(phrases, rulebook, changing(read_overlay(roots, language)))


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
    folder = keep.roots.rules / stratum.folder
    scope = Scope(facts, up_to(stratum.origin))

    def read(path: Path, node: Node) -> AnyRule:
        identity = stratum.prefix + path.relative_to(folder).with_suffix("").as_posix()
        rule, texts[identity] = rules.read_rule(stratum, identity, node, scope)
        return rule

    return keep.files(files(folder, "**/*.yaml"), read)


def _sources(keep: Collector) -> tuple[dict[str, Source], dict[str, str]]:
    """Read the sources, and their titles in English."""
    sources: dict[str, Source] = {}
    titles: dict[str, str] = {}

    def read_all(_: Path, node: Node) -> None:
        for name, place, value in strict_yaml.pairs_of(node):
            found = read(SOURCE_ITEM, Fields(value))
            titles[name] = found.pop("title")
            sources[name] = Source(id=name, place=place, **found)

    keep.files([keep.roots.rules / "sources.yaml"], read_all)
    return sources, titles


def _values(keep: Collector) -> dict[str, values.Dated]:
    found: dict[str, values.Dated] = {}
    paths = files(keep.roots.rules / "values", "*.yaml")
    keep.files(paths, lambda _, node: values.read_values(node, found))
    return found


def _letters(
    keep: Collector,
    language: str,
    facts: Mapping[str, FactType],
    source: Mapping[str, LetterKind],
) -> dict[str, Any]:
    """Read the words, frames, kinds and paragraphs of letters in one language.

    ``source`` are the kinds in English, where this is another language.
    """
    folder = keep.roots.templates / language / "letter"
    scope = Scope(facts, up_to("plan"))
    kinds = keep.files(
        files(folder, "*/kind.yaml"),
        lambda path, node: kind_of(path.parent.name, node, scope, source.get(path.parent.name)),
    )
    paragraphs = keep.each(
        files(folder, "*/*.md"),
        lambda path: paragraph_of(path, keep.roots.read(path), keep.roots.name(path), scope),
    )
    frames = keep.files(
        files(folder, "frame-*.yaml"),
        lambda path, node: (path.stem.removeprefix("frame-"), frame_of(node)),
    )
    return {
        "words": screen_texts(keep, files(folder, "words.yaml")),
        "frames": dict(frames),
        "kinds": {**source, **{kind.id: kind for kind in kinds}},
        "paragraphs": tuple(sorted(paragraphs, key=lambda one: (one.letter, one.order, one.id))),
    }


def _wordlists(
    keep: Collector, facts: Mapping[str, FactType], spoken: Mapping[str, Language]
) -> dict[str, WordList]:
    """Read how letters are worded, in every language there is."""
    paths, scope = files(keep.roots.rules / "words", "*.yaml"), Scope(facts, up_to("plan"))
    found = keep.files(
        paths,
        lambda path, node: read_words(named(path.stem, spoken, node.place), node, scope),
    )
    return {words.language.code: words for words in found}


def screen_texts(keep: Collector, paths: list[Path]) -> dict[str, str]:
    """Read texts by key; nested keys are joined by dots."""
    texts: dict[str, str] = {}

    def walk(node: Node, prefix: str) -> None:
        for key, _, value in strict_yaml.pairs_of(node):
            if isinstance(value, strict_yaml.Mapping):
                walk(value, f"{prefix}{key}.")
            else:
                texts[prefix + key] = strict_yaml.text_of(value)

    keep.files(paths, lambda _, node: walk(node, ""))
    return texts
