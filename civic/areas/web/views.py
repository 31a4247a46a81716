"""Serves the basemap."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from civic.areas.basemap.mercator import TileAddress, TileOutOfRange
from civic.areas.basemap.tiles import tile_png, tile_version

WEEK_S = 7 * 24 * 3600
YEAR_S = 365 * 24 * 3600


@require_safe
def base_tile(request: HttpRequest, z: int, x: int, y: int, scale: int = 1) -> HttpResponseBase:
    """One tile as PNG. With ?v=<version> in its address it may be kept for a year, else for a week."""
    try:
        tile = TileAddress(z, x, y)
    except TileOutOfRange as error:
        raise Http404 from error
    etag = f'"{tile_version()}-{z}-{x}-{y}-{scale}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(tile_png(tile, scale), content_type="image/png")
        response["ETag"] = etag
    response["Cache-Control"] = (
        f"public, max-age={YEAR_S}, immutable" if "v" in request.GET else f"public, max-age={WEEK_S}"
    )
    return response
