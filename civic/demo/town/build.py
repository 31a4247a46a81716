"""Carsewell from one number: `build_town(seed)`. The same seed gives the same town on every machine."""

from __future__ import annotations

import random

from django.contrib.gis.geos import MultiLineString, MultiPolygon, Point, Polygon

from civic.demo.town.board import Board
from civic.demo.town.drawn import line, lines, lines_of, point, polygon
from civic.demo.town.landscape import draw_landscape
from civic.demo.town.plan import draw_plan
from civic.demo.town.sights import Sight, place_sights
from civic.demo.town.streets import lay_streets
from civic.demo.town.town import Town, TownPlace, TownPostcode, TownStreet, TownWard, parts_of
from civic.demo.town.wardmap import draw_area, draw_wards

POSTCODE_AREA = "CZ"  # never given out in Great Britain
POSTCODE_EVERY_M = 285
_DISTRICTS = {
    "CAR01": 1, "CAR02": 1, "CAR03": 2, "CAR04": 2, "CAR05": 3, "CAR06": 3,
    "CAR07": 4, "CAR08": 5, "CAR09": 5, "CAR10": 6, "CAR11": 6, "CAR12": 5,
}  # fmt: skip
_UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


def build_town(seed: int) -> Town:
    """The whole town in memory; needs neither database nor network. About a second and a half."""
    rng = random.Random(seed)
    plan = draw_plan(rng)
    town = Town(seed)
    # One generator a subject: a change of the streets leaves the wards where they were.
    ward_seed, street_seed, land_seed, code_seed = (rng.getrandbits(32) for _ in range(4))
    for ward, ring in draw_wards(plan, random.Random(ward_seed)):
        boundary = MultiPolygon(polygon(ring), srid=4326)
        town.wards.append(TownWard(ward.code, ward.name, ward.population, ward.description, boundary))
    area = draw_area(plan, random.Random(ward_seed))
    board = Board(plan)
    lay_streets(plan, random.Random(street_seed), board)
    finder = WardFinder(town.wards)
    town.streets = _streets(board, finder, polygon(area))
    sights = place_sights(plan, board)
    town.places = [_place(sight, finder) for sight in sights]
    draw_landscape(town, board, area, sights, finder, random.Random(land_seed))
    town.postcodes = _postcodes(town.streets, random.Random(code_seed))
    return town


class WardFinder:
    """The code of the ward at a point."""

    def __init__(self, wards: list[TownWard]) -> None:
        self._wards = [(ward.code, ward.boundary.prepared) for ward in wards]

    def at(self, point: Point) -> str:
        """The code, or "" outside the council's area."""
        return next((code for code, boundary in self._wards if boundary.covers(point)), "")


def _streets(board: Board, finder: WardFinder, area: Polygon) -> list[TownStreet]:
    """Streets for the gazetteer: what lies in the council's area, one row for each name and ward."""
    streets = []
    for street in board.streets:
        inside = lines_of(lines(street.pieces).intersection(area))
        if not inside:
            continue
        longest = max(inside, key=lambda part: part.length)
        code = finder.at(longest.interpolate_normalized(0.5))
        streets.append(TownStreet(street.name, street.grade, street.fabric, MultiLineString(inside, srid=4326), code))
    return streets


def _place(sight: Sight, finder: WardFinder) -> TownPlace:
    at = point(sight.at)
    return TownPlace(sight.name, sight.kind, at, finder.at(at), line(sight.course) if sight.course else None)


def _postcodes(streets: list[TownStreet], rng: random.Random) -> list[TownPostcode]:
    """One postcode for each short street, more along long ones; units run on within a district."""
    units: dict[int, int] = {}
    postcodes = []
    for street in streets:
        if not street.ward_code or street.grade in {"trunk", "drove"}:
            continue
        length_m = street.line.length * 90_000
        for i in range(count := min(5, max(1, round(length_m / POSTCODE_EVERY_M)))):
            pieces = parts_of(street.line)
            at = max(pieces, key=lambda piece: piece.length).interpolate_normalized((i + 0.5) / count)
            code = _next_code(units, _DISTRICTS[street.ward_code], rng)
            postcodes.append(TownPostcode(code, Point(round(at.x, 6), round(at.y, 6), srid=4326)))
    return postcodes


def _next_code(units: dict[int, int], district: int, rng: random.Random) -> str:
    """The next postcode of the district; sometimes one is skipped, as in life."""
    number = units.get(district, 0) + rng.choice((1, 1, 1, 2, 3))
    units[district] = number
    sector, unit = divmod(number, len(_UNIT_LETTERS) ** 2)
    first, second = divmod(unit, len(_UNIT_LETTERS))
    return f"{POSTCODE_AREA}{district} {sector + 1 + first % 7}{_UNIT_LETTERS[first]}{_UNIT_LETTERS[second]}"
