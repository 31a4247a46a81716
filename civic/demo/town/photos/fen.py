"""The flat land: ditches, and the bridge when the river is up."""

from __future__ import annotations

import math

from civic.demo.town.photos.sheet import TALL, WIDE, Sheet, mixed

REEDS = ["#6b7a3a", "#8a9448", "#a9a65a", "#c2b46c", "#59702f"]


def _fields(sheet: Sheet, horizon: float) -> None:
    """Land to the edge of the sky, with a far line of trees and a church spire."""
    rng = sheet.rng
    sheet.sky(rng.choice(["clear", "cloudy", "gold"]), horizon)
    for x in range(0, WIDE, 26):
        sheet.oval(
            x + rng.uniform(-8, 8),
            horizon - 4,
            rng.uniform(16, 34),
            rng.uniform(5, 18),
            rng.choice(["#7f9a83", "#8ba58a", "#74907b"]),
        )
    spire = rng.uniform(150, 1050)
    sheet.poly([(spire - 5, horizon), (spire, horizon - 62), (spire + 5, horizon)], "#74858a")
    colours = ["#a9bf6c", "#8fae5c", "#c9c27a", "#9db866", "#7fa052"]
    y, i = horizon, 0
    while y < TALL:
        deep = 12 + (y - horizon) * 0.42
        sheet.rect(0, y, WIDE, deep + 1, mixed(colours[i % len(colours)], "#5c7a3c", min(0.4, (y - horizon) / 1400)))
        y, i = y + deep, i + 1


def blocked_ditch(sheet: Sheet) -> None:
    """A ditch running away from us: choked with reed, dammed with rubbish, slipped, or dry."""
    rng = sheet.rng
    horizon = rng.uniform(300, 380)
    _fields(sheet, horizon)
    away = rng.uniform(420, 780)
    near = 600 + (600 - away) * 0.5
    form = sheet.number % 4

    def bank(half: float) -> list[tuple[float, float]]:
        return [(away - 3, horizon), (away + 3, horizon), (near + half, TALL), (near - half, TALL)]

    sheet.poly(bank(520), "#7d8f4a")
    sheet.poly(bank(400), "#66753c")
    sheet.poly(bank(300), "#5a5236")
    sheet.poly(bank(240), "#8c7a52" if form == 3 else "#6f8f96")
    if form != 3:
        sheet.glaze(bank(120), "#cfe0e4", 0.45)
    density = {0: 520, 1: 170, 2: 200, 3: 150}[form]
    for _ in range(density):
        _reed(sheet, horizon, away, near, across=0.56 if form == 0 else 0.9, edge=form != 0)
    if form == 1:
        _dam(sheet, near)
    if form == 2:
        slip = sheet.blob(near - 170, 760, 240, 96, 0.14)
        sheet.poly(slip, "#6d5638")
        sheet.poly(sheet.blob(near - 200, 742, 170, 56, 0.2), "#846a46")


def _reed(sheet: Sheet, horizon: float, away: float, near: float, *, across: float, edge: bool) -> None:
    rng = sheet.rng
    depth = rng.random() ** 0.6
    y = horizon + 14 + (TALL - horizon + 20) * depth
    middle, half = away + (near - away) * depth, 300 * depth
    side = rng.choice((-1, 1)) * rng.uniform(0.72, 1.25) if edge else rng.uniform(-across, across) * 1.7
    x = middle + half * side
    tall = 26 + 150 * depth * rng.uniform(0.5, 1)
    tip = x + rng.uniform(-0.22, 0.22) * tall, y - tall
    sheet.line([(x, y), ((x + tip[0]) / 2 + 3, y - tall * 0.6), tip], rng.choice(REEDS), 2 + 3 * depth)
    if rng.random() < 0.2:
        sheet.oval(tip[0], tip[1] + 6, 3 + 4 * depth, 8 + 12 * depth, "#7a5836")


def _dam(sheet: Sheet, x: float) -> None:
    """A pallet, a trolley and branches across the water."""
    rng = sheet.rng
    for i in range(5):
        sheet.poly(
            [(x - 190, 690 + i * 22), (x + 130, 660 + i * 22), (x + 132, 672 + i * 22), (x - 188, 703 + i * 22)],
            "#b08c5c",
            "#7d6039",
            2,
        )
    for i in range(7):
        sheet.line([(x + 20 + i * 22, 640), (x + 40 + i * 18, 770)], "#9aa3a8", 5)
    for i in range(5):
        sheet.line([(x + 14, 646 + i * 28), (x + 178, 650 + i * 28)], "#9aa3a8", 5)
    sheet.line([(x + 178, 640), (x + 226, 600)], "#c2402f", 11)
    for _ in range(9):
        start = x + rng.uniform(-240, 200), 700 + rng.uniform(-20, 90)
        sheet.line([start, (start[0] + rng.uniform(-130, 130), start[1] - rng.uniform(10, 90))], "#5b4630", 7)
    for _ in range(4):
        sheet.poly(
            sheet.blob(x + rng.uniform(-180, 160), 760 + rng.uniform(-10, 40), 40, 26, 0.15),
            rng.choice(["#e8e4d8", "#30373a", "#7fb0cf"]),
        )


def flooded_bridge(sheet: Sheet) -> None:
    """Carse Bridge with the river up to its arches and over the road at one end."""
    rng = sheet.rng
    sheet.sky("cloudy", 420)
    sheet.houses(420, 150, darken=0.12)
    sheet.rect(0, 420, WIDE, 60, "#8aa066")
    stone, dark = "#c7b797", "#9c8b6b"
    deck = [(x, 380 - 58 * math.sin(math.pi * x / WIDE)) for x in range(0, WIDE + 1, 60)]
    sheet.poly([*deck, (WIDE, 640), (0, 640)], stone)
    for row in range(9):
        for seam in range((row % 2) * 46, WIDE, 92):
            top = 392 + row * 26
            sheet.line([(seam, top), (seam, top + 26)], dark, 2)
        sheet.line([(0, 392 + row * 26), (WIDE, 392 + row * 26)], dark, 2)
    level = 540 if sheet.number % 2 else 570
    for middle in (230, 600, 970):
        arch = [(middle + 130 * math.cos(a / 16 * math.pi), 640 - 200 * math.sin(a / 16 * math.pi)) for a in range(17)]
        sheet.poly(arch, "#3d4441", "#8a7958", 12)
    sheet.poly([(x, y - 22) for x, y in deck] + [(x, y + 6) for x, y in reversed(deck)], "#d8cbae", dark, 3)
    sheet.bands(level, TALL, "#8b8468", "#75725c")
    for _ in range(110):
        y = level + 6 + (TALL - level) * rng.random()
        long = rng.uniform(30, 190) * (0.35 + (y - level) / (TALL - level))
        x = rng.uniform(-60, WIDE)
        curve = [(x, y), (x + long / 2, y + rng.uniform(-6, 6)), (x + long, y)]
        sheet.line(curve, rng.choice(["#a79f82", "#665f49", "#c4bda3", "#8f947f"]), rng.uniform(2, 5))
    for _ in range(5):
        x, y = rng.uniform(100, 1100), rng.uniform(level + 60, 860)
        sheet.line([(x, y), (x + rng.uniform(80, 170), y + rng.uniform(-14, 14))], "#4f3f2c", 12)
    sheet.line([(1040, 900), (1040, 620)], "#6b6f70", 14)
    sheet.rect(950, 600, 180, 100, "#c2402f", 8)
    sheet.rect(962, 612, 156, 76, "#f4f1e8", 5)
    sheet.line([(985, 664), (1015, 640), (1040, 664), (1066, 640), (1094, 664)], "#2b4f6b", 9)
