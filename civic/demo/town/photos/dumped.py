"""What people tip into lanes at night."""

from __future__ import annotations

from civic.demo.town.photos.kerbside import GREENS
from civic.demo.town.photos.sheet import WIDE, Sheet, mixed


def fly_tip(sheet: Sheet) -> None:
    """A lane with a hedge, and a heap of somebody's things."""
    rng = sheet.rng
    sheet.sky(rng.choice(["clear", "cloudy", "gold"]), 300)
    for bush in range(-40, WIDE + 80, 74):
        sheet.leaves(bush, 352, 96, 112, 26, GREENS)
    sheet.bands(440, 600, "#7d9a58", "#8fae66")
    sheet.bands(600, 900, "#8b8478", "#786f63")
    things = [_mattress, _sofa, _fridge, _tyres, _boxes]
    rng.shuffle(things)
    for i, thing in enumerate(things[:3]):
        thing(sheet, 250 + i * 320 + rng.uniform(-30, 30), 640 + rng.uniform(-16, 12))
    for _ in range(rng.randrange(5, 8)):
        _bag(sheet, rng.uniform(180, 1020), rng.uniform(660, 740))
    for _ in range(30):
        x, y = rng.uniform(80, 1120), rng.uniform(650, 800)
        sheet.poly(
            sheet.blob(x, y, rng.uniform(6, 20), rng.uniform(4, 10), 0.25, 9),
            rng.choice(["#e7e2d6", "#c8b48f", "#b9c7cd"]),
        )


def _bag(sheet: Sheet, x: float, y: float) -> None:
    size = sheet.rng.uniform(46, 72)
    tone = sheet.rng.choice(["#26292b", "#1f2224", "#30373a"])
    sheet.glaze(sheet.blob(x + 8, y + size * 0.6, size * 1.2, size * 0.3, 0.05), "#1c1a17", 0.35)
    sheet.poly(sheet.blob(x, y, size, size * 0.76, 0.1), tone)
    sheet.poly(
        [
            (x - 12, y - size * 0.68),
            (x + 14, y - size * 0.68),
            (x + 22, y - size * 1.0),
            (x + 2, y - size * 0.86),
            (x - 18, y - size * 1.02),
        ],
        tone,
    )
    sheet.line(
        [(x - size * 0.5, y - size * 0.3), (x - size * 0.2, y - size * 0.52), (x + size * 0.1, y - size * 0.5)],
        "#6a7175",
        5,
    )


def _mattress(sheet: Sheet, x: float, y: float) -> None:
    tilt = sheet.rng.uniform(20, 60)
    sheet.poly(
        [(x - 170, y - 170), (x + 90, y - 200), (x + 90 + tilt, y + 30), (x - 170 + tilt, y + 62)],
        "#e3dccb",
        "#b9af97",
        5,
    )
    for row in range(3):
        for column in range(4):
            sheet.oval(x - 130 + column * 66 + row * tilt * 0.3, y - 140 + row * 66 - column * 6, 6, 5, "#b3a88f")
    sheet.poly(sheet.blob(x - 20, y - 60, 56, 36, 0.2), "#cbbd9c")


def _sofa(sheet: Sheet, x: float, y: float) -> None:
    tone = sheet.rng.choice(["#7b4a55", "#4c6470", "#6b6a44"])
    dark = mixed(tone, "#000000", 0.25)
    sheet.rect(x - 150, y - 150, 300, 130, tone, 26)
    sheet.rect(x - 130, y - 70, 124, 72, mixed(tone, "#ffffff", 0.12), 14)
    sheet.rect(x + 6, y - 70, 124, 72, mixed(tone, "#ffffff", 0.12), 14)
    sheet.rect(x - 178, y - 104, 52, 140, dark, 20)
    sheet.rect(x + 126, y - 104, 52, 140, dark, 20)
    sheet.rect(x - 150, y - 4, 300, 40, dark, 8)


def _fridge(sheet: Sheet, x: float, y: float) -> None:
    sheet.poly([(x - 66, y - 226), (x + 62, y - 214), (x + 52, y + 46), (x - 76, y + 36)], "#eef0ee", "#b7bcba", 4)
    sheet.line([(x - 69, y - 130), (x + 58, y - 118)], "#b7bcba", 5)
    sheet.line([(x + 40, y - 200), (x + 37, y - 146)], "#8f9694", 8)
    sheet.line([(x + 36, y - 106), (x + 32, y - 30)], "#8f9694", 8)
    sheet.poly(sheet.blob(x - 30, y, 26, 34, 0.2), "#a98a63")


def _tyres(sheet: Sheet, x: float, y: float) -> None:
    for dx, dy in ((-70, 10), (60, 16), (-6, -60)):
        sheet.oval(x + dx, y + dy, 78, 62, "#24262a")
        sheet.oval(x + dx, y + dy, 78, 62, None, "#3b3e43", 6)
        sheet.oval(x + dx, y + dy, 40, 30, "#6e675c")


def _boxes(sheet: Sheet, x: float, y: float) -> None:
    for dx, dy, size in ((-80, 0, 120), (50, 10, 140), (-20, -96, 110)):
        sheet.poly(
            [
                (x + dx - size / 2, y + dy - size * 0.6),
                (x + dx + size / 2, y + dy - size * 0.66),
                (x + dx + size / 2, y + dy + 26),
                (x + dx - size / 2, y + dy + 34),
            ],
            "#c39a66",
            "#94713f",
            4,
        )
        sheet.rect(x + dx - 8, y + dy - size * 0.62, 18, size * 0.8, "#d9bb8a")
