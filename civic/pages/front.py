"""What the home page and the ward pages show of other rooms: only what anybody may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from civic.accounts.actors import ANONYMOUS
from civic.accounts.enums import Role
from civic.accounts.queries import bylines, people_with
from civic.pages.queries import newest_pages, readable_faqs, readable_news
from consultations.queries import open_consultations
from consultations.surgeries.queries import live_surgeries, next_surgeries, on_now_and_next
from reports.queries import public_reports, thumb_link

FEW = 6


@dataclass(frozen=True)
class ReportCard:
    """A report as a card: thumb is the address of its first photo, or ""."""

    title: str
    url: str
    place: str
    state: str
    at: Any
    people: int
    thumb: str


def front() -> dict[str, Any]:
    """Home: what is on now, what was reported, what was answered, what is new."""
    live, coming = on_now_and_next(each=2)
    answers, news = newest_pages(faqs=4, news=2)
    return {
        "live": live,
        "coming": coming,
        "consultations": open_consultations(ANONYMOUS, limit=3),
        "reports": report_cards(public_reports().newest_first()[:4]),
        "answers": answers,
        "news": news,
    }


def ward_life(ward_id: int) -> dict[str, Any]:
    """One ward: who speaks for it, and what is going on there."""
    people = people_with(Role.COUNCILLOR, area_id=ward_id)
    names = bylines(person.pk for person in people)
    mine = [row for row in open_consultations(ANONYMOUS, limit=50) if row.area_id in (None, ward_id)]
    return {
        "councillors": [names[person.pk] for person in people],
        "reports": report_cards(public_reports().open().in_area(ward_id).newest_first()[:FEW]),
        "open_reports": public_reports().open().in_area(ward_id).count(),
        "live": list(live_surgeries().filter(area_id=ward_id)),
        "coming": list(next_surgeries().filter(area_id=ward_id)[:3]),
        "consultations": mine,
        "answers": list(readable_faqs().filter(area_id=ward_id)[:FEW]),
        "news": list(readable_news().filter(area_id=ward_id)[:3]),
    }


def report_cards(rows: Any) -> list[ReportCard]:
    """Cards of `rows`, a slice of public reports, in one query."""
    return [
        ReportCard(
            title=row.title,
            url=row.get_absolute_url(),
            place=row.place or (row.area.name if row.area else ""),
            state=row.state,
            at=row.created_at,
            people=row.people_support + row.device_support,
            thumb=thumb_link(row),
        )
        for row in rows.with_thumb()
    ]
