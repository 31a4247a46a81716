"""How a REST caller proves who they are: the session cookie, or `Authorization: Token <key>`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions, permissions
from rest_framework.request import Request

from civic.accounts.actions.redeem_link import hash_of
from civic.accounts.models import ApiToken, User
from civic.core import clock
from civic.core.errors import Forbidden


def _is_token(header: str) -> bool:
    """Whether a key was meant, also one that is empty."""
    return header.partition(" ")[0] == "Token"


class SessionAuthentication(authentication.SessionAuthentication):
    """The session cookie, with CSRF as usual. A visitor has only a device cookie, which is SameSite=Lax; a browser
    that says the request comes from another site is refused all the same."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        if _is_token(request._request.headers.get("Authorization", "")):
            return None
        user = getattr(request._request, "user", None)
        if user and user.is_active:
            self.enforce_csrf(request)
            return user, None
        if request.method not in permissions.SAFE_METHODS and request.headers.get("Sec-Fetch-Site") == "cross-site":
            raise Forbidden
        return None

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class TokenAuthentication(authentication.BaseAuthentication):
    """A key from the person's account page. Only its hash is known here."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        header = request._request.headers.get("Authorization", "")
        if not _is_token(header):
            return None
        token = ApiToken.objects.select_related("user").filter(hash=hash_of(header[6:].strip())).first()
        if token is None or not token.user.is_active:
            raise exceptions.AuthenticationFailed(_("This key is not known. Make a new one on your account page."))
        if token.last_used_on != clock.now().date():
            ApiToken.objects.filter(pk=token.pk).update(last_used_on=clock.now().date())
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Token"


class DenyAll(permissions.BasePermission):
    """The default of every endpoint: each view must say who may."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return False


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "civic.accounts.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token <key>"}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "civic.accounts.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
