"""What everyone in Carsewell knows by name: where it stands, what it is, and the shape of its roof."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from civic.demo.town.board import Board
from civic.demo.town.plan import BRIDGE, MARKET, RIVER_NAME, Plan
from civic.demo.town.shapes import XY, Line, Path, box
from civic.demo.town.streets import VILLAGES


@dataclass
class Sight:
    """A named place; `roofs` are the closed rings of its buildings."""

    name: str
    kind: str
    at: XY
    roofs: list[Path] = field(default_factory=list)
    course: Path | None = None


_TOWN: list[tuple[str, str, XY, tuple[float, float, float] | None]] = [
    ("Carsewell Library", "library", (-215, 112), (1.35, 44, 22)),
    ("Market Cross", "landmark", (-8, 80), None),
    ("Town Hall", "civic", (14, 128), (0.1, 36, 24)),
    ("Council Offices", "civic", (205, 235), (1.2, 52, 20)),
    ("Corn Exchange", "hall", (-95, 100), (1.5, 30, 20)),
    ("St Wilfrid’s Church", "church", (-70, 150), (0.1, 44, 15)),
    ("St Bride’s Church", "church", (-205, -382), (0.05, 34, 13)),
    ("Methodist Church", "church", (205, 345), (0.2, 24, 14)),
    ("Church of Our Lady", "church", (330, 250), (0.3, 26, 13)),
    ("Baptist Chapel", "church", (95, -455), (0.1, 20, 12)),
    ("Carsewell Leisure Centre", "leisure", (-392, 258), (0.55, 62, 40)),
    ("Riverside Theatre", "hall", (255, -125), (0.2, 34, 26)),
    ("Market Health Centre", "health", (-262, 330), (0.6, 40, 22)),
    ("Brigg Surgery", "health", (30, -450), (0.0, 26, 16)),
    ("Fire Station", "civic", (640, 165), (0.25, 34, 18)),
    ("Police Station", "civic", (85, 365), (0.2, 28, 18)),
    ("Castle Mound", "landmark", (560, 0), None),
    ("The Old Maltings", "hall", (170, -28), (1.6, 44, 14)),
    ("Town Mill", "landmark", (-510, -330), (0.4, 26, 16)),
    ("Carse Weir", "landmark", (-1010, -412), None),
    ("Rowing Club", "leisure", (-830, -425), (0.3, 22, 10)),
    ("Cattle Market", "shop", (350, 365), (0.1, 62, 34)),
    ("The Buttercross", "shop", (70, 128), (0.1, 22, 20)),
    ("Riverside Car Park", "parking", (395, -90), None),
    ("Cornhill Car Park", "parking", (-265, 10), None),
    ("The Fleece", "pub", (-118, 58), (0.1, 16, 12)),
    ("The Wherry", "pub", (12, -112), (0.1, 16, 11)),
    ("The Drainers’ Arms", "pub", (-70, -330), (0.3, 15, 11)),
    ("The Signal Box", "pub", (462, 560), (1.3, 16, 10)),
    ("Bus Station", "civic", (128, 118), (1.5, 40, 12)),
    ("Museum of the Fen", "hall", (420, 30), (0.3, 28, 15)),
]


def place_sights(plan: Plan, board: Board) -> list[Sight]:
    """All named places but the ditches."""
    sights = [Sight(name, kind, at, [_roof(at, roof, kind)] if roof else []) for name, kind, at, roof in _TOWN]
    for sight in sights:
        if sight.kind == "church":
            sight.roofs = _church(
                sight.at, next(roof for name, _k, _a, roof in _TOWN if name == sight.name) or (0, 30, 12)
            )
    halt = plan.rail.nearest((440, 705))
    platform = _beside(plan.rail, halt, -21)
    sights.append(Sight("Carsewell Station", "station", platform, [box(platform, plan.rail.place(halt)[1], 66, 12)]))
    sights.append(Sight("Carsewell", "town", (MARKET[0], MARKET[1] + 30)))
    sights.append(Sight("Carse Bridge", "bridge", BRIDGE))
    sights.append(Sight("Station Footbridge", "bridge", plan.rail.point(halt - 70)))
    sights.append(Sight(RIVER_NAME, "water", plan.river.point(plan.river.length * 0.42), course=_within(plan.river)))
    for ground in board.grounds:
        kind = {"park": "park", "pitch": "park", "allotment": "other", "grounds": "school", "industry": "other"}[
            ground.layer
        ]
        middle = _middle(ground.ring)
        roofs = (
            [box(middle, 0.3, 70, 20), box((middle[0] - 20, middle[1] + 34), 0.3, 18, 46)]
            if ground.layer == "grounds"
            else []
        )
        if ground.layer == "industry":
            roofs = _sheds(ground.ring)
        sights.append(Sight(ground.name, kind, middle, roofs))
    return sights + _village_sights(plan)


def _village_sights(plan: Plan) -> list[Sight]:
    """Each village with its church, and its hall, school or inn."""
    extras = {
        "Northorpe": ("Northorpe Primary School", "school"), "Westlaithe": ("Westlaithe Village Hall", "hall"),
        "Thorpe Carse": ("Thorpe Carse Primary School", "school"), "Pow End": ("The Eel Catcher", "pub"),
        "Dunsdyke": ("Dunsdyke Village Hall", "hall"), "Abbots Holme": ("Abbots Holme Primary School", "school"),
        "Gosling Ings": ("The Goose", "pub"),
    }  # fmt: skip
    saints = ["St Botolph", "St Guthlac", "St Helen", "All Saints", "St Margaret", "Holy Cross", "St Oswald"]
    sights = []
    for (name, road, along, left), saint in zip(VILLAGES, saints, strict=True):
        (x, y), heading = plan.roads[road].place(along)
        sights.append(Sight(name, "village", (x, y)))
        up = (1 if left else -1) * 1.0
        line = plan.roads[road]
        church = _beside(line, along - 60, 105 * up)
        of = saint if saint in {"All Saints", "Holy Cross"} else f"{saint}’s"
        sights.append(Sight(f"{of} Church, {name}", "church", church, _church(church, (heading * 0.2, 26, 11))))
        extra, kind = extras[name]
        at = _beside(line, along + 62, -45 * up)
        sights.append(Sight(extra, kind, at, [box(at, heading, 26, 13)]))
    return sights


def _beside(line: Line, along_m: float, left_m: float) -> XY:
    (x, y), heading = line.place(along_m)
    return x - math.sin(heading) * left_m, y + math.cos(heading) * left_m


def _roof(at: XY, size: tuple[float, float, float], kind: str) -> Path:
    return box(at, *size)


def _church(at: XY, size: tuple[float, float, float]) -> list[Path]:
    """A nave, transepts, and a tower at the west end."""
    heading, long, wide = size
    return [box(at, heading, long, wide), box((at[0] + long * 0.12, at[1]), heading, wide * 0.7, wide * 2),
            box((at[0] - long * 0.5, at[1] - 0.05 * long), heading, wide * 0.8, wide * 0.8)]  # fmt: skip


def _sheds(ring: Path) -> list[Path]:
    """A few large sheds inside a works."""
    x, y = _middle(ring)
    return [box((x - 55, y - 40), 0.5, 70, 34), box((x + 20, y + 6), 0.5, 84, 38), box((x + 60, y - 64), 0.5, 46, 26)]


def _middle(ring: Path) -> XY:
    points = ring[:-1]
    return sum(x for x, _y in points) / len(points), sum(y for _x, y in points) / len(points)


def _within(line: Line) -> Path:
    """The part of a line that lies well inside the council's area."""
    start = next(along for along in line.at if line.point(along)[0] > -2980)
    end = next(along for along in line.at if line.point(along)[0] > 3040)
    return line.cut(start, end)
