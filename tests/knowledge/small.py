"""A library of a few files, to be spoilt one file at a time."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from advisor.authoring.check import examine
from advisor.errors import Problem
from advisor.knowledge import load as loader
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import SOURCE, Roots

LANGUAGE = (Roots.default().templates / SOURCE / "language.yaml").read_text(encoding="utf-8")

FILES = {
    "rules/questions/10-all.yaml": """\
section: All
questions:
- id: habit
  ask: How do they pay?
  why: It matters.
  type: choice
  choices: {good: Well, bad: Badly}
  sources: [S1]
- id: days
  ask: How many days?
  why: It matters.
  type: count
  unit: days
  when: {habit: bad}
  sources: [S1]
- id: wish
  ask: What do you wish?
  why: It matters.
  type: text
  purpose: letter
  when: {advice.whether: end}
  sources: [S2]
""",
    "rules/facts.yaml": "as_of: {kind: date, label: the day}\n",
    "rules/balance.yaml": """\
points:
  weak: {value: 1, because: A reason., source: rule of thumb}
  moderate: {value: 3, because: A reason., source: rule of thumb}
  strong: {value: 6, because: A reason., source: rule of thumb}
  decisive: {value: 12, because: A reason., source: rule of thumb}
further: {value: 3, because: A reason., source: rule of thumb}
topic_most: {value: 12, because: A reason., source: rule of thumb}
firm: {value: strong, because: A reason., source: rule of thumb}
talk: {value: moderate, because: A reason., source: rule of thumb}
end: {value: 5, because: A reason., source: rule of thumb}
repair: {value: 1, because: A reason., source: rule of thumb}
keep: {value: -4, because: A reason., source: rule of thumb}
""",
    "rules/sources.yaml": """\
S1: {title: One, needs: [question, rule]}
S2: {title: Two, needs: [letter]}
""",
    "rules/findings/payment/late.yaml": """\
title: Late
direction: for
strength: strong
norm: prudence
sources: [S1]
when: {days: {above: 30}}
because: ["{days} late."]
""",
    "rules/advice/whether/end.yaml": """\
title: End
whether: end
priority: 1
norm: prudence
sources: [S1]
when: payment/late
because: [Late.]
""",
    "rules/advice/whether/wait.yaml": """\
title: Wait
whether: wait
priority: 9
norm: prudence
sources: [S1]
when: always
because: [Wait.]
""",
    "rules/advice/when/notice.yaml": """\
title: Notice
timing: after_notice
priority: 9
norm: custom
sources: [S1]
when: always
because: [Notice.]
""",
    "rules/advice/gates/lawyer.yaml": """\
title: Lawyer
gate: lawyer
blocking: no
norm: law
sources: [S1]
when: {advice.whether: end}
because: [Ask.]
clears: A word with a lawyer.
holds: [ending]
stances: []
""",
    "rules/plan/dates/today.yaml": """\
title: Today
kind: constraint
norm: custom
sources: [S1]
when: {advice.whether: end}
date: {from: as_of, days: 14}
what: Two weeks.
""",
    "rules/plan/checklist/talk/talk.yaml": """\
title: Talk
phase: talk
order: 1
who: you
step: talk
day: {from: as_of}
norm: courtesy
sources: [S1]
when: {advice.whether: end}
why: It helps.
stances: []
""",
    "rules/values/figures.yaml": """\
limit:
  description: A limit
  unit: days
  verified: no
  source: nobody
  values: {2020-01-01: 30, 2026-01-01: 60}
""",
    "templates/en/language.yaml": LANGUAGE,
    "templates/en/ui/words.yaml": "word: {yes: 'yes'}\nunit: {days: {one: day, other: days}}\n",
    "templates/en/letter/ending/kind.yaml": """\
title: Ending letter
when: {advice.whether: end}
otherwise: The advice is not to end.
""",
    "templates/en/letter/ending/10-decision.md": """\
---
order: 10
sources: [S2]
when: {known: wish}
---
It ends.
""",
}


def write_small(folder: Path, **changed: str) -> Roots:
    """Write the small library into a folder, with some files replaced or added.

    A language that has texts has the tables of English.
    """
    texts = re.findall(r"rules/([a-z]{2})/", " ".join(changed))
    tables = {f"templates/{language}/language.yaml": LANGUAGE for language in texts}
    for name, text in {**FILES, **tables, **changed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return Roots(folder / "rules", folder / "templates")


def load(roots: Roots, language: str = "en") -> Library:
    """Read a library that lacks most of what the program needs of the shipped one."""
    return loader.load(roots, language, needed={})


def check(library: Library, roots: Roots) -> list[Problem]:
    """Return every fault of a library on a day on which its figures hold."""
    return list(examine(library, roots, date(2026, 11, 22)).problems)
