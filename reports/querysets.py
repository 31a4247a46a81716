"""How reports are asked for. Privacy is written here, once: everything shown anywhere starts from `visible_to`."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any, Self

from django.contrib.gis.geos import Point, Polygon
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Round

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from reports.enums import OPEN_STATES, Visibility

if TYPE_CHECKING:
    from reports.models import Category, Report  # noqa: F401 — named in strings below

BBox = tuple[float, float, float, float]  # west, south, east, north, degrees
METRES_PER_DEGREE = 111_320


class MetresTo(models.Func):
    """Distance in metres on the ellipsoid between two geometries in degrees."""

    function = "ST_Distance"
    template = "%(function)s((%(expressions)s)::geography)"
    arg_joiner = ")::geography, ("
    output_field = models.FloatField()


class CategoryQuerySet(models.QuerySet["Category"]):
    def active(self) -> Self:
        return self.filter(active=True)

    def allowing(self, geometry_type: str) -> Self:
        """Categories for which this kind of shape may be drawn."""
        return self.filter(geometry_types__contains=[geometry_type])


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, actor: Actor) -> Self:
        """Public reports, one's own, and for staff those of their wards. Nobody else's unconfirmed ones, ever."""
        if actor.is_system:
            return self
        seen = Q(visibility=Visibility.PUBLIC)
        if actor.user is not None:
            seen |= _own(actor)
            if actor.has_role(Role.OFFICER, Role.MODERATOR, Role.ADMIN):
                theirs = actor.areas_as(Role.OFFICER, Role.MODERATOR, Role.ADMIN)
                known = ~Q(visibility=Visibility.UNCONFIRMED)
                seen |= known if theirs is None else known & theirs
        elif actor.device:
            seen |= Q(author__isnull=True, device=actor.device)
        return self.filter(seen)

    def public(self) -> Self:
        """What everyone may see."""
        return self.filter(visibility=Visibility.PUBLIC)

    def own(self, actor: Actor) -> Self:
        """What the signed-in actor reported, also by a confirmed address before they had an account."""
        return self.filter(_own(actor)) if actor.user is not None else self.none()

    def held(self) -> Self:
        return self.filter(visibility=Visibility.HELD)

    def open(self) -> Self:
        """Not ended yet, one way or the other."""
        return self.filter(state__in=OPEN_STATES)

    def in_state(self, *states: str) -> Self:
        return self.filter(state__in=states)

    def of_category(self, code: str) -> Self:
        return self.filter(category__code=code)

    def in_area(self, area_id: int) -> Self:
        return self.filter(area_id=area_id)

    def since(self, instant: dt.datetime) -> Self:
        """Changed at or after the instant."""
        return self.filter(updated_at__gte=instant)

    def within(self, bbox: BBox) -> Self:
        """Whose shape touches the box (degrees)."""
        box = Polygon.from_bbox(bbox)
        box.srid = 4326
        return self.filter(geometry__bboverlaps=box)

    def near(self, point: Point, *, radius_m: float) -> Self:
        """Whose shape lies within the radius, nearest first, with `distance_m` in whole metres."""
        up = radius_m / METRES_PER_DEGREE * 1.01  # a little more: the exact distance decides
        aside = up / max(0.01, math.cos(math.radians(point.y)))
        box = (point.x - aside, point.y - up, point.x + aside, point.y + up)
        exact: Any = MetresTo(F("geometry"), Value(point, output_field=self.model._meta.get_field("point")))
        found = self.within(box).annotate(metres=exact).filter(metres__lte=radius_m)
        return found.annotate(distance_m=Round("metres")).order_by("metres", "ref")

    def before(self, created_at: dt.datetime, ref: str) -> Self:
        """The keyset: those that come after (created_at, ref) in newest-first order."""
        return self.filter(Q(created_at__lt=created_at) | Q(created_at=created_at, ref__lt=ref))

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-ref")

    def with_thumb(self) -> Self:
        """With `thumb_name`, the first photo's name or None, and all else that a small card shows, in one query."""
        photos: Any = self.model._meta.get_field("photos").related_model
        first = photos.objects.filter(report=models.OuterRef("pk")).order_by("order", "pk").values("name")[:1]
        rows = self.select_related("category", "area").defer("area__boundary", "geometry")
        return rows.annotate(thumb_name=models.Subquery(first))

    def for_cards(self) -> Self:
        """With all that a card shows, in three queries."""
        return self.select_related("category", "area").defer("area__boundary", "geometry").prefetch_related("photos")


def _own(actor: Actor) -> Q:
    assert actor.user is not None  # noqa: S101 — callers look first
    by_address = Q(author__isnull=True, confirmed_at__isnull=False, contact_email=actor.user.email)
    return Q(author=actor.user) | by_address
