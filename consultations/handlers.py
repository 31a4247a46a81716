"""Who is told of what happens in a consultation; and what may be found of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from civic.accounts.queries import recipients_of
from civic.accounts.recipients import Recipient
from civic.core import clock
from civic.eventlog.registry import on
from civic.links.queries import everyone_behind
from civic.notifications.actions.notify import notify
from civic.notifications.queries import followers
from civic.search.actions.reindex import reindex
from consultations import cards, notices
from consultations.enums import CommentState
from consultations.models import Comment, CommentSupport, Consultation

if TYPE_CHECKING:
    from civic.eventlog.models import Event

STILL_NEWS = dt.timedelta(days=7)


@on("comment.published", news=True)
def tell_the_one_answered(event: Event) -> None:
    """The author of the comment above learns of an answer; of the council's answer also all who supported it."""
    comment = Comment.objects.select_related("parent").filter(pk=event.facts["comment_id"]).first()
    if comment is None or comment.parent is None or comment.state != CommentState.PUBLISHED:
        return
    own = recipients_of([comment.author_id]) if comment.author_id else []
    to = set(cards.people(comment.parent.ref))
    if comment.official:
        to |= set(_supporters(comment.parent))
    kind = notices.OFFICIAL if comment.official else notices.REPLY
    notify(event, kind=kind, subject=comment.subject, to=to - set(own))


@on("comment.published", news=True)
def tell_the_author(event: Event) -> None:
    """Somebody whose words waited learns that they are published. What is published at once needs no mail."""
    comment = Comment.objects.filter(pk=event.facts["comment_id"]).first()
    if comment is None or event.actor_id == comment.author_id:
        return
    notify(event, kind=notices.PUBLISHED, subject=comment.subject, to=cards.people(comment.ref))


@on("consultation.closed", "consultation.outcome", news=True)
def tell_everyone_who_spoke(event: Event) -> None:
    """All who spoke there, follow it, or reported what was taken into it learn that it closed, and what came of it."""
    place = Consultation.objects.filter(pk=event.facts["consultation_id"]).first()
    if place is None or place.closes_at < clock.now() - STILL_NEWS and event.verb == "consultation.closed":
        return
    kind = notices.CLOSED if event.verb == "consultation.closed" else notices.OUTCOME
    notify(event, kind=kind, subject=place.subject, to=everyone_behind(place.subject))


@on(
    "consultation.created",
    "consultation.changed",
    "consultation.opened",
    "consultation.closed",
    "consultation.outcome",
    index=True,
)
def find_it(event: Event) -> None:
    reindex(event.stream.name)


def everyone_in(slug: str) -> Iterable[Recipient]:
    """Authors of published comments and followers of one consultation."""
    rows = Comment.objects.published().filter(consultation__slug=slug)
    authors = rows.exclude(author=None).values_list("author_id", flat=True).distinct()
    visitors = rows.filter(author=None, contact_confirmed_at__isnull=False)
    found = {Recipient(row.contact_email, None, row.language) for row in visitors}
    return {*recipients_of(list(authors)), *found, *followers(f"consultation:{slug}")}


def everyone_with(ref: str) -> Iterable[Recipient]:
    """The author and the supporters of one comment."""
    row = Comment.objects.filter(ref=ref).first()
    return {*cards.people(ref), *_supporters(row)} if row else set()


def _supporters(comment: Comment) -> list[Recipient]:
    people = CommentSupport.objects.filter(comment=comment, user__isnull=False)
    return recipients_of(list(people.values_list("user_id", flat=True)))
