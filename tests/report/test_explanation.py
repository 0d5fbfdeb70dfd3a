"""The reasoning as a tree: from the advice to the answers, and why a rule did not fire."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.conditions import Condition, evaluate
from advisor.engine.compiled import Compiled
from advisor.errors import UsageError
from advisor.knowledge.content import Library
from advisor.model import NORMS, Answer, Case
from advisor.reasoning.assess import assess_case
from advisor.reasoning.decide import decide
from advisor.reasoning.unknowns import without_effect
from advisor.report.condition_text import ConditionText
from advisor.report.explanation import Explainer
from advisor.report.explanation_node import GROUPS, Node, short
from advisor.report.explanation_text import explain_text
from tests.conftest import ROOT
from tests.random_cases import TODAY, cases, examples
from tests.shipped import shipped
from tests.test_stories import STORIES, read_story

LIBRARY = shipped()
SNAPSHOTS = ROOT / "tests" / "snapshots" / "explain"
CASES = {path.stem: read_story(path, LIBRARY).case for path in STORIES}
WIDTH = 88
RULES = [*LIBRARY.by_id, *(item.id for item in LIBRARY.phrases.paragraphs)]


def explainer(case: Case) -> Explainer:
    """Explain a case."""
    return Explainer(LIBRARY.phrases, assess_case(LIBRARY, case, TODAY, Compiled()))


def story(letter: str) -> Explainer:
    """Explain a story."""
    (found,) = (case for name, case in CASES.items() if name.startswith(letter))
    return explainer(found)


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and everything below it."""
    yield node
    for child in node.children:
        yield from walk(child)


def said(node: Node) -> str:
    """Return a tree as one line of text."""
    return " ".join(explain_text(LIBRARY.phrases, node, WIDTH).split())


@pytest.mark.parametrize("name", CASES)
def test_the_reasoning_of_each_story(name: str) -> None:
    """The explanation of each story stands as it was read and approved."""
    path = SNAPSHOTS / f"{name}.txt"
    found = explain_text(LIBRARY.phrases, short(explainer(CASES[name]).tree()), WIDTH)
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_rules_say_how_binding_they_are_and_where_they_come_from(name: str) -> None:
    """Every rule in a tree has its norm and its sources, each source with its title."""
    tree = explainer(CASES[name]).tree()
    rules = [node for node in walk(tree) if node.ref in LIBRARY.by_id and node.kind != "note"]
    assert rules
    for node in rules:
        assert node.norm in NORMS
        assert node.sources
        assert all(title for _, title in node.sources)


@pytest.mark.parametrize("name", CASES)
def test_answers_stand_in_the_words_of_the_questions(name: str) -> None:
    """An answer is told with its question and the label that was chosen, never by an id."""
    found = explainer(CASES[name])
    for node in walk(short(found.tree())):
        if node.kind == "answer":
            question = LIBRARY.questions[node.ref]
            texts = LIBRARY.phrases.question(node.ref)
            assert texts.ask in node.text
            given = found.assessed.case.answers.get(node.ref)
            if question.kind == "choice" and isinstance(given, str):
                assert f"You answered: {texts.choices[given]}." in node.text


@pytest.mark.parametrize("name", CASES)
def test_the_short_form_says_nothing_of_its_own(name: str) -> None:
    """The short form drops and folds: every rule, question and fact of it is in the whole."""
    tree = explainer(CASES[name]).tree()
    whole, brief = list(walk(tree)), list(walk(short(tree)))
    assert {node.ref for node in brief} <= {node.ref for node in whole}
    assert len(brief) < len(whole)
    for node in brief:
        parts = [child for child in node.children if child.kind in GROUPS]
        assert all(len(part.children) > 1 for part in parts)
        assert node.kind != "always"


def test_what_the_whole_tree_adds() -> None:
    """Unfolded, the tree shows the conditions of the rows passed over and what is idle."""
    tree = story("a").tree()
    assert "An insolvency proceeding has been opened" in said(tree)
    assert len(said(tree)) > 2 * len(said(short(tree)))
    idle = without_effect(story("a").assessed)
    assert len(idle) > 10
    assert all(" ".join(LIBRARY.phrases.question(name).ask.split()) in said(tree) for name in idle)


def test_the_reasoning_leads_down_to_the_answers() -> None:
    """The row, its ground, the fact and the answer behind it stand one below the other."""
    tree = short(story("a").tree())
    path = ["whether/end-grounds", "balance.end", "payment/mostly-late", "late_share"]
    node = tree
    for ref in [*path, "invoices_late"]:
        (node,) = [child for child in node.children if child.ref == ref]
    assert node.text.endswith("You answered: 6 invoices of 8.")


def test_the_balance_is_told_ground_by_ground() -> None:
    """One line says the points for and against, below it each finding says what it adds."""
    case = CASES["a-late-payer"]
    more: dict[str, Answer] = {**case.answers, "mutual_benefit": "client", "invoices_late": 3}
    text = said(short(explainer(Case(more, as_of=TODAY)).tree()))
    assert "For ending 7, against 0" in text
    assert "+3 Moderate reason for ending it: You do not gain from working together" in text
    assert "+1 Weak reason for ending it: You have talked" in text


def test_the_last_day_says_what_is_taken_for_granted_in_it() -> None:
    """A date tells how it was counted, and what was assumed where an answer is missing."""
    text = said(short(story("a").tree()))
    assert "Last day: Tuesday 22 December 2026" in text
    assert "Taken for granted: notice is counted from receipt, because" in text


def test_rows_passed_over_say_why_in_one_line() -> None:
    """A row above the one that holds says what of it fails or is not known."""
    rows = {node.ref: node for node in walk(short(story("c").tree())) if node.kind == "passed"}
    assert rows["whether/end-danger"].reason.startswith("Not known: There were threats")
    assert rows["whether/collect-delivered"].reason.startswith("Not known: ")
    assert not any(node.children for node in rows.values())


def test_a_rule_that_fails_says_which_condition_failed() -> None:
    """Of a rule that cannot hold the failing condition is shown with what it would need."""
    text = said(short(story("a").rule("whether/wait-improved")))
    assert "Wait: it got better: this does not hold." in text
    assert "Not so: What came of it? You answered: No change. Needed: " in text
    assert "What would decide it" not in text


def test_a_rule_that_is_open_says_which_answer_decides_it_and_how() -> None:
    """Of an undecided rule the open answers are tried, each alone."""
    text = said(short(story("a").rule("whether/end-danger")))
    assert "Stop at once: this is not decided." in text
    assert 'With "Threats; Harassment; Discrimination" it holds.' in text
    assert 'With "They insist on it" it holds.' in text
    assert "Where to find it: " in text


def test_answers_that_would_decide_really_do() -> None:
    """What is said to make a rule hold does so when the case is decided with it."""
    tried = 0
    for letter in "af":
        found = story(letter)
        for rule in [*LIBRARY.findings[::4], *LIBRARY.gates[::4]]:
            if evaluate(rule.when, found.assessment.facts) is not None:
                continue
            for node in walk(found.rule(rule.id)):
                question = LIBRARY.questions.get(node.ref)
                if node.kind != "list" or question is None or question.kind != "choice":
                    continue
                lines = " ".join(child.text for child in node.children)
                for choice, label in LIBRARY.phrases.question(question.id).choices.items():
                    answers: dict[str, Answer] = {
                        **found.assessed.case.answers,
                        question.id: choice,
                    }
                    decision = decide(LIBRARY, Case(answers), TODAY, Compiled())
                    truth = evaluate(rule.when, decision.facts)
                    (line,) = [c.text for c in node.children if _names(c.text, label)]
                    assert line.endswith(
                        {True: "it holds.", False: "does not hold.", None: "stays open."}[truth]
                    ), (rule.id, choice, lines)
                    tried += 1
    assert tried > 30


def _names(text: str, label: str) -> bool:
    answers = text.split('"')[1] if text.startswith("With ") else ""
    return answers == "any answer" or label in answers.split("; ")


def test_a_row_that_holds_below_another_says_so() -> None:
    """The row that always holds is told to stand below the one that decides."""
    text = said(short(story("a").rule("when/notice-default")))
    assert "a row above it holds too and decides: When the project is finished." in text


def test_when_is_not_asked_unless_the_advice_is_to_end() -> None:
    """A row of the second decision says that it was not looked at."""
    text = said(short(story("b").rule("when/milestone-project")))
    assert "When to end it is looked at only where the advice is to end" in text


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("payment/mostly-late", "payment/mostly-late"),
        ("mostly-late", "payment/mostly-late"),
        ("dates/contract-notice", "dates/contract-notice"),
        ("checklist/before/mutual-release", "checklist/before/mutual-release"),
        ("ending/50-handover", "ending/50-handover"),
    ],
)
def test_rules_are_found_by_name(name: str, expected: str) -> None:
    """A rule of any kind is found by its id, or by the end of it where that is enough."""
    assert story("a").rule(name).ref == expected


def test_every_condition_of_every_rule_says_what_it_rests_on() -> None:
    """In no story is a condition announced with nothing below it, or a gate left unnamed."""
    for case in CASES.values():
        texts = ConditionText(LIBRARY.phrases, explainer(case).assessed, advice_shown=False)
        for rule in LIBRARY.rules():
            truth = evaluate(rule.when, texts.facts)
            tree = short(texts.rule(rule, "row", LIBRARY.phrases.title(rule.id), truth))
            for node in walk(tree):
                assert not node.text.endswith(":") or node.children, (rule.id, case.file)
                assert "The advice: blocking" not in node.text


def test_what_the_advice_is_belongs_to_a_rule_told_alone() -> None:
    """Nothing stands above a rule asked for by name: the advice and gates it needs are said."""
    held = said(short(story("l").rule("notice/send-today")))
    ending = "the letter or talk that ends it"
    assert f"Not so: Held back, {ending}: yes. Needed: no. [held.ending]" in held
    free = said(short(story("e").rule("notice/send-today")))
    assert f"Held back, {ending}: no" in free


def test_a_date_told_alone_says_how_it_was_counted() -> None:
    """A date asked for by name has its day, its working and what is taken for granted in it."""
    told = said(short(story("a").rule("contract-notice")))
    assert "Tuesday 22 December 2026: The contract's notice of 30 days ends that day" in told
    assert "because the contract's own way of counting is not known: 22 December 2026." in told
    assert "Taken for granted: notice is counted from receipt" in told
    assert "(see above)" not in told
    # A breach whose notice has lapsed would end it without this notice.
    assert "Have you sent a formal final notice with a deadline?" in told


def test_a_gate_stands_for_its_rules() -> None:
    """The name of a gate explains every rule of that gate."""
    found = short(story("l").rule("data_return"))
    assert [child.ref for child in walk(found) if child.ref == "gates/data-return"]
    assert {child.ref for child in story("l").rule("lawyer").children} == {
        rule.id for rule in LIBRARY.gates if rule.gate == "lawyer"
    }


def test_an_unknown_name_gets_the_nearest() -> None:
    """A name there is no rule for is refused with the nearest one."""
    with pytest.raises(UsageError, match="Did you mean 'payment/mostly-late'"):
        story("a").rule("payment/mostly-lat")
    with pytest.raises(UsageError, match="'advisor rules list' names them all"):
        story("a").rule("zzzz")


def test_several_choices_of_one_question_are_one_line() -> None:
    """Alternatives among the choices of a question are told together."""
    node = short(story("a").rule("conduct/threats"))
    lines = [child for child in walk(node) if child.ref == "abuse" and child.kind == "answer"]
    (line,) = lines
    assert line.text.endswith(
        'Needed: "Threats" chosen or "Harassment" chosen or "Discrimination" chosen.'
    )


def test_an_answer_of_dont_know_is_told_apart_from_none() -> None:
    """What the user does not know is not shown as not answered."""
    case = CASES["a-late-payer"]
    unsure = Case(case.answers, frozenset({"illegal_request"}), TODAY)
    text = said(short(explainer(unsure).rule("conduct/illegal-insisted")))
    assert "You do not know." in text
    assert "Not answered." not in text


@settings(max_examples=examples(25))
@given(cases(LIBRARY), st.sampled_from(RULES))
def test_any_case_and_any_rule_can_be_explained(case: Case, rule: str) -> None:
    """Whatever is answered, the tree and every rule can be told, and states agree."""
    found = explainer(case)
    assert explain_text(LIBRARY.phrases, short(found.tree()), 60)
    node = found.rule(rule)
    assert explain_text(LIBRARY.phrases, node, 60)
    holds = evaluate(_condition(LIBRARY, rule), found.assessment.facts)
    ending = {True: "this holds.", False: "this does not hold.", None: "this is not decided."}
    assert node.text.endswith(ending[holds])


def _condition(library: Library, rule: str) -> Condition:
    paragraphs = {item.id: item.when for item in library.phrases.paragraphs}
    return paragraphs[rule] if rule in paragraphs else library.by_id[rule].when
