"""What is asked for in an address: each filter by name, checked before it reaches the database."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from django.contrib.gis.geos import Point
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from civic.core.errors import Invalid
from reports.enums import OPEN_STATES, State
from reports.querysets import BBox, ReportQuerySet

OPEN, ENDED = "open", "ended"  # groups of states that a filter may name


def filtered(rows: ReportQuerySet, query: QueryDict) -> ReportQuerySet:
    """`rows` narrowed by bbox, state, category, ward and since. Raises Invalid for a value that makes no sense."""
    if box := query.get("bbox"):
        rows = rows.within(read_bbox(box))
    if states := query.get("state"):
        rows = rows.in_state(*read_states(states))
    if category := query.get("category"):
        rows = rows.filter(category__code__in=_words(category, "category"))
    if ward := query.get("ward"):
        rows = rows.filter(area__slug__in=_words(ward, "ward"))
    if since := query.get("since"):
        rows = rows.since(read_instant(since))
    return rows


def read_bbox(text: str) -> BBox:
    """West, south, east, north in degrees."""
    numbers = [_number(part) for part in text.split(",")]
    if len(numbers) != 4 or not all(abs(n) <= 180 for n in numbers):
        raise Invalid(bbox=_("Give bbox as west,south,east,north in degrees."))
    west, south, east, north = numbers
    if not (west < east and -90 <= south < north <= 90):
        raise Invalid(bbox=_("In bbox west is left of east, and south is below north."))
    return west, south, east, north


def read_states(text: str) -> list[str]:
    """State words divided by commas; "open" and "ended" stand for several."""
    groups: dict[str, Any] = {OPEN: OPEN_STATES, ENDED: [s for s in State if s not in OPEN_STATES]}
    states: list[str] = []
    for word in _words(text, "state"):
        if word not in groups and word not in State.values:
            raise Invalid(state=_("“%(word)s” is no state of a report.") % {"word": word[:40]})
        states += [str(state) for state in groups.get(word, [word])]
    return states


def read_instant(text: str) -> dt.datetime:
    """ISO 8601 with an offset; a "+" that was not encoded arrives as a space."""
    try:
        instant = parse_datetime(text.strip().replace(" ", "+") if "T" in text else f"{text.strip()}T00:00:00Z")
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise Invalid(since=_("Give since as an instant with its offset, such as 2026-03-03T09:00:00Z."))
    return instant


def read_point(query: QueryDict, *, required: bool) -> Point | None:
    """`lon` and `lat` in degrees."""
    if not required and not query.get("lon") and not query.get("lat"):
        return None
    lon, lat = _number(query.get("lon", "")), _number(query.get("lat", ""))
    if not (abs(lon) <= 180 and abs(lat) <= 90):  # also true for NaN
        words = _("Give lon and lat as numbers in degrees.")
        raise Invalid(lon=words, lat=words)
    return Point(lon, lat, srid=4326)


def read_limit(query: QueryDict, *, usual: int, most: int) -> int:
    """How many at once."""
    text = query.get("limit", "")
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= most):
        raise Invalid(limit=_("Give limit as a number from 1 to %(most)d.") % {"most": most})
    return int(text)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _words(text: str, field: str) -> list[str]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    if len(words) > 30 or "\0" in text:
        raise Invalid(**{field: _("These are too many values, or they can’t be read.")})
    return words
