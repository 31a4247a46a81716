"""From one GeoJSON feature to one row; what can't be read is refused in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.gis.geos import (
    GEOSException,
    GEOSGeometry,
    LineString,
    MultiLineString,
    MultiPolygon,
    Point,
    Polygon,
)
from django.utils.text import slugify
from django.utils.translation import gettext as _

from civic.areas.enums import ImportKind, PlaceKind
from civic.areas.folding import fold, fold_postcode, is_postcode


class BadRow(Exception):
    """A feature that can't be taken in; the text ends the sentence "Feature 3: …"."""


@dataclass
class Row:
    """Values for one model row, the fields that identify it, and the point that decides its ward."""

    values: dict[str, Any]
    key_fields: tuple[str, ...]
    anchor: GEOSGeometry

    @property
    def key(self) -> tuple[object, ...]:
        return tuple(self.values[name] for name in self.key_fields)


def read_ward(feature: object) -> Row:
    properties, shape = _parts(feature)
    polygons = _polygons(shape)
    code = _text(properties, "code", 20)
    name = _text(properties, "name", 80)
    boundary = MultiPolygon(polygons, srid=4326)
    if not boundary.valid:
        raise BadRow(_("the boundary of %(name)s crosses itself") % {"name": name})
    population = properties.get("population")
    if population is not None and not (isinstance(population, int) and population >= 0):
        raise BadRow(_("the population must be a whole number"))
    values = {
        "code": code,
        "name": name,
        "slug": _text(properties, "slug", 80, default=slugify(name)),
        "description": _text(properties, "description", 300, default=""),
        "population": population,
        "boundary": boundary,
    }
    return Row(values, ("code",), boundary.point_on_surface)


def read_street(feature: object) -> Row:
    properties, shape = _parts(feature)
    name = _text(properties, "name", 120)
    lines = _lines(shape)
    values = {"name": name, "folded": fold(name), "line": MultiLineString(lines, srid=4326)}
    return Row(values, ("name", "ward_id"), max(lines, key=lambda line: line.length).interpolate_normalized(0.5))


def read_place(feature: object) -> Row:
    properties, shape = _parts(feature)
    name = _text(properties, "name", 120)
    kind = _text(properties, "kind", 20, default=PlaceKind.OTHER.value)
    if kind not in PlaceKind.values:
        raise BadRow(
            _("%(kind)s is no kind of place; use one of %(kinds)s")
            % {"kind": kind, "kinds": ", ".join(PlaceKind.values)}
        )
    course = None
    if shape.get("type") == "LineString":
        course = _lines(shape)[0]
        point = course.interpolate_normalized(0.5)
    else:
        point = _point(shape)
    point.srid = 4326
    values = {"name": name, "folded": fold(name), "kind": kind, "point": point, "course": course}
    return Row(values, ("name", "kind"), point)


def read_postcode(feature: object) -> Row:
    properties, shape = _parts(feature)
    code = _text(properties, "postcode", 10)
    if not is_postcode(code):
        raise BadRow(_("%(code)s does not read as a postcode") % {"code": code})
    point = _point(shape)
    return Row({"code": fold_postcode(code), "point": point}, ("code",), point)


ROW_READERS: dict[str, Callable[[object], Row]] = {
    ImportKind.WARDS: read_ward,
    ImportKind.STREETS: read_street,
    ImportKind.PLACES: read_place,
    ImportKind.POSTCODES: read_postcode,
}


def _parts(feature: object) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
        raise BadRow(_("it is not a GeoJSON feature"))
    shape = feature.get("geometry")
    if not isinstance(shape, Mapping):
        raise BadRow(_("it has no geometry"))
    properties = feature.get("properties")
    return (properties if isinstance(properties, Mapping) else {}), shape


def _text(properties: Mapping[str, Any], name: str, most: int, default: str | None = None) -> str:
    value = properties.get(name)
    if value in (None, "") and default is not None:
        return default
    if not isinstance(value, str) or not value.strip():
        raise BadRow(_("the property “%(name)s” is missing") % {"name": name})
    if len(value.strip()) > most:
        raise BadRow(_("the property “%(name)s” is longer than %(most)s characters") % {"name": name, "most": most})
    return value.strip()


def _polygons(shape: Mapping[str, Any]) -> list[Polygon]:
    parts = _coordinates(shape, {"Polygon", "MultiPolygon"})
    try:
        return [Polygon(*([_pair(at) for at in ring] for ring in rings), srid=4326) for rings in parts]
    except (TypeError, ValueError, GEOSException) as error:
        raise BadRow(_("its rings do not close or hold too few points")) from error


def _lines(shape: Mapping[str, Any]) -> list[LineString]:
    parts = _coordinates(shape, {"LineString", "MultiLineString"})
    try:
        return [LineString([_pair(at) for at in line], srid=4326) for line in parts]
    except (TypeError, ValueError, GEOSException) as error:
        raise BadRow(_("a line needs two points or more")) from error


def _point(shape: Mapping[str, Any]) -> Point:
    return Point(*_pair(_coordinates(shape, {"Point"})[0]), srid=4326)


def _coordinates(shape: Mapping[str, Any], allowed: set[str]) -> list[Any]:
    """The parts of a simple or multiple geometry; a simple one has a single part."""
    kind, coordinates = shape.get("type"), shape.get("coordinates")
    if kind not in allowed:
        raise BadRow(
            _("it is a %(kind)s; expected is %(allowed)s") % {"kind": kind, "allowed": " / ".join(sorted(allowed))}
        )
    if not isinstance(coordinates, list) or not coordinates:
        raise BadRow(_("its geometry has no coordinates"))
    return coordinates if str(kind).startswith("Multi") else [coordinates]


def _pair(value: object) -> tuple[float, float]:
    """Longitude and latitude; a height is dropped. Raises BadRow for what is no place on earth."""
    if not isinstance(value, list | tuple) or len(value) < 2:
        raise BadRow(_("a coordinate is not a pair of numbers"))
    lon, lat = value[0], value[1]
    if not all(isinstance(number, int | float) and math.isfinite(number) for number in (lon, lat)):
        raise BadRow(_("a coordinate is not a pair of numbers"))
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise BadRow(_("a coordinate lies outside the world: longitude and latitude in degrees are needed"))
    return float(lon), float(lat)
