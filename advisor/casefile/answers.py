"""Read an answer as typed or as written in a case file, show it, write it back.

The modules beside this one hold the grammar of each kind of answer. A message joins
what was found with what is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from advisor.casefile import choices, list_answers
from advisor.casefile.answer_examples import example_of
from advisor.casefile.answer_limits import check_day
from advisor.casefile.choices import Labels
from advisor.errors import AnswerError, CaseError, FileProblems, Message, Problem, nearest, one_of
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import Question
from advisor.knowledge.phrasebook import Phrasebook
from advisor.locale import dates, durations, formatting, money, numbers
from advisor.locale.folding import fold_words
from advisor.locale.language import Language
from advisor.locale.refused import Refused, found
from advisor.model import Answer, Between, Deliverable

LONGEST = 40_000
"""Characters of one answer, more than any kind allows."""
NO_LABELS: Labels = {}
NOTHING = ("null", "Null", "NULL", "~")
"""Words that other readers of YAML take for no value."""
_RANGE = re.compile(r"([0-9]{1,7})\s*[-\u2013]\s*([0-9]{1,7})", re.ASCII)
MOST = {"count": 1_000_000, "score": 10, "percent": 1000, "ratio": 1000}


def parse(
    question: Question,
    text: str,
    as_of: date,
    language: Language,
    currency: str = "",
    labels: Labels = NO_LABELS,
) -> Answer:
    """Read what a user typed in answer to a question.

    ``currency`` is taken for an amount that names none; ``labels`` are those of the choices.
    Lists have one item on each line. Raises :class:`AnswerError`: what was found and what
    is allowed.
    """
    answer = _read(question, text, as_of, language, currency, _labelled(question, labels))
    check_day(question, answer, as_of)
    return answer


def _labelled(question: Question, labels: Labels) -> Labels:
    """Return the choices of a question with their labels, or themselves where there are none."""
    return {choice: labels.get(choice, choice) for choice in question.choices}


def _read(
    question: Question,
    text: str,
    as_of: date | None,
    language: Language,
    currency: str,
    labels: Labels,
) -> Answer:
    try:
        if len(text) > LONGEST:
            raise Refused(Message("Found {count} characters.", count=len(text)))
        if not text.strip():
            raise Refused(Message("Found nothing."))
        return _by_kind(question, text.strip(), as_of, language, currency, labels)
    except Refused as refused:
        more = allowed(question, None if as_of is None else language, labels)
        error = AnswerError(_both(refused.message, more))
        error.suggestion = refused.suggestion
        raise error from refused


def _by_kind(
    question: Question,
    text: str,
    as_of: date | None,
    language: Language,
    currency: str,
    labels: Labels,
) -> Answer:
    kind = question.kind
    if kind == "yes_no":
        return choices.read_yes_no(text, language)
    if kind == "choice":
        return choices.read_choice(labels, text)
    if kind == "several":
        return choices.read_several(labels, text, language, question.most_choices)
    if kind == "money":
        return money.read(text, language, currency)
    if kind == "date":
        return dates.read(
            text,
            as_of,
            language,
            past=question.not_after_today,
            month_is_enough=question.month_is_enough,
        )
    if kind == "duration":
        return durations.read_duration(text, language)
    if kind == "months":
        return durations.read_months(text, language)
    if kind == "text":
        return list_answers.read_text(text)
    if kind == "lines":
        return list_answers.read_lines(text)
    if kind == "deliverables":
        return list_answers.read_deliverables(text, as_of, language)
    if kind == "invoices":
        return list_answers.read_invoices(text, as_of, language, currency)
    return _number(question, text, language)


def _number(question: Question, text: str, language: Language) -> numbers.Number | Between:
    """Read a count, a score, a percentage or a ratio, with its unit if it is there."""
    kind, word = question.kind, text
    if question.range_is_enough and (parts := _RANGE.fullmatch(text.strip())):
        low, high = int(parts[1]), int(parts[2])
        if low < high <= MOST[kind]:
            return Between(low, high)
    for ending in language.typed.units.get(question.unit or kind, (question.unit,)):
        if ending and fold_words(word).endswith(ending) and word[: -len(ending)].strip():
            word = word[: -len(ending)].strip()
            break
    if word.startswith(("-", "\u2212")):
        raise Refused(Message("Found {found}, which is below zero.", found=found(text)))
    number = numbers.read(word, language, 0 if kind in ("count", "score") else 4)
    if number > MOST[kind]:
        most = numbers.grouped(MOST[kind])
        raise Refused(Message("Found {found}; the most is {most}.", found=found(text), most=most))
    return numbers.simplest(number)


def _both(refused: str, more: str) -> Message:
    """Join what was found and what is allowed."""
    return Message("{refused} {allowed}", refused=refused, allowed=more)


def allowed(question: Question, language: Language | None, labels: Labels = NO_LABELS) -> Message:
    """Say what a question takes, with examples that are read in a language.

    Without one, as a case file takes it.
    """
    kind, in_file = question.kind, language is None
    if kind == "choice":
        if in_file:
            return Message("Allowed: {allowed}.", allowed=one_of(question.choices, 40))
        return Message(
            "Write a number from 1 to {count}, or begin with: {labels}.",
            count=len(question.choices),
            labels=one_of(list(_labelled(question, labels).values()), 6),
        )
    if kind == "several":
        if in_file:
            names = one_of(question.choices, 40)
            return Message("Write a list of some of these, or [] for none: {names}.", names=names)
        return Message("Write the numbers of all that apply, such as 1, 3, or 0 for none.")
    if kind == "count":
        if not question.unit:
            return Message("Write a whole number, such as 8.")
        unit = numbers.UNIT_NAMES.get(question.unit, question.unit)
        return Message("Write a whole number of {unit}, such as 8.", unit=unit)
    if kind == "date" and in_file:
        return example_of("day", None)
    if kind in ("text", "lines"):
        counts = {"lines": list_answers.MOST_LINES, "count": list_answers.LONGEST}
        if kind == "text":
            return Message("Write one line of at most {count} characters.", **counts)
        return Message("Write at most {lines} lines of {count} characters.", **counts)
    return example_of(kind, language)


def show(phrases: Phrasebook, question: Question, answer: Answer) -> str:
    """Write an answer as a reader of the language of the phrases writes it.

    :func:`parse` reads it back. Lists have one item on each line.
    """
    texts, language = phrases.ui, phrases.language
    value: Any = answer
    kind = question.kind
    if kind == "yes_no":
        return choices.show_yes_no(value, texts)
    if kind == "choice":
        return phrases.choice(question.id, value)
    if kind == "several":
        return choices.show_several(phrases, question.id, value)
    if kind == "money":
        return money.show(value, language)
    if kind == "date":
        return dates.show(value, language)
    if kind == "duration":
        return durations.show_duration(value, texts, language)
    if kind == "months":
        return durations.show_months(value, texts, language)
    if kind == "count" and isinstance(value, int) and value > 9999:
        return numbers.show(value, language, "#,##0")
    if kind == "percent":
        return formatting.with_percent(numbers.show(value, language), language)
    if kind == "lines":
        return "\n".join(value)
    if kind == "deliverables":
        return "\n".join(list_answers.show_deliverable(piece, language) for piece in value)
    if kind == "invoices":
        return "\n".join(list_answers.show_invoice(item, language) for item in value)
    written = kind == "text" or isinstance(value, Between)
    return str(value) if written else numbers.show(value, language)


def show_in_line(phrases: Phrasebook, question: Question, answer: Answer) -> str:
    """Write an answer as :func:`show` does, the items of a list on one line."""
    return show(phrases, question, answer).replace("\n", phrases.ui["mark.between"])


def from_node(
    question: Question,
    node: strict_yaml.Node,
    language: Language,
    kind: type[FileProblems] = CaseError,
    labels: Labels = NO_LABELS,
) -> Answer:
    """Read an answer from a case file, whose language is given: choices by name, dates fixed.

    Raises ``kind`` with the place of the fault, and a hint at a choice named by its label.
    """
    if question.kind in ("several", *list_answers.LISTS):
        return _list_from(question, node, language, kind, labels)
    if not isinstance(node, strict_yaml.Text):
        strict_yaml.fail(node.place, _unlike(question, strict_yaml.describe(node)), kind)
    if question.kind == "choice":
        return _named(question, node, kind, labels)
    return _read_at(question, node, language, kind)


def _read_at(
    question: Question, node: strict_yaml.Text, language: Language, kind: type[FileProblems]
) -> Answer:
    """Read a text in a file and give a refusal its place."""
    if question.kind == "text" and not node.quoted and node.text in NOTHING:
        told = Message(
            "Found {word}, which stands for nothing in YAML. Leave the answer out, or put the "
            "word in quotes.",
            word=node.text,
        )
        strict_yaml.fail(node.place, told, kind)
    try:
        return _read(question, node.text, None, language, "", NO_LABELS)
    except AnswerError as error:
        raise kind([Problem(node.place, error.message)]) from error


def _named(
    question: Question, node: strict_yaml.Node, kind: type[FileProblems], labels: Labels
) -> str:
    """Read the name of one choice."""
    word = node.text.strip() if isinstance(node, strict_yaml.Text) else ""
    if word in question.choices:
        return word
    by_label = {fold_words(label): key for key, label in labels.items()}
    meant = by_label.get(fold_words(word))
    hint = nearest(word, question.choices)
    if meant:
        hint = Message(" Did you mean {found}?", found=repr(meant))
    shown = found(word) if word else strict_yaml.describe(node)
    raise kind([Problem(node.place, _unlike(question, shown, hint))])


def _unlike(question: Question, found: str, hint: str = "") -> Message:
    """Say what was found in a file where an answer is expected."""
    more = allowed(question, None)
    return Message("Found {found}. {allowed}{hint}", found=found, allowed=more, hint=hint)


def _list_from(
    question: Question,
    node: strict_yaml.Node,
    language: Language,
    kind: type[FileProblems],
    labels: Labels,
) -> Answer:
    """Read a list; a single item needs no list."""
    if isinstance(node, strict_yaml.Mapping):
        strict_yaml.fail(node.place, _unlike(question, strict_yaml.describe(node)), kind)
    items: Sequence[strict_yaml.Node] = (
        node.items if isinstance(node, strict_yaml.Sequence) else [node]
    )
    if question.kind == "several":
        if (
            isinstance(node, strict_yaml.Text)
            and node.text == "none"
            and "none" not in question.choices
        ):
            return frozenset()
        chosen = [_named(question, item, kind, labels) for item in items]
        for place, key in enumerate(chosen):
            if key in chosen[:place]:
                text = Message("{name} stands in the list twice; keep one.", name=repr(key))
                strict_yaml.fail(items[place].place, text, kind)
        return frozenset(chosen)
    lines: list[Any] = []
    for item in items:
        if not isinstance(item, strict_yaml.Text):
            strict_yaml.fail(item.place, _unlike(question, strict_yaml.describe(item)), kind)
        lines.extend(_read_at(question, item, language, kind))  # type: ignore[arg-type]
    if not lines or len(lines) > list_answers.MOST_LINES:
        counted = Message("Found {count} lines.", count=len(lines))
        strict_yaml.fail(node.place, _both(counted, allowed(question, None)), kind)
    return tuple(lines)


def to_plain(question: Question, answer: Answer) -> str | list[str]:
    """Write an answer for a case file, so that :func:`from_node` reads it back."""
    value: Any = answer
    if question.kind == "yes_no":
        return "yes" if value else "no"
    if question.kind == "several":
        return [key for key in question.choices if key in value]
    if question.kind == "lines":
        return list(value)
    if question.kind == "deliverables":
        return [_plain_deliverable(piece) for piece in value]
    if question.kind == "invoices":
        return [str(item) for item in value]
    if question.kind == "money" and not value.currency:
        return "0"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _plain_deliverable(piece: Deliverable) -> str:
    return f"{piece.what} by {piece.by.isoformat()}" if piece.by else piece.what
