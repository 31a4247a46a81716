"""A sheet of 1200 × 900 to draw on, twice as fine underneath, with the things that stand in many pictures."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

from PIL import Image, ImageDraw

WIDE, TALL, FINE = 1200, 900, 2
XY = tuple[float, float]
SKIES = {
    "clear": ("#8fc1e3", "#dcecf2"),
    "cloudy": ("#aebcc6", "#e4e6e2"),
    "gold": ("#9fb6cf", "#f7dcb4"),
    "dusk": ("#27375a", "#d08a72"),
}
BRICKS = ["#b5745a", "#a8634e", "#c08a6c", "#d9c9ae", "#9c5f4f", "#cbb497"]
ROOFS = ["#6b5a55", "#7a5548", "#5c6066", "#84614f"]
DOORS = ["#23505e", "#7c2f2b", "#2f5a3a", "#2b3a63", "#c9a13b", "#4a4a4a"]


class Sheet:
    """What one photo is drawn on. `rng` decides everything; `number` tells the photos of one kind apart."""

    def __init__(self, rng: random.Random, number: int) -> None:
        self.rng, self.number = rng, number
        self.image = Image.new("RGB", (WIDE * FINE, TALL * FINE), "#dddddd")
        self.draw = ImageDraw.Draw(self.image)

    def finished(self) -> Image.Image:
        """The photo, with a little grain and darker corners."""
        small = self.image.reduce(FINE)
        grain = Image.frombytes("L", (400, 300), self.rng.randbytes(120_000)).resize(
            small.size, Image.Resampling.BILINEAR
        )
        small = Image.blend(small, Image.merge("RGB", [grain] * 3), 0.05)
        corner = Image.radial_gradient("L").resize(small.size).point([max(0, value - 150) // 2 for value in range(256)])
        small.paste(Image.new("RGB", small.size, "#1c2320"), mask=corner)
        return small

    # --- strokes ---------------------------------------------------------------------------------------------------
    def poly(self, points: Sequence[XY], fill: str, edge: str | None = None, wide: float = 3) -> None:
        flat = [(x * FINE, y * FINE) for x, y in points]
        self.draw.polygon(flat, fill=fill)
        if edge:
            self.draw.line([*flat, flat[0]], fill=edge, width=round(wide * FINE), joint="curve")

    def rect(self, x: float, y: float, wide: float, tall: float, fill: str, round_px: float = 0) -> None:
        box = (x * FINE, y * FINE, (x + wide) * FINE, (y + tall) * FINE)
        self.draw.rounded_rectangle(box, round_px * FINE, fill=fill) if round_px else self.draw.rectangle(
            box, fill=fill
        )

    def oval(
        self, x: float, y: float, rx: float, ry: float, fill: str | None, edge: str | None = None, wide: float = 0
    ) -> None:
        box = ((x - rx) * FINE, (y - ry) * FINE, (x + rx) * FINE, (y + ry) * FINE)
        self.draw.ellipse(box, fill=fill, outline=edge, width=round(wide * FINE))

    def line(self, points: Sequence[XY], fill: str, wide: float) -> None:
        self.draw.line([(x * FINE, y * FINE) for x, y in points], fill=fill, width=round(wide * FINE), joint="curve")

    def glaze(self, points: Sequence[XY], colour: str, strength: float) -> None:
        """A see-through layer over a shape: shadows, water, light."""
        xs, ys = [x for x, _y in points], [y for _x, y in points]
        left, top = max(0, math.floor(min(xs))), max(0, math.floor(min(ys)))
        right, bottom = min(WIDE, math.ceil(max(xs))), min(TALL, math.ceil(max(ys)))
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", ((right - left) * FINE, (bottom - top) * FINE), 0)
        shape = [((x - left) * FINE, (y - top) * FINE) for x, y in points]
        ImageDraw.Draw(mask).polygon(shape, fill=round(255 * strength))
        self.image.paste(colour, (left * FINE, top * FINE, right * FINE, bottom * FINE), mask)

    def bands(self, top: float, bottom: float, first: str, last: str, count: int = 36) -> None:
        """A smooth change of colour downwards."""
        for i in range(count):
            y = top + (bottom - top) * i / count
            self.rect(0, y, WIDE, (bottom - top) / count + 1, mixed(first, last, i / (count - 1)))

    def blob(self, x: float, y: float, rx: float, ry: float, rough: float = 0.16, points: int = 26) -> list[XY]:
        """An uneven round shape."""
        phases = [self.rng.uniform(0, 2 * math.pi) for _ in range(3)]
        ring = []
        for i in range(points):
            angle = 2 * math.pi * i / points
            swell = 1 + rough * (
                math.sin(2 * angle + phases[0])
                + 0.6 * math.sin(5 * angle + phases[1])
                + 0.5 * math.sin(9 * angle + phases[2])
            )
            ring.append((x + rx * swell * math.cos(angle), y + ry * swell * math.sin(angle)))
        return ring

    # --- things ----------------------------------------------------------------------------------------------------
    def sky(self, kind: str, horizon: float) -> None:
        first, last = SKIES[kind]
        self.bands(0, horizon, first, last)
        cloud = mixed(last, "#ffffff", 0.5)
        for _ in range(3 if kind != "cloudy" else 6):
            x, y = self.rng.uniform(0, WIDE), self.rng.uniform(30, horizon * 0.6)
            for _puff in range(5):
                self.oval(
                    x + self.rng.uniform(-90, 90),
                    y + self.rng.uniform(-9, 9),
                    self.rng.uniform(40, 90),
                    self.rng.uniform(10, 22),
                    cloud,
                )

    def houses(self, ground: float, tall: float, *, lit: bool = False, darken: float = 0.0) -> None:
        """A terrace across the picture, its doorsteps on the ground line."""
        x = -self.rng.uniform(10, 120)
        brick, roof = self.rng.choice(BRICKS), self.rng.choice(ROOFS)
        while x < WIDE:
            wide = self.rng.uniform(150, 210)
            if self.rng.random() < 0.35:
                brick = self.rng.choice(BRICKS)
            self._house(
                x, ground, wide, tall, mixed(brick, "#101828", darken), mixed(roof, "#101828", darken), lit, darken
            )
            x += wide

    def _house(
        self, x: float, ground: float, wide: float, tall: float, brick: str, roof: str, lit: bool, darken: float
    ) -> None:
        eaves = ground - tall
        self.poly(
            [(x - 3, eaves), (x + wide + 3, eaves), (x + wide + 3, eaves - tall * 0.34), (x - 3, eaves - tall * 0.34)],
            roof,
        )
        self.rect(x + wide * 0.74, eaves - tall * 0.52, wide * 0.14, tall * 0.24, mixed(brick, "#000000", 0.18))
        self.rect(x, eaves, wide, tall, brick)
        self.line([(x, eaves), (x, ground)], mixed(brick, "#000000", 0.15), 2)
        glass = "#f6d98a" if lit else mixed("#9fb7c2", "#101828", darken)
        frame = mixed("#f3f1ea", "#101828", darken)
        for wx, wy in ((0.12, 0.14), (0.58, 0.14), (0.58, 0.58)):
            on = glass if not lit or self.rng.random() < 0.6 else "#1e2740"
            self.rect(x + wide * wx - 4, eaves + tall * wy - 4, wide * 0.28 + 8, tall * 0.26 + 8, frame)
            self.rect(x + wide * wx, eaves + tall * wy, wide * 0.28, tall * 0.26, on)
            self.rect(x + wide * wx + wide * 0.13, eaves + tall * wy, 4, tall * 0.26, frame)
        self.rect(x + wide * 0.12 - 4, ground - tall * 0.46, wide * 0.25 + 8, tall * 0.46, frame)
        self.rect(
            x + wide * 0.12,
            ground - tall * 0.43,
            wide * 0.25,
            tall * 0.43,
            mixed(self.rng.choice(DOORS), "#101828", darken),
        )

    def leaves(self, x: float, y: float, rx: float, ry: float, count: int, greens: Sequence[str]) -> None:
        """A mass of leaves, darker underneath."""
        self.oval(x, y + ry * 0.1, rx * 0.9, ry * 0.85, greens[1])
        for i in range(count):
            angle, far = self.rng.uniform(0, 2 * math.pi), math.sqrt(self.rng.random())
            at = x + rx * far * math.cos(angle), y + ry * far * math.sin(angle)
            size = self.rng.uniform(0.08, 0.16) * min(rx, ry) + 5
            shade = min(
                len(greens) - 1,
                max(0, round((y + ry - at[1]) / (2 * ry) * len(greens) - 0.5 + self.rng.uniform(-0.6, 0.6))),
            )
            self.oval(*at, size * 1.25, size, greens[shade] if i > count * 0.3 else greens[0])

    def road(self, top: float, colour: str = "#6f7274") -> None:
        """Asphalt to the foot of the picture, with a line of kerbstones at its top."""
        self.bands(top, TALL, mixed(colour, "#ffffff", 0.14), mixed(colour, "#000000", 0.08))
        self.rect(0, top - 14, WIDE, 16, "#c6c3ba")
        for joint in range(-20, WIDE, 96):
            self.line([(joint, top - 14), (joint - 3, top + 2)], "#9d9a91", 2)
        for _ in range(260):
            x, y = self.rng.uniform(0, WIDE), top + 6 + (TALL - top) * self.rng.random()
            size = 1 + 2.4 * (y - top) / (TALL - top)
            self.oval(x, y, size * 1.6, size * 0.8, mixed(colour, self.rng.choice(["#ffffff", "#000000"]), 0.2))

    def pavement(self, top: float, bottom: float) -> None:
        self.rect(0, top, WIDE, bottom - top, "#b9b5aa")
        for x in range(-60, WIDE + 60, 120):
            self.line([(x, top), (x - 26, bottom)], "#a19d92", 2)
        self.line([(0, (top + bottom) / 2), (WIDE, (top + bottom) / 2)], "#a8a499", 2)


def mixed(first: str, second: str, part: float) -> str:
    """The colour between two, as #rrggbb."""
    a, b = (tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5)) for colour in (first, second))
    return "#" + "".join(f"{round(x + (y - x) * part):02x}" for x, y in zip(a, b, strict=True))


def along(points: Sequence[XY], step: float) -> list[XY]:
    """Points every `step` along a path."""
    found: list[XY] = []
    for (ax, ay), (bx, by) in pairwise(points):
        count = max(1, round(math.hypot(bx - ax, by - ay) / step))
        found += [(ax + (bx - ax) * i / count, ay + (by - ay) * i / count) for i in range(count)]
    return found
