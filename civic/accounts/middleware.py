"""What a session must satisfy beyond being signed in."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from civic.accounts.actors import actor_of
from civic.core import clock

STAFF_IDLE_S = 30 * 60
_OPEN = ("/account/", "/cy/account/", "/static/", "/csrf/", "/healthz", "/readyz")


class SessionGuard:
    """Staff outside demo mode: a second factor is set up first, and half an hour without a click signs them out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.CIVIC_REQUIRE_MFA:
            refusal = self._refusal(request)
            if refusal is not None:
                return refusal
        return self.get_response(request)

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        if not actor_of(request).is_staff:
            return None
        now = int(clock.now().timestamp())
        last = request.session.get("staff_seen", now)
        if now - last > STAFF_IDLE_S:
            logout(request)
            messages.info(request, _("You were signed out, because nothing had happened for half an hour."))
            return redirect(f"{settings.LOGIN_URL}?next={request.path}")
        if now - last > 60 or "staff_seen" not in request.session:
            request.session["staff_seen"] = now
        if not is_mfa_enabled(request.user) and not request.path.startswith(_OPEN):
            messages.info(request, _("Your work here needs a second step when signing in. Switch one on first."))
            return redirect("mfa_index")
        return None
