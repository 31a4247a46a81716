"""The flat land: fields, woods and the old ditches between them, by cutting the land in two again and again."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from civic.demo.town.shapes import XY, Path

HALF_M = 4100.0
TURN = 0.19


@dataclass
class Land:
    """Closed rings of fields with their kind ("a" to "d", "wood", "orchard"), and the lines of the cuts."""

    fields: list[tuple[str, Path]] = field(default_factory=list)
    cuts: list[tuple[int, Path]] = field(default_factory=list)


class Cutter:
    """Cuts the square of land; a wave through the land keeps the edges from being ruled."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.land = Land()
        self.phases = [rng.uniform(0, 2 * math.pi) for _ in range(4)]

    def cut_up(self) -> Land:
        self._cut(-HALF_M * 1.25, -HALF_M * 1.25, HALF_M * 1.25, HALF_M * 1.25, 0)
        return self.land

    def _cut(self, west: float, south: float, east: float, north: float, depth: int) -> None:
        wide, tall = east - west, north - south
        small = self.rng.uniform(55_000, 150_000)
        if wide * tall < small or max(wide, tall) < 210:
            self.land.fields.append((self._kind(), self._ring(west, south, east, north)))
            return
        part = self.rng.uniform(0.36, 0.64)
        if wide * self.rng.uniform(0.8, 1.2) > tall:
            x = west + wide * part
            self.land.cuts.append((depth, self._edge((x, south), (x, north))))
            self._cut(west, south, x, north, depth + 1)
            self._cut(x, south, east, north, depth + 1)
        else:
            y = south + tall * part
            self.land.cuts.append((depth, self._edge((west, y), (east, y))))
            self._cut(west, south, east, y, depth + 1)
            self._cut(west, y, east, north, depth + 1)

    def _kind(self) -> str:
        draw = self.rng.random()
        if draw < 0.035:
            return "wood"
        return "orchard" if draw < 0.05 else self.rng.choice("aabbbcd")

    def _ring(self, west: float, south: float, east: float, north: float) -> Path:
        corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        ring: Path = []
        for a, b in zip(corners, corners[1:], strict=False):
            ring += self._edge(a, b)[:-1]
        return [*ring, ring[0]]

    def _edge(self, a: XY, b: XY) -> Path:
        steps = max(1, round(math.dist(a, b) / 110))
        return [
            self._warped(a[0] + (b[0] - a[0]) * i / steps, a[1] + (b[1] - a[1]) * i / steps) for i in range(steps + 1)
        ]

    def _warped(self, x: float, y: float) -> XY:
        p, q, r, s = self.phases
        x, y = (
            x + 55 * math.sin(y / 620 + p) + 18 * math.sin(y / 170 + q),
            y + 55 * math.sin(x / 700 + r) + 18 * math.sin(x / 190 + s),
        )
        return x * math.cos(TURN) - y * math.sin(TURN), x * math.sin(TURN) + y * math.cos(TURN)
