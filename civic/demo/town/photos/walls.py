"""Painted walls, and the playground."""

from __future__ import annotations

import math

from civic.demo.town.photos.kerbside import GREENS
from civic.demo.town.photos.sheet import WIDE, Sheet, mixed

PAINTS = ["#c8327d", "#2d7fc4", "#4aa84a", "#e2802b", "#6d3fa8", "#e3c52e", "#1f9e94"]


def graffiti(sheet: Sheet) -> None:
    """A brick wall or a shutter, and a large scrawl that says nothing."""
    rng = sheet.rng
    if sheet.number % 2:
        _shutter(sheet)
    else:
        _bricks(sheet)
    sheet.bands(760, 900, "#b2ada2", "#9b968b")
    sheet.rect(0, 752, WIDE, 10, "#77736a")
    first, second = rng.sample(PAINTS, 2)
    x = rng.uniform(170, 240)
    for _ in range(rng.randrange(4, 6)):
        letter = _loop(sheet, x, rng.uniform(400, 460), rng.uniform(80, 104), rng.uniform(130, 180))
        sheet.line(letter, "#17181b", 58)
        sheet.line(letter, mixed(first, second, rng.uniform(0, 1)), 40)
        sheet.line([(px - 9, py - 11) for px, py in letter[: len(letter) // 2]], "#ffffff", 6)
        x += rng.uniform(160, 190)
    scrawl = [(230 + i * 24, 660 + 40 * math.sin(i * 1.3) + rng.uniform(-12, 12)) for i in range(26)]
    sheet.line(scrawl, second, 11)
    for i in range(6):
        px = 220 + i * 150 + rng.uniform(-40, 40)
        sheet.line([(px, 560), (px, 560 + rng.uniform(40, 150))], mixed(first, "#ffffff", 0.15), 7)


def _loop(sheet: Sheet, x: float, y: float, rx: float, ry: float) -> list[tuple[float, float]]:
    """A fat letter of no alphabet."""
    turns, phase = sheet.rng.uniform(1.0, 1.7), sheet.rng.uniform(0, 6.3)
    return [
        (
            x + rx * math.sin(turns * t / 9 + phase),
            y + ry * math.cos(t / 7.5 + phase * 0.5) * (0.75 + 0.25 * math.sin(t / 3)),
        )
        for t in range(34)
    ]


def _bricks(sheet: Sheet) -> None:
    rng = sheet.rng
    sheet.rect(0, 0, WIDE, 760, "#cbbfae")
    tone = rng.choice(["#a9614b", "#b3765a", "#96594a"])
    for row in range(20):
        for column in range(-1, 13):
            x, y = column * 100 + (row % 2) * 50, row * 39
            sheet.rect(x + 3, y + 3, 94, 33, mixed(tone, rng.choice(["#ffffff", "#000000"]), rng.uniform(0, 0.15)), 2)


def _shutter(sheet: Sheet) -> None:
    sheet.rect(0, 0, WIDE, 760, "#8a5a47")
    sheet.rect(90, 60, 1020, 700, "#b9bfc1")
    for y in range(60, 760, 22):
        sheet.rect(90, y, 1020, 4, "#8f979a")
        sheet.rect(90, y + 5, 1020, 4, "#d3d8d9")
    sheet.rect(60, 20, 1080, 52, "#274c46", 6)


def playground(sheet: Sheet) -> None:
    """Swings on the green: one hangs by a single chain."""
    rng = sheet.rng
    sheet.sky(rng.choice(["clear", "gold"]), 470)
    for bush in range(-30, WIDE + 60, 120):
        sheet.leaves(bush, 430 + rng.uniform(-14, 14), 120, 92 + rng.uniform(-18, 34), 44, GREENS)
    sheet.bands(500, 900, "#86b35f", "#6f9a4c")
    sheet.poly(sheet.blob(600, 760, 520, 110, 0.03), "#b58b5d")
    for _ in range(120):
        x, y = rng.gauss(600, 230), rng.gauss(760, 42)
        sheet.oval(x, y, rng.uniform(4, 10), rng.uniform(2, 4), rng.choice(["#8c6a43", "#c69f70", "#a37c50"]))
    frame = rng.choice(["#2d6fb0", "#c2402f", "#e0a526"])
    for x in (250.0, 950.0):
        sheet.line([(x, 230), (x - 92, 800)], frame, 20)
        sheet.line([(x, 230), (x + 92, 800)], frame, 20)
    sheet.line([(240, 232), (960, 232)], frame, 22)
    _swing(sheet, 430, 650, broken=False)
    _swing(sheet, 690, 650, broken=True)
    if sheet.number % 2:
        for _ in range(26):
            x, y = rng.gauss(640, 90), rng.gauss(790, 22)
            sheet.poly(
                sheet.blob(x, y, rng.uniform(6, 15), rng.uniform(3, 8), 0.4, 6),
                rng.choice(["#5f7a4a", "#9fc29a", "#7b5a2c"]),
            )


def _swing(sheet: Sheet, x: float, y: float, *, broken: bool) -> None:
    sheet.line([(x - 60, 236), (x - 60, y)], "#5b6064", 6)
    if broken:
        sheet.line([(x + 60, 236), (x + 64, 380), (x + 52, 440)], "#5b6064", 6)
        sheet.poly([(x - 76, y - 6), (x - 44, y - 4), (x - 14, y + 118), (x - 46, y + 122)], "#1f2326")
        return
    sheet.line([(x + 60, 236), (x + 60, y)], "#5b6064", 6)
    sheet.rect(x - 76, y - 8, 152, 24, "#1f2326", 8)
