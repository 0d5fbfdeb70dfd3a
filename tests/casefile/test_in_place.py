"""Edits in place: a file written by hand keeps every byte that is not part of a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.casefile.answers import to_plain
from advisor.casefile.casefile import parse_case
from advisor.casefile.in_place import edit_case
from advisor.casefile.rendering import render_case, template
from advisor.casefile.scalars import scalar
from advisor.knowledge.content import Library
from advisor.model import DONT_KNOW, Answer, Case, Deliverable, Invoice, Money, Unsure
from tests.random_cases import answer as random_answer
from tests.random_cases import examples

BY_HAND = """\
# My case, do not touch

advisor:   1   # the form
as_of: 2026-11-22
answers:
    # --- who they are
    role:  'freelancer'      # only me

    client_name: "Ejemplo y Señor S.L. 😀"
    deliverables:   # what is left
        - Press kit by 2026-12-15   # promised
        # the next one is not certain
        - "Texts by the editor"
    governing_law: es
    abuse: [insults,   # in May
            threats]
    overdue_amount:
        EUR 4,200.00   # two invoices
    client_address: |  # as on the invoice
        1 High Street

        Sampletown

    talk_result: unknown
# the end
"""


def edited(library: Library, text: str, **changes: Answer | Unsure | None) -> str:
    """Return a file after some answers of its case have changed; it reads back as that case."""
    before = parse_case(text.encode(), "case.yaml", library)
    after = with_answers(before, changes)
    found = edit_case(text.encode(), before, after, library)
    assert parse_case(found, "case.yaml", library) == after
    return found.decode()


def with_answers(case: Case, changes: Mapping[str, Answer | Unsure | None]) -> Case:
    """Return a case with some answers changed or, for ``None``, taken out."""
    answers = {name: given for name, given in case.answers.items() if name not in changes}
    unsure = set(case.dont_know) - set(changes)
    for name, change in changes.items():
        if isinstance(change, Unsure):
            unsure.add(name)
        elif change is not None:
            answers[name] = change
    return replace(case, answers=answers, dont_know=frozenset(unsure))


PIECES = (Deliverable("Press kit", date(2026, 12, 15)), Deliverable("Texts by the editor"))

ONE_CHANGE: list[tuple[dict[str, Answer | Unsure | None], str, str]] = [
    ({}, "", ""),
    ({"role": "agency"}, "'freelancer'", "agency"),
    ({"role": DONT_KNOW}, "'freelancer'", "unknown"),
    ({"role": None}, "    role:  'freelancer'      # only me\n", "    # only me\n"),
    ({"talk_result": "improved"}, "talk_result: unknown", "talk_result: improved"),
    ({"client_name": "A: b"}, '"Ejemplo y Señor S.L. 😀"', '"A: b"'),
    ({"overdue_amount": Money(Decimal(5), "EUR")}, "EUR 4,200.00", "EUR 5.00"),
    (
        {"deliverables": (*PIECES, Deliverable("Film"))},
        '- "Texts by the editor"\n',
        '- "Texts by the editor"\n        - Film\n',
    ),
    (
        {"deliverables": (Deliverable("Film"), *PIECES)},
        "        - Press kit",
        "        - Film\n        - Press kit",
    ),
    ({"deliverables": PIECES[:1]}, '        - "Texts by the editor"\n', ""),
    (
        {"deliverables": PIECES[1:]},
        "        - Press kit by 2026-12-15   # promised\n",
        "        # promised\n",
    ),
    (
        {"deliverables": DONT_KNOW},
        BY_HAND[BY_HAND.index("    deliverables") : BY_HAND.index("    governing_law")],
        "    # what is left\n    # promised\n    # the next one is not certain\n"
        "    deliverables: unknown\n",
    ),
    (
        {"abuse": frozenset(("threats",))},
        "    abuse: [insults,   # in May\n            threats]\n",
        "    # in May\n    abuse: [threats]\n",
    ),
    (
        {"client_address": ("2 High Street",)},
        "    client_address: |  # as on the invoice\n        1 High Street\n\n        Sampletown\n",
        '    # as on the invoice\n    client_address:\n      - "2 High Street"\n',
    ),
    (
        {"governing_law": None, "talk_result": None},
        "    governing_law: es\n",
        "",
    ),
    (
        {"invoices_late": 3},
        "    overdue_amount",
        "    invoices_late: 3\n    overdue_amount",
    ),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("changes", "old", "new"), ONE_CHANGE)
def test_only_what_changes_moves(
    changes: dict[str, Answer | Unsure | None],
    old: str,
    new: str,
    newline: str,
    library: Library,
) -> None:
    """Each kind of change touches its own key, whatever the line breaks are."""
    wanted = BY_HAND.replace(old, new, 1)
    if "talk_result" in changes and changes["talk_result"] is None:
        wanted = wanted.replace("    talk_result: unknown\n", "")
    text = BY_HAND.replace("\n", newline)
    assert edited(library, text, **changes) == wanted.replace("\n", newline)


HEAD = "advisor: 1\nanswers:"

SHAPES = [
    # No final line break.
    (f"{HEAD}\n  role: agency", {"role": "freelancer"}, f"{HEAD}\n  role: freelancer"),
    (
        f"{HEAD}\n  client_name: A",
        {"role": "agency"},
        f"{HEAD}\n  client_name: A\n  role: agency",
    ),
    (f"{HEAD}\n  client_name: A\n  role: agency", {"role": None}, f"{HEAD}\n  client_name: A\n"),
    # No answers yet.
    (f"{HEAD}  # none yet", {"role": "agency"}, f"{HEAD}  # none yet\n  role: agency"),
    # Tabs, and a value on a line of its own.
    (
        f"{HEAD}\n  role:\tagency\t# x\n",
        {"role": "freelancer"},
        f"{HEAD}\n  role:\tfreelancer\t# x\n",
    ),
    (
        f"{HEAD}\n  role:\n\n   agency\n",
        {"role": "freelancer"},
        f"{HEAD}\n  role:\n\n   freelancer\n",
    ),
    # A scalar over two lines, and a key in quotes.
    (f"{HEAD}\n  client_name: A\n    B\n", {"client_name": "C"}, f"{HEAD}\n  client_name: C\n"),
    (f'{HEAD}\n  "role": "agency"\n', {"role": "freelancer"}, f'{HEAD}\n  "role": freelancer\n'),
    # A byte order mark, and marks of a document.
    (f"\ufeff{HEAD}\n  role: agency\n", {"role": None}, f"\ufeff{HEAD}\n"),
    (
        f"---\n{HEAD}\n  role: agency\n...\n",
        {"client_name": "A"},
        f"---\n{HEAD}\n  client_name: A\n  role: agency\n...\n",
    ),
    # Answers in braces are written anew, and the file around them stays.
    (
        "advisor: 1 # x\nanswers: {role: agency, # we\n  client_name: A}\n# end\n",
        {"role": "freelancer"},
        "advisor: 1 # x\n# we\nanswers:\n  client_name: A\n  role: freelancer\n# end\n",
    ),
    ("advisor: 1\nanswers: {}\n", {"role": "agency"}, f"{HEAD}\n  role: agency\n"),
    # A file in braces is written anew below its comments.
    (
        "# mine\n{advisor: 1, answers: {role: agency}}\n",
        {"role": "freelancer"},
        f"# mine\n{HEAD}\n  role: freelancer\n",
    ),
    (f"{HEAD}\n  ? role\n  : agency\n", {"role": "freelancer"}, f"{HEAD}\n  role: freelancer\n"),
    # A list of choices below one another keeps its order.
    (
        f"{HEAD}\n  abuse:\n  - threats # x\n  - insults\n",
        {"abuse": frozenset(("threats", "insults", "harassment"))},
        f"{HEAD}\n  abuse:\n  - threats # x\n  - insults\n  - harassment\n",
    ),
    (f"{HEAD}\n  abuse:\n  - threats\n", {"abuse": frozenset()}, f"{HEAD}\n  abuse: []\n"),
    # Keys in no order.
    (
        f"{HEAD}\n  role: agency\n  client_name: A\n",
        {"governing_law": "es"},
        f"{HEAD}\n  role: agency\n  client_name: A\n  governing_law: es\n",
    ),
]


@pytest.mark.parametrize(("text", "changes", "wanted"), SHAPES)
def test_every_shape_of_a_file(
    text: str, changes: dict[str, Answer | Unsure | None], wanted: str, library: Library
) -> None:
    """Files without an end, in braces, with marks or in another order are edited as they are."""
    assert edited(library, text, **changes) == wanted


def test_invoices_are_changed_one_by_one(library: Library) -> None:
    """An invoice written in another way stays as it is while another one is corrected."""
    text = (
        f"{HEAD}\n  overdue_invoices:\n    - '1, due 8 October 2026, EUR 4,200'  # first\n"
        "    - 2, due 2026-10-09, EUR 10.00  # second\n"
    )
    case = parse_case(text.encode(), "case.yaml", library)
    (invoices,) = case.answers.values()
    assert isinstance(invoices, tuple)
    second = Invoice("2", date(2026, 10, 9), Money(Decimal(11), "EUR"))
    assert edited(library, text, overdue_invoices=(invoices[0], second)) == text.replace(
        "    - 2, due 2026-10-09, EUR 10.00  # second\n",
        '    - "2, due 2026-10-09, EUR 11.00"\n    # second\n',
    )


def test_an_answer_goes_below_its_heading(library: Library) -> None:
    """In a template each answer goes below its question, elsewhere below its section."""
    empty = template(library)
    found = edited(library, empty, talk_result="improved", client_name="A")
    lines = found.splitlines()
    for name, line in (
        ("client_name", "  client_name: A"),
        ("talk_result", "  talk_result: improved"),
    ):
        assert lines[lines.index(line) - 1].startswith(f"  # {name}:")
    assert (
        "\n".join(
            line
            for line in lines
            if not line.startswith("  client_name: A")
            and not line.startswith("  talk_result: improved")
        )
        + "\n"
        == empty
    )
    case = Case({"client_name": "A"}, file="case.yaml")
    mine = render_case(case, library) + "  # mine\n"
    found = edited(library, mine, talk_result="improved")
    section = library.phrases.question("talk_result").section
    assert found == mine.replace(
        "  client_name: A\n", f"  client_name: A\n  # {section}\n  talk_result: improved\n"
    )


def test_an_untouched_file_stays_in_the_order_of_the_interview(library: Library) -> None:
    """A file that nobody has edited is what a new file with the same answers would be."""
    case = Case({"client_name": "A", "role": "agency"}, file="case.yaml")
    text = render_case(case, library)
    after = with_answers(case, {"talk_result": "improved", "governing_law": "es"})
    assert edit_case(text.encode(), case, after, library).decode() == render_case(after, library)


def by_hand(case: Case, library: Library, rng: Random) -> tuple[list[str], dict[str, list[int]]]:
    """Return the lines of a file as somebody might write it, and the lines of each answer."""

    def noise() -> list[str]:
        kinds = ["", "", "  ", "  # a: b", "# note - é", "      # - deep", "  #"]
        return [rng.choice(kinds) for _ in range(rng.choice([0, 0, 0, 1, 2]))]

    def end() -> str:
        return rng.choice(["", "", "", "  ", "  # so: said"])

    lines = [*noise(), "advisor: 1" + end(), *noise(), "answers:" + end(), *noise()]
    places: dict[str, list[int]] = {}
    names = [*case.answers, *case.dont_know]
    rng.shuffle(names)
    for name in names:
        question, first = library.questions[name], len(lines)
        given = case.given(name)
        if isinstance(given, Unsure) or given is None:
            lines.append(f"  {name}: unknown{end()}")
        else:
            words = question.kind in ("text", "lines", "deliverables", "invoices")
            plain = to_plain(question, given)
            if isinstance(plain, str):
                value = scalar(plain, words)
                quoted = f"'{plain}'" if plain.isalpha() and plain != "unknown" else value
                lines.append(f"  {name}: {rng.choice([value, quoted])}{end()}")
            elif plain and rng.random() < 0.5:
                lines.append(f"  {name}:{end()}")
                for item in plain:
                    lines += [*noise(), f"    - {scalar(item)}{end()}"]
            else:
                lines.append(f"  {name}: [{', '.join(scalar(item) for item in plain)}]{end()}")
        places[name] = list(range(first, len(lines)))
        lines += noise()
    return lines, places


@settings(max_examples=examples(150), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), newline=st.sampled_from(["\n", "\r\n"]), final=st.booleans())
def test_whatever_is_written_by_hand_stays(
    seed: int, newline: str, final: bool, library: Library
) -> None:
    """Random files keep all lines but those of the answers that change, and every comment."""
    rng = Random(seed)
    questions = [
        item for item in library.questions.values() if not item.not_above and item.kind != "score"
    ]
    chosen = rng.sample(questions, rng.randint(0, 12))
    case = Case(file="case.yaml")
    for item in chosen:
        given = DONT_KNOW if rng.random() < 0.2 else random_answer(library, item, rng)
        case = with_answers(case, {item.id: given})
    lines, places = by_hand(case, library, rng)
    text = newline.join([*lines, ""] if final else lines)
    changes: dict[str, Answer | Unsure | None] = {}
    for item in rng.sample(questions, rng.randint(0, 3)) + chosen[: rng.randint(0, 3)]:
        changes[item.id] = rng.choice([None, DONT_KNOW, random_answer(library, item, rng)])
    after = with_answers(case, changes)
    before = parse_case(text.encode(), "case.yaml", library)
    assert before == case
    found = edit_case(text.encode(), case, after, library)
    assert parse_case(found, "case.yaml", library) == after
    result = found.decode().split(newline)
    moved = {at for name in places if after.given(name) != case.given(name) for at in places[name]}
    kept = [line for at, line in enumerate(lines) if at not in moved]
    rest = iter(result)
    assert all(line in rest for line in kept), "a line is gone or in another place"
    assert found.decode().count("#") >= text.count("#")
    if after == case:
        assert found.decode() == text
