"""Everything the basemap shows: land, water, roads, rails, houses and greens, as features in degrees."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

from django.contrib.gis.geos import GEOSGeometry, LineString, MultiPolygon, Point

from civic.demo.town.board import WIDTH_M, Board
from civic.demo.town.drawn import line, lines_of, plane_lines, point, polygon, polygons, polygons_of
from civic.demo.town.fields import Cutter
from civic.demo.town.greens import MARKET_SQUARE, Greens
from civic.demo.town.houses import HouseBuilder
from civic.demo.town.names import Namer
from civic.demo.town.plan import MARKET, PARTS, RIVER_NAME, RIVER_WIDTH_M, beyond
from civic.demo.town.shapes import XY, Line, Path, blob, box, crossings, spline
from civic.demo.town.sights import Sight
from civic.demo.town.streets import VILLAGES
from civic.demo.town.town import Town, TownDitch, TownFeature, TownPlace

if TYPE_CHECKING:
    from civic.demo.town.build import WardFinder

DITCH_COUNT = 100
MAY_CROSS_WATER = {"none", "road", "old"}
ROAD_RANKS = {"trunk": 7, "primary": 6, "secondary": 5, "tertiary": 4, "residential": 3, "lane": 2, "drove": 1}


class Landscape:
    """Collects the features of one town."""

    def __init__(
        self, town: Town, board: Board, area: Path, sights: list[Sight], finder: WardFinder, rng: random.Random
    ) -> None:
        self.town, self.board, self.sights, self.finder, self.rng = town, board, sights, finder, rng
        self.area = area
        self.area_shape = polygon(area)
        self.urban = self._built_up()

    def add(self, layer: str, geom: GEOSGeometry, **facts: object) -> None:
        self.town.features.append(TownFeature(layer, geom, **facts))  # type: ignore[arg-type]

    def land(self) -> None:
        """Fields, woods, the council's area, the meadows along the river, and the town's footprint."""
        self.add("area", self.area_shape)
        cut = Cutter(self.rng).cut_up()
        area = self.area_shape.prepared
        for kind, ring in cut.fields:
            shape = polygon(ring)
            if area.intersects(shape):
                self.add("wood" if kind == "wood" else "field", shape, kind=kind)
        self._ditches([path for depth, path in cut.cuts if depth >= 4])
        for _ in range(14):
            at = self.rng.uniform(-3000, 3000), self.rng.uniform(-3000, 3000)
            if math.dist(at, MARKET) > 1750:
                radii = [self.rng.uniform(35, 85) for _ in range(7)]
                self.add(
                    "wood", polygon(blob(at, radii, self.rng.uniform(0.8, 1.6), self.rng.uniform(0, 3))), kind="copse"
                )
        self._meadows()
        for part in polygons_of(self.urban):
            self.add("urban", part)

    def _meadows(self) -> None:
        river = self.board.plan.river
        left, right = [], []
        for along in range(0, int(river.length), 60):
            (x, y), heading = river.place(along)
            wide = 95 + 60 * math.sin(along / 310) + 35 * math.sin(along / 97 + 1)
            narrow = 95 + 60 * math.sin(along / 260 + 2) + 35 * math.sin(along / 83)
            left.append((x - math.sin(heading) * wide, y + math.cos(heading) * wide))
            right.append((x + math.sin(heading) * narrow, y - math.cos(heading) * narrow))
        self.add("meadow", polygon([*left, *right[::-1], left[0]]).buffer(0))

    def _ditches(self, cuts: list[Path]) -> None:
        """Of the cuts outside the town, a hundred of good length become ditches with a name; the rest stay nameless."""
        river = polygon(
            [*Line(self.board.plan.river.path).beside(30), *Line(self.board.plan.river.path).beside(-30)[::-1]]
        ).buffer(0)
        outside = self.area_shape.difference(self.urban).difference(river).buffer(-0.0004)
        found: list[tuple[float, LineString]] = []
        for path in cuts:
            for part in lines_of(line(path).intersection(outside)):
                length = Line([(x * 67_000, y * 111_000) for x, y in part.coords]).length
                if 300 <= length <= 2600:
                    found.append((length, LineString([(round(x, 6), round(y, 6)) for x, y in part.coords], srid=4326)))
        found.sort(key=lambda item: -item[0])
        names = Namer(self.rng).ditches(DITCH_COUNT)
        for i, (length, course) in enumerate(found):
            name = names[i] if i < len(names) else ""
            wide = 6.0 if length > 1400 else 4.0
            self.add("ditch", course, name=name, width_m=wide, rank=2 if name and length > 1000 else 1 if name else 0)
            if name:
                middle = course.interpolate_normalized(0.5)
                middle = Point(round(middle.x, 6), round(middle.y, 6), srid=4326)
                code = self.finder.at(middle)
                self.town.ditches.append(TownDitch(name, course, code))
                self.town.places.append(TownPlace(name, "ditch", middle, code, course))

    def waters(self) -> None:
        """The river, the mill stream around an island, two lakes and the village ponds."""
        river = self.board.plan.river
        wide = [RIVER_WIDTH_M / 2 + 3 * math.sin(along / 260) + along / river.length * 4 for along in river.at]
        left = [_aside(river, along, half) for along, half in zip(river.at, wide, strict=True)]
        right = [_aside(river, along, -half) for along, half in zip(river.at, wide, strict=True)]
        self.add("water", polygon([*left, *right[::-1], left[0]]).buffer(0), name=RIVER_NAME, kind="river")
        self.add("stream", line(river.path), name=RIVER_NAME, kind="river", rank=9, width_m=RIVER_WIDTH_M)
        start, end = river.nearest((-760, -345)), river.nearest((-330, -205))
        a, b = river.point(start), river.point(end)
        lade = spline([a, (-640, -345), (-520, -315), (-400, -262), b], 12)
        self.add("stream", line(lade), name="Mill Lade", kind="stream", rank=4, width_m=9)
        for at, radii, name in [
            ((-2080, -330), (95, 70, 120, 80, 100, 75), "Gravel Pit Lake"),
            ((2230, 20), (80, 60, 95, 70, 60, 85), "Sluice Mere"),
        ]:
            self.add("water", polygon(blob(at, radii, 1.3, 0.4)), name=name, kind="lake", rank=3)
        for sight in self.sights:
            if sight.kind == "park" and sight.name.endswith("Green"):
                pond = sight.at[0] + 12, sight.at[1] - 10
                self.add("water", polygon(blob(pond, (9, 12, 8, 11, 9), 1.2)), kind="pond")

    def greens(self) -> None:
        Greens(self.board, self.sights, self.rng, self.add).draw()

    def ways(self) -> None:
        """Roads, the railway, paths, and the bridges where a road or the railway crosses the river."""
        river, rail = self.board.plan.river.path, self.board.plan.rail
        for street in self.board.streets:
            for piece in street.pieces:
                rank = ROAD_RANKS[street.grade]
                self.add(
                    "road", line(piece), name=street.name, kind=street.grade, rank=rank, width_m=WIDTH_M[street.grade]
                )
                for at in crossings(piece, river) if street.fabric in MAY_CROSS_WATER else ():
                    road = Line(piece)
                    along = road.nearest(at)
                    deck = line(road.cut(max(0, along - 24), min(road.length, along + 24)))
                    self.add("bridge", deck, kind=street.grade, rank=rank, width_m=WIDTH_M[street.grade])
        self.add("rail", line(rail.path), kind="rail", name="", rank=5, width_m=7)
        for at in crossings(rail.path, river):
            along = rail.nearest(at)
            self.add("bridge", line(rail.cut(along - 26, along + 26)), kind="rail", rank=5, width_m=9)
        self._beyond()
        bank = Line(self.board.plan.river.path)
        towpath = Line(Line(bank.cut(bank.nearest((-1780, -600)), bank.nearest((1760, 60)))).beside(-24)).path
        self.add("path", line(towpath), name="Carse Towpath", kind="foot", rank=1)
        self.add(
            "path",
            line(spline([(-850, 500), (-900, 900), (-1450, 1500), (-1800, 2300), (-2100, 3000)], 30)),
            name="Northorpe Footpath",
            kind="foot",
        )
        self.add(
            "path",
            line(spline([(300, -1300), (620, -1800), (700, -2500), (500, -3100)], 30)),
            name="Fen Causeway",
            kind="foot",
        )

    def _beyond(self) -> None:
        """The roads, the railway and the river go on off the map."""
        plan = self.board.plan
        for part in PARTS:
            path = plan.roads[part.road].path
            if part.to_m > plan.roads[part.road].length and part.road not in {"bypass", "bridge"}:
                rank, wide = ROAD_RANKS[part.grade], WIDTH_M[part.grade]
                self.add("road", line([path[-1], beyond(path)]), kind=part.grade, rank=rank, width_m=wide)
        for path in (plan.rail.path, plan.rail.path[::-1]):
            self.add("rail", line([path[-1], beyond(path)]), kind="rail", rank=5, width_m=7)
        for path in (plan.river.path, plan.river.path[::-1]):
            self.add("stream", line([path[-1], beyond(path)]), kind="river", rank=9, width_m=RIVER_WIDTH_M)

    def buildings(self) -> None:
        """Public buildings first, then houses along every street."""
        builder = HouseBuilder(self.board, self.rng)
        builder.take(MARKET_SQUARE, 3)
        for sight in self.sights:
            if sight.roofs:
                for ring in sight.roofs:
                    builder.take(ring, 6)
                self.add(
                    "landmark",
                    polygons(sight.roofs),
                    name=sight.name,
                    kind=sight.kind,
                )
            if sight.kind == "parking":
                builder.take(box(sight.at, 0.15, 58, 34))
        settled = [(MARKET, 1380.0)]
        settled += [(self.board.plan.roads[road].point(along), 270.0) for _name, road, along, _left in VILLAGES]
        for street in self.board.streets:
            rings = builder.along(street, settled)
            if rings:
                self.add("building", polygons(rings), kind=street.fabric)

    def ward_lines(self) -> None:
        for ward in self.town.wards:
            self.add("ward", ward.boundary, name=ward.name, rank=1)
            self.add("place", ward.boundary.point_on_surface, name=ward.name, kind="ward")

    def names(self) -> None:
        """What the map writes beside points. The river, ditches and greens carry their names themselves."""
        for sight in self.sights:
            if sight.kind not in {"water", "park", "other"}:
                self.add("place", point(sight.at), name=sight.name, kind=sight.kind)

    def _built_up(self) -> MultiPolygon:
        """The footprint of the town and its villages: all that lies within 45 m of a street with houses."""
        settled = [street for street in self.board.streets if street.fabric not in {"none", "road"}]
        streets = plane_lines(piece for street in settled for piece in street.pieces)
        grown = streets.buffer(50, quadsegs=3).buffer(28, quadsegs=3).buffer(-36, quadsegs=3).simplify(4)
        parts = [part for part in polygons_of(grown) if part.area > 9000]
        return polygons([(x, y) for x, y in part.exterior_ring.coords] for part in parts)


def draw_landscape(
    town: Town, board: Board, area: Path, sights: list[Sight], finder: WardFinder, rng: random.Random
) -> None:
    """Add all features, and the ditches, to the town."""
    landscape = Landscape(town, board, area, sights, finder, rng)
    for draw in (
        landscape.land,
        landscape.waters,
        landscape.greens,
        landscape.ways,
        landscape.buildings,
        landscape.ward_lines,
        landscape.names,
    ):
        draw()


def _aside(path: Line, along_m: float, left_m: float) -> XY:
    (x, y), heading = path.place(min(along_m + 0.01, path.length))
    return x - math.sin(heading) * left_m, y + math.cos(heading) * left_m
