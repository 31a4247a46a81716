"""Take one's own report back."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import require
from civic.eventlog.actions.record import record
from reports.actions.locking import locked
from reports.enums import State
from reports.models import Report, ReportUpdate
from reports.rules import can_withdraw
from reports.workflow import check_step


@transaction.atomic
def withdraw_report(*, by: Actor, ref: str) -> Report:
    """Only one's own, and only until the council begins to work on it. Twice is once. Raises NotFound, WrongState."""
    by.require_may_act()
    report = locked(ref, by)
    require(can_withdraw(by, report))
    if report.state == State.WITHDRAWN:
        return report
    check_step(report.state, State.WITHDRAWN)
    before, now = report.state, clock.now()
    report.state, report.version, report.updated_at = State.WITHDRAWN, report.version + 1, now
    report.save(update_fields=["state", "version", "updated_at"])
    ReportUpdate.objects.create(
        report=report, by=by.user, by_author=True, from_state=before, to_state=State.WITHDRAWN, at=now
    )
    record("report.withdrawn", on=report.subject, by=by, before=before)
    return report
