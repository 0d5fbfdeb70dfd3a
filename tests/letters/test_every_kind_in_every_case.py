"""What holds for every kind of letter in every form and in every case.

The cases and the answers that each kind asks for are in ``papers.yaml``. Every kind meets
every form and half of the cases, the kind after it the other half; all kinds in all cases
and forms take ten times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from advisor.formats.markdown_text import letter_markdown
from advisor.locale.letter_formatting import long_date
from advisor.model import Facts, Invoice
from tests.letters.test_demands import PERIOD, RECEIPT
from tests.letters.test_papers import ANSWERS, FORMS, MARKED, Paper, kinds, paper, sent_kinds
from tests.letters.test_voice import CAPITALS, OWN, PLURAL, SHARED, SINGULAR, misfits, told

CASES = sorted(ANSWERS["cases"])
ENCLOSED = {
    "en": r"\b[Ee]nclosed|\b[Ee]nclose\b",
    "es": r"(?i)\b(?:se )?adjunt[aoe]n?s?\b|\badjunto\b",
    "fr": r"(?i)\bci-joint|\bjoins\b|\bjoignons\b",
}
POINTS = {
    "contract": {"en": "[Aa]greement", "es": "contrato", "fr": "contrat"},
    "total": {"en": r"\bThe (?:sum|total)\b", "es": "cantidad|importe", "fr": "somme|total"},
    "interest": {"en": "[Ii]nterest", "es": "intereses", "fr": "pénalités|intérêts"},
    "what follows": {"en": "court", "es": "judicial", "fr": "juridiction|tribunal|juge|injonction"},
    "other rights": {"en": "without prejudice", "es": "no supone renuncia", "fr": "sous réserve"},
}
"""What a demand for payment says besides, in words of each language."""
GLUED = re.compile(r"\w+[.?!](?=[A-ZÁÉÍÓÚÀÂÇÈÊÎÔ][a-zà-ÿ’' ])")
"""Sentences without a space between them."""
BRACKETS = re.compile(r"\[[^\]\d]*\]|\{[{%]|_{3,}|\bNone\b|\bundefined\b")


def papers(kind: str) -> Iterator[tuple[str, Paper]]:
    """Yield a kind in every second case, each time in another form."""
    first = sent_kinds().index(kind)
    for number, case in enumerate(CASES[first % 2 :: 2], first):
        form = FORMS[number % len(FORMS)]
        yield f"{form} {case}", paper(kind, form, case)


@pytest.mark.parametrize("kind", sent_kinds())
def test_every_kind_in_many_cases(kind: str) -> None:
    """Clean, complete, in one voice, with periods from receipt, and enclosing what there is."""
    assert [f"{name}: {fault}" for name, found in papers(kind) for fault in faults(found)] == []


def faults(found: Paper) -> Iterator[str]:
    """Yield what is wrong with a letter."""
    written, phrases = found.letter, found.library.phrases
    if not written.body:
        yield "empty"
    sent = phrases.kinds[found.kind].sent
    repeated = sent is not None and sent.on in found.assessed.facts
    if not written.unsuitable and not repeated:
        for item in found.proof.remarks:
            if not written.marks or item.kind not in MARKED:
                yield f"{item.kind} {item.key} {item.found!r}"
    text = f"{written.subject}\n{written.body}"
    if not written.missing:
        yield from (one for one in written.placeholders if one in text)
        yield from BRACKETS.findall(text)
    yield from GLUED.findall(text)
    if not written.marks and found.kind == "final-notice":
        yield from lacking_points(found)
    yield from voices(found)
    yield from periods(found)
    yield from enclosures(found)


def lacking_points(found: Paper) -> Iterator[str]:
    """Yield what a finished demand for payment does not say."""
    written, answers = found.letter, found.assessed.case.answers
    text, form = plain(letter_markdown(written)), found.library.phrases.language.of(found.form)
    invoices = answers["overdue_invoices"]
    assert isinstance(invoices, tuple)
    said = [*written.letterhead, *written.recipient, *answers["sender_bank"]]  # type: ignore[misc]
    for item in invoices:
        assert isinstance(item, Invoice)
        assert item.issued is not None
        said += [item.number, long_date(item.issued, form), long_date(item.due, form), item.folio]
    assert written.deadline is not None
    said.append(long_date(written.deadline, form))
    yield from (f"not said: {one}" for one in said if plain(str(one)) not in text)
    for point, words in POINTS.items():
        if not re.search(words[found.form[:2]], text):
            yield f"not said: {point}"


def plain(text: str) -> str:
    """Return a text with plain spaces."""
    return re.sub("[\u00a0\u202f]", " ", text)


def voices(found: Paper) -> Iterator[str]:
    """Yield the words of one person in the letter of a firm, and the other way round."""
    body, language = found.letter.body, found.form[:2]
    for name in OWN:
        body = body.replace(str(found.assessed.case.answers.get(name, "-")).rstrip("."), "")
    text = told(replace(found.letter, body=body))
    if found.assessed.case.answers.get("role") == "agency":
        yield from re.findall(SINGULAR[language], text)
        yield from re.findall(CAPITALS, text) if language == "en" else ()
        yield from misfits(text) if language == "fr" else ()
    elif found.kind != "settlement":
        yield from re.findall(PLURAL[language], re.sub(SHARED[language], "", text))


def periods(found: Paper) -> Iterator[str]:
    """Yield the sentences with a time that does not count from receipt, or has no last day."""
    for part in found.letter.paragraphs:
        # What an act or a contract says is no time that the letter gives.
        if part.id.endswith("/67-act"):
            continue
        for sentence in re.split(r"(?<=[a-z0-9)]\.)\s", part.text):
            if PERIOD.search(sentence):
                if not RECEIPT.search(sentence):
                    yield f"not from receipt: {sentence}"
                if not re.search(r"20\d\d", sentence):
                    yield f"no latest day: {sentence}"


def enclosures(found: Paper) -> Iterator[str]:
    """Yield enclosures that do not exist, and enclosing words without an enclosure."""
    answers, phrases = found.assessed.case.answers, found.library.phrases
    listed = [one for one in answers.get("overdue_invoices", ()) if isinstance(one, Invoice)]  # type: ignore[union-attr]
    for line in found.letter.enclosures:
        numbers = re.findall(r"\d{4}-\d+", line)
        own = line == phrases.word("enclosure.statement") and listed
        final = line == phrases.word("enclosure.final_invoice") and answers["final_invoice_amount"]
        added = line in [row.text for row in phrases.kinds[found.kind].adds]
        if not (own or final or added or (numbers and numbers == [one.number for one in listed])):
            yield f"enclosed, and not there: {line}"
    if re.search(ENCLOSED[found.form[:2]], found.letter.body) and not found.letter.enclosures:
        yield "says that something is enclosed, and encloses nothing"


@pytest.mark.parametrize("kind", list(kinds()))
def test_no_kind_is_finished_without_what_it_needs(kind: str) -> None:
    """A paper without one of the answers that its kind declares is marked, and says what lacks."""
    form = FORMS[list(kinds()).index(kind) % len(FORMS)]
    found = paper(kind, form)
    whole = found.letter.missing
    given = [one for one in found.library.phrases.kinds[kind].needs if one in found.assessed.facts]
    assert given, "it declares nothing, or the case answers nothing of it"
    for name in given:
        assessed, case = found.assessed, found.assessed.case
        about = (name, f"{name}.count")
        known = {key: fact for key, fact in assessed.facts.known.items() if key not in about}
        kept = {key: answer for key, answer in case.answers.items() if key != name}
        facts = Facts(known, assessed.facts.not_applicable)
        less = replace(
            assessed,
            case=replace(case, answers=kept),
            assessment=replace(assessed.assessment, facts=facts),
        )
        without = replace(found, assessed=less).letter
        assert len(without.missing) > len(whole), name
        assert without.marks, name
