"""Say that a question is not taken, and why."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import Actor
from civic.core.sanitise import plain
from consultations.surgeries import rules
from consultations.surgeries.changes import lock, move
from consultations.surgeries.enums import REASON_MAX
from consultations.surgeries.models import Question


@transaction.atomic
def decline_question(*, by: Actor, question: Question, reason: str) -> Question:
    """The asker is told `reason`. What was public stays readable with it; what was held is never shown.

    Raises SignInNeeded, NotFound, WrongState, Invalid(reason).
    """
    [question] = lock(question)
    rules.require_right(rules.can_decline(by, question), by)
    by.require_may_act()
    question.reason = plain(reason, max_length=REASON_MAX, min_length=3, field="reason")
    move(question, "declined", by=by)
    return question
