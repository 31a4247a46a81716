"""What may be asked of consultations and comments. Privacy is written here, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q, Value
from django.db.models.functions import Concat

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.core import clock
from civic.moderation.rules import moderated_areas
from consultations.enums import CommentState
from consultations.paths import END

if TYPE_CHECKING:
    from consultations.models import Comment, Consultation  # noqa: F401 — named in strings below

FIRST_REPLIES = 3


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def visible_to(self, actor: Actor) -> Self:
        """Everything published; drafts for the officers of its area and admins."""
        if actor.is_system:
            return self
        areas = actor.areas_as(Role.OFFICER, Role.ADMIN)
        return self.filter(Q(published_at__lte=clock.now()) | areas) if areas is not None else self

    def scheduled(self) -> Self:
        return self.filter(opens_at__gt=clock.now())

    def open(self) -> Self:
        return self.filter(opens_at__lte=clock.now(), closes_at__gt=clock.now())

    def closed(self) -> Self:
        return self.filter(closes_at__lte=clock.now())


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, actor: Actor) -> Self:
        """What everyone may see, and the actor's own. The words of a removed one stay in the row: never show them."""
        if actor.is_system:
            return self
        seen = Q(state=CommentState.PUBLISHED) | Q(state=CommentState.REMOVED, published_at__isnull=False)
        if actor.user is not None:
            seen |= Q(author=actor.user)
        return self.filter(seen, consultation__published_at__lte=clock.now())

    def published(self) -> Self:
        return self.filter(state=CommentState.PUBLISHED)

    def held_for(self, actor: Actor) -> Self:
        """What waits, as far as `actor` may decide about it at the desk."""
        return self.filter(state=CommentState.HELD).decidable_by(actor)

    def decidable_by(self, actor: Actor) -> Self:
        """Comments of consultations in the areas that `actor` moderates."""
        areas = moderated_areas(actor)
        if areas is None:
            return self
        theirs = self.model._meta.get_field("consultation").related_model._default_manager.filter(areas)
        return self.filter(consultation__in=theirs)

    def roots(self) -> Self:
        return self.filter(depth=0)

    def below(self, path: str) -> Self:
        """Everything under the comment at `path`, in reading order."""
        return self.filter(path__gt=path, path__lt=path + END).order_by("path")

    def with_names(self) -> Self:
        """With all that showing them needs: who wrote it, what it answers, in which section."""
        return self.select_related("author", "section", "parent__author").defer(
            "source", "parent__source", "parent__source_html", "section__source", "section__source_html"
        )

    def with_first_replies(self, actor: Actor) -> Self:
        """`first_replies`: primary keys of the first replies under each, in reading order, from the same query."""
        under = self.model._default_manager.visible_to(actor).filter(
            consultation=OuterRef("consultation"),
            path__gt=OuterRef("path"),
            path__lt=Concat(OuterRef("path"), Value(END)),
        )
        return self.annotate(first_replies=ArraySubquery(under.order_by("path").values("pk")[:FIRST_REPLIES]))

    def count_reply(self, above: list[int], step: int) -> None:
        """Add `step` to the replies of the comments `above`, in one order, so that two posts never wait in a ring."""
        if above:
            rows = self.filter(pk__in=above).order_by("pk").select_for_update(no_key=True)
            list(rows.values_list("pk", flat=True))
            self.filter(pk__in=above).update(replies=F("replies") + step)
