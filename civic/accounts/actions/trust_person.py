"""Publish somebody's words at once from now on."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import Actor
from civic.accounts.models import User
from civic.core import clock
from civic.eventlog.actions.record import record


@transaction.atomic
def trust_person(*, by: Actor, user_id: int) -> bool:
    """Called when something that `user_id` wrote was published by a moderator. Twice is once: False the second time."""
    changed = User.objects.filter(pk=user_id, trusted_at__isnull=True).update(trusted_at=clock.now())
    if changed:
        record("person.trusted", on=f"user:{user_id}", by=by)
    return bool(changed)


@transaction.atomic
def distrust_person(*, by: Actor, user_id: int) -> None:
    """Look at what `user_id` writes before it is published again: the publication that gave trust was a mistake."""
    changed = User.objects.filter(pk=user_id, trusted_at__isnull=False).update(trusted_at=None)
    if changed:
        record("person.distrusted", on=f"user:{user_id}", by=by)
