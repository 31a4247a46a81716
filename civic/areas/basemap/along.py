"""Finds room for a name along a line: straight where the line is straight, letter by letter where it bends."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from civic.areas.basemap.lettering import Glyphs, width_of
from civic.areas.basemap.mercator import HALF_WORLD_M, px_per_m

Box = tuple[float, float, float, float]
XY = tuple[float, float]
MOST_BEND = math.radians(24)  # between two letters
MOST_TURN = math.radians(75)  # over the whole name


def to_px(coords: Sequence[float], z: int) -> list[XY]:
    """Pixels of the zoom level."""
    k = px_per_m(z)
    return [((x + HALF_WORLD_M) * k, (HALF_WORLD_M - y) * k) for x, y in zip(coords[::2], coords[1::2], strict=True)]


class PixelLine:
    """A line in pixels that can be asked for the point so many pixels along it."""

    def __init__(self, points: list[XY]) -> None:
        self.points = points
        self.at = [0.0]
        for a, b in zip(points, points[1:], strict=False):
            self.at.append(self.at[-1] + math.dist(a, b))
        self.length = self.at[-1]

    def point(self, along: float) -> XY:
        i = min(max(bisect_right(self.at, along) - 1, 0), len(self.points) - 2)
        (ax, ay), (bx, by) = self.points[i], self.points[i + 1]
        part = (along - self.at[i]) / ((self.at[i + 1] - self.at[i]) or 1.0)
        return ax + (bx - ax) * part, ay + (by - ay) * part


def along_line(
    coords: Sequence[float], z: int, name: str, size: int, again_px: int
) -> Iterator[tuple[tuple[Glyphs, ...], list[Box]]]:
    """Places for the name with the boxes they take, spread along the line about `again_px` apart."""
    wide = width_of(name, size) + size * 0.6
    k = px_per_m(z)
    if max(coords[::2]) * k - min(coords[::2]) * k + max(coords[1::2]) * k - min(coords[1::2]) * k < wide * 0.7:
        return
    line = PixelLine(to_px(coords, z))
    if line.length < wide:
        return
    count = max(1, round(line.length / again_px))
    for i in range(count):
        middle = line.length * (i + 0.5) / count
        for shift in (0.0, 0.14, -0.14, 0.28, -0.28, 0.4, -0.4):
            start = middle + shift * line.length / count - wide / 2
            if start < 0 or start + wide > line.length:
                continue
            pieces = _set_along(line, start, wide, name, size)
            if pieces:
                yield pieces, _boxes(line, start, wide, size)
                break


def _set_along(line: PixelLine, start: float, wide: float, name: str, size: int) -> tuple[Glyphs, ...]:
    """The name from `start`, or () where the line bends too much for reading."""
    a, b = line.point(start), line.point(start + wide)
    chord = math.dist(a, b)
    if chord < wide * 0.8:
        return ()
    sag = max(_aside(line.point(start + wide * part), a, b, chord) for part in (0.25, 0.5, 0.75))
    backwards = b[0] < a[0]
    if sag < size * 0.16:
        middle = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        slope = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])) - (180 if backwards else 0)
        return (Glyphs(name, *middle, _turn(slope) or 0.001),)
    return _letter_by_letter(line, start, wide, name, size, backwards)


def _letter_by_letter(
    line: PixelLine, start: float, wide: float, name: str, size: int, backwards: bool
) -> tuple[Glyphs, ...]:
    pieces: list[Glyphs] = []
    slopes: list[float] = []
    along = size * 0.3
    for i, letter in enumerate(name):
        advance = width_of(name[: i + 1], size) - width_of(name[:i], size)
        middle, reach = along + advance / 2, max(advance, size * 0.7) / 2
        along += advance
        if backwards:
            middle = wide - middle
        before, after = line.point(start + middle - reach), line.point(start + middle + reach)
        slope = math.atan2(after[1] - before[1], after[0] - before[0]) + (math.pi if backwards else 0)
        slopes.append(slope)
        if letter != " ":
            x, y = line.point(start + middle)
            pieces.append(Glyphs(letter, x, y, _turn(math.degrees(slope)) or 0.001))
    bends = [abs(_half_turn(b - a)) for a, b in zip(slopes, slopes[1:], strict=False)]
    spread = max((abs(_half_turn(slope - slopes[0])) for slope in slopes), default=0.0)
    return tuple(pieces) if bends and max(bends) < MOST_BEND and spread < MOST_TURN else ()


def _turn(slope: float) -> float:
    """The slope in degrees between -180 and 180."""
    return (slope + 180) % 360 - 180


def _half_turn(angle: float) -> float:
    return (angle + math.pi) % (2 * math.pi) - math.pi


def _aside(at: XY, a: XY, b: XY, chord: float) -> float:
    """How far a point lies from the chord."""
    return abs((b[0] - a[0]) * (a[1] - at[1]) - (a[0] - at[0]) * (b[1] - a[1])) / (chord or 1.0)


def _boxes(line: PixelLine, start: float, wide: float, size: int) -> list[Box]:
    """Small squares along the name: a slanting name takes only the room it needs."""
    count = max(2, math.ceil(wide / (size * 1.1)))
    half = size * 0.72
    places = [line.point(start + wide * (i + 0.5) / count) for i in range(count)]
    return [(x - half, y - half, x + half, y + half) for x, y in places]
