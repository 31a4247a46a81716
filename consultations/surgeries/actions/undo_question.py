"""Take the last step back, within ten minutes."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.actions.trust_person import distrust_person
from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import WrongState
from civic.core.sanitise import render
from consultations.surgeries import rules
from consultations.surgeries.actions.publish_question import PUBLISHED_TRUSTING
from consultations.surgeries.actions.restore_question import state_before
from consultations.surgeries.actions.unmerge_question import take_support_back
from consultations.surgeries.changes import UNDO_S, give_back, lock, lock_surgery, tell
from consultations.surgeries.enums import QuestionState
from consultations.surgeries.models import Question
from consultations.surgeries.workflow import EVENT_OF_STATE

UNDOABLE = {
    "published",
    PUBLISHED_TRUSTING,
    "taken",
    "deferred",
    "answered",
    "declined",
    "merged",
    "withdrawn",
    "removed",
    "redacted",
}


@transaction.atomic
def undo_question(*, by: Actor, question: Question) -> Question:
    """Only who took the step. Raises SignInNeeded, NotFound, WrongState when there is nothing to undo (any more)."""
    lock_surgery(question.surgery)
    [question] = lock(question)
    rules.require_right(rules.can_undo(by, question), by)
    by.require_may_act()
    step, at = question.last_step, question.last_at
    if step not in UNDOABLE or at is None or at < clock.now() - dt.timedelta(seconds=UNDO_S):
        raise WrongState(_("There is nothing to undo: a step can be taken back for ten minutes."))
    if step == PUBLISHED_TRUSTING:
        step = "published"
        if question.author_id is not None:
            distrust_person(by=by, user_id=question.author_id)
    back = state_before(question) if step != "answered" else _without_last_answer(question)
    if step in ("withdrawn", "removed", "redacted") and not give_back(question):
        raise WrongState(_("Its words have been forgotten, so it can’t be restored."))
    if step == "merged":
        take_support_back(question)
        question.merged_into = None
    if step in ("declined", "removed"):
        question.reason = ""
    if step == "deferred":
        question.owner, question.due_on = None, None
    if back == QuestionState.HELD:
        question.published_at = None
    question.state, question.last_step = back, ""
    question.save()
    verb = {"redacted": "redacted", "merged": "unmerged"}.get(step, EVENT_OF_STATE[back])
    tell(question, verb, by=by, undone=step)
    return question


def _without_last_answer(question: Question) -> str:
    """The answer as it was before: its last wording, or none."""
    answer = question.answer
    if question.last_from == QuestionState.ANSWERED:
        answer.source, answer.previous = answer.previous, ""
        answer.source_html = render(answer.source)
        answer.save()
        return QuestionState.ANSWERED
    answer.delete()
    question.faq_requested = False
    return state_before(question)
