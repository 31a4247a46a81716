"""Quarters of the town: the ground between two old roads, filled with the streets of one age."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace

from civic.demo.town.board import Board
from civic.demo.town.names import Namer
from civic.demo.town.shapes import XY, Line, Path, polar, spline

UV = tuple[float, float]
DEAD_END_CHANCE = 0.5
_OUTER_EDGE: list[UV] = [(i / 6, 1.0) for i in range(7)]


class Noise:
    """A smooth unevenness of the ground, in metres, so that nothing is laid with compasses."""

    def __init__(self, rng: random.Random, most_m: float = 36.0) -> None:
        self._most_m = most_m
        self._phases = [rng.uniform(0, 2 * math.pi) for _ in range(4)]

    def shift(self, at: XY, part: float) -> XY:
        x, y = at
        p, q, r, s = self._phases
        most = self._most_m * part
        east = math.sin(y / 210 + p) * 0.6 + math.sin((x + y) / 330 + q) * 0.6
        north = math.sin(x / 190 + r) * 0.6 + math.sin((x - y) / 290 + s) * 0.6
        return x + most * east, y + most * north


@dataclass
class Quarter:
    """The ground between road a and road b, from one distance along them to another.

    u runs from a (0) to b (1) about the hub, v outwards from the hub (0 to 1).
    """

    hub: XY
    a: Line
    b: Line
    a_m: tuple[float, float]
    b_m: tuple[float, float]
    noise: Noise
    u: tuple[float, float] = (0.0, 1.0)

    def at(self, u: float, v: float) -> XY:
        turn = self.u[0] + (self.u[1] - self.u[0]) * u
        on_a = self.a.point(self.a_m[0] + (self.a_m[1] - self.a_m[0]) * v)
        on_b = self.b.point(self.b_m[0] + (self.b_m[1] - self.b_m[0]) * v)
        return self.noise.shift(polar(self.hub, on_a, on_b, turn), min(1.0, 5 * turn * (1 - turn)))

    def path(self, points: list[UV]) -> Path:
        """A smooth path through places given as (u, v)."""
        if len(points) == 2:
            (u0, v0), (u1, v1) = points
            points = [(u0 + (u1 - u0) * t / 8, v0 + (v1 - v0) * t / 8) for t in range(9)]
        return spline([self.at(u, v) for u, v in points], 14)

    def ring(self, inset: float = 0.04) -> Path:
        low, high = inset, 1 - inset
        steps = [low + (high - low) * i / 10 for i in range(11)]
        edge = [(u, low) for u in steps] + [(high, v) for v in steps[1:]]
        edge += [(u, high) for u in reversed(steps[:-1])] + [(low, v) for v in reversed(steps[:-1])]
        return [self.at(u, v) for u, v in edge]

    @property
    def width_m(self) -> float:
        return Line([self.at(i / 8, 0.5) for i in range(9)]).length

    @property
    def depth_m(self) -> float:
        return Line([self.at(0.5, i / 8) for i in range(9)]).length

    def split(self, weights: list[float]) -> list[Quarter]:
        """The quarter cut between its roads into parts as wide as their weights."""
        parts, low, whole = [], self.u[0], self.u[1] - self.u[0]
        for weight in weights:
            high = low + whole * weight / sum(weights)
            parts.append(replace(self, u=(low, high)))
            low = high
        return parts

    def deepened(self, factor: float) -> Quarter:
        """The same quarter, reaching more or less far out."""
        (a0, a1), (b0, b1) = self.a_m, self.b_m
        return replace(self, a_m=(a0, a0 + (a1 - a0) * factor), b_m=(b0, b0 + (b1 - b0) * factor))


class Builder:
    """Lays the streets of quarters on the board."""

    def __init__(self, board: Board, namer: Namer, rng: random.Random) -> None:
        self.board, self.namer, self.rng = board, namer, rng

    def fill(self, quarter: Quarter, kinds: list[str], *, outer: str = "tertiary") -> None:
        """Share the quarter among the kinds, with a collector road between two and along the outer edge."""
        self._share(quarter.split(self._weights(kinds)), kinds)
        if outer:
            self._lay("collector", outer, "interwar", quarter.path(_OUTER_EDGE))

    def fill_edge(self, quarter: Quarter, kinds: list[str]) -> None:
        """As `fill`, at the edge of the town: each part reaches as far into the fields as it likes."""
        parts = [part.deepened(self.rng.uniform(0.72, 1.12)) for part in quarter.split(self._weights(kinds))]
        self._share(parts, kinds)
        for part, kind in zip(parts, kinds, strict=True):
            if kind == "interwar":
                self._lay("collector", "residential", "interwar", part.path(_OUTER_EDGE))

    def _weights(self, kinds: list[str]) -> list[float]:
        return [(0.72 if ":" in kind else 1.0) * self.rng.uniform(0.85, 1.15) for kind in kinds]

    def _share(self, parts: list[Quarter], kinds: list[str]) -> None:
        for part, kind in zip(parts, kinds, strict=True):
            if ":" in kind:
                layer, name = kind.split(":")
                self.board.reserve(layer, name, part.ring(0.07))
        for part in parts[1:]:
            sway = self.rng.uniform(-0.05, 0.05)
            self._lay("collector", "tertiary", "interwar", part.path([(0, 0), (sway, 0.35), (-sway, 0.7), (0, 1)]))
        for part, kind in zip(parts, kinds, strict=True):
            if ":" not in kind:
                getattr(self, kind)(part)

    def terraces(self, quarter: Quarter) -> None:
        """Parallel rows between the two roads, with a street across where they are long."""
        rows = max(2, round(quarter.depth_m / 64))
        for row in range(1, rows):
            self._lay("terrace", "residential", "terrace", quarter.path([(0, row / rows), (1, row / rows)]))
        if quarter.width_m > 240:
            across = self.rng.uniform(0.44, 0.56)
            self._lay("terrace", "residential", "terrace", quarter.path([(across, 0), (across, 1)]))

    def rows(self, quarter: Quarter) -> None:
        """Terraces that run away from the middle, with one street across."""
        count = max(2, round(quarter.width_m / 66))
        for row in range(1, count):
            self._lay("terrace", "residential", "terrace", quarter.path([(row / count, 0), (row / count, 1)]))
        across = self.rng.uniform(0.42, 0.58)
        self._lay("terrace", "residential", "terrace", quarter.path([(0, across), (1, across)]))

    def interwar(self, quarter: Quarter) -> None:
        """Two long avenues, a street across, and a crescent: semi-detached houses with gardens."""
        sway = self.rng.uniform(0.02, 0.06)
        for u in (0.34, 0.68):
            self._lay(
                "interwar",
                "residential",
                "interwar",
                quarter.path([(u, 0), (u + sway, 0.33), (u - sway, 0.66), (u, 1)]),
            )
        middle = self.rng.uniform(0.44, 0.56)
        self._lay(
            "interwar",
            "residential",
            "interwar",
            quarter.path([(0, middle), (0.34, middle + 0.04), (0.68, middle - 0.04), (1, middle)]),
        )
        bulge = 0.34 - 0.2
        crescent = quarter.path([(0.34, 0.12), (bulge + 0.05, 0.16), (bulge, 0.28), (bulge + 0.05, 0.4), (0.34, 0.44)])
        self._lay("interwar", "residential", "interwar", crescent)
        if quarter.depth_m > 330:
            crescent = quarter.path([(0.68, 0.58), (0.84, 0.6), (0.89, 0.74), (0.84, 0.88), (0.68, 0.9)])
            self._lay("interwar", "residential", "interwar", crescent)
        self._dead_ends(quarter, [(0, 0.72), (1, 0.25), (0.16, 1), (0.5, 0)], "interwar")

    def estate(self, quarter: Quarter) -> None:
        """A winding spine, a loop off it, and closes wherever there is room."""
        flip = self.rng.random() < 0.5
        spine = [(0, 0.34), (0.22, 0.42), (0.42, 0.62), (0.62, 0.6), (0.8, 0.44), (1, 0.5)]
        loop = [(0.3, 0.5), (0.26, 0.72), (0.36, 0.9), (0.58, 0.88), (0.66, 0.74), (0.62, 0.6)]
        other = [(0.36, 0.555), (0.44, 0.34), (0.58, 0.2), (0.74, 0.24), (0.8, 0.44)]
        stem = [(0.5, 0), (0.48, 0.1), (0.5, 0.26)]
        for points in (spine, loop, other, stem):
            turned = [(1 - u if flip else u, v) for u, v in points]
            self._lay("estate", "residential", "estate", quarter.path(turned))
        ends = [
            (0.12, 0.38),
            (0.3, 0.5),
            (0.5, 0.62),
            (0.7, 0.55),
            (0.9, 0.46),
            (0.26, 0.72),
            (0.5, 0.9),
            (0.58, 0.2),
            (0.72, 0.23),
        ]
        edges = [(0.2, 0), (0.8, 0), (0.15, 1), (0.5, 1), (0.85, 1), (0, 0.75), (1, 0.8), (0, 0.12), (1, 0.2)]
        self._dead_ends(quarter, [(1 - u if flip else u, v) for u, v in ends + edges], "estate")

    def _dead_ends(self, quarter: Quarter, starts: list[UV], kind: str) -> None:
        """A close to each side of each start, as far as there is room."""
        middle = quarter.at(0.5, 0.5)
        for u, v in starts:
            start = self._on_street(quarter.at(u, v))
            if start is None:
                continue
            at, along = start
            for side in (1, -1):
                heading = along + side * (math.pi / 2 + self.rng.uniform(-0.25, 0.25))
                inwards = math.cos(heading) * (middle[0] - at[0]) + math.sin(heading) * (middle[1] - at[1])
                if ((u in (0, 1) or v in (0, 1)) and inwards < 0) or self.rng.random() > DEAD_END_CHANCE:
                    continue
                path = self.board.grow(at, heading, self.rng.uniform(70, 130), self.rng.uniform(-0.7, 0.7))
                if path:
                    self._lay(kind, "residential", kind, path, short=True)

    def _on_street(self, at: XY) -> tuple[XY, float] | None:
        """The nearest point of a street within 30 m, and the street's heading there."""
        best: tuple[float, XY, float] | None = None
        for street in self.board.streets:
            for piece in street.pieces:
                if not _near_box(piece, at, 30):
                    continue
                line = Line(piece)
                place, heading = line.place(line.nearest(at))
                distance = math.dist(place, at)
                if distance < 30 and (best is None or distance < best[0]):
                    best = (distance, place, heading)
        return (best[1], best[2]) if best else None

    def _lay(self, names: str, grade: str, fabric: str, path: Path, *, short: bool = False) -> None:
        if self.board._allowed(path):
            self.board.lay(self.namer.street(names, short=short), grade, fabric, path)


def _near_box(path: Path, at: XY, reach_m: float) -> bool:
    xs, ys = [x for x, _y in path], [y for _x, y in path]
    return min(xs) - reach_m < at[0] < max(xs) + reach_m and min(ys) - reach_m < at[1] < max(ys) + reach_m
