"""How surgeries and questions are asked for. Who may see a question is written here, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from consultations.surgeries.enums import Audience, QuestionState, SurgeryState

if TYPE_CHECKING:
    from consultations.surgeries.models import Question, Surgery  # noqa: F401 — named in strings below
    from consultations.surgeries.viewers import Viewer

GONE = {QuestionState.REMOVED, QuestionState.WITHDRAWN}


class SurgeryQuerySet(models.QuerySet["Surgery"]):
    def running(self) -> Self:
        """Live now or paused."""
        return self.filter(state__in=[SurgeryState.LIVE, SurgeryState.PAUSED]).order_by("starts_at")

    def coming(self) -> Self:
        return self.filter(state=SurgeryState.SCHEDULED).order_by("starts_at", "pk")

    def past(self) -> Self:
        return self.filter(state=SurgeryState.CLOSED).order_by("-starts_at", "-pk")

    def with_hosts(self) -> Self:
        return self.select_related("area").defer("area__boundary").prefetch_related("hosts")


class QuestionQuerySet(models.QuerySet["Question"]):
    def public(self) -> Self:
        """Published at some time, and neither taken back nor removed since."""
        return self.filter(published_at__isnull=False).exclude(state__in=GONE)

    def visible_to(self, viewer: Viewer) -> Self:
        """Moderators see all, others what is public and their own. `Question.is_visible` says the same in Python."""
        if viewer.audience == Audience.MODERATOR:
            return self
        seen = Q(published_at__isnull=False) & ~Q(state__in=GONE)
        return self.filter(seen | self._own(viewer)) if viewer.is_somebody else self.filter(seen)

    def own(self, viewer: Viewer) -> Self:
        """What the viewer asked, as a person or from this device."""
        return self.filter(self._own(viewer)) if viewer.is_somebody else self.none()

    def _own(self, viewer: Viewer) -> Q:
        mine = Q(author_id=viewer.user_id) if viewer.user_id else Q(pk__in=[])
        if viewer.device:
            mine |= Q(author__isnull=True, device=viewer.device)
        return mine

    def whole(self) -> Self:
        """With everything a page shows, in one query."""
        return self.select_related("surgery", "answer", "merged_into")

    def framed(self) -> Self:
        """With everything a frame shows, in one query."""
        return self.select_related("answer", "merged_into")

    def queue(self) -> Self:
        """What waits for an answer, most supported first, then longest waiting."""
        waiting = self.filter(state=QuestionState.PUBLISHED)
        return waiting.order_by(models.F("support_people") * -1 - models.F("support_devices"), "published_at", "pk")
