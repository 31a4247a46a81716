"""Show a report that waited for the desk."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from civic.accounts.actions.trust_person import trust_person
from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import WrongState, require
from civic.eventlog.actions.record import record
from reports.actions.locking import locked
from reports.enums import Visibility
from reports.models import Report
from reports.rules import can_moderate


@transaction.atomic
def publish_report(*, by: Actor, ref: str) -> Report:
    """Make a held report public (private, if it is about a home). Twice is once. Raises NotFound, WrongState."""
    by.require_may_act()
    report = locked(ref, by)
    require(can_moderate(by, report))
    if report.visibility in (Visibility.PUBLIC, Visibility.PRIVATE):
        return report
    require(
        report.visibility == Visibility.HELD, WrongState(_("Only a report that waits for a check can be published."))
    )
    now = clock.now()
    report.visibility = Visibility.PRIVATE if report.category.is_private else Visibility.PUBLIC
    report.published_at = report.updated_at = now
    report.save(update_fields=["visibility", "published_at", "updated_at"])
    record("report.published", on=report.subject, by=by, visibility=report.visibility)
    if report.author_id:
        trust_person(by=by, user_id=report.author_id)
    return report
