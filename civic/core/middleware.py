"""What every request gets: an id, the device it comes from, and one way for a refusal to become a page."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from functools import partial
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core import signing
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from civic.core import errors, errors_web
from civic.core.context import set_request_id

DEVICE_COOKIE = "civic_device"
DEVICE_AGE_S = 365 * 24 * 3600
DEVICE_SALT = "civic.core.device"

Respond = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)


class RequestId:
    """A new id for each request, on the request, in the log and on the response. One sent by a visitor is ignored."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = secrets.token_hex(8)  # type: ignore[attr-defined]
        set_request_id(request.id)  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
        return response


class DeviceCookie:
    """`request.device`: the random name of this browser, or "". `request.ensure_device()` gives it one and returns it.

    Only an act asks for one, so that those who read leave no trace and get the same bytes. It is no sign-in: it lets a
    browser support a thing once, and limits count by it.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.device = known = read_device(request.COOKIES)  # type: ignore[attr-defined]
        request.ensure_device = partial(_ensure_device, request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        device: str = request.device  # type: ignore[attr-defined]
        if device and device != known:
            response.set_cookie(
                device_cookie_name(),
                signing.Signer(salt=DEVICE_SALT).sign(device),
                max_age=DEVICE_AGE_S,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response


class OwnAnswers:
    """What the API answers to a key, a session or a known browser may hold what is theirs: no cache keeps it."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        names = {settings.SESSION_COOKIE_NAME, device_cookie_name()}
        is_known = "Authorization" in request.headers or not names.isdisjoint(request.COOKIES)
        if request.path.startswith("/api/v1/"):
            patch_vary_headers(response, ["Authorization", "Cookie"])
            if is_known and not response.has_header("Cache-Control"):
                response["Cache-Control"] = "private, no-store"
        return response


class CivicErrors:
    """An error that has a meaning becomes its page (or its JSON, under /api/), with the request id and nothing else."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, errors.CivicError):
            return errors_web.refused(request, exception)
        if isinstance(exception, RequestDataTooBig):
            return errors_web.refused(request, errors.TooLarge())
        if isinstance(exception, (OperationalError, InterfaceError)):
            log.exception("the database did not answer")
            return errors_web.unavailable(request)
        return None


def device_cookie_name() -> str:
    """Over https the browser itself holds the cookie to this host and path."""
    return f"__Host-{DEVICE_COOKIE}" if settings.SESSION_COOKIE_SECURE else DEVICE_COOKIE


def read_device(cookies: dict[str, str]) -> str:
    """The device named by signed cookie, or ""; sockets use it too."""
    try:
        device = signing.Signer(salt=DEVICE_SALT).unsign(cookies.get(device_cookie_name(), ""))
    except signing.BadSignature:
        return ""
    return device if re.fullmatch(r"[0-9a-f]{32}", device) else ""


def client_ip(request: HttpRequest) -> str:
    """The visitor's address: the nth from the right of X-Forwarded-For, where n proxies of ours stand in front."""
    hops = settings.CIVIC_TRUSTED_PROXIES
    remote = str(request.META.get("REMOTE_ADDR") or "")
    if hops:
        forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        remote = forwarded[-hops] if len(forwarded) >= hops else remote
    try:
        return str(ip_address(remote))
    except ValueError:
        return "0.0.0.0"  # noqa: S104 — an address for those who have none, such as a unix socket


def client_source(request: HttpRequest) -> str:
    """The visitor's address, or for IPv6 the /56 that one household has: for limits that must not meet neighbours."""
    address = ip_address(client_ip(request))
    return str(address) if address.version == 4 else client_network(request)


def client_network(request: HttpRequest) -> str:
    """The /24 or /56 the visitor comes from, which is what limits on people without an account count."""
    address = ip_address(client_ip(request))
    return str(ip_network(f"{address}/{24 if address.version == 4 else 56}", strict=False))


def _ensure_device(request: HttpRequest) -> str:
    if not request.device:  # type: ignore[attr-defined]
        request.device = secrets.token_hex(16)  # type: ignore[attr-defined]
    return request.device  # type: ignore[attr-defined,no-any-return]
