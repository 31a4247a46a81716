"""A comment as a page, the interface and a feed show it: nothing of what is hidden is in here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.core import clock
from civic.moderation.enums import HouseRule
from consultations.enums import CommentState
from consultations.models import Comment, CommentSupport
from consultations.rules import can_edit_comment


@dataclass
class Said:
    """`name` and `html` are empty when it was removed; `rule` says for what. `answers`: the name it replies to, where
    that does not stand right above. `supported`, `mine`: by the actor it was made for."""

    ref: str
    parent: str | None
    section: str | None
    html: str
    state: str
    name: str
    role: str
    has_account: bool
    official: bool
    created_at: dt.datetime
    edited_at: dt.datetime | None
    support: int
    replies: int
    depth: int
    url: str
    version: int
    rule: str = ""
    answers: str = ""
    mine: bool = False
    editable: bool = False
    supported: bool = False
    first: list[Said] = field(default_factory=list)

    @property
    def is_published(self) -> bool:
        return self.state == CommentState.PUBLISHED

    @property
    def is_removed(self) -> bool:
        return self.state == CommentState.REMOVED

    @property
    def more(self) -> int:
        """How many replies are not shown with it."""
        return max(0, self.replies - sum(1 for reply in self.first if reply.is_published))


def say(rows: Iterable[Comment], actor: Actor, slug: str) -> list[Said]:
    """What `rows` (with_names, already visible to `actor`) say to `actor`. One query for a signed-in person."""
    comments = list(rows)
    supported = supported_by(actor, [row.pk for row in comments])
    return [_said(row, actor, slug, row.pk in supported) for row in comments]


def supported_by(actor: Actor, pks: Collection[int]) -> set[int]:
    """Which of the comments `pks` the signed-in actor supports."""
    if actor.user is None or not pks:
        return set()
    mine = CommentSupport.objects.filter(user=actor.user, comment__in=pks)
    return set(mine.values_list("comment_id", flat=True))


def name_of(comment: Comment) -> str:
    """The name under a comment; a visitor is "A resident"."""
    return str(comment.author.get_full_name()) if comment.author else _("A resident")


def url_of(slug: str, ref: str) -> str:
    """The permalink: a page that holds the comment, at the comment."""
    return f"{reverse('consultation', args=[slug])}?parent={ref}#c-{ref}"


def _said(row: Comment, actor: Actor, slug: str, supported: bool) -> Said:
    gone = row.state == CommentState.REMOVED
    above = row.parent
    return Said(
        ref=row.ref,
        parent=above.ref if above else None,
        section=row.section.key if row.section else None,
        html="" if gone else row.source_html,
        state=row.state,
        name="" if gone else name_of(row),
        role="" if gone else row.official_as,
        has_account=not gone and row.author_id is not None,
        official=row.official and not gone,
        created_at=row.created_at,
        edited_at=None if gone else row.edited_at,
        support=row.support,
        replies=row.replies,
        depth=row.depth,
        url=url_of(slug, row.ref),
        version=row.version,
        rule=str(HouseRule(row.removed_rule).label) if gone and row.removed_rule else "",
        answers=_answered(above) if above and above.depth else "",
        mine=actor.user is not None and row.author_id == actor.user.pk,
        editable=can_edit_comment(actor, row, (clock.now() - row.created_at).total_seconds()),
        supported=supported,
    )


def _answered(above: Comment) -> str:
    return "" if above.state == CommentState.REMOVED else name_of(above)
