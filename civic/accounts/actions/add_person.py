"""Add somebody who did not sign up themselves: by a command, an import or the demo."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import Actor
from civic.accounts.models import User
from civic.core import clock
from civic.core.errors import require
from civic.eventlog.actions.record import record


@transaction.atomic
def add_person(
    *, by: Actor, email: str, name: str, password_hash: str = "", trusted: bool = False, is_demo: bool = False
) -> User:
    """The person with this address, made if they are not there yet. password_hash: as made by Django, or "" for none.

    Only the system adds people. Raises NotFound.
    """
    require(by.is_system)
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is not None:
        return user
    user = User(email=email.strip().lower(), name=name, is_demo=is_demo, date_joined=clock.now())
    user.trusted_at = clock.now() if trusted else None
    user.password = password_hash
    if not password_hash:
        user.set_unusable_password()
    user.save()
    record("person.added", on=f"user:{user.pk}", by=by)
    return user
