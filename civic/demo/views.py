"""The demo's outbox: every code and notice that would have been mailed."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from civic.accounts.queries import demo_people
from civic.demo.models import OutboxMessage

_URL = re.compile(r"https?://[^\s<>\"']+")


@require_GET
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """The newest hundred mails, or those to one address (?to=)."""
    to = request.GET.get("to", "").strip().lower()
    found = OutboxMessage.objects.filter(to=to) if to else OutboxMessage.objects.all()
    mails = [(mail, _linked(mail.text)) for mail in found[:100]]
    return render(request, "demo/outbox.html", {"mails": mails, "to": to})


@require_GET
@never_cache
def people(request: HttpRequest) -> HttpResponse:
    """For presenters: change from one of the demo's people into another with one tap."""
    return render(request, "demo/people.html", {"demo_people": demo_people()})


def _linked(text: str) -> SafeString:
    """The mail's words, escaped, with its addresses as links (they are our own)."""
    parts, end = [], 0
    for match in _URL.finditer(text):
        parts += [escape(text[end : match.start()]), format_html('<a href="{0}">{0}</a>', match[0])]
        end = match.end()
    return mark_safe("".join([*parts, escape(text[end:])]))
