"""Every street of Carsewell: the old roads, the medieval middle, the quarters around it, the villages, the droves."""

from __future__ import annotations

import math
import random
from functools import partial

from civic.demo.town.board import Board
from civic.demo.town.names import Namer
from civic.demo.town.plan import BRIDGE_FOOT, MARKET, PARTS, Plan
from civic.demo.town.quarters import Builder, Noise, Quarter
from civic.demo.town.shapes import XY, Line, Path, spline

OLD_TOWN: list[tuple[str, str, list[XY]]] = [
    ("Market Place", "residential", [(-66, 52), (-58, 98), (-10, 110), (34, 106), (52, 62)]),
    ("Kirkgate", "residential", [(-58, 98), (-112, 180), (-150, 300), (-190, 420)]),
    ("Finkle Street", "lane", [(-170, 75), (-158, 126), (-112, 180)]),
    ("Swinegate", "residential", [(-330, 60), (-318, 160), (-250, 240), (-150, 300)]),
    ("Silver Street", "residential", [(34, 106), (96, 182), (140, 300), (165, 432)]),
    ("Hopper Lane", "lane", [(-8, 215), (60, 212), (110, 206)]),
    ("Saddlegate", "residential", [(150, 72), (215, 170), (260, 290), (430, 300)]),
    ("Goose Fair Road", "residential", [(-190, 420), (-60, 430), (60, 440), (165, 432), (300, 420), (455, 395)]),
    ("Fishergate", "residential", [(-48, -80), (80, -92), (190, -88), (275, -40), (300, 64)]),
    ("Malt Lane", "lane", [(150, 72), (162, 0), (140, -92)]),
    ("The Staithe", "lane", [(190, -88), (215, -112), (330, -104), (430, -150)]),
    ("Castle Street", "residential", [(275, -40), (350, -52), (430, -10), (470, 70)]),
    ("Ferry Lane", "lane", [(-170, 75), (-182, -20), (-205, -104)]),
    ("Tanner’s Row", "residential", [(-48, -80), (-205, -104), (-380, -96), (-470, -40), (-520, 20)]),
    ("Bowling Green Lane", "lane", [(-330, 60), (-322, -20), (-330, -98)]),
    ("Ropery Lane", "lane", [(-380, -96), (-520, -130), (-660, -180), (-760, -230)]),
    ("Westlock Street", "residential", [(-318, 160), (-470, 170), (-600, 200), (-690, 50)]),
    ("Hermitage Road", "residential", [(-190, 420), (-330, 400), (-440, 330), (-470, 170)]),
    ("Mill Street", "residential", [BRIDGE_FOOT, (-150, -318), (-320, -322), (-480, -390), (-600, -400), (-720, -450)]),
    ("Bridge Wharf", "residential", [BRIDGE_FOOT, (80, -280), (220, -240), (340, -228), (470, -290)]),
    ("St Bride’s Lane", "lane", [(-150, -318), (-165, -400), (-190, -425)]),
    ("Well Street", "residential", [(-245, -452), (-150, -500), (-72, -500)]),
    ("Weavers’ Row", "residential", [(-72, -500), (60, -500), (200, -425)]),
    ("Paradise Street", "lane", [(80, -280), (120, -340), (105, -370)]),
    ("Weir Lane", "residential", [(-480, -390), (-470, -480), (-440, -590)]),
]
YARDS: list[tuple[XY, float, float]] = [
    ((-110, 66), 1.9, 60), ((-240, 68), -1.5, 62), ((70, 55), -1.4, 66), ((260, 68), 1.5, 70), ((-40, 300), 2.9, 55),
    ((-45, 340), -0.2, 60), ((-130, -92), 1.5, 62), ((60, -90), 1.4, 60), ((-30, 215), 3.0, 50), ((-60, -400), 0.1, 60),
]  # fmt: skip
VILLAGES: list[tuple[str, str, float, bool]] = [
    ("Northorpe", "north", 2520, False),
    ("Westlaithe", "west", 2620, True),
    ("Thorpe Carse", "east", 2560, False),
    ("Pow End", "southeast", 2520, True),
    ("Dunsdyke", "south", 2420, False),
    ("Abbots Holme", "southwest", 2720, True),
    ("Gosling Ings", "northeast", 2540, False),
]
DROVES: list[tuple[str, str, float, str, float, list[XY]]] = [
    ("Gosling Drove", "north", 2480, "northeast", 2480, [(150, 2520), (850, 2380)]),
    ("Ings Drove", "northeast", 2620, "east", 2520, [(2000, 1900), (2300, 1400)]),
    ("Long Drove", "east", 2700, "southeast", 2900, [(2620, 200), (2700, -900), (2560, -1600)]),
    ("Black Drove", "southeast", 2420, "south", 2400, [(1500, -2050), (900, -2300)]),
    ("Friars’ Drove", "south", 2480, "southwest", 2700, [(-500, -2350), (-1400, -2150)]),
    ("Holme Drove", "southwest", 2780, "west", 2720, [(-2560, -1200), (-2480, -200)]),
    ("Cow Drove", "west", 2560, "north", 2600, [(-2350, 1150), (-1500, 2050)]),
    ("Hundred Acre Drove", "southeast", 1700, "south", 2900, [(1450, -1900), (1000, -2750)]),
    ("Cuckoo Drove", "north", 1850, "northeast", 1900, [(150, 1900), (700, 1820)]),
    ("Halfmoon Drove", "southwest", 2200, "south", 3000, [(-1500, -2350), (-600, -2900)]),
]


def lay_streets(plan: Plan, rng: random.Random, board: Board) -> None:
    """Lay all streets on the board, the oldest first."""
    namer = Namer(rng)
    for part in PARTS:
        road = plan.roads[part.road]
        path = road.cut(part.from_m, min(part.to_m, road.length))
        board.lay(part.name, part.grade, _fabric_of(part.name), path, free=True)
    for name, grade, points in OLD_TOWN:
        board.lay(name, grade, "old", spline(points, 12), free=True)
    for start, heading, length in YARDS:
        path = board.grow(start, heading, length, 0.1, clear_m=18)
        if path:
            board.lay(namer.street("yard"), "lane", "old", path)
    _fill_quarters(plan, rng, board, namer)
    for name, by, along, left in VILLAGES:
        _lay_village(board, namer, rng, name, plan.roads[by], along, left)
    for name, road_a, from_m, road_b, to_m, between in DROVES:
        ends = plan.roads[road_a].point(from_m), plan.roads[road_b].point(to_m)
        turns = [(x + rng.uniform(-60, 60), y + rng.uniform(-60, 60)) for x, y in between]
        board.lay(name, "drove", "none", [ends[0], *turns, ends[1]], free=True)


def _fabric_of(name: str) -> str:
    if name in {"High Street", "Eastgate", "Northgate", "Briggate", "Southgate", "Priory Gate", "Westgate"}:
        return "old"
    return "none" if name in {"Carsewell Bypass"} else "road"


def _fill_quarters(plan: Plan, rng: random.Random, board: Board, namer: Namer) -> None:
    build = Builder(board, namer, rng)
    road = plan.roads
    middle = plan.river.nearest((-40, -190))
    upstream, downstream = plan.river.cut(middle, 0), plan.river.cut(middle, plan.river.length)
    bank = {
        "nw": Line(Line(upstream).beside(-48)),
        "sw": Line(Line(upstream).beside(48)),
        "ne": Line(Line(downstream).beside(48)),
        "se": Line(Line(downstream).beside(-48)),
    }
    quarter = partial(Quarter, noise=Noise(rng))
    n, s = MARKET, BRIDGE_FOOT
    inner, outer = build.fill, build.fill_edge
    inner(
        quarter(n, road["west"], road["north"], (530, 880), (440, 800)),
        ["rows", "grounds:Carsewell Grammar School", "terraces"],
    )
    outer(
        quarter(n, road["west"], road["north"], (880, 1420), (960, 1500)), ["interwar", "estate", "interwar", "estate"]
    )
    inner(quarter(n, bank["nw"], road["west"], (760, 1250), (860, 1290)), ["park:Weir Meadows"], outer="")
    inner(quarter(n, road["north"], road["northeast"], (450, 800), (390, 570)), ["terraces", "rows"], outer="")
    outer(
        quarter(n, road["north"], road["northeast"], (980, 1560), (760, 1330)),
        ["estate", "pitch:Northfield Playing Fields", "estate"],
    )
    inner(
        quarter(n, road["northeast"], road["east"], (140, 540), (680, 1080)),
        ["terraces", "industry:Station Works"],
        outer="",
    )
    outer(
        quarter(n, road["northeast"], road["east"], (770, 1330), (1400, 1940)),
        ["estate", "industry:Maltings Business Park", "estate"],
    )
    inner(quarter(n, road["east"], bank["ne"], (480, 820), (520, 800)), ["park:Castle Park"], outer="")
    outer(quarter(n, road["east"], bank["ne"], (820, 1260), (800, 1280)), ["interwar"])
    inner(quarter(s, bank["se"], road["southeast"], (540, 800), (420, 720)), ["terraces"])
    outer(quarter(s, bank["se"], road["southeast"], (800, 1400), (720, 1360)), ["estate", "interwar"])
    inner(quarter(s, road["southeast"], road["south"], (330, 720), (280, 680)), ["rows", "terraces"])
    outer(
        quarter(s, road["southeast"], road["south"], (720, 1330), (680, 1300)),
        ["estate", "park:Jubilee Park", "interwar"],
    )
    inner(
        quarter(s, road["south"], road["southwest"], (260, 680), (380, 760)),
        ["terraces", "grounds:St Bride’s Primary School"],
    )
    outer(
        quarter(s, road["south"], road["southwest"], (680, 1340), (760, 1420)),
        ["interwar", "grounds:Priory Academy", "estate"],
    )
    inner(quarter(s, road["southwest"], bank["sw"], (430, 800), (620, 860)), ["rows"])
    outer(
        quarter(s, road["southwest"], bank["sw"], (800, 1400), (860, 1420)), ["estate", "allotment:Weirside Allotments"]
    )


def _lay_village(
    board: Board, namer: Namer, rng: random.Random, name: str, road: Line, along_m: float, left: bool
) -> None:
    """One of the three forms that villages here have, about a place on a road, and a green with a pond."""
    side = 1 if left else -1
    grow = rng.uniform(0.85, 1.15)

    def at(x: float, y: float) -> XY:
        (px, py), heading = road.place(along_m + x * grow)
        return px - math.sin(heading) * y * side * grow, py + math.cos(heading) * y * side * grow

    def path(points: list[XY]) -> Path:
        return spline([at(x, y) for x, y in points], 14)

    bow = rng.uniform(-20, 20)
    form = rng.choice(_VILLAGE_FORMS)
    for kind, points in form(bow):
        board.lay(namer.street(kind), "residential" if len(points) > 3 else "lane", "village", path(points))
    board.reserve("park", f"{name} Green", [at(x, y) for x, y in [(18, 16), (100, 18), (92, 100), (22, 95), (18, 16)]])


def _round_village(bow: float) -> list[tuple[str, list[XY]]]:
    """A church lane that loops off the road, and a back lane on the other side."""
    return [
        ("church", [(-150, 0), (-160, 90), (-90, 170 + bow), (40, 185 + bow), (120, 120), (135, 0)]),
        ("back", [(-190, 0), (-170, -85), (-40, -120 + bow), (90, -105), (150, 0)]),
        ("village", [(-10, 0), (0, 90), (20, 183 + bow)]),
        ("village", [(40, 185 + bow), (60, 260), (120, 320)]),
        ("village", [(-40, -120 + bow), (-60, -190), (-30, -250)]),
    ]


def _long_village(bow: float) -> list[tuple[str, list[XY]]]:
    """A row along the road, with lanes to the fields and a back lane behind the gardens of one side."""
    return [
        ("church", [(-60, 0), (-72, 70), (-60, 140 + bow), (-90, 215)]),
        ("back", [(-260, 0), (-235, -62), (-90, -95 + bow), (80, -88), (220, -60), (290, 0)]),
        ("village", [(120, 0), (132, 70), (110, 130), (150, 190 + bow)]),
        ("village", [(-20, -92 + bow), (-10, -150), (-40, -220)]),
        ("village", [(-210, 0), (-215, 60), (-190, 120)]),
    ]


def _crossed_village(bow: float) -> list[tuple[str, list[XY]]]:
    """A crossroads, with a lane that cuts the corner and a ring of small closes."""
    return [
        ("church", [(0, 0), (-8, 90), (10, 180 + bow), (-20, 290)]),
        ("back", [(0, 0), (12, -80), (-6, -160 + bow), (20, -260)]),
        ("village", [(170, 0), (150, 70), (90, 110 + bow), (2, 118)]),
        ("village", [(-180, 0), (-150, -70), (-80, -115 + bow), (0, -122)]),
        ("village", [(-2, 120), (-70, 128), (-130, 110)]),
    ]


_VILLAGE_FORMS = [_round_village, _long_village, _crossed_village, _long_village]
