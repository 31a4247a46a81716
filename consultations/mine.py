"""A person's own comments, for /my/."""

from __future__ import annotations

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civic.accounts.actors import Actor
from civic.accounts.registry import MyItem
from civic.moderation.enums import HouseRule
from consultations.enums import CommentState
from consultations.models import Comment
from consultations.said import url_of

NEWEST = 50


def my_comments(actor: Actor) -> list[MyItem]:
    """What the actor said, newest first, with what happened to it."""
    if actor.user is None:
        return []
    rows = Comment.objects.filter(author=actor.user).select_related("consultation").order_by("-created_at")[:NEWEST]
    return [
        MyItem(
            title=Truncator(" ".join(row.source.split())).chars(90),
            url=url_of(row.consultation.slug, row.ref),
            state_code=row.state,
            state=CommentState(row.state).label,
            at=row.created_at,
            detail=_detail(row),
        )
        for row in rows
    ]


def _detail(row: Comment) -> str:
    where = _("In “%(title)s”.") % {"title": row.consultation.title}
    if row.state == CommentState.REMOVED and row.removed_rule:
        return where + " " + _("Removed under the house rule: %(rule)s.") % {"rule": HouseRule(row.removed_rule).label}
    if not row.replies:
        return where
    answers = ngettext("%(n)d reply.", "%(n)d replies.", row.replies) % {"n": row.replies}
    return f"{where} {answers}"
