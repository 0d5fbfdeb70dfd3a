"""The kinds of letter and paper: which are offered, in which order, and whole ones as snapshots."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from advisor.casefile.casefile import read_case
from advisor.errors import AdvisorError, ContentError
from advisor.formats.markdown_text import letter_markdown
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.load import load
from advisor.letters.letter import letter
from advisor.letters.selection import offered, suggested_kind
from advisor.model import Answer, Case
from advisor.wordlists.pattern_matcher import found_words
from tests.knowledge.small import check

if TYPE_CHECKING:
    from tests.complete_case import Desk

Snapshot = Callable[[str, str], None]
Changes = dict[str, Answer | None]

HERE = Path(__file__).resolve().parents[1]

OFFERED = {
    "a": ("script", "ending", "ending-email", "record", "handover-note"),
    "b": (),
    "c": ("final-notice", "suspension-notice", "script", "record"),
    "d": ("script", "renegotiation", "record"),
    "e": ("lawyer-brief", "ending"),
    "f": ("lawyer-brief", "script", "non-renewal", "record", "settlement"),
    "g": ("closing-note",),
    "h": ("script", "ending", "ending-email", "record"),
    "i": ("lawyer-brief", "script", "ending", "ending-email", "record"),
    "j": ("script", "non-renewal", "record", "handover-note"),
    "k": (),
    "l": ("script", "ending", "ending-email", "record", "handover-note"),
}
"""Story to the kinds that its advice calls for, in order."""

AMERICAN = {
    "ending-email": "a",
    "record": "a",
    "script": "a",
    "final-notice": "c",
    "suspension-notice": "c",
    "renegotiation": "d",
    "lawyer-brief": "i",
    "closing-note": "g",
    "non-renewal": "j",
}
"""Kind to a story whose paper is kept in the American form too."""


def with_people(desk: Desk, name: str) -> Case:
    """Return the case of a story with the names and terms that its papers need."""
    people = read_case(HERE / "cases" / "people.yaml", desk.library)
    case = desk.story(name)
    return replace(case, answers={**people.answers, **case.answers})


@pytest.mark.parametrize("name", sorted(OFFERED))
def test_offered(desk: Desk, name: str) -> None:
    """Each story calls for its papers, the talk before the letter and the record last."""
    assert offered(desk.library.phrases, desk.assess(desk.story(name))) == OFFERED[name]


def test_no_talk_asks_an_insolvent_client_to_pay(desk: Desk) -> None:
    """In an insolvency a claim is filed, so no script asks for the day of payment."""
    case = desk.story("c")
    insolvent = replace(case, answers={**case.answers, "insolvency_opened": "yes"})
    assert not {"script", "record"} & {*offered(desk.library.phrases, desk.assess(insolvent))}


@pytest.mark.parametrize(
    ("name", "kind"), [("a", "ending"), ("c", "final-notice"), ("d", "renegotiation")]
)
def test_the_usual_kind(desk: Desk, name: str, kind: str) -> None:
    """Without a name the first letter to the client is meant, not the script before it."""
    assert suggested_kind(desk.library.phrases, desk.assess(desk.story(name))) == kind
    assert desk.write(desk.story(name)).kind == kind


def test_nothing_usual(desk: Desk) -> None:
    """Where no letter is called for the ending letter is meant, and refused with the reason."""
    with pytest.raises(AdvisorError, match=r"by notice\. The advice is: Keep the client\.$"):
        desk.write(desk.story("k"))


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        (
            {"notice_form": "any"},
            (
                "script",
                "ending",
                "ending-email",
                "record",
                "handover-note",
                "introduction",
                "successor-brief",
            ),
        ),
        (
            {"notice_form": "registered"},
            ("ending", "script", "record", "handover-note", "introduction", "successor-brief"),
        ),
        (
            {"notice_form": "writing"},
            ("ending", "script", "record", "handover-note", "introduction", "successor-brief"),
        ),
        (
            {"notice_form": "person"},
            ("ending", "script", "record", "handover-note", "introduction", "successor-brief"),
        ),
    ],
)
def test_a_form_of_notice_goes_first(desk: Desk, changes: Changes, first: tuple[str, ...]) -> None:
    """Where only a notice in its form counts, it goes before the talk, and no email ends it."""
    case = desk.case({"open_invoices": "none", **changes})
    assert offered(desk.library.phrases, desk.assess(case)) == first


@pytest.mark.parametrize(
    "changes",
    [
        {"abuse": frozenset({"threats"})},
        {"abuse": frozenset({"harassment"})},
        {"abuse": frozenset({"insults"}), "abuse_warned": True},
    ],
)
def test_no_talk_after_abuse(desk: Desk, changes: Changes) -> None:
    """After abuse there is no talk, no record of one and no friendly email."""
    found = offered(desk.library.phrases, desk.assess(desk.case({"notice_form": "any", **changes})))
    assert "ending" in found
    assert not {"script", "record", "ending-email"} & set(found)


def test_no_talk_where_the_work_stops_today(desk: Desk) -> None:
    """Pressure to break the law ends the work today, in writing and without a talk."""
    case = desk.case({"illegal_request": "insisted"})
    assert not {"script", "record"} & set(offered(desk.library.phrases, desk.assess(case)))


@pytest.mark.parametrize(
    ("hostile", "there"), [("accept", True), ("argue", True), ("sue", False), (None, True)]
)
def test_no_email_where_a_dispute_is_near(desk: Desk, hostile: str | None, there: bool) -> None:
    """The short email is not offered where the client may go to court."""
    case = desk.case({"notice_form": "any", "hostile": hostile})
    assert ("ending-email" in offered(desk.library.phrases, desk.assess(case))) is there


@pytest.mark.parametrize(
    ("changes", "there"),
    [
        ({}, True),
        ({"formal_notice": True}, False),
        ({"insolvency_opened": True}, False),
        ({"formal_notice": None}, True),
    ],
)
def test_one_final_notice(desk: Desk, changes: Changes, there: bool) -> None:
    """A second final notice is not offered, nor one to a client in insolvency."""
    case = desk.story("c")
    answers = {**case.answers, **changes}
    case = replace(case, answers={k: v for k, v in answers.items() if v is not None})
    assert ("final-notice" in offered(desk.library.phrases, desk.assess(case))) is there


def test_refused_with_what_is_called_for(desk: Desk) -> None:
    """An unsuitable kind is refused with its reason, the advice and what that calls for."""
    with pytest.raises(AdvisorError) as error:
        desk.write(desk.story("g"), kind="script")
    assert str(error.value) == (
        "Your answers do not call for a talk. After abuse you owe nobody a conversation, and "
        "everything goes in writing. The advice is: Let it fade. It calls for: Closing note "
        "(closing-note)."
    )


@pytest.mark.parametrize("kind", sorted({kind for kinds in OFFERED.values() for kind in kinds}))
def test_not_advised(desk: Desk, kind: str) -> None:
    """Every kind can be had anyway, marked in the first and in the last line."""
    written = desk.write(desk.story("k"), kind=kind, anyway=True)
    lines = letter_markdown(written).strip().splitlines()
    assert lines[0] == lines[-1]
    assert lines[0].startswith("**NOT ADVISED. ")


PAPERS = [(name, kind) for name, kinds in sorted(OFFERED.items()) for kind in kinds]


@pytest.mark.parametrize(("name", "kind"), PAPERS)
def test_paper(desk: Desk, snapshot: Snapshot, name: str, kind: str) -> None:
    """Each paper of each story equals its reviewed snapshot, to the byte."""
    written = desk.write(with_people(desk, name), kind=kind)
    snapshot(f"kinds/{name}-{kind}.md", letter_markdown(written))


@pytest.mark.parametrize(("kind", "name"), sorted(AMERICAN.items()))
def test_american_paper(desk: Desk, snapshot: Snapshot, kind: str, name: str) -> None:
    """Each kind has its American form too."""
    written = desk.write(with_people(desk, name), "en-US", kind=kind)
    assert not re.search(r"\b20\d\d [a-z]", written.body)
    snapshot(f"kinds/{name}-{kind}-en-US.md", letter_markdown(written))


@pytest.mark.parametrize(("name", "kind"), PAPERS)
def test_length(desk: Desk, name: str, kind: str) -> None:
    """What goes to the client or a lawyer stays on one page, an email well below it."""
    written = desk.write(with_people(desk, name), kind=kind)
    most = {"letter": 450, "brief": 450, "script": 700, "agreement": 450}
    assert written.words <= most.get(written.layout, 280)


@pytest.mark.parametrize(("name", "kind"), PAPERS)
def test_only_the_parts_of_the_layout(desk: Desk, name: str, kind: str) -> None:
    """An email has no letterhead, a script no greeting, and a brief no signature."""
    written = desk.write(with_people(desk, name), kind=kind)
    assert bool(written.letterhead) is (written.layout == "letter")
    assert bool(written.salutation) is (written.layout not in ("agreement", "brief", "script"))
    assert bool(written.signature) is (written.layout not in ("agreement", "brief", "script"))
    assert written.subject


def test_held_back(desk: Desk) -> None:
    """A blocking gate marks what it is about: leaving early, not declining to renew."""
    case = desk.story("f")
    marks = desk.write(case, kind="ending", anyway=True).marks
    assert marks[0].startswith("DRAFT - DO NOT SEND. ")
    for kind in ("non-renewal", "script", "lawyer-brief"):
        assert not desk.write(case, kind=kind).draft


def test_a_gate_on_ending_leaves_a_demand_free(desk: Desk) -> None:
    """Personal data that is kept back holds the ending letter, and no demand for payment."""
    case = desk.story("l")
    assert desk.write(case, kind="ending").draft
    assert not desk.write(case, kind="final-notice", anyway=True).draft


def test_a_notice_is_not_held_back_by_the_gate_it_opens(desk: Desk, library: Library) -> None:
    """The gates on ending early do not hold the notice of breach that opens the way."""
    case = read_case(HERE / "cases" / "breach.yaml", library)
    assessed = desk.assessed(case)
    assert [gate.id for gate in assessed.advice.gates if gate.blocking] == [
        "lawyer",
        "cure_notice",
    ]
    assert not letter(library.phrases, assessed, "final-notice").draft
    # Nor is the last day known, for the clause on notice is not read.
    assert len(letter(library.phrases, assessed, "ending").draft_reasons) == 3


@pytest.mark.parametrize(
    ("name", "kind"), [paper for paper in PAPERS if paper[1] != "lawyer-brief"]
)
def test_no_word_that_papers_avoid(desk: Desk, name: str, kind: str) -> None:
    """No letter and no script holds a word of blame, of feeling, of threat or of doubt."""
    written = desk.write(with_people(desk, name), kind=kind)
    words = desk.library.wordlists["en"]
    for name_of_class in ("blame", "emotion", "liability", "accusation", "threat", "parting"):
        assert found_words(words, name_of_class, written.body) == ()


def altered(roots: Roots, folder: Path, name: str, text: str) -> Roots:
    """Return the shipped content with one template file added or changed."""
    shutil.copytree(roots.templates, folder / "templates")
    path = folder / "templates" / "en" / "letter" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Roots(roots.rules, folder / "templates")


KIND = """\
title: A test
when: {advice.whether: end}
otherwise: No.
"""


MALFORMED = [
    ("reader: judge", "Found 'judge'; allowed: client, you or lawyer."),
    ("order: first", "Found 'first'; a number such as 30 or 2.5 is expected."),
    ("order: [{when: {advice.when: now}}]", "The field 'order' is missing."),
    ("subject: [{when: {advice.when: now}}]", "The field 'say' is missing."),
    ("acts: [sleep]", "Found 'sleep'; allowed: ending,"),
    ("checks: [spelling]", "Found 'spelling'; allowed: reach,"),
    ("encloses: [cheque]", "Found 'cheque'; allowed: invoices, statement or final_invoice."),
    ("assume: {advice.whether: stay}", "'advice.whether' cannot be 'stay'"),
    ("assume: {nobody: yes}", "There is no fact or finding 'nobody'."),
    ("headings: {ten: Facts}", "Found 'ten'; a number such as 30 or 2.5 is expected."),
    ("lacks: [{when: {unknown: nobody}, say: Ask.}]", "There is no fact or finding 'nobody'."),
    ("sent: {on: notice_sent_on}", "The field 'by' is missing."),
    (
        "sent: {on: notice_sent_by, by: notice_sent_by}",
        "on: notice_sent_by is of the kind choice; it has to be date.",
    ),
    ("sent: {on: as_of, by: notice_sent_by}", "on: as_of is worked out; name a question."),
    (
        "sent: {on: notice_sent_on, by: notice_sent_by, sets: {formal_notice: never}}",
        "Found 'never'; allowed: yes or no.",
    ),
    ("colour: red", "There is no field 'colour' here."),
]
"""What a kind.yaml cannot say, and what is said of it."""


@pytest.fixture(scope="module")
def faults_of_kinds(roots: Roots, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What reading the shipped content with all these kinds says."""
    templates = Path(
        shutil.copytree(roots.templates, tmp_path_factory.mktemp("kinds") / "templates")
    )
    for number, (more, _) in enumerate(MALFORMED):
        folder = templates / "en" / "letter" / f"test{number}"
        folder.mkdir()
        (folder / "kind.yaml").write_text(f"{KIND}{more}\n", encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load(Roots(roots.rules, templates))
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize(
    ("number", "message"), [(number, text) for number, (_, text) in enumerate(MALFORMED)]
)
def test_malformed_kind(faults_of_kinds: list[str], number: int, message: str) -> None:
    """A fault in a kind.yaml is named with its file and what is allowed."""
    (fault,) = (one for one in faults_of_kinds if f"/test{number}/" in one)
    assert fault.startswith(f"templates/en/letter/test{number}/kind.yaml:")
    assert message in fault


@pytest.mark.usefixtures("unproven")
def test_what_a_kind_names_has_to_be_there(roots: Roots, tmp_path: Path) -> None:
    """The check finds a frame and a paragraph that a kind names and that are not there."""
    more = "frame: poster\nalso: [ending/99-gone]\n"
    changed = altered(roots, tmp_path, "test/kind.yaml", f"{KIND}{more}")
    problems = check(load(changed), changed)
    assert "templates/en/letter/frame-poster.yaml: There is no such frame." in map(str, problems)
    # The other languages and the word lists do not know the new kind either.
    assert [problem.message for problem in problems if "99-gone" in problem.message] == [
        "There is no paragraph 'ending/99-gone'; also: names it."
    ]


def test_a_kind_is_added_as_files(desk: Desk, roots: Roots, tmp_path: Path) -> None:
    """A folder with a kind.yaml is a new kind, with its order, subject, headings and lacks."""
    more = (
        "frame: script\norder: [{when: {advice.when: now}, order: 1}, {order: 99}]\n"
        'subject: "About {{ client_name }}"\nheadings: {5: One, 15: Two}\n'
        "also: [ending/20-decision]\nlacks: [{when: {known: client_name}, say: Think again.}]\n"
    )
    library = load(altered(roots, tmp_path, "test/kind.yaml", KIND + more))
    case = desk.story("a")
    assessed = desk.assessed(case)
    assert offered(library.phrases, assessed.assessment)[-1] == "test"
    text = letter_markdown(letter(library.phrases, assessed, "test"))
    assert "# About Example Works Ltd\n" in text
    assert "## Two\n\nI am writing to end our agreement." in text
    assert "One" not in text
    assert "- Think again.\n" in text
