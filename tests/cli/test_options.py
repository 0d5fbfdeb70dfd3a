"""The options that commands share, and the one value in which a command gets them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from advisor.cli.options import EngineName, Setting, with_setting


def parsed(arguments: list[str], *names: str, lang: bool = True) -> tuple[str, Setting]:
    """Return the argument and the setting that a command with shared options receives."""
    found: list[tuple[str, Setting]] = []

    @with_setting(*names, lang=lang)
    def command(word: Annotated[str, typer.Argument()], setting: Setting) -> None:
        """Keep what is received."""
        found.append((word, setting))

    app = typer.Typer()
    app.command()(command)
    result = CliRunner().invoke(app, arguments)
    if result.exit_code:
        raise ValueError(result.exit_code)
    return found[0]


def test_a_command_gets_one_setting() -> None:
    """Own arguments are handed on by name, shared options as one frozen value."""
    arguments = ["x", "--as-of", "2026-11-22", "--engine", "durable", "--lang", "es_MX.UTF-8"]
    word, setting = parsed([*arguments, "--rules", "own"], "as_of", "engine")
    assert word == "x"
    assert setting == Setting(
        as_of=date(2026, 11, 22), engine=EngineName.durable, lang="es", rules=Path("own")
    )
    with pytest.raises(AttributeError):
        setting.lang = "fr"  # type: ignore[misc]


def test_an_option_is_offered_only_where_it_is_named() -> None:
    """An option that a command does not name is refused as wrong usage."""
    assert parsed(["x", "--force"], "force")[1].force
    with pytest.raises(ValueError, match="2"):
        parsed(["x", "--force"])
    with pytest.raises(ValueError, match="2"):
        parsed(["x", "--lang", "es"], lang=False)


def test_the_pure_engine_decides_where_none_can_be_chosen() -> None:
    """A command without --engine takes the faster one; with it the default is auto."""
    assert parsed(["x"])[1].engine is EngineName.pure
    assert parsed(["x"], "engine")[1].engine is EngineName.auto


def test_flags_are_typed_as_they_were_given() -> None:
    """The flags hold what differs from the defaults, quoted for a shell."""
    setting = Setting(rules=Path("my rules"), lang="es", as_of=date(2026, 11, 22), force=True)
    assert setting.content_flags() == " --rules 'my rules' --lang es"
    assert setting.flags() == " --rules 'my rules' --lang es --as-of 2026-11-22"
    assert Setting().flags() == ""
