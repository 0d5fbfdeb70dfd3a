"""Read a file of invoices into evidence; ask what the file itself leaves open."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from advisor.cli.console import console, notify
from advisor.cli.invoice_wishes import MOST_TERMS, Wishes
from advisor.cli.options import Setting, assessment_day
from advisor.cli.reading_bar import reading_bar
from advisor.errors import Message, all_of, one_of
from advisor.evidence import written
from advisor.evidence.adding import MOST, added, clients_of, matching
from advisor.evidence.headings import SEARCHED, Header, find_header
from advisor.evidence.invoice_reading import (
    DATES,
    Manner,
    Read,
    manner_of,
    names_currency,
    read_invoices,
)
from advisor.evidence.invoice_rows import RawInvoices, gather
from advisor.evidence.known_columns import (
    beside,
    columns_path,
    columns_text,
    examples,
    kept,
    renamed,
)
from advisor.evidence_model import BilledInvoice, Evidence, SourceFile
from advisor.files import write_private
from advisor.interview.answer_reader import place_in
from advisor.interview.next_question import usual_currency
from advisor.interview.terminal import TerminalPrompter
from advisor.knowledge import roles
from advisor.knowledge.cache import phrases_cached
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import languages
from advisor.knowledge.export_formats import COLUMNS, read_exports
from advisor.locale.control_characters import spaced
from advisor.locale.language import Language
from advisor.locale.money import CURRENCIES
from advisor.locale.refused import found
from advisor.model import Case
from advisor.reading.delimited import NAMES
from advisor.reading.rows import Row, Table, fault
from advisor.reading.table import read_table

T = TypeVar("T")
EXAMPLES = 5
"""Values of a column that are shown."""
USUAL_TERMS = 30


class Importing:
    """Reads files one after the other into the evidence of a case."""

    def __init__(self, library: Library, case: Case, setting: Setting, wishes: Wishes) -> None:
        self.library, self.case, self.setting, self.wishes = library, case, setting, wishes
        self.phrases = library.phrases
        self.evidence: Evidence = case.evidence
        self.common, self.formats = read_exports(setting.roots())
        self.as_of = assessment_day(setting.as_of, case.as_of)
        self.kept: dict[Path, str] = {}
        """Files of columns to be written, which read the next table without a question."""
        self.lines: list[str] = []
        """What was read and what was left out."""

    @property
    def asks(self) -> bool:
        """Whether somebody sits there who can be asked."""
        return not self.setting.no_input and bool(sys.stdin) and sys.stdin.isatty()

    def say(self, key: str, **values: object) -> str:
        """Return a text of this command with its values."""
        return self.phrases.say(f"invoices.{key}", **values)

    def tell(self, key: str, **values: object) -> None:
        """Print a text of this command on standard error."""
        notify(self.say(key, **values))

    def ask(self, prompt: str) -> str:
        """Ask on the terminal; the end of the input stops the command, and nothing is written."""
        prompter = TerminalPrompter(self.setting.is_plain, console(self.setting.color, err=True))
        try:
            return prompter.ask(prompt).strip()
        except EOFError:
            raise KeyboardInterrupt from None

    def until(self, key: str, read: Callable[[str], T | None], **values: object) -> T:
        """Ask until ``read`` makes something of the answer; another one is told."""
        while True:
            line = self.ask(self.say(f"ask.{key}", **values))
            if (answer := read(line)) is not None:
                return answer
            self.tell("ask.again", found=found(line))

    def read(self, path: Path) -> None:
        """Read one file. Raises :class:`AdvisorError`; nothing is changed then."""
        name = str(path)
        with reading_bar(path, self.setting) as progress:
            table = read_table(path, self.wishes.encoding, progress)
            head = list(islice(table.rows, SEARCHED))
            named = {one: (heading,) for one, heading in self.wishes.columns.items()}
            common = replace(self.common, columns={**named, **self.common.columns, **named})
            header = find_header(head, common, [*beside(path), *self.formats])
            if header is None:
                told = Message("These rows have no headings of a table of invoices.")
                raise fault(name, told, head[0].line if head else 1)
            self.tell_encoding(table, head)
            known = header.format
            header = self.with_columns(path, header, head)
            raw = gather(name, chain(head, table.rows), header, self.common)
        manner, asked = self.manner(raw, name)
        found = read_invoices(raw, name, manner, self.common, self.languages(raw))
        if not found.invoices:
            told = Message("There is no invoice in it. {skipped}", skipped=self.skipped(found))
            raise fault(name, told, header.row.line)
        clients = self.clients(found.invoices, name)
        self.add(path, header, found, clients, manner)
        if names := all_of(list(map(spaced, table.left))):
            self.lines.append(self.say("other_sheets", names=names))
        if known is None or asked:
            text = columns_text(kept(header, path.stem, manner.order or "", manner.terms_days or 0))
            self.kept[columns_path(path)] = text

    def languages(self, raw: RawInvoices) -> tuple[Language, ...]:
        """Return the languages that months may be named in: all, where any is named."""
        texts = (one.texts.get(column, "") for one in raw.invoices for column in DATES)
        if not any(map(written.names_month, texts)):
            return (self.phrases.language,)
        roots, own = self.setting.roots(), self.phrases.language
        others = (one for one in languages(roots) if one != own.code)
        return (own, *(phrases_cached(roots, one).language for one in others))

    # What the file leaves open.

    def with_columns(self, path: Path, header: Header, head: list[Row]) -> Header:
        """Return the headings with what each means, confirmed where they are a proposal."""
        named_: Mapping[str, str] = self.wishes.columns
        if header.format is None and self.asks and not self.wishes.yes and not named_:
            header = self.confirmed(path, header, head)
        elif header.format is None and not self.wishes.yes and not named_:
            shown_ = ", ".join(
                f"{one}={header.row.cells[at]}" for one, at in header.columns.items()
            )
            told = Message(
                "This is no known export. Its columns may be: {columns}. "
                "Give --yes to take them, or --column NAME=HEADING for each that is another.",
                columns=shown_,
            )
            raise fault(str(path), told, header.row.line)
        found = renamed(header, named_)
        if isinstance(found, str):
            told = Message("There is no heading {found}.", found=repr(found))
            raise fault(str(path), told, header.row.line)
        if found.missing:
            told = Message(
                "There is no column for {names}. Name each, such as {option}.",
                names=one_of(found.missing),
                option=f"--column {found.missing[0]}=HEADING",
            )
            raise fault(str(path), told, header.row.line)
        return found

    def confirmed(self, path: Path, header: Header, head: list[Row]) -> Header:
        """Show the columns with some of their values, and let the user change their meaning."""
        below = [row for row in head if row.line > header.row.line]
        self.tell("columns", name=path.name)
        for heading, values in examples(header.row, below, EXAMPLES):
            self.tell("column", heading=heading, values=" | ".join(values))
        while True:
            for one, at in header.columns.items():
                column = self.say(f"name.{one}")
                self.tell("means", column=column, heading=header.row.cells[at])
            line = self.ask(self.say("accept", example=f"total={header.row.cells[-1]}"))
            if not line:
                return header
            name, _, heading = line.partition("=")
            found = renamed(header, {name.strip(): heading.strip()})
            if name.strip() not in COLUMNS or isinstance(found, str):
                parts = {"found": repr(line), "allowed": one_of(COLUMNS, 40), "hint": ""}
                notify(Message("There is no {found}; allowed: {allowed}.{hint}", **parts))
            else:
                header = found

    def manner(self, raw: RawInvoices, name: str) -> tuple[Manner, bool]:
        """Return how the table is written, and whether the user was asked."""
        found, asked = manner_of(raw, name), False
        if self.wishes.order:
            found = replace(found, order=self.wishes.order)
        if found.order is None:
            found, asked = replace(found, order=self.order(raw, name)), True
        form = raw.header.format
        terms = self.wishes.terms
        if terms is None and form and form.terms_days:
            terms = form.terms_days
        if terms is None:
            given = self.case.answers.get(roles.PAYMENT_DAYS)
            terms = given if isinstance(given, int) else None
        undated = any(
            not one.texts.get("due") and not one.texts.get("terms") for one in raw.invoices
        )
        if terms is None and undated and "due" not in raw.header.columns and self.asks:
            terms, asked = self.terms(), True
        currency = self.wishes.currency or usual_currency(self.library, self.case)
        if not currency and self.asks and not any(map(names_currency, raw.invoices)):
            currency = self.currency()
        return replace(found, terms_days=terms, currency=currency), asked

    def order(self, raw: RawInvoices, name: str) -> written.Order:
        """Ask whether the day or the month comes first."""
        texts = (one.texts.get(column, "") for one in raw.invoices for column in DATES)
        text = next(one for one in texts if written.is_ambiguous(one))
        if not self.asks:
            told = Message(
                "Found {found}, which may be read in two ways, and no date decides. "
                "Give --dates day or --dates month.",
                found=repr(text),
            )
            raise fault(name, told, raw.header.row.line)
        first, second = (written.day(text, order, ()) for order in written.ORDERS)
        orders = dict(zip("12", written.ORDERS, strict=True))
        return self.until("order", orders.get, found=text, first=first, second=second)

    def terms(self) -> int:
        """Ask for the days to pay."""
        days = {str(number): number for number in range(MOST_TERMS + 1)} | {"": USUAL_TERMS}
        return self.until("terms", days.get, days=USUAL_TERMS)

    def currency(self) -> str:
        """Ask for the currency of sums that name none."""
        codes = {code: code for code in (*CURRENCIES, "")}
        return self.until("currency", lambda line: codes.get(line.upper()))

    def clients(self, invoices: tuple[BilledInvoice, ...], name: str) -> list[str]:
        """Return the clients in a file that the case is about."""
        there = clients_of(invoices)
        for wish in self.wishes.clients:
            if not matching(there, wish):
                parts = {"client": repr(wish), "there": one_of(there)}
                told = Message("There is no client {client} in it; it has {there}.", **parts)
                raise fault(name, told)
        if self.wishes.clients:
            return [one for wish in self.wishes.clients for one in matching(there, wish)]
        if len(there) == 1:
            return there
        before = {one.client for one in self.evidence.invoices}
        known = [one for one in there if one in before]
        if not known:
            answered = str(self.case.answers.get(roles.CLIENT_NAME) or "")
            known = matching(there, answered) if answered else []
        if len(known) == 1:
            return known
        if not self.asks:
            told = Message(
                "It holds several clients: {there}. Say which, such as {option}.",
                there=one_of(there),
                option=f'--client "{there[0]}"',
            )
            raise fault(name, told)
        return [self.chosen(there)]

    def chosen(self, there: list[str]) -> str:
        """Let the user choose a client by its number or its name."""
        for place, one in enumerate(there, 1):
            self.tell("client", place=place, client=one)

        def read(line: str) -> str | None:
            place = place_in(line, len(there))
            alike = matching(there, line) if line and place is None else []
            return alike[0] if len(alike) == 1 else None if place is None else there[place]

        return self.until("client", read)

    # What was read.

    def add(
        self, path: Path, header: Header, read: Read, clients: list[str], manner: Manner
    ) -> None:
        """Add the invoices of the client, and say what was read and left out."""
        form = header.format
        source = SourceFile(
            name=spaced(path.name),
            holds="invoices",
            read_on=self.as_of,
            sha256=_sha256(path),
            format=form.id if form else "",
            covers=form.holds if form else "all",
        )
        brought = added(self.evidence, source, read.invoices, clients)
        if len(brought.evidence.invoices) > MOST:
            told = Message("A case keeps at most {count} invoices.", count=MOST)
            raise fault(str(path), told)
        self.evidence = brought.evidence
        self.lines.append(
            self.say(
                "read" if any(clients) else "read_unnamed",
                name=path.name,
                product=form.product if form else self.say("unknown_product"),
                rows=read.rows,
                count=sum(1 for one in read.invoices if one.client in clients),
                client=one_of(list(filter(None, clients))),
            )
        )
        if skipped := self.skipped(read):
            self.lines.append(skipped)
        if others := sum(1 for one in read.invoices if one.client not in clients):
            self.lines.append(self.say("skipped.clients", count=others))
        self.lines += [
            self.say(f"note.{note}", currency=manner.currency) for note in sorted(read.notes)
        ]
        parts = {"new": brought.new, "changed": brought.changed, "same": brought.same}
        self.lines.append(self.say("added", **parts))

    def skipped(self, read: Read) -> str:
        """Say what was left out and why, a line each."""
        return "\n".join(
            self.say(f"skipped.{reason}", count=count) for reason, count in read.skipped.items()
        )

    def tell_encoding(self, table: Table, head: list[Row]) -> None:
        """Say how a text is decoded that is not UTF-8, with a sample to judge it by."""
        if not table.encoding or table.encoding.startswith("utf-8"):
            return
        cells = (str(cell) for row in head for cell in row.cells)
        sample = next((cell for cell in cells if not cell.isascii()), "")
        encoding = NAMES.get(table.encoding, table.encoding)
        self.tell("decoded", name=Path(table.name).name, encoding=encoding, sample=sample)

    def keep(self, out: Path, text: str) -> None:
        """Write what was learnt of a table beside it."""
        write_private(out, text.encode(), force=True)
        self.tell("kept", path=out)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in iter(lambda: file.read(1 << 20), b""):
            digest.update(chunk)
    return digest.hexdigest()
