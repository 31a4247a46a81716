"""Paints one tile without its words, from the ground up."""

from __future__ import annotations

from civic.areas.basemap import style
from civic.areas.basemap.brush import Canvas
from civic.areas.basemap.chart import Chart, Shape
from civic.areas.basemap.mercator import TileAddress, ground_px_per_m

MARGIN_PX = 40


class TilePainter:
    """Holds what every layer needs to know: the tile, its zoom, and what lies near it."""

    def __init__(self, chart: Chart, tile: TileAddress) -> None:
        self.chart, self.tile, self.z = chart, tile, tile.z
        self.bounds = tile.bounds_m(MARGIN_PX)
        self.canvas = Canvas(tile, style.OUTSIDE)

    def paint(self) -> Canvas:
        self._land()
        self._greens()
        if self.z >= 15:
            self._buildings()
        self._wards()
        self._waters()
        self._paths()
        self._roads()
        self._railway()
        self._trees()
        self._veil()
        return self.canvas

    def _near(self, layer: str) -> list[Shape]:
        return list(self.chart.within(layer, self.bounds))

    def _areas(self, layer: str, fill: str | None, edge: str | None = None, edge_px: float = 0.6) -> None:
        for shape in self._near(layer):
            for part in shape.parts:
                self.canvas.area(part, fill, edge, edge_px)

    def _land(self) -> None:
        self._areas("area", style.LAND)
        hedge = style.HEDGE if self.z >= 13 else None
        for shape in self._near("field"):
            for part in shape.parts:
                self.canvas.area(part, style.FIELDS.get(shape.kind, style.LAND), hedge, 0.5 if self.z < 16 else 1.1)
        self._areas("meadow", style.AREAS["meadow"])
        self._areas("wood", style.AREAS["wood"], style.AREA_EDGES["wood"] if self.z >= 14 else None, 0.8)

    def _greens(self) -> None:
        edged = self.z >= 14
        for layer in ("urban", "allotment", "industry", "grounds", "park", "pitch", "square"):
            if layer == "square" and self.z < 15:
                continue
            self._areas(layer, style.AREAS[layer], style.AREA_EDGES.get(layer) if edged else None, 0.8)

    def _waters(self) -> None:
        canvas, z = self.canvas, self.z
        wide = style.by_zoom(style.DITCH_PX, z)
        for shape in self._near("ditch"):
            if shape.rank == 0 and z < 14 or shape.rank < 2 and z < 12:
                continue
            part_px = wide * (1.35 if shape.rank == 2 else 1.0 if shape.rank else 0.6)
            for part in shape.parts:
                canvas.line(part, style.DITCH, part_px)
        scale = ground_px_per_m(z)
        streams = self._near("stream")
        for shape in streams:
            for part in shape.parts:
                canvas.line(part, style.WATER_EDGE, max(shape.width_m * scale, 1.4) + 1.2)
        self._areas("water", style.WATER, style.WATER_EDGE if z >= 13 else None, 1.2)
        for shape in streams:
            for part in shape.parts:
                canvas.line(part, style.WATER, max(shape.width_m * scale, 1.4))

    def _buildings(self) -> None:
        edge = style.BUILDING_EDGE if self.z >= 16 else None
        for shape in self._near("building"):
            fill = style.BUILDINGS.get(shape.kind, style.BUILDINGS["road"])
            for part in shape.parts:
                if self._part_is_near(part):
                    self.canvas.area(part, fill, edge, 0.5)
        self._areas("landmark", style.LANDMARK, style.LANDMARK_EDGE, 0.7)

    def _part_is_near(self, part: tuple[float, ...]) -> bool:
        west, south, east, north = self.bounds
        return west <= part[0] <= east and south <= part[1] <= north

    def _paths(self) -> None:
        if self.z < 14:
            return
        for shape in self._near("path"):
            for part in shape.parts:
                if shape.kind == "park":
                    self.canvas.line(part, style.PARK_PATH, (1.0, 1.5, 2.2, 3.4, 6.0)[self.z - 14])
                else:
                    self.canvas.dashes(part, style.PATH, (0.8, 1.0, 1.2, 1.6, 2.2)[self.z - 14], (4, 3))

    def _roads(self) -> None:
        """Bridge walls, then all casings, then all surfaces, the least important road first: so crossings are open."""
        z = self.z
        roads = {grade: [] for grade in style.ROAD_ORDER}  # type: dict[str, list[list[float]]]
        for shape in self._near("road"):
            if shape.kind in roads and style.by_zoom(style.ROAD_PX[shape.kind], z):
                roads[shape.kind] += [self.canvas.flat(part) for part in shape.parts]
        casing = 0.0 if z < 12 else 1.0 if z < 14 else 1.4 if z < 17 else 2.0
        self._bridges(casing)
        for grade in style.ROAD_ORDER:
            width = style.by_zoom(style.ROAD_PX[grade], z)
            if casing and width > 1.4 or grade == "drove":
                for flat in roads[grade]:
                    self.canvas.stroke(flat, style.ROADS[grade][1], width + (casing or 0.4))
        for grade in style.ROAD_ORDER:
            width = style.by_zoom(style.ROAD_PX[grade], z)
            if grade == "drove" and z < 14:
                continue
            for flat in roads[grade]:
                self.canvas.stroke(flat, style.ROADS[grade][0], width)

    def _bridges(self, casing: float) -> None:
        if self.z < 14:
            return
        for shape in self._near("bridge"):
            widths = style.ROAD_PX.get(shape.kind)
            wide = style.by_zoom(widths, self.z) if widths else shape.width_m * ground_px_per_m(self.z)
            for part in shape.parts:
                self.canvas.line(part, style.INK_SOFT, wide + casing + 2.2, round_ends=False)

    def _railway(self) -> None:
        wide = (1.2, 1.5, 1.9, 2.4, 3.0, 3.6, 5.0, 8.0)[self.z - 11]
        for shape in self._near("rail"):
            for part in shape.parts:
                self.canvas.line(part, style.RAIL, wide)
                if self.z >= 13:
                    self.canvas.dashes(part, style.RAIL_GAP, wide * 0.55, (6, 6) if self.z < 16 else (10, 10))

    def _veil(self) -> None:
        """What lies outside the council's area is shown pale."""
        areas = [part for shape in self._near("area") for part in shape.parts]
        self.canvas.veil(areas, style.OUTSIDE, 0.62)

    def _wards(self) -> None:
        for shape in self._near("ward"):
            for part in shape.parts:
                if self.z >= 13:
                    self.canvas.line(part, style.WARD_BAND, 3.0 if self.z < 15 else 5.0)
                self.canvas.dashes(part, style.WARD_LINE, 0.9 if self.z < 14 else 1.2, (5, 4))

    def _trees(self) -> None:
        if self.z < 16:
            return
        radius = (2.6, 4.4, 8.0)[self.z - 16]
        for shape in self._near("tree"):
            for x, y in shape.parts:
                self.canvas.dot(x, y, radius, style.TREE, style.TREE_EDGE)
