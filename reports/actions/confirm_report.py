"""Confirm a report by the link that was mailed."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import SYSTEM
from civic.core import clock
from civic.core.errors import NotFound
from civic.eventlog.actions.record import record
from reports.enums import Visibility
from reports.models import Report


@transaction.atomic
def confirm_report(*, ref: str, email: str) -> Report:
    """Show a report to everyone (or to its author and the officers, if it is about a home). Twice is once.

    Called when the owner of `email` has pressed the button behind the mailed link. Raises NotFound.
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("category").filter(ref=ref).first()
    if report is None or report.contact_email != email.strip().lower():
        raise NotFound
    if report.confirmed_at is None:
        now = clock.now()
        report.confirmed_at = report.updated_at = now
        if report.visibility == Visibility.UNCONFIRMED:
            report.visibility = Visibility.PRIVATE if report.category.is_private else Visibility.PUBLIC
            report.published_at = now
        report.save(update_fields=["confirmed_at", "updated_at", "visibility", "published_at"])
        record("report.confirmed", on=report.subject, by=SYSTEM, visibility=report.visibility)
    return report
