"""Say something about a report without a new state."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.core import clock
from civic.core.errors import require
from civic.core.sanitise import rendered
from civic.eventlog.actions.record import record
from reports.actions.locking import locked
from reports.enums import WORDS_MAX
from reports.models import Report, ReportUpdate
from reports.rules import can_change_state


@transaction.atomic
def add_update(*, by: Actor, ref: str, words: str) -> ReportUpdate:
    """A public note in the timeline, signed with the officer's name. Raises NotFound, Invalid."""
    by.require_may_act()
    report = locked(ref, by)
    require(can_change_state(by, report))
    said = rendered(words, max_length=WORDS_MAX, min_length=1, field="words")
    now = clock.now()
    update = ReportUpdate.objects.create(report=report, by=by.user, at=now, **said)
    Report.objects.filter(pk=report.pk).update(updated_at=now)
    record("report.noted", on=report.subject, by=by.acting_as(Role.OFFICER), update_id=update.pk)
    return update
