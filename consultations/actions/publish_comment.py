"""Let a comment that waits be seen."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import WrongState, require
from civic.eventlog.actions.record import record
from consultations.actions.find_comment import count, facts, locked_for_desk
from consultations.enums import CommentState
from consultations.models import Comment


@transaction.atomic
def publish_comment(*, by: Actor, ref: str) -> Comment:
    """Publish a held comment. Raises NotFound, WrongState."""
    comment = locked_for_desk(ref, by)
    require(comment.state == CommentState.HELD, WrongState(_("This comment does not wait any more.")))
    comment.state, comment.published_at = CommentState.PUBLISHED, clock.now()
    comment.save(update_fields=["state", "published_at"])
    count(comment, 1)
    record("comment.published", on=comment.consultation.subject, by=by, **facts(comment))
    return comment
