"""Read a person on one line as typed: title of address, name, role and email address.

The email address may stand anywhere. Commas and the like part the rest; the part that begins
with a title of address is the name, else the first. What the line leaves out is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.casefile.answer_examples import example_of
from advisor.errors import AnswerError, Message
from advisor.knowledge.interview_content import PersonPart
from advisor.locale.folding import fold_words
from advisor.locale.language import Language
from advisor.locale.refused import Refused, found

Person = dict[PersonPart, str]
LONGEST = 1_000
_AROUND = "<>()[]\"'.:"
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+")
_BETWEEN = re.compile(r"[,;|\t()]|\s[-\u2013\u2014/]\s")
_DIGIT = re.compile(r"[0-9]")
_GENDERS = {"mr": "m", "ms": "f"}
"""The titles of address that everybody has, and the gender that each tells."""


def read_person(text: str, language: Language) -> Person:
    """Return the parts that a line gives. Raises :class:`AnswerError` for a line that is none."""
    try:
        return _parts(text, language)
    except Refused as refused:
        more = example_of("line", language)
        told = Message("{refused} {allowed}", refused=refused.message, allowed=more)
        raise AnswerError(told) from refused


def _parts(text: str, language: Language) -> Person:
    if len(text) > LONGEST:
        raise Refused(Message("Found {count} characters.", count=len(text)))
    email, rest = _email(text)
    pieces = [" ".join(piece.split()) for piece in _BETWEEN.split(rest)]
    pieces = [piece for piece in pieces if piece]
    for piece in pieces:
        # A telephone number and the like have no place in it.
        if not any(map(str.isalpha, piece)) or len(_DIGIT.findall(piece)) > 5:
            shown = found(piece)
            raise Refused(
                Message("Found {found}, which is no name, role or email address.", found=shown)
            )
    parts: Person = {"email": email} if email else {}
    if pieces:
        titled = (at for at, piece in enumerate(pieces) if _title(piece.split(), language)[0])
        parts |= _name(pieces.pop(next(titled, 0)).split(), language)
        parts |= {"role": ", ".join(pieces)} if pieces else {}
    if not parts:
        raise Refused(Message("Found nothing."))
    return parts


def _email(text: str) -> tuple[str, str]:
    """Return the email address in a line, and the line without it."""
    words = re.split(r"([\s,;|<>()]+)", text)
    places = [at for at, word in enumerate(words) if "@" in word]
    if len(places) > 1:
        raise Refused(Message("Found more than one email address."))
    if not places:
        return "", text
    at = places[0]
    email = words[at].strip(_AROUND).removeprefix("mailto:")
    if not _EMAIL.fullmatch(email):
        raise Refused(Message("Found {found}, which is no email address.", found=found(email)))
    words[at] = ""
    return email, re.sub(r"[<>\[\]]", " ", "".join(words)).replace("()", " ")


def _title(words: Sequence[str], language: Language) -> tuple[str, int]:
    """Return the titles of address that words begin with, joined, and the number of words."""
    found: list[str] = []
    for word in words:
        title = language.typed.titles.get(fold_words(word).rstrip("."))
        if title is None:
            break
        found.append(title)
    return " ".join(found), len(found)


def _name(words: list[str], language: Language) -> Person:
    """Return the parts of a name with its titles."""
    titles, count = _title(words, language)
    names = words[count:]
    if not names:
        raise Refused(Message("Found a title without a name."))
    parts: Person = {}
    if titles:
        forms = [one.partition("_") for one in titles.split()]
        # "Sra. Lic.": the rarer title is the one used, the other tells the gender.
        ranked = [one for one, _, _ in forms if one not in _GENDERS] or [forms[0][0]]
        parts["title"] = ranked[0]
        genders = [gender or _GENDERS.get(one, "") for one, _, gender in forms]
        given = next(filter(None, genders), "")
        if given and ranked[0] not in _GENDERS:
            parts["gender"] = given
    first, surname = _split(names, bool(titles), language)
    parts |= {"first_name": first} if first else {}
    return parts | ({"surname": surname} if surname else {})


def _split(names: list[str], titled: bool, language: Language) -> tuple[str, str]:
    """Return first name and surname. A name alone is a surname after a title, else a first name.

    A surname in capitals is told by them, another one by its place at the end: as many words as
    a language has surnames, with the small words before them.
    """
    capitals = [len(one) > 1 and "." not in one and one.isupper() for one in names]
    if any(capitals) and not all(capitals):
        last = [one for one, big in zip(names, capitals, strict=True) if big]
        return " ".join(one for one in names if one not in last), " ".join(last)
    small = [fold_words(one) in language.typed.inside_surnames for one in names]
    whole = [at for at, one in enumerate(small) if not one]
    if len(whole) < 2:
        return ("", " ".join(names)) if titled else (" ".join(names), "")
    start = whole[-min(language.typed.surnames, len(whole) - 1)]
    while start > 1 and small[start - 1]:
        start -= 1
    return " ".join(names[:start]), " ".join(names[start:])
