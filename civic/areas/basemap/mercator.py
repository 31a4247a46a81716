"""Slippy-map arithmetic: metres of EPSG:3857 and pixels of a zoom level."""

from __future__ import annotations

import math
from dataclasses import dataclass

TILE_PX = 256
HALF_WORLD_M = 20037508.342789244
MIN_ZOOM, MAX_ZOOM = 11, 18


class TileOutOfRange(ValueError):
    """There is no such tile."""


@dataclass(frozen=True)
class TileAddress:
    """z, x, y of a tile; y counts from the north. Raises TileOutOfRange for what can't exist or is not drawn."""

    z: int
    x: int
    y: int

    def __post_init__(self) -> None:
        if not (MIN_ZOOM <= self.z <= MAX_ZOOM and 0 <= self.x < 2**self.z and 0 <= self.y < 2**self.z):
            raise TileOutOfRange(f"{self.z}/{self.x}/{self.y}")

    def bounds_m(self, margin_px: float = 0.0) -> tuple[float, float, float, float]:
        """West, south, east, north in metres of EPSG:3857, with a margin in pixels around."""
        size = 2 * HALF_WORLD_M / 2**self.z
        margin = size * margin_px / TILE_PX
        west = self.x * size - HALF_WORLD_M
        north = HALF_WORLD_M - self.y * size
        return west - margin, north - size - margin, west + size + margin, north + margin


def px_per_m(z: int) -> float:
    """Pixels for one metre of EPSG:3857 (not of the ground) at the zoom."""
    return float(TILE_PX * 2**z / (2 * HALF_WORLD_M))


def ground_px_per_m(z: int, lat: float = 52.97) -> float:
    """Pixels for one metre of the ground at the latitude."""
    return px_per_m(z) / math.cos(math.radians(lat))


def world_px(x_m: float, y_m: float, z: int) -> tuple[float, float]:
    """Pixels from the north-west corner of the world."""
    k = px_per_m(z)
    return (x_m + HALF_WORLD_M) * k, (HALF_WORLD_M - y_m) * k
