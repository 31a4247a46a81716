"""Take in a GeoJSON collection of wards, streets, places or postcodes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from civic.areas.enums import ImportKind
from civic.areas.geojson_rows import ROW_READERS, BadRow, Row
from civic.areas.models import NamedPlace, Postcode, Street, Ward
from civic.eventlog.actions.record import HasId, record

MOST_ERRORS = 50
_MODELS: dict[str, type[Model]] = {
    ImportKind.WARDS: Ward,
    ImportKind.STREETS: Street,
    ImportKind.PLACES: NamedPlace,
    ImportKind.POSTCODES: Postcode,
}


@dataclass
class Imported:
    """What came of it. `errors` are sentences; if there is one, nothing was changed."""

    kind: str
    created: int = 0
    updated: int = 0
    removed: int = 0
    errors: list[str] = field(default_factory=list)


def import_areas(
    *, collection: Mapping[str, Any], kind: str, by: HasId | None = None, replace: bool = False, dry_run: bool = False
) -> Imported:
    """Create or update one row for each feature; with `replace`, rows that the file does not name are removed.

    collection: a GeoJSON FeatureCollection as parsed JSON, longitude and latitude (EPSG:4326). All or nothing: a row
    that can't be read gives a sentence in `errors` and leaves the tables as they were, as does `dry_run`.
    """
    imported = Imported(kind)
    rows = _read_rows(collection, kind, imported)
    with transaction.atomic():
        if not imported.errors:
            _write(rows, kind, imported, replace=replace)
        if imported.errors or dry_run:
            transaction.set_rollback(True)
        else:
            record(
                "areas.imported",
                on=f"areas:{kind}",
                by=by,
                created=imported.created,
                updated=imported.updated,
                removed=imported.removed,
            )
    return imported


def _read_rows(collection: Mapping[str, Any], kind: str, imported: Imported) -> list[Row]:
    features = collection.get("features") if isinstance(collection, Mapping) else None
    if not isinstance(features, list):
        imported.errors.append(_("This is not a GeoJSON FeatureCollection: it has no list of features."))
        return []
    wards = (
        [] if kind == ImportKind.WARDS else [(ward, ward.boundary.prepared) for ward in Ward.objects.order_by("code")]
    )
    rows: dict[tuple[object, ...], Row] = {}
    for number, feature in enumerate(features, start=1):
        try:
            row = _with_ward(ROW_READERS[kind](feature), kind, wards)
            if row.key in rows:
                raise BadRow(_("it is there twice"))
            rows[row.key] = row
        except BadRow as error:
            imported.errors.append(_("Feature %(number)s: %(problem)s.") % {"number": number, "problem": error})
            if len(imported.errors) >= MOST_ERRORS:
                imported.errors.append(_("There are more errors; mend these first."))
                break
    return list(rows.values())


def _with_ward(row: Row, kind: str, wards: list[tuple[Ward, Any]]) -> Row:
    if kind in (ImportKind.STREETS, ImportKind.PLACES):
        point: GEOSGeometry = row.anchor
        row.values["ward_id"] = next((ward.pk for ward, boundary in wards if boundary.covers(point)), None)
    return row


def _write(rows: list[Row], kind: str, imported: Imported, *, replace: bool) -> None:
    """Match rows by their natural key and write them in bulk."""
    model = _MODELS[kind]
    names = rows[0].key_fields if rows else ("pk",)
    known = {tuple(values[1:]): values[0] for values in model._default_manager.values_list("pk", *names)}
    new = [model(**row.values) for row in rows if row.key not in known]
    old = [_existing(model, known[row.key], row) for row in rows if row.key in known]
    gone = [pk for key, pk in known.items() if key not in {row.key for row in rows}] if replace else []
    model._default_manager.filter(pk__in=gone).delete()
    model._default_manager.bulk_create(new, batch_size=500)
    if old:
        fields = [name for name in rows[0].values if name not in names]
        model._default_manager.bulk_update(old, fields, batch_size=200)
    imported.created, imported.updated, imported.removed = len(new), len(old), len(gone)


def _existing(model: type[Model], pk: object, row: Row) -> Model:
    instance = model(**row.values)
    instance.pk = pk
    return instance
