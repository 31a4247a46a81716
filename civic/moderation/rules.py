"""Who may decide at the desk."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from civic.accounts.actors import ANYWHERE, Actor
from civic.accounts.enums import Role

DECIDERS = (Role.MODERATOR, Role.OFFICER, Role.ADMIN)


def can_moderate(actor: Actor, area_id: Any = ANYWHERE) -> bool:
    """Moderators, officers and admins: at all (no area given), for one ward, or (None) for what concerns every ward."""
    return actor.is_system or actor.has_role(*DECIDERS, area_id=area_id)


def moderated_areas(actor: Actor) -> Q | None:
    """None: everywhere; else Q(area__in=…) of the wards whose things `actor` may decide about."""
    return None if actor.is_system else actor.areas_as(*DECIDERS)


def can_see_jobs(actor: Actor) -> bool:
    """Officers and admins watch over the queue of jobs."""
    return actor.has_role(Role.OFFICER, Role.ADMIN)


def can_retry_jobs(actor: Actor) -> bool:
    return actor.has_role(Role.ADMIN)
