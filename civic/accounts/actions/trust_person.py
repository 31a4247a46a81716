"""Publish somebody's words at once from now on."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import Actor
from civic.accounts.models import User
from civic.core import clock
from civic.eventlog.actions.record import record


@transaction.atomic
def trust_person(*, by: Actor, user_id: int) -> None:
    """Called when something that `user_id` wrote was published by a moderator. Twice is once."""
    changed = User.objects.filter(pk=user_id, trusted_at__isnull=True).update(trusted_at=clock.now())
    if changed:
        record("person.trusted", on=f"user:{user_id}", by=by)
