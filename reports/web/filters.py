"""The list's filters: a short form whose state is in the address."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.contrib.gis.geos import Point
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from civic.areas.queries import PlaceHit, search_places, wards
from civic.core.errors import Invalid
from reports.api.reading import OPEN, read_states
from reports.enums import State
from reports.queries import categories
from reports.querysets import METRES_PER_DEGREE, BBox, ReportQuerySet

AROUND_M = 600  # how far from a place that was searched for
STATES = [("", _("Any state")), (OPEN, _("Not ended yet")), *State.choices]


@dataclass
class ListFilter:
    """What was chosen. A value that makes no sense is as if it was not there: a page never fails for its filters."""

    state: str = ""
    category: str = ""
    ward: str = ""
    q: str = ""
    hit: PlaceHit | None = None
    _states: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, query: QueryDict) -> ListFilter:
        state, states = query.get("state", ""), []
        try:
            states = read_states(state)
        except Invalid:
            state = ""
        words = {name: query.get(name, "").replace("\0", "")[:80].strip() for name in ("category", "ward", "q")}
        hits = search_places(words["q"], limit=1) if words["q"] else []
        return cls(state=state, hit=hits[0] if hits else None, _states=states, **words)

    def apply(self, rows: ReportQuerySet) -> ReportQuerySet:
        if self._states:
            rows = rows.in_state(*self._states)
        if self.category:
            rows = rows.of_category(self.category)
        if self.ward:
            rows = rows.filter(area__slug=self.ward)
        return rows.within(around(self.hit.point)) if self.hit else rows

    @property
    def chosen(self) -> bool:
        return bool(self.state or self.category or self.ward or self.q)

    def query(self) -> str:
        """The filters as part of an address, for "Older", the feed and the map."""
        kept = {"state": self.state, "category": self.category, "ward": self.ward, "q": self.q}
        return urlencode({name: value for name, value in kept.items() if value})

    def map_query(self) -> str:
        """The same for the API, which takes a box where the page takes the name of a place."""
        box = ",".join(f"{edge:.5f}" for edge in around(self.hit.point)) if self.hit else ""
        kept = {"state": self.state, "category": self.category, "ward": self.ward, "bbox": box}
        return urlencode({name: value for name, value in kept.items() if value})

    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """What the form offers."""
        return {
            "states": [(value, str(label)) for value, label in STATES],
            "categories": [(row.code, row.label) for row in categories()],
            "wards": [(row.slug, row.name) for row in wards()],
        }


def around(point: Point, radius_m: float = AROUND_M) -> BBox:
    """The box about a point."""
    up = radius_m / METRES_PER_DEGREE
    aside = up / max(0.01, math.cos(math.radians(point.y)))
    return point.x - aside, point.y - up, point.x + aside, point.y + up
