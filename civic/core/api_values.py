"""What stands in every answer to programs: instants and addresses, each in one form."""

from __future__ import annotations

import datetime as dt
from typing import overload
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_from_path


@overload
def instant(at: dt.datetime) -> str: ...
@overload
def instant(at: dt.datetime | None) -> str | None: ...
def instant(at: dt.datetime | None) -> str | None:
    """ISO 8601 in UTC ending in Z, such as 2026-03-03T09:00:00.250000Z; None stays None."""
    return at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z") if at is not None else None


def site_of(request: HttpRequest) -> str:
    """Scheme and host by which the caller knows this site: one of CIVIC_ORIGINS, so that https stands there also
    behind a proxy that does not tell the scheme; else the address that was asked."""
    host = request.get_host()
    known = (origin for origin in settings.CIVIC_ORIGINS if urlsplit(origin).netloc == host)
    return next(known, f"{request.scheme}://{host}").rstrip("/")


def absolute(path: str, site: str = "") -> str:
    """`path` with scheme and host; an address that has them stays. site: as of `site_of`; else the council's own, for
    what is made without a request, or once for many callers."""
    if not path.startswith("/"):
        return path
    return f"{(site or settings.CIVIC_BASE_URL).rstrip('/')}{path}"


def unprefixed(path: str) -> str:
    """`path` without the language in front: in answers a thing has one address, whoever asks."""
    language = get_language_from_path(path)
    return path.removeprefix(f"/{language}") if language else path
