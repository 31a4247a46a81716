"""The door of the areas room: where is this, and what is it called."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.gis.db.models import Extent, Union
from django.contrib.gis.geos import GEOSGeometry, LineString, MultiLineString, Point
from django.utils.translation import gettext as _

from civic.areas.enums import PlaceKind
from civic.areas.folding import fold_postcode, fold_query, is_part_of_postcode
from civic.areas.models import BasemapEdition, NamedPlace, Postcode, Street, Ward
from civic.areas.querysets import WardQuerySet

STREET_REACH_M = 150
DITCH_REACH_M = 40
PLACE_REACH_M = 400
LEAST_OF_BEST = 0.5  # a hit worth less than this part of the best one is left out
KNOWN_BY_ALL = {
    PlaceKind.STATION: 0.25,
    PlaceKind.LIBRARY: 0.25,
    PlaceKind.VILLAGE: 0.25,
    PlaceKind.TOWN: 0.25,
    PlaceKind.DITCH: -0.1,
}


@dataclass(frozen=True)
class PlaceHit:
    """One answer of the search for places. `kind` is a PlaceKind value, "street" or "postcode"."""

    name: str
    kind: str
    point: Point
    ward_name: str

    @property
    def kind_label(self) -> str:
        """The kind as a word for people."""
        words = {"street": _("street"), "postcode": _("postcode")}
        return words.get(self.kind) or str(PlaceKind(self.kind).label)


def wards() -> WardQuerySet:
    """All wards by name, without their boundaries."""
    return Ward.objects.order_by("name").defer("boundary")


def ward_at(point: Point) -> Ward | None:
    """The ward that holds the point (EPSG:4326), or None outside the council's area."""
    return Ward.objects.containing(point).defer("boundary").first()


def is_inside(geometry: GEOSGeometry) -> bool:
    """Whether the whole geometry (EPSG:4326) lies inside the council's area."""
    if isinstance(geometry, Point):
        return Ward.objects.containing(geometry).exists()
    area = Ward.objects.touching(geometry).aggregate(area=Union("boundary"))["area"]
    return area is not None and bool(area.covers(geometry))


def council_bounds() -> tuple[float, float, float, float] | None:
    """West, south, east, north in degrees; None while no ward is known."""
    bounds: tuple[float, float, float, float] | None = Ward.objects.aggregate(bounds=Extent("boundary"))["bounds"]
    return bounds


def basemap_edition() -> str:
    """A short digest that changes whenever the basemap's features do; "" while there are none."""
    return BasemapEdition.objects.values_list("digest", flat=True).first() or ""


def describe_place(point: Point) -> str:
    """Where the point lies, in words: "Mill Street, near St Bride’s, Brigg ward". "" where nothing is known.

    In English whoever asks, since it is kept for readers of every language; pages say it in theirs.
    """
    ward = ward_at(point)
    way = _nearest_way(point)
    place = (
        NamedPlace.objects.near(point, radius_m=PLACE_REACH_M).exclude(kind__in=_LONG_KINDS).exclude(name=way).first()
    )
    parts = [way] if way else []
    if place:
        parts.append(f"near {place.name}")
    if ward:
        parts.append(f"{ward.name} ward")
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


_LONG_KINDS = (PlaceKind.DITCH, PlaceKind.WATER, PlaceKind.VILLAGE, PlaceKind.TOWN)


def _nearest_way(point: Point) -> str:
    """The ditch one stands at, else the street one stands in or by."""
    ditch = NamedPlace.objects.passing(point, radius_m=DITCH_REACH_M).first()
    street = Street.objects.near(point, radius_m=STREET_REACH_M).first()
    if ditch and (street is None or ditch.distance.m < street.distance.m):
        return str(ditch.name)
    return street.name if street else ""


def search_places(q: str, limit: int = 8) -> list[PlaceHit]:
    """Streets, named places and postcodes that resemble `q`, best first. Typing errors are forgiven."""
    text = q.strip()[:80]
    if is_part_of_postcode(text):
        hits = _postcode_hits(fold_postcode(text), limit)
        if hits:
            return hits
    folded = fold_query(text)
    if len(folded) < 2:
        return []
    return _named_hits(folded, limit)


def _postcode_hits(code: str, limit: int) -> list[PlaceHit]:
    found = Postcode.objects.beginning(code)[:limit]
    return [
        PlaceHit(str(row), "postcode", row.point, ward.name if (ward := ward_at(row.point)) else "") for row in found
    ]


def _named_hits(folded: str, limit: int) -> list[PlaceHit]:
    """Streets and places together, best first; weak hits are left out where there is a good one."""
    ranked: list[tuple[float, int, str, PlaceHit]] = []
    for street in Street.objects.like(folded).select_related("ward").defer("ward__boundary")[:limit]:
        hit = PlaceHit(street.name, "street", _middle(street.line), street.ward.name if street.ward else "")
        ranked.append((street.likeness, len(street.name), street.name, hit))
    for place in NamedPlace.objects.like(folded).select_related("ward").defer("ward__boundary")[: limit * 3]:
        hit = PlaceHit(place.name, place.kind, place.point, place.ward.name if place.ward else "")
        worth = place.likeness + KNOWN_BY_ALL.get(PlaceKind(place.kind), 0.0)
        ranked.append((worth, len(place.name), place.name, hit))
    ranked.sort(key=lambda item: (-item[0], *item[1:3]))
    least = ranked[0][0] * LEAST_OF_BEST if ranked else 0.0
    return [hit for worth, _length, _name, hit in ranked if worth >= least][:limit]


def _middle(line: MultiLineString) -> Point:
    """A point on the longest part of a street, halfway along."""
    parts = [part for part in line if isinstance(part, LineString)]
    longest = max(parts, key=lambda part: part.length)
    middle: Point = longest.interpolate_normalized(0.5)
    middle.srid = 4326
    return middle
