"""Reading people: what others may see of them, and where to reach them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import get_user
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from civic.accounts.actions.redeem_link import hash_of
from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.accounts.models import ApiToken, Ban, RoleGrant, User
from civic.accounts.recipients import Recipient
from civic.core import clock

STAFF_SEEN = "staff_seen"  # in the session: when staff last asked for a page

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
    for grant in RoleGrant.objects.current().staff().filter(user__in=names):
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


def demo_people() -> list[User]:
    """Who stands on the demo's sign-in page, with their roles; nobody outside demo mode."""
    return (
        list(User.objects.filter(is_demo=True).prefetch_related("grants").order_by("pk")) if settings.CIVIC_DEMO else []
    )


def active_person(user_id: int | None) -> User | None:
    """The person as they are now; None if they are gone or may not sign in any more."""
    return User.objects.filter(pk=user_id, is_active=True).first() if user_id else None


def token_holder(secret: str) -> tuple[User, int] | None:
    """The person who holds a key for programs, and the key's id; None for a key nobody knows."""
    token = ApiToken.objects.select_related("user").filter(hash=hash_of(secret), user__is_active=True).first()
    return (token.user, token.pk) if token else None


def is_idle(session: Any) -> bool:
    """Whether the session is that of staff who did nothing for longer than they may."""
    seen = session.get(STAFF_SEEN)
    return seen is not None and clock.now().timestamp() - seen > settings.CIVIC_STAFF_IDLE_S


def session_person(key: str) -> User | None:
    """The signed-in person of a session; None for staff who owe a second factor or were idle, as on every page."""
    if not key:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(request)
    if not isinstance(user, User) or not user.is_active:
        return None
    if not Actor(user=user).is_staff:
        return user
    owes_factor = settings.CIVIC_REQUIRE_MFA and not is_mfa_enabled(user)
    return None if owes_factor or is_idle(request.session) else user


@dataclass(frozen=True)
class Standings:
    """epochs: session epoch of each active person · banned, staff: ids of people · tokens: ids of keys that hold."""

    epochs: dict[int, int]
    banned: set[int]
    staff: set[int]
    tokens: set[int]


def standings(user_ids: Iterable[int], token_ids: Iterable[int]) -> Standings:
    """How a crowd stands now, in four queries: for those who keep a connection open."""
    ids = list(user_ids)
    running = Q(until__isnull=True) | Q(until__gt=clock.now())
    bans = Ban.objects.filter(running, user__in=ids, lifted_at__isnull=True)
    return Standings(
        epochs=dict(User.objects.filter(pk__in=ids, is_active=True).values_list("pk", "session_epoch")),
        banned=set(bans.values_list("user_id", flat=True)),
        staff=set(RoleGrant.objects.current().staff().filter(user__in=ids).values_list("user_id", flat=True)),
        tokens=set(ApiToken.objects.filter(pk__in=list(token_ids)).values_list("pk", flat=True)),
    )
