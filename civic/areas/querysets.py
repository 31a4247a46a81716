"""How areas and places are asked for."""

from __future__ import annotations

from typing import Any, Self

from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import GEOSGeometry, Point
from django.contrib.gis.measure import D
from django.contrib.postgres.search import TrigramSimilarity, TrigramStrictWordSimilarity
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, FloatField, Q, Value, When
from django.db.models.functions import Length

LIKE_ENOUGH = 0.4


class WardQuerySet(models.QuerySet[Any]):
    def containing(self, point: Point) -> Self:
        """Wards that hold the point; two where it lies exactly on their common line."""
        return self.filter(boundary__covers=point).order_by("code")

    def touching(self, geometry: GEOSGeometry) -> Self:
        return self.filter(boundary__intersects=geometry)


class NamedQuerySet(models.QuerySet[Any]):
    """Rows with a `folded` name that people may mistype."""

    def like(self, folded: str) -> Self:
        """Rows whose name resembles the folded text, with `likeness` (0 to about 2.7), best first.

        Whole words are compared, so "staion" finds "Carsewell Station". A name that begins with the text is worth 1
        more, a word that begins with it 0.5, the very name 1.5; the rest of the name counts a fifth.
        """
        words = TrigramStrictWordSimilarity(folded, "folded")
        whole = TrigramSimilarity("folded", folded)
        bonus = Case(
            When(folded=folded, then=Value(1.5)),
            When(folded__startswith=folded, then=Value(1.0)),
            When(folded__contains=f" {folded}", then=Value(0.5)),
            default=Value(0.0),
            output_field=FloatField(),
        )
        near_enough = Q(folded__startswith=folded) | Q(folded__contains=f" {folded}") | Q(words__gte=LIKE_ENOUGH)
        found = self.annotate(words=words).filter(near_enough)
        likeness = ExpressionWrapper(F("words") + whole * 0.2 + bonus, output_field=FloatField())
        return found.annotate(likeness=likeness).order_by("-likeness", Length("folded"), "folded", "pk")


class StreetQuerySet(NamedQuerySet):
    def near(self, point: Point, *, radius_m: float) -> Self:
        """Streets within the radius with `distance` (a Distance in metres), nearest first."""
        return (
            self.filter(line__dwithin=(point, D(m=radius_m)))
            .annotate(distance=Distance("line", point))
            .order_by("distance", "pk")
        )


class NamedPlaceQuerySet(NamedQuerySet):
    def near(self, point: Point, *, radius_m: float) -> Self:
        """Places whose point lies within the radius, nearest first, with `distance`."""
        return (
            self.filter(point__dwithin=(point, D(m=radius_m)))
            .annotate(distance=Distance("point", point))
            .order_by("distance", "pk")
        )

    def passing(self, point: Point, *, radius_m: float) -> Self:
        """Long places (ditches, a river) whose course passes within the radius, nearest first, with `distance`."""
        return (
            self.filter(course__dwithin=(point, D(m=radius_m)))
            .annotate(distance=Distance("course", point))
            .order_by("distance", "pk")
        )


class PostcodeQuerySet(models.QuerySet[Any]):
    def beginning(self, code: str) -> Self:
        return self.filter(code__startswith=code).order_by("code")


class BasemapFeatureQuerySet(models.QuerySet[Any]):
    def in_painting_order(self) -> Self:
        return self.order_by("layer", "rank", "pk")
