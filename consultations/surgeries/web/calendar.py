"""A surgery as an iCalendar file."""

from __future__ import annotations

from django.conf import settings
from icalendar import Calendar, Event

from civic.core import clock
from consultations.surgeries.models import Surgery


def as_calendar(surgery: Surgery) -> bytes:
    """One event (RFC 5545). Its UID stays, so that a changed time replaces the old one."""
    url = settings.CIVIC_BASE_URL + surgery.get_absolute_url()
    event = Event()
    event.add("uid", f"surgery-{surgery.epoch}@{settings.CIVIC_BASE_URL.partition('://')[2].split(':')[0]}")
    event.add("sequence", surgery.version)
    event.add("dtstamp", clock.now())
    event.add("dtstart", surgery.starts_at)
    event.add("dtend", surgery.ends_at)
    event.add("summary", surgery.title)
    event.add("description", f"{surgery.intro}\n\n{url}".strip())
    event.add("url", url)
    event.add("location", url)
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.CIVIC_COUNCIL_NAME}//surgeries//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
