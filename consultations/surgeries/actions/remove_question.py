"""Take a question away because it breaks a rule."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import Actor
from civic.core.sanitise import plain
from consultations.surgeries import rules
from consultations.surgeries.actions.unmerge_question import take_support_back
from consultations.surgeries.changes import lock, lock_surgery, move
from consultations.surgeries.enums import REASON_MAX
from consultations.surgeries.models import Question


@transaction.atomic
def remove_question(*, by: Actor, question: Question, reason: str) -> Question:
    """The author is told `reason`; the words leave the row.

    Raises SignInNeeded, NotFound, WrongState, Invalid(reason).
    """
    lock_surgery(question.surgery)
    [question] = lock(question)
    rules.require_right(rules.can_moderate(by, question.surgery), by)
    by.require_may_act()
    question.reason = plain(reason, max_length=REASON_MAX, min_length=3, field="reason")
    if question.state == "merged":
        take_support_back(question)
    move(question, "removed", by=by)
    return question
