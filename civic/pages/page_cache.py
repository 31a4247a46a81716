"""Whole pages, kept for a short while for everyone who has no session: found before any query is asked."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods
from wagtail.views import serve as serve_page

AGE_S = 20
GENERATION = "pages.generation"
# A browser asks each time whether it changed, since its person may sign in; a proxy of ours need not.
CACHE_CONTROL = f"public, max-age=0, s-maxage={AGE_S}, must-revalidate"


@dataclass(frozen=True)
class Kept:
    """A page as it travels. It holds nothing secret, so it is pressed once for all who take it so."""

    content: bytes
    kind: str
    etag: str
    encoding: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """The page at `path`, for visitors without a session from the cache if somebody asked for it just now."""
    if not _is_plain(request):
        response: HttpResponse = serve_page(request, path)
        patch_vary_headers(response, ["Cookie"])
        return response
    place = f"page:{_generation()}:{get_language()}:{request.get_host()}:{request.path}"
    way = "gzip" if "gzip" in request.headers.get("Accept-Encoding", "") else ""
    kept = cache.get(f"{place}:{way}")
    if kept is None:
        response = serve_page(request, path)
        if not _may_be_kept(request, response):
            return response
        ways = _kept(response)
        cache.set_many({f"{place}:{name}": one for name, one in ways.items()}, AGE_S)
        kept = ways[way]
    return _answer(request, kept)


def forget_pages(**_signal: Any) -> None:
    """What is kept holds no longer: a page was published, hidden, moved, deleted, or shut."""
    cache.set(GENERATION, get_random_string(8), None)


def _generation() -> str:
    return str(cache.get(GENERATION) or "")


def _is_plain(request: HttpRequest) -> bool:
    """Whether nothing about this request could make its page differ from another visitor's."""
    personal = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
    return (
        request.method in ("GET", "HEAD")
        and not request.META.get("QUERY_STRING")
        and not personal & set(request.COOKIES)
        and not getattr(request, "is_preview", False)
    )


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether it is a public page without a form's token, and does not ask to be left alone."""
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    return (
        getattr(response, "is_public_page", False)
        and request.method == "GET"
        and response.status_code == 200
        and not response.cookies
        and not response.has_header("Cache-Control")
        and "CSRF_COOKIE" not in request.META
    )


def _kept(response: HttpResponse) -> dict[str, Kept]:
    """The page as it is taken: plain, and pressed."""
    content, kind = bytes(response.content), response["Content-Type"]
    digest = hashlib.sha256(content).hexdigest()[:32]
    pressed = gzip.compress(content, 6, mtime=0)
    return {"": Kept(content, kind, f'"{digest}"'), "gzip": Kept(pressed, kind, f'W/"{digest}"', "gzip")}


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    headers = {"ETag": kept.etag, "Cache-Control": CACHE_CONTROL, "Vary": "Cookie, Accept-Encoding"}
    if kept.encoding:
        headers["Content-Encoding"] = kept.encoding
    response = HttpResponse(kept.content, content_type=kept.kind, headers=headers)
    return get_conditional_response(request, etag=kept.etag, response=response) or response
