"""Replace a question's words, for instance to take out a name."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor
from civic.core.errors import WrongState
from civic.core.sanitise import plain
from consultations.surgeries import rules
from consultations.surgeries.changes import lock, note_step, tell, withhold
from consultations.surgeries.enums import TEXT_MAX
from consultations.surgeries.models import Question
from consultations.surgeries.workflow import REDACTABLE


@transaction.atomic
def redact_question(*, by: Actor, question: Question, text: str) -> Question:
    """The old words are gone from every page, frame and repeat. Raises SignInNeeded, NotFound, WrongState, Invalid."""
    [question] = lock(question)
    rules.require_right(rules.can_moderate(by, question.surgery), by)
    by.require_may_act()
    if question.state not in REDACTABLE:
        raise WrongState(_("This question is gone already."))
    words = plain(text, max_length=TEXT_MAX, min_length=3, field="text")
    withhold(question, "redacted")
    question.text = words
    note_step(question, "redacted", by=by)
    question.save()
    tell(question, "redacted", by=by)
    return question
