"""Which words stand where, for a whole zoom level at once: so no word is cut at the edge of a tile or set twice."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from civic.areas.basemap import style
from civic.areas.basemap.along import along_line, to_px
from civic.areas.basemap.chart import Chart, Shape
from civic.areas.basemap.lettering import Glyphs, width_of

CELL_PX = 64
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    """Words in place. `bounds` in pixels of the zoom level; `symbol` is drawn at `at`, if there is one."""

    pieces: tuple[Glyphs, ...]
    size_px: int
    colour: str
    bounds: Box
    symbol: str = ""
    at: tuple[float, float] = (0.0, 0.0)
    symbol_px: float = 0.0


@dataclass
class Plan:
    """The labels of one zoom level, found by place."""

    z: int
    labels: list[Label] = field(default_factory=list)
    taken: dict[tuple[int, int], list[Box]] = field(default_factory=dict)

    def within(self, west: float, north: float, east: float, south: float) -> Iterator[Label]:
        for label in self.labels:
            w, n, e, s = label.bounds
            if w < east and e > west and n < south and s > north:
                yield label

    def put(self, label: Label, boxes: list[Box]) -> bool:
        """Put the label down unless one of its boxes is taken."""
        cells = [(box, list(_cells(box))) for box in boxes]
        for box, where in cells:
            if any(_overlap(box, other) for cell in where for other in self.taken.get(cell, ())):
                return False
        for box, where in cells:
            for cell in where:
                self.taken.setdefault(cell, []).append(box)
        self.labels.append(label)
        return True


@lru_cache(maxsize=20)
def plan_labels(chart: Chart, z: int) -> Plan:
    """Place all labels of a zoom level, the most important first."""
    plan = Plan(z)
    places = chart.layers.get("place", [])
    early, late = (
        [kind for kind in style.SYMBOLS if kind in _EARLY],
        [kind for kind in style.SYMBOLS if kind not in _EARLY],
    )
    _put_area_names(plan, places, ("town", "village"))
    _put_symbols(plan, places, early)
    _put_area_names(plan, places, ("ward",))
    for shape in chart.layers.get("stream", []):
        _put_along(plan, shape, "water", *_STREAM[z - 11] if shape.rank == 9 else _SMALL_STREAM[z - 11])
    _put_roads(plan, chart, ("trunk", "primary", "secondary"))
    _put_symbols(plan, places, late)
    for layer in ("park", "pitch", "water", "grounds", "industry", "allotment", "square"):
        for shape in chart.layers.get(layer, []):
            _put_green_name(plan, shape)
    _put_roads(plan, chart, ("tertiary", "residential", "lane", "drove"))
    for shape in reversed(chart.layers.get("ditch", [])):
        _put_along(plan, shape, "water", *_DITCH[z - 11])
    return plan


# Letter size and the distance at which a name is repeated, by zoom from 11. 0: no name.
_Row = tuple[tuple[int, int], ...]
_STREAM: _Row = ((0, 0), (11, 900), (12, 700), (13, 800), (14, 900), (15, 900), (17, 900), (19, 900))
_SMALL_STREAM: _Row = ((0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (11, 900), (12, 900), (13, 900))
_DITCH: _Row = ((0, 0), (0, 0), (0, 0), (10, 900), (10, 800), (11, 800), (12, 800), (13, 900))
_ROAD: dict[str, _Row] = {
    "trunk": ((0, 0), (0, 0), (10, 500), (11, 500), (12, 600), (13, 700), (14, 700), (16, 800)),
    "primary": ((0, 0), (0, 0), (0, 0), (11, 500), (12, 500), (13, 600), (14, 600), (16, 700)),
    "secondary": ((0, 0), (0, 0), (0, 0), (10, 500), (11, 500), (12, 500), (14, 600), (15, 700)),
    "tertiary": ((0, 0), (0, 0), (0, 0), (0, 0), (10, 450), (11, 450), (13, 500), (15, 600)),
    "residential": ((0, 0), (0, 0), (0, 0), (0, 0), (10, 450), (11, 450), (12, 500), (14, 600)),
    "lane": ((0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (10, 450), (12, 500), (14, 600)),
    "drove": ((0, 0), (0, 0), (0, 0), (10, 700), (10, 700), (11, 700), (12, 700), (14, 800)),
}
_AREA: dict[str, tuple[int, ...]] = {
    "town": (15, 19, 23, 26, 0, 0, 0, 0),
    "village": (0, 11, 13, 15, 16, 17, 0, 0),
    "ward": (0, 0, 10, 11, 12, 0, 0, 0),
}
_SYMBOL_PX = (0.0, 0.0, 0.0, 0.0, 6.5, 7.5, 8.5, 10.0)
_EARLY = {"station", "library", "leisure", "health", "civic"}
_LATE = {"pub", "shop", "parking", "hall"}
_GREEN_PX = (0, 0, 0, 10, 11, 12, 13, 14)


def _put_area_names(plan: Plan, places: list[Shape], kinds: tuple[str, ...]) -> None:
    for shape in places:
        if shape.kind in kinds:
            _put_area_name(plan, shape)


def _put_symbols(plan: Plan, places: list[Shape], kinds: list[str]) -> None:
    for kind in kinds:
        for shape in places:
            if shape.kind == kind:
                _put_symbol(plan, shape)


def _put_area_name(plan: Plan, shape: Shape) -> None:
    size = _AREA[shape.kind][plan.z - 11]
    if not size:
        return
    x, y = to_px(shape.parts[0], plan.z)[0]
    if shape.kind == "ward":
        for dy in (0, 22, -22, 44, -44, 66, -66):
            if _put_lines(plan, shape.name.upper(), x, y + dy, size, style.LABELS["ward"][0], spaced=True):
                return
        return
    colour = style.INK if shape.kind == "town" else style.INK_SOFT
    _put_lines(plan, shape.name, x, y - (size if shape.kind == "village" else 0), size, colour)


def _put_green_name(plan: Plan, shape: Shape) -> None:
    """The name of a park, lake or school in its middle, where it is large enough to carry it."""
    size = _GREEN_PX[plan.z - 11]
    points = [at for part in shape.parts for at in to_px(part, plan.z)]
    across = max(x for x, _y in points) - min(x for x, _y in points)
    if not (shape.name and size) or width_of(shape.name, size) > across * 1.5:
        return
    x = (max(x for x, _y in points) + min(x for x, _y in points)) / 2
    y = (max(y for _x, y in points) + min(y for _x, y in points)) / 2
    colour = {"water": style.LABELS["water"][0], "industry": style.INK_SOFT, "square": style.INK_SOFT}.get(shape.layer)
    _put_lines(plan, shape.name, x, y, size, colour or style.LABELS["green"][0])


def _put_symbol(plan: Plan, shape: Shape) -> None:
    """A symbol, with the name under it where the zoom allows."""
    first = 15 if shape.kind in _EARLY else 17 if shape.kind in _LATE else 16
    if plan.z < first:
        return
    x, y = to_px(shape.parts[0], plan.z)[0]
    radius = _SYMBOL_PX[plan.z - 11]
    named = plan.z > 15 or shape.kind in {"station", "library", "leisure"}
    size = (11, 11, 12, 13)[plan.z - 15]
    sign = (shape.kind, (x, y), radius)
    for dy in (radius + size * 0.95, -radius - size * 0.95 - _extra_line(shape.name, size)) if named else ():
        if _put_lines(plan, shape.name, x, y + dy, size, style.SYMBOLS[shape.kind], symbol=sign):
            return
    box = (x - radius, y - radius, x + radius, y + radius)
    plan.put(Label((), 0, "", _grown(box, 2), *sign), [box])


def _extra_line(name: str, size: int) -> float:
    return size * 1.2 * (len(_broken(name, size)) - 1)


def _put_lines(
    plan: Plan,
    name: str,
    x: float,
    y: float,
    size: int,
    colour: str,
    *,
    spaced: bool = False,
    symbol: tuple[str, tuple[float, float], float] | None = None,
) -> bool:
    """A level name, broken into two lines if it is long."""
    lines = _broken(name, size)
    pieces: list[Glyphs] = []
    boxes = []
    if not symbol:
        y -= (len(lines) - 1) * size * 0.6
    for i, text in enumerate(lines):
        at = y + i * size * 1.2
        row = _spaced(text, x, at, size) if spaced else [Glyphs(text, x, at)]
        half = (abs(row[-1].x - row[0].x) if spaced else width_of(text, size)) / 2 + 4
        pieces += row
        boxes.append((x - half, at - size * 0.7, x + half, at + size * 0.7))
    kind, spot, radius = symbol or ("", (0.0, 0.0), 0.0)
    if symbol:
        boxes.append((spot[0] - radius - 2, spot[1] - radius - 2, spot[0] + radius + 2, spot[1] + radius + 2))
    label = Label(tuple(pieces), size, colour, _grown(_around(boxes), size), kind, spot, radius)
    return plan.put(label, boxes)


def _spaced(text: str, x: float, y: float, size: int) -> list[Glyphs]:
    """The letters one by one, with air between them."""
    air = size * 0.14
    widths = [width_of(letter, size) + air for letter in text]
    at = x - (sum(widths) - air) / 2
    pieces = []
    for letter, width in zip(text, widths, strict=True):
        if letter != " ":
            pieces.append(Glyphs(letter, at + (width - air) / 2, y))
        at += width
    return pieces


def _broken(name: str, size: int) -> list[str]:
    """The name, in two lines of about the same length if it is wide."""
    words = name.split()
    if len(words) < 2 or width_of(name, size) < size * 8.5:
        return [name]
    breaks = range(1, len(words))
    best = min(breaks, key=lambda i: abs(len(" ".join(words[:i])) - len(" ".join(words[i:]))))
    return [" ".join(words[:best]), " ".join(words[best:])]


def _put_roads(plan: Plan, chart: Chart, grades: tuple[str, ...]) -> None:
    for grade in grades:
        for shape in chart.layers.get("road", []):
            if shape.kind == grade and shape.name:
                _put_along(plan, shape, "road", *_ROAD[grade][plan.z - 11])


def _put_along(plan: Plan, shape: Shape, colours: str, size: int, again_px: int) -> None:
    """The name along the shape's lines, as often as the distance says and where it fits."""
    if not size or not shape.name:
        return
    for part in shape.parts:
        for pieces, boxes in along_line(part, plan.z, shape.name, size, again_px):
            plan.put(Label(pieces, size, style.LABELS[colours][0], _grown(_around(boxes), size)), boxes)


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    west, north, east, south = (math.floor(value / CELL_PX) for value in box)
    for column in range(west, east + 1):
        for row in range(north, south + 1):
            yield column, row


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


def _around(boxes: list[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by
