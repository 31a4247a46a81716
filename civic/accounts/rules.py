"""Who may do what to people."""

from __future__ import annotations

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.accounts.models import User


def can_change_roles(actor: Actor, person: User) -> bool:
    """Admins, never for themselves; and the system (first set-up, demo)."""
    return actor.is_system or (actor.has_role(Role.ADMIN) and actor.id != person.pk)


def can_ban(actor: Actor, person: User) -> bool:
    """Moderators and admins; never themselves, never an admin."""
    if Actor(user=person).has_role(Role.ADMIN):
        return False
    return actor.is_system or (actor.has_role(Role.MODERATOR, Role.ADMIN) and actor.id != person.pk)
