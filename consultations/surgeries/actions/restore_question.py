"""Bring a removed question back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor
from civic.core.errors import WrongState
from consultations.surgeries import rules
from consultations.surgeries.changes import give_back, lock, note_step, tell
from consultations.surgeries.enums import QuestionState
from consultations.surgeries.models import Question
from consultations.surgeries.workflow import EVENT_OF_STATE


@transaction.atomic
def restore_question(*, by: Actor, question: Question) -> Question:
    """As it was before it was removed; its words are kept for 30 days. Raises SignInNeeded, NotFound, WrongState."""
    [question] = lock(question)
    rules.require_right(rules.can_moderate(by, question.surgery), by)
    by.require_may_act()
    if question.state != QuestionState.REMOVED:
        raise WrongState(_("This question was not removed."))
    back = state_before(question)
    if not give_back(question):
        raise WrongState(_("Its words have been forgotten, so it can’t be restored."))
    note_step(question, "restored", by=by)
    question.state, question.reason, question.merged_into = back, "", None
    question.save()
    tell(question, EVENT_OF_STATE[back], by=by, undone="removed")
    return question


def state_before(question: Question) -> str:
    """The state before the last step; one that can't be taken up again by itself becomes the queue."""
    if question.last_from in (QuestionState.ANSWERING, QuestionState.MERGED):
        return QuestionState.PUBLISHED if question.published_at else QuestionState.HELD
    return question.last_from
