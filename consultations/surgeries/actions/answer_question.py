"""Answer a question, or put an answer right."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import WrongState
from civic.core.sanitise import rendered
from consultations.surgeries import rules
from consultations.surgeries.actions.request_faq import request_faq
from consultations.surgeries.changes import lock, move
from consultations.surgeries.enums import ANSWER_MAX
from consultations.surgeries.models import Answer, Question
from consultations.surgeries.workflow import ANSWERS_IN


@transaction.atomic
def answer_question(*, by: Actor, question: Question, text: str, faq: bool = False) -> Question:
    """Write the answer for all to read; `faq`: also ask for a FAQ page. Answering again replaces the words.

    Raises SignInNeeded, NotFound, WrongState, Invalid(text).
    """
    [question] = lock(question)
    rules.require_right(rules.can_answer(by, question.surgery), by)
    by.require_may_act()
    if question.surgery.state not in ANSWERS_IN:
        raise WrongState(_("Questions are answered once the surgery has been opened."))
    words = rendered(text, max_length=ANSWER_MAX, min_length=1, field="text")
    earlier = Answer.objects.filter(question=question).first()
    move(question, "answered", by=by, again=int(earlier is not None))
    if earlier is None:
        question.answer = Answer.objects.create(question=question, by=by.user, at=clock.now(), **words)
    else:
        earlier.previous, earlier.edited_at = earlier.source, clock.now()
        earlier.source, earlier.source_html = words["source"], words["source_html"]
        earlier.save()
        question.answer = earlier
    if faq:
        request_faq(by=by, question=question)
    return question
