"""The shipped content, read once for all tests of a process.

Many tests read a copy of it with one file changed. What the other files hold is
kept as well: a file of the same name and text is parsed once.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from advisor.knowledge import yaml_parser
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.load import load
from advisor.locale.formatting import language_of
from advisor.locale.language import Language

# Nobody changes the nodes of a file that was read.
yaml_parser.parse = cache(yaml_parser.parse)


@cache
def shipped(language: str = "en") -> Library:
    """Return the shipped library in a language."""
    return load(Roots.default(), language)


@cache
def language(form: str = "en") -> Language:
    """Return a shipped language, or a form of it such as ``es-MX``."""
    return shipped(language_of(form)).phrases.language.of(form)


@cache
def every_answer_a_state(library: Library) -> Library:
    """Return a library in which no answer is past, a target or a wish: all can be changed."""
    questions = {name: replace(one, nature="state") for name, one in library.questions.items()}
    return library.changed(questions=questions)
