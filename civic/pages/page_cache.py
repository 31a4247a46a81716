"""Whole pages, kept for a short while for everyone who has no session."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

AGE_S = 20


def cached(request: HttpRequest, key: str, render: Callable[[], HttpResponse]) -> HttpResponse:
    """What `render` answers, from the cache if a visitor without a session asked for the same address just now.

    key: changes when the page is published anew. Only GET of an address without a query is kept.
    """
    if not _is_plain(request):
        return render()
    place = f"page:{key}:{get_language()}:{request.get_host()}:{request.path}"
    kept = cache.get(place)
    if kept is not None:
        return HttpResponse(kept[0], content_type=kept[1])
    response = render()
    if hasattr(response, "render") and not response.is_rendered:  # type: ignore[attr-defined]
        response.render()
    if response.status_code == 200 and not response.cookies and not response.streaming:
        cache.set(place, (response.content, response["Content-Type"]), AGE_S)
    return response


def _is_plain(request: HttpRequest) -> bool:
    """Whether nothing about this request could make its page differ from another visitor's."""
    personal = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
    return (
        request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and not personal & set(request.COOKIES)
        and not getattr(request, "is_preview", False)
    )
