"""A language is data: Portuguese goes in as a folder of texts and tables, without Python."""

from __future__ import annotations

import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.authoring.checks.languages import faults
from advisor.casefile.answers import parse, show
from advisor.casefile.casefile import read_case
from advisor.casefile.saving import save_case
from advisor.engine import available
from advisor.errors import AnswerError, ContentError, said
from advisor.interview.conversation import run_interview
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import SOURCE, Roots, forms, languages
from advisor.knowledge.interview_content import Fills, Screen
from advisor.knowledge.load import load
from advisor.model import Case, Duration, Money
from tests.conftest import ROOT
from tests.interview.script_prompter import ScriptPrompter
from tests.test_extension import options, run

DAY = date(2026, 11, 22)
TODAY = ("--as-of", DAY.isoformat())
PORTUGUESE = ROOT / "tests" / "portuguese"

TYPED = {
    "client_name": "Exemplo Lda.",
    "relationship_started": "1 de março de 2023",
    "insolvency_opened": "não",
    "notice_stated": "sim",
    "notice_period": "duas semanas",
    "exit_fee": "0",
    "monthly_billing": "1.234,56 EUR",
    "unearned_prepayment": "0",
    "confidentiality": "Sim",
    "cross_border": "n",
    "works_like_employee": "NÃO",
    "project_percent": "70,5 por cento",
    "project_end": "amanhã",
    "new_work": "nao",
    "income_share": "12 %",
    "runway_months": "cinco meses",
    "talked_on": "-3s",
    "mean_days_late": "24 dias",
    "deliverables": "Guia de passagem até 18/12/2026",
    "final_invoice_amount": "1.600 EUR",
    "contract_date": "quarta-feira, 1 de março de 2023",
    "sender_address": "Rua do Exemplo 1",
    "client_address": "Rua da Amostra 2",
}
"""Answers as somebody types them in Portuguese; choices are typed by name."""

READ = {
    "insolvency_opened": False,
    "notice_stated": True,
    "notice_period": Duration(2, "weeks"),
    "monthly_billing": Money(Decimal("1234.56"), "EUR"),
    "works_like_employee": False,
    "project_end": date(2026, 11, 23),
    "runway_months": 5,
}


class ReadingPrompter(ScriptPrompter):
    """Answers each question by what is on the screen, as somebody who reads it does."""

    def __init__(self, library: Library, case: Case) -> None:
        super().__init__([])
        self.asks = {
            " ".join(one.ask.split()): name for name, one in library.phrases.questions.items()
        }
        self.screens = {
            " ".join(texts.ask.split()): library.screens[name]
            for name, texts in library.phrases.screens.items()
        }
        self.library, self.case, self.read = library, case, 0

    def ask(self, prompt: str) -> str:
        """Type the answer to the question on the screen, ask for all, or go on."""
        new = [line.strip() for line in self.said[self.read :]]
        names = [self.asks[line] for line in new if line in self.asks]
        offer = self.library.phrases.ui["interview.offer_result"]
        screens = [self.screens[line] for line in new if line in self.screens]
        assert len(self.said) < 20_000, "the interview does not end"
        if any(line.startswith("[") for line in new) and screens:
            line = self._choices(screens[0])
        elif any(line.startswith("[") for line in new) and names:
            line = self._answer(names[0])
        else:
            line = "2" if any(offer in line for line in new) else ""
        self.said.append(prompt + line)
        self.read = len(self.said)
        return line

    def _choices(self, screen: Screen) -> str:
        """Type the choices of a screen that the answers of the case go with, or the line."""
        if screen.kind == "line":
            given = {
                part: str(self.case.answers.get(name, "")) for part, name in screen.parts.items()
            }
            titles = self.library.phrases.language.typed.titles
            words = [word for word, title in titles.items() if title == given["title"]]
            name = " ".join([*words[:1], given["first_name"], given["surname"]])
            return ", ".join(filter(None, (name, given["role"], given["email"]))) or "-"

        def holds(fills: Fills) -> bool:
            return all(
                given not in (None, screen.otherwise.get(name))
                if answer is None
                else given == answer
                or (isinstance(answer, frozenset) and answer <= (given or frozenset()))
                for name, answer in fills.items()
                for given in (self.case.answers.get(name),)
            )

        chosen = [name for name, fills in screen.fills.items() if holds(fills)]
        if screen.kind == "several":
            return ", ".join(chosen) or "nenhum"
        return chosen[0] if chosen else "-"

    def _answer(self, name: str) -> str:
        answer = self.case.answers.get(name)
        if name in TYPED or answer is None:
            return TYPED.get(name, "-")
        if isinstance(answer, frozenset):
            return ", ".join(sorted(answer)) or "nenhum"
        return str(answer)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the content with the folder of Portuguese laid over it."""
    folder = tmp_path_factory.mktemp("content")
    for name in ("rules", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(PORTUGUESE, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def roots(content: Path) -> Roots:
    """The folders of that copy."""
    return Roots(content / "rules", content / "templates")


@pytest.fixture(scope="module")
def portuguese(roots: Roots) -> Library:
    """The library in Portuguese."""
    return load(roots, "pt")


@pytest.fixture(scope="module")
def walked(portuguese: Library) -> tuple[Case, str]:
    """The case and the transcript of an interview in Portuguese, with that of its letter."""
    demo = read_case(ROOT / "examples" / "demo.yaml", portuguese)
    case, said_in_all = Case({}, as_of=DAY), ""
    for letters in (False, True):
        prompter = ReadingPrompter(portuguese, demo)
        engine = available("pure")
        case = run_interview(portuguese, case, prompter, engine, DAY, lambda it: it, letters)
        said_in_all += prompter.transcript
    return case, said_in_all


@pytest.fixture(scope="module")
def file(walked: tuple[Case, str], portuguese: Library, content: Path) -> str:
    """The file of that case."""
    save_case(content / "caso.yaml", walked[0], portuguese)
    return str(content / "caso.yaml")


def test_a_folder_is_a_language(roots: Roots) -> None:
    """Texts and tables make a language with one form, and nothing else is added."""
    suffixes = {path.suffix for path in PORTUGUESE.rglob("*") if path.is_file()}
    assert suffixes == {".yaml", ".md"}
    assert "pt" in languages(roots)
    assert [form for form in forms(roots) if form.startswith("pt")] == ["pt-PT"]


def test_the_interview_reads_answers_as_they_are_typed(walked: tuple[Case, str]) -> None:
    """Yes and no, dates, amounts and periods are read by the tables of the language."""
    case, _ = walked
    assert {name: case.answers.get(name) for name in READ} == READ


def test_the_interview_shows_answers_as_they_are_written(walked: tuple[Case, str]) -> None:
    """Questions that are translated are asked so, and answers are shown in the language."""
    _, transcript = walked
    assert "Qual é a duração desse prazo?" in transcript
    for shown in (
        "quarta-feira, 1º de março de 2023",
        "segunda-feira, 23 de novembro de 2026",
        "1\u00a0234,56\u00a0EUR",
        "2 semanas",
        "Guia de passagem até sexta-feira, 18 de dezembro de 2026",
    ):
        assert shown in transcript


def test_what_is_shown_is_read_again(portuguese: Library, walked: tuple[Case, str]) -> None:
    """Every answer of the interview is read back from what is shown of it."""
    case, language = walked[0], portuguese.phrases.language
    for name, answer in case.answers.items():
        question, labels = portuguese.questions[name], portuguese.phrases.question(name).choices
        shown = show(portuguese.phrases, question, answer)
        assert parse(question, shown, DAY, language, labels=labels) == answer, name


@pytest.mark.parametrize(
    ("name", "typed", "refusal"),
    [
        ("notice_stated", "talvez", "Encontrado 'talvez'. Escreva sim ou não."),
        ("project_percent", "1.234", None),
        ("talked_on", "30 de fevereiro de 2026", None),
    ],
)
def test_what_is_not_clear_is_refused(
    portuguese: Library, name: str, typed: str, refusal: str | None
) -> None:
    """A word that is neither, two readings of a number and a day that is none are refused."""
    with pytest.raises(AnswerError) as caught:
        parse(portuguese.questions[name], typed, DAY, portuguese.phrases.language)
    if refusal:
        assert said(caught.value.message, portuguese.phrases.messages) == refusal


def test_every_language_reads_the_words_of_the_others(roots: Roots, portuguese: Library) -> None:
    """Yes, no and units of any language are read in any; relative days in English besides."""
    english = load(roots, SOURCE)
    for library, word in ((portuguese, "oui"), (english, "sim")):
        assert (
            parse(library.questions["notice_stated"], word, DAY, library.phrases.language) is True
        )
    period = english.questions["notice_period"]
    assert parse(period, "3 dias úteis", DAY, english.phrases.language) == Duration(
        3, "business_days"
    )
    day = portuguese.questions["project_end"]
    assert parse(day, "tomorrow", DAY, portuguese.phrases.language) == date(2026, 11, 23)
    assert parse(day, "3/4/2027", DAY, portuguese.phrases.language) == date(2027, 4, 3)


def test_the_report_is_written_in_it(file: str, content: Path) -> None:
    """Its texts, and dates everywhere; what is not translated is English."""
    done = run("assess", file, "--plain", "--full", "--lang", "pt", *TODAY, *options(content))
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith(
        "Parecer sobre Exemplo Lda.\nEm domingo, 22 de novembro de 2026\n"
    )
    assert "End the relationship with Exemplo Lda." in done.stdout
    assert re.search(r"\d de dezembro de 2026", done.stdout)


def test_the_letter_is_written_in_its_form(file: str, content: Path) -> None:
    """The frame, the words and the paragraphs of the form, with contractions and amounts."""
    form = ("--kind", "ending", "--lang", "pt", "--form", "pt-PT", "--anyway")
    done = run("letter", file, "-o", "-", *form, *TODAY, *options(content))
    assert done.exit_code == 0, done.stderr
    parts = (
        "26 de novembro de 2026",
        "**Assunto: Cessação do contrato «Web Maintenance Agreement» de 1º de março de 2023**",
        "Ex.ma Sr.a ",
        "com o pré-aviso de 2 semanas previsto no contrato «Web Maintenance Agreement»",
        "entregarei Guia de passagem",
        "mantém-se a avença mensal de 1\u00a0234,56\u00a0EUR.",
        "Com os melhores cumprimentos,",
    )
    assert [part for part in parts if part not in done.stdout] == []
    places = [done.stdout.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.usefixtures("unproven")
def test_the_check_names_what_the_skeleton_lacks(content: Path) -> None:
    """Texts, letters, paragraphs and the word list that are missing, each with its file."""
    done = run("rules", "check", "--format", "github", *options(content))
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    for place, lack in (
        ("rules/pt/facts.yaml", "No pt text for facts/"),
        ("templates/pt/letter/final-notice/kind.yaml", "The letter 'final-notice' has no"),
        ("templates/pt/letter/ending/95-thanks.md", "The paragraph 'ending/95-thanks' has no"),
        ("rules/words/pt.yaml", "There is no word list in this language."),
    ):
        assert any(place in line and lack in line for line in lines), lack
    faults = [line for line in lines if line.startswith("::error")]
    assert [line for line in faults if not re.search("(rules|templates)/(words/)?pt", line)] == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("  date_order: day_first\n", "", "'pt' does not define typed.date_order."),
        ("  elision: none\n", "", "'pt' does not define written.elision."),
        ("locale: pt-PT\n", "", "'pt' does not define locale."),
        ("    weeks: [semana, semanas]\n    inv", "    inv", "There are no words for weeks."),
        ("no: [n, não]", "no: [s, não]", "s cannot be yes and no."),
        ('group: "."', 'group: ","', "',' cannot be both marks of a number."),
        ("{hoje: 0,", "{hoje: zero,", "a number such as 30 or 2.5 is expected."),
        ("elision: none", "elision: '['", "'[' is no regular expression"),
        ("by: [até]", "by: []", "Give at least one word for 'by'."),
        ("  due:", "  dew: [x]\n  due:", "There is no field 'dew' here."),
        ("years: [ano, anos]", "years: [mês]", "'mes' is also a word for months; keep one."),
        ("years: [a]}", "decades: [x]}", "Found 'decades'; allowed:"),
        ("    times: [vez, vezes]", "    hours: [hora]", "Found 'hours'; allowed:"),
    ],
)
def test_a_fault_in_the_tables_is_named(
    roots: Roots, tmp_path: Path, old: str, new: str, fault: str
) -> None:
    """A missing or wrong field names the language, the file and the field."""
    shutil.copytree(roots.templates, tmp_path / "templates")
    path = tmp_path / "templates" / "pt" / "language.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(Roots(roots.rules, tmp_path / "templates"), "pt")
    assert "templates/pt/language.yaml:" in str(caught.value)
    assert fault in str(caught.value)


def test_a_locale_that_babel_lacks_is_named(roots: Roots, tmp_path: Path) -> None:
    """The check names it before anything is shown in the language."""
    shutil.copytree(roots.templates, tmp_path / "templates")
    path = tmp_path / "templates" / "pt" / "language.yaml"
    text = path.read_text(encoding="utf-8").replace("locale: pt-PT", "locale: xx-YY")
    path.write_text(text, encoding="utf-8")
    changed = Roots(roots.rules, tmp_path / "templates")
    problems = [str(problem) for problem in faults(load(changed), changed)]
    assert "templates/pt/language.yaml: Babel has no locale 'xx_YY'." in problems


def test_a_language_without_tables_is_named(roots: Roots, tmp_path: Path) -> None:
    """Texts alone are no language yet: English still loads, the language itself does not."""
    shutil.copytree(roots.templates, tmp_path / "templates")
    (tmp_path / "templates" / "pt" / "language.yaml").unlink()
    bare = Roots(roots.rules, tmp_path / "templates")
    assert load(bare, SOURCE).phrases.language.code == SOURCE
    with pytest.raises(ContentError, match="The language 'pt' has no language.yaml"):
        load(bare, "pt")


def test_a_word_list_without_tables_is_named(roots: Roots, tmp_path: Path) -> None:
    """The words of letters cannot be read without the tables of their language."""
    shutil.copytree(roots.rules, tmp_path / "rules")
    words = tmp_path / "rules" / "words"
    (words / "xx.yaml").write_text((words / "en.yaml").read_text(encoding="utf-8"))
    with pytest.raises(ContentError, match="words/xx.yaml:.* 'xx' has no language.yaml"):
        load(Roots(tmp_path / "rules", roots.templates))
