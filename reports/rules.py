"""Who may do what to a report. Pure predicates; privacy itself is `visible_to` in querysets.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from reports.enums import OPEN_STATES, State, Visibility

if TYPE_CHECKING:
    from reports.models import Report


def is_own(actor: Actor, report: Report) -> bool:
    """Whether the actor reported it: signed in, or by an address that was confirmed, or on this device."""
    if actor.user is not None:
        if report.author_id is not None:
            return report.author_id == actor.user.pk
        return bool(report.confirmed_at and report.contact_email and report.contact_email == actor.user.email)
    return report.author_id is None and bool(actor.device) and report.device == actor.device


def can_change_state(actor: Actor, report: Report) -> bool:
    """Officers, for the wards they look after. Words stay the author's."""
    if report.visibility not in (Visibility.PUBLIC, Visibility.PRIVATE):
        return False
    return actor.is_system or actor.has_role(Role.OFFICER, area_id=report.area_id)


def can_moderate(actor: Actor, report: Report) -> bool:
    """Publish what is held, remove, restore: moderators, officers in their wards, admins."""
    return actor.is_system or actor.has_role(Role.MODERATOR, Role.OFFICER, Role.ADMIN, area_id=report.area_id)


def can_support(actor: Actor, report: Report) -> bool:
    """Anyone, on a public report that was not withdrawn."""
    return report.visibility == Visibility.PUBLIC and report.state != State.WITHDRAWN


def can_withdraw(actor: Actor, report: Report) -> bool:
    """One's own; whether it is still early enough is a matter of the workflow."""
    return report.visibility != Visibility.REMOVED and (actor.is_system or is_own(actor, report))


def can_contest(actor: Actor, report: Report) -> bool:
    """The person who reported may say that it is not so, once."""
    return report.state not in (*OPEN_STATES, State.WITHDRAWN) and report.contested_at is None and is_own(actor, report)


def can_see_identity(actor: Actor, report: Report) -> bool:
    """Officers in their wards, and admins; each look is noted in the log."""
    return actor.has_role(Role.OFFICER, Role.ADMIN, area_id=report.area_id)
