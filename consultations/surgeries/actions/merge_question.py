"""Put a question together with another that asks the same."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import Actor
from civic.core.errors import NotFound
from consultations.surgeries import rules
from consultations.surgeries.actions.support_question import count
from consultations.surgeries.changes import lock, lock_surgery, move
from consultations.surgeries.models import Question, QuestionSupport


@transaction.atomic
def merge_question(*, by: Actor, question: Question, into: Question) -> Question:
    """`question` is asked together with `into`; whoever asked or supported it supports that one from now on.

    Raises SignInNeeded, NotFound, WrongState.
    """
    if question.pk == into.pk:
        raise NotFound
    lock_surgery(question.surgery)
    question, into = lock(question, into)
    rules.require_right(rules.can_merge(by, question, into), by)
    by.require_may_act()
    question.merged_into = into
    move(question, "merged", by=by, into=into.ref)
    _lend_support(question, into)
    return question


def _lend_support(source: Question, target: Question) -> None:
    """Once each: who supports the target already is not counted again, and its own asker never."""
    rows = source.supports.values_list("user_id", "device")
    wanted: set[tuple[int | None, str]] = {(user, "" if user else device) for user, device in rows}
    if source.author_id or source.device:
        wanted.add((source.author_id, "" if source.author_id else source.device))
    wanted -= {(target.author_id, "" if target.author_id else target.device)}
    before = set(target.supports.values_list("pk", flat=True))
    QuestionSupport.objects.bulk_create(
        [QuestionSupport(question=target, user_id=user, device=device, via=source) for user, device in wanted],
        ignore_conflicts=True,
    )
    new = target.supports.exclude(pk__in=before)
    people = new.filter(user__isnull=False).count()
    count(target, people=people, devices=new.count() - people)
