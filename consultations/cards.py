"""Comments as the moderation desk sees them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.accounts.queries import recipient_of
from civic.accounts.recipients import Recipient
from civic.moderation.registry import Card
from consultations.models import Comment
from consultations.querysets import CommentQuerySet
from consultations.said import name_of, url_of

_WITH = ("author", "section", "parent__author", "consultation")


def held(actor: Actor) -> CommentQuerySet:
    return Comment.objects.held_for(actor).select_related(*_WITH)


def card(ref: str, actor: Actor) -> Card | None:
    """One comment in whatever state."""
    row = Comment.objects.decidable_by(actor).select_related(*_WITH).filter(ref=ref).first()
    return cards([row])[0] if row else None


def cards(rows: Sequence[Comment]) -> list[Card]:
    return [_card(row) for row in rows]


def people(ref: str) -> Iterable[Recipient]:
    """The author: an account, or an address that was confirmed."""
    row = Comment.objects.filter(ref=ref).first()
    if row is None:
        return []
    if row.author_id:
        person = recipient_of(row.author_id)
        return [person] if person else []
    return [Recipient(row.contact_email, None, row.language)] if row.contact_confirmed_at else []


def _card(row: Comment) -> Card:
    place = row.consultation
    return Card(
        subject=row.subject,
        kind="comment",
        title=f"{place.title}: {row.section.title}" if row.section else place.title,
        text=row.source,
        html=row.source_html,
        author_id=row.author_id,
        author_name=name_of(row),
        at=row.created_at,
        context=_answered(row.parent) if row.parent else place.summary,
        url=url_of(place.slug, row.ref),
        state=row.state,
        area_id=place.area_id,
        changed_at=row.edited_at,
    )


def _answered(above: Comment) -> str:
    words = Truncator(above.source).chars(400)
    return _("It answers %(name)s: “%(words)s”") % {"name": name_of(above), "words": words}
