"""Take a publication back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.core.errors import WrongState, require
from civic.eventlog.actions.record import record
from consultations.actions.find_comment import count, facts, locked_for_desk
from consultations.enums import CommentState
from consultations.models import Comment


@transaction.atomic
def hold_comment(*, by: Actor, ref: str) -> Comment:
    """Make a published comment wait again, as if it had not been shown. Raises NotFound, WrongState (answered)."""
    comment = locked_for_desk(ref, by)
    require(comment.state == CommentState.PUBLISHED, WrongState(_("This comment is not published.")))
    answered = WrongState(_("Somebody has answered this comment. Remove it with a reason instead."))
    require(comment.replies == 0, answered)
    comment.state, comment.published_at = CommentState.HELD, None
    comment.save(update_fields=["state", "published_at"])
    count(comment, -1)
    record("comment.held", on=comment.consultation.subject, by=by, **facts(comment))
    return comment
