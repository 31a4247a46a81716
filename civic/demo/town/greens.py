"""Parks with their paths and trees, school grounds with a pitch, the market square, car parks."""

from __future__ import annotations

import math
import random
from typing import Protocol

from django.contrib.gis.geos import GEOSGeometry

from civic.demo.town.board import Board
from civic.demo.town.drawn import line, points, polygon
from civic.demo.town.shapes import XY, Path, blob, box, spline
from civic.demo.town.sights import Sight

MARKET_SQUARE: Path = [(-70, 50), (-60, 100), (-10, 113), (38, 108), (54, 62), (10, 54), (-20, 40), (-70, 50)]


class Add(Protocol):
    def __call__(self, layer: str, geom: GEOSGeometry, **facts: object) -> None: ...


class Greens:
    """The open grounds of the town; `add` takes each feature."""

    def __init__(self, board: Board, sights: list[Sight], rng: random.Random, add: Add) -> None:
        self.board, self.sights, self.rng, self.add = board, sights, rng, add

    def draw(self) -> None:
        """Parks with their paths and trees, school grounds, works, allotments, pitches."""
        for ground in self.board.grounds:
            ring = ground.ring
            self.add(ground.layer, polygon(ring), name=ground.name, rank=2)
            if ground.layer == "park" and not ground.name.endswith("Green"):
                self._park(ring)
            if ground.layer in {"grounds", "pitch"}:
                self._pitches(ring, 3 if ground.layer == "pitch" else 1)
        self.add("park", polygon(blob((560, 0), (38, 42, 40, 44, 39, 42))), name="", kind="mound")
        self.add("square", polygon(MARKET_SQUARE), name="Market Place", kind="market", rank=3)
        for sight in self.sights:
            if sight.kind == "parking":
                self.add("square", polygon(box(sight.at, 0.15, 58, 34)), kind="parking")

    def _park(self, ring: Path) -> None:
        middle = sum(x for x, _y in ring[:-1]) / (len(ring) - 1), sum(y for _x, y in ring[:-1]) / (len(ring) - 1)
        inner = [(middle[0] + (x - middle[0]) * 0.78, middle[1] + (y - middle[1]) * 0.78) for x, y in ring]
        walk = spline(inner[::3] if inner[::3][-1] == inner[0] else [*inner[::3], inner[0]], 12)
        self.add("path", line(walk), kind="park")
        self.add("path", line(spline([ring[3], middle, ring[23]], 12)), kind="park")
        self.add("path", line(spline([ring[14], (middle[0] + 14, middle[1] + 10), ring[34]], 12)), kind="park")
        trees = [self.rng.choice(inner) for _ in range(34)]
        trees = [(x + self.rng.gauss(0, 13), y + self.rng.gauss(0, 13)) for x, y in trees]
        self.add("tree", points(trees))

    def _pitches(self, ring: Path, count: int) -> None:
        xs, ys = [x for x, _y in ring], [y for _x, y in ring]
        shape, heading, put = polygon(ring), self.rng.uniform(-0.3, 0.3), 0
        taken: list[XY] = [sight.at for sight in self.sights]
        for _ in range(60):
            at = self.rng.uniform(min(xs), max(xs)), self.rng.uniform(min(ys), max(ys))
            field = polygon(box(at, heading, 92, 58))
            if put < count and shape.contains(field) and all(math.dist(at, other) > 98 for other in taken):
                taken.append(at)
                put += 1
                self.add("pitch", field, kind="marked")
