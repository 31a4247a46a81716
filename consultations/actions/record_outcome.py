"""Say what came of a consultation."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import NotFound, require
from civic.eventlog.actions.record import record
from consultations.actions.create_consultation import rich
from consultations.models import Consultation
from consultations.rules import can_manage


@transaction.atomic
def record_outcome(*, by: Actor, slug: str, asked: str, said: str, did: str) -> Consultation:
    """We asked, you said, we did. May be said anew. Raises NotFound, Invalid."""
    by.require_may_act()
    consultation = Consultation.objects.visible_to(by).select_for_update().filter(slug=slug).first()
    if consultation is None:
        raise NotFound
    require(can_manage(by, consultation))
    for name, value in (rich("asked", asked) | rich("said", said) | rich("did", did)).items():
        setattr(consultation, name, value)
    consultation.outcome_at = clock.now()
    consultation.version += 1
    consultation.save()
    record("consultation.outcome", on=consultation.subject, by=by, consultation_id=consultation.pk)
    return consultation
