"""Lamps, bins, hedges, dumped things and a car: what stands at the side of the street."""

from __future__ import annotations

import math

from civic.demo.town.photos.roadway import street
from civic.demo.town.photos.sheet import WIDE, Sheet, mixed

GREENS = ["#2f4d2c", "#3e6437", "#4f7b43", "#689453", "#86ad68"]


def broken_lamp(sheet: Sheet) -> None:
    """A street at dusk with one lamp dark, another lit; or a post that leans in daylight."""
    rng = sheet.rng
    leaning = sheet.number % 4 == 3
    sheet.sky("cloudy" if leaning else "dusk", 520)
    sheet.houses(620, 230, lit=not leaning, darken=0.0 if leaning else 0.62)
    sheet.rect(0, 620, WIDE, 60, "#8d8b86" if leaning else "#3a4050")
    sheet.bands(680, 900, *(("#7b7d7e", "#6a6c6d") if leaning else ("#2c3342", "#1d2330")))
    if not leaning:
        x = rng.choice([150.0, 1050.0])
        _glow(sheet, x + 52, 330)
        _post(sheet, x, 690, 360, 0.0, "#11151f", lit=True, thin=True)
    dark = "#4c5457" if leaning else "#0c1018"
    _post(sheet, rng.uniform(480, 700), 860, 730, 0.16 if leaning else 0.0, dark, lit=False)


def _glow(sheet: Sheet, x: float, y: float) -> None:
    for reach, strength in ((210, 0.1), (140, 0.14), (80, 0.22), (40, 0.4)):
        sheet.glaze(sheet.blob(x, y, reach, reach, 0.0, 30), "#ffdc94", strength)


def _post(
    sheet: Sheet, x: float, foot: float, tall: float, lean: float, colour: str, *, lit: bool, thin: bool = False
) -> None:
    wide = 8 if thin else 19
    top = x + lean * tall, foot - tall
    sheet.line([(x, foot), top], colour, wide)
    sheet.line([(x, foot), (x + lean * tall * 0.16, foot - tall * 0.16)], colour, wide * 1.8)
    arm = tall * 0.14
    sheet.line(
        [top, (top[0] + arm * 0.5, top[1] - arm * 0.18), (top[0] + arm, top[1] - arm * 0.14)], colour, wide * 0.7
    )
    x, y = top[0] + arm, top[1] - arm * 0.14
    head = wide * 2.2
    sheet.poly(
        [
            (x - head * 0.4, y - head * 0.3),
            (x + head * 1.6, y - head * 0.1),
            (x + head * 1.5, y + head * 0.35),
            (x - head * 0.3, y + head * 0.3),
        ],
        colour,
    )
    sheet.oval(x + head * 0.6, y + head * 0.32, head * 0.72, head * 0.22, "#ffe6a8" if lit else "#59606a")


def litter_bin(sheet: Sheet) -> None:
    """A bin that nobody has emptied; or one that was burnt."""
    rng = sheet.rng
    street(sheet, 300)
    sheet.bands(560, 900, "#c3beb2", "#aaa598")
    for joint in range(-100, WIDE, 200):
        sheet.line([(joint + 60, 560), (joint - 60, 900)], "#928d81", 3)
    x, burnt = rng.uniform(480, 720), sheet.number % 3 == 2
    body = "#2a2725" if burnt else "#1f5a46"
    sheet.glaze(sheet.blob(x + 40, 800, 190, 34, 0.05), "#2b2822", 0.4)
    sheet.poly([(x - 104, 420), (x + 104, 420), (x + 90, 800), (x - 90, 800)], body)
    sheet.poly([(x - 60, 420), (x - 20, 420), (x - 22, 800), (x - 56, 800)], mixed(body, "#ffffff", 0.12))
    sheet.rect(x - 118, 392, 236, 38, mixed(body, "#000000", 0.25), 12)
    sheet.rect(x - 78, 456, 156, 62, "#0e1412", 10)
    if burnt:
        for _ in range(8):
            sheet.poly(
                sheet.blob(
                    x + rng.uniform(-90, 90), rng.uniform(430, 640), rng.uniform(14, 44), rng.uniform(18, 60), 0.3
                ),
                rng.choice(["#4a3a2e", "#151413", "#5d5147"]),
            )
        return
    sheet.rect(x - 34, 560, 68, 68, "#e9e3d2", 8)
    for _ in range(20):
        at = x + rng.gauss(0, 76), 396 - abs(rng.gauss(0, 40))
        sheet.poly(
            sheet.blob(*at, rng.uniform(16, 36), rng.uniform(14, 28), 0.25, 11),
            rng.choice(["#f1ede2", "#d9c49b", "#c4463a", "#7fb0cf", "#e9c64f", "#30373a"]),
        )
    for _ in range(22):
        at = x + rng.gauss(0, 230), rng.uniform(770, 880)
        sheet.poly(
            sheet.blob(*at, rng.uniform(10, 32), rng.uniform(6, 16), 0.3, 9),
            rng.choice(["#f1ede2", "#d9c49b", "#c4463a", "#e9c64f", "#b8d3df"]),
        )


def overgrown_hedge(sheet: Sheet) -> None:
    """A hedge that has taken the pavement."""
    rng = sheet.rng
    street(sheet, 280)
    sheet.poly([(0, 520), (WIDE, 440), (WIDE, 640), (0, 900)], "#bdb8ad")
    for i in range(7):
        sheet.line([(i * 200, 520 - i * 13), (i * 200 - 160, 900 - i * 40)], "#a29d91", 3)
    left = sheet.number % 2 == 0
    for i in range(9):
        x = i * 96.0 if left else WIDE - i * 96.0
        reach = 250 - i * 20 + rng.uniform(-24, 24)
        sheet.glaze(sheet.blob(x, 700 - i * 26, 150, 40, 0.1), "#1f261b", 0.35)
        sheet.leaves(x, 470 - i * 8, 150, reach, 90, GREENS)
    if sheet.number % 3 == 1:
        x = 760.0 if left else 440.0
        sheet.line([(x, 820), (x, 330)], "#8b9092", 14)
        sheet.oval(x, 320, 84, 84, "#f4f4f2", "#b3231f", 16)
        sheet.leaves(x - 40 if left else x + 40, 330, 90, 80, 46, GREENS)
    for _ in range(24):
        x, y = rng.uniform(80, 1120), rng.uniform(640, 860)
        sheet.oval(x, y, rng.uniform(5, 11), rng.uniform(3, 6), rng.choice(["#7d9a4f", "#a98f4a", "#c2a55c"]))


def abandoned_car(sheet: Sheet) -> None:
    """A car without wheels, on bricks, at the kerb."""
    rng = sheet.rng
    street(sheet, 320)
    x, y, tone = 600.0, 690.0, rng.choice(["#7d2f2c", "#4b6a86", "#8a8d86", "#b9a25a"])
    sheet.glaze(sheet.blob(x, y + 84, 420, 44, 0.03), "#1b1b1b", 0.5)
    for dx in (-250, 240):
        for row in range(3):
            sheet.rect(x + dx - 46 + (row % 2) * 8, y + 34 + row * 20, 92, 18, "#a4573f", 2)
    sheet.poly(
        [
            (x - 400, y - 30),
            (x - 380, y - 96),
            (x - 250, y - 118),
            (x - 150, y - 222),
            (x + 130, y - 226),
            (x + 246, y - 118),
            (x + 388, y - 92),
            (x + 408, y - 10),
            (x + 396, y + 40),
            (x - 396, y + 40),
        ],
        tone,
    )
    sheet.poly([(x - 222, y - 118), (x - 138, y - 204), (x - 14, y - 206), (x - 14, y - 118)], "#33424a")
    sheet.poly(
        [(x + 14, y - 118), (x + 14, y - 206), (x + 118, y - 206), (x + 206, y - 118)],
        "#6d8591" if sheet.number % 2 else "#20282c",
    )
    for dx in (-250, 240):
        sheet.poly(
            [(x + dx + 92 * math.cos(a / 10 * math.pi), y + 44 - 92 * math.sin(a / 10 * math.pi)) for a in range(11)],
            "#1d1d1f",
        )
    sheet.line([(x - 4, y - 206), (x - 4, y + 30)], mixed(tone, "#000000", 0.3), 5)
    sheet.oval(x + 384, y - 56, 20, 26, "#f1e9c8")
    sheet.rect(x - 404, y - 72, 22, 44, "#c63b2d", 6)
    for _ in range(9):
        sheet.poly(
            sheet.blob(
                x + rng.uniform(-360, 360), y + rng.uniform(-70, 30), rng.uniform(12, 36), rng.uniform(8, 20), 0.3
            ),
            "#7a4a2c",
        )
    sheet.poly([(x - 120, y - 196), (x - 60, y - 198), (x - 64, y - 158), (x - 122, y - 156)], "#f2d33c")
