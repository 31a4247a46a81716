"""Plane geometry for the drawing board: points and lines in metres, east and north of the market cross."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

XY = tuple[float, float]
Path = list[XY]

ORIGIN_LON, ORIGIN_LAT = -0.31, 52.97
M_PER_LAT = 111_270.0
M_PER_LON = 111_320.0 * math.cos(math.radians(ORIGIN_LAT))


def to_lonlat(at: XY) -> XY:
    """Longitude and latitude in degrees, to about 0.1 m."""
    return round(ORIGIN_LON + at[0] / M_PER_LON, 6), round(ORIGIN_LAT + at[1] / M_PER_LAT, 6)


def lonlat_path(path: Iterable[XY]) -> Path:
    """The path in degrees, without the repeated points that rounding may leave."""
    turned: Path = []
    for at in path:
        degrees = to_lonlat(at)
        if not turned or turned[-1] != degrees:
            turned.append(degrees)
    return turned


def spline(points: Sequence[XY], step_m: float = 25.0) -> Path:
    """A smooth line (centripetal enough for our purposes: Catmull-Rom) through all the points."""
    if len(points) < 3:
        return list(points)
    padded = [_mirrored(points[1], points[0]), *points, _mirrored(points[-2], points[-1])]
    path: Path = [points[0]]
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        steps = max(1, round(math.dist(b, c) / step_m))
        path += [_catmull(a, b, c, d, i / steps) for i in range(1, steps + 1)]
    return path


def _mirrored(at: XY, about: XY) -> XY:
    return 2 * about[0] - at[0], 2 * about[1] - at[1]


def _catmull(a: XY, b: XY, c: XY, d: XY, t: float) -> XY:
    def one(i: int) -> float:
        return 0.5 * (
            2 * b[i]
            + (c[i] - a[i]) * t
            + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t * t
            + (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t**3
        )

    return one(0), one(1)


class Line:
    """A path that can be asked for the point so many metres along it."""

    def __init__(self, path: Sequence[XY]) -> None:
        self.path: Path = list(path)
        self.at = [0.0]
        for a, b in pairwise(self.path):
            self.at.append(self.at[-1] + math.dist(a, b))
        self.length = self.at[-1]

    def point(self, along_m: float) -> XY:
        return self.place(along_m)[0]

    def place(self, along_m: float) -> tuple[XY, float]:
        """The point and the heading there in radians. Beyond the ends: the end."""
        along_m = min(max(along_m, 0.0), self.length)
        i = min(max(bisect_right(self.at, along_m) - 1, 0), len(self.path) - 2)
        (ax, ay), (bx, by) = self.path[i], self.path[i + 1]
        part = (along_m - self.at[i]) / ((self.at[i + 1] - self.at[i]) or 1.0)
        return (ax + (bx - ax) * part, ay + (by - ay) * part), math.atan2(by - ay, bx - ax)

    def cut(self, from_m: float, to_m: float) -> Path:
        """The part between two distances; backwards if the first is the larger."""
        if from_m > to_m:
            return self.cut(to_m, from_m)[::-1]
        inner = [at for at, along in zip(self.path, self.at, strict=True) if from_m + 0.5 < along < to_m - 0.5]
        return [self.point(from_m), *inner, self.point(to_m)]

    def nearest(self, at: XY) -> float:
        """How far along the nearest point lies, to within the spacing of the path's own points."""
        best, along = math.inf, 0.0
        for (ax, ay), (bx, by), start in zip(self.path, self.path[1:], self.at, strict=False):
            dx, dy = bx - ax, by - ay
            size = dx * dx + dy * dy or 1.0
            t = min(max(((at[0] - ax) * dx + (at[1] - ay) * dy) / size, 0.0), 1.0)
            distance = (at[0] - ax - t * dx) ** 2 + (at[1] - ay - t * dy) ** 2
            if distance < best:
                best, along = distance, start + t * math.sqrt(size)
        return along

    def beside(self, offset_m: float) -> Path:
        """A parallel path; positive offsets lie to the left."""
        shifted: Path = []
        for along in self.at:
            (x, y), heading = self.place(min(along + 0.01, self.length))
            shifted.append((x - math.sin(heading) * offset_m, y + math.cos(heading) * offset_m))
        return shifted


def polar(hub: XY, a: XY, b: XY, t: float) -> XY:
    """The point at the part t of a turn about the hub from a to b (the short way round)."""
    turn_a = math.atan2(a[1] - hub[1], a[0] - hub[0])
    turn_b = math.atan2(b[1] - hub[1], b[0] - hub[0])
    swing = (turn_b - turn_a + math.pi) % (2 * math.pi) - math.pi
    radius = math.dist(hub, a) * (1 - t) + math.dist(hub, b) * t
    turn = turn_a + swing * t
    return hub[0] + radius * math.cos(turn), hub[1] + radius * math.sin(turn)


def box(at: XY, heading: float, along_m: float, across_m: float) -> Path:
    """A closed rectangle about the point, its long side along the heading."""
    cos, sin = math.cos(heading), math.sin(heading)
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
    half = [(x * along_m / 2, y * across_m / 2) for x, y in corners]
    return [(at[0] + x * cos - y * sin, at[1] + x * sin + y * cos) for x, y in half]


def blob(at: XY, radii: Sequence[float], stretch: float = 1.0, turn: float = 0.0) -> Path:
    """A closed smooth shape with the given radii at even angles."""
    ring = []
    for i, radius in enumerate(radii):
        angle = 2 * math.pi * i / len(radii)
        x, y = radius * math.cos(angle) * stretch, radius * math.sin(angle)
        ring.append((at[0] + x * math.cos(turn) - y * math.sin(turn), at[1] + x * math.sin(turn) + y * math.cos(turn)))
    return closed_spline(ring, 12)


def closed_spline(ring: Sequence[XY], step_m: float = 25.0) -> Path:
    """A smooth closed line through the points; its last point is its first."""
    count = len(ring)
    path: Path = []
    for i in range(count):
        a, b, c, d = (ring[(i + k) % count] for k in (-1, 0, 1, 2))
        steps = max(1, round(math.dist(b, c) / step_m))
        path += [_catmull(a, b, c, d, j / steps) for j in range(steps)]
    return [*path, path[0]]


def crossings(path: Sequence[XY], other: Sequence[XY]) -> list[XY]:
    """The points where two paths cross."""
    found = []
    boxes = [(min(c[0], d[0]), max(c[0], d[0]), min(c[1], d[1]), max(c[1], d[1]), c, d) for c, d in pairwise(other)]
    for a, b in pairwise(path):
        west, east, south, north = min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1])
        for w, e, s, n, c, d in boxes:
            if w > east or e < west or s > north or n < south:
                continue
            at = _crossing(a, b, c, d)
            if at:
                found.append(at)
    return found


def _crossing(a: XY, b: XY, c: XY, d: XY) -> XY | None:
    rx, ry, sx, sy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    cross = rx * sy - ry * sx
    if not cross:
        return None
    t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross
    u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross
    return (a[0] + t * rx, a[1] + t * ry) if 0 <= t <= 1 and 0 <= u <= 1 else None
