"""Which photos there are, and how one is made."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

from civic.demo.town.photos import dumped, fen, kerbside, roadway, walls
from civic.demo.town.photos.sheet import Sheet

KINDS: dict[str, Callable[[Sheet], None]] = {
    "pothole": roadway.pothole,
    "flooded-road": roadway.flooded_road,
    "broken-slab": roadway.broken_slab,
    "broken-lamp": kerbside.broken_lamp,
    "fly-tip": dumped.fly_tip,
    "litter-bin": kerbside.litter_bin,
    "overgrown-hedge": kerbside.overgrown_hedge,
    "abandoned-car": kerbside.abandoned_car,
    "graffiti": walls.graffiti,
    "playground": walls.playground,
    "blocked-ditch": fen.blocked_ditch,
    "flooded-bridge": fen.flooded_bridge,
}
# Category of the report, kind of photo, how many different ones: forty in all.
PHOTOS: list[tuple[str, str, int]] = [
    ("pothole", "pothole", 6),
    ("street-light", "broken-lamp", 4),
    ("fly-tipping", "fly-tip", 5),
    ("litter-bin", "litter-bin", 3),
    ("graffiti", "graffiti", 3),
    ("flooding", "flooded-road", 3),
    ("flooding", "flooded-bridge", 2),
    ("overgrown", "overgrown-hedge", 3),
    ("pavement", "broken-slab", 3),
    ("abandoned-vehicle", "abandoned-car", 2),
    ("park-playground", "playground", 2),
    ("blocked-ditch", "blocked-ditch", 4),
]


def draw_photo(kind: str, seed: int) -> bytes:
    """A little illustrated photo, 1200 × 900 JPEG. The same kind and seed give the same bytes. Raises KeyError."""
    sheet = Sheet(random.Random(f"{kind}:{seed}"), seed)
    KINDS[kind](sheet)
    out = io.BytesIO()
    sheet.finished().save(out, "JPEG", quality=86)
    return out.getvalue()
