"""Take one's own question back."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import Actor
from civic.core.errors import NotFound, require
from consultations.surgeries import rules
from consultations.surgeries.changes import lock, move
from consultations.surgeries.models import Question


@transaction.atomic
def withdraw_question(*, by: Actor, question: Question) -> Question:
    """Only who asked it, until it is answered; its words are gone. Raises NotFound, WrongState."""
    [question] = lock(question)
    require(rules.can_withdraw(by, question), NotFound())
    by.require_may_act()
    move(question, "withdrawn", by=by)
    return question
