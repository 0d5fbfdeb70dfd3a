"""The language of the process, and options read before the arguments are parsed."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.knowledge.content_paths import Roots

RULES, TEMPLATES, LANG = "--rules", "--templates", "--lang"

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The environment variables that name the user's language, the strongest first."""


def language_of_locale(name: str) -> str:
    """Return the language of a locale or of a form: ``es`` of ``es_MX.UTF-8`` and ``es-ES``."""
    return name.replace("_", "-").partition(".")[0].partition("-")[0].lower()


def country_of_environment(environ: Mapping[str, str]) -> str:
    """Return the country of the environment's locale, ``MX`` of ``es_MX.UTF-8``, or nothing."""
    name = next((environ[name] for name in VARIABLES if environ.get(name)), "")
    return name.replace("-", "_").partition(".")[0].partition("_")[2].partition("@")[0].upper()


def of_environment(environ: Mapping[str, str], available: Sequence[str]) -> str:
    """Return the language that the environment asks for, or the first that is available."""
    name = next((environ[name] for name in VARIABLES if environ.get(name)), "")
    wanted = language_of_locale(name)
    return wanted if wanted in available else available[0]


def process_language(asked: str | None, roots: Roots) -> str:
    """Return the language asked for where there is such content, else that of the environment."""
    from advisor.knowledge.content_paths import languages

    available = languages(roots)
    return asked if asked in available else of_environment(os.environ, available)


def value_of(option: str, arguments: Sequence[str]) -> str | None:
    """Return the value of an option in arguments that are not parsed yet."""
    for place, word in enumerate(arguments):
        if word == option and place + 1 < len(arguments):
            return arguments[place + 1]
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
    return None
