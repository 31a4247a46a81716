"""Support what somebody said, or no longer."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import F

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import NotFound, SignInNeeded, require
from civic.eventlog.actions.record import record
from consultations.actions.find_comment import facts
from consultations.models import Comment, CommentSupport
from consultations.rules import can_support_without_account, require_open


@transaction.atomic
def support_comment(*, by: Actor, ref: str) -> Comment:
    """Count `by` among the supporters. Twice is once. Raises NotFound, SignInNeeded, WrongState, Banned."""
    comment = _open_to(by, ref)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO consultations_commentsupport (comment_id, user_id, device, at) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT DO NOTHING",
            [comment.pk, by.id, "" if by.user else by.device, clock.now()],
        )
        made = cursor.rowcount
    return _count(comment, by, made, "comment.supported")


@transaction.atomic
def unsupport_comment(*, by: Actor, ref: str) -> Comment:
    """Take the support back. Twice is once. Raises NotFound, SignInNeeded, WrongState, Banned."""
    comment = _open_to(by, ref)
    mine = CommentSupport.objects.filter(comment=comment)
    mine = mine.filter(user=by.user) if by.user else mine.filter(user=None, device=by.device)
    gone, _by_model = mine.delete()
    return _count(comment, by, -gone, "comment.unsupported")


def _open_to(by: Actor, ref: str) -> Comment:
    by.require_may_act()
    comment = Comment.objects.visible_to(by).published().select_related("consultation").filter(ref=ref).first()
    if comment is None:
        raise NotFound
    may = by.user is not None or (bool(by.device) and can_support_without_account(comment.consultation))
    require(may, SignInNeeded())
    require_open(comment.consultation)
    return comment


def _count(comment: Comment, by: Actor, step: int, verb: str) -> Comment:
    if step:
        by_device = 0 if by.user else step
        Comment.objects.filter(pk=comment.pk).update(
            support=F("support") + step, device_support=F("device_support") + by_device
        )
        record(verb, on=comment.consultation.subject, by=by, **facts(comment))
        comment.refresh_from_db(fields=["support", "device_support"])
    return comment
