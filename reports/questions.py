"""A category's own questions: how they are kept, and what is made of the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic.core.errors import Invalid
from civic.core.sanitise import plain
from reports.enums import QuestionKind

MAX_ANSWER = 300
MAX_NUMBER = 1_000_000_000


@dataclass(frozen=True)
class Question:
    """choices: pairs (code, label), for the kind "choice" only · private: only its author and the officers read it."""

    code: str
    label: str
    kind: QuestionKind
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    private: bool = False

    def said(self, value: Any) -> str:
        """A stored answer as a person reads it."""
        if self.kind == QuestionKind.YES_NO:
            return _("Yes") if value else _("No")
        return str(_(dict(self.choices).get(str(value), str(value)))) if self.choices else str(value)


def parse_questions(rows: Any) -> list[Question]:
    """Questions from the JSON of a category: [{code, label, kind, required, choices: [[code, label], …]}, …]."""
    return [
        Question(
            code=row["code"],
            label=row["label"],
            kind=QuestionKind(row.get("kind", "text")),
            required=bool(row.get("required")),
            choices=tuple((code, label) for code, label in row.get("choices", ())),
            private=bool(row.get("private")),
        )
        for row in rows
    ]


def validate_questions(rows: Any) -> None:
    """For the admin: refuse JSON that is not a list of questions. Raises ValidationError."""
    try:
        questions = parse_questions(rows)
        codes = [question.code for question in questions]
        whole = all(isinstance(q.code, str) and q.code.isidentifier() and str(q.label).strip() for q in questions)
        listed = all(bool(q.choices) == (q.kind == QuestionKind.CHOICE) for q in questions)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValidationError(_("This is not a list of questions: %(error)s") % {"error": error}) from error
    if not whole or not listed or len(set(codes)) != len(codes):
        raise ValidationError(_("Each question needs a code of its own and a label; only a “choice” has choices."))


def check_answers(questions: Iterable[Question], answers: object) -> dict[str, Any]:
    """The answers that may be kept. Unknown codes are refused. Raises Invalid with fields "answers.<code>"."""
    if not isinstance(answers, Mapping):
        raise Invalid(answers=_("Give the answers as names and values."))
    asked = {question.code: question for question in questions}
    wrong: dict[str, Any] = {}
    if unknown := [str(code)[:40] for code in answers if code not in asked]:
        words = _("This kind of problem has no question called “%(code)s”.")
        wrong["answers"] = [words % {"code": code} for code in unknown[:5]]
    kept: dict[str, Any] = {}
    for code, question in asked.items():
        value = answers.get(code)
        if value is None or value == "":
            if question.required:
                wrong[f"answers.{code}"] = _("Answer the question “%(label)s”.") % {"label": _(question.label)}
            continue
        try:
            kept[code] = _answer(question, value)
        except Invalid as error:
            wrong[f"answers.{code}"] = error.fields.get(code, [str(error.detail)])
    if wrong:
        raise Invalid(**wrong)
    return kept


def public_answers(questions: Iterable[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that everyone may read."""
    return {question.code: answers[question.code] for question in questions if _is_public(question, answers)}


def _is_public(question: Question, answers: Mapping[str, Any]) -> bool:
    return question.code in answers and not question.private


def _answer(question: Question, value: Any) -> Any:
    if question.kind == QuestionKind.CHOICE:
        if str(value) not in dict(question.choices):
            raise Invalid(**{question.code: _("Choose one of the answers in the list.")})
        return str(value)
    if question.kind == QuestionKind.YES_NO:
        known = {True: True, False: False, "yes": True, "no": False, "true": True, "false": False}
        if not isinstance(value, bool | str) or value not in known:
            raise Invalid(**{question.code: _("Answer yes or no.")})
        return known[value]
    if question.kind == QuestionKind.NUMBER:
        return _number(question, value)
    return plain(value, max_length=MAX_ANSWER, field=question.code)


def _number(question: Question, value: Any) -> int | float:
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        number = float("nan")
    if isinstance(value, bool) or not abs(number) <= MAX_NUMBER:  # also false for NaN
        raise Invalid(**{question.code: _("Enter a number, for example 12.")})
    return int(number) if number == int(number) else number
