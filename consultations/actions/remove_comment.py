"""Take a comment out of sight."""

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
def remove_comment(*, by: Actor, ref: str, rule: int) -> Comment:
    """Leave a stub that names the house rule `rule`; the words stay in the row, for its author and an appeal.

    The reason is kept by the desk's decision. Raises NotFound, WrongState.
    """
    comment = locked_for_desk(ref, by)
    require(comment.state != CommentState.REMOVED, WrongState(_("This comment was removed already.")))
    shown = is_shown(comment)
    comment.state, comment.removed_rule = CommentState.REMOVED, rule
    comment.save(update_fields=["state", "removed_rule"])
    if shown:
        count(comment, -1)
    record("comment.removed", on=comment.consultation.subject, by=by, rule=rule, **facts(comment))
    return comment
