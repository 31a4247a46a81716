"""What happens by the clock: consultations open and close."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from civic.accounts.actors import SYSTEM
from civic.core import clock
from civic.eventlog.actions.record import record
from consultations.models import Consultation


@transaction.atomic
def note_phases() -> int:
    """Record each opening and closing that has come and is not noted yet, once. Returns how many were noted.

    The state itself is computed by the clock; this is what lets people be told.
    """
    now, noted = clock.now(), 0
    due = Q(opens_at__lte=now, opened_noted_at__isnull=True) | Q(closes_at__lte=now, closed_noted_at__isnull=True)
    for consultation in Consultation.objects.filter(due).select_for_update(skip_locked=True).order_by("pk"):
        if consultation.opened_noted_at is None:
            consultation.opened_noted_at = now
            record("consultation.opened", on=consultation.subject, by=SYSTEM, consultation_id=consultation.pk)
            noted += 1
        if consultation.closes_at <= now:
            consultation.closed_noted_at = now
            record("consultation.closed", on=consultation.subject, by=SYSTEM, consultation_id=consultation.pk)
            noted += 1
        consultation.save(update_fields=["opened_noted_at", "closed_noted_at"])
    return noted
