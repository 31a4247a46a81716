"""Stop taking questions for a while."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import Actor
from civic.eventlog.actions.record import record
from consultations.surgeries import rules
from consultations.surgeries.changes import lock_surgery
from consultations.surgeries.models import Surgery
from consultations.surgeries.workflow import surgery_after


@transaction.atomic
def pause_surgery(*, by: Actor, surgery: Surgery) -> Surgery:
    """Raises SignInNeeded, NotFound, WrongState."""
    rules.require_right(rules.can_pause(by, surgery), by)
    by.require_may_act()
    surgery = lock_surgery(surgery)
    surgery.state = surgery_after("paused", surgery.state)
    surgery.version += 1
    surgery.save()
    record("surgery.paused", on=surgery.stream, by=rules.in_role(by, surgery), surgery_id=surgery.pk)
    return surgery
