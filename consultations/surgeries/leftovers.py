"""What was put off, or left without an answer when a surgery closed: who answers it, and by when."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.accounts.registry import MyItem
from civic.core import clock
from consultations.surgeries.enums import QuestionState, SurgeryState
from consultations.surgeries.models import Question, Surgery

UNANSWERED = (QuestionState.PUBLISHED, QuestionState.ANSWERING, QuestionState.DEFERRED)
SOON = 3


def leftovers(actor: Actor) -> QuerySet[Question]:
    """Questions of the surgeries that `actor` runs which still owe an answer, soonest due first."""
    if actor.id is None or not actor.has_role(Role.COUNCILLOR, Role.OFFICER):
        return Question.objects.none()
    owed = Q(state=QuestionState.DEFERRED) | Q(state__in=UNANSWERED, surgery__state=SurgeryState.CLOSED)
    rows = Question.objects.filter(owed, surgery__hosts__user_id=actor.id).select_related("surgery", "owner")
    return rows.order_by(F("due_on").asc(nulls_last=True), "surgery__starts_at", "-support_people", "pk")


def is_overdue(question: Question) -> bool:
    """Whether the day by which an answer was promised is over."""
    return question.due_on is not None and question.due_on < localdate(clock.now())


def waiting_at_surgeries(actor: Actor) -> list[MyItem]:
    """For one's own page: the surgery that runs now or comes next, and what one still owes an answer."""
    if actor.id is None or not actor.has_role(Role.COUNCILLOR, Role.OFFICER):
        return []
    mine = Surgery.objects.filter(hosts__user_id=actor.id)
    found = [_surgery(row) for row in [*mine.running(), *mine.coming()[:SOON]]]
    owed = [row for row in leftovers(actor) if row.owner_id in (None, actor.id)]
    if owed:
        n = len(owed)
        title = ngettext("%(n)d question still waits for an answer", "%(n)d questions still wait for an answer", n)
        late = sum(is_overdue(row) for row in owed)
        words = ngettext("%(n)d is past its day.", "%(n)d are past their day.", late) % {"n": late} if late else ""
        found.append(MyItem(title % {"n": n}, reverse("surgeries:leftovers"), "", "", None, words))
    return found


def _surgery(row: Surgery) -> MyItem:
    n = row.questions.filter(state__in=UNANSWERED).count()
    asked = ngettext("%(n)d question waits", "%(n)d questions wait", n) % {"n": n} if n else _("No question yet")
    state = row.get_state_display()
    return MyItem(row.title, reverse("surgeries:desk", args=[row.slug]), row.state, state, row.starts_at, asked)
