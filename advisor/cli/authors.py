"""``advisor rules check, test, walk, graph, translate``: for authors of rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from advisor.cli.options import RuleId, Setting, TextOutput, assessment_day, with_setting


class Format(str, Enum):
    """How faults are printed."""

    text = "text"
    github = "github"


Formats = Annotated[
    Format,
    typer.Option("--format", help="Faults as text, or as annotations of a GitHub workflow."),
]
CasesDir = Annotated[
    Path,
    typer.Option("--cases", metavar="DIR", help="The folder with the cases of the rules."),
]


@with_setting("as_of")
def check(setting: Setting, form: Formats = Format.text) -> None:
    """Check rules, questions and templates.

    Finds what does not fit together, what can never come about, rules without cases,
    and what calculations lack. Other figures that have no value on the day are named
    and are no fault.
    """
    from advisor.authoring.check import examine
    from advisor.authoring.checks.expired_values import expired
    from advisor.authoring.required_values import lacking
    from advisor.authoring.result_lines import annotation
    from advisor.errors import ContentError
    from advisor.knowledge.content_paths import SOURCE
    from advisor.knowledge.load import load

    roots, day = setting.roots(), assessment_day(setting.as_of)
    try:
        source = load(roots)
        library = source if setting.language() == SOURCE else load(roots, setting.language())
        found = examine(source, roots, day)
        faults = sorted((*found.problems, *lacking(source, roots, day)))
        if faults:
            raise ContentError(faults)
    except ContentError as error:
        if form is Format.github:
            print_lines(annotation(problem, "error") for problem in error.problems)
        raise
    lapsed = tuple(expired(library, day))
    if form is Format.github:
        print_lines(annotation(problem, "warning") for problem in lapsed)
    else:
        print_lines(map(str, lapsed))
    say = library.phrases.say
    if lapsed:
        print_lines([say("rules.check.as_of", count=str(len(lapsed)), date=str(day))])
    counts = {
        "questions": str(len(library.questions)),
        "rules": str(len(library.rules())),
        "paragraphs": str(len(library.phrases.paragraphs)),
    }
    if found.proven is None:
        proof = say("rules.check.unproven", extra="advisor[authoring]")
    else:
        proof = say("rules.check.proven", count=str(found.proven))
    print_lines([proof, say("rules.check.clean", **counts)])


@with_setting()
def run_cases(
    setting: Setting, cases: CasesDir = Path("tests/rules"), form: Formats = Format.text
) -> None:
    """Run the cases that test each rule.

    A case says where a rule fires, stays silent or is undecided, what it concludes,
    and which row decides where several hold. Then every rule is changed in each small
    way, and every change has to be noticed by a case.
    """
    from advisor.authoring import answer_cases
    from advisor.authoring.checks.missing_cases import untested
    from advisor.authoring.mutants import mutants, survivors
    from advisor.authoring.result_lines import annotation, coverage_table
    from advisor.authoring.rule_cases import failed, read_cases
    from advisor.errors import AdvisorError, ContentError, Message
    from advisor.knowledge.load import load

    if not cases.is_dir():
        raise AdvisorError(
            Message("There is no folder {folder} with cases; name one with --cases.", folder=cases)
        )
    library = load(setting.roots(), setting.language())
    read = read_cases(library, cases)
    faults = (
        *failed(library, read),
        *untested(library, read),
        *answer_cases.faults(library, cases),
    )
    if faults:
        if form is Format.github:
            print_lines(annotation(problem, "error") for problem in faults)
        raise ContentError(faults)
    counts = (len(read.conditions), len(read.conclusions), len(read.order))
    total = sum(1 for _ in mutants(library))
    left = survivors(library, read)
    named = dict(zip(("conditions", "conclusions", "order"), map(str, counts), strict=True))
    say = library.phrases.say
    print_lines([say("rules.test.passed", count=str(sum(counts)), **named)])
    print_lines(coverage_table(library, read))
    killed = {"killed": str(total - len(left)), "total": str(total)}
    print_lines([say("rules.test.mutants", **killed)])
    if left:
        lines = [say("rules.test.survivors", count=str(len(left)))]
        raise AdvisorError("\n".join([*lines, *(f"{one.rule}: {one.fault}" for one in left)]))


@with_setting("as_of")
def walk(
    setting: Setting,
    interviews: Annotated[
        int, typer.Option("--interviews", metavar="N", min=0, help="Whole interviews to hold.")
    ] = 6,
) -> None:
    """Walk every way through the interview.

    Every path has to end in exactly one advice, no question may be asked that the
    answers before it make meaningless, and going back and forth may lose nothing.
    """
    from advisor.authoring.interview_walk import walk as walked
    from advisor.authoring.result_lines import walk_lines
    from advisor.errors import AdvisorError
    from advisor.knowledge.load import load

    library = load(setting.roots(), setting.language())
    found = walked(library, assessment_day(setting.as_of), setting.reader(), interviews)
    print_lines(walk_lines(library.phrases, found))
    if found.faults:
        head = library.phrases.say("rules.walk.faults", count=str(len(found.faults)))
        raise AdvisorError("\n".join([head, *found.faults]))


@with_setting("force")
def graph(
    setting: Setting,
    rule: RuleId = None,
    out: TextOutput = None,
) -> None:
    """Draw questions, findings and advice as a Mermaid flowchart.

    With RULE, the id of a rule or of a question: only what leads to it and what it
    leads to.
    """
    from advisor.authoring.mermaid import MERMAID_EDGES, mermaid
    from advisor.authoring.rule_graph import around, links
    from advisor.cli.console import notify
    from advisor.cli.output import STDOUT, deliver

    library = setting.library()
    found = links(library) if rule is None else around(library, rule)
    if len(found.edges) > MERMAID_EDGES:
        counts = {"most": str(MERMAID_EDGES), "edges": str(len(found.edges))}
        notify(library.phrases.say("rules.graph.large", **counts))
    deliver(mermaid(library.phrases, found, rule or "").encode(), out or STDOUT, setting)


@with_setting()
def translate(
    language: Annotated[
        str, typer.Option("--to", metavar="LANG", help="The language, such as fr.")
    ],
    setting: Setting,
) -> None:
    """Add what a language lacks, to be translated.

    Every text without a translation is added to the file it belongs in, with its English
    and an empty translation; nothing that is there is changed. The letters and words that
    a language writes anew are listed. rules check names what is still empty.
    """
    from advisor.authoring.translation_skeleton import missing_files, missing_texts
    from advisor.errors import Message, UsageError
    from advisor.files import append_lines
    from advisor.knowledge.content_paths import SOURCE
    from advisor.knowledge.load import load

    if not re.fullmatch("[a-z]{2}", language) or language == SOURCE:
        text = Message(
            "{language} is no language to translate into; give two letters, such as fr.",
            language=repr(language),
        )
        raise UsageError(text)
    roots, library = setting.roots(), setting.library()
    found = missing_texts(load(roots), roots, language)
    for path, entries in found.items():
        append_lines(path, "".join(entries))
        count = {"count": str(len(entries)), "file": roots.name(path)}
        print_lines([library.phrases.say("rules.translate.added", **count)])
    files = missing_files(roots, language)
    print_lines(library.phrases.say("rules.translate.write", file=file) for file in files)
    totals = {"texts": str(sum(map(len, found.values()))), "files": str(len(files))}
    print_lines([library.phrases.say("rules.translate.total", **totals)])


def print_lines(lines: Iterable[str]) -> None:
    """Print lines on standard output."""
    from advisor.cli.console import write_lines

    for line in lines:
        write_lines(line)
