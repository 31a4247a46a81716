"""Anybody may point something out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.accounts.actors import actor_of
from civic.core.middleware import client_network
from civic.core.throttling import limit
from civic.moderation.actions.flag_item import flag_item, flaggable
from civic.moderation.web.forms import FlagForm


@never_cache
@require_http_methods(["GET", "POST"])
def flag(request: HttpRequest) -> HttpResponse:
    """?subject=comment:… : say which house rule it breaks. A person looks at it."""
    request.ensure_device()  # type: ignore[attr-defined]
    subject = request.GET.get("subject", "")
    card = flaggable(subject)
    form, done, status = FlagForm(request.POST if request.method == "POST" else None), False, 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            actor = actor_of(request)
            limit("flag", actor.who)
            if not actor.is_signed_in:  # a device is cheap to change
                limit("flag.network", client_network(request))
            flag_item(by=actor, subject=subject, **form.cleaned_data)
            done, status = True, 200
    return render(request, "moderation/flag.html", {"card": card, "form": form, "done": done}, status=status)
