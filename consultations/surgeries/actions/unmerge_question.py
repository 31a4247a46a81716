"""Take two questions apart again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor
from civic.core.errors import WrongState
from consultations.surgeries import rules
from consultations.surgeries.actions.support_question import count
from consultations.surgeries.changes import lock, lock_surgery, note_step, tell
from consultations.surgeries.enums import QuestionState
from consultations.surgeries.models import Question, QuestionSupport


@transaction.atomic
def unmerge_question(*, by: Actor, question: Question) -> Question:
    """It goes back to the queue, or to the check if it was never public. Raises SignInNeeded, NotFound, WrongState."""
    lock_surgery(question.surgery)
    [question] = lock(question)
    rules.require_right(rules.can_decline(by, question), by)
    by.require_may_act()
    if question.state != QuestionState.MERGED or question.merged_into is None:
        raise WrongState(_("This question stands by itself."))
    take_support_back(question)
    note_step(question, "unmerged", by=by)
    question.state = QuestionState.PUBLISHED if question.published_at else QuestionState.HELD
    question.merged_into = None
    question.save()
    tell(question, "unmerged", by=by)
    return question


def take_support_back(question: Question) -> None:
    """Remove from the other question what this one lent it."""
    target = question.merged_into
    if target is None:
        return
    lent = QuestionSupport.objects.filter(question=target, via=question)
    people, every = lent.filter(user__isnull=False).count(), lent.count()
    lent.delete()
    count(target, people=-people, devices=people - every)
