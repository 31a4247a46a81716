"""Words travel small: pages, feeds and JSON are pressed on the way out, pictures and files as they are."""

from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

WORDS: Final = frozenset({
    "text/html", "text/plain", "text/css", "text/csv", "text/calendar", "text/xml",
    "application/json", "application/geo+json", "application/ld+json", "application/problem+json",
    "application/atom+xml", "application/rss+xml", "application/xml", "application/vnd.oai.openapi",
    "application/vnd.mapbox-vector-tile", "image/svg+xml",
})  # fmt: skip


class CompressWords(GZipMiddleware):
    """Gzip for what is made of words. Static files are not its business: they lie there pressed already.

    Django's own adds a random length, so that what a page holds can't be guessed from its size (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.get("Content-Type", "").partition(";")[0].strip().lower()
        if response.streaming or kind not in WORDS:
            return response
        return super().process_response(request, response)
