"""Let everyone see a question that was held."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actions.trust_person import trust_person
from civic.accounts.actors import Actor
from civic.core import clock
from consultations.surgeries import rules
from consultations.surgeries.changes import lock, move
from consultations.surgeries.models import Question

PUBLISHED_TRUSTING = "published_trusting"  # as a last step: to undo it takes the trust back, too


@transaction.atomic
def publish_question(*, by: Actor, question: Question, trust: bool = True) -> Question:
    """Publish; `trust`: believe its author from now on (the desk does that itself).

    Raises SignInNeeded, NotFound, WrongState.
    """
    [question] = lock(question)
    rules.require_right(rules.can_moderate(by, question.surgery), by)
    by.require_may_act()
    question.published_at, question.was_public = clock.now(), True
    move(question, "published", by=by)
    if trust and question.author_id is not None and trust_person(by=by, user_id=question.author_id):
        question.last_step = PUBLISHED_TRUSTING
        question.save(update_fields=["last_step"])
    return question
