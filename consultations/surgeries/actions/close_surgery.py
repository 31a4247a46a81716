"""End a surgery. What has no answer stays as it is, and can be answered afterwards."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import Actor
from civic.core import clock
from civic.eventlog.actions.record import record
from consultations.surgeries import rules
from consultations.surgeries.changes import lock_surgery, tell
from consultations.surgeries.enums import QuestionState
from consultations.surgeries.models import Surgery
from consultations.surgeries.workflow import surgery_after


@transaction.atomic
def close_surgery(*, by: Actor, surgery: Surgery) -> Surgery:
    """Raises SignInNeeded, NotFound, WrongState."""
    rules.require_right(rules.can_close(by, surgery), by)
    by.require_may_act()
    surgery = lock_surgery(surgery)
    surgery.state = surgery_after("closed", surgery.state)
    surgery.closed_at = clock.now()
    surgery.version += 1
    surgery.save()
    for question in surgery.questions.filter(state=QuestionState.ANSWERING).select_for_update(no_key=True):
        question.surgery, question.state = surgery, QuestionState.PUBLISHED
        question.last_step = ""
        question.save()
        tell(question, "published", by=by)
    record("surgery.closed", on=surgery.stream, by=rules.in_role(by, surgery), surgery_id=surgery.pk)
    return surgery
