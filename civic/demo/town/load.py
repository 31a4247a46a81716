"""Write the town into the areas room, through the same actions that a council's own files go through."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction

from civic.areas.actions.import_areas import import_areas
from civic.areas.actions.replace_basemap import replace_basemap
from civic.demo.town.build import build_town
from civic.demo.town.town import Town


@transaction.atomic
def load_town(seed: int) -> Town:
    """Build the town and put it in place of whatever areas there are. Returns it, for those who people it."""
    town = build_town(seed)
    for kind, features in _collections(town).items():
        imported = import_areas(collection={"type": "FeatureCollection", "features": features}, kind=kind, replace=True)
        if imported.errors:
            raise ValueError(f"the town's {kind} were refused: {imported.errors[0]}")
    replace_basemap(features=town.features)
    return town


def _collections(town: Town) -> dict[str, list[dict[str, Any]]]:
    """The town as the GeoJSON features that the importers read."""
    return {
        "wards": [
            _feature(
                ward.boundary, code=ward.code, name=ward.name, population=ward.population, description=ward.description
            )
            for ward in town.wards
        ],
        "streets": [_feature(street.line, name=street.name) for street in town.streets],
        "places": [_feature(place.course or place.point, name=place.name, kind=place.kind) for place in town.places],
        "postcodes": [_feature(postcode.point, postcode=postcode.code) for postcode in town.postcodes],
    }


def _feature(geometry: GEOSGeometry, **properties: object) -> dict[str, Any]:
    coordinates = json.loads(json.dumps(geometry.coords))  # type: ignore[attr-defined]
    return {
        "type": "Feature",
        "geometry": {"type": geometry.geom_type, "coordinates": coordinates},
        "properties": properties,
    }
