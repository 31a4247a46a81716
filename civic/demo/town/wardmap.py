"""Twelve wards that tile the council's area exactly: faces of one net, whose edges follow roads and the river."""

from __future__ import annotations

import random
from dataclasses import dataclass

from civic.demo.town.plan import Plan
from civic.demo.town.shapes import XY, Line, Path, spline

Edge = tuple[str, str]


@dataclass
class WardPlan:
    """A ward before it is drawn: the edges about it, each named by its two ends."""

    code: str
    name: str
    population: int
    description: str
    edges: list[Edge]


WARDS = [
    WardPlan("CAR01", "Market", 4210, "The old middle of the town: the market place, Kirkgate, and the library.",
             [("W1", "N1"), ("N1", "Ea1"), ("Ea1", "E1"), ("E1", "W1")]),
    WardPlan("CAR02", "Brigg", 4870, "South of the bridge: St Bride’s, Mill Street and the terraces behind the wharf.",
             [("W1", "E1"), ("E1", "Se1"), ("Se1", "Sw1"), ("Sw1", "W1")]),
    WardPlan("CAR03", "Elmfields", 5320, "Avenues and crescents between the Westlaithe Road and the North Road.",
             [("W1", "W2"), ("W2", "ONW"), ("ONW", "N2"), ("N2", "N1"), ("N1", "W1")]),
    WardPlan("CAR04", "Station", 5110, "Railway terraces, the works, and the new estates beyond the line.",
             [("N1", "N2"), ("N2", "ONE"), ("ONE", "Ea2"), ("Ea2", "Ea1"), ("Ea1", "N1")]),
    WardPlan("CAR05", "Castle Leys", 4630, "Castle Park, both banks of the river below the bridge, and the Leys.",
             [("E1", "Ea1"), ("Ea1", "Ea2"), ("Ea2", "OE"), ("OE", "Se2"), ("Se2", "Se1"), ("Se1", "E1")]),
    WardPlan("CAR06", "Priory", 5480, "The streets either side of the London Road, Jubilee Park and the hospital.",
             [("Se1", "Se2"), ("Se2", "OS"), ("OS", "Sw2"), ("Sw2", "Sw1"), ("Sw1", "Se1")]),
    WardPlan("CAR07", "Weirside", 4050, "Along the river above the weir: allotments, the rowing club, Abbey Road.",
             [("Sw1", "Sw2"), ("Sw2", "W2"), ("W2", "W1"), ("W1", "Sw1")]),
    WardPlan("CAR08", "Northorpe and Ings", 2340, "Northorpe, Gosling Ings, and the wide fields between them.",
             [("ONW", "XNW"), ("XNW", "XNE"), ("XNE", "ONE"), ("ONE", "N2"), ("N2", "ONW")]),
    WardPlan("CAR09", "Thorpe Carse", 2190, "Thorpe Carse and the farms north of the river, down to the county line.",
             [("ONE", "XNE"), ("XNE", "XE"), ("XE", "OE"), ("OE", "Ea2"), ("Ea2", "ONE")]),
    WardPlan("CAR10", "Pow End", 1980, "The deep fen: Pow End, Dunsdyke, and most of the old ditches.",
             [("OE", "XE"), ("XE", "XS"), ("XS", "OS"), ("OS", "Se2"), ("Se2", "OE")]),
    WardPlan("CAR11", "Abbots Holme", 2060, "Abbots Holme, the abbey farm, and the black land to the south-west.",
             [("W2", "Sw2"), ("Sw2", "OS"), ("OS", "XS"), ("XS", "XW"), ("XW", "W2")]),
    WardPlan("CAR12", "Westlaithe", 2270, "Westlaithe, the aerodrome fields, and the meadows that flood each winter.",
             [("W2", "XW"), ("XW", "XNW"), ("XNW", "ONW"), ("ONW", "W2")]),
]  # fmt: skip


def draw_wards(plan: Plan, rng: random.Random) -> list[tuple[WardPlan, Path]]:
    """Each ward with its closed ring. Neighbours share the very same points along their common edge."""
    net = _Net(plan, rng)
    return [(ward, net.ring(ward.edges)) for ward in WARDS]


def draw_area(plan: Plan, rng: random.Random) -> Path:
    """The closed ring about all wards."""
    return _Net(plan, rng).ring([("XNW", "XNE"), ("XNE", "XE"), ("XE", "XS"), ("XS", "XW"), ("XW", "XNW")])


class _Net:
    """Nodes, and each edge drawn once."""

    def __init__(self, plan: Plan, rng: random.Random) -> None:
        self.plan = plan
        self.rng = rng
        self.river_m = {"XW": self._river_at(-3020), "W2": self._river_at(-1780), "W1": self._river_at(-600)}
        self.river_m |= {"E1": self._river_at(560), "OE": self._river_at(1740), "XE": self._river_at(3080)}
        self.road_m = {
            "north": {"N1": 430.0, "N2": 1800.0},
            "east": {"Ea1": 590.0, "Ea2": 1760.0},
            "southeast": {"Se1": 560.0, "Se2": 1750.0},
            "southwest": {"Sw1": 560.0, "Sw2": 1750.0},
            "south": {"OS": 1720.0, "XS": 2860.0},
        }
        self.nodes: dict[str, XY] = {name: plan.river.point(along) for name, along in self.river_m.items()}
        for road, along in self.road_m.items():
            self.nodes |= {name: plan.roads[road].point(at) for name, at in along.items()}
        self.nodes |= {"ONW": (-1650, 1230), "ONE": (1230, 1420), "XNW": (-2500, 2450), "XNE": (2380, 2280)}
        self.edges = self._drawn()

    def ring(self, edges: list[Edge]) -> Path:
        ring: Path = []
        for start, end in edges:
            path = self.edges[start, end] if (start, end) in self.edges else self.edges[end, start][::-1]
            ring += path[:-1]
        return [*ring, ring[0]]

    def _drawn(self) -> dict[Edge, Path]:
        edges: dict[Edge, Path] = {}
        for pair in [("XW", "W2"), ("W2", "W1"), ("W1", "E1"), ("E1", "OE"), ("OE", "XE")]:
            edges[pair] = self.plan.river.cut(self.river_m[pair[0]], self.river_m[pair[1]])
        for road, (start, end) in [("north", ("N1", "N2")), ("east", ("Ea1", "Ea2")), ("southeast", ("Se1", "Se2")),
                                   ("southwest", ("Sw1", "Sw2")), ("south", ("OS", "XS"))]:  # fmt: skip
            edges[start, end] = self.plan.roads[road].cut(self.road_m[road][start], self.road_m[road][end])
        for pair, between in _FREE_EDGES.items():
            edges[pair] = self._wandering(pair, between)
        return edges

    def _wandering(self, pair: Edge, between: list[XY]) -> Path:
        """A free edge: it goes by field edges, so it turns a little at every one, the more the farther out."""
        smooth = Line(spline([self.nodes[pair[0]], *between, self.nodes[pair[1]]], 40))
        most = 75.0 if "X" in pair[0] + pair[1] else 32.0
        path, along = [self.nodes[pair[0]]], self.rng.uniform(120, 260)
        while along < smooth.length - 110:
            x, y = smooth.point(along)
            path.append((_clamped(x + self.rng.uniform(-most, most)), _clamped(y + self.rng.uniform(-most, most))))
            along += self.rng.uniform(110, 330)
        return [*path, self.nodes[pair[1]]]

    def _river_at(self, east_m: float) -> float:
        path = self.plan.river
        return min(path.at, key=lambda along: abs(path.point(along)[0] - east_m))


_FREE_EDGES: dict[Edge, list[XY]] = {
    ("W1", "N1"): [(-640, -60), (-560, 210), (-360, 440)],
    ("N1", "Ea1"): [(150, 470), (400, 430), (570, 250)],
    ("Ea1", "E1"): [(620, -60)],
    ("E1", "Se1"): [(540, -420)],
    ("Se1", "Sw1"): [(250, -720), (-60, -770), (-330, -690)],
    ("Sw1", "W1"): [(-560, -500)],
    ("W2", "ONW"): [(-1900, -150), (-1900, 330), (-1820, 800)],
    ("ONW", "N2"): [(-1150, 1640), (-780, 1790)],
    ("N2", "ONE"): [(100, 1830), (700, 1680)],
    ("ONE", "Ea2"): [(1560, 1120)],
    ("Ea2", "OE"): [(1790, 380)],
    ("OE", "Se2"): [(1720, -420), (1640, -900)],
    ("Se2", "OS"): [(1080, -1650), (600, -1860)],
    ("OS", "Sw2"): [(-350, -1880), (-950, -1690)],
    ("Sw2", "W2"): [(-1640, -950)],
    ("ONW", "XNW"): [(-1950, 1700)],
    ("ONE", "XNE"): [(1750, 1750)],
    ("XNW", "XNE"): [(-1600, 2960), (-500, 3130), (700, 3090), (1600, 2880)],
    ("XNE", "XE"): [(2930, 1700), (3180, 1150)],
    ("XE", "XS"): [(3230, 60), (3120, -900), (3200, -1900), (2650, -2850), (1500, -3080)],
    ("XS", "XW"): [(-500, -3150), (-1500, -2950), (-2500, -2600), (-3020, -1900)],
    ("XW", "XNW"): [(-3220, -100), (-3180, 800), (-2950, 1700)],
}


def _clamped(value: float) -> float:
    """Inside the square that the town may fill."""
    return min(max(value, -3310.0), 3310.0)
