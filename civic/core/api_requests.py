"""What holds for every request of a program: the language it is answered in, and addresses without their slash."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

PROGRAM_PATHS = ("/api/",)

Respond = Callable[[HttpRequest], HttpResponse]


class ApiRequests:
    """Sentences and labels in the language of Accept-Language. The address can't say it, as it does for pages, and a
    cookie may not: what a page asks for is said in the language of that page."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PROGRAM_PATHS):
            return self.get_response(request)
        language = spoken(request.headers.get("Accept-Language", ""))
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if response.status_code == 301 and request.method not in ("GET", "HEAD"):
            response.status_code = 308  # the slash was missing: asked again at the right address, with the same body
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ["Accept-Language"])
        return response


def spoken(accepted: str) -> str:
    """The first of the languages in `accepted` that we speak, else English."""
    for wanted, _weight in parse_accept_lang_header(accepted.lower()[:500]):
        known = [code for code, _name in settings.LANGUAGES if code == wanted.partition("-")[0]]
        if known:
            return known[0]
    return settings.LANGUAGE_CODE
