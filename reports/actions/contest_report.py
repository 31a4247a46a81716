"""Say that it is not so: "fixed" is the council's word, and the person who reported can contest it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import WrongState, require
from civic.core.sanitise import rendered
from civic.eventlog.actions.record import record
from reports.actions.locking import locked
from reports.enums import WORDS_MAX, State
from reports.models import Report, ReportUpdate
from reports.rules import can_contest, is_own


@transaction.atomic
def contest_report(*, by: Actor, ref: str, words: str) -> Report:
    """Open one's own report again, once, saying why. Raises NotFound, WrongState, Invalid."""
    by.require_may_act()
    report = locked(ref, by)
    require(is_own(by, report))
    require(
        can_contest(by, report),
        WrongState(_("This report is open, or you have opened it again before. Report it anew if it is still there.")),
    )
    said = rendered(words, max_length=WORDS_MAX, min_length=1, field="words")
    before, now = report.state, clock.now()
    report.state, report.version, report.updated_at, report.contested_at = State.RECEIVED, report.version + 1, now, now
    report.duplicate_of = None
    report.save(update_fields=["state", "version", "updated_at", "contested_at", "duplicate_of"])
    update = ReportUpdate.objects.create(
        report=report, by=by.user, by_author=True, from_state=before, to_state=State.RECEIVED, at=now, **said
    )
    record("report.contested", on=report.subject, by=by, update_id=update.pk, before=before)
    return report
