"""Public reports as vector tiles (Mapbox Vector Tile 2.1), made by PostGIS: layer `reports`."""

from __future__ import annotations

import math

from django.db import connection
from django.db.models import BinaryField, F, Func

from reports.querysets import BBox, ReportQuerySet

MAX_ZOOM = 22
MOST = 5000  # features in one tile, the newest first
LAYER = "reports"
CONTENT_TYPE = "application/vnd.mapbox-vector-tile"
MARGIN = 1 / 64  # of a tile's width: shapes are cut a little outside it, as ST_AsMVTGeom does


def is_tile(z: int, x: int, y: int) -> bool:
    """Whether there is such an address."""
    return 0 <= z <= MAX_ZOOM and 0 <= x < 2**z and 0 <= y < 2**z


def report_tile(rows: ReportQuerySet, z: int, x: int, y: int) -> bytes:
    """The layer with `rows` in one tile: ref, category, state, title, support. Empty where nothing lies.

    rows: starting from `visible_to`.
    """
    cut = f"ST_AsMVTGeom(ST_Transform(%(expressions)s, 3857), ST_TileEnvelope({z:d}, {x:d}, {y:d}), 4096, 64, true)"
    shown = rows.within(_bounds(z, x, y)).newest_first().annotate(
        shape=Func(F("geometry"), template=cut, output_field=BinaryField()), code=F("category__code")
    )  # fmt: skip
    sums = F("people_support") + F("device_support")
    inner, params = (
        shown.annotate(sums=sums)
        .values("ref", "title", "state", "code", "sums", "shape")[:MOST]
        .query.sql_with_params()
    )
    whole = (
        f"SELECT ST_AsMVT(tile, '{LAYER}', 4096, 'shape') FROM"  # noqa: S608 — our own SQL, values apart
        f" (SELECT ref, title, state, code AS category, sums AS support, shape FROM ({inner}) found) tile"
    )
    with connection.cursor() as cursor:
        cursor.execute(whole, params)
        return bytes(cursor.fetchone()[0])


def _bounds(z: int, x: int, y: int) -> BBox:
    """The tile with its margin, in degrees."""
    return (
        max(-180.0, (x - MARGIN) / 2**z * 360 - 180),
        _latitude(y + 1 + MARGIN, z),
        min(180.0, (x + 1 + MARGIN) / 2**z * 360 - 180),
        _latitude(y - MARGIN, z),
    )


def _latitude(row: float, z: int) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / 2**z))))
