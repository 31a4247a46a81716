"""Take support back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor
from civic.core.errors import WrongState
from consultations.surgeries.actions.support_question import DeviceNeeded, count
from consultations.surgeries.models import Question, QuestionSupport
from consultations.surgeries.workflow import COUNTS_SUPPORT


@transaction.atomic
def unsupport_question(*, by: Actor, question: Question) -> Question:
    """Forget the support of this person or device. Twice is once. Raises DeviceNeeded, WrongState, Banned."""
    by.require_may_act()
    if not by.who:
        raise DeviceNeeded
    question = Question.objects.select_related("surgery").get(pk=question.pk)
    if question.surgery.state not in COUNTS_SUPPORT:
        raise WrongState(_("The surgery is over, so the numbers stand."))
    mine = QuestionSupport.objects.filter(question=question, user=by.user)
    if by.user is None:
        mine = mine.filter(device=by.device)
    gone, _rows = mine.delete()
    if not gone:
        return question
    return count(question, people=-gone if by.user else 0, devices=0 if by.user else -gone)
