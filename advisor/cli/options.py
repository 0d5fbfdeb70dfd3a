"""The arguments and options that commands share, and how a command takes them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from advisor.cli import completion
from advisor.cli.command import RARE
from advisor.cli.console import Color, wants_plain
from advisor.cli.language import (
    LANG,
    RULES,
    TEMPLATES,
    language_of_locale,
    process_language,
    value_of,
)
from advisor.lazy_dataclass import dataclass
from advisor.locale.control_characters import shell_word

if TYPE_CHECKING:
    from advisor.engine.stratum import Engine
    from advisor.knowledge.content import Library
    from advisor.knowledge.content_paths import Roots

FIRST_YEAR, LAST_YEAR = 1970, 2200


class EngineName(str, Enum):
    """What evaluates the rules."""

    auto = "auto"
    pure = "pure"
    durable = "durable"


def assessment_day(asked: date | None = None, of_case: date | None = None) -> date:
    """Return the day a command judges on: the one asked for, the case's own, or today.

    The one place where the program looks at the calendar.
    """
    return asked or of_case or date.today()


def parse_day(text: str) -> date:
    """Read a date given on the command line."""
    if text == "today":
        return assessment_day()
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        from advisor.cli.console import translate
        from advisor.errors import Message

        message = Message(
            "found {found}; write a date as 2026-11-22, in the years {first} to {last}, or today.",
            found=repr(text),
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
        raise typer.BadParameter(translate(message))
    return found


DEFAULT_CASE = "case.yaml"
"""The file in the present folder that holds the answers when no CASE is named."""

CaseFile = Annotated[
    str,
    # Described in the text of each command: Typer before 0.26 loses the help of an
    # argument under the newest Click.
    typer.Argument(metavar="[CASE]", show_default=False, autocompletion=completion.case_files),
]
RuleId = Annotated[
    str | None,
    typer.Argument(metavar="[RULE]", show_default=False, autocompletion=completion.rule_names),
]
Changes = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUESTION=VALUE]...", show_default=False, autocompletion=completion.changes
    ),
]
TextOutput = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write to this file."),
]
LetterForm = Annotated[
    str | None,
    typer.Option(
        "--form",
        metavar="FORM",
        help="Language and country of the letter: en-US, en-GB, es-ES, es-MX or fr-FR; "
        "otherwise by --lang and the answers.",
        show_default=False,
        autocompletion=completion.letter_forms,
    ),
]


@dataclass(frozen=True)
class Setting:
    """The values of the shared options. Each field declares its option once for all commands."""

    as_of: Annotated[
        date | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            parser=parse_day,
            help="Judge the case on this day, not on the day in the file or today.",
        ),
    ] = None
    plain: Annotated[
        bool,
        typer.Option("--plain", help="No boxes, columns or colour: for screen readers and logs."),
    ] = False
    color: Annotated[
        Color, typer.Option("--color", help="When to use colour.", rich_help_panel=RARE)
    ] = Color.auto
    engine: Annotated[
        EngineName,
        typer.Option(
            "--engine",
            help="What evaluates the rules; the advice is the same.",
            rich_help_panel=RARE,
        ),
    ] = EngineName.auto
    no_input: Annotated[
        bool,
        typer.Option(
            "--no-input",
            help="Never ask; end with code 4 and the names of the answers that are missing.",
            rich_help_panel=RARE,
        ),
    ] = False
    force: Annotated[bool, typer.Option("--force", help="Replace files that exist.")] = False
    rules: Annotated[
        Path | None,
        typer.Option(
            RULES,
            metavar="DIR",
            help="Read the rules from this folder instead.",
            rich_help_panel=RARE,
        ),
    ] = None
    templates: Annotated[
        Path | None,
        typer.Option(
            TEMPLATES,
            metavar="DIR",
            help="Read the templates from this folder instead.",
            rich_help_panel=RARE,
        ),
    ] = None
    lang: Annotated[
        str | None,
        typer.Option(
            LANG,
            metavar="LANG",
            parser=language_of_locale,
            help="Speak and write in this language (two letters); otherwise that of the system.",
            show_default=False,
            autocompletion=completion.spoken_languages,
        ),
    ] = None

    @classmethod
    def unparsed(cls, arguments: Sequence[str]) -> Setting:
        """Return the content and language that arguments not yet parsed name."""
        rules, templates = (value_of(option, arguments) for option in (RULES, TEMPLATES))
        lang = value_of(LANG, arguments)
        return cls(
            rules=Path(rules) if rules else None,
            templates=Path(templates) if templates else None,
            lang=language_of_locale(lang) if lang else None,
        )

    def roots(self) -> Roots:
        """Return the folders that the rules and templates come from."""
        from advisor.knowledge.content_paths import Roots

        return Roots.default(self.rules, self.templates)

    def language(self) -> str:
        """Return the language of messages and documents."""
        return self.lang or process_language(None, self.roots())

    def library(self) -> Library:
        """Read the rules, and the texts of the language."""
        from advisor.knowledge.cache import load_cached

        return load_cached(self.roots(), self.language())

    def reader(self) -> Engine:
        """Return the engine that decides."""
        from advisor.engine import available

        return available(self.engine.value)

    @property
    def is_plain(self) -> bool:
        """True where output has no boxes, columns or colour."""
        return wants_plain(self.plain)

    def content_flags(self) -> str:
        """Return ``--rules``, ``--templates`` and ``--lang`` as typed, with a space before each."""
        return _typed((RULES, self.rules), (TEMPLATES, self.templates), (LANG, self.lang))

    def flags(self) -> str:
        """Return the options that select the same result, as :meth:`content_flags` does."""
        engine = None if self.engine is EngineName.auto else self.engine.value
        return self.content_flags() + _typed(("--as-of", self.as_of), ("--engine", engine))


def _typed(*options: tuple[str, object]) -> str:
    """Return the options that have a value, quoted for a shell, with a space before each."""
    return "".join(f" {name} {shell_word(str(value))}" for name, value in options if value)


def with_setting(
    *names: str, lang: bool = True
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add shared options to a command, which takes their values as ``setting``.

    ``names`` are fields of :class:`Setting`; ``--rules``, ``--templates`` and, with
    ``lang``, ``--lang`` are always added. The help lists them last, in the order of the
    fields. A command without ``--engine`` uses the pure one: both give the same result,
    and it is faster.
    """
    wanted = {*names, "rules", "templates", *(["lang"] if lang else [])}
    hints = get_type_hints(Setting, include_extras=True)
    shared = [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=field.default,
            annotation=hints[field.name],
        )
        for field in fields(Setting)
        if field.name in wanted
    ]

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = [
            parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
            for parameter in inspect.signature(command, eval_str=True).parameters.values()
            if parameter.name != "setting"
        ]

        @wraps(command)
        def run(**values: Any) -> None:
            given = {item.name: values.pop(item.name) for item in shared}
            command(setting=Setting(**{"engine": EngineName.pure, **given}), **values)

        # Typer reads the parameters from the signature, and their types from both.
        run.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
        run.__annotations__ = {item.name: item.annotation for item in (*own, *shared)}
        return run

    return decorate
