"""Reading people: what others may see of them, and where to reach them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from civic.accounts.enums import Role
from civic.accounts.models import RoleGrant, User
from civic.accounts.recipients import Recipient

# The role a person is introduced with when they hold several.
_RANK = [Role.COUNCILLOR, Role.OFFICER, Role.MODERATOR, Role.EDITOR, Role.ADMIN]


@dataclass(frozen=True)
class Byline:
    """How somebody is named under their words. role: "" for a resident, else their title."""

    name: str
    role: str
    is_official: bool


def byline(user_id: int | None) -> Byline:
    """The name and role shown for one person; a visitor is "A resident"."""
    return bylines([user_id])[user_id]


def bylines(user_ids: Iterable[int | None]) -> dict[int | None, Byline]:
    """Names and roles of many people in two queries, keyed by id (None: a visitor without an account)."""
    wanted = set(user_ids)
    found: dict[int | None, Byline] = {key: Byline(_("A resident"), "", False) for key in wanted}
    names = dict(User.objects.filter(pk__in=[pk for pk in wanted if pk is not None]).values_list("pk", "name"))
    titles: dict[int, tuple[int, str]] = {}
    for grant in RoleGrant.objects.current().staff().filter(user__in=names).select_related("area"):
        rank = _RANK.index(Role(grant.role))
        if grant.user_id not in titles or rank < titles[grant.user_id][0]:
            titles[grant.user_id] = (rank, grant.title or grant.get_role_display())
    for pk, name in names.items():
        role = titles.get(pk, (0, ""))[1]
        found[pk] = Byline(name or _("A resident"), role, bool(role))
    return found


def recipient_of(user_id: int) -> Recipient | None:
    """Where to reach a person; None if they are gone or may not sign in any more."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return Recipient(user.email, user.pk, user.language) if user else None


def recipients_of(user_ids: Iterable[int]) -> list[Recipient]:
    """Where to reach several people."""
    people = User.objects.filter(pk__in=list(user_ids), is_active=True)
    return [Recipient(user.email, user.pk, user.language) for user in people]


def people_with(*roles: Role, area_id: int | None = None) -> list[User]:
    """Active people who hold one of `roles` for the area (or everywhere)."""
    grants = RoleGrant.objects.current().filter(role__in=roles, user__is_active=True)
    if area_id is not None:
        grants = grants.filter(area__isnull=True) | grants.filter(area_id=area_id)
    return list(User.objects.filter(pk__in=grants.values("user_id")).order_by("name"))
