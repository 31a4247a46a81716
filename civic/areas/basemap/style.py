"""How the map looks: colours, widths and sizes by zoom. Change STYLE with it, so that old tiles are not used again."""

from __future__ import annotations

STYLE = "2"

OUTSIDE = "#f2f5f1"
LAND = "#f1f3e4"
FIELDS = {"a": "#e7f0d6", "b": "#eef3df", "c": "#f3f0dc", "d": "#e0ebcd", "orchard": "#d5e6bf"}
HEDGE = "#d3dfc2"
AREAS = {
    "meadow": "#d9ecca",
    "wood": "#bddbb0",
    "urban": "#edebe4",
    "industry": "#e3e0e6",
    "grounds": "#e4ead2",
    "park": "#c8e6ba",
    "allotment": "#dbe9c4",
    "pitch": "#bfe0b2",
    "square": "#f7f1e4",
}
AREA_EDGES = {
    "wood": "#a8cb9b",
    "park": "#aed49f",
    "pitch": "#a9d09c",
    "square": "#ddd0b4",
    "industry": "#d2cdd8",
    "grounds": "#d3dcbb",
    "allotment": "#c6d8aa",
}
WATER, WATER_EDGE, DITCH = "#a8d2ea", "#85b9d8", "#8fc3e0"
BUILDINGS = {
    "old": "#d8ccbb",
    "terrace": "#dad2c5",
    "interwar": "#ded8cd",
    "estate": "#e0dad0",
    "village": "#dcd3c4",
    "road": "#dcd4c8",
}
BUILDING_EDGE = "#c6bba9"
LANDMARK, LANDMARK_EDGE = "#cfae93", "#b08f72"
TREE, TREE_EDGE = "#8fc07f", "#7bad6c"
RAIL, RAIL_GAP = "#6f757b", "#f4f4f2"
PATH, PARK_PATH = "#b98f5e", "#efe4cb"
WARD_BAND, WARD_LINE = "#ddd3ea", "#9a83bd"
ROADS: dict[str, tuple[str, str]] = {
    "trunk": ("#f5c384", "#cf9245"),
    "primary": ("#fadc9c", "#d4a953"),
    "secondary": ("#fdf1bd", "#cdb972"),
    "tertiary": ("#ffffff", "#c3bfb3"),
    "residential": ("#ffffff", "#cbc7bc"),
    "lane": ("#ffffff", "#d1cdc2"),
    "drove": ("#faf6e8", "#cdc2a0"),
}
# Width in pixels by zoom, from 11 to 18. 0: not drawn.
ROAD_PX: dict[str, tuple[float, ...]] = {
    "trunk": (1.6, 2.4, 3.4, 5.0, 7.0, 10.5, 17, 31),
    "primary": (1.4, 2.2, 3.2, 4.6, 6.6, 10, 16, 29),
    "secondary": (1.0, 1.7, 2.6, 3.9, 5.8, 9, 14.5, 26),
    "tertiary": (0, 1.0, 1.6, 2.9, 4.8, 7.8, 13, 23),
    "residential": (0, 0.7, 1.1, 2.2, 4.0, 6.8, 11.5, 20),
    "lane": (0, 0, 0.8, 1.5, 3.0, 5.2, 9, 16),
    "drove": (0, 0.8, 1.1, 1.6, 2.4, 3.8, 6.5, 12),
}
ROAD_ORDER = ("drove", "lane", "residential", "tertiary", "secondary", "primary", "trunk")
DITCH_PX = (0.5, 0.6, 0.8, 1.1, 1.6, 2.4, 4.0, 7.0)
INK, INK_SOFT = "#22302b", "#4a5852"
LABELS: dict[str, tuple[str, str]] = {  # letters, halo
    "road": ("#3c4642", "#ffffff"),
    "water": ("#1f5f8b", "#d8ecf7"),
    "green": ("#2c6b34", "#eff8ea"),
    "ward": ("#6a5590", "#f7f5fb"),
    "place": (INK, "#ffffff"),
}
SYMBOLS: dict[str, str] = {
    "station": "#0b4f8a",
    "parking": "#0b4f8a",
    "library": "#0b5d4b",
    "civic": "#0b5d4b",
    "hall": "#0b5d4b",
    "leisure": "#0b5d4b",
    "school": "#8a5a00",
    "health": "#a6201b",
    "church": "#574a6e",
    "landmark": "#6b5134",
    "bridge": "#6b5134",
    "pub": "#8c4a22",
    "shop": "#6b3fa0",
}


def by_zoom(widths: tuple[float, ...], z: int) -> float:
    """The value for the zoom from a row that starts at zoom 11."""
    return widths[z - 11]
