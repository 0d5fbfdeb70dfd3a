"""What the program concludes on a case of the corpus, as plain values to compare."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import yaml

from advisor.casefile.casefile import parse_case
from advisor.engine.compiled import Compiled
from advisor.knowledge.content import Library
from advisor.knowledge.rule_text import RuleTexts
from advisor.letters.letter import letter
from advisor.letters.selection import offered
from advisor.model import Counterfactual
from advisor.reasoning.assess import assess_case
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.counterfactual import counterfactuals
from advisor.reasoning.outlook import outlook
from advisor.reasoning.unknowns import with_splits
from advisor.report.build import build_report
from advisor.report.json_report import report_json
from advisor.report.plain_text import report_text


@dataclass(frozen=True)
class Step:
    """One step of the plan."""

    id: str
    due: date | None
    text: str
    """Its title and its reason, in English."""


class Observed:
    """One case with what the program concludes, each part worked out when it is read."""

    def __init__(
        self,
        library: Library,
        answers: dict[str, Any],
        as_of: date,
        dont_know: tuple[str, ...] = (),
    ) -> None:
        self.given = {**answers, **dict.fromkeys(dont_know, "unknown")}
        document = {"advisor": 1, "as_of": as_of.isoformat(), "answers": self.given}
        data = yaml.safe_dump(document, allow_unicode=True).encode()
        self.library = library
        self.assessed: CaseAssessment = assess_case(
            library, parse_case(data, "case.yaml", library), as_of, Compiled()
        )

    def changed(self, answers: dict[str, Any]) -> Observed:
        """Return the same case with some answers added or changed."""
        return Observed(self.library, {**self.given, **answers}, self.assessed.as_of)

    @cached_property
    def report(self) -> dict[str, Any]:
        """The report for programs, as ``advisor assess --json`` prints it."""
        ahead = outlook(self.assessed)
        found: dict[str, Any] = json.loads(report_json(self.library.phrases, self.assessed, ahead))
        return found

    @cached_property
    def advice(self) -> dict[str, Any]:
        """The keys of the report that say what to do, in JSON values, without the outlook."""
        advice = self.assessed.advice
        found = {"whether": advice.whether, "when": advice.when, "last_day": advice.last_day}
        for name in ("not_before", "needs", "standing"):
            if hasattr(advice, name):
                found[name] = getattr(advice, name)
        return {name: str(day) if isinstance(day, date) else day for name, day in found.items()}

    @cached_property
    def gates(self) -> dict[str, bool]:
        """Each gate, and whether it is blocking."""
        return dict(self.assessed.advice.gate_states)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the plan in their order."""
        texts = RuleTexts(self.library.phrases, self.assessed.rulebook, self.assessed.facts)
        return tuple(
            Step(
                task.id.removeprefix("checklist/"),
                task.due,
                f"{texts.title(task.id)}. {texts.because(task.id)}",
            )
            for task in self.assessed.assessment.tasks
        )

    @cached_property
    def changes(self) -> tuple[Counterfactual, ...]:
        """The smallest changes of one answer that what-if proposes."""
        seen = self.assessed
        return counterfactuals(seen.rulebook, seen.decided, seen.as_of)

    @cached_property
    def text(self) -> str:
        """The report and the plan in English, each run of white space one space."""
        split = with_splits(self.assessed)
        report = build_report(self.library.phrases, split, outlook(self.assessed))
        return " ".join(f"{report_text(report)} {' '.join(s.text for s in self.steps)}".split())

    @cached_property
    def letters(self) -> dict[str, bool]:
        """Each kind of letter that is offered, and whether it is a draft that must wait."""
        phrases = self.library.phrases
        names = offered(phrases, self.assessed.assessment)
        return {name: letter(phrases, self.assessed, name, "en-GB").draft for name in names}

    def letter_text(self, kind: str) -> str:
        """Return a letter that the advice calls for, in English."""
        phrases = self.library.phrases
        return " ".join(letter(phrases, self.assessed, kind, "en-GB").body.split())
