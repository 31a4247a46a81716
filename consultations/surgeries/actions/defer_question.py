"""Put a question off: it will be answered later."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import Invalid
from consultations.surgeries import rules
from consultations.surgeries.changes import lock, move
from consultations.surgeries.models import Question


@transaction.atomic
def defer_question(
    *, by: Actor, question: Question, owner_id: int | None = None, due_on: dt.date | None = None
) -> Question:
    """owner_id: the host or officer of this surgery who will answer; they are told. Putting off again changes both.

    Raises SignInNeeded, NotFound, WrongState, Invalid(owner, due).
    """
    [question] = lock(question)
    rules.require_right(rules.can_answer(by, question.surgery), by)
    by.require_may_act()
    if owner_id is not None and not question.surgery.hosts.filter(user_id=owner_id).exists():
        raise Invalid(owner=_("Choose somebody who runs this surgery."))
    if due_on is not None and due_on < localdate(clock.now()):
        raise Invalid(due=_("Choose today or a later day."))
    question.owner_id, question.due_on = owner_id, due_on
    move(question, "deferred", by=by)
    return question
