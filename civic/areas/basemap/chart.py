"""The features of the basemap in memory, ready to be drawn: one read for each edition and process."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.gis.db.models.functions import AsWKB, Transform
from django.db.models import BinaryField

from civic.areas.models import BasemapFeature

Bounds = tuple[float, float, float, float]
Coords = tuple[float, ...]  # x, y, x, y, … in metres of EPSG:3857
_POLYGON, _LINE, _POINT = 3, 2, 1


@dataclass(frozen=True)
class Shape:
    """One feature. `parts` are outer rings, lines or single points; holes are not drawn."""

    layer: str
    name: str
    kind: str
    rank: int
    width_m: float
    parts: tuple[Coords, ...]
    bounds: Bounds


@dataclass(frozen=True, eq=False)
class Chart:
    """All shapes by layer, the least important first."""

    edition: str
    layers: dict[str, list[Shape]]

    def within(self, layer: str, bounds: Bounds) -> Iterator[Shape]:
        """Shapes of the layer that may touch the bounds."""
        west, south, east, north = bounds
        for shape in self.layers.get(layer, ()):
            w, s, e, n = shape.bounds
            if w <= east and e >= west and s <= north and n >= south:
                yield shape

    def touches(self, bounds: Bounds) -> bool:
        """Whether anything at all is there."""
        return any(next(self.within(layer, bounds), None) for layer in self.layers)


@lru_cache(maxsize=2)
def chart_of(edition: str) -> Chart:
    """The chart of the edition in force. A new edition is a new argument, so nothing goes stale."""
    rows = (
        BasemapFeature.objects.order_by("rank", "pk")
        .annotate(wkb=AsWKB(Transform("geom", 3857), output_field=BinaryField()))
        .values_list("layer", "name", "kind", "rank", "width_m", "wkb")
    )
    layers: dict[str, list[Shape]] = {}
    for layer, name, kind, rank, width_m, wkb in rows:
        parts = tuple(read_wkb(bytes(wkb)))
        xs = [x for part in parts for x in part[::2]]
        ys = [y for part in parts for y in part[1::2]]
        bounds = (min(xs), min(ys), max(xs), max(ys))
        layers.setdefault(layer, []).append(Shape(layer, name, kind, rank, width_m, parts, bounds))
    return Chart(edition, layers)


def read_wkb(data: bytes) -> list[Coords]:
    """The outer rings, lines or points of a geometry in little-endian WKB."""
    parts: list[Coords] = []
    _read(data, 0, parts)
    return parts


def _read(data: bytes, at: int, parts: list[Coords]) -> int:
    kind = int(struct.unpack_from("<I", data, at + 1)[0]) & 0xFF
    at += 5
    if kind == _POINT:
        parts.append(struct.unpack_from("<2d", data, at))
        return at + 16
    count = int(struct.unpack_from("<I", data, at)[0])
    at += 4
    if kind == _LINE:
        parts.append(struct.unpack_from(f"<{2 * count}d", data, at))
        return at + 16 * count
    for number in range(count):
        if kind != _POLYGON:
            at = _read(data, at, parts)
            continue
        points = int(struct.unpack_from("<I", data, at)[0])
        if number == 0:
            parts.append(struct.unpack_from(f"<{2 * points}d", data, at + 4))
        at += 4 + 16 * points
    return at
