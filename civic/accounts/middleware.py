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
from civic.accounts.queries import STAFF_SEEN, is_idle
from civic.core import clock
from civic.core.errors import SignInNeeded
from civic.core.errors_web import refused, wants_json

_OPEN = ("/account/", "/cy/account/", "/static/", "/csrf/", "/healthz", "/readyz")


class SessionGuard:
    """Half an hour without a click signs staff out. Outside demo mode they set up a second factor first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._refusal(request) or self.get_response(request)

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        if not actor_of(request).is_staff:
            return None
        if is_idle(request.session):
            logout(request)
            if wants_json(request):
                return refused(request, SignInNeeded())
            messages.info(request, _("You were signed out, because nothing had happened for half an hour."))
            return redirect(f"{settings.LOGIN_URL}?next={request.path}")
        now = int(clock.now().timestamp())
        if now - request.session.get(STAFF_SEEN, 0) > 60:
            request.session[STAFF_SEEN] = now
        if settings.CIVIC_REQUIRE_MFA and not is_mfa_enabled(request.user) and not request.path.startswith(_OPEN):
            messages.info(request, _("Your work here needs a second step when signing in. Switch one on first."))
            return redirect("mfa_index")
        return None
