"""Put a removed comment back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.core.errors import WrongState, require
from civic.eventlog.actions.record import record
from consultations.actions.find_comment import count, facts, is_shown, locked_for_desk
from consultations.enums import CommentState
from consultations.models import Comment


@transaction.atomic
def restore_comment(*, by: Actor, ref: str) -> Comment:
    """Make a removed comment what it was: published if it ever was, else waiting. Raises NotFound, WrongState."""
    comment = locked_for_desk(ref, by)
    require(comment.state == CommentState.REMOVED, WrongState(_("This comment is not removed.")))
    comment.state = CommentState.PUBLISHED if comment.published_at else CommentState.HELD
    comment.removed_rule = None
    comment.save(update_fields=["state", "removed_rule"])
    if is_shown(comment):
        count(comment, 1)
    record("comment.restored", on=comment.consultation.subject, by=by, **facts(comment))
    return comment
