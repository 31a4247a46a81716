"""Take the publication of a question back."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import Actor
from consultations.surgeries import rules
from consultations.surgeries.changes import lock, note_step, tell
from consultations.surgeries.models import Question
from consultations.surgeries.workflow import EVENT_OF_STATE, question_after


@transaction.atomic
def hold_question(*, by: Actor, question: Question) -> Question:
    """It waits for a check again. Raises SignInNeeded, NotFound, WrongState."""
    [question] = lock(question)
    rules.require_right(rules.can_moderate(by, question.surgery), by)
    by.require_may_act()
    target = question_after("held", question.state)
    note_step(question, "held", by=by)
    question.state, question.published_at = target, None
    question.save()
    tell(question, EVENT_OF_STATE[target], by=by, undone="published")
    return question
