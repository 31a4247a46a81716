"""Propose that an answer becomes a FAQ page."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor
from civic.core.errors import WrongState
from consultations.surgeries import rules
from consultations.surgeries.changes import lock, tell
from consultations.surgeries.enums import QuestionState
from consultations.surgeries.models import Question


@transaction.atomic
def request_faq(*, by: Actor, question: Question) -> Question:
    """Twice is once. The pages' room makes the draft. Raises SignInNeeded, NotFound, WrongState."""
    [question] = lock(question)
    rules.require_right(rules.can_propose_faq(by, question), by)
    by.require_may_act()
    if question.state != QuestionState.ANSWERED:
        raise WrongState(_("Only an answered question can become a FAQ page."))
    if not question.faq_requested:
        question.faq_requested = True
        question.save(update_fields=["faq_requested"])
        tell(question, "faq_requested", by=by)
    return question
