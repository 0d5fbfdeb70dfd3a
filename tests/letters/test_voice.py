"""One person writes "I", a firm "we", and no letter mixes the two."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from advisor.casefile.casefile import read_case
from advisor.engine.compiled import Compiled
from advisor.formats.document_model import Letter
from advisor.formats.markdown_text import letter_markdown
from advisor.knowledge.content import Library
from advisor.letters import voice
from advisor.letters.letter import letter
from advisor.model import Answer
from advisor.proofreader.proofread import proofread
from advisor.proofreader.reading import read_letter
from advisor.reasoning.assess import assess_case
from tests.conftest import ROOT
from tests.shipped import shipped

FORMS = ("en-GB", "en-US", "es-ES", "es-MX", "fr-FR")
SINGULAR = {
    "en": r"\b(?:I|me|my|mine|myself)\b",
    "es": r"(?i)\b(?:yo|me|mi|mis|mí|conmigo|\w+ré)\b|\b(?:le|les) (?!sea|pido)\w+o\b",
    "fr": r"(?i)\b(?:je|me|mon|ma|mes|moi)\b|\b[jm]’",
}
"""Words of one person, told apart from the tables that the program uses."""
CAPITALS = r"[.?!] we\b|[a-z,] We\b|\b[Ww]e am\b"
"""A capital that is out of place in English, and the one verb that changes."""
CLITICS = ("ne", "n’", "vous", "nous", "le", "la", "les", "l’", "lui", "en", "y")
SHARED = {
    "en": r"\b[Ww]e (?:both|agreed|have agreed|have done|communicate|can continue|work together)\b|\bof us\b|\b[Oo]ur (?:working relationship|"
    r"agreement|payment plan|conversation|work|account|terms)\b|\bus (?:to|both)\b|\bbetween us\b",
    "es": r"\b[Nn]uestr[oa]s? (?:contrato|relación|colaboración|conversación|cuentas?|acuerdo|trabajo)\b|\bentre nosotros\b",
    "fr": r"\b[Nn](?:os|otre) (?:contrat|relation|collaboration|entretien|comptes|accord|échanges|travail)\b|"
    r"\b[Nn]ous (?:avons|sommes|en gardions|pouvons)\b|\bentre nous\b",
}
"""What the two sides have in common, said by one person too."""
PLURAL = {
    "en": r"\b(?:we|us|our|ours)\b",
    "es": r"\b(?:nosotros|nos|nuestr[oa]s?|\w+remos)\b",
    "fr": r"\b(?:nous|notre|nos)\b",
}
OWN = {
    "own_sentence": None,
    "specific_reason": None,
    "benefit": None,
    "reason_mode": "none",
}
"""Answers in the user's own words, which are not translated into another voice."""


def written(form: str, kind: str, more: dict[str, Answer | None]) -> Letter:
    """Return a letter on the example of a language with answers changed."""
    library, answers = example(form[:2])
    changed = {**answers, **OWN, **more}
    kept = {name: value for name, value in changed.items() if value is not None}
    case = read_case(ROOT / "examples" / DEMO[form[:2]], library)
    assessed = assess_case(library, replace(case, answers=kept), date(2026, 11, 22), Compiled())
    return letter(library.phrases, assessed, kind, form, anyway=True)


DEMO = {"en": "demo.yaml", "es": "demo.es.yaml", "fr": "demo.fr.yaml"}


@cache
def example(language: str) -> tuple[Library, dict[str, Answer]]:
    """Return the content and the answers of the example of a language."""
    library = shipped(language)
    return library, dict(read_case(ROOT / "examples" / DEMO[language], library).answers)


def kinds() -> list[str]:
    """Return the kinds that go to the client or to who comes after."""
    phrases = shipped("en").phrases
    return [kind.id for kind in phrases.kinds.values() if kind.reader == "client"]


def misfits(text: str) -> list[str]:
    """Return the French verbs after "nous" as a subject that are not in its person."""
    verbs = []
    for match in re.finditer(r"(?im)(?:^|[.;:,] |\b(?:que|dont|et) )nous ([^.,;:\n]*)", text):
        words = re.findall(r"\w+’?", match[1].lower())
        verb = next(word for word in words if word not in CLITICS)
        # An infinitive has "nous" as its object: "vous pouvez nous joindre".
        if not re.search(r"(?:ons|mes|r|re)$", verb):
            verbs.append(verb)
    return verbs


def told(found: Letter) -> str:
    """Return what a letter says in words of its own."""
    return f"{found.subject}\n{found.body}\n{found.closing}"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("more", [{}, {"open_invoices": "overdue", "dispute": ("quality",)}])
def test_a_firm_never_says_i(form: str, kind: str, more: dict[str, Answer | None]) -> None:
    """No letter of a firm has a word of one person, and its verbs fit."""
    text = told(written(form, kind, {**more, "sender_voice": "we"}))
    language = form[:2]
    assert not re.findall(SINGULAR[language], text), text
    assert language != "en" or not re.findall(CAPITALS, text), text
    assert language != "fr" or not misfits(text), text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("more", [{}, {"open_invoices": "overdue"}, {"intent": "save"}])
def test_a_firm_says_we_in_a_talk(form: str, more: dict[str, Answer | None]) -> None:
    """What the user says aloud for a firm is in its voice, with a capital at its start."""
    text = told(written(form, "script", {**more, "sender_voice": "we"}))
    assert not re.findall(SINGULAR[form[:2]], text), text
    assert not re.findall(r'(?:[«“]\s?|\s")(?:we|nous)\b', text), text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", kinds())
def test_one_person_never_says_we(form: str, kind: str) -> None:
    """A letter of one person says "we" only of what both sides have in common."""
    language = form[:2]
    text = re.sub(SHARED[language], "", told(written(form, kind, {"sender_voice": "i"})))
    assert not re.findall(PLURAL[language], text), text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", kinds())
def test_a_firm_is_understood_as_one_person_is(form: str, kind: str) -> None:
    """The proofreader finds in a letter of a firm what it finds in that of one person."""
    owes: dict[str, Answer | None] = {"open_invoices": "overdue", "cause_clause": "yes"}
    firm = read_back(written(form, kind, {**owes, "sender_voice": "we"}))
    assert firm == read_back(written(form, kind, {**owes, "sender_voice": "i"}))


def read_back(found: Letter) -> list[str]:
    """Return what the proofreader misses or stops at in a letter."""
    read = read_letter(letter_markdown(found).encode(), "letter.md")
    library, language = shipped(found.form[:2]), found.form[:2]
    kind = library.phrases.kinds[found.kind]
    proof = proofread(read, library.wordlists, language, kind, date(2026, 11, 22))
    return sorted(f"{one.kind} {one.key}" for one in proof.remarks if one.kind != "length")


@pytest.mark.parametrize("form", ["es-ES", "es-MX"])
def test_a_form_has_words_of_its_own(form: str) -> None:
    """What Mexico says otherwise than Spain is said so, in paragraphs, subjects and headings."""
    mexican = form == "es-MX"
    ending = told(written(form, "ending", {}))
    assert ("el aviso previo de 30 días" in ending) == mexican
    assert ("el preaviso de 30 días" in ending) != mexican
    ended = told(written(form, "termination", {}))
    assert ("Rescisión del contrato" in ended) == mexican
    assert ("la resolución del contrato" in ended) != mexican
    settled = written(form, "settlement", {})
    assert settled.subject.startswith("Convenio" if mexican else "Acuerdo")
    assert ("## 2\\. Trabajo y entrega" in settled.body) == mexican


def test_a_team_is_a_firm() -> None:
    """Without an answer a team writes "we", one who works alone "I"."""
    team = written("en-GB", "ending", {"role": "agency"})
    assert "We are writing to end" in team.body
    assert "I am writing to end" in written("en-GB", "ending", {"role": "freelancer"}).body
    assert (
        "I am writing to end"
        in written("en-GB", "ending", {"role": "agency", "sender_voice": "i"}).body
    )


def test_a_firm_is_no_freelancer() -> None:
    """A firm does not call the others "other freelancers"."""
    helped: dict[str, Answer | None] = {"transition_help": ("names",)}
    alone = written("en-GB", "ending", {**helped, "sender_voice": "i"})
    assert "the names of other freelancers" in alone.body
    assert (
        "the names of other firms" in written("en-GB", "ending", {**helped, "role": "agency"}).body
    )


@pytest.mark.parametrize(
    ("form", "title", "gender", "greeting", "named"),
    [
        ("es-MX", "lic", "f", "Estimada Lic. Ficticia:", "Lic. Jo Ficticia"),
        ("es-MX", "ing", "m", "Estimado Ing. Ficticia:", "Ing. Jo Ficticia"),
        ("fr-FR", "me", "f", "Maître,", "Maître Jo Fictive"),
        ("es-ES", "dr", "f", "Estimada doctora Ficticia:", "Dra. Jo Ficticia"),
    ],
)
def test_titles(form: str, title: str, gender: str, greeting: str, named: str) -> None:
    """Titles of a profession are used where the country uses them, and the formula repeats them."""
    found = written(form, "ending", {"contact_title": title, "contact_gender": gender})
    assert found.salutation == greeting
    assert found.recipient[0] == named
    assert title != "me" or "agréer, Maître, mes salutations" in found.closing


@pytest.mark.parametrize("form", FORMS)
def test_the_date_of_the_contract_stands_once(form: str) -> None:
    """The contract is named with its date once, and by its short name after that."""
    for kind in ("settlement", "termination", "ending"):
        found = written(form, kind, {"cause_clause": "yes"})
        dates = {"en-GB": "1 March 2023", "en-US": "March 1, 2023", "fr-FR": "1er mars 2025"}
        assert found.body.count(dates.get(form, "1 de marzo de 2023")) == 1, found.body


def test_values_are_never_changed() -> None:
    """What the user wrote stands as written, and is pointed out where the voice differs."""
    found = written(
        "en-GB",
        "ending",
        {"sender_voice": "we", "services": "the I & me shop", "benefit": "my time"},
    )
    assert "the I & me shop" in found.body
    assert "We have valued my time." in found.body
    assert [line for line in found.missing if 'says "my"' in line]


def test_words_between_stay() -> None:
    """A phrase of the table may have short words between, which stay in their place."""
    phrases = shipped("fr").phrases
    assert (
        voice.plural_text(phrases, "Je ne vous le propose pas.") == "Nous ne vous le proposons pas."
    )
    assert (
        voice.plural_text(phrases, "Il est vrai que j’ai dit") == "Il est vrai que nous avons dit"
    )


FRENCH_VERB = r"(?i)\b(?:je |j’)(?:(?:ne|vous|me|la|les|le|lui|leur|en|y) |[nlm]’)*\w+"
"""A verb of the first person with its subject."""
SPANISH_VERB = r"(?im)(?:^|[.;:«] |\b(?:no|les?|lo|cómo|que) )(\w+[oéí])\b"
"""A word that may be a verb of the first person: at a start, or after a pronoun."""
NO_VERB = frozenset(
    [
        "no",
        "lo",
        "nuestro",
        "todo",
        "ninguno",
        "tono",
        "dicho",
        "entretanto",
        "así",
        "solo",
        "allí",
        "aquí",
        "relativo",
        "contrario",
        "suyo",
        "único",
        "dé",
        "esté",
        "eso",
        "folio",
        "pero",
        "como",
        "trabajo",
        "listo",
        "autónomo",
    ]
)
"""Spanish words in such a place that are no verb of the first person."""


def texts_of_the_client(language: str) -> list[tuple[str, str]]:
    """Return the paragraphs that may be in the voice of a firm, without template logic."""
    phrases = shipped(language).phrases
    own = {k.id for k in phrases.kinds.values() if k.reader == "client" or k.frame == "script"}
    return [
        (item.id, re.sub(r"\{[{%].*?[}%]\}", "¤", item.template, flags=re.DOTALL))
        for item in phrases.paragraphs
        if item.letter in own
    ]


def test_every_french_verb_has_its_plural() -> None:
    """Every verb after "je" in a paragraph is in the table of the voice."""
    phrases = shipped("fr").phrases
    found = [
        f"{name}: {said}"
        for name, text in texts_of_the_client("fr")
        for match in re.finditer(FRENCH_VERB, text)
        if not re.search(r"(?:ons|mes)$", said := voice.plural_text(phrases, match[0]))
    ]
    assert not found


def test_every_spanish_verb_has_its_plural() -> None:
    """No paragraph keeps a verb of the first person singular in the voice of a firm."""
    phrases = shipped("es").phrases
    found = [
        f"{name}: {match[0]}"
        for name, text in texts_of_the_client("es")
        for match in re.finditer(SPANISH_VERB, voice.plural_text(phrases, text))
        if (word := match[1].lower()) not in NO_VERB
        and not re.search(r"(?:[aií]do|los?|hecho|previsto|escrito)$", word)
    ]
    assert not found


@pytest.mark.parametrize(
    ("form", "both", "one"),
    [
        ("en-GB", "digital and printed copies", "printed copies"),
        ("es-ES", "copias digitales e impresas", "copias impresas"),
        ("fr-FR", "des exemplaires numériques et imprimés", "des exemplaires imprimés"),
    ],
)
def test_promised_copies_are_named(form: str, both: str, one: str) -> None:
    """What the contract promises is handed over in both forms, in each paper that hands over."""
    for kind in ("ending", "ending-email", "settlement"):
        promised = {"promised_copies": frozenset({"digital", "printed"})}
        assert both in written(form, kind, promised).body
        assert one in written(form, kind, {"promised_copies": frozenset({"printed"})}).body
        assert one not in written(form, kind, {"promised_copies": frozenset()}).body
