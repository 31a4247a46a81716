"""See who reported something: allowed for those who deal with it, and noted."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.accounts.queries import byline, recipient_of
from civic.core.errors import require
from civic.eventlog.actions.record import record
from reports.actions.locking import locked
from reports.rules import can_see_identity


@dataclass(frozen=True)
class Identity:
    """Who reported it and where to reach them; both may be empty."""

    name: str
    email: str


@transaction.atomic
def read_identity(*, by: Actor, ref: str) -> Identity:
    """The name and address behind a report. Each look is an event on `access:report:<ref>`. Raises NotFound."""
    report = locked(ref, by)
    require(can_see_identity(by, report))
    role = Role.OFFICER if by.has_role(Role.OFFICER, area_id=report.area_id) else Role.ADMIN
    record("identity.read", on=f"access:{report.subject}", by=by.acting_as(role))
    if report.author_id:
        person = recipient_of(report.author_id)
        return Identity(byline(report.author_id).name, person.email if person else "")
    return Identity(report.contact_name, report.contact_email)
