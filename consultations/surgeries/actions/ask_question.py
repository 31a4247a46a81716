"""Ask a question."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import Invalid, WrongState
from civic.core.sanitise import plain
from civic.links.actions.link_subjects import link_subjects
from civic.links.enums import Relation
from consultations.surgeries.changes import lock_surgery, tell
from consultations.surgeries.enums import TEXT_MAX, QuestionState, SurgeryState
from consultations.surgeries.models import Question, Surgery
from consultations.surgeries.workflow import TAKES_QUESTIONS
from reports.queries import report_title

_CLOSED = {
    SurgeryState.PAUSED: _("The surgery is paused. Your words are kept; send them when it goes on."),
    SurgeryState.CLOSED: _(
        "This surgery is over, so it takes no more questions. The next one is on the surgeries page."
    ),
}


@transaction.atomic
def ask_question(*, by: Actor, surgery: Surgery, text: str, about: str = "") -> Question:
    """Published at once if the person is trusted, else held for a check. Anyone may ask.

    about: the reference of a report that `by` may read; the two point to each other from then on.
    Raises Invalid(text, about), WrongState when no questions are taken, Banned.
    """
    by.require_may_act()
    words = plain(text, max_length=TEXT_MAX, min_length=3, field="text")
    if about and report_title(about, by) is None:
        raise Invalid(about=_("We can’t find the report that you ask about. You can ask without it."))
    surgery = lock_surgery(surgery)
    if surgery.state not in TAKES_QUESTIONS:
        raise WrongState(_CLOSED[SurgeryState(surgery.state)])
    question = Question(surgery=surgery, author=by.user, device="" if by.user else by.device, text=words)
    question.asked_at = clock.now()
    if by.is_trusted:
        question.state, question.was_public = QuestionState.PUBLISHED, True
        question.published_at = question.asked_at
    question.save(force_insert=True)
    tell(question, "asked", by=by)
    if about:
        target = f"question:{question.ref}"
        link_subjects(source=f"report:{about}", target=target, relation=Relation.ASKED_ABOUT, by=by)
    if by.is_trusted:
        tell(question, "published", by=by)
    return question
