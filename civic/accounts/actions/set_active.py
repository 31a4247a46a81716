"""Let somebody sign in, or no longer."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from civic.accounts.actors import Actor
from civic.accounts.models import User
from civic.accounts.rules import can_change_roles
from civic.core.errors import require
from civic.eventlog.actions.record import record


@transaction.atomic
def set_active(*, by: Actor, user: User, active: bool) -> None:
    """Open or shut an account; shutting it ends its sessions, sockets and keys at once. Raises NotFound."""
    require(can_change_roles(by, user))
    if user.is_active == active:
        return
    User.objects.filter(pk=user.pk).update(is_active=active, session_epoch=F("session_epoch") + 1)
    record("person.opened" if active else "person.shut", on=f"user:{user.pk}", by=by)
