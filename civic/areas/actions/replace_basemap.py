"""Put a new edition of the basemap in force."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db import transaction

from civic.areas.models import BasemapEdition, BasemapFeature
from civic.core import clock
from civic.eventlog.actions.record import HasId, record


@transaction.atomic
def replace_basemap(*, features: Iterable[BasemapFeature], by: HasId | None = None) -> str:
    """Replace all features that the basemap is drawn from; tiles of the old edition are no longer served.

    Returns the digest of the new edition: the same features give the same digest, so drawn tiles are used again.
    """
    rows = list(features)
    digest = _digest(rows)
    if BasemapEdition.objects.filter(digest=digest).exists() and BasemapFeature.objects.count() == len(rows):
        return digest
    BasemapFeature.objects.all().delete()
    BasemapFeature.objects.bulk_create(rows, batch_size=500)
    BasemapEdition.objects.update_or_create(pk=1, defaults={"digest": digest, "made_at": clock.now()})
    record("areas.basemap_replaced", on="areas:basemap", by=by, features=len(rows))
    return digest


def _digest(rows: Iterable[BasemapFeature]) -> str:
    sha = hashlib.sha256()
    for row in rows:
        sha.update(f"{row.layer}|{row.name}|{row.kind}|{row.rank}|{row.width_m}|".encode())
        sha.update(bytes(row.geom.wkb))
    return sha.hexdigest()[:16]
