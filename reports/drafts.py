"""A report being written: where it is kept between the pages, and which page comes next."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.gis.geos import GEOSGeometry, Point
from django.urls import reverse

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import NotFound
from civic.core.geometry import parse_geojson, point_of
from reports.models import Category, ReportDraft

STEPS = ("where", "what", "same", "photos", "words", "contact", "check")
KEPT = 5  # drafts offered to go on with


def begin_draft(by: Actor, **data: Any) -> ReportDraft:
    """A new draft of the person or device."""
    now = clock.now()
    return ReportDraft.objects.create(who=by.who, data=data, created_at=now, updated_at=now)


def find_draft(key: UUID, by: Actor) -> ReportDraft:
    """The actor's draft; one begun on this device before signing in becomes the person's. Raises NotFound."""
    mine = [name for name in (by.who, f"device:{by.device}" if by.device else "") if name]
    draft = ReportDraft.objects.filter(key=key, who__in=mine).first()
    if draft is None:
        raise NotFound
    return draft


def save_draft(draft: ReportDraft, **data: Any) -> None:
    """Keep what was entered on one page."""
    draft.data = {**draft.data, **data}
    draft.updated_at = clock.now()
    draft.save(update_fields=["data", "updated_at"])


def unfinished(by: Actor) -> list[ReportDraft]:
    """The newest drafts that were not sent."""
    mine = [name for name in (by.who, f"device:{by.device}" if by.device else "") if name]
    rows = ReportDraft.objects.filter(who__in=mine, sent_ref="") if mine else ReportDraft.objects.none()
    return list(rows.order_by("-updated_at")[:KEPT])


def photo_keeper(draft: ReportDraft) -> str:
    """For whom the draft's photos are kept: the draft itself, so that signing in half-way loses none."""
    return f"draft:{draft.key}"


def shape_of(draft: ReportDraft) -> GEOSGeometry | None:
    """The place that was marked, if one was."""
    return parse_geojson(draft.data["geometry"]) if draft.get("geometry") else None


def spot_of(draft: ReportDraft) -> Point | None:
    """A point on the place that was marked."""
    shape = shape_of(draft)
    return point_of(shape) if shape is not None else None


def category_of(draft: ReportDraft) -> Category | None:
    return Category.objects.active().filter(code=draft.get("category")).first() if draft.get("category") else None


def missing_step(draft: ReportDraft) -> str:
    """The first page that still has to be filled in; "check" when all is there."""
    if not draft.get("geometry"):
        return "where"
    if category_of(draft) is None:
        return "what"
    return "check" if draft.get("title") else "words"


def step_url(draft: ReportDraft, step: str) -> str:
    return reverse("report_step", args=[draft.key, step])


def step_after(draft: ReportDraft, step: str, *, checking: bool) -> str:
    """Where a page leads: on, or back to the check when it was opened from there to change one thing."""
    if checking and missing_step(draft) == "check":
        return "check"
    return STEPS[STEPS.index(step) + 1]


def step_before(step: str) -> str:
    return STEPS[max(0, STEPS.index(step) - 1)]
