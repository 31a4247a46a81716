"""Where django-allauth meets us: mails are jobs, limits are counted in PostgreSQL, addresses are the real client's."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from civic.accounts.models import OutgoingMail, User
from civic.core.middleware import client_ip, client_source
from civic.core.sanitise import plain
from civic.core.throttling import limit, require_room

SIGN_IN = "sign_in.address"


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render now, send in a job: a slow mail server slows no page. Raises TooFast past the limits."""
        from allauth.core.context import request as current

        from civic.accounts.tasks import send_account_mail

        limit("mail.to", email.strip().lower())
        if current is not None:
            limit("mail.from", client_source(current))
        message = self.render_mail(template_prefix, email, {"request": current, "email": email, **context})
        html = next((body for body, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
        with transaction.atomic():
            mail = OutgoingMail.objects.create(to=email, subject=message.subject[:200], text=message.body, html=html)
            send_account_mail.defer(mail_id=mail.pk)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are counted by address too, so that one visitor can't try one on many accounts. TooFast."""
        require_room(SIGN_IN, client_source(request))
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        limit(SIGN_IN, client_source(request))

    def set_password(self, user: User, password: str) -> None:
        """Also ends all other sessions and open sockets. Only what changed is saved, so that no role comes back."""
        User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
        user.refresh_from_db(fields=["session_epoch"])
        user.set_password(password)
        user.save(update_fields=["password"])

    def logout(self, request: HttpRequest) -> None:
        """Signing out is signing out everywhere, sockets included; a demo person is many people at once."""
        if isinstance(request.user, User) and not request.user.is_demo:
            User.objects.filter(pk=request.user.pk).update(session_epoch=F("session_epoch") + 1)
        super().logout(request)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request)

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        saved: User = super().save_user(request, user, form, commit=False)
        saved.name = plain(form.cleaned_data.get("name", ""), max_length=80, field="name")
        saved.language = getattr(request, "LANGUAGE_CODE", "en")
        if commit:
            saved.save()
        return saved


def sign_in_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The address by which django-axes counts wrong passwords: allauth calls it `email`, the form `login`."""
    given = credentials or {}
    return str(given.get("email") or given.get("username") or request.POST.get("login") or "").strip().lower()
