"""Grant a role."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.accounts.models import RoleGrant, User
from civic.accounts.rules import can_change_roles
from civic.core.errors import Invalid, require
from civic.eventlog.actions.record import record


@transaction.atomic
def grant_role(
    *, by: Actor, user: User, role: Role, area_id: int | None = None, title: str = "", reason: str
) -> RoleGrant:
    """Give `user` a role for a ward (or everywhere). Sessions of that person end. Raises NotFound, Invalid."""
    require(can_change_roles(by, user))
    if not reason.strip():
        raise Invalid(_("Say why this role is granted."), reason=_("Say why this role is granted."))
    grant, _made = RoleGrant.objects.get_or_create(
        user=user,
        role=role,
        area_id=area_id,
        revoked_at=None,
        defaults={"title": title, "reason": reason, "granted_by": by.user},
    )
    settle_rights(user)
    record("role.granted", on=f"user:{user.pk}", by=by, grant_id=grant.pk, role=str(role), area_id=area_id)
    return grant


def settle_rights(user: User) -> None:
    """Make groups and the admin flag follow the current grants, and end the person's sessions."""
    roles = set(user.grants.current().values_list("role", flat=True))
    user.groups.set([Group.objects.get_or_create(name=role)[0] for role in sorted(roles)])
    is_admin = Role.ADMIN in roles
    User.objects.filter(pk=user.pk).update(
        is_staff=is_admin, is_superuser=is_admin, session_epoch=F("session_epoch") + 1
    )
    user.refresh_from_db()
