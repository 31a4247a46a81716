"""Take a report out of sight, and bring it back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import WrongState, require
from civic.core.sanitise import plain
from civic.eventlog.actions.record import record
from reports.actions.locking import locked
from reports.enums import Visibility
from reports.models import Removal, Report
from reports.rules import can_moderate


@transaction.atomic
def remove_report(*, by: Actor, ref: str, reason: str, rule: int | None = None) -> Report:
    """Hide a report from everyone but its author, who is told `reason`, and the desk. Twice is once.

    rule: the number of the house rule it broke. Raises NotFound, Invalid.
    """
    by.require_may_act()
    report = locked(ref, by)
    require(can_moderate(by, report))
    if report.visibility == Visibility.REMOVED:
        return report
    now = clock.now()
    removal = Removal.objects.create(
        report=report,
        by=by.user,
        reason=plain(reason, max_length=1000, min_length=1, field="reason"),
        rule=rule,
        was=report.visibility,
        at=now,
    )
    report.visibility, report.updated_at = Visibility.REMOVED, now
    report.save(update_fields=["visibility", "updated_at"])
    record("report.removed", on=report.subject, by=by, removal_id=removal.pk, was=removal.was, rule=rule)
    return report


@transaction.atomic
def restore_report(*, by: Actor, ref: str) -> Report:
    """Give a removed report the visibility it had. Twice is once. Raises NotFound, WrongState."""
    by.require_may_act()
    report = locked(ref, by)
    require(can_moderate(by, report))
    removal = report.removals.filter(restored_at__isnull=True).first()
    if removal is None:
        require(report.visibility != Visibility.REMOVED, WrongState(_("There is no removal to take back.")))
        return report
    removal.restored_at = report.updated_at = clock.now()
    removal.save(update_fields=["restored_at"])
    report.visibility = removal.was
    report.save(update_fields=["visibility", "updated_at"])
    record("report.restored", on=report.subject, by=by, removal_id=removal.pk, visibility=report.visibility)
    return report
