"""What the actions on one comment share."""

from __future__ import annotations

from django.db.models import F

from civic.accounts.actors import Actor
from civic.core.errors import NotFound, require
from civic.moderation.rules import can_moderate
from consultations.enums import CommentState
from consultations.models import Comment, Consultation, Section
from consultations.paths import ancestors


def locked(ref: str) -> Comment:
    """The comment, locked until the end of the transaction. Raises NotFound."""
    row = Comment.objects.select_for_update(of=("self",)).select_related("consultation").filter(ref=ref).first()
    if row is None:
        raise NotFound
    return row


def locked_for_desk(ref: str, by: Actor) -> Comment:
    """The same, for somebody who may decide about it. Raises NotFound, Banned."""
    by.require_may_act()
    comment = locked(ref)
    require(can_moderate(by, comment.consultation.area_id))
    return comment


def count(comment: Comment, step: int) -> None:
    """Add `step` to the counters above a comment that appears or goes."""
    Comment.objects.all().count_reply(ancestors(comment.path), step)
    if comment.section_id:
        Section.objects.filter(pk=comment.section_id).update(comments=F("comments") + step)
    Consultation.objects.filter(pk=comment.consultation_id).update(comments=F("comments") + step)


def facts(comment: Comment) -> dict[str, object]:
    """What the log keeps of a comment: ids only."""
    return {"comment_id": comment.pk, "comment": comment.ref, "parent_id": comment.parent_id}


def is_shown(comment: Comment) -> bool:
    return comment.state == CommentState.PUBLISHED
