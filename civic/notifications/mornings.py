"""One mail on a working morning to each member of staff for whom something waits, instead of a mail for each thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from civic.accounts.actors import Actor
from civic.accounts.enums import STAFF_ROLES
from civic.accounts.queries import active_person, people_with, recipients_of
from civic.accounts.recipients import Recipient
from civic.accounts.registry import waiting_for
from civic.eventlog.registry import on
from civic.notifications.actions.notify import notify
from civic.notifications.registry import register_notice

if TYPE_CHECKING:
    from civic.eventlog.models import Event

KIND, STREAM, SUBJECT = "staff.morning", "staff:mornings", "staff:waiting"
SHOWN = 20


def connect() -> None:
    """Called once, by the app's `ready()`."""
    register_notice(KIND, template="staff_morning", context=morning_context)


@on("staff.morning", news=True)
def tell_staff(event: Event) -> None:
    """A delivery each; whoever has nothing to do when it is sent gets no mail."""
    people = people_with(*STAFF_ROLES)
    notify(event, kind=KIND, subject=SUBJECT, to=recipients_of(person.pk for person in people))


def morning_context(subject: str, recipient: Recipient) -> dict[str, Any] | None:
    """What waits for this person now, with the rights that they have now; None if nothing does."""
    items = waiting_for(Actor(user=active_person(recipient.user_id), channel="job"))
    if not items:
        return None
    base = settings.CIVIC_BASE_URL
    lines = [{"title": item.title, "detail": item.detail, "url": base + item.url} for item in items[:SHOWN]]
    return {"lines": lines, "url": base + reverse("my")}
