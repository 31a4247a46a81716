"""Begin answering live."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import Actor
from civic.core import clock
from civic.eventlog.actions.record import record
from consultations.surgeries import rules
from consultations.surgeries.changes import lock_surgery
from consultations.surgeries.models import Surgery
from consultations.surgeries.workflow import surgery_after


@transaction.atomic
def open_surgery(*, by: Actor, surgery: Surgery) -> Surgery:
    """Raises SignInNeeded, NotFound, WrongState."""
    rules.require_right(rules.can_open(by, surgery), by)
    by.require_may_act()
    surgery = lock_surgery(surgery)
    surgery.state = surgery_after("opened", surgery.state)
    surgery.opened_at = clock.now()
    surgery.version += 1
    surgery.save()
    record("surgery.opened", on=surgery.stream, by=rules.in_role(by, surgery), surgery_id=surgery.pk)
    return surgery
