"""Demands, reminders and statements of account: what each of them carries, in every form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pytest

from advisor.casefile.casefile import read_case
from advisor.engine.compiled import Compiled
from advisor.formats.document_model import Letter
from advisor.formats.markdown_text import letter_markdown
from advisor.knowledge.content import Library
from advisor.letters.case_background import of_case
from advisor.letters.letter import letter
from advisor.letters.selection import offered
from advisor.locale.letter_formatting import long_date
from advisor.model import Answer, Case, Duration, Invoice, Money
from advisor.proofreader.proofread import proofread
from advisor.proofreader.reading import read_letter
from advisor.reasoning.assess import assess_case
from advisor.reasoning.case_assessment import CaseAssessment
from tests.conftest import ROOT
from tests.shipped import shipped

TODAY = date(2026, 11, 22)
"""A Sunday: the demand goes on Tuesday 24 November, after the preparation."""


@dataclass(frozen=True)
class Place:
    """A form, the law it is tried with, and what a demand has to say there."""

    law: str
    currency: str
    rates: tuple[str, ...]
    """The yearly rates, as they are written."""
    article: str
    fixed_sum: int
    """For each of the two invoices."""
    follows: str
    received: date
    days: int
    """The time to pay."""


PLACES = {
    "en-US": Place("us_ny", "USD", (), "Freelance Isn't Free Act", 0, "small claims court", date(2026, 12, 1), 14),
    "en-GB": Place("uk", "GBP", ("11.75%",), "Late Payment of Commercial Debts (Interest) Act 1998", 70, "letter before claim", date(2026, 11, 26), 14),
    "es-ES": Place("es", "EUR", ("10,15 %", "10,40 %"), "artículo 7 de la Ley 3/2004", 40, "proceso monitorio", date(2026, 11, 27), 14),
    "es-MX": Place("mx", "MXN", ("6 %",), "artículo 362 del Código de Comercio", 0, "juicio oral mercantil", date(2026, 11, 26), 14),
    "fr-FR": Place("fr", "EUR", ("12,15 %", "12,40 %"), "art. L. 441-10 du code de commerce", 40, "injonction de payer", date(2026, 11, 30), 8),
}  # fmt: skip
EXAMPLES = {"en": "demo", "es": "demo.es", "fr": "demo.fr"}
OWN = ("deliverables", "notice_clause", "final_invoice_amount", "reason_mode", "specific_reason")
KINDS = ("payment-reminder", "final-notice", "statement-of-account", "suspension-notice")


def invoices(form: str, **more: date) -> tuple[Invoice, ...]:
    """Return an invoice due in June, and one in October of which a half is paid."""
    currency = PLACES[form].currency
    folio = "5F1C" if form == "es-MX" else ""
    return (
        Invoice(
            "2026-014",
            more.get("due", date(2026, 6, 8)),
            Money(Decimal(4200), currency),
            date(2026, 5, 8),
            folio=folio,
        ),
        Invoice(
            "2026-019",
            date(2026, 10, 8),
            Money(Decimal(1000), currency),
            date(2026, 9, 8),
            Money(Decimal(2000), currency),
            folio,
        ),
    )


def case_of(form: str, changes: Mapping[str, Answer | None]) -> tuple[Library, Case]:
    """Return a case whose client does not pay, with the people of the example."""
    library, place = shipped(form[:2]), PLACES[form]
    example = read_case(ROOT / "examples" / f"{EXAMPLES[form[:2]]}.yaml", library)
    people = {
        name: answer
        for name, answer in example.answers.items()
        if library.questions[name].purpose == "letter" and name not in OWN
    }
    answers: dict[str, Answer | None] = {
        **people,
        "client_name": "Model Retail",
        "role": "freelancer",
        "letter_form": form,
        "governing_law": place.law,
        "contract_form": "signed",
        "notice_form": "any",
        "client_kind": "business",
        "client_individual": False,
        "open_invoices": "overdue",
        "overdue_amount": Money(Decimal(5200), place.currency),
        "oldest_due_date": date(2026, 6, 8),
        "overdue_invoices": invoices(form),
        "overdue_checked": True,
        "overdue_response": "ignored",
        "reminded_on": date(2026, 10, 12),
        "reminded_again_on": date(2026, 11, 2),
        "formal_notice": False,
        "suspension_clause": True,
        "suspension_number": "7.3",
        "claim_interest": True,
        "sender_bank": ("Sample Bank, Alex Sample", "XX00 0000 0000"),
        **changes,
    }
    kept = {name: answers[name] for name in library.questions if answers.get(name) is not None}
    return library, Case(kept, as_of=TODAY)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Written:
    """A letter with the case it was written from."""

    library: Library
    assessed: CaseAssessment
    letter: Letter

    @property
    def text(self) -> str:
        """The letter as it is read, with plain spaces."""
        return re.sub("[\u00a0\u202f]", " ", letter_markdown(self.letter))

    def day(self, day: date) -> str:
        """Return a date as the form writes it."""
        return long_date(day, self.library.phrases.language.of(self.letter.form))


def write(form: str, kind: str, **changes: Answer | None) -> Written:
    """Write a letter of that case, whether or not the advice calls for it."""
    library, case = case_of(form, changes)
    assessed = assess_case(library, case, TODAY, Compiled())
    return Written(library, assessed, letter(library.phrases, assessed, kind, form, anyway=True))


@cache
def usual(form: str, kind: str) -> Written:
    """Return a letter of the case as it stands."""
    return write(form, kind)


def sums(form: str) -> dict[str, Decimal]:
    """Work out the demand by hand: 169 and 47 days up to 24 November, by half-year in the euro."""
    place = PLACES[form]
    if not place.rates:
        return {"total": Decimal("5200.00")}
    rates = [Decimal(rate.split()[0].rstrip("%").replace(",", ".")) for rate in place.rates]
    # From 9 June: 22 days to the end of June, 147 to 24 November.
    june, rest = rates[0], rates[-1]
    cent = Decimal("0.01")
    parts = [
        (Decimal(4200) * june * 22 / 36500).quantize(cent),
        (Decimal(4200) * rest * 147 / 36500).quantize(cent),
    ]
    first = sum(parts) if len(rates) > 1 else (Decimal(4200) * june * 169 / 36500).quantize(cent)
    second = (Decimal(1000) * rest * 47 / 36500).quantize(cent)
    fixed = Decimal(place.fixed_sum * 2)
    return {
        "first": first,
        "second": second,
        "per day": (Decimal(5200) * rest / 36500).quantize(cent),
        "fixed": fixed,
        "total": 5200 + first + second + fixed,
    }


def figure(form: str, value: Decimal) -> str:
    """Return an amount as the form writes its figure."""
    plain = f"{value:,.2f}"
    if form in ("es-ES", "fr-FR"):
        plain = plain.replace(",", "_").replace(".", ",")
        return plain.replace("_", "." if form == "es-ES" else " ")
    return plain


@pytest.mark.parametrize("kind", ["final-notice", "statement-of-account"])
@pytest.mark.parametrize("form", PLACES)
def test_a_demand_says_what_is_owed(form: str, kind: str) -> None:
    """Parties, contract, invoices, interest by article and rate, fixed sum, total, account."""
    found, place = usual(form, kind), PLACES[form]
    text, due = found.text, sums(form)
    # Creditor and debtor in full, the contract.
    for line in (*found.letter.letterhead[:2], *found.letter.recipient):
        assert line in text
    assert re.search("Agreement|contrato|contrat", text)
    # Each invoice with its number, dates, sum and paid part.
    for item in invoices(form):
        assert item.number in text
        assert item.issued is not None
        assert found.day(item.issued) in text
        assert found.day(item.due) in text
        assert figure(form, item.amount.amount) in text
        assert item.folio in text
    assert figure(form, Decimal(2000)) in text
    # Interest to a day and per day after, with article and rate; fixed sum; total.
    for rate in place.rates:
        assert rate in text
    if place.rates or kind == "final-notice":
        assert place.article in text
    if place.rates:
        assert found.day(date(2026, 11, 24)) in text
        for name in ("first", "second", "per day", "total"):
            assert figure(form, due[name]) in text, name
    if place.fixed_sum:
        assert figure(form, due["fixed"]) in text
    # How to pay, what is enclosed.
    assert "- Sample Bank, Alex Sample\n- XX00 0000 0000" in text
    assert "2026-014" in text.partition("XX00 0000 0000")[0].rpartition("\n\n")[0][-120:]
    assert found.letter.enclosures
    assert all(item.number in found.letter.enclosures[0] for item in invoices(form))
    assert found.letter.missing == ()


@pytest.mark.parametrize("form", PLACES)
def test_a_final_notice_says_by_when_and_what_follows(form: str) -> None:
    """Reminders with dates, a period from receipt with its latest day, the law's next step."""
    found, place = usual(form, "final-notice"), PLACES[form]
    text, latest = found.text, place.received + timedelta(days=place.days)
    assert figure(form, sums(form)["total"]) in text
    assert "12" in text
    assert found.day(date(2026, 11, 2)) in text
    assert found.letter.deadline == latest
    (by,) = [line for line in text.splitlines() if found.day(latest) in line]
    assert re.search(f"(receiving|recepción|réception).*{re.escape(found.day(latest))}", by)
    assert str(place.days) in by
    assert place.follows in text
    assert re.search("without prejudice|no supone renuncia|sous réserve", text)
    assert found.letter.marks == ()


def test_spain_invites_to_negotiate() -> None:
    """The invitation of LO 1/2025 has its own time from receipt; a TRADE goes to conciliation."""
    text = usual("es-ES", "final-notice").text
    assert "Ley Orgánica 1/2025" in text
    assert "30 días desde la recepción de esta carta, y a más tardar el 27 de diciembre" in text
    trade = write("es-ES", "final-notice", trade_registered=True).text
    assert "Ley Orgánica 1/2025" not in trade
    assert "conciliación previa" in trade


def test_a_public_client_of_spain_is_claimed_from_by_the_law_on_public_contracts() -> None:
    """No attempt at settlement and no payment order: the claim of article 199 comes first."""
    text = write("es-ES", "final-notice", client_kind="public").text
    assert "artículo 199 de la Ley 9/2017" in text
    assert "contencioso-administrativa" in text
    assert not re.search("Ley Orgánica 1/2025|monitorio", text)


def test_mexico_writes_the_sum_in_words() -> None:
    """The total stands in words beside its figures."""
    text = usual("es-MX", "final-notice").text
    assert "(cinco mil trescientos veinticuatro pesos 41/100 M.N.)" in text
    assert "folio fiscal 5F1C (CFDI)" in text


def test_france_announces_the_end_for_breach() -> None:
    """The demand names the right to end the contract that follows it, with its article."""
    text = usual("fr-FR", "final-notice").text
    assert "en droit de résoudre le contrat, par notification motivée (art. 1226" in text


@pytest.mark.parametrize(("form", "days"), [("en-GB", 30), ("en-US", 14)])
def test_a_person_has_longer_before_a_claim(form: str, days: int) -> None:
    """A letter before claim gives a sole trader 30 days; other laws know no such time."""
    text = write(form, "final-notice", client_individual=True).text
    assert f"within {days} days of receiving this letter" in text


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_claim_against_a_person_goes_with_the_forms_of_the_protocol(language: str) -> None:
    """They are enclosed once the user has put them with it, and it is unfinished until then."""
    person = {"client_individual": True, "governing_law": "uk"}
    form = {"en": "en-GB", "es": "es-ES", "fr": "fr-FR"}[language]
    open_ = write(form, "final-notice", **person, protocol_forms=False).letter
    protocol = "Pre-Action Protocol for Debt Claims"
    assert any(protocol in item for item in open_.missing)
    assert protocol not in open_.body
    assert not any(protocol in line for line in open_.enclosures)
    done = write(form, "final-notice", **person, protocol_forms=True)
    assert not any(protocol in item for item in done.letter.missing)
    assert protocol in done.letter.enclosures[-1]
    assert protocol in done.letter.body
    assert done.letter.deadline is not None
    assert (
        done.text.count(long_date(done.letter.deadline, done.library.phrases.language.of(form))) > 1
    )


@pytest.mark.parametrize("changes", [{"client_individual": False}, {"region_uk": "SCT"}])
def test_a_company_and_scotland_know_no_such_forms(changes: dict[str, Answer]) -> None:
    """The protocol is for persons, in England and Wales."""
    given = {"client_individual": True, **changes}
    found = write("en-GB", "final-notice", **given).letter
    assert not any("Protocol" in item for item in (*found.missing, *found.enclosures, found.body))


def test_a_public_client_of_france_owes_by_another_article() -> None:
    """The rate and the article of public procurement stand in place of those of commerce."""
    text = write("fr-FR", "final-notice", client_kind="public").text
    assert "art. R. 2192-31 du code de la commande publique" in text
    assert "L. 441-10" not in text
    assert "10,15 %" in text
    assert "art. D. 2192-35 du même code" in text
    assert "référé-provision" in text
    assert "injonction de payer" not in text
    assert "art. 1226" not in text


@pytest.mark.parametrize("form", PLACES)
def test_a_consumer_is_not_told_of_laws_between_businesses(form: str) -> None:
    """Interest is reserved without their article; a demand that names none still stands."""
    place = PLACES[form]
    text = write(form, "final-notice", client_kind="consumer").text
    assert place.article not in text
    assert "4,200" in text or "4.200" in text or "4 200" in text


def test_rates_of_different_debts() -> None:
    """In the United Kingdom each debt keeps the rate of the half-year in which it began."""
    text = write(
        "en-GB", "final-notice", overdue_invoices=invoices("en-GB", due=date(2025, 3, 3))
    ).text
    assert (
        "at the rate of the half-year in which each invoice became overdue: 12.75% a year" in text
    )
    assert "11.75% a year" in text


@pytest.mark.parametrize("form", ["en-GB", "es-ES", "fr-FR"])
def test_a_rate_that_is_not_verified_is_checked_first(form: str) -> None:
    """It is named with its source and day, and the demand is unfinished until it is checked."""
    listed = invoices(form, due=date(2025, 8, 4))
    open_ = write(form, "final-notice", overdue_invoices=listed).letter
    (asked,) = open_.missing
    assert re.search(r"4\.25%|10,15|12,15", asked) or "12.25%" in asked
    assert re.search(r"vatupdate|payontime|enterprise", asked)
    assert open_.marks
    done = write(form, "final-notice", overdue_invoices=listed, interest_rate_checked=True).letter
    assert done.missing == ()
    waived = write(form, "final-notice", overdue_invoices=listed, claim_interest=False).letter
    assert waived.missing == ()


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"sender_bank": None}, "Add the account"),
        ({"claim_interest": None}, "Decide whether you claim"),
        ({"client_individual": None}, "Say whether a person owes"),
        ({"reminded_on": None, "reminded_again_on": None}, "Add the days of your reminders"),
        ({"overdue_invoices": None}, "List the overdue invoices"),
        (
            {"overdue_invoices": tuple(replace(one, issued=None) for one in invoices("en-GB"))},
            "Add the date of invoice 2026-014, 2026-019.",
        ),
    ],
)
def test_a_demand_asks_for_what_it_lacks(changes: dict[str, Answer | None], asked: str) -> None:
    """It is unfinished while an answer that it declares is missing, and says which."""
    written = write("en-GB", "final-notice", **changes).letter
    assert any(item.startswith(asked) for item in written.missing), written.missing
    assert written.marks


def test_a_folio_is_asked_for_in_mexico() -> None:
    """Under Mexican law alone an invoice without its folio fiscal is named."""
    bare = tuple(replace(one, folio="") for one in invoices("es-MX"))
    assert any(
        "folio fiscal" in item
        for item in write("es-MX", "final-notice", overdue_invoices=bare).letter.missing
    )


def test_money_held_is_set_off() -> None:
    """What is prepaid and not earned comes off the total; a dispute or a plan to work keeps it."""
    held: dict[str, Answer | None] = {
        "deposit": "part",
        "unearned_prepayment": Money(Decimal(500), "GBP"),
    }
    assert "£5,083.63" in write("en-GB", "final-notice", **held).text
    for other in ({"prepayment_disputed": True}, {"refund_plan": "deliver"}):
        text = write("en-GB", "final-notice", **{**held, **other}).text
        assert "£5,583.63" in text
        assert "set off" not in text


def test_a_disputed_part_is_not_claimed() -> None:
    """It comes off the total with the interest on it, of the oldest invoice, and is named."""
    part: dict[str, Answer | None] = {
        "overdue_response": "dispute",
        "disputed_amount": Money(Decimal(2100), "GBP"),
    }
    text = write("en-GB", "final-notice", **part).text
    due = sums("en-GB")
    half = (due["first"] / 2).quantize(Decimal("0.01"), ROUND_HALF_UP)
    total = 5200 - 2100 + half + due["second"] + due["fixed"]
    assert f"Interest on invoice 2026-014 (169 days): £{half}" in text
    assert "Less the part that you dispute, not claimed by this letter: £2,100.00" in text
    assert f"Please pay £{total:,.2f}" in text
    per_day = (Decimal(3100) * Decimal("11.75") / 36500).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert f"£{per_day}" in text
    whole = write(
        "en-GB", "final-notice", **{**part, "disputed_amount": Money(Decimal(4200), "GBP")}
    )
    assert "for 1 late invoice" in whole.text
    assert "Interest on invoice 2026-014" not in whole.text


@pytest.mark.parametrize("kind", ["ending", "ending-reply", "termination"])
@pytest.mark.parametrize("form", PLACES)
def test_what_asks_for_money_names_the_account(form: str, kind: str) -> None:
    """Also a letter that ends the work; without the account it is unfinished."""
    assert "- XX00 0000 0000" in usual(form, kind).text
    without = write(form, kind, sender_bank=None)
    asked = without.library.phrases.ui["letter.missing.sender_bank"]
    assert asked in without.letter.missing


@pytest.mark.parametrize("kind", ["ending", "ending-reply", "termination"])
def test_money_held_is_set_off_in_every_letter(kind: str) -> None:
    """What is left is named: to be paid, or, where more is held than owed, to be returned."""
    held: dict[str, Answer | None] = {"deposit": "part", "final_invoice_amount": None}
    for sum_, left in ((500, "which leaves £4,700.00"), (6000, "the remaining £800.00")):
        money = Money(Decimal(sum_), "GBP")
        text = write("en-GB", kind, **{**held, "unearned_prepayment": money}).text
        assert left in text


@pytest.mark.parametrize("form", PLACES)
def test_a_reply_asks_for_what_the_final_notice_asks_for(form: str) -> None:
    """The same sum by the same day; the final invoice that is to come is named apart."""
    currency = PLACES[form].currency
    more: dict[str, Answer | None] = {
        "deposit": "part",
        "unearned_prepayment": Money(Decimal(1500), currency),
        "final_invoice_amount": Money(Decimal(2400), currency),
        "work_status": "in_progress",
        "claim_interest": False,
        "how_it_stands": "client_ended",
        "ended_on": date(2026, 11, 16),
        "ends_on": date(2026, 12, 18),
        "client_notice": Duration(90, "days"),
        "cut_off": False,
    }
    reply, notice = write(form, "ending-reply", **more), write(form, "final-notice", **more)
    for asked in (reply, notice):
        assert figure(form, Decimal(3700)) in asked.text
        assert reply.day(notice.letter.deadline) in asked.text
        assert figure(form, Decimal(6100)) not in asked.text
    assert figure(form, Decimal(2400)) in reply.text
    # The work that is offered until the end of the client's notice ends with the handover.
    (handover,) = re.findall(r"(?m)^.*(?:hand over|entregaré|remettrai).*$", reply.text)
    assert reply.day(date(2027, 2, 14)) in handover


def test_interest_that_is_waived_is_left_out() -> None:
    """Then the principal alone is demanded, without a word on interest."""
    text = write("en-GB", "final-notice", claim_interest=False).text
    assert "Please pay £5,200.00 within" in text
    assert "nterest" not in text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", PLACES)
def test_demands_are_proofread_clean(form: str, kind: str) -> None:
    """No remark at all on a letter that is advised and finished: no feeling, no accusation."""
    changes: dict[str, Answer | None] = {}
    if kind == "payment-reminder":
        changes = {"overdue_response": "not_asked", "reminded_on": None, "reminded_again_on": None}
    found = write(form, kind, **changes)
    phrases = found.library.phrases
    assert kind in offered(phrases, found.assessed.assessment)
    text = letter_markdown(found.letter).encode()
    known = of_case(phrases, found.assessed, kind)
    lists = found.library.wordlists
    proof = proofread(
        read_letter(text, "letter.md"), lists, form[:2], phrases.kinds[kind], TODAY, known
    )
    assert [f"{item.kind} {item.key} {item.found!r}" for item in proof.remarks] == []


PERIOD = re.compile(
    r"\b(within|en el plazo de|dans un délai de|sous) \d+ (days|weeks|días|semanas|jours|semaines)"
    r"|\b(within a|en el plazo de un|dans un délai d’un|sous un)\b"
)
RECEIPT = re.compile(r"receiv|receipt|recepción|recib|réception|reçu")


@pytest.mark.parametrize("form", PLACES)
def test_no_period_without_receipt_and_latest_day(form: str) -> None:
    """Every time that a letter to the client gives counts from receipt and names its last day."""
    found = [part for kind in KINDS for part in usual(form, kind).letter.paragraphs]
    # What an act or a contract says is no time that the letter gives.
    texts = [part.text for part in found if not part.id.endswith("/67-act")]
    checked = 0
    for text in texts:
        for sentence in re.split(r"(?<=[a-z0-9)]\.)\s", text):
            if PERIOD.search(sentence):
                checked += 1
                assert RECEIPT.search(sentence), sentence
                assert re.search(r"20\d\d", sentence), sentence
    assert checked


@pytest.mark.parametrize("form", PLACES)
def test_a_letter_keeps_to_the_days_of_the_plan(form: str) -> None:
    """The demand is dated on the day of its step, and names the deadline of the plan."""
    found = usual(form, "final-notice")
    assessment = found.assessed.assessment
    (step,) = [item for item in assessment.tasks if item.id == "checklist/notice/final-notice"]
    assert step.due == date(2026, 11, 24)
    assert found.day(step.due) in found.letter.date
    (ends,) = [item.date for item in assessment.dates if item.rule == "dates/final-notice"]
    assert ends == found.letter.deadline
    # What goes with it has its day, and takes effect when it is received.
    for kind in ("statement-of-account", "suspension-notice"):
        assert found.day(step.due) in usual(form, kind).letter.date
    assert found.day(PLACES[form].received) in usual(form, "suspension-notice").text


@pytest.mark.parametrize("form", PLACES)
def test_when_to_send_and_when_it_arrives_are_told_apart(form: str) -> None:
    """The writer is told by when the letter goes and by when it has to arrive."""
    found = usual(form, "final-notice")
    told = found.letter.proves
    assert told.index(found.day(date(2026, 11, 24))) < told.index(found.day(PLACES[form].received))


@pytest.mark.parametrize(
    ("law", "form", "way"),
    [
        (
            "es",
            "es-ES",
            "BUROFAX CON ACUSE DE RECIBO Y CERTIFICACIÓN DE TEXTO, Y CORREO ELECTRÓNICO",
        ),
        ("fr", "fr-FR", "Lettre recommandée avec avis de réception, et courriel"),
        ("mx", "es-MX", "POR MENSAJERÍA CON ACUSE DE RECIBO, Y CORREO ELECTRÓNICO"),
        ("uk", "en-GB", "By Signed For and by email"),
        ("us_ny", "en-US", "VIA CERTIFIED MAIL, RETURN RECEIPT REQUESTED, AND EMAIL"),
    ],
)
def test_the_route_is_that_of_the_country(law: str, form: str, way: str) -> None:
    """Where the contract is silent, a route that proves receipt and an email; else as it says."""
    assert PLACES[form].law == law
    assert usual(form, "final-notice").letter.delivery == way
    by_email = write(form, "final-notice", notice_form="email")
    assert "burofax" not in by_email.letter.delivery.lower()
    deadline = date(2026, 11, 24) + timedelta(days=PLACES[form].days)
    assert by_email.letter.deadline == deadline


def test_every_law_with_interest_is_named_in_every_language() -> None:
    """A demand can name the article of each law that sets interest, and each act."""
    for code in ("en", "es", "fr"):
        library = shipped(code)
        words = library.phrases.words
        for law, found in library.laws.items():
            sets = [f"{law}.interest_margin", f"{law}.interest_rate"]
            value = next((library.values[name] for name in sets if name in library.values), None)
            if value is not None and any(figure is not None for figure in value.values.values()):
                assert f"law.{law}.interest" in words, (code, law)
            if found.properties["freelance_act"]:
                assert f"law.{law}.act" in words, (code, law)
