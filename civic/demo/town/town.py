"""What a built town consists of. All geometry is GEOS in degrees, srid 4326."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from django.contrib.gis.geos import GEOSGeometry, LineString, MultiLineString, MultiPolygon, Point


def parts_of(line: MultiLineString) -> list[LineString]:
    """The single lines of a street."""
    return [part for part in line if isinstance(part, LineString)]


@dataclass
class TownWard:
    code: str
    name: str
    population: int
    description: str
    boundary: MultiPolygon


@dataclass
class TownStreet:
    """`grade` is how the road is drawn; `fabric` is the age of the houses ("old", "terrace", "estate", …)."""

    name: str
    grade: str
    fabric: str
    line: MultiLineString
    ward_code: str


@dataclass
class TownPlace:
    name: str
    kind: str
    point: Point
    ward_code: str
    course: LineString | None = None


@dataclass
class TownDitch:
    name: str
    line: LineString
    ward_code: str


@dataclass
class TownPostcode:
    code: str
    point: Point


@dataclass
class TownFeature:
    """One shape of the basemap."""

    layer: str
    geom: GEOSGeometry
    name: str = ""
    kind: str = ""
    rank: int = 0
    width_m: float = 0.0


@dataclass
class Town:
    """Carsewell, as one seed draws it."""

    seed: int
    wards: list[TownWard] = field(default_factory=list)
    streets: list[TownStreet] = field(default_factory=list)
    places: list[TownPlace] = field(default_factory=list)
    ditches: list[TownDitch] = field(default_factory=list)
    postcodes: list[TownPostcode] = field(default_factory=list)
    features: list[TownFeature] = field(default_factory=list)

    def place(self, name: str) -> TownPlace:
        """The place of that name. Raises KeyError."""
        for place in self.places:
            if place.name == name:
                return place
        raise KeyError(name)

    def spot(
        self, rng: random.Random, *, ward_code: str = "", fabrics: tuple[str, ...] = ()
    ) -> tuple[Point, TownStreet]:
        """Somewhere in a street, longer streets more often; streets of the ward and of the fabrics only, if named."""
        streets = [
            street
            for street in self.streets
            if (not ward_code or street.ward_code == ward_code) and (not fabrics or street.fabric in fabrics)
        ]
        street = rng.choices(streets, weights=[street.line.length for street in streets])[0]
        pieces = parts_of(street.line)
        piece = rng.choices(pieces, weights=[piece.length for piece in pieces])[0]
        at = piece.interpolate_normalized(rng.uniform(0.08, 0.92))
        return Point(round(at.x, 6), round(at.y, 6), srid=4326), street
