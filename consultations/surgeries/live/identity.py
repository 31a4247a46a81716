"""Who is at the other end of a socket: a session cookie, a device cookie, or `Authorization: Token`.

Only names are kept for longer than a moment; what somebody may see and do is read from the rows again and again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings

from civic.accounts.actors import Actor
from civic.accounts.queries import active_person, session_person, token_holder
from civic.accounts.queries import standings as people_stand
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
        return Actor(user=active_person(self.user_id), device=self.device, channel="socket")


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
        holder = token_holder(secret)
        if holder is None:
            return Identity(address=address, network=network, refused=True)
        person, token_id = holder
        return Identity(person.pk, person.session_epoch, "", token_id, address, network)
    cookies = _cookies(headers.get(b"cookie", ""))
    user = session_person(cookies.get(settings.SESSION_COOKIE_NAME, ""))
    epoch = user.session_epoch if user else 0
    return Identity(user.pk if user else None, epoch, read_device(cookies), None, address, network)


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


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
    now = people_stand(ids, tokens)
    surgeries = {row.slug: row for row in Surgery.objects.filter(slug__in={slug for _identity, slug in pairs})}
    found = {}
    for identity, slug in pairs:
        standing = Standing.FINE
        if identity.user_id in now.banned:
            standing = Standing.BANNED
        elif identity.user_id and _is_signed_out(identity, now.epochs, now.tokens):
            standing = Standing.SIGNED_OUT
        viewer = Viewer(identity.user_id, identity.device)
        if standing is Standing.FINE and identity.user_id in now.staff and slug in surgeries:
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
