"""Precision and recall of the contract reader on the contracts in ``contracts/``.

``python tests/evidence/measure_contracts.py [LANGUAGE ...] [--from NN] [--to NN] [--wrong]``.
Each ``NN-name.yaml`` holds the right answer of each field, written by somebody who had not seen
the patterns. A value proposed as stated or implied is right or wrong; where the right answer is
marked ``uncertain``, any value is wrong. Of ``parties`` the ``client`` is the right answer.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from advisor.evidence.contract.proposals import Proposal
from advisor.evidence.contract.reading import LIMITS, SUFFIXES, read_contract
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.contract_reader import read_contracts
from advisor.locale.folding import fold
from advisor.reading.document import read_document
from advisor.wordlists.contract_patterns import ContractContent
from tests.shipped import shipped

HERE = Path(__file__).parent / "contracts"
"""The contracts and their right answers."""


@lru_cache(maxsize=1)
def content() -> ContractContent:
    """Return all wordings."""
    library = shipped("en")
    languages = {code: words.language for code, words in library.wordlists.items()}
    return read_contracts(Roots.default(), library, languages)


def contracts(language: str, first: int, last: int) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Yield each contract of a language, with its right answers."""
    for answers in sorted((HERE / language).glob("*.yaml")):
        if first <= int(answers.name[:2]) <= last:
            file = next(one for one in answers.parent.glob(f"{answers.stem}.*") if one != answers)
            yield file, yaml.safe_load(answers.read_text(encoding="utf-8"))


def proposals(made: ContractContent, file: Path, language: str) -> dict[str, Proposal]:
    """Read a contract as the program does."""
    written = read_document(file.read_bytes(), file.name, None, LIMITS, SUFFIXES)
    reading = read_contract(written, file.name, made, language)
    return {one.field.id: one for one in reading.proposals}


def values(given: Any) -> list[str]:
    """Return the right values of a field as plain texts."""
    items = given if isinstance(given, list) else [given]
    return [
        one.isoformat() if isinstance(one, date) else str(one) for one in items if one is not None
    ]


def plain(text: str) -> str:
    """Return a value as it is compared."""
    return re.sub(r"\W+", " ", fold(text)).strip()


PERIODS = ("notice_period", "renewal_notice", "cause_and_cure")
SAME: Mapping[str, Mapping[str, str]] = {
    "renewal": {"auto": "yes", "none": "no"},
    "break_right": {"client": "client_only", "user": "both"},
    "payment_counts_from": {
        "invoice date": "net",
        "invoice_date": "net",
        "end_of_month": "month_end_unclear",
    },
    "ip_passes": {"on_creation": "on_delivery"},
}
"""How the right answers are called in the program."""
RESTRICTED = {"non_solicitation": "non_solicit", "non_competition": "non_compete"}
NAMES = {"cause_and_cure": "cure"}
FORMS: Mapping[str, str] = {
    "email": r"e-?mail|correo electr|courriel|mail",
    "registered": r"certif|registered|recorded|burofax|recommand|acuse|tracked|signed for|notar",
    "writing": r"writing|written|escrit|ecrit|letter|lettre|carta|text form",
}
NO_VALUE = ("unstated", "none", "None", "licence")


def right_values(field: str, given: Any, made: ContractContent, language: str) -> set[str] | None:
    """Return the values that are right, empty for none, ``None`` where they cannot be compared."""
    from advisor.evidence.contract.sentences import flat
    from advisor.evidence.contract.values import read_value

    texts = [
        one
        for one in values(given)
        if one not in NO_VALUE
        or (field == "renewal" and one == "none")
        or (field == "break_right" and one == "none")
    ]
    if not texts:
        return set()
    if field in SAME:
        return {SAME[field].get(one, one) for one in texts}
    if field == "notice_form":
        small = fold(" ".join(texts))
        return {name for name, words in FORMS.items() if re.search(words, small)} or None
    words = made.words[language]
    if field in (*PERIODS, "deemed_receipt"):
        found = [
            read_value("period", flat(piece), words, {})
            for one in texts
            for piece in re.split(r"[;,]", one)
        ]
        periods = {one.text for one in found if one is not None and one.text}
        english = [
            read_value("period", flat(piece), made.words["en"], {})
            for one in texts
            for piece in re.split(r"[;,]", one)
        ]
        return (periods | {one.text for one in english if one is not None and one.text}) or None
    if field == "payment_days":
        return {re.sub(r"\D", "", one.split()[0]) or one for one in texts}
    if field in ("governing_law", "court"):
        both = [
            read_value(
                "place",
                flat(one),
                made.words[code],
                made.topics["law"].fields["governing_law"].over,
            )
            for one in texts
            for code in ("en", language)
        ]
        return {one.text for one in both if one is not None and one.text} or None
    if field == "late_interest":
        match = re.fullmatch(
            r"(\d+(?:[.,]\d+)?) ?(?:%|percent|per cent).{0,25}(?:annum|year|annual|an|anual|annuel)?",
            texts[0],
        )
        return (
            {match[1].replace(",", ".")}
            if match and not re.search(r"above|over|month|mes|mois|point|sobre|base", texts[0])
            else set()
        )
    if field == "exit_fee":
        return None
    if field in ("data_return", "confidentiality", "suspension"):
        return {"yes"} if texts[0] in ("yes", "True", "true") else set()
    if field == "restrictions":
        return set(texts)
    return set(texts)


def fits(field: str, value: str, right: set[str]) -> bool:
    """Tell whether a value is one of the right ones."""
    if field == "restrictions":
        return set(value.split(", ")) == {RESTRICTED.get(one, one) for one in right}
    if field == "term_end":
        return any(
            abs((date.fromisoformat(value) - date.fromisoformat(one)).days) <= 1 for one in right
        )
    if field in ("title", "parties", "notice_addressee"):
        return any(plain(value) in plain(one) or plain(one) in plain(value) for one in right)
    return value in right


def main() -> None:
    """Print the figures by field, and with ``--wrong`` what is wrong and what is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="*", default=["en", "es", "fr"])
    parser.add_argument("--from", dest="first", type=int, default=1)
    parser.add_argument("--to", dest="last", type=int, default=99)
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--field", default="")
    options = parser.parse_args()
    made = content()
    counts: Counter[tuple[str, str]] = Counter()
    for language in options.languages:
        for file, answers in contracts(language, options.first, options.last):
            found = proposals(made, file, language)
            for field, answer in answers.items():
                if options.field and field != options.field:
                    continue
                one = found[NAMES.get(field, field)]
                given = answer.get("client", answer.get("value"))
                right = right_values(field, given, made, language)
                if right is None:
                    continue
                unsure = bool(answer.get("uncertain"))
                if field == "notice_addressee":
                    # The right answer may be a description; the words stand in the quote.
                    right |= set(values(answer.get("quote")))
                good = bool(one.value) and not unsure and fits(field, one.value, right)
                for name in (field, "all", f"all {language}"):
                    counts[name, "there"] += bool(right) and not unsure
                    counts[name, "got"] += good
                    counts[name, "stated"] += one.grade == "stated"
                    counts[name, "stated right"] += one.grade == "stated" and good
                    counts[name, "implied"] += one.grade == "implied"
                    counts[name, "implied right"] += one.grade == "implied" and good
                if options.wrong and (
                    (one.value and not good) or (right and not unsure and not good)
                ):
                    print(f"{language}/{file.name} {field}: {answer} | {one.value} {one.grade}")
                    for said in one.said[:2]:
                        print(
                            f"      {said.value} {said.side} {' '.join(said.quote.split())[:260]}"
                        )
    names = dict.fromkeys(name for name, _ in counts)
    for name in sorted(names, key=lambda one: (one.startswith("all"), one)):
        c = {
            key: counts[name, key]
            for key in ("there", "got", "stated", "stated right", "implied", "implied right")
        }
        print(
            f"{name:22} stated P {share(c['stated right'], c['stated'])}  R {share(c['got'], c['there'])}  {c}"
        )


def share(some: int, of: int) -> str:
    """Return a share with two digits."""
    return f"{some / of:.2f}" if of else "  - "


if __name__ == "__main__":
    sys.path.insert(0, ".")
    main()
