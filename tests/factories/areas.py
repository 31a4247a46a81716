"""Wards, streets, places and postcodes for tests: squares of about a kilometre, side by side."""

from __future__ import annotations

import json
from typing import Any

import factory
from django.contrib.gis.geos import LineString, MultiLineString, MultiPolygon, Point, Polygon

from civic.areas.enums import PlaceKind
from civic.areas.models import NamedPlace, Postcode, Street, Ward

WEST, SOUTH, SIDE = -0.32, 52.96, 0.01


def square(column: int, row: int = 0) -> MultiPolygon:
    """The boundary of the square in that column and row; neighbours share an edge."""
    west, south = round(WEST + column * SIDE, 6), round(SOUTH + row * SIDE, 6)
    box = Polygon.from_bbox((west, south, round(west + SIDE, 6), round(south + SIDE, 6)))
    return MultiPolygon(box, srid=4326)


def spot(column: float, row: float = 0.5) -> Point:
    """A point, measured in squares from the south-west corner: (0.5, 0.5) is the middle of the first."""
    return Point(WEST + column * SIDE, SOUTH + row * SIDE, srid=4326)


def way(*spots: tuple[float, float]) -> LineString:
    """A line through points measured in squares."""
    return LineString([spot(*at).coords for at in spots], srid=4326)


class WardFactory(factory.django.DjangoModelFactory[Ward]):
    class Meta:
        model = Ward

    code = factory.Sequence(lambda n: f"W{n:02}")
    name = factory.Sequence(lambda n: f"Ward {n}")
    slug = factory.LazyAttribute(lambda ward: ward.code.lower())
    boundary = factory.LazyFunction(lambda: square(0))


class StreetFactory(factory.django.DjangoModelFactory[Street]):
    class Meta:
        model = Street

    name = factory.Sequence(lambda n: f"Street {n}")
    line = factory.LazyFunction(lambda: MultiLineString(way((0.1, 0.5), (0.9, 0.5)), srid=4326))


class NamedPlaceFactory(factory.django.DjangoModelFactory[NamedPlace]):
    class Meta:
        model = NamedPlace

    name = factory.Sequence(lambda n: f"Place {n}")
    kind = PlaceKind.OTHER
    point = factory.LazyFunction(lambda: spot(0.5))


class PostcodeFactory(factory.django.DjangoModelFactory[Postcode]):
    class Meta:
        model = Postcode

    code = factory.Sequence(lambda n: f"CZ1 {n % 10}AA")
    point = factory.LazyFunction(lambda: spot(0.5))


def as_feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    """A GeoJSON feature, as it stands in a file."""

    return {"type": "Feature", "geometry": json.loads(geometry.json), "properties": properties}


def as_collection(*features: dict[str, Any]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
