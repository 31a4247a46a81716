"""The bones of Carsewell: the river, the railway, the old roads that meet at the market, and the bypass.

All in metres east and north of the market cross. A seed moves the bones a little; the town stays the same town.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from civic.demo.town.shapes import XY, Line, Path, spline

MARKET: XY = (-20.0, 40.0)
BRIDGE_FOOT: XY = (-35.0, -300.0)
BRIDGE: XY = (-40.0, -190.0)
STATION: XY = (560.0, 650.0)
RIVER_WIDTH_M = 24.0
FAR_M = 14_000.0
RIVER_NAME = "River Carse"

_RIVER: Path = [
    (-4300, -1300),
    (-3500, -1050),
    (-2900, -760),
    (-2350, -860),
    (-1850, -620),
    (-1450, -330),
    (-1050, -420),
    (-700, -330),
    (-380, -215),
    (-40, -190),
    (300, -150),
    (620, -250),
    (980, -230),
    (1350, -20),
    (1800, 60),
    (2250, 330),
    (2800, 420),
    (3400, 760),
    (4300, 900),
]
_RAIL: Path = [
    (-3000, 4300),
    (-2300, 3100),
    (-1500, 2000),
    (-700, 1250),
    (0, 860),
    (560, 660),
    (1150, 420),
    (1650, 30),
    (2050, -600),
    (2400, -1500),
    (2750, -2600),
    (3150, -4300),
]
_ROADS: dict[str, list[XY]] = {
    "north": [
        MARKET,
        (-10, 200),
        (-60, 430),
        (-150, 760),
        (-300, 1250),
        (-420, 1750),
        (-500, 2500),
        (-560, 3200),
        (-600, 4300),
    ],
    "south": [
        BRIDGE_FOOT,
        (-80, -560),
        (-60, -900),
        (40, -1400),
        (140, -1950),
        (240, -2700),
        (320, -3400),
        (400, -4300),
    ],
    "west": [
        MARKET,
        (-170, 75),
        (-330, 60),
        (-520, 20),
        (-800, 60),
        (-1250, 190),
        (-1850, 330),
        (-2500, 380),
        (-3300, 520),
        (-4300, 560),
    ],
    "east": [
        MARKET,
        (150, 72),
        (380, 60),
        (640, 110),
        (1000, 240),
        (1400, 420),
        (1900, 700),
        (2400, 930),
        (3200, 1150),
        (4300, 1280),
    ],
    "southeast": [
        BRIDGE_FOOT,
        (200, -420),
        (520, -640),
        (950, -920),
        (1500, -1300),
        (2300, -1930),
        (3000, -2450),
        (4300, -3300),
    ],
    "southwest": [
        BRIDGE_FOOT,
        (-280, -470),
        (-620, -720),
        (-1050, -960),
        (-1600, -1250),
        (-2250, -1650),
        (-3000, -2050),
        (-4300, -2700),
    ],
    "northeast": [
        (380, 60),
        (430, 300),
        (500, 560),
        (640, 760),
        (850, 1150),
        (1150, 1650),
        (1600, 2300),
        (1900, 2900),
        (2300, 4300),
    ],
    "bridge": [MARKET, (-48, -80), BRIDGE, BRIDGE_FOOT],
    "bypass": [
        (-445, 1900),
        (-1050, 1640),
        (-1620, 1100),
        (-1880, 335),
        (-1900, -250),
        (-1740, -540),
        (-1560, -1230),
        (-950, -1650),
        (-300, -1850),
        (133, -1910),
    ],
}


@dataclass
class RoadPart:
    """A named stretch of a main road, in metres along it."""

    road: str
    name: str
    grade: str
    from_m: float
    to_m: float


PARTS = [
    RoadPart("west", "High Street", "primary", 0, 330),
    RoadPart("west", "Westgate", "primary", 330, 850),
    RoadPart("west", "Westlaithe Road", "primary", 850, 99_999),
    RoadPart("north", "Northgate", "primary", 0, 480),
    RoadPart("north", "North Road", "primary", 480, 99_999),
    RoadPart("east", "Eastgate", "primary", 0, 560),
    RoadPart("east", "Thorpe Road", "primary", 560, 99_999),
    RoadPart("bridge", "Briggate", "primary", 0, 99_999),
    RoadPart("south", "Southgate", "primary", 0, 480),
    RoadPart("south", "London Road", "primary", 480, 99_999),
    RoadPart("southeast", "Fen Road", "secondary", 0, 99_999),
    RoadPart("southwest", "Priory Gate", "secondary", 0, 420),
    RoadPart("southwest", "Abbey Road", "secondary", 420, 99_999),
    RoadPart("northeast", "Station Road", "secondary", 0, 660),
    RoadPart("northeast", "Ings Road", "secondary", 660, 99_999),
    RoadPart("bypass", "Carsewell Bypass", "trunk", 0, 99_999),
]


@dataclass
class Plan:
    """The bones, drawn: lines by name."""

    river: Line
    rail: Line
    roads: dict[str, Line] = field(default_factory=dict)


def draw_plan(rng: random.Random) -> Plan:
    """The bones with the seed's small moves; where bones meet they do not move."""
    plan = Plan(
        river=Line(spline(_moved(_RIVER, rng, 22, keep={8, 9, 10}), 20)),
        rail=Line(spline(_moved(_RAIL, rng, 12, keep={5}), 30)),
    )
    for name, points in _ROADS.items():
        kept = {0, 1, len(points) - 1} if name != "bypass" else set(range(len(points)))
        plan.roads[name] = Line(spline(_moved(points, rng, 12, keep=kept), 20))
    return plan


def beyond(path: Path) -> XY:
    """Where a line that leaves the map goes on: so it does not end in a field."""
    (ax, ay), (bx, by) = path[-4], path[-1]
    length = math.dist((ax, ay), (bx, by))
    return bx + (bx - ax) / length * FAR_M, by + (by - ay) / length * FAR_M


def _moved(points: list[XY], rng: random.Random, most_m: float, keep: set[int]) -> Path:
    return [
        at if i in keep else (at[0] + rng.uniform(-most_m, most_m), at[1] + rng.uniform(-most_m, most_m))
        for i, at in enumerate(points)
    ]
