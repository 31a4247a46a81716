"""The drawing board: streets as they are laid, and what ground is already taken."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from civic.demo.town.plan import Plan
from civic.demo.town.shapes import XY, Line, Path

CELL_M = 16.0
FINE_M = 3.0
WIDTH_M = {
    "trunk": 15.0,
    "primary": 12.0,
    "secondary": 10.0,
    "tertiary": 8.5,
    "residential": 7.0,
    "lane": 5.0,
    "drove": 4.5,
}
MEANT_FOR_HOUSES = {"old", "terrace", "interwar", "estate", "village"}


@dataclass
class Street:
    """A named street: its pieces, its grade (how it is drawn) and its fabric (what stands along it)."""

    name: str
    grade: str
    fabric: str
    pieces: list[Path]

    @property
    def length(self) -> float:
        return sum(Line(piece).length for piece in self.pieces)

    @property
    def longest(self) -> Line:
        return max((Line(piece) for piece in self.pieces), key=lambda line: line.length)


@dataclass
class Ground:
    """A patch of land set aside: a park, a school, a works. No street or house is laid on it."""

    layer: str
    name: str
    ring: Path


@dataclass
class Board:
    plan: Plan
    streets: list[Street] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    taken: dict[tuple[int, int], list[tuple[XY, int]]] = field(default_factory=dict)
    forbidden: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._forbid(self.plan.river.path, 34)
        self._forbid(self.plan.rail.path, 20)

    def reserve(self, layer: str, name: str, ring: Path) -> None:
        self.grounds.append(Ground(layer, name, ring))
        self.forbidden.update(cells_inside(ring, CELL_M / 2))

    def lay(self, name: str, grade: str, fabric: str, path: Path, *, free: bool = False) -> Street | None:
        """Lay a street; unless `free`, it stops at water, rails and reserved ground. None if nothing is left of it."""
        pieces = [path] if free else self._allowed(path)
        if not pieces:
            return None
        street = Street(name, grade, fabric, pieces)
        self.streets.append(street)
        for piece in pieces:
            self._take(piece, len(self.streets))
        return street

    def grow(self, start: XY, heading: float, length_m: float, bend: float = 0.0, clear_m: float = 34.0) -> Path:
        """A dead end that grows from a street until it comes near something else; [] if it has no room."""
        path, at, step = [start], start, 6.0
        while (grown := (len(path) - 1) * step) < length_m:
            heading += bend * step / 100
            at = (at[0] + math.cos(heading) * step, at[1] + math.sin(heading) * step)
            if self._is_forbidden(at, 2) or (grown > clear_m and self._is_near(at, clear_m)):
                break
            if grown <= clear_m and self._is_near(at, 5.0) and grown > 10:
                return []
            path.append(at)
        return path if (len(path) - 1) * step >= 48 else []

    def _allowed(self, path: Path) -> list[Path]:
        """The pieces of the path on free ground, each at least 45 m long."""
        line = Line(path)
        pieces: list[Path] = []
        start: float | None = None
        along = 0.0
        while along <= line.length + 8:
            free = along <= line.length and not self._is_forbidden(line.point(along))
            if free and start is None:
                start = along
            elif not free and start is not None:
                if along - 8 - start >= 45:
                    pieces.append(line.cut(start, min(along - 8, line.length)))
                start = None
            along += 8
        whole = len(pieces) == 1 and Line(pieces[0]).length > line.length - 9
        return [path] if whole else pieces

    def _is_forbidden(self, at: XY, reach: int = 0) -> bool:
        x, y = math.floor(at[0] / CELL_M * 2), math.floor(at[1] / CELL_M * 2)
        return any((x + i, y + j) in self.forbidden for i in range(-reach, reach + 1) for j in range(-reach, reach + 1))

    def _is_near(self, at: XY, radius_m: float) -> bool:
        x, y, reach = math.floor(at[0] / CELL_M), math.floor(at[1] / CELL_M), math.ceil(radius_m / CELL_M)
        for i in range(x - reach, x + reach + 1):
            for j in range(y - reach, y + reach + 1):
                if any(math.dist(at, other) < radius_m for other, _street in self.taken.get((i, j), ())):
                    return True
        return False

    def _take(self, path: Path, street: int) -> None:
        for at in along_path(path, 8):
            self.taken.setdefault((math.floor(at[0] / CELL_M), math.floor(at[1] / CELL_M)), []).append((at, street))

    def _forbid(self, path: Path, radius_m: float) -> None:
        self.forbidden.update(cells_along(path, radius_m, CELL_M / 2))


def along_path(path: Sequence[XY], step_m: float) -> Iterable[XY]:
    """Points along the path, at most the step apart."""
    for (ax, ay), (bx, by) in pairwise(path):
        count = max(1, math.ceil(math.hypot(bx - ax, by - ay) / step_m))
        for i in range(count):
            yield ax + (bx - ax) * i / count, ay + (by - ay) * i / count
    yield path[-1]


def cells_along(path: Sequence[XY], radius_m: float, size_m: float) -> set[tuple[int, int]]:
    """The cells of a square grid within the radius of the path."""
    reach = math.ceil(radius_m / size_m)
    disc = [
        (i, j)
        for i in range(-reach, reach + 1)
        for j in range(-reach, reach + 1)
        if math.hypot(i, j) * size_m <= radius_m
    ]
    centres = {(math.floor(x / size_m), math.floor(y / size_m)) for x, y in along_path(path, max(size_m, radius_m / 3))}
    return {(x + i, y + j) for x, y in centres for i, j in disc}


def cells_inside(ring: Sequence[XY], size_m: float) -> set[tuple[int, int]]:
    """The cells of a square grid whose middle lies inside the closed ring."""
    cells: set[tuple[int, int]] = set()
    ys = [y for _x, y in ring]
    for row in range(math.floor(min(ys) / size_m), math.floor(max(ys) / size_m) + 1):
        y = (row + 0.5) * size_m
        cuts = sorted(
            ax + (y - ay) / (by - ay) * (bx - ax)
            for (ax, ay), (bx, by) in pairwise(ring)
            if (ay <= y < by) or (by <= y < ay)
        )
        for west, east in zip(cuts[::2], cuts[1::2], strict=False):
            cells.update(
                (column, row) for column in range(math.ceil(west / size_m - 0.5), math.floor(east / size_m - 0.5) + 1)
            )
    return cells
