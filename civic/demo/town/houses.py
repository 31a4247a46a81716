"""The houses along the streets: rows, pairs, single ones and yards, wherever there is room."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from civic.demo.town.board import FINE_M, WIDTH_M, Board, Street, along_path, cells_along, cells_inside
from civic.demo.town.shapes import XY, Line, Path, box

Cells = set[tuple[int, int]]


@dataclass(frozen=True)
class Fabric:
    """How houses stand: frontage and depth of one, how far back, and the gap to the next, in metres."""

    front: tuple[float, float]
    depth: tuple[float, float]
    back: float
    gap: tuple[float, float]
    built: float
    rear: float = 0.0  # how often a second building stands in the yard behind


FABRICS = {
    "old": Fabric((7, 15), (9, 17), 1.0, (0, 1.5), 0.92, 0.55),
    "terrace": Fabric((22, 44), (8, 9), 2.5, (3, 6), 0.97),
    "interwar": Fabric((13, 15), (8, 9), 7.0, (4.5, 7), 0.94),
    "estate": Fabric((9, 13), (8, 10), 5.5, (4, 8), 0.92),
    "village": Fabric((9, 18), (7, 11), 4.0, (7, 26), 0.78),
    "road": Fabric((10, 16), (8, 11), 7.0, (4, 12), 0.85),
}


class HouseBuilder:
    """Knows what ground is taken, in cells of a few metres, and takes more with each house."""

    def __init__(self, board: Board, rng: random.Random) -> None:
        self.rng = rng
        self.taken: Cells = set()
        for street in board.streets:
            for piece in street.pieces:
                self.taken |= cells_along(piece, WIDTH_M[street.grade] / 2 - 0.5, FINE_M)
        self.taken |= cells_along(board.plan.river.path, 22, FINE_M) | cells_along(board.plan.rail.path, 16, FINE_M)
        for ground in board.grounds:
            self.taken |= cells_inside(ground.ring, FINE_M)

    def take(self, ring: Path, margin_m: float = 2.0) -> None:
        """Keep this ground free of houses."""
        self.taken |= cells_inside(ring, FINE_M) | cells_along(ring, margin_m, FINE_M)

    def along(self, street: Street, settled: list[tuple[XY, float]]) -> list[Path]:
        """Closed rings of the houses along a street; along a main road only where it is settled."""
        fabric = FABRICS.get(street.fabric)
        if fabric is None:
            return []
        rings: list[Path] = []
        for piece in street.pieces:
            for side in (1, -1):
                rings += self._row(
                    Line(piece), side, fabric, WIDTH_M[street.grade] / 2, settled if street.fabric == "road" else []
                )
        return rings

    def _row(
        self, line: Line, side: int, fabric: Fabric, kerb_m: float, settled: list[tuple[XY, float]]
    ) -> Iterator[Path]:
        along = self.rng.uniform(3, 8)
        while along < line.length - 4:
            front, depth = self.rng.uniform(*fabric.front), self.rng.uniform(*fabric.depth)
            at, heading = line.place(along + front / 2)
            _end, later = line.place(along + front)
            along += front + self.rng.uniform(*fabric.gap)
            if self.rng.random() > fabric.built or (
                settled and all(math.dist(at, middle) > reach for middle, reach in settled)
            ):
                continue
            if abs((later - heading + math.pi) % (2 * math.pi) - math.pi) > 0.3 and front > 16:
                front *= 0.5
            away = side * (kerb_m + fabric.back + depth / 2)
            middle = at[0] - math.sin(heading) * away, at[1] + math.cos(heading) * away
            if self._take(box(middle, heading, front - 3, depth - 4)):
                yield box(middle, heading, front, depth)
            if self.rng.random() < fabric.rear:
                away += side * (depth / 2 + self.rng.uniform(9, 15))
                behind = at[0] - math.sin(heading) * away, at[1] + math.cos(heading) * away
                size = self.rng.uniform(5, 9), self.rng.uniform(9, 18)
                if self._take(box(behind, heading, *size)):
                    yield box(behind, heading, *size)

    def _take(self, ring: Path) -> bool:
        """Take the heart of a house; a hand's breadth of overlap at its edges does not show."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = ring[:4]
        ridge = [((ax + dx) / 2, (ay + dy) / 2), ((bx + cx) / 2, (by + cy) / 2)]
        outline = [*along_path(ring, FINE_M), *along_path(ridge, FINE_M)]
        cells = {(math.floor(x / FINE_M), math.floor(y / FINE_M)) for x, y in outline}
        if not cells.isdisjoint(self.taken):
            return False
        self.taken |= cells
        return True
