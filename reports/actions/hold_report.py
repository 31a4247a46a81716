"""Take a publication back: the report waits at the desk again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import WrongState, require
from civic.eventlog.actions.record import record
from reports.actions.locking import locked
from reports.enums import Visibility
from reports.models import Report
from reports.rules import can_moderate


@transaction.atomic
def hold_report(*, by: Actor, ref: str) -> Report:
    """Hold a published report again. Twice is once. Raises NotFound, WrongState."""
    by.require_may_act()
    report = locked(ref, by)
    require(can_moderate(by, report))
    if report.visibility == Visibility.HELD:
        return report
    shown = report.visibility in (Visibility.PUBLIC, Visibility.PRIVATE)
    require(shown, WrongState(_("Only a published report can be held again.")))
    report.visibility, report.updated_at, report.published_at = Visibility.HELD, clock.now(), None
    report.save(update_fields=["visibility", "updated_at", "published_at"])
    record("report.held", on=report.subject, by=by)
    return report
