"""Holes, floods and broken slabs: what one sees looking down at the street."""

from __future__ import annotations

from PIL import Image, ImageOps

from civic.demo.town.photos.sheet import FINE, TALL, WIDE, Sheet, mixed


def street(sheet: Sheet, horizon: float = 330, sky: str = "") -> None:
    """A terrace, a pavement, and the road in front of us."""
    sheet.sky(sky or sheet.rng.choice(["clear", "cloudy", "gold"]), horizon)
    sheet.houses(horizon + 40, sheet.rng.uniform(190, 235))
    sheet.pavement(horizon + 40, horizon + 92)
    sheet.road(horizon + 100, sheet.rng.choice(["#6f7274", "#66696c", "#777672"]))


def pothole(sheet: Sheet) -> None:
    """A hole in the road, dry or full of rain, with stones around and sometimes the crew's yellow paint."""
    rng = sheet.rng
    street(sheet, rng.uniform(230, 330))
    x, y = rng.uniform(420, 780), rng.uniform(640, 700)
    rx, ry = rng.uniform(190, 290), rng.uniform(72, 104)
    for i in range(5):
        reach = 1 + i * 0.11
        sheet.line(
            sheet.blob(x, y, rx * (reach + 0.1), ry * (reach + 0.1), 0.1)[rng.randrange(6) : rng.randrange(9, 15)],
            "#54575a",
            4,
        )
    sheet.poly(sheet.blob(x, y, rx * 1.08, ry * 1.1), "#8d8b86")
    hole = sheet.blob(x, y + 6, rx, ry)
    sheet.poly(hole, "#3b3a38")
    sheet.poly(sheet.blob(x + 8, y + 20, rx * 0.84, ry * 0.74, 0.12), "#5d5348")
    if sheet.number % 2 == 0:
        sheet.poly(sheet.blob(x + 6, y + 22, rx * 0.72, ry * 0.58, 0.1), "#8fa6b4")
        sheet.poly(sheet.blob(x - rx * 0.2, y + 10, rx * 0.3, ry * 0.16, 0.1), "#cfdde4")
    for _ in range(46):
        sx, sy = rng.gauss(x, rx * 0.9), rng.gauss(y + 16, ry * 0.9)
        size = rng.uniform(3, 11)
        sheet.oval(sx + 2, sy + 3, size, size * 0.7, "#3f4042")
        sheet.oval(sx, sy, size, size * 0.7, rng.choice(["#9b9892", "#7d7b77", "#b3aea4"]))
    if sheet.number % 3 == 1:
        ring = sheet.blob(x, y + 4, rx * 1.34, ry * 1.42, 0.05, 40)
        sheet.line([*ring[3:], ring[0]], "#e7c33a", 9)


def flooded_road(sheet: Sheet) -> None:
    """The street under water: the houses stand on their heads in it."""
    rng = sheet.rng
    street(sheet, 330, rng.choice(["cloudy", "gold"]))
    top = 408 if sheet.number % 2 else 440
    mirrored = ImageOps.flip(sheet.image.crop((0, 0, WIDE * FINE, top * FINE)))
    mirrored = mirrored.resize((WIDE * FINE, (TALL - top) * FINE), Image.Resampling.BILINEAR)
    water = Image.new("RGB", mirrored.size, "#7d8b8c")
    sheet.image.paste(Image.blend(mirrored, water, 0.42), (0, top * FINE))
    for _ in range(70):
        y = top + 10 + (TALL - top) * rng.random() ** 0.7
        long = rng.uniform(20, 120) * (0.3 + (y - top) / (TALL - top))
        x = rng.uniform(0, WIDE)
        sheet.line([(x, y), (x + long, y + rng.uniform(-2, 2))], rng.choice(["#a9b7b8", "#67777a", "#c3cccb"]), 2.5)
    x, y = rng.uniform(300, 900), 640
    for i in range(4):
        sheet.oval(x, y, 60 + i * 46, 15 + i * 11, None, "#b8c4c4", 2.5)
    _cone(sheet, x, y)


def broken_slab(sheet: Sheet) -> None:
    """Paving seen from above: one slab cracked and sunk, one standing up."""
    rng = sheet.rng
    sheet.bands(0, TALL, "#b7b2a6", "#c6c1b5")
    bad = rng.randrange(1, 3), rng.randrange(1, 3)
    for row in range(-1, 5):
        for column in range(-1, 5):
            _slab(sheet, column, row, (column, row) == bad)
    for _ in range(16):
        x, y = rng.uniform(0, WIDE), rng.uniform(0, TALL)
        sheet.leaves(x, y, rng.uniform(8, 20), rng.uniform(5, 10), 5, ["#6f8a4a", "#8aa65c"])
    sheet.rect(0, 832, WIDE, 68, "#d2cec4")
    sheet.rect(0, 828, WIDE, 7, "#8f8b82")


def _slab(sheet: Sheet, column: int, row: int, broken: bool) -> None:
    rng = sheet.rng
    x, y = column * 300 + (row % 2) * 150 - 60, row * 210 + 20
    tone = mixed("#c9c3b6", rng.choice(["#ffffff", "#8e8a80"]), rng.uniform(0, 0.16))
    ring = [(x + 6, y + 6), (x + 294, y + 6), (x + 294, y + 204), (x + 6, y + 204)]
    sheet.poly(ring, tone, "#8c877b", 5)
    if not broken:
        return
    sheet.poly([(x + 6, y + 6), (x + 294, y + 6), (x + 294, y + 30), (x + 6, y + 44)], "#4d4942")
    middle = x + rng.uniform(110, 190), y + rng.uniform(90, 130)
    sheet.poly([(x + 20, y + 42), middle, (x + 30, y + 196)], mixed(tone, "#000000", 0.14), "#6a655b", 4)
    sheet.poly(
        [(x + 36, y + 40), (x + 280, y + 30), (x + 286, y + 110), middle], mixed(tone, "#ffffff", 0.1), "#6a655b", 4
    )
    sheet.poly(
        [middle, (x + 288, y + 120), (x + 284, y + 196), (x + 40, y + 200)], mixed(tone, "#000000", 0.06), "#6a655b", 4
    )
    for _ in range(14):
        size = rng.uniform(3, 9)
        sheet.oval(middle[0] + rng.gauss(0, 40), middle[1] + rng.gauss(0, 34), size, size * 0.8, "#857f73")


def _cone(sheet: Sheet, x: float, y: float) -> None:
    """A traffic cone, standing in the water."""
    sheet.poly([(x - 15, y - 128), (x + 15, y - 128), (x + 48, y), (x - 48, y)], "#d9622b")
    for up, half in ((84, 26), (40, 37)):
        sheet.poly(
            [(x - half, y - up), (x + half, y - up), (x + half + 5, y - up + 20), (x - half - 5, y - up + 20)],
            "#f3efe6",
        )
    sheet.glaze(sheet.blob(x, y + 22, 52, 26, 0.05), "#d9622b", 0.35)
