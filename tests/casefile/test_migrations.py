"""Old cases: what was renamed is read under its new name, and nothing falls away unsaid."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from advisor.casefile.casefile import parse_case
from advisor.casefile.in_place import edit_case
from advisor.casefile.migrations import migrated
from advisor.errors import CaseError, ContentError
from advisor.knowledge import strict_yaml
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import Library, Migration
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.load import load
from advisor.knowledge.migrations import faults, read_migrations
from tests.conftest import ROOT
from tests.knowledge.small import check

STEPS = """\
- {since: 0.2.0, question: late_bills, becomes: late_ones}
- {since: 0.3.0, question: late_ones, becomes: mean_days_late}
- {since: 0.2.0, question: contract_kind, choice: endless, becomes: forever}
- {since: 0.3.0, question: contract_kind, choice: forever, becomes: open_ended}
- {since: 0.2.0, question: holds, choice: passwords, becomes: credentials}
- {since: 0.2.0, question: holds, choice: keys, becomes: credentials}
- {since: 0.2.0, question: holds, choice: goodwill, removed: Goodwill is nothing to hold.}
- {since: 0.2.0, question: talked, choice: perhaps, removed: Say never if you did not.}
- {since: 0.2.0, question: star_sign, removed: "It never mattered; write down facts instead."}
- {since: 0.2.0, question: confidentiality, choice: signed, becomes: yes}
"""


def roots_with(folder: Path, steps: str) -> Roots:
    """Copy the shipped rules into a folder and give them these steps."""
    rules = Path(shutil.copytree(ROOT / "rules", folder / "rules"))
    (rules / "migrations.yaml").write_text(steps, encoding="utf-8")
    return Roots(rules, ROOT / "templates")


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The shipped content as it would stand after some renamings."""
    return load(roots_with(tmp_path_factory.mktemp("later"), STEPS))


def with_steps(library: Library, steps: str) -> Library:
    """Return the library with these steps, as they are read from the file."""
    keep = Collector(Roots.default())
    found: tuple[Migration, ...] = ()
    with keep.faults():
        node = strict_yaml.parse(steps.encode(), "rules/migrations.yaml")
        found = read_migrations(node, keep)
    keep.stop_if_any()
    return library.changed(migrations=found)


def read(library: Library, *answers: str) -> Any:
    """Read a case with these lines of answers, the first in line 3."""
    lines = "".join(f"  {line}\n" for line in answers)
    return parse_case(f"advisor: 1\nanswers:\n{lines}".encode(), "old.yaml", library)


def test_the_shipped_list_is_fine(library: Library, roots: Roots) -> None:
    """The shipped list of steps is read, and a case of today needs none of them."""
    assert (roots.rules / "migrations.yaml").is_file()
    assert read(library, "mean_days_late: 3").notes == ()


@pytest.mark.usefixtures("unproven")
def test_the_steps_of_these_tests_are_fine(later: Library, tmp_path: Path) -> None:
    """The steps that the tests use pass the check of the rules."""
    assert check(later, roots_with(tmp_path, STEPS)) == []
    assert len(later.migrations) == 10


def test_a_renamed_question_is_read_under_its_new_name(later: Library) -> None:
    """A question that was renamed twice keeps its answer, and each step is said."""
    case = read(later, "late_bills: 6")
    assert case.answers == {"mean_days_late": 6}
    assert case.notes == (
        (
            "old.yaml:3:3: The question late_bills is called late_ones since version 0.2.0; "
            "your answer is read under the new name."
        ),
        (
            "old.yaml:3:3: The question late_ones is called mean_days_late since version 0.3.0; "
            "your answer is read under the new name."
        ),
    )


def test_not_knowing_is_brought_over_too(later: Library) -> None:
    """A renamed question that was answered with unknown stays unknown."""
    case = read(later, "late_bills: unknown")
    assert (case.answers, case.dont_know) == ({}, {"mean_days_late"})


def test_a_renamed_choice_is_read_under_its_new_name(later: Library) -> None:
    """A choice that was renamed twice is read as it is called today, and each step is said."""
    case = read(later, "contract_kind: endless")
    assert case.answers == {"contract_kind": "open_ended"}
    assert [note.partition(";")[0] for note in case.notes] == [
        "old.yaml:3:18: The choice endless of contract_kind is called forever since version 0.2.0",
        (
            "old.yaml:3:18: The choice forever of contract_kind is called open_ended "
            "since version 0.3.0"
        ),
    ]


def test_yes_and_no_can_follow_a_choice(later: Library) -> None:
    """A choice can become the yes of a question that is yes or no today."""
    assert read(later, "confidentiality: signed").answers == {"confidentiality": True}


def test_a_save_renames_in_place(later: Library) -> None:
    """When a case is saved, old names become those of today where they are, comments and all."""
    text = (
        "# mine\nadvisor: 1\nanswers:\n"
        "  late_bills:  6 # days\n  contract_kind: endless # so\n"
        "  star_sign: leo # why not\n  holds:\n    - files # all\n    - passwords\n"
    )
    case = parse_case(text.encode(), "old.yaml", later)
    after = replace(case, answers={**case.answers, "role": "agency"})
    found = edit_case(text.encode(), case, after, later).decode()
    assert found == (
        "# mine\nadvisor: 1\nanswers:\n"
        "  role: agency\n"
        "  mean_days_late:  6 # days\n  contract_kind: open_ended # so\n"
        "  # why not\n  holds:\n    - files # all\n    - credentials\n"
    )
    again = parse_case(found.encode(), "old.yaml", later)
    assert (again, again.notes) == (after, ())


@pytest.mark.parametrize(
    ("written", "chosen", "notes"),
    [
        ("[files, passwords]", {"files", "credentials"}, 1),
        ("[passwords, keys]", {"credentials"}, 2),
        ("[passwords, credentials]", {"credentials"}, 1),
        ("[files, goodwill]", {"files"}, 1),
        ("passwords", {"credentials"}, 1),
        ("[files]", {"files"}, 0),
        ("[]", set(), 0),
    ],
)
def test_choices_of_a_list(later: Library, written: str, chosen: set[str], notes: int) -> None:
    """In a list each renamed choice is read once, and a removed one is said and left out."""
    case = read(later, f"holds: {written}")
    assert case.answers == {"holds": chosen}
    assert len(case.notes) == notes


@pytest.mark.parametrize("line", ["holds: [goodwill]", "talked: perhaps"])
def test_nothing_is_left_of_removed_choices_alone(later: Library, line: str) -> None:
    """A question whose every choice was removed is open again, not answered with none."""
    case = read(later, line)
    assert (case.answers, case.dont_know) == ({}, frozenset())
    (note,) = case.notes
    assert "is no longer offered since version 0.2.0, so it falls away." in note


def test_a_removed_question_is_named_with_its_answer(later: Library) -> None:
    """A removed question is a message with the reason, and its answer is named as it goes."""
    case = read(later, "star_sign: Libra, I think", "mean_days_late: 3")
    assert case.answers == {"mean_days_late": 3}
    assert case.notes == (
        (
            "old.yaml:3:3: The question star_sign is no longer asked since version 0.2.0, "
            "so your answer falls away: Libra, I think. "
            "It never mattered; write down facts instead."
        ),
    )


def test_a_long_answer_is_cut_in_the_message(later: Library) -> None:
    """A message repeats at most eighty signs of the answer that falls away."""
    (note,) = read(later, f"star_sign: {'long ' * 100}").notes
    assert "long long lo..." in note
    assert len(note) < 300


def test_old_and_new_name_together_are_a_fault(later: Library) -> None:
    """When both names stand in the file the user decides, and only that is reported."""
    with pytest.raises(CaseError) as caught:
        read(later, "late_ones: 6", "mean_days_late: 5")
    assert str(caught.value) == (
        "old.yaml:3:3: The question late_ones is called mean_days_late since version 0.3.0, "
        "and mean_days_late stands in line 4 as well; keep one."
    )


def test_a_bad_answer_is_placed_where_it_stands(later: Library) -> None:
    """The fault of an answer to a renamed question keeps its place in the old file."""
    with pytest.raises(CaseError, match=r"^old\.yaml:3:17: mean_days_late: "):
        read(later, "late_bills:   many")


def test_an_unknown_question_stays_a_fault(later: Library) -> None:
    """A name that no step knows is refused as before."""
    with pytest.raises(CaseError, match="There is no question 'moon_phase'"):
        read(later, "moon_phase: full")


def test_the_node_that_was_read_stays_as_it_is(later: Library) -> None:
    """Bringing answers over makes new nodes and changes none."""
    node = strict_yaml.parse(b"late_bills: 6\nholds: [keys]\n", "old.yaml")
    assert isinstance(node, strict_yaml.Mapping)
    found = migrated(node, later)
    assert list(node.items) == ["late_bills", "holds"]
    assert list(found.answers.items) == ["mean_days_late", "holds"]


FAULTS = [
    (
        "{since: 0.2.0, question: mean_days_late, becomes: overdue_amount}",
        (
            "rules/migrations.yaml:1:3: The question 'mean_days_late' is still asked, "
            "so no step can rename or remove it."
        ),
    ),
    (
        "{since: 0.2.0, question: talked, removed: Gone.}",
        (
            "rules/migrations.yaml:1:3: The question 'talked' is still asked, "
            "so no step can rename or remove it."
        ),
    ),
    (
        "{since: 0.2.0, question: late_bills, becomes: mean_days_lat}",
        (
            "rules/migrations.yaml:1:3: There is no question 'mean_days_lat'. "
            "Did you mean 'mean_days_late'?"
        ),
    ),
    (
        "{since: 0.2.0, question: talked, choice: never, becomes: once}",
        (
            "rules/migrations.yaml:1:3: 'never' is still a choice of 'talked', "
            "so no step can rename or remove it."
        ),
    ),
    (
        "{since: 0.2.0, question: talked, choice: nevr, becomes: nver}",
        "rules/migrations.yaml:1:3: 'nver' is no choice of 'talked'. Did you mean 'never'?",
    ),
    (
        "{since: 0.2.0, question: confidentiality, choice: signed, becomes: sure}",
        "rules/migrations.yaml:1:3: 'sure' is no choice of 'confidentiality'.",
    ),
    (
        "{since: 0.2.0, question: mean_days_late, choice: some, becomes: several}",
        (
            "rules/migrations.yaml:1:3: The question 'mean_days_late' has no choices "
            "that could be renamed or removed."
        ),
    ),
    (
        "{since: 0.2.0, question: talkd, choice: some, removed: Gone.}",
        "rules/migrations.yaml:1:3: There is no question 'talkd'. Did you mean 'talked'?",
    ),
    (
        "{since: 0.2.0, question: old, removed: A.}\n- {since: 0.3.0, question: old, removed: B.}",
        (
            "rules/migrations.yaml:2:3: A step for 'old' stands at rules/migrations.yaml:1:3 "
            "already; keep one."
        ),
    ),
]


@pytest.mark.parametrize(("step", "message"), FAULTS)
def test_steps_that_lead_nowhere_are_found(library: Library, step: str, message: str) -> None:
    """A new name must exist and an old one must not, at the step's place."""
    changed = with_steps(library, f"- {step}\n")
    assert [str(problem) for problem in faults(changed)] == [message]


@pytest.mark.usefixtures("unproven")
def test_the_check_of_the_rules_tells_them(tmp_path: Path) -> None:
    """advisor rules check reports a step that leads nowhere among its other faults."""
    step, message = FAULTS[0]
    roots = roots_with(tmp_path, f"- {step}\n")
    assert [str(problem) for problem in check(load(roots), roots)] == [message]


MALFORMED = [
    ("late: 1", "1:1: Found a mapping; a list is expected."),
    ("- late", "1:3: Found 'late'; a mapping is expected."),
    ("- {question: a, becomes: b}", "1:3: The field 'since' is missing."),
    (
        "- {since: soon, question: a, becomes: b}",
        "1:4: Found 'soon'; write a version such as 0.2.0.",
    ),
    (
        "- {since: 0.2.0, question: a}",
        "1:3: A step has either becomes (the new name) or removed (why, and what to do instead).",
    ),
    (
        "- {since: 0.2.0, question: a, becomes: b, removed: c}",
        "1:3: A step has either becomes (the new name) or removed (why, and what to do instead).",
    ),
    (
        "- {since: 0.2.0, question: a, become: b}",
        "1:31: There is no field 'become' here. Did you mean 'becomes'?",
    ),
]


@pytest.mark.parametrize(("text", "message"), MALFORMED)
def test_a_malformed_list_is_refused_with_its_place(
    library: Library, text: str, message: str
) -> None:
    """Each fault in the list has one message with file, line and column."""
    with pytest.raises(ContentError) as caught:
        with_steps(library, text)
    assert str(caught.value) == f"rules/migrations.yaml:{message}"


def test_every_fault_of_the_list_is_shown_at_once(tmp_path: Path) -> None:
    """Faults in several steps are reported together."""
    text = "\n".join(text for text, _ in MALFORMED[1:4])
    with pytest.raises(ContentError) as caught:
        load(roots_with(tmp_path, text))
    assert [problem.place.line for problem in caught.value.problems] == [1, 2, 3]
