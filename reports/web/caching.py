"""Who may keep a page: everyone's is the same bytes for all who are not signed in; one's own is kept nowhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers

FRESH_S = 30


def for_everyone(request: HttpRequest, response: HttpResponse, *, own: bool = False) -> HttpResponse:
    """Let caches keep a page that shows public things, unless somebody is signed in or it is their own."""
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    if own or request.user.is_authenticated:
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, public=True, max_age=FRESH_S)
    return response
