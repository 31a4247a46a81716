"""Who is at the other end of a socket: a session cookie, a device cookie, or `Authorization: Token`.

Only names are kept for longer than a moment; what somebody may see and do is read from the rows again and again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from ipaddress import ip_address, ip_network
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import get_user
from django.db.models import Q
from django.http import HttpRequest

from civic.accounts.actions.redeem_link import hash_of
from civic.accounts.actors import Actor
from civic.accounts.models import ApiToken, Ban, RoleGrant, User
from civic.core import clock
from civic.core.middleware import read_device
from consultations.surgeries.models import Surgery
from consultations.surgeries.viewers import Viewer, viewer_of


class Standing(Enum):
    """Whether the socket may stay open."""

    FINE = "fine"
    BANNED = "banned"
    SIGNED_OUT = "signed_out"


@dataclass(frozen=True)
class Identity:
    """user_id and session_epoch as they were when the socket opened; network: the address, shortened, for limits."""

    user_id: int | None = None
    session_epoch: int = 0
    device: str = ""
    token_id: int | None = None
    address: str = ""
    network: str = ""
    refused: bool = False  # a key came with it that nobody knows

    @property
    def who(self) -> str:
        if self.user_id:
            return f"user:{self.user_id}"
        return f"device:{self.device}" if self.device else ""

    def actor(self) -> Actor:
        """The actor as they are now: read for every command."""
        user = User.objects.filter(pk=self.user_id, is_active=True).first() if self.user_id else None
        return Actor(user=user, device=self.device, channel="socket")


def headers_of(scope: Mapping[str, Any]) -> dict[bytes, str]:
    return {name: value.decode("latin-1") for name, value in scope["headers"]}


def is_nobody(scope: Mapping[str, Any]) -> bool:
    """Whether no cookie of a session and no key came along, so that nothing must be read from the database."""
    headers = headers_of(scope)
    return b"authorization" not in headers and settings.SESSION_COOKIE_NAME not in headers.get(b"cookie", "")


def identify(scope: Mapping[str, Any]) -> Identity:
    """Read the cookies or the key that came with the handshake. Runs in a thread with the database."""
    headers = headers_of(scope)
    address, network = _address(scope, headers)
    if headers.get(b"authorization", "").startswith("Token "):
        secret = headers[b"authorization"][6:].strip()
        token = ApiToken.objects.select_related("user").filter(hash=hash_of(secret), user__is_active=True).first()
        if token is None:
            return Identity(address=address, network=network, refused=True)
        return Identity(token.user_id, token.user.session_epoch, "", token.pk, address, network)
    cookies = _cookies(headers.get(b"cookie", ""))
    user = _session_user(cookies.get(settings.SESSION_COOKIE_NAME, ""))
    epoch = user.session_epoch if user else 0
    return Identity(user.pk if user else None, epoch, read_device(cookies), None, address, network)


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


def _session_user(key: str) -> User | None:
    """The signed-in person of a session; nobody for staff who owe a second factor, as on every page."""
    if not key:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(request)
    if not isinstance(user, User) or not user.is_active:
        return None
    if settings.CIVIC_REQUIRE_MFA and Actor(user=user).is_staff and not is_mfa_enabled(user):
        return None
    return user


def _address(scope: Mapping[str, Any], headers: Mapping[bytes, str]) -> tuple[str, str]:
    """As `civic.core.middleware.client_ip` and `client_network`, from a handshake."""
    remote = (scope.get("client") or ("", 0))[0]
    hops = settings.CIVIC_TRUSTED_PROXIES
    if hops:
        forwarded = [part.strip() for part in headers.get(b"x-forwarded-for", "").split(",") if part.strip()]
        remote = forwarded[-hops] if len(forwarded) >= hops else remote
    try:
        address = ip_address(remote)
    except ValueError:
        address = ip_address("0.0.0.0")  # noqa: S104 — no address, such as a unix socket
    return str(address), str(ip_network(f"{address}/{24 if address.version == 4 else 56}", strict=False))


def standings(seen: Iterable[tuple[Identity, str]]) -> dict[tuple[Identity, str], tuple[Standing, Viewer]]:
    """For each (identity, surgery): may the socket stay, and what may it see now. Few queries for any crowd."""
    pairs = list(set(seen))
    ids = {identity.user_id for identity, _slug in pairs if identity.user_id}
    tokens = {identity.token_id for identity, _slug in pairs if identity.token_id}
    epochs = dict(User.objects.filter(pk__in=ids, is_active=True).values_list("pk", "session_epoch"))
    running = Q(until__isnull=True) | Q(until__gt=clock.now())
    banned = set(Ban.objects.filter(running, user__in=ids, lifted_at__isnull=True).values_list("user_id", flat=True))
    staff = set(RoleGrant.objects.current().staff().filter(user__in=ids).values_list("user_id", flat=True))
    known = set(ApiToken.objects.filter(pk__in=tokens).values_list("pk", flat=True))
    surgeries = {row.slug: row for row in Surgery.objects.filter(slug__in={slug for _identity, slug in pairs})}
    found = {}
    for identity, slug in pairs:
        standing = Standing.FINE
        if identity.user_id in banned:
            standing = Standing.BANNED
        elif identity.user_id and _is_signed_out(identity, epochs, known):
            standing = Standing.SIGNED_OUT
        viewer = Viewer(identity.user_id, identity.device)
        if standing is Standing.FINE and identity.user_id in staff and slug in surgeries:
            viewer = viewer_of(identity.actor(), surgeries[slug])
        found[identity, slug] = (standing, viewer)
    return found


def _is_signed_out(identity: Identity, epochs: Mapping[int, int], known: set[int]) -> bool:
    """The person is gone; or the key was revoked; or (without a key) sessions ended since the socket opened."""
    assert identity.user_id is not None  # noqa: S101
    if identity.user_id not in epochs:
        return True
    if identity.token_id is not None:
        return identity.token_id not in known
    return epochs[identity.user_id] != identity.session_epoch
