"""The categories a new place starts with. A council changes them in the admin; strings are marked for translation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

STREETS, CLEAN, WATER, GREEN, HOME = (
    _("Roads and pavements"),
    _("Rubbish and cleaning"),
    _("Water and ditches"),
    _("Parks and trees"),
    _("At your home"),
)
POINT, LINE, AREA = "Point", "LineString", "Polygon"
HIGHWAYS, CLEANSING, DRAINAGE, PARKS, WASTE = (
    _("The highways team"),
    _("The street cleaning team"),
    _("The drainage team"),
    _("The parks team"),
    _("The waste team"),
)
NINES = _(
    "If somebody is hurt or could be hurt right now, ring 999. Otherwise ring the council, day or night: 01632 960 001."
)


def _question(
    code: str, label: str, *choices: tuple[str, str], kind: str = "", required: bool = False, private: bool = False
) -> dict[str, Any]:
    row: dict[str, Any] = {"code": code, "label": label, "kind": kind or ("choice" if choices else "text")}
    row |= {"required": required, "private": private}
    return row | ({"choices": [list(choice) for choice in choices]} if choices else {})


CATEGORIES: list[dict[str, Any]] = [
    {
        "code": "pothole",
        "name": _("Pothole or broken road"),
        "group": STREETS,
        "hint": _("A hole, a crack, a sunken drain cover"),
        "icon": "pothole",
        "responsible": HIGHWAYS,
        "promise_working_days": 2,
        "emergency": NINES,
        "questions": [
            _question(
                "where",
                _("Which part of the road is it in?"),
                ("lane", _("Where cars drive")),
                ("edge", _("At the edge")),
                ("cycle", _("In a cycle lane")),
                ("crossing", _("Where people cross")),
            ),
            _question(
                "depth",
                _("About how deep is it?"),
                ("coin", _("As thin as a coin")),
                ("golf", _("Like a golf ball")),
                ("deep", _("Deeper than that")),
                ("unsure", _("I am not sure")),
            ),
        ],
    },
    {
        "code": "pavement",
        "name": _("Pavement or kerb"),
        "group": STREETS,
        "hint": _("A loose slab, a trip, a missing dropped kerb"),
        "icon": "warning",
        "responsible": HIGHWAYS,
        "promise_working_days": 5,
        "geometry_types": [POINT, LINE],
        "questions": [_question("fell", _("Has anybody fallen here?"), kind="yes_no")],
    },
    {
        "code": "street-light",
        "name": _("Street light"),
        "group": STREETS,
        "hint": _("Out, flickering, on all day, a damaged post"),
        "icon": "lamp",
        "responsible": HIGHWAYS,
        "promise_working_days": 5,
        "emergency": _("If wires hang out or the post leans, keep away and ring 01632 960 001, day or night."),
        "questions": [
            _question(
                "fault",
                _("What is wrong with it?"),
                ("out", _("It does not come on")),
                ("flicker", _("It flickers")),
                ("always", _("It is on all day")),
                ("post", _("The post is damaged")),
                required=True,
            ),
            _question("number", _("Is there a number on the post?")),
        ],
    },
    {
        "code": "abandoned-vehicle",
        "name": _("Abandoned vehicle"),
        "group": STREETS,
        "hint": _("Untaxed, flat tyres, there for weeks"),
        "icon": "flag",
        "responsible": _("The county’s parking team"),
        "is_ours": False,
        "promise_working_days": 3,
        "notice": _(
            "We pass this on to the county, who own the roads. If the vehicle is a danger or is on fire, ring 999."
        ),
        "questions": [
            _question("plate", _("What does the number plate say?"), private=True),
            _question("days", _("For about how many days has it been there?"), kind="number"),
        ],
    },
    {
        "code": "fly-tipping",
        "name": _("Dumped rubbish"),
        "group": CLEAN,
        "hint": _("Bags, furniture, rubble left where it should not be"),
        "icon": "trash",
        "responsible": CLEANSING,
        "promise_working_days": 2,
        "notice": _(
            "Do not touch it: there may be needles or glass in it. Do not put names or number plates into your report."
        ),
        "questions": [
            _question(
                "size",
                _("How much is it?"),
                ("bag", _("A bag or two")),
                ("car", _("A car boot full")),
                ("van", _("A van full or more")),
                required=True,
            ),
            _question("blocks", _("Does it block the way?"), kind="yes_no"),
        ],
    },
    {
        "code": "litter-bin",
        "name": _("Litter or litter bin"),
        "group": CLEAN,
        "hint": _("A bin that is full or broken, litter lying about"),
        "icon": "trash",
        "responsible": CLEANSING,
        "promise_working_days": 2,
        "geometry_types": [POINT, LINE, AREA],
    },
    {
        "code": "graffiti",
        "name": _("Graffiti"),
        "group": CLEAN,
        "hint": _("On public walls, signs and benches"),
        "icon": "edit",
        "responsible": CLEANSING,
        "promise_working_days": 10,
        "notice": _("On a private house or shop the owner has to remove it; we help with advice."),
        "questions": [_question("offensive", _("Does it insult or threaten people?"), kind="yes_no")],
    },
    {
        "code": "dog-fouling",
        "name": _("Dog mess"),
        "group": CLEAN,
        "hint": _("On paths, in parks, by schools"),
        "icon": "info",
        "responsible": CLEANSING,
        "promise_working_days": 3,
        "geometry_types": [POINT, LINE, AREA],
    },
    {
        "code": "blocked-ditch",
        "name": _("Blocked ditch or pow"),
        "group": WATER,
        "hint": _("Silted up, overgrown, a blocked culvert. You can draw the stretch along it"),
        "icon": "line",
        "responsible": DRAINAGE,
        "promise_working_days": 15,
        "geometry_types": [POINT, LINE],
        "notice": _(
            "The owner of the land beside a ditch has to keep it clear. We find out who that is and write to them."
        ),
        "questions": [
            _question(
                "water",
                _("How does the water stand?"),
                ("dry", _("It is dry")),
                ("still", _("It stands still")),
                ("over", _("It comes over the edge")),
                required=True,
            ),
        ],
    },
    {
        "code": "flooding",
        "name": _("Flooding or blocked drain"),
        "group": WATER,
        "hint": _("Water on the road, a gully that does not drain"),
        "icon": "water",
        "responsible": DRAINAGE,
        "promise_working_days": 1,
        "geometry_types": [POINT, LINE, AREA],
        "emergency": _(
            "If water is coming into homes or somebody is in danger, ring 999. Never walk or drive through flood water."
        ),
        "questions": [_question("homes", _("Is water close to homes?"), kind="yes_no", required=True)],
    },
    {
        "code": "overgrown",
        "name": _("Overgrown hedge or tree"),
        "group": GREEN,
        "hint": _("Over a path, in front of a sign, a dangerous branch"),
        "icon": "tree",
        "responsible": PARKS,
        "promise_working_days": 10,
        "geometry_types": [POINT, LINE],
        "notice": _("Between March and August birds nest in hedges, so we cut only what is dangerous."),
    },
    {
        "code": "park-playground",
        "name": _("Park or playground"),
        "group": GREEN,
        "hint": _("Broken swings, worn grass, a gate that does not close"),
        "icon": "tree",
        "responsible": PARKS,
        "promise_working_days": 5,
        "geometry_types": [POINT, LINE, AREA],
        "questions": [_question("unsafe", _("Could a child get hurt?"), kind="yes_no", required=True)],
    },
    {
        "code": "missed-bin",
        "name": _("Missed bin collection"),
        "group": HOME,
        "hint": _("Your own bin was out and was not emptied"),
        "icon": "trash",
        "responsible": WASTE,
        "promise_working_days": 2,
        "is_private": True,
        "notice": _("This is about your home, so only you and our officers see it. It is never on the public map."),
        "questions": [
            _question(
                "bin",
                _("Which bin is it?"),
                ("general", _("General waste")),
                ("recycling", _("Recycling")),
                ("garden", _("Garden waste")),
                ("food", _("Food waste")),
                required=True,
            ),
            _question("address", _("House number or name, and street"), required=True, private=True),
        ],
    },
]
