"""A visitor confirms where news of their comment may go."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from civic.accounts.actors import SYSTEM
from civic.core import clock
from civic.eventlog.actions.record import record
from consultations.actions.find_comment import facts, locked


@transaction.atomic
def confirm_address(subject: str, email: str) -> str:
    """Called when the mailed link is used; returns the address of the consultation. Twice is once. Raises NotFound."""
    comment = locked(subject.partition(":")[2])
    if comment.contact_email == email and comment.contact_confirmed_at is None:
        comment.contact_confirmed_at = clock.now()
        comment.save(update_fields=["contact_confirmed_at"])
        record("comment.address_confirmed", on=comment.consultation.subject, by=SYSTEM, **facts(comment))
    return reverse("consultation", args=[comment.consultation.slug])
