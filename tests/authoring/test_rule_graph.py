"""The rule graph and its Mermaid text: complete, readable, escaped."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from advisor.authoring.mermaid import mermaid
from advisor.authoring.rule_graph import LAYERS, Edge, around, links
from advisor.errors import UsageError
from advisor.knowledge.content import Library


def test_questions_findings_and_advice_are_all_drawn(library: Library) -> None:
    """Every question before the letter that a rule looks at, every finding and row."""
    found = links(library)
    rules = {*library.findings, *library.whether, *library.timing, *library.gates}
    assert {rule.id for rule in rules} <= set(found.nodes)
    assert not any(rule.id in found.nodes for rule in (*library.dates, *library.tasks))
    assert Edge("late_share", "payment/mostly-late") in found.edges
    assert Edge("payment/mostly-late", "balance.end") in found.edges
    assert Edge("balance.end", "whether/end-grounds") in found.edges
    assert Edge("work_status", "project_end", opens=True) in found.edges
    assert Edge("region_es", "holiday_region") in found.edges
    assert Edge("holiday_region", "notice_end_date") in links(library, plan=True).edges
    plan = links(library, plan=True)
    assert {rule.id for rule in library.rules()} <= set(plan.nodes)


def test_lines_lead_forward(library: Library) -> None:
    """What is looked at stands in the same column or before what looks at it."""
    found = links(library, plan=True)
    for edge in found.edges:
        source, target = found.nodes[edge.source], found.nodes[edge.target]
        assert LAYERS.index(source.layer) <= LAYERS.index(target.layer)


def test_the_surroundings_of_a_rule(library: Library) -> None:
    """What leads to a rule, down to the questions, and what it leads to in one step."""
    found = around(library, "payment/mostly-late")
    assert {"payment_habit", "invoices_late", "late_share", "balance.end"} <= set(found.nodes)
    assert "whether/end-grounds" not in found.nodes
    assert "payment/often-late" not in found.nodes
    row = around(library, "whether/end-grounds")
    assert {"balance.firm", "remedies/tried-without-change", "talked"} <= set(row.nodes)
    assert "payment/mostly-late" not in row.nodes
    assert "payment/mostly-late" in around(library, "balance.end").nodes
    assert "checklist/notice/write-letter" in around(library, "advice.whether").nodes


def test_the_surroundings_of_a_question(library: Library) -> None:
    """A question leads to what looks at it and to what it opens."""
    found = around(library, "trigger")
    assert Edge("trigger", "incident_on", opens=True) in found.edges
    assert "relationship/pattern" in found.nodes


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("payment/mostly-lat", "Did you mean 'payment/mostly-late'?"),
        ("zzz", "There is no rule or question 'zzz'."),
        ("sender_name", "'sender_name' is linked to nothing that can be drawn."),
    ],
)
def test_a_name_that_is_not_there(library: Library, name: str, message: str) -> None:
    """An unknown name gets a hint, one outside the picture a reason."""
    with pytest.raises(UsageError, match=re.escape(message)):
        around(library, name)


def test_mermaid_groups_by_section_and_topic(library: Library) -> None:
    """Each node stands once in its group, each edge once, and names what there is."""
    found = links(library)
    text = mermaid(library.phrases, found, "payment/mostly-late")
    assert text.startswith("flowchart LR\n")
    assert '["Questions: Payment history"]' in text
    assert text.count("subgraph ") == text.count("\n  end\n")
    nodes = re.findall(r'^    (n\d+)\["', text, re.MULTILINE)
    assert len(nodes) == len(set(nodes)) == len(found.nodes)
    edges = re.findall(r"^  n\d+ -\.?-> n\d+$", text, re.MULTILINE)
    assert len(edges) == len(found.edges)
    assert "stroke-width:4px" in text


HOSTILE = '"]; click x "javascript:alert(1)" <script>alert(1)</script> & `**b**` #quot;'


def spoilt(library: Library) -> Library:
    """Return a library with a title that tries to be more than a text."""
    name = "payment/mostly-late"
    texts = library.phrases.rules
    spoilt = {**texts, name: replace(texts[name], title=HOSTILE)}
    return replace(library, phrases=replace(library.phrases, rules=spoilt))


def test_a_title_stays_a_text(library: Library) -> None:
    """Quotes, tags and markup in a title are escaped."""
    bad = spoilt(library)
    found = links(bad)
    text = mermaid(bad.phrases, found)
    line = next(line for line in text.splitlines() if "payment/mostly-late:" in line)
    label = line.split('["', 1)[1].removesuffix('"]')
    assert not set(label) & set('"<>`*[]&')
