"""Put a new edition of the basemap in force."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Protocol

from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction

from civic.areas.models import BasemapEdition, BasemapFeature
from civic.core import clock
from civic.eventlog.actions.record import HasId, record


class Drawable(Protocol):
    """One shape for the basemap; `layer` is a civic.areas.enums.Layer, `geom` in EPSG:4326."""

    layer: str
    name: str
    kind: str
    rank: int
    width_m: float
    geom: GEOSGeometry


@transaction.atomic
def replace_basemap(*, features: Iterable[Drawable], by: HasId | None = None) -> str:
    """Replace all features that the basemap is drawn from; tiles of the old edition are no longer served.

    Returns the digest of the new edition: the same features give the same digest, so drawn tiles are used again.
    """
    rows = [_row(feature) for feature in features]
    digest = _digest(rows)
    if BasemapEdition.objects.filter(digest=digest).exists() and BasemapFeature.objects.count() == len(rows):
        return digest
    BasemapFeature.objects.all().delete()
    BasemapFeature.objects.bulk_create(rows, batch_size=500)
    BasemapEdition.objects.update_or_create(pk=1, defaults={"digest": digest, "made_at": clock.now()})
    record("areas.basemap_replaced", on="areas:basemap", by=by, features=len(rows))
    return digest


def _row(feature: Drawable) -> BasemapFeature:
    return BasemapFeature(
        layer=feature.layer,
        name=feature.name,
        kind=feature.kind,
        rank=feature.rank,
        width_m=float(feature.width_m),
        geom=feature.geom,
    )


def _digest(rows: Iterable[BasemapFeature]) -> str:
    sha = hashlib.sha256()
    for row in rows:
        sha.update(f"{row.layer}|{row.name}|{row.kind}|{row.rank}|{row.width_m}|".encode())
        sha.update(bytes(row.geom.wkb))
    return sha.hexdigest()[:16]
