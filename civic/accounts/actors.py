"""Who acts: a person, a device, or the system itself. Every action takes one as `by`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from civic.accounts.enums import STAFF_ROLES, Role
from civic.core import clock
from civic.core.errors import CivicError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from civic.accounts.models import Ban, User

ANYWHERE = object()  # "in whichever area": the default of has_role


class Banned(CivicError):
    code, status = "banned", 403

    def __init__(self, ban: Ban) -> None:
        from django.utils.translation import gettext as _

        super().__init__(
            _("You can read but not write here at present. The reason: %(reason)s") % {"reason": ban.reason}
        )


@dataclass(frozen=True)
class Actor:
    """user: signed in, or None · device: the id in the device cookie, or "" · channel: web, api, socket, … or job."""

    user: User | None = None
    device: str = ""
    channel: str = "web"
    role: str = field(default="", compare=False)  # the role that was used, for the log

    @property
    def id(self) -> int | None:
        """The person's id for the log; None for a visitor and for the system."""
        return self.user.pk if self.user else None

    @property
    def who(self) -> str:
        """A key for limits and repeats: the person, else the device, else ""."""
        if self.user:
            return f"user:{self.user.pk}"
        return f"device:{self.device}" if self.device else ""

    @property
    def is_signed_in(self) -> bool:
        return self.user is not None

    @cached_property
    def _grants(self) -> list[tuple[str, int | None]]:
        if self.user is None or not self.user.is_active:
            return []
        return list(self.user.grants.current().values_list("role", "area_id"))

    def has_role(self, *roles: Role | str, area_id: Any = ANYWHERE) -> bool:
        """Whether one of `roles` was granted: anywhere, or (area_id given) for that ward or for the whole place."""
        wanted = {str(role) for role in roles}
        return any(
            role in wanted and (area_id is ANYWHERE or area is None or area == area_id) for role, area in self._grants
        )

    def areas_as(self, *roles: Role | str) -> Q | None:
        """None: everywhere; else Q(area__in=…) of the wards where one of `roles` was granted (it may match nothing)."""
        areas = [area for role, area in self._grants if role in {str(r) for r in roles}]
        return None if None in areas else Q(area__in=areas)

    @property
    def is_staff(self) -> bool:
        """Whether the person holds any role beyond resident."""
        return any(role in STAFF_ROLES for role, _ in self._grants)

    @property
    def is_system(self) -> bool:
        return self.user is None and self.channel == "job"

    @property
    def is_trusted(self) -> bool:
        """Whether what they write is published at once."""
        return self.is_system or self.is_staff or bool(self.user and self.user.trusted_at)

    @cached_property
    def ban(self) -> Ban | None:
        """The ban in force, if any."""
        if self.user is None:
            return None
        running = Q(until__isnull=True) | Q(until__gt=clock.now())
        return self.user.bans.filter(running, lifted_at__isnull=True).order_by("-at").first()

    @property
    def is_banned(self) -> bool:
        return self.ban is not None

    def require_may_act(self) -> None:
        """Raise Banned, with the reason in words, if the person may only read. Every writing action calls it first."""
        if self.ban is not None:
            raise Banned(self.ban)

    def acting_as(self, role: Role | str) -> Actor:
        """The same person, with the role that permitted the act noted for the log."""
        return replace(self, role=str(role))


SYSTEM = Actor(channel="job")
ANONYMOUS = Actor()


def actor_of(request: HttpRequest | Any, *, channel: str = "") -> Actor:
    """The actor behind a Django or DRF request. Read anew for each request, so a lost role is lost at once."""
    known = getattr(request, "_civic_actor", None)
    plain = getattr(request, "_request", request)
    if known is None:
        user = getattr(request, "user", None)
        user = user if user is not None and user.is_authenticated else None
        where = channel or ("api" if plain.path.startswith("/api/") else "web")
        known = Actor(user=user, device=getattr(plain, "device", "") or "", channel=where)
        request._civic_actor = known  # type: ignore[union-attr]
    return known


def acting(request: HttpRequest | Any, *, channel: str = "") -> Actor:
    """The actor of a request that writes: a visitor without an account is known by a device cookie from now on."""
    plain = getattr(request, "_request", request)
    actor = actor_of(request, channel=channel)
    if not actor.is_signed_in and not actor.device:
        actor = replace(actor, device=plain.ensure_device())  # type: ignore[union-attr]
        request._civic_actor = actor  # type: ignore[union-attr]
    return actor
