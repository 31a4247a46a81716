"""What anybody may find of a consultation, and how others name it."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.text import Truncator

from civic.accounts.actors import Actor
from civic.core import clock
from civic.search.registry import OFFICIAL, Entry
from consultations.models import Comment, Consultation
from consultations.said import url_of


def entry(slug: str) -> Entry | None:
    """The index entry of a published consultation, its sections included."""
    place = Consultation.objects.filter(slug=slug, published_at__lte=clock.now()).prefetch_related("sections").first()
    if place is None:
        return None
    parts = [place.summary, place.intro, *(f"{part.title} {part.source}" for part in place.sections.all())]
    return Entry(
        title=place.title,
        text="\n".join([*parts, place.asked, place.said, place.did]).strip(),
        url=f"/consultations/{place.slug}/",
        weight=OFFICIAL,
        area_id=place.area_id,
        at=place.outcome_at or place.opens_at,
    )


def slugs() -> Iterable[str]:
    return Consultation.objects.filter(published_at__lte=clock.now()).values_list("slug", flat=True)


def title(slug: str, actor: Actor) -> str | None:
    return Consultation.objects.visible_to(actor).filter(slug=slug).values_list("title", flat=True).first()


def url(slug: str) -> str:
    return reverse("consultation", args=[slug])


def comment_title(ref: str, actor: Actor) -> str | None:
    """A comment's first words; None when the actor may not see it, or it was removed."""
    row = Comment.objects.visible_to(actor).filter(ref=ref, removed_rule=None).first()
    return Truncator(" ".join(row.source.split())).chars(80) if row else None


def comment_url(ref: str) -> str:
    row = Comment.objects.select_related("consultation").filter(ref=ref).first()
    return url_of(row.consultation.slug, row.ref) if row else reverse("consultations")
