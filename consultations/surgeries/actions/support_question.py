"""Say that one wants to know it too."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor
from civic.core.errors import CivicError, NotFound, WrongState
from consultations.surgeries.changes import wake_tally
from consultations.surgeries.models import Question, QuestionSupport
from consultations.surgeries.viewers import viewer_of
from consultations.surgeries.workflow import COUNTS_SUPPORT, SUPPORTABLE


class DeviceNeeded(CivicError):
    code, status = "device_needed", 400
    default_detail = _("Allow this site’s cookie, or sign in: otherwise we can’t count you only once.")


@transaction.atomic
def support_question(*, by: Actor, question: Question) -> Question:
    """Count the person (or device) once. Twice is once. Raises DeviceNeeded, WrongState, NotFound, Banned."""
    by.require_may_act()
    if not by.who:
        raise DeviceNeeded
    question = Question.objects.select_related("surgery").get(pk=question.pk)
    if not question.is_visible(viewer_of(by, question.surgery).audience, mine=False):
        raise NotFound
    if question.surgery.state not in COUNTS_SUPPORT or question.state not in SUPPORTABLE:
        raise WrongState(_("This question takes no more support: it was dealt with, or the surgery is over."))
    if _adopt_device(by, question):
        return question
    try:
        with transaction.atomic():
            QuestionSupport.objects.create(question=question, user=by.user, device="" if by.user else by.device)
    except IntegrityError:
        return question
    return count(question, people=int(by.is_signed_in), devices=int(not by.is_signed_in))


def _adopt_device(by: Actor, question: Question) -> bool:
    """Somebody who supported from this device and then signed in is one person, not two."""
    if by.user is None or not by.device:
        return False
    if QuestionSupport.objects.filter(question=question, user=by.user).exists():
        return True
    moved = QuestionSupport.objects.filter(question=question, user__isnull=True, device=by.device)
    if not moved.update(user=by.user, device=""):
        return False
    count(question, people=1, devices=-1)
    return True


def count(question: Question, *, people: int, devices: int) -> Question:
    """Change the kept sums by a difference, and hint it to the live page."""
    Question.objects.filter(pk=question.pk).update(
        support_people=F("support_people") + people, support_devices=F("support_devices") + devices
    )
    wake_tally(question.surgery)
    question.refresh_from_db(fields=["support_people", "support_devices"])
    return question
