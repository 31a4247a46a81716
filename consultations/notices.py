"""What the mails about consultations say, from the rows as they are when a mail is sent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator

from civic.accounts.recipients import Recipient
from civic.core import clock
from consultations.enums import CommentState
from consultations.models import Comment, Consultation
from consultations.said import name_of, url_of

REPLY, OFFICIAL, PUBLISHED = "comment.reply", "comment.official_reply", "comment.published"
CLOSED, OUTCOME = "consultation.closed", "consultation.outcome"
QUOTE = 300  # characters of a comment that a mail quotes


def comment_context(subject: str, recipient: Recipient) -> dict[str, Any] | None:
    """About one comment; None when it is not public any more."""
    rows = Comment.objects.published().select_related("consultation", "author", "parent__author")
    row = rows.filter(ref=subject.partition(":")[2], consultation__published_at__lte=clock.now()).first()
    if row is None:
        return None
    above = row.parent if row.parent and row.parent.state == CommentState.PUBLISHED else None
    return {
        "title": row.consultation.title,
        "name": name_of(row),
        "role": row.official_as,
        "words": row.source,
        "yours": Truncator(above.source).chars(QUOTE) if above else "",
        "is_author": above is not None and _is(above, recipient),
        "url": settings.CIVIC_BASE_URL + url_of(row.consultation.slug, row.ref),
    }


def consultation_context(subject: str, recipient: Recipient) -> dict[str, Any] | None:
    """About a whole consultation; None when it is not public any more."""
    rows = Consultation.objects.filter(published_at__lte=clock.now())
    place = rows.filter(slug=subject.partition(":")[2]).first()
    if place is None:
        return None
    path = reverse("consultation", args=[place.slug])
    return {
        "title": place.title,
        "comments": place.comments,
        "promise": place.promise,
        "said": place.said,
        "did": place.did,
        "closes_at": place.closes_at,
        "url": settings.CIVIC_BASE_URL + path,
    }


def _is(comment: Comment, recipient: Recipient) -> bool:
    return comment.author_id == recipient.user_id if comment.author_id else comment.contact_email == recipient.email
