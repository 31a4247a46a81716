"""A report as a card in a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from reports.models import Report
from reports.queries import photo_links, report_url


@dataclass(frozen=True)
class ReportCard:
    """distance_m: metres from the place asked about, or None."""

    ref: str
    title: str
    url: str
    thumb: str
    icon: str
    category: str
    place: str
    state: str
    at: dt.datetime
    people: int
    distance_m: int | None


def cards(reports: Iterable[Report]) -> list[ReportCard]:
    """Cards of rows that were fetched with `for_cards()`."""
    return [_card(report) for report in reports]


def _card(report: Report) -> ReportCard:
    photos = photo_links(report)
    distance = getattr(report, "distance_m", None)
    return ReportCard(
        ref=report.ref,
        title=report.title,
        url=report_url(report.ref),
        thumb=photos[0].thumb if photos else "",
        icon=report.category.icon,
        category=report.category.label,
        place=report.place,
        state=report.state,
        at=report.created_at,
        people=report.support,
        distance_m=None if distance is None else int(distance),
    )
