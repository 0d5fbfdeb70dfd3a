"""``advisor invoices``: what is read, asked, kept and shown."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from advisor.casefile.casefile import read_case
from advisor.cli import invoice_import
from advisor.cli.app import app
from advisor.interview.terminal import TerminalPrompter
from advisor.model import Case
from tests.conftest import ROOT
from tests.shipped import shipped

FILES = ROOT / "tests" / "evidence" / "invoices"
CASE = """\
# mine
advisor: 1
as_of: 2026-11-30
answers:
  client_name: Placeholder Prints
  governing_law: us_ny   # as agreed
"""
TABLE = """\
Ref,Who,Made,Paid at,Sum,Rest
A-1,Placeholder Prints,2026-01-10,2026-02-20,100.00,0.00
A-2,Placeholder Prints,2026-09-01,,250.00,250.00
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Return a case file written by hand."""
    path = tmp_path / "case.yaml"
    path.write_text(CASE)
    return path


def run(*arguments: object, command: str = "invoices") -> tuple[int, str, str]:
    """Run the command and return its code, its output and what it told."""
    done = CliRunner().invoke(app, [command, *map(str, arguments), "--lang", "en"])
    return done.exit_code, done.stdout, done.stderr


def read(path: Path) -> Case:
    """Read the case file."""
    return read_case(path, shipped())


def test_an_export_is_read_into_the_case(case: Path) -> None:
    """Invoices and answers stand in the case, the user's comments too; it says what it found."""
    code, out, told = run(case, FILES / "zoho-books.csv")
    assert (code, told) == (0, "")
    assert "zoho-books.csv: Zoho Books, invoices. Rows: 5; invoices and credit notes" in out
    assert "Overdue: EUR 500.00" in out
    found = read(case)
    assert found.answers["open_invoices"] == "overdue"
    assert str(found.answers["overdue_amount"]) == "EUR 500.00"
    assert found.answers["oldest_due_date"] == date(2026, 10, 31)
    assert str(found.answers["invoices_late"]) == "2-3"
    text = case.read_text()
    assert text.startswith("# mine\nadvisor: 1\n")
    assert "governing_law: us_ny   # as agreed" in text


def test_the_same_file_again_changes_nothing(case: Path) -> None:
    """Reading a file a second time adds nothing; a longer one adds what is new."""
    run(case, FILES / "zoho-books.csv")
    before = case.read_bytes()
    code, out, _ = run(case, FILES / "zoho-books.csv")
    assert code == 0
    assert "0 new, 0 changed, 4 as before." in out
    assert case.read_bytes() == before
    longer = case.with_name("longer.csv")
    lines = (FILES / "zoho-books.csv").read_text().replace(",Overdue,", ",Closed,")
    lines = lines.replace(
        "700.00,700.00,700.00,500.00,2026-11-02", "700.00,700.00,700.00,0.00,2026-11-20"
    )
    longer.write_text(
        lines + lines.splitlines()[-1].replace("000204", "000205").replace("Void", "Sent") + "\n"
    )
    _, out, _ = run(case, longer)
    assert "1 new, 1 changed, 3 as before." in out
    assert read(case).answers["open_invoices"] == "not_due"


def test_a_file_without_its_case_is_told() -> None:
    """Somebody who names the export alone is told where the case goes."""
    code, _, told = run(FILES / "wave.csv")
    assert code == 2
    assert "Name the case before the file: advisor invoices CASE" in told


def test_a_case_that_is_not_there_is_made(tmp_path: Path) -> None:
    """Somebody can begin with the export: the case is made with what the invoices answer."""
    path = tmp_path / "new.yaml"
    code, _, told = run(path, FILES / "zoho-books.csv")
    assert code == 0, told
    assert read(path).answers["open_invoices"] == "overdue"


def test_a_dry_run_writes_nothing(case: Path) -> None:
    """With --dry-run the case is shown as it would be, and stays."""
    code, out, told = run(case, FILES / "zoho-books.csv", "--dry-run")
    assert (code, case.read_text()) == (0, CASE)
    assert "Overdue: EUR 500.00" in out
    assert "Nothing was written" in told


def test_a_damaged_file_leaves_the_case(case: Path, tmp_path: Path) -> None:
    """A fault ends with code 1 and its place; a good file beside it is not read either."""
    bad = tmp_path / "bad.csv"
    bad.write_text("Number,Client,Date,Total\nA-1,X,2026-01-02,lots\n")
    code, _, told = run(case, FILES / "zoho-books.csv", bad, "--yes")
    assert (code, case.read_text()) == (1, CASE)
    assert f"{bad}:2:4: Found 'lots', which is no sum." in told


def test_answers_follow_the_day(case: Path) -> None:
    """What falls due later is overdue when the case is assessed later, without a new export."""
    run(case, FILES / "invoice-ninja.csv", "--client", "Sample Fabrics")
    found = shipped()
    _, out, _ = run(case, "--as-of", "2026-09-20")
    assert "Overdue" not in out
    _, out, _ = run(case, "--as-of", "2026-11-30")
    assert "Overdue: EUR 605.00" in out
    del found


def test_a_typed_answer_stays_and_stands_beside_the_invoices(case: Path) -> None:
    """A typed answer that the invoices contradict is not replaced; both are shown."""
    case.write_text(CASE + "  open_invoices: none\n")
    code, out, _ = run(case, FILES / "zoho-books.csv")
    assert code == 0
    assert "Your answer: None\n  The invoices: Yes, and at least one is overdue (INV-000203)" in out
    found = read(case)
    assert found.answers["open_invoices"] == "none"
    assert "overdue_amount" not in found.answers


@pytest.mark.parametrize(("key", "kept", "open_"), [("1", True, "none"), ("2", False, "overdue")])
def test_the_user_decides(
    case: Path, monkeypatch: pytest.MonkeyPatch, key: str, kept: bool, open_: str
) -> None:
    """On a terminal each difference is asked about once, and the answer is remembered."""
    case.write_text(CASE + "  open_invoices: none\n")
    asked: list[str] = []

    def ask(_self: object, prompt: str) -> str:
        asked.append(prompt)
        return key

    monkeypatch.setattr(invoice_import.Importing, "asks", True)
    monkeypatch.setattr(invoice_import.Importing, "ask", ask)
    run(case, FILES / "zoho-books.csv")
    found = read(case)
    assert (found.answers["open_invoices"], len(asked)) == (open_, 1)
    assert ("open_invoices" in found.evidence.mine) is kept
    run(case, FILES / "zoho-books.csv")
    assert len(asked) == 1


def test_an_invoice_can_be_set_aside(case: Path) -> None:
    """A disputed invoice that the user leaves out counts nowhere."""
    code, out, _ = run(case, FILES / "zoho-books.csv", "--set-aside", "INV-000203")
    assert code == 0
    assert "Set aside by you: INV-000203" in out
    assert read(case).answers["open_invoices"] == "none"
    code, _, told = run(case, "--set-aside", "INV-9")
    assert (code, "There is no invoice 'INV-9'." in told) == (2, True)


def test_several_clients_are_told_apart(case: Path) -> None:
    """Of several clients the one of the case is taken, else the user has to say which."""
    _, out, _ = run(case, FILES / "quickbooks-ageing.csv", "--currency", "USD")
    assert "invoices and credit notes of Placeholder Prints: 3" in out
    assert "Left out, invoices of other clients: 1." in out
    case.write_text(CASE.replace("Placeholder Prints", "Somebody Else"))
    code, _, told = run(case, FILES / "quickbooks-ageing.csv", "--no-input")
    assert code == 1
    assert "It holds several clients: Placeholder Prints or Sample Fabrics Ltd." in told
    _, out, _ = run(
        case, FILES / "quickbooks-ageing.csv", "--client", "sample", "--currency", "USD"
    )
    assert "of Sample Fabrics Ltd" in out


def test_what_is_open_alone_shows_no_share(case: Path) -> None:
    """From a list of open invoices no share of late ones follows: every one in it would be late."""
    run(case, FILES / "quickbooks-ageing.csv", "--currency", "USD")
    found = read(case)
    assert "invoices_late" not in found.answers
    assert "payment_habit" not in found.answers
    assert found.answers["overdue_count"] == 2


def test_columns_of_another_table_are_named_and_kept(case: Path, tmp_path: Path) -> None:
    """Unknown columns are refused unasked, and once named the next table needs no question."""
    table = tmp_path / "mine.csv"
    table.write_text(TABLE)
    code, _, told = run(case, table)
    assert code == 1
    named = [
        word
        for name in (
            "number=Ref",
            "client=Who",
            "issued=Made",
            "paid_on=Paid at",
            "total=Sum",
            "open=Rest",
        )
        for word in ("--column", name)
    ]
    code, out, told = run(case, table, *named, "--terms", 30, "--currency", "USD")
    assert code == 0, told
    assert "Kept in" in told
    assert "Overdue: USD 250.00" in out
    assert "100.00" not in (tmp_path / "mine.columns.yaml").read_text()
    other = tmp_path / "other.csv"
    other.write_text(TABLE.replace("A-2", "A-3"))
    code, out, told = run(case, other)
    assert (code, told) == (0, "")
    assert "other.csv: mine. Rows: 2;" in out


def test_a_table_that_names_no_client_is_read(case: Path, tmp_path: Path) -> None:
    """The line of what was read leaves the client out."""
    table = tmp_path / "plain.csv"
    table.write_text("Number,Issued,Due,Total\nA-1,2026-09-01,2026-10-01,EUR 100.00\n")
    code, out, told = run(case, table, "--yes")
    assert code == 0, told
    assert "Rows: 1; invoices and credit notes: 1." in out


def test_the_user_changes_a_proposed_column(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proposal is shown with values of each column, and takes a change."""
    table = tmp_path / "mine.csv"
    table.write_text(TABLE.replace("Ref,Who,Made", "Number,Client,Date").replace("Sum", "Total"))
    lines = iter(["paid_on=Paid at", "open=Nothing", "open=Rest", "", "14"])
    monkeypatch.setattr(invoice_import.Importing, "asks", True)
    monkeypatch.setattr(invoice_import.Importing, "ask", lambda *_: next(lines))
    code, _, told = run(case, table, "--currency", "USD")
    assert code == 0, told
    assert "Paid at: 2026-02-20" in told
    assert "There is no 'open=Nothing'" in told
    second = read(case).evidence.invoices[1]
    assert (second.due, second.due_is) == (date(2026, 9, 15), "estimated")
    assert "terms_days: 14" in (tmp_path / "mine.columns.yaml").read_text()


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Answer what the command asks; running out of lines is an error."""
    left = iter(lines)
    monkeypatch.setattr(invoice_import.Importing, "asks", True)
    monkeypatch.setattr(invoice_import.Importing, "ask", lambda *_: next(left))


ASKED: dict[str, tuple[str, tuple[str, ...], tuple[str, ...], str]] = {
    "the order of dates": (
        "Number,Client,Date,Due Date,Total\nA-1,Placeholder Prints,03/04/2026,05/06/2026,EUR 100\n",
        ("3", "day", "1"),
        ("'3'", "'day'"),
        "due: 2026-06-05",
    ),
    "one of several clients": (
        "Number,Client,Date,Due Date,Total\nA-1,Acme,2026-01-02,2026-02-01,EUR 100\n"
        "A-2,Sample Ltd,2026-01-02,2026-02-01,EUR 200\n",
        ("0", "3", "nobody", "2"),
        ("'0'", "'3'", "'nobody'"),
        "client: Sample Ltd",
    ),
    "the currency": (
        "Number,Client,Date,Due Date,Total\nA-1,Placeholder Prints,2026-01-02,2026-02-01,100\n",
        ("euros", "eur"),
        ("'euros'",),
        "currency: EUR",
    ),
}


@pytest.mark.parametrize("what", ASKED)
def test_a_wrong_key_is_told_and_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Whatever is asked, what is no answer is named, and the next one counts."""
    text, lines, wrong, kept = ASKED[what]
    case, table = tmp_path / "new.yaml", tmp_path / "mine.csv"
    table.write_text(text)
    typed(monkeypatch, *lines)
    code, _, told = run(case, table, "--yes")
    assert code == 0, told
    assert [one for one in wrong if one not in told] == []
    assert kept in case.read_text()


def test_the_end_of_the_input_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever stops at a question finds no case and no columns kept."""
    table = tmp_path / "mine.csv"
    table.write_text(ASKED["the currency"][0])
    monkeypatch.setattr(invoice_import.Importing, "asks", True)
    code, _, _ = run(tmp_path / "new.yaml", table, "--yes")
    assert code == 130
    assert [one.name for one in tmp_path.iterdir()] == ["mine.csv"]


def test_months_are_read_in_every_language(case: Path, tmp_path: Path) -> None:
    """A table names its months in its own language, whatever the program speaks."""
    table = tmp_path / "mine.csv"
    head = "Número de factura;Cliente;Fecha de emisión;Vencimiento;Importe;Pendiente\n"
    table.write_text(
        head + "F-1;Placeholder Prints;15 ene 2026;14 de febrero de 2026;1.000,50;1.000,50\n"
    )
    code, out, told = run(case, table, "--yes", "--currency", "EUR")
    assert code == 0, told
    assert "Overdue: EUR 1,000.50" in out
    (one,) = read(case).evidence.invoices
    assert (one.issued, one.due) == (date(2026, 1, 15), date(2026, 2, 14))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--dates", "week"), "There is no 'week'; allowed: day or month."),
        (("--terms", "900"), "Found 900; write 0 to 365 days."),
        (("--currency", "XYZ"), "Found 'XYZ', which is not a currency code."),
        (("--column", "totl=Sum"), "Did you mean 'total'?"),
    ],
)
def test_options_are_checked(case: Path, options: tuple[str, ...], message: str) -> None:
    """A wrong option is a wrong call, with what is allowed."""
    code, _, told = run(case, FILES / "wave.csv", *options)
    assert (code, message in told) == (2, True)


def test_a_redacted_case_keeps_its_advice(case: Path, tmp_path: Path) -> None:
    """A copy for others names no invoice, and its answers are not replaced by its scaled sums."""
    run(case, FILES / "zoho-books.csv")
    out = tmp_path / "copy.yaml"
    code, _, told = run(case, "-o", out, command="redact")
    assert code == 0, told
    text = out.read_text()
    assert "INV-0002" not in text
    assert "zoho" not in text.replace("zoho-books", "")
    assert read(out).answers["open_invoices"] == "overdue"


def test_the_report_names_the_invoices_and_shows_what_differs(case: Path) -> None:
    """A finding names the invoices behind it, in words and as data; so do answers that differ."""
    case.write_text(CASE + "  oldest_due_date: 2026-11-01\n")
    run(case, FILES / "zoho-books.csv")
    code, out, told = run(case, "--full", "--plain", command="assess")
    assert code == 0, told
    assert "From your invoices: INV-000201" in out
    assert "Your answer: Sunday 1 November 2026" in out
    _, out, _ = run(case, "--json", command="assess")
    found = json.loads(out)
    assert any("INV-000201" in one.get("invoices", ()) for one in found["findings"])
    assert found["evidence"]["invoices"][0]["number"] == "INV-000201"


def test_what_the_invoices_say_otherwise_is_one_line(case: Path) -> None:
    """However many answers differ from the invoices, the screen names them in one entry."""
    wrong = "  oldest_due_date: 2026-11-01\n  overdue_amount: EUR 9\n  overdue_count: 9\n"
    case.write_text(CASE + wrong + "  payment_habit: on_time\n  open_invoices: none\n")
    run(case, FILES / "zoho-books.csv")
    code, out, told = run(case, "--plain", command="assess")
    assert code == 0, told
    rows = out[out.index("\nCheck") :].splitlines()[1:]
    assert "of your answers differ from the invoices, first: " in rows[0] + rows[1]
    assert out.count("differ from the invoices") == 1
    assert "Which is right?" not in out


def test_no_letter_states_a_range(case: Path) -> None:
    """What the invoices leave open is not told to the client as a count."""
    text = (
        (ROOT / "examples" / "demo.yaml")
        .read_text()
        .replace("invoices_late: 6", "invoices_late: 2-6")
    )
    case.write_text(text)
    for kind in ("script", "renegotiation"):
        code, out, told = run(case, "--kind", kind, "--anyway", "-o", "-", command="letter")
        assert code == 0, told
        assert "2-6" not in out


def test_headings_with_control_characters_are_kept_without_them(tmp_path: Path) -> None:
    """What is learnt of a table can be read again, whatever its headings and its name hold."""
    table = tmp_path / "a\x1b[31mb\u202e.csv"
    table.write_text(TABLE.replace("Who", "Wh\x1b[31mo").replace("Ref", "R\u202eef"))
    names = ("number=Ref", "client=Wh[31mo", "issued=Made", "paid_on=Paid at", "total=Sum")
    wishes = [word for name in (*names, "open=Rest") for word in ("--column", name)]
    case = tmp_path / "case.yaml"
    for args in ((*wishes, "--terms", 30, "--currency", "USD"), ()):
        code, _, told = run(case, table, *args)
        assert code == 0, told


def test_a_wrong_answer_is_told_and_the_end_of_the_input_stops(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question about a file goes on until it is answered, and Ctrl-D ends it with nothing written."""
    table = tmp_path / "mine.csv"
    table.write_text("Number,Client,Date,Due,Total\nA-1,Example Works,3/4/2026,5/4/2026,100\n")
    typed: list[str] = ["", "both"]

    def ask(_self: object, _prompt: str) -> str:
        if not typed:
            raise EOFError
        return typed.pop(0)

    monkeypatch.setattr(invoice_import.Importing, "asks", True)
    monkeypatch.setattr(TerminalPrompter, "ask", ask)
    before = case.read_text()
    code, _, told = run(case, table, "--currency", "USD")
    assert "Found 'both', which is no answer to this." in told
    assert "Stopped." in told
    assert code == 130
    assert case.read_text() == before


def test_sheets_that_are_not_read_are_named(tmp_path: Path) -> None:
    """A second sheet with a table is told of, one without is not."""
    book = openpyxl.Workbook()
    book.active.title = "2026"
    for title in ("Empty", "2025"):
        book.create_sheet(title)
    for line in TABLE.splitlines():
        book["2026"].append(line.split(","))
        book["2025"].append(line.split(","))
    book.save(tmp_path / "a.xlsx")
    names = ("number=Ref", "client=Who", "issued=Made", "paid_on=Paid at", "total=Sum", "open=Rest")
    wishes = [word for name in names for word in ("--column", name)]
    wishes += ["--terms", "30", "--currency", "USD"]
    code, out, told = run(tmp_path / "case.yaml", tmp_path / "a.xlsx", *wishes)
    assert code == 0, told
    assert "Not read: 2025. Save each as a file" in out
