"""No report tells the user two opposite things, and a rule that would is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.authoring.check import examine
from advisor.authoring.checks.satisfiability import faults
from advisor.authoring.checks.yaml_positions import Places
from advisor.authoring.proof.encoding import Encoding
from advisor.authoring.proof.opposite_stances import Opposed, opposed, told
from advisor.authoring.required_values import known_without_answers
from advisor.conditions import All, Condition, evaluate, names
from advisor.engine.compiled import Compiled
from advisor.errors import ContentError
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import Roots
from advisor.reasoning.decide import decide
from tests.knowledge.small import load, write_small
from tests.random_cases import TODAY, examples, grown

AS_OF = date(2026, 12, 1)


def found(library: Library) -> list[Opposed]:
    """Return the opposed texts of a library."""
    return list(opposed(Encoding(library, known_without_answers(library, AS_OF)), AS_OF))


def without(library: Library, rule: str, fact: str) -> Library:
    """Return a library in which a rule no longer asks for a fact."""
    old = library.by_id[rule]
    assert isinstance(old.when, All)
    parts = tuple(part for part in old.when.parts if fact not in names(part))
    assert len(parts) < len(old.when.parts)
    new = replace(old, when=All(parts))
    changes = {
        field: tuple(new if one.id == rule else one for one in getattr(library, field))
        for field in ("gates", "dates", "tasks")
    }
    return library.changed(by_id={**library.by_id, rule: new}, **changes)


def test_no_report_tells_two_opposite_things(library: Library) -> None:
    """The shipped rules show opposite stances in no case."""
    assert found(library) == []


@pytest.mark.parametrize(
    ("rule", "fact", "stances"),
    [
        # Danger: thanks, finishing the work, income first, a lawyer after the letter.
        ("checklist/close/thanks", "advice.when", ("thanks", "no_talk")),
        ("checklist/work/deliver-final", "advice.when", ("finish_work", "stop_work")),
        ("gates/runway", "advice.when", ("act_today", "tell_later")),
        ("gates/lawyer-own-breach", "advice.when", ("send_today", "lawyer_before_letter")),
        # France: no new orders while the usual terms go on.
        ("checklist/work/no-new-work", "governing_law", ("stop_new_work", "usual_terms")),
        # Insolvency: a demand for what can only be filed.
        ("checklist/money/chase", "insolvency_opened", ("demand", "no_demand")),
        (
            "checklist/work/suspend-by-clause",
            "insolvency_opened",
            ("service_continues", "stop_work"),
        ),
    ],
)
def test_a_condition_that_is_missing_is_found(
    rule: str, fact: str, stances: tuple[str, str], library: Library
) -> None:
    """Without the part of a condition that keeps two texts apart, a real case shows both."""
    cases = [item for item in found(without(library, rule, fact)) if item.stances == stances]
    assert any(rule in (item.one.id, item.other.id) and item.happens for item in cases)


@settings(max_examples=examples(60))
@given(seed=st.integers(0, 2**63))
def test_a_random_case_shows_no_opposites(seed: int, library: Library) -> None:
    """What a case shows holds no two opposite stances, whatever the proof says."""
    shown = told(library, grown(library, seed), TODAY)
    kinds = library.phrases.kinds
    stances = {
        stance
        for name in shown
        for stance in (library.by_id[name] if name in library.by_id else kinds[name]).stances
    }
    assert not [pair for pair in library.opposites() if stances.issuperset(pair)]


@settings(max_examples=examples(60))
@given(seed=st.integers(0, 2**63))
def test_a_dependence_holds_for_every_case(seed: int, library: Library) -> None:
    """What is declared to follow from other facts does follow."""
    facts = decide(library, grown(library, seed), TODAY, Compiled()).facts

    def holds(condition: Condition) -> bool:
        return evaluate(condition, facts) is True

    for item in library.dependences:
        assert not holds(item.when) or holds(item.then), item.because


def said(library: Library) -> list[str]:
    """Return what the check of a library says about opposed texts."""
    encoding = Encoding(library, known_without_answers(library, AS_OF))
    problems = faults(encoding, Places(Roots.default()), AS_OF)
    return [str(problem) for problem in problems if "in one report" in str(problem)]


def test_opposed_texts_are_named_with_answers(library: Library) -> None:
    """The check names both texts, what each tells the user, and a case that shows both."""
    texts = said(without(library, "checklist/money/chase", "insolvency_opened"))
    assert any(
        text.startswith("rules/plan/checklist/money/chase.yaml:")
        and "checklist/money/chase (ask for payment) and whether/pause-insolvency" in text
        and "insolvency_opened yes" in text
        for text in texts
    )


def test_a_dependence_that_is_missing_is_asked_for(library: Library) -> None:
    """An example that no case can be asks for a dependence between its facts."""
    (text,) = said(library.changed(dependences=()))
    assert "exit_fee_months" in text
    assert "declare what they depend on in rules/dependences.yaml" in text


def test_an_unknown_stance_is_a_fault(tmp_path: Path) -> None:
    """A stance that is not declared is named with the nearest one that is."""
    text = "mend: {means: Try again, against: [leafe]}\nleave: {means: End it}\n"
    roots = write_small(tmp_path, **{"rules/stances.yaml": text})
    with pytest.raises(ContentError, match=r"There is no stance 'leafe'.*Did you mean 'leave'"):
        load(roots)


def test_advice_that_gives_way_in_a_circle(library: Library) -> None:
    """Two stances that give way to each other are a fault, since neither would be shown."""
    leave = replace(library.stances["leave"], against=("mend",))
    changed = library.changed(stances={**library.stances, "leave": leave})
    texts = [str(problem) for problem in examine(changed, Roots.default(), AS_OF).problems]
    assert any("gives way in a circle" in text for text in texts)
