"""In which language the program speaks, and in which a letter is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""What says in the environment which language somebody reads, the strongest first."""

OPTION = "--lang"


def base(name: str) -> str:
    """Return the language of a locale or of a form: ``es`` of ``es_MX.UTF-8`` and ``es-ES``."""
    return name.replace("_", "-").partition(".")[0].partition("-")[0].lower()


def of_environment(environ: Mapping[str, str], there: Sequence[str]) -> str:
    """Return the language that the environment asks for, or the first there is."""
    wanted = base(next((environ[name] for name in VARIABLES if environ.get(name)), ""))
    return wanted if wanted in there else there[0]


def asked(arguments: Sequence[str]) -> str | None:
    """Return the language that some arguments name, before they are read for good."""
    found = value_of(OPTION, arguments)
    return None if found is None else base(found)


def value_of(option: str, arguments: Sequence[str]) -> str | None:
    """Return the value of an option in some arguments, before they are read for good."""
    for place, word in enumerate(arguments):
        if word == option and place + 1 < len(arguments):
            return arguments[place + 1]
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
    return None
