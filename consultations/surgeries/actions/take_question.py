"""Begin to answer a question, in front of all."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import WrongState
from consultations.surgeries import rules
from consultations.surgeries.changes import lock, lock_surgery, move, tell
from consultations.surgeries.enums import QuestionState, SurgeryState
from consultations.surgeries.models import Question


@transaction.atomic
def take_question(*, by: Actor, question: Question) -> Question:
    """One at a time: what was being answered goes back to the queue. Raises SignInNeeded, NotFound, WrongState."""
    surgery = lock_surgery(question.surgery)
    rules.require_right(rules.can_answer(by, surgery), by)
    by.require_may_act()
    if surgery.state != SurgeryState.LIVE:
        raise WrongState(_("Questions are taken while the surgery is live. Open it first."))
    others = surgery.questions.filter(state=QuestionState.ANSWERING).exclude(pk=question.pk)
    question, *others_now = lock(question, *others)
    for other in others_now:
        other.state, other.last_step = QuestionState.PUBLISHED, ""
        other.save()
        tell(other, "published", by=by)
    question.taken_at = clock.now()
    move(question, "taken", by=by)
    return question
