"""Take a role away."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actions.grant_role import settle_rights
from civic.accounts.actors import Actor
from civic.accounts.models import RoleGrant
from civic.accounts.rules import can_change_roles
from civic.core import clock
from civic.core.errors import require
from civic.eventlog.actions.record import record


@transaction.atomic
def revoke_role(*, by: Actor, grant: RoleGrant, reason: str) -> RoleGrant:
    """End a grant, with a reason; sessions and sockets of that person end. Twice is once. Raises NotFound."""
    grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    require(can_change_roles(by, grant.user))
    if grant.revoked_at is None:
        grant.revoked_at, grant.revoked_reason = clock.now(), reason
        grant.save(update_fields=["revoked_at", "revoked_reason"])
        settle_rights(grant.user)
        record("role.revoked", on=f"user:{grant.user_id}", by=by, grant_id=grant.pk, role=grant.role)
    return grant
