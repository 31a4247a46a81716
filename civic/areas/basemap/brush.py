"""A canvas four times finer than the tile: shapes are drawn on it in pixels of the tile and come out smooth."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw

from civic.areas.basemap.mercator import HALF_WORLD_M, TILE_PX, TileAddress, px_per_m

FINE = 4
Flat = list[float]


class Canvas:
    """One tile under the brush. Coordinates go in as metres of EPSG:3857; widths as pixels of a 256-pixel tile."""

    def __init__(self, tile: TileAddress, ground: str) -> None:
        self.size = TILE_PX * FINE
        self.image = Image.new("RGB", (self.size, self.size), ground)
        self.draw = ImageDraw.Draw(self.image)
        self._k = px_per_m(tile.z) * FINE
        self._left = HALF_WORLD_M * self._k - tile.x * self.size
        self._top = HALF_WORLD_M * self._k - tile.y * self.size

    def flat(self, coords: Sequence[float]) -> Flat:
        """The coordinates on the canvas: x, y, x, y, …"""
        k, left, top = self._k, self._left, self._top
        flat = [0.0] * len(coords)
        flat[::2] = [x * k + left for x in coords[::2]]
        flat[1::2] = [top - y * k for y in coords[1::2]]
        return flat

    def area(self, coords: Sequence[float], fill: str | None, edge: str | None = None, edge_px: float = 0.6) -> None:
        flat = self.flat(coords)
        if fill:
            self.draw.polygon(flat, fill=fill)
        if edge:
            self.draw.line(flat, fill=edge, width=max(1, round(edge_px * FINE)))

    def line(self, coords: Sequence[float], fill: str, width_px: float, *, round_ends: bool = True) -> None:
        """A line with round joins."""
        self.stroke(self.flat(coords), fill, width_px, round_ends=round_ends)

    def stroke(self, flat: Flat, fill: str, width_px: float, *, round_ends: bool = True) -> None:
        width = max(1, round(width_px * FINE))
        flat = self._visible(flat, width)
        if len(flat) < 4:
            return
        self.draw.line(flat, fill=fill, width=width)
        if width < 5:
            return
        half = width / 2 - 0.5
        xs, ys = flat[::2], flat[1::2]
        if not round_ends:
            xs, ys = xs[1:-1], ys[1:-1]
        for x, y in zip(xs, ys, strict=True):
            if -half <= x <= self.size + half and -half <= y <= self.size + half:
                self.draw.ellipse((x - half, y - half, x + half, y + half), fill=fill)

    def dashes(self, coords: Sequence[float], fill: str, width_px: float, pattern: tuple[float, float]) -> None:
        """A broken line. The pattern (on, off, in pixels) runs from the line's start, so it meets at tile edges."""
        on, off = pattern[0] * FINE, pattern[1] * FINE
        flat = self.flat(coords)
        width = max(1, round(width_px * FINE))
        run = 0.0
        for ax, ay, bx, by in zip(flat[::2], flat[1::2], flat[2::2], flat[3::2], strict=False):
            length = math.hypot(bx - ax, by - ay)
            if length and self._is_near(ax, ay, bx, by, width):
                first = math.floor(run / (on + off))
                for turn in range(first, math.floor((run + length) / (on + off)) + 1):
                    start, end = max(turn * (on + off) - run, 0.0), min(turn * (on + off) + on - run, length)
                    if end > start:
                        s, e = start / length, end / length
                        ends = (ax + (bx - ax) * s, ay + (by - ay) * s, ax + (bx - ax) * e, ay + (by - ay) * e)
                        self.draw.line(ends, fill=fill, width=width)
            run += length

    def dot(self, x_m: float, y_m: float, radius_px: float, fill: str, edge: str | None = None) -> None:
        x, y = self.flat((x_m, y_m))
        r = radius_px * FINE
        self.draw.ellipse((x - r, y - r, x + r, y + r), fill=fill, outline=edge, width=FINE // 2)

    def veil(self, openings: Sequence[Sequence[float]], colour: str, strength: float) -> None:
        """Lay the colour over everything but the openings."""
        mask = Image.new("L", (self.size, self.size), round(255 * strength))
        draw = ImageDraw.Draw(mask)
        for coords in openings:
            draw.polygon(self.flat(coords), fill=0)
        if mask.getextrema() != (0, 0):
            self.image.paste(Image.new("RGB", self.image.size, colour), mask=mask)

    def finished(self, scale: int) -> Image.Image:
        """The tile at 256 × scale pixels."""
        return self.image.reduce(FINE // scale)

    def _is_near(self, ax: float, ay: float, bx: float, by: float, margin: float) -> bool:
        low, high = -margin, self.size + margin
        return not (max(ax, bx) < low or min(ax, bx) > high or max(ay, by) < low or min(ay, by) > high)

    def _visible(self, flat: Flat, width: int) -> Flat:
        """The line from its first to its last segment that comes near the canvas."""
        count = len(flat) // 2
        near = [
            i
            for i in range(count - 1)
            if self._is_near(flat[2 * i], flat[2 * i + 1], flat[2 * i + 2], flat[2 * i + 3], width)
        ]
        return flat[2 * near[0] : 2 * near[-1] + 4] if near else []
