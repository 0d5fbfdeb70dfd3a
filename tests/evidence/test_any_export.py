"""Random invoices, written in the shape of any known export, are read back as they were."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.casefile.casefile import parse_case
from advisor.casefile.rendering import render_case
from advisor.errors import FileProblems
from advisor.evidence.answers import with_evidence
from advisor.evidence_model import NOTHING, BilledInvoice, Evidence
from advisor.knowledge.export_formats import ExportFormat
from advisor.model import Case
from tests.evidence.reading import exports, read
from tests.random_cases import examples
from tests.shipped import shipped

FORMATS = [one for one in exports()[1] if one.rows != "entries"]
ORDERS = {"day_first": "%d/%m/%Y", "month_first": "%m/%d/%Y", "iso": "%Y-%m-%d"}
DECIDES = date(2026, 1, 31)
"""A day that no order but the right one has."""


@st.composite
def invoices(draw: st.DrawFn, form: ExportFormat) -> BilledInvoice:
    """Return an invoice with all that an export can say of it."""
    has = form.columns.keys()
    issued = DECIDES + timedelta(draw(st.integers(0, 300)))
    total = draw(st.decimals(Decimal("0.01"), 10**7, places=2))
    state = draw(st.sampled_from(["open", "paid", "part"]))
    knows_parts = bool({"paid", "open"} & has) and form.holds == "all"
    part = (
        draw(st.decimals(NOTHING, total, places=2)) if state == "part" and knows_parts else NOTHING
    )
    paid = total if state == "paid" and form.holds == "all" else part
    days = draw(st.integers(0, 90))
    known = knows_parts or bool({"status", "paid_on"} & has)
    return BilledInvoice(
        draw(
            st.text("AB12-/ñ ", min_size=1, max_size=6).filter(
                lambda text: " ".join(text.split()) == text
            )
        ),
        total,
        currency=draw(st.sampled_from(["EUR", "USD"])) if "currency" in has else "",
        client=draw(st.sampled_from(["Peña, Hijos & Cía", 'The "Sample"', "Muestra"])),
        issued=issued,
        due=issued + timedelta(days) if "due" in has else None,
        paid=paid,
        open=total - paid,
        paid_on=issued + timedelta(days + 3) if paid and "paid_on" in has else None,
        paid_on_is=form.paid_on_is,
        status="issued" if known or form.holds == "open" else "unknown",
    )


def cells(
    one: BilledInvoice,
    form: ExportFormat,
    amount: Callable[[Decimal], str],
    day: Callable[[date], str],
) -> dict[str, str]:
    """Return what the export says of an invoice, by what its columns mean."""
    words = {True: "Paid", False: "Sent"}
    dates = {name: getattr(one, name) for name in ("issued", "due", "paid_on")}
    return {
        "number": one.number,
        "client": one.client,
        "currency": one.currency,
        "status": words[not one.open] if form.holds == "all" else "",
        "kind": "Invoice",
        **{name: day(value) if value else "" for name, value in dates.items()},
        **{name: amount(getattr(one, name)) for name in ("total", "paid", "open")},
    }


def table(
    form: ExportFormat, bills: list[BilledInvoice], comma: bool, order: str, delimiter: str
) -> str:
    """Return a file of the export."""

    def amount(value: Decimal) -> str:
        text = f"{value:,.2f}"
        return text.translate(str.maketrans(",.", ".,")) if comma else text

    headings = list(dict.fromkeys([*form.told_by, *(one[0] for one in form.columns.values())]))
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(headings)
    for one in bills:
        said = cells(one, form, amount, lambda day: day.strftime(ORDERS[order]))
        lines = 2 if form.rows == "lines" else 1
        for number in range(lines):
            # The first line of an invoice has all of it but the last cent.
            part = one.total - Decimal("0.01") if not number else Decimal("0.01")
            values = {
                form.columns[key][0]: text for key, text in said.items() if key in form.columns
            }
            if "line_total" in form.columns:
                values[form.columns["line_total"][0]] = amount(part)
            writer.writerow([values.get(heading, "") for heading in headings])
    return file.getvalue()


def objects(form: ExportFormat, bills: list[BilledInvoice]) -> str:
    """Return a list of objects as the API has them: cents, and seconds since 1970."""
    found = []
    for one in bills:
        said = cells(one, form, lambda value: str(int(value * 100)), _epoch)
        found.append(
            {form.columns[key][0]: text for key, text in said.items() if key in form.columns}
        )
    return json.dumps({"data": found})


def _epoch(day: date) -> str:
    return str(int(datetime(day.year, day.month, day.day, 12, tzinfo=timezone.utc).timestamp()))


@settings(max_examples=examples(20), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_written_as_an_export_reads_back(data: st.DataObject, tmp_path: Path) -> None:
    """Total, parts, dates, client and number come back from every shape and every manner."""
    form = data.draw(st.sampled_from(FORMATS))
    bills = data.draw(
        st.lists(invoices(form), min_size=2, max_size=6, unique_by=lambda one: one.number)
    )
    # One day decides the order, and one sum the decimal mark, as they do in a file of a year.
    bills[0] = replace(bills[0], issued=DECIDES, paid_on=None, paid=NOTHING, open=bills[0].total)
    if form.times == "epoch":
        path, text = tmp_path / "a.json", objects(form, bills)
    else:
        comma = data.draw(st.booleans())
        order = form.date_order or data.draw(st.sampled_from(sorted(ORDERS)))
        delimiter = data.draw(st.sampled_from(";\t" if comma else ",;\t"))
        path, text = tmp_path / "a.csv", table(form, bills, comma, order, delimiter)
    path.write_text(text, encoding="utf-8")
    header, _, found = read(path)
    assert header.format == form
    assert list(found.invoices) == [replace(one, file=path.name) for one in bills]


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)


@settings(max_examples=examples(15), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    names=st.lists(
        NAMES | st.sampled_from([", due 2026-01-01", "A, issued x", "é", "=1+1"]),
        min_size=1,
        max_size=3,
    ),
    cents=st.decimals(Decimal("0.001"), 10**6, places=3),
    currency=st.sampled_from(["EUR", "KWD", "JPY"]),
)
def test_any_invoice_is_saved_with_its_answers(
    names: list[str], cents: Decimal, currency: str, tmp_path: Path
) -> None:
    """Whatever a table calls its invoices, the case with them reads back as it was written."""
    path = tmp_path / "a.json"
    table_ = [
        {
            "number": f"{place}{name}",
            "client": name,
            "issued": "2026-01-02",
            "due date": "2026-02-01",
        }
        | {"total": f"{cents}", "currency": currency}
        | {"status": "open"}
        for place, name in enumerate(names)
    ]
    path.write_text(json.dumps(table_), encoding="utf-8")
    try:
        _, _, found = read(path, mark=".")
    except FileProblems:
        return
    case = with_evidence(shipped(), Case(evidence=Evidence(invoices=found.invoices)), DAY)
    assert parse_case(render_case(case, shipped()).encode(), "", shipped()) == case


DAY = date(2026, 11, 30)
