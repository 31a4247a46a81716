"""What every change of a question has in common: lock, check the table, note the step, record."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection, transaction

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import NotFound
from civic.eventlog.actions.record import record
from consultations.surgeries import rules
from consultations.surgeries.models import Question, Surgery, WithheldText
from consultations.surgeries.workflow import question_after

UNDO_S = 600
KEEP_REMOVED = dt.timedelta(days=30)
TALLY_CHANNEL = "civic_tally"


def lock_surgery(surgery: Surgery) -> Surgery:
    """The row as it is now, ours until commit.

    Before any question's row: by acts that change a second question they only find on the way, so by all that put
    questions together or take them apart, lest two of them wait for each other.
    """
    return Surgery.objects.select_for_update(no_key=True).get(pk=surgery.pk)


def lock(*questions: Question) -> list[Question]:
    """The rows as they are now, ours until commit, in the order given; taken in one order, so that nobody deadlocks."""
    rows = Question.objects.select_for_update(of=("self",), no_key=True).select_related("surgery")
    found = {row.pk: row for row in rows.filter(pk__in=[q.pk for q in questions]).order_by("pk")}
    if len(found) != len({q.pk for q in questions}):
        raise NotFound
    return [found[q.pk] for q in questions]


def move(question: Question, step: str, *, by: Actor, **facts: Any) -> None:
    """Take `step` if the table allows it, save the row, record it. Raises WrongState."""
    target = question_after(step, question.state)
    note_step(question, step, by=by)
    question.state = target
    if target in ("removed", "withdrawn"):
        withhold(question, step)
    question.save()
    tell(question, step, by=by, **facts)


def note_step(question: Question, step: str, *, by: Actor) -> None:
    """Remember what the row was before, so that the step can be undone."""
    question.last_step, question.last_from = step, question.state
    question.last_at, question.last_by_id = clock.now(), by.id


def tell(question: Question, verb: str, *, by: Actor, **facts: Any) -> None:
    """Record `question.<verb>` on the surgery's stream."""
    actor = rules.in_role(by, question.surgery)
    record(f"question.{verb}", on=question.surgery.stream, by=actor, question_id=question.ref, **facts)


def withhold(question: Question, step: str) -> None:
    """Move the text out of the row: no page, frame or repeat brings it back; only undo and restore do, for a time."""
    keep = KEEP_REMOVED if step == "removed" else dt.timedelta(seconds=UNDO_S)
    WithheldText.objects.filter(question=question).delete()
    WithheldText.objects.create(question=question, step=step, text=question.text, forget_at=clock.now() + keep)
    question.text = ""


def give_back(question: Question) -> bool:
    """Put the withheld text into the row again; False if it has been forgotten."""
    kept = WithheldText.objects.filter(question=question).first()
    if kept is None:
        return False
    question.text = kept.text
    kept.delete()
    return True


def wake_tally(surgery: Surgery) -> None:
    """Hint, after commit, that support in this surgery changed. Support is outside the numbered events."""

    def notify() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [TALLY_CHANNEL, surgery.slug])

    transaction.on_commit(notify, robust=True)
