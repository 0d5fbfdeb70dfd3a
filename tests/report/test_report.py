"""The report: what it says, in which order, and the same in every form."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from advisor.casefile.casefile import parse_case, read_case
from advisor.engine.compiled import Compiled
from advisor.knowledge.content import Library
from advisor.locale.markdown import escape
from advisor.model import Case, TurningDate
from advisor.reasoning.assess import assess
from advisor.reasoning.assessment import Assessment, Unknown
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.decide import decide
from advisor.reasoning.events import Foresight
from advisor.reasoning.outlook import Outlook, outlook
from advisor.report.build import build_report
from advisor.report.json_report import report_json
from advisor.report.markdown import report_markdown
from advisor.report.model import Command, Report
from advisor.report.plain_text import report_text
from advisor.report.screen import print_report
from tests.conftest import ROOT

DAY = date(2026, 11, 22)

CALM = Outlook((), (), (), ("end", "at_milestone"))
"""An outlook in which nothing changes the advice on the example."""

ORDER = [
    "first",
    "for",
    "against",
    "caution",
    "exposure",
    "unknown",
    "timeline",
    "change",
    "options",
    "weigh",
    "nothing",
    "living",
    "sources",
    "about",
    "next",
]


@pytest.fixture(scope="module")
def case(library: Library) -> Case:
    """The shipped example."""
    return read_case(ROOT / "examples" / "demo.yaml", library)


@pytest.fixture(scope="module")
def assessment(library: Library, case: Case) -> Assessment:
    """The example, assessed."""
    return assess(library, case, DAY, Compiled())


@pytest.fixture(scope="module")
def report(library: Library, case: Case, assessment: Assessment) -> Report:
    """The report on the example, with one command to go on."""
    ahead = outlook(CaseAssessment(library, case, assessment, Compiled()))
    command = Command("advisor letter case.yaml -o letter.md", "letter")
    return build_report(
        library.phrases, CaseAssessment(library, case, assessment, Compiled()), ahead, (command,)
    )


def drawn(report: Report, width: int = 80) -> str:
    """Return the report as it stands on a terminal without colour."""
    console = Console(file=io.StringIO(), width=width, color_system=None, legacy_windows=False)
    print_report(report, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def section(report: Report, name: str) -> list[tuple[str, str]]:
    """Return the leads and texts of one section."""
    (found,) = (part for part in report.sections if part.id == name)
    return [(entry.lead, entry.text) for entry in found.entries]


def story(library: Library, name: str) -> tuple[Case, Assessment]:
    """Return one of the stories and its assessment."""
    import yaml

    (path,) = (ROOT / "tests" / "stories").glob(f"{name}-*.yaml")
    content = yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)["case"]
    case = parse_case(json.dumps(content).encode(), path.name, library)
    return case, assess(library, case, DAY, Compiled())


def short(library: Library, name: str) -> Report:
    """Return the report on a story, without a look ahead."""
    case, assessment = story(library, name)
    return build_report(
        library.phrases, CaseAssessment(library, case, assessment, Compiled()), CALM
    )


def test_the_sections_stand_in_order(report: Report) -> None:
    """What to do comes before why, the statement about advice near the end, commands last."""
    assert [part.id for part in report.sections] == ORDER


def test_the_outcome_is_one_sentence_with_last_day_and_cause(report: Report) -> None:
    """The outcome names the advice, the last day, what sets it, and the reason."""
    assert report.outcome == (
        "End the relationship with Example Works Ltd when the present work, or its present stage, is finished."
    )
    assert report.facts[:2] == (
        "Last day: Sunday 27 December 2026.",
        (
            "Set by your contract: the contract's notice of 30 days ends that day, "
            "counted from 27 November 2026."
        ),
    )
    assert report.facts[2] == (
        "The work is due to be finished earlier, on 18 December 2026; the later day counts."
    )
    assert report.facts[4].startswith(
        "You have decided to leave, and not in the heat of the moment."
    )


OUTCOMES = [
    ("b", "Give Example Works Ltd time, and wait before you decide."),
    ("c", "Pause the work for Example Works Ltd for now."),
    ("d", "Repair the relationship with Example Works Ltd first."),
    ("e", "End the relationship with Example Works Ltd now."),
    ("f", "End the relationship with Example Works Ltd at the end of the term."),
    ("g", "Let the relationship with Example Works Ltd fade. No ending letter is needed."),
    ("h", "End the relationship with Example Works Ltd when the income is replaced."),
    ("i", "End the relationship with Example Works Ltd after notice."),
    ("k", "Keep Example Works Ltd as a client."),
]


@pytest.mark.parametrize(("name", "outcome"), OUTCOMES)
def test_every_advice_has_its_sentence(library: Library, name: str, outcome: str) -> None:
    """Each advice is said in one plain sentence that names the client."""
    case, assessment = story(library, name)
    named = replace(case, answers={**case.answers, "client_name": "Example Works Ltd"})
    assert (
        build_report(
            library.phrases, CaseAssessment(library, named, assessment, Compiled()), CALM
        ).outcome
        == outcome
    )


def test_a_client_without_a_name(library: Library, assessment: Assessment) -> None:
    """Without a name the report speaks of this client."""
    report = build_report(
        library.phrases, CaseAssessment(library, Case(), assessment, Compiled()), CALM
    )
    assert report.title == "Advice on this client"


def test_a_blocking_gate_comes_first(library: Library) -> None:
    """What blocks the letter heads the steps, and the outcome says that the letter waits."""
    report = short(library, "l")
    assert section(report, "first")[0] == ("Blocking", "Personal data")
    assert "The letter has to wait: something below comes first." in report.facts


def test_a_deadline_is_among_the_first_things(library: Library) -> None:
    """The last day to refuse renewal stands among what to do first."""
    assert "2 December 2026" in [lead for lead, _ in section(short(library, "j"), "first")]


def test_waiting_names_the_day_to_look_again(library: Library) -> None:
    """Advice to wait comes with the day to look again."""
    assert any(fact.startswith("Look again on ") for fact in short(library, "b").facts)


def test_each_reason_says_its_strength_and_what_it_rests_on(report: Report) -> None:
    """A finding shows its strength in words, its cause and its sources, and no id of a question."""
    (part,) = (part for part in report.sections if part.id == "for")
    entry = part.entries[0]
    notes = dict(entry.notes)
    assert entry.lead == "Strong"
    assert notes["Why"] == "75% of 8 invoices came late, by 24 days on average."
    assert entry.tag == "prudence; S3, S61, F2"
    tags = [one.tag for part in report.sections for one in part.entries]
    assert not [tag for tag in tags if "_" in tag]


def test_the_timeline_marks_what_binds_in_words(report: Report) -> None:
    """The date that sets the last day says so, and how binding it is."""
    (part,) = (part for part in report.sections if part.id == "timeline")
    assert part.entries[0].lead == "22 November 2026"
    assert part.entries[-1].lead == "27 December 2026"
    assert part.entries[-1].tag == "your contract; this sets the last day"
    assert all("sets" not in entry.tag for entry in part.entries[:-1])


def test_what_is_left_out_is_counted(library: Library, case: Case, assessment: Assessment) -> None:
    """Of many open questions the weightiest are shown and the others counted."""
    many = tuple(Unknown(name, ()) for name in tuple(library.questions)[:10])
    report = build_report(
        library.phrases,
        CaseAssessment(library, case, replace(assessment, unknowns=many), Compiled()),
        CALM,
    )
    (part,) = (part for part in report.sections if part.id == "unknown")
    asked = [library.phrases.question(item.question).ask for item in many[:2]]
    assert [entry.text for entry in part.entries[:2]] == asked
    assert len(part.entries) == 4
    assert part.more.startswith("6 more open questions can still matter. The interview asks them. ")
    assert part.more.endswith(" open questions no longer matter for the advice.")
    one = build_report(
        library.phrases,
        CaseAssessment(library, case, replace(assessment, unknowns=many[:5]), Compiled()),
        CALM,
    )
    (part,) = (part for part in one.sections if part.id == "unknown")
    assert part.more.startswith("One more open question can still matter. The interview asks it. ")


def test_what_would_change_the_advice(library: Library, case: Case, assessment: Assessment) -> None:
    """Events, days and a calmer view that change the advice are said in words."""
    present = decide(library, case, assessment.as_of, Compiled())
    foresight = Foresight(library, case, present)
    (threats,) = (item for item in foresight.all() if item.event.id == "threats")
    ahead = Outlook(
        (threats,),
        (),
        (TurningDate(date(2026, 12, 19), "end", "after_notice", date(2027, 1, 18)),),
        ("repair", None),
    )
    assessed = CaseAssessment(library, case, assessment, Compiled())
    report = build_report(library.phrases, assessed, ahead)
    told = section(report, "change")
    assert told[0][0] == "If they threaten you"
    assert told[0][1].startswith("end the relationship, now, last day 22 November 2026.")
    turn = section(report, "nothing")[1]
    assert turn[0] == "19 December 2026"
    assert turn[1].startswith(
        "From this day, if nothing else changes: end the relationship, after notice, "
        "last day 18 January 2027."
    )
    assert told[1] == (
        "Leaving feelings aside",
        "Without your answers about the mood of the relationship the advice is: Repair it first.",
    )


def test_events_beyond_the_first_are_counted(
    library: Library, case: Case, assessment: Assessment
) -> None:
    """Six events are shown, and the report says how many more there are."""
    present = decide(library, case, assessment.as_of, Compiled())
    (threats,) = (
        item for item in Foresight(library, case, present).all() if item.event.id == "threats"
    )
    report = build_report(
        library.phrases,
        CaseAssessment(library, case, assessment, Compiled()),
        replace(CALM, would_change=(threats,) * 8),
    )
    (change,) = (part for part in report.sections if part.id == "change")
    assert [entry.lead for entry in change.entries].count("If they threaten you") == 6
    assert change.more == '2 more events would change the advice. "advisor whatif" shows them.'


def test_without_answers_about_the_mood_nothing_is_said_to_stand_without_them(
    library: Library, case: Case, assessment: Assessment
) -> None:
    """Where nothing was said about the mood, the report says so."""
    kept = {k: v for k, v in case.answers.items() if not library.questions[k].mood}
    report = build_report(
        library.phrases,
        CaseAssessment(library, replace(case, answers=kept), assessment, Compiled()),
        CALM,
    )
    assert section(report, "change")[-1][1].startswith("You have answered nothing about the mood")


def test_what_comes_first_from_a_day_on_is_said(
    library: Library, case: Case, assessment: Assessment
) -> None:
    """A gate that comes or goes on a day is named, one that stays is not repeated."""
    turns = (
        TurningDate(date(2026, 12, 1), "end", "now", date(2026, 12, 1), (("lawyer", True),)),
        TurningDate(date(2026, 12, 5), "end", "now", date(2026, 12, 5), (("lawyer", True),)),
        TurningDate(date(2026, 12, 9), "end", "now", date(2026, 12, 9)),
    )
    report = build_report(
        library.phrases,
        CaseAssessment(library, case, assessment, Compiled()),
        replace(CALM, turning_dates=turns),
    )
    told = [text.partition("2026. ")[2] for _, text in section(report, "nothing")[1:]]
    assert told == [
        "Comes first from then on: Lawyer (blocking).",
        "",
        "No longer comes first: Lawyer.",
    ]


def test_the_statement_and_what_gives_the_result_again(
    report: Report, assessment: Assessment
) -> None:
    """The report says that it is no legal advice, and names rules and answers."""
    (legal, *_, version) = section(report, "about")
    assert legal[1].startswith("This is general information and not legal advice.")
    assert assessment.rules_version in version[1]
    assert assessment.answers_hash in version[1]


def test_every_source_that_is_named_is_listed(report: Report, assessment: Assessment) -> None:
    """Whatever source a reason names stands among the sources with its title."""
    listed = {lead for lead, _ in section(report, "sources")}
    reasons = [one for one in assessment.findings if one.direction != "caution"]
    assert {name for finding in reasons for name in finding.sources} <= listed


def test_no_line_repeats_an_answer(report: Report) -> None:
    """A reason says why where that is worked out; what was answered stands in the answers."""
    notes = {entry.text: dict(entry.notes) for part in report.sections for entry in part.entries}
    assert notes["Most invoices are paid late, or a month late"]["Why"].startswith("75% of 8")
    assert "Why" not in notes["You do not gain from working together"]
    assert "Why" not in notes["The project is mostly finished"]


def test_codes_of_sources_stand_beside_reasons_alone(report: Report) -> None:
    """What is only kept in mind names no code; every code that is named is listed."""
    listed = {lead for lead, _ in section(report, "sources")}
    tags = {part.id: [one.tag for one in part.entries] for part in report.sections}
    codes = {
        name: {code for tag in found for code in re.findall(r"\b[SCF]\d+\b", tag)}
        for name, found in tags.items()
    }
    assert codes["for"]
    assert not codes["caution"]
    assert set().union(*codes.values()) <= listed


def test_every_form_says_the_same(report: Report) -> None:
    """Every word of the report stands in the terminal, Markdown and text forms."""
    texts = [report.title, report.outcome, *report.facts]
    for part in report.sections:
        texts += [entry.text for entry in part.entries]
        texts += [note for entry in part.entries for _, note in entry.notes]
    forms = {
        "screen": drawn(report, 88).replace("│", " "),
        "markdown": report_markdown(report).replace("\\", ""),
        "text": report_text(report),
    }
    for form, shown in forms.items():
        words = shown.split()
        flat = " ".join(words)
        # Columns put the lead between the lines of a text, so words are looked for there.
        missing = [
            text
            for text in texts
            if (not set(text.split()) <= set(words) if form == "screen" else text not in flat)
        ]
        assert missing == [], form


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_panel_is_the_only_box(report: Report, width: int) -> None:
    """At every width there is one panel, no line beyond the limit, and the lead in front."""
    shown = drawn(report, width)
    assert shown.count("╭") == 1
    assert max(len(line.rstrip()) for line in shown.splitlines()) <= min(width, 88)
    assert "\n27 December 2026  The contract's notice" in shown


def test_a_very_narrow_terminal_still_shows_all(report: Report) -> None:
    """At 40 columns nothing is lost."""
    assert "Sunday 27 December 2026." in " ".join(drawn(report, 40).replace("│", "").split())


def test_a_long_command_is_not_broken(library: Library, case: Case, assessment: Assessment) -> None:
    """A command longer than the line stands on one line, so that it can be copied."""
    line = "advisor letter " + "long/" * 30 + "case.yaml"
    report = build_report(
        library.phrases,
        CaseAssessment(library, case, assessment, Compiled()),
        CALM,
        (Command(line, "letter"),),
    )
    assert line in drawn(report, 60)
    assert f"- `{line}`\n" in report_markdown(report)


ESCAPED = [
    ("plain words, 24 days.", "plain words, 24 days."),
    ("# no heading", "\\# no heading"),
    ("- no item", "\\- no item"),
    ("+ no item", "\\+ no item"),
    ("1. no item", "1\\. no item"),
    ("2) no item", "2\\) no item"),
    ("=== no underline", "=== no underline"),
    ("===", "\\==="),
    ("*no* _emphasis_", "\\*no\\* \\_emphasis\\_"),
    ("payment_habit", "payment_habit"),
    ("`no code`", "\\`no code\\`"),
    ("[no](link)", "\\[no\\](link)"),
    ("![no](image)", "!\\[no\\](image)"),
    ("<b>no</b>", "\\<b>no\\</b>"),
    ("a & b &amp; c", "a & b \\&amp; c"),
    ("a | b", "a \\| b"),
    ("~~no~~", "\\~\\~no\\~\\~"),
    ("a\\*b", "a\\\\\\*b"),
    ("two\nlines", "two lines"),
    ("2026", "2026"),
]


@pytest.mark.parametrize(("text", "expected"), ESCAPED)
def test_markdown_shows_what_is_typed(text: str, expected: str) -> None:
    """Every sign that Markdown would act on is escaped, and nothing else."""
    assert escape(text) == expected


def test_escaped_text_renders_as_typed() -> None:
    """A Markdown reader shows exactly the typed text, for each sign in the table."""
    import html
    import re

    from markdown_it import MarkdownIt

    for text, expected in ESCAPED:
        rendered = MarkdownIt().enable("strikethrough").enable("table").render(expected)
        match = re.fullmatch(r"<p>(.*)</p>\n", rendered)
        assert match, rendered
        assert html.unescape(match[1]) == " ".join(text.split())


def test_json_ends_with_a_line_break_and_keeps_letters(
    library: Library, case: Case, assessment: Assessment
) -> None:
    """The JSON form is indented, ends with one line break and writes letters as they are."""
    text = report_json(library.phrases, CaseAssessment(library, case, assessment, Compiled()), CALM)
    assert text.startswith('{\n  "schema_version": 1,\n')
    assert text.endswith("}\n")
    assert json.loads(text)["without_negativity"] == {"whether": "end", "when": "at_milestone"}


def test_plain_text_keeps_to_its_width(report: Report) -> None:
    """No line of a text file is wider than 78 columns unless a single word is."""
    for line in report_text(report).splitlines():
        assert len(line) <= 78 or " " not in line.strip()


def test_the_example_is_shipped_with_the_report_it_promises() -> None:
    """The example lives where the program looks for it."""
    from advisor.knowledge.content_paths import content_root

    assert (content_root() / "examples" / "demo.yaml").is_file()
    assert Path(ROOT / "examples" / "demo.yaml").is_file()
