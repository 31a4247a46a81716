"""Stopping notices: one tap, no sign-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from civic.core.errors import require
from civic.notifications.actions.follow import unfollow
from civic.notifications.models import delivery_to_stop


@csrf_exempt  # RFC 8058: the mail program posts here without a cookie; the token in the address is the proof
@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button (mail scanners follow links), POST stops notices about that subject to that address."""
    delivery = delivery_to_stop(token)
    require(delivery)
    assert delivery is not None  # noqa: S101
    if request.method == "POST":
        unfollow(subject=delivery.subject, email=delivery.email)
        if delivery.user_id:
            from civic.accounts.actors import Actor

            unfollow(subject=delivery.subject, by=Actor(user=delivery.user))
    return render(request, "notifications/unsubscribe.html", {"done": request.method == "POST"})
