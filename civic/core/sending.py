"""Sending a stored file to somebody who may see it."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import HttpResponse

from civic.core.errors import NotFound

LOCKED = "default-src 'none'; sandbox"  # a file that passed for a picture can't run, nor load anything


def send_file(file: FieldFile, *, content_type: str, name: str) -> HttpResponse:
    """The file, shown in the page under `name`; who asks may see it, the caller has made sure.

    Where nginx stands in front (CIVIC_ACCEL_MEDIA: the inside address of the media folder) it sends the bytes.
    Raises NotFound if the file is gone.
    """
    if settings.CIVIC_ACCEL_MEDIA:
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = settings.CIVIC_ACCEL_MEDIA + quote(file.name or "")
    else:
        try:
            with file.open("rb") as opened:
                response = HttpResponse(opened.read(), content_type=content_type)
        except OSError as error:
            raise NotFound from error
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return lock(response)


def lock(response: HttpResponse) -> HttpResponse:
    """The file in `response` is what its type says, and can do nothing but be seen."""
    response["Content-Security-Policy"] = LOCKED
    response["X-Content-Type-Options"] = "nosniff"
    return response
