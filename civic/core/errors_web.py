"""Every way to be refused, as a page for people or as JSON for programs, with the request id and nothing about us.

The pages are templates errors/<status>.html, with errors/error.html for the rarer ones. 500 and 503 are rendered
without the request, so that they need neither database nor session, and a bare page stands behind them all.
"""

from __future__ import annotations

import logging
import sys
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from civic.core import errors
from civic.core.context import request_id

RETRY_S = 30
WORDS_OF_THEIR_OWN = (403, 404, 429, 500)  # pages that say more than the sentence which programs are given
PROGRAM_PATHS = ("/api/", "/open311/", "/ogc/")

log = logging.getLogger(__name__)


class Unavailable(errors.CivicError):
    """The database can't be reached or can't be written to."""

    code, status = "unavailable", 503
    default_detail = _lazy("We can’t save or show this just now. Keep this page open and try again in a minute.")
    retry_after = RETRY_S


class Broken(errors.CivicError):
    """Our own fault."""

    code, status = "broken", 500
    default_detail = _lazy("Something went wrong on our side. Try again in a few minutes.")


def refused(request: HttpRequest, error: errors.CivicError) -> HttpResponse:
    """What a refused request is answered with: JSON for programs, the sign-in page, or the page of its status."""
    if wants_json(request):
        response: HttpResponse = JsonResponse(errors.payload(error), status=error.status)
    elif error.status == 401:
        return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")
    else:
        response = _page(request, error)
    if retry_after := getattr(error, "retry_after", None):
        response["Retry-After"] = str(retry_after)
    add_never_cache_headers(response)
    return response


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: what was typed is still in the browser, and trying again later will work."""
    return refused(request, Unavailable())


def wants_json(request: HttpRequest) -> bool:
    """Whether the answer goes to a program: one of its paths, or it accepts JSON and no page."""
    accepts = request.headers.get("Accept", "")
    return request.path_info.startswith(PROGRAM_PATHS) or ("application/json" in accepts and "text/html" not in accepts)


def handler400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return refused(request, errors.TooLarge())
    return refused(request, errors.Invalid(_("We can’t read this request. Go back and try again.")))


def handler403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's "permission denied": to an outsider, what is not for them is not there."""
    return refused(request, errors.NotFound())


def handler404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refused(request, errors.NotFound())


def handler500(request: HttpRequest) -> HttpResponse:
    """Called while the exception is being handled: a lost database is not our programming error, and 503 says so."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return unavailable(request)
    return refused(request, Broken())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The one case of 403: the form did not come from our own page, or cookies are off."""
    log.warning("CSRF check failed: %s", reason)
    return refused(request, errors.Forbidden())


def locked_out(request: HttpRequest, response: HttpResponse | None = None, *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many wrong passwords for one account from one address."""
    seconds = int(float(getattr(settings, "AXES_COOLOFF_TIME", None) or 0.25) * 3600)
    words = _("Too many tries with a wrong password. Wait %(minutes)d minutes, or sign in with a code by e-mail.")
    return refused(request, errors.TooFast(seconds, words % {"minutes": seconds // 60}))


def _page(request: HttpRequest, error: errors.CivicError) -> HttpResponse:
    said_by_the_page = error.status in WORDS_OF_THEIR_OWN and error.detail is type(error).default_detail
    context = {
        "error": error,
        "status": error.status,
        "detail": "" if said_by_the_page else error.detail,
        "lines": [line for lines in error.fields.values() for line in lines],
        "retry_after": getattr(error, "retry_after", None),
        "request_id": request_id(),
    }
    try:
        needs_nothing = error.status >= 500
        names = [f"errors/{error.status}.html", "errors/error.html"]
        page: str = render_to_string(names, context, request=None if needs_nothing else request)
    except Exception:  # an error page must not fail
        log.exception("the page for status %d could not be rendered", error.status)
        page = _bare(error)
    return HttpResponse(page, status=error.status)


def _bare(error: errors.CivicError) -> str:
    return format_html(
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<title>{}</title><h1>{}</h1><p>{}</p>",
        error.status,
        error.detail,
        _("If you tell us about it, give this reference: %(id)s") % {"id": request_id()},
    )
