"""Places drawn by people: GeoJSON in and out, EPSG:4326, and plain measures in metres.

User text never reaches GDAL: GeoJSON is read as JSON, each number is looked at, and the geometry is built from them.
Measures are on a sphere of the mean earth radius: within 0.6 % of the ellipsoid, which is enough for limits and words.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.contrib.gis.geos import GEOSException, GEOSGeometry, LineString, MultiPolygon, Point, Polygon
from django.utils.translation import gettext as _

from civic.core.errors import Invalid

SRID = 4326
EARTH_RADIUS_M = 6_371_008.8
MAX_LENGTH_M = 10_000
MAX_AREA_M2 = 5_000_000
MAX_POINTS = 500
MAX_JSON = 100_000  # characters; 500 points need a fifth of it
DIGITS = 6  # about 0.1 m

Position = tuple[float, float]  # longitude, latitude, degrees


def parse_geojson(value: object, *, allow: Sequence[str] = ("Point", "LineString", "Polygon")) -> GEOSGeometry:
    """A geometry (srid 4326) from GeoJSON, given as text, as a dict, or as a Feature holding it.

    Raises Invalid(geometry=…) in words for a person: wrong type, not numbers, out of range, a line over 10 km or 500
    points, an area over 5 km², an outline that crosses itself.
    """
    shape = _unwrapped(_decoded(value))
    kind, coordinates = shape.get("type"), shape.get("coordinates")
    if kind not in allow or kind not in _BUILDERS:
        raise _wrong(_("This kind of place can’t be used here. Mark a point, or draw a line or an area if asked to."))
    try:
        return _BUILDERS[kind](coordinates)
    except (GEOSException, ValueError, TypeError) as error:
        raise _wrong(_("We can’t make out this place. Mark it again.")) from error


def to_geojson(geometry: GEOSGeometry, *, digits: int = DIGITS) -> dict[str, Any]:
    """`geometry` as a GeoJSON object whose coordinates have `digits` decimals."""
    return {"type": geometry.geom_type, "coordinates": _rounded(_coords(geometry), digits)}


def length_m(geometry: GEOSGeometry) -> float:
    """Length of a line, or of all outlines of an area, in metres; 0 for a point."""
    return sum((_path_m(path) for path in _paths(_coords(geometry))), start=0.0)


def area_m2(geometry: GEOSGeometry) -> float:
    """Area of a polygon or multipolygon without its holes, in square metres; 0 for anything else."""
    if isinstance(geometry, MultiPolygon):
        return sum((area_m2(part) for part in geometry), start=0.0)
    if not isinstance(geometry, Polygon):
        return 0.0
    outline, *holes = (_ring_m2(ring) for ring in _coords(geometry))
    return max(0.0, outline - sum(holes))


def distance_m(one: Point, other: Point) -> float:
    """Great-circle distance between two points, in metres."""
    return _hop_m((one.x, one.y), (other.x, other.y))


def rounded_point(point: Point, *, grid_m: int = 100) -> Point:
    """The middle of the grid cell `point` lies in: what the public sees of a place that could give a home away.

    Cells are `grid_m` metres high and about as wide. A cell always gives the same answer, so nothing can be averaged.
    """
    step_lat = math.degrees(grid_m / EARTH_RADIUS_M)
    row = math.floor(point.y / step_lat)
    lat = min(90.0, max(-90.0, (row + 0.5) * step_lat))
    step_lon = step_lat / max(0.01, math.cos(math.radians(lat)))
    lon = (math.floor(point.x / step_lon) + 0.5) * step_lon
    return Point(round(max(-180.0, min(180.0, lon)), DIGITS), round(lat, DIGITS), srid=SRID)


def point_of(geometry: GEOSGeometry) -> Point:
    """One point that stands for `geometry` on a map: itself, a line's middle, or a point inside an area."""
    if isinstance(geometry, Point):
        return Point(geometry.x, geometry.y, srid=SRID)
    if isinstance(geometry, LineString):
        middle = geometry.interpolate_normalized(0.5)
        return Point(middle.x, middle.y, srid=SRID)
    inside = geometry.point_on_surface
    return Point(inside.x, inside.y, srid=SRID)


def _decoded(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not value.strip():
        raise _wrong(_("Mark the place."))
    if len(value) > MAX_JSON:
        raise _wrong(_("This drawing has too many points. Draw it with fewer."))
    try:
        return json.loads(value)
    except (ValueError, RecursionError) as error:
        raise _wrong(_("We can’t make out this place. Mark it again.")) from error


def _unwrapped(value: object) -> dict[str, Any]:
    if isinstance(value, dict) and value.get("type") == "Feature":
        value = value.get("geometry")
    if not isinstance(value, dict):
        raise _wrong(_("We can’t make out this place. Mark it again."))
    return value


def _point(coordinates: object) -> Point:
    return Point(*_position(coordinates), srid=SRID)


def _line(coordinates: object) -> LineString:
    positions = _positions(coordinates)
    if len(set(positions)) < 2:
        raise _wrong(_("A line needs at least two different points."))
    if _path_m(positions) > MAX_LENGTH_M:
        raise _wrong(_("This line is longer than 10 kilometres. Draw a shorter one."))
    return LineString(positions, srid=SRID)


def _polygon(coordinates: object) -> Polygon:
    if not isinstance(coordinates, (list, tuple)) or not 1 <= len(coordinates) <= MAX_POINTS // 4:
        raise _wrong(_("An area needs an outline."))
    if sum(len(ring) for ring in coordinates if isinstance(ring, (list, tuple))) > MAX_POINTS + len(coordinates):
        raise _wrong(_("This drawing has too many points. Draw it with fewer."))
    rings = [_ring(ring) for ring in coordinates]
    polygon = Polygon(*rings, srid=SRID)
    if not polygon.valid:
        raise _wrong(_("The outline of this area crosses itself. Draw it again without crossing your own line."))
    if area_m2(polygon) > MAX_AREA_M2:
        raise _wrong(_("This area is larger than 5 square kilometres. Draw a smaller one."))
    return polygon


_BUILDERS = {"Point": _point, "LineString": _line, "Polygon": _polygon}


def _ring(coordinates: object) -> list[Position]:
    positions = _positions(coordinates, most=MAX_POINTS + 1)
    if len(set(positions)) < 3:
        raise _wrong(_("An area needs at least three different points."))
    if positions[0] != positions[-1]:
        raise _wrong(_("The outline of an area has to end where it starts."))
    return positions


def _positions(coordinates: object, *, most: int = MAX_POINTS) -> list[Position]:
    if not isinstance(coordinates, (list, tuple)):
        raise _wrong(_("A place is made of numbers: longitude and latitude."))
    if len(coordinates) > most:
        raise _wrong(_("This drawing has too many points. Draw it with fewer."))
    return [_position(one) for one in coordinates]


def _position(pair: object) -> Position:
    """Longitude and latitude; a height, which some devices add, is dropped."""
    numbers = list(pair) if isinstance(pair, (list, tuple)) and 2 <= len(pair) <= 3 else []
    if not numbers or any(isinstance(n, bool) or not isinstance(n, (int, float)) for n in numbers):
        raise _wrong(_("A place is made of numbers: longitude and latitude."))
    lon, lat = numbers[:2]
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # also false for NaN and infinity
        raise _wrong(_("This place is not on the map: longitude is from -180 to 180, latitude from -90 to 90."))
    return round(float(lon), 7), round(float(lat), 7)


def _coords(geometry: GEOSGeometry) -> Any:
    """Nested tuples of longitude and latitude, as every kind but a GeometryCollection has them."""
    return geometry.coords  # type: ignore[attr-defined]


def _paths(coords: Any) -> list[Any]:
    """The runs of positions inside nested coordinates."""
    if not coords or not isinstance(coords[0], (list, tuple)):
        return []
    if not isinstance(coords[0][0], (list, tuple)):
        return [coords]
    return [path for part in coords for path in _paths(part)]


def _path_m(path: Sequence[Any]) -> float:
    return sum(_hop_m(one, other) for one, other in pairwise(path))


def _hop_m(one: Sequence[float], other: Sequence[float]) -> float:
    """Haversine formula."""
    lat1, lat2 = math.radians(one[1]), math.radians(other[1])
    half_lat, half_lon = (lat2 - lat1) / 2, math.radians(other[0] - one[0]) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(chord)))


def _ring_m2(ring: Sequence[Any]) -> float:
    """Area inside a closed ring on the sphere (Chamberlain and Duquette, JPL 07-03, equation 1)."""
    total = sum(
        math.radians(other[0] - one[0]) * (2 + math.sin(math.radians(one[1])) + math.sin(math.radians(other[1])))
        for one, other in pairwise(ring)
    )
    return abs(total) * EARTH_RADIUS_M**2 / 2


def _rounded(coords: Any, digits: int) -> Any:
    if isinstance(coords, (list, tuple)):
        return [_rounded(part, digits) for part in coords]
    return round(coords, digits)


def _wrong(sentence: str) -> Invalid:
    return Invalid(geometry=sentence)
