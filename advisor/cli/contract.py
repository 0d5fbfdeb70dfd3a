"""``advisor contract``: answers proposed from the words of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli.language import language_of_locale
from advisor.cli.options import CaseFile, Setting, assessment_day, with_setting

if TYPE_CHECKING:
    from advisor.evidence.contract.reading import ContractReading
    from advisor.evidence_model import SourceFile
    from advisor.interview.contract_review import ContractTexts
    from advisor.knowledge.content import Library
    from advisor.model import Case
    from advisor.wordlists.contract_patterns import ContractContent

ContractFile = Annotated[str, typer.Argument(metavar="FILE", show_default=False)]
ContractLang = Annotated[
    str | None,
    typer.Option(
        "--contract-lang",
        metavar="LANG",
        parser=language_of_locale,
        help="The language of the contract (two letters); otherwise recognised.",
        show_default=False,
    ),
]


@with_setting("as_of", "plain", "color", "no_input")
def contract(
    case: CaseFile,
    file: ContractFile,
    setting: Setting,
    contract_lang: ContractLang = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the proposals and write nothing.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object with the proposals; writes nothing.")
    ] = False,
) -> None:
    """Read the contract and propose answers, each with its words.

    CASE is a case file, and is made if there is none. FILE is the contract: .docx, .pdf
    with text in it, .txt, .md or .eml. Each proposal is confirmed, corrected or left open;
    nothing else enters the case. With --no-input the proposals are printed, as with
    --dry-run.
    """
    from advisor.cli.console import notify, write_lines, write_stdout

    library = setting.library()
    before = case_or_new(library, setting, case)
    content, texts, source = _read(library, setting, before, file, contract_lang)
    if as_json:
        from advisor.report.contract_json import contract_json

        write_stdout(contract_json(texts, content).encode())
        return
    _introduce(texts, file)
    if dry_run or setting.no_input:
        write_lines("\n".join(_lines(texts, content)))
        notify(texts.say("summary", **_counts(texts.reading)))
        return
    _confirm(library, setting, before, content, texts, source)


def case_or_new(library: Library, setting: Setting, name: str) -> Case:
    """Read the case, or begin one."""
    import os
    from pathlib import Path

    from advisor.casefile.casefile import read_case
    from advisor.cli.assessed_case import STDIN, notify_migrations
    from advisor.cli.session import refuse_unwritable
    from advisor.errors import Message, UsageError
    from advisor.model import Case

    if name == STDIN:
        text = Message("What is confirmed is kept in a file; name one in place of -.")
        raise UsageError(text)
    path = Path(name)
    if not os.path.lexists(path):
        refuse_unwritable(path)
        return Case(file=name)
    case = read_case(path, library, today=assessment_day(), asked=setting.as_of)
    notify_migrations(case)
    return case


def _read(
    library: Library, setting: Setting, case: Case, file: str, asked: str | None = None
) -> tuple[ContractContent, ContractTexts, SourceFile]:
    """Read the file; return what is looked for, what was read, and the file it was read from."""
    import hashlib
    from pathlib import Path

    from advisor.errors import FileProblems
    from advisor.evidence.contract.reading import LIMITS, SUFFIXES, read_contract
    from advisor.evidence_model import SourceFile
    from advisor.files import read_whole
    from advisor.interview.contract_review import ContractTexts
    from advisor.knowledge.contract_reader import read_contracts
    from advisor.locale.control_characters import spaced
    from advisor.proofreader.letter_layout import language_of
    from advisor.reading.document import read_document

    path, day = Path(file), assessment_day(setting.as_of, case.as_of)
    data = read_whole(path, LIMITS.packed_bytes, file, FileProblems)
    written = read_document(data, file, None, LIMITS, SUFFIXES)
    lists = library.wordlists
    content = read_contracts(
        setting.roots(), library, {code: words.language for code, words in lists.items()}
    )
    language = asked or language_of(written, lists, library.phrases.language.code)
    reading = read_contract(written, spaced(path.name), content, language, day)
    source = SourceFile(reading.file, "contract", day, hashlib.sha256(data).hexdigest())
    return content, ContractTexts(library, reading), source


def _introduce(texts: ContractTexts, file: str) -> None:
    """Say what is read, and in which language."""
    from babel import Locale

    from advisor.cli.console import notify

    own = texts.library.phrases.language.code
    language = Locale.parse(texts.reading.words.language.code).get_language_name(own)
    notify(texts.say("intro", file=file, language=language))


def confirm_file(library: Library, setting: Setting, case: Case, file: str) -> None:
    """Read a contract, put its proposals to the user, and save what is confirmed in the case."""
    content, texts, source = _read(library, setting, case, file)
    _introduce(texts, file)
    _confirm(library, setting, case, content, texts, source)


def _lines(texts: ContractTexts, content: ContractContent) -> list[str]:
    """Return the proposals of all topics as lines."""
    found: list[str] = []
    for topic in content.topics:
        found += ["", texts.say(f"topic.{topic}").upper()]
        for proposal in texts.reading.topics[topic]:
            if proposal.field.question or proposal.said:
                found += [" " * (indent + 2) + text for text, indent in texts.lines(proposal)]
    return found[1:]


def _counts(reading: ContractReading) -> dict[str, int]:
    asked = [one for one in reading.proposals if one.field.question and not one.field.ask]
    clear = ("stated", "implied", "not_found")
    counts = {name: sum(one.grade == name for one in asked) for name in clear}
    return {**counts, "unclear": len(asked) - sum(counts.values())}


def _confirm(
    library: Library,
    setting: Setting,
    before: Case,
    content: ContractContent,
    texts: ContractTexts,
    source: SourceFile,
) -> None:
    """Put the proposals to the user and save what is confirmed."""
    import sys
    from pathlib import Path

    from advisor.casefile.saving import save_case
    from advisor.cli.console import console, notify
    from advisor.errors import Message, UsageError
    from advisor.evidence.contract.accepting import accept
    from advisor.interview.contract_review import ContractReview
    from advisor.interview.terminal import TerminalPrompter

    if sys.stdin is None or sys.stdin.closed:
        text = Message("There is nobody to confirm the proposals; --dry-run prints them.")
        raise UsageError(text)
    prompter = TerminalPrompter(setting.is_plain, console(setting.color, err=True))
    confirmed = ContractReview(library, prompter, before, source.read_on, texts).run(content.topics)
    path = Path(before.file)
    after, apart = accept(library, before, confirmed, source)
    if after == before:
        notify(texts.say("none"))
        return
    saved = save_case(path, after, library, before)
    for told in saved.messages(path, library):
        notify(told)
    for name in apart:
        notify(texts.say("apart", ask=library.phrases.question(name).ask))
    notify(library.phrases.counted("contract.done", len(confirmed), file=str(path)))
