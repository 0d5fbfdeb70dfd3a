"""Malformed content: each fault gives one message with its place and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import ContentError
from tests.knowledge.small import FILES, check, load, write_small

Q = "rules/questions/10-all.yaml"
F = "rules/findings/payment/late.yaml"
W = "rules/advice/whether/end.yaml"
T = "rules/advice/when/notice.yaml"
G = "rules/advice/gates/lawyer.yaml"
D = "rules/plan/dates/today.yaml"
C = "rules/plan/checklist/talk/talk.yaml"
V = "rules/values/figures.yaml"
S = "rules/sources.yaml"
P = "templates/en/letter/ending/10-decision.md"
X = "rules/facts.yaml"

# file, what is replaced, by what, the one message
READING = [
    (
        F,
        "title: Late",
        "title: Late\ntitle: Later",
        f"{F}:2:1: The key 'title' stands here and in line 1; keep one.",
    ),
    (F, "title: Late", "title: &a Late", f"{F}:1:8: Found the anchor or alias 'a'; write it out."),
    (
        F,
        "title: Late",
        "title: !!python/object:os.system Late",
        f"{F}:1:8: Found the tag 'tag:yaml.org,2002:python/object:os.system'; tags are not allowed.",
    ),
    (
        F,
        "title: Late",
        "title: [Late",
        f"{F}:2:10: This is not valid YAML: did not find expected ',' or ']'.",
    ),
    (F, "title: Late", "title: {a: b}", f"{F}:1:8: Found a mapping; a text is expected."),
    (F, "title: Late", "title:", f"{F}:1:7: Found nothing; a text is expected."),
    (F, "title: Late\n", "", f"{F}:1:1: The field 'title' is missing."),
    (
        F,
        "title: Late",
        "titel: Late\ntitle: x",
        f"{F}:1:1: There is no field 'titel' here. Did you mean 'title'?",
    ),
    (
        F,
        "title: Late",
        "title: L\x07ate",
        f"{F}:1:9: Found the control character U+0007; remove it.",
    ),
    (
        F,
        "title: Late",
        "title: L\udcffate",
        f"{F}:1:9: Found byte 0xff; the file must be UTF-8 text.",
    ),
    (
        F,
        "title: Late",
        "title: Late\n---\ntitle: x",
        f"{F}:3:1: Found a second document; a file holds one.",
    ),
    (F, "title: Late", "? [a, b]\n: Late", f"{F}:1:3: Found a list as a key; a key is a word."),
    (F, "{days: {above: 30}}", "[" * 40 + "]" * 40, f"{F}:6:38: Nested deeper than 32 levels."),
    (
        F,
        "direction: for",
        "direction: fore",
        f"{F}:2:12: Found 'fore'; allowed: for, against or caution. Did you mean 'for'?",
    ),
    (
        F,
        "strength: strong",
        "strength: huge",
        f"{F}:3:11: Found 'huge'; allowed: weak, moderate, strong or decisive.",
    ),
    (
        F,
        "norm: prudence",
        "norm: habit",
        f"{F}:4:7: Found 'habit'; allowed: law, contract, custom, prudence or courtesy.",
    ),
    (F, "sources: [S1]", "sources: {S1: x}", f"{F}:5:10: Found a mapping; a list is expected."),
    (
        F,
        'because: ["{days} late."]',
        'because: ["{day} late."]',
        f"{F}:1:1: There is no fact or finding 'day'. Did you mean 'days'?",
    ),
    (
        F,
        'because: ["{days} late."]',
        'because: ["{days late."]',
        f"{F}:1:1: The braces in '{{days late.' do not match; write {{fact}}.",
    ),
    (
        F,
        'because: ["{days} late."]',
        'because: ["{days:x} late."]',
        f"{F}:1:1: Found {{days:x}}; allowed: {{days}} or {{days:n}}.",
    ),
    (
        F,
        "{days: {above: 30}}",
        "{dayz: {above: 30}}",
        f"{F}:6:8: There is no fact or finding 'dayz'. Did you mean 'days'?",
    ),
    (
        F,
        "{days: {above: 30}}",
        "{days: {over: 30}}",
        f"{F}:6:15: 'days' is a number; allowed: is, not, in, below, above, at_most or at_least. There is no 'over'.",
    ),
    (
        F,
        "{days: {above: 30}}",
        "{days: {before: 30}}",
        f"{F}:6:15: 'days' is a number; allowed: is, not, in, below, above, at_most or at_least.",
    ),
    (
        F,
        "{days: {above: 30}}",
        "{days: {above: thirty}}",
        f"{F}:6:22: Found 'thirty'; a number such as 30 or 2.5 is expected.",
    ),
    (
        F,
        "{days: {above: 30}}",
        "{days: {above: 1e3}}",
        f"{F}:6:22: Found '1e3'; a number such as 30 or 2.5 is expected.",
    ),
    (F, "{days: {above: 30}}", "{days: {}}", f"{F}:6:14: Nothing to compare 'days' with."),
    (F, "{days: {above: 30}}", "{days: {in: []}}", f"{F}:6:19: The list below 'in' is empty."),
    (
        F,
        "{days: {above: 30}}",
        "{habit: worse}",
        f"{F}:6:15: 'habit' cannot be 'worse'; allowed: good or bad.",
    ),
    (
        F,
        "{days: {above: 30}}",
        "{habit: bad, days: 3}",
        f"{F}:6:7: Found habit or days; a condition has one key. Use all, any or none for more.",
    ),
    (F, "{days: {above: 30}}", "[habit]", f"{F}:6:7: Found a list; begin with all, any or none."),
    (
        F,
        "{days: {above: 30}}",
        "habit",
        f"{F}:6:7: 'habit' is a fact, not a finding; compare it with something.",
    ),
    (F, "{days: {above: 30}}", "{all: []}", f"{F}:6:13: The list below 'all' is empty."),
    (
        F,
        "{days: {above: 30}}",
        "payment/late",
        f"{F}:6:7: 'payment/late' is not known yet where this is read; it comes later.",
    ),
    (
        F,
        "{days: {above: 30}}",
        "{advice.whether: end}",
        f"{F}:6:8: 'advice.whether' is not known yet where this is read; it comes later.",
    ),
    (
        F,
        "{days: {above: 30}}",
        "{wish: x}",
        f"{F}:6:14: 'wish' is a text; only known: and unknown: can test it.",
    ),
    (
        W,
        "when: payment/late",
        "when: {payment/late: yes}",
        f"{W}:6:8: 'payment/late' is a finding; name it alone, without a comparison.",
    ),
    (
        W,
        "when: payment/late",
        "when: {known: payment/late}",
        f"{W}:6:15: 'known' asks for an answer or a derived fact, not 'payment/late'.",
    ),
    (
        W,
        "whether: end",
        "whether: stop",
        f"{W}:2:10: Found 'stop'; allowed: "
        "keep, wait, repair, pause, collect, end, let_fade or settle.",
    ),
    (W, "priority: 1", "priority: 1.5", f"{W}:3:11: Found '1.5'; a whole number is expected."),
    (
        T,
        "timing: after_notice",
        "timing: soon",
        f"{T}:2:9: Found 'soon'; allowed: now, after_notice, at_milestone, at_term or when_ready.",
    ),
    (G, "blocking: no", "blocking: maybe", f"{G}:3:11: Found 'maybe'; allowed: yes or no."),
    (
        G,
        "gate: lawyer",
        "gate: judge",
        f"{G}:2:7: Found 'judge'; allowed: lawyer, cure_notice, settle_money, runway, evidence, own_duties, data_return or professional_body.",
    ),
    (
        G,
        "holds: [ending]",
        "holds: [party]",
        f"{G}:9:9: Found 'party'; allowed: ending, non_renewal, demand, suspension, proposal, talk, reply, release, handover, deletion or closing.",
    ),
    (D, "from: as_of", "from: days", f"{D}:6:14: 'days' is a number; a date fact is expected."),
    (D, "days: 14", "days: 99999", f"{D}:6:21: Found 99999; at most 3660 days either way."),
    (
        C,
        "step: talk\n",
        "step: talk\nafter: [tlk]\n",
        f"{C}:6:9: There is no step 'tlk' that is done on a day. Did you mean 'talk'?",
    ),
    (
        C,
        "step: talk\n",
        "step: talk\ninstead_of: [talk/tlk]\n",
        f"{C}:6:14: There is no step 'talk/tlk'. Did you mean 'talk/talk'?",
    ),
    (
        C,
        "when: {advice.whether: end}",
        "when: {last_day: {after: 2026-01-01}}",
        f"{C}:1:1: 'last_day' follows from the plan; the condition of a step cannot read it.",
    ),
    (
        D,
        "kind: constraint",
        "kind: limit",
        f"{D}:2:7: Found 'limit'; allowed: constraint, deadline, review or event.",
    ),
    (
        C,
        "phase: talk",
        "phase: chat",
        f"{C}:2:8: Found 'chat'; allowed: before, talk, notice, work, handover, money or close.",
    ),
    (C, "who: you", "who: me", f"{C}:4:6: Found 'me'; allowed: you, client, lawyer or colleague."),
    (
        V,
        "2026-01-01: 60",
        "2026-1-1: 60",
        f"{V}:6:28: Found '2026-1-1'; a date such as 2026-11-30 is expected.",
    ),
    (V, "verified: no", "verified: perhaps", f"{V}:4:13: Found 'perhaps'; allowed: yes or no."),
    (
        S,
        "needs: [letter]",
        "needs: [song]",
        f"{S}:2:26: Found 'song'; allowed: question, rule, letter, checklist or any.",
    ),
    (P, "---\norder", "order", f"{P}:1:1: Begin with a line of ---, the fields, and --- again."),
    (P, "order: 10\n", "", f"{P}:2:1: The field 'order' is missing."),
    (
        P,
        "known: wish",
        "known: wisch",
        f"{P}:4:15: There is no fact or finding 'wisch'. Did you mean 'wish'?",
    ),
    (
        X,
        "kind: date",
        "kind: day",
        f"{X}:1:15: Found 'day'; allowed: yes_no, choice, number, percent, money, date or duration.",
    ),
    (
        X,
        "label: the day",
        "label: the day, from: [dayz]",
        f"{X}:1:37: There is no question 'dayz'.",
    ),
    (
        Q,
        "- id: days",
        "- id: habit",
        f"{Q}:9:3: The question 'habit' also stands at {Q}:3:3; rename one.",
    ),
    (
        Q,
        "- id: days",
        "- id: id",
        f"{Q}:9:7: 'id' cannot be an id; use small letters, digits and _, and none of id, sid, all, any, none, known, unknown, always, stage.",
    ),
    (
        Q,
        "type: count",
        "type: number",
        f"{Q}:12:9: Found 'number'; allowed: yes_no, choice, several, count, months, percent, ratio, score, money, date, duration, text, lines, deliverables or invoices.",
    ),
    (
        Q,
        "choices: {good: Well, bad: Badly}",
        "choices: {good: Well}",
        f"{Q}:7:3: A choice needs at least two choices.",
    ),
    (
        Q,
        "choices: {good: Well",
        "choices: {Good one: Well",
        f"{Q}:7:13: 'Good one' cannot be a choice; use letters, digits, _ and -.",
    ),
    (
        X,
        "label: the day}",
        "label: the day}\nhabit: {kind: number, label: x}",
        f"{X}:2:1: The fact 'habit' is given twice; rename one.",
    ),
    (Q, "unit: days", "choices: {a: b}", f"{Q}:13:3: A question of type 'count' has no choices."),
    (
        Q,
        "unit: days",
        "at_most: wish",
        f"{Q}:9:3: at_most names 'wish', which is not asked before.",
    ),
    (
        Q,
        "unit: days",
        "choices_of: wish",
        f"{Q}:13:3: choices_of names 'wish', which does not stand before it in this section.",
    ),
    (
        Q,
        "unit: days",
        "choices_of: habit",
        f"{Q}:13:3: Only a question of type choice or several has choices.",
    ),
    (
        Q,
        "{habit: bad}",
        "{payment/late: yes}",
        f"{Q}:14:10: 'payment/late' is not known yet where this is read; it comes later.",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), READING)
def test_a_fault_in_a_file_is_named_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    """Reading refuses the file with exactly one message."""
    assert old in FILES[file]
    roots = write_small(tmp_path, **{file: FILES[file].replace(old, new, 1)})
    with pytest.raises(ContentError) as caught:
        load(roots)
    assert str(caught.value) == message


# file, what is replaced, by what, the message among those of the check
CHECKING = [
    (
        F,
        "title: Late",
        "title: Late {habit}",
        f"{F}:1:1: payment/late may fire while habit is unknown. Add a last text that does not name it.",
    ),
    (
        F,
        "sources: [S1]",
        "sources: [S1, S9]",
        f"{F}:1:1: payment/late claims the source 'S9', which is not listed.",
    ),
    (
        W,
        "priority: 1",
        "priority: 9",
        "rules/advice/whether/wait.yaml:1:1: whether/wait and whether/end have the priority 9; change one.",
    ),
    (
        W,
        "when: payment/late",
        "when: always",
        f"{W}:1:1: whether/end always holds, so the rows after it never do.",
    ),
    (
        T,
        "when: always",
        "when: payment/late",
        f"{T}:1:1: The last row of advice/when must hold always.",
    ),
    (
        S,
        "needs: [letter]",
        "needs: [checklist]",
        f"{S}:2:1: S2 has no content of the kind checklist: Two.",
    ),
    (
        Q,
        "{habit: bad}",
        "{days: 3}",
        f"{Q}:9:3: The question 'days' depends on 'days', which is not asked before it. Move one of them.",
    ),
    (
        F,
        "{days: {above: 30}}",
        "{habit: bad}",
        f"{Q}:9:3: No rule, question or text uses the answer to 'days'. Use it or remove it.",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), CHECKING)
def test_a_fault_across_files_is_named_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    """The check names the fault that one file alone does not show."""
    changed = FILES[file].replace(old, new, 1)
    if "No rule" in message:
        changed = changed.replace("{days} late.", "late.")
    roots = write_small(tmp_path, **{file: changed})
    assert message in [str(problem) for problem in check(load(roots), roots)]


def test_the_small_library_itself_is_sound(tmp_path: Path) -> None:
    """Without a fault neither the reading nor the check complains."""
    roots = write_small(tmp_path)
    assert check(load(roots), roots) == []


def test_all_faults_are_shown_at_once(tmp_path: Path) -> None:
    """Faults in several files come in one error, in the order of files."""
    spoilt = {name: FILES[name].replace("norm: ", "norm: x", 1) for name in (F, W, D)}
    with pytest.raises(ContentError) as caught:
        load(write_small(tmp_path, **spoilt))
    assert [problem.place.file for problem in caught.value.problems] == sorted([F, W, D])


def test_steps_that_come_after_each_other_are_named(tmp_path: Path) -> None:
    """A circle of steps is one message, at the entry that closes it."""
    other = C.replace("talk.yaml", "note.yaml")
    note = FILES[C].replace("step: talk\n", "step: follow_up\nafter: [talk]\n")
    spoilt = FILES[C].replace("step: talk\n", "step: talk\nafter: [talk/note]\n")
    with pytest.raises(ContentError) as caught:
        load(write_small(tmp_path, **{C: spoilt, other: note}))
    (problem,) = caught.value.problems
    assert problem.place.line == 6
    assert problem.place.column == 9
    assert "These steps come after each other: talk/" in str(problem)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A folder given with --rules that is not there is one clear message."""
    roots = write_small(tmp_path)
    with pytest.raises(ContentError, match="nowhere:1:1: There is no such folder"):
        load(type(roots)(tmp_path / "nowhere", roots.templates))
