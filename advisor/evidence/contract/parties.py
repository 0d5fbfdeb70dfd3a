"""The two sides of a contract: their names, and what they are called in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from advisor.evidence.contract.names import bare, names_in
from advisor.lazy_dataclass import dataclass
from advisor.locale.folding import fold
from advisor.wordlists.contract_patterns import ContractWords
from advisor.wordlists.entity_patterns import any_folded, any_of

OPENING = 6_000
"""Characters at the head of a contract in which it names its parties."""
HEAD = 1_500
"""Characters at the head in which a trade beside a name tells who does the work."""
LONGEST_ADDRESS = 400
"""Characters behind the name of a party in which its address is looked for."""
_QUOTED = re.compile(
    r"[(,]\s?[^()\"\u201c\u201d\u00ab\u00bb]{0,60}?[\"\u201c\u00ab]\s?(?:(?:the|el|la|los|las|le|les)\s|l['\u2019])?([A-Z\u00c0-\u00dd][^\"\u201d\u00bb]{1,40}?)\s?[\"\u201d\u00bb]"
    r"|\((?:the|el|la|los|las|le|les)\s([A-Z\u00c0-\u00dd]\w{2,30})\)"
)
_LINE = re.compile(r"\n[\s*-]*")


@dataclass(frozen=True)
class Party:
    """A party as the head of a contract names it."""

    name: str
    called: str
    """What the contract calls it, in small letters without accents or an article."""
    side: str
    """``own`` for the side that does the work, ``client`` for the other one."""
    at: int
    """Where its name stands in the text."""
    ends: int = 0
    """Where what the contract says of it there ends: at its short name."""


def parties(text: str, words: ContractWords) -> tuple[Party, ...]:
    """Return the parties whose side is known by what they are called, or by the other one."""
    head = text[:OPENING]
    made, begin = list(_meant(head, words)), 0
    for start, end, called, side in sorted(_called(head, words)):
        if start < begin:
            continue
        name = _name(_before_person(text[begin:start], words), words)
        if name is not None:
            made.append(Party(bare(name[0]), called, side, begin + name[1], start))
        elif side and made and not made[-1].side:
            # Another short name of the party before.
            made[-1] = replace(made[-1], side=side)
        begin = end
    if not any(one.side for one in made):
        made += _by_trade(text[:HEAD], words)
    sides = {one.side for one in made if one.side}
    if len(sides) == 1:
        other = "own" if "client" in sides else "client"
        made = [
            replace(one, side=one.side or (other if _is_party(one, words) else "")) for one in made
        ]
        if not any(one.side == other for one in made):
            made += _beside(text[:HEAD], words, made, other)
    return tuple(one for one in made if one.side)


def with_parties(words: ContractWords, found: tuple[Party, ...]) -> ContractWords:
    """Return the wordings with what a contract calls its parties."""
    more = {"own": words.provider, "client": words.client}
    for one in found:
        if one.called and one.called not in more[one.side]:
            more[one.side] = (*more[one.side], one.called)
    if more["own"] == words.provider and more["client"] == words.client:
        return words
    return replace(words, provider=more["own"], client=more["client"])


def _is_party(one: Party, words: ContractWords) -> bool:
    """Tell whether a name that the contract gives a short form of is that of a party."""
    return one.called in fold(one.name) or bool(_firm(words).search(one.name))


def _sides(words: ContractWords) -> dict[str, str]:
    """Return what the sides may be called, folded, each with its side."""
    sides = {fold(name): "own" for name in words.provider if len(name) > 2}
    return sides | {fold(name): "client" for name in words.client if len(name) > 3}


def _before_person(text: str, words: ContractWords) -> str:
    """Return what stands before the name of who acts for a party."""
    person = re.search(any_folded(words.represented), fold(text))
    return text[: person.start()] if person else text


def _called(text: str, words: ContractWords) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, short name and side of each definition of a party."""
    small = fold(text)
    sides = _sides(words)
    names = any_of(tuple(sides))
    called = any_folded(words.called)
    known = re.compile(
        rf"(?:(?:[\"\u201c\u00ab'(]|\*\*)\s?|(?:{called})[^()\"\u201c\u00ab]{{0,40}}?[\s,:\"\u201c\u00ab'])"
        rf"(?:(?:the|el|la|le)\s|l')?({names})\s?(?=[\"\u201d\u00bb'),;.*])"
    )
    means = re.compile(rf"[\"\u201d\u00bb]?\s(?:{any_folded(words.means)})\s")
    for match in known.finditer(small):
        if not means.match(small, match.end()):
            yield match.start(), match.end(), match[1], sides[match[1]]
    terms = set(map(fold, words.terms))
    for match in _QUOTED.finditer(text):
        name = fold(match[1] or match[2]).strip()
        if name not in sides and not terms & set(name.split()):
            yield match.start(), match.end(), name, ""


def _meant(text: str, words: ContractWords) -> Iterator[Party]:
    """Yield the parties that a definition names: "Council" means Fictional Borough Council."""
    sides = _sides(words)
    defined = re.compile(
        rf"[\"\u201c\u00ab]\s?(?:(?:the|el|la|le)\s|l')?({any_of(tuple(sides))})\s?[\"\u201d\u00bb]\s"
        rf"(?:{any_folded(words.means)})\s"
    )
    for match in defined.finditer(fold(text)):
        after = next(names_in(text[match.end() : match.end() + 120], words), None)
        if after is not None and after.start() <= len("la sociedad "):
            at = match.end() + after.start()
            yield Party(bare(after[0]), match[1], sides[match[1]], at, at + len(after[0]))


def _by_trade(text: str, words: ContractWords) -> Iterator[Party]:
    """Yield who is named with a trade behind the name, as in ``Jo Doe, translator, of Leeds``."""
    trades = any_folded(tuple(one for one in words.provider if len(one) > 4))
    small = fold(text)
    for match in re.finditer(rf",\s(?:\w{{1,14}}\s){{0,2}}?({trades})(?!\w)", small):
        line = max(small.rfind("\n", 0, match.start()), 0)
        before = list(names_in(text[line : match.start()], words))
        if before and line + before[-1].end() == match.start() and "," not in before[-1][0]:
            yield Party(bare(before[-1][0]), "", "own", line + before[-1].start(), match.start())
            return


def _beside(text: str, words: ContractWords, known: list[Party], side: str) -> Iterator[Party]:
    """Yield the first other name behind a word that goes before parties."""
    taken = [fold(one.name) for one in known]
    for begins in _between(words).finditer(text):
        found = _named_at(text, begins.end(), words)
        if found is None or any(fold(found[0]) in one or one in fold(found[0]) for one in taken):
            continue
        if _firm(words).search(found[0]):
            end = found[1] + len(found[0])
            line = text.find("\n", end)
            yield Party(bare(found[0]), "", side, found[1], line if line >= 0 else len(text))
            return


def _name(text: str, words: ContractWords) -> tuple[str, int] | None:
    """Return the name of a party in the text before its short form, and where it stands."""
    for between in _between(words).finditer(text):
        found = _named_at(text, between.end(), words)
        if found is not None and _firm(words).search(found[0]):
            return found
    names = [one for one in names_in(text, words) if len(one[0]) > 2 and not one[0][0].isdigit()]
    for match in names:
        begin, end = _cut(match[0], words)
        if _firm(words).search(match[0][begin:end]) and not _is_term(match[0][begin:end], words):
            return match[0][begin:end], match.start() + begin
    for marks in (_between(words), _LINE):
        for start in (match.end() for match in marks.finditer(text)):
            found = _named_at(text, start, words)
            end = start if found is None else found[1] + len(found[0])
            if marks is _LINE and not re.match(r"\.?\s*(?:[,(\n*:\u2013\u2014-]|\Z)", text[end:]):
                continue
            if found is not None and not _is_term(found[0], words):
                return found
    return None


def _named_at(text: str, start: int, words: ContractWords) -> tuple[str, int] | None:
    """Return the name that begins at a position: up to the end of a firm, else to a comma."""
    match = next(names_in(text[start : start + 200], words), None)
    if match is None or match.start() or len(match[0]) < 3 or match[0][0].isdigit():
        return None
    at, end = _cut(match[0], words)
    return match[0][at:end], start + at


def _cut(found: str, words: ContractWords) -> tuple[int, int]:
    """Return where a name begins and ends in words with capital letters.

    It ends with the form of a firm, else at the first comma, and is one piece between commas;
    the form may be a piece of its own.
    """
    for match in re.finditer(rf"(?<!\w)(?:{any_of(words.firms)})\.?(?!\w)", found):
        county = re.match(r"Co\.?\s", found[match.start() :])
        if match.start() == 0 or county:
            continue
        before = found[: match.start()].rstrip(" ,")
        begin = max(before.rfind(",") + 1, _sentence_end(before))
        return begin + len(found[begin:]) - len(found[begin:].lstrip()), match.end()
    end = found.find(",")
    end = len(found) if end < 0 else end
    begin = _sentence_end(found[:end])
    return begin + len(found[begin:end]) - len(found[begin:end].lstrip()), end


def _sentence_end(text: str) -> int:
    """Return where the last sentence or heading in a text ends, 0 where none does."""
    return max((one.end() for one in re.finditer(r"\w{3,}\.\s", text)), default=0)


def _is_term(name: str, words: ContractWords) -> bool:
    """Tell whether a name holds a word that contracts define, such as ``Agreement``."""
    small = fold(name)
    known = (*words.between, *words.provider, *words.client)
    return bool(set(small.split()) & set(map(fold, words.terms))) or small in known


def address_of(text: str, party: Party, words: ContractWords) -> str:
    """Return the address that stands between the name of a party and its short name, or behind."""
    segment = text[party.at : max(party.ends, party.at)][len(party.name) :]
    found = read_address(_before_person(segment, words), words)
    if found:
        return found
    # The short name may stand before the address.
    behind = re.match(r"\(?[^()\n]{0,60}\)?[,.*\s]{0,4}\s", text[party.ends : party.ends + 80])
    after = text[party.ends + behind.end() :][:LONGEST_ADDRESS] if behind else ""
    begins = (*words.address, *words.streets)
    marked = re.match(rf"\d|(?:{any_folded(begins)})\s", fold(after))
    return read_address(_before_person(after, words), words) if marked else ""


def read_address(text: str, words: ContractWords) -> str:
    """Return the lines of an address in words that describe a party, empty for none.

    It begins behind a word such as ``of`` or ``residing at``, or behind the comma after the name,
    holds a figure, and ends at a bracket, a stop or a mark of another matter.
    """
    text = " ".join(re.split(r"\n\s*\n|\w{3}\.\s+(?=[A-Z0-9])", text)[0].split())[:LONGEST_ADDRESS]
    small = fold(text)
    before = re.compile(rf"(?<!\w)(?:{any_folded(words.address)})\s")
    stop = re.search(r"[;(\"\u201c\u00ab]", small[1:])
    marks = list(before.finditer(small[: stop.start() + 1 if stop else len(small)]))
    begin = marks[-1].end() if marks else re.match(r"[\s,:.*-]*", text).end()  # type: ignore[union-attr]
    ends = re.compile(rf"[;(\"\u201c\u00ab]|(?:,\s|\s)(?:{any_folded(words.no_address)})(?!\w)")
    end = ends.search(small, begin)
    found = text[begin : end.start() if end else len(text)].strip(" ,.:*")
    pieces = _pieces(found)
    streets = tuple(map(fold, words.streets))
    while pieces and not marks and _is_description(pieces[0], streets, words):
        del pieces[0]
    whole = (2 - bool(marks)) <= len(pieces) <= 6 and any(one.isdigit() for one in found)
    return "\n".join(pieces) if whole and len(found) <= 160 else ""


def _is_description(piece: str, streets: tuple[str, ...], words: ContractWords) -> bool:
    """Tell whether words before an address say who a party is."""
    small = piece[0].islower() and not fold(piece).startswith(streets)
    return small or bool(_firm(words).search(piece))


def _pieces(found: str) -> list[str]:
    """Return the lines of an address; a number stands with the street before or behind it."""
    made: list[str] = []
    for piece in (one.strip(" -.") for one in found.split(", ")):
        joins = made and (
            made[-1].isdigit() or re.fullmatch(r"\d{1,4}\w?(?:\s?[a-z\u00ba]{1,3})?", piece)
        )
        if joins:
            made[-1] = f"{made[-1]}, {piece}"
        elif len(piece) > 2:
            made.append(piece)
    return made


def _firm(words: ContractWords) -> re.Pattern[str]:
    """Return the expression of a firm at the end of a name or before it."""
    firms = any_of(words.firms)
    return re.compile(rf"(?<!\w)(?:{firms})\.?\Z|\A(?:{firms})\s")


def _between(words: ContractWords) -> re.Pattern[str]:
    """Return the expression of the words that go before the name of a party."""
    return re.compile(
        rf"(?i:(?<!\w)(?:{any_of(words.between)})(?!\w))[\s:,.*-]*(?:(?:the|el|la|le)\s)?"
        r"|\(?\d\)\s*|(?<=\n)\d\.\s"
    )
