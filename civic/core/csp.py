"""The content security policy: strict everywhere, looser only for the editors' and the administrators' own pages.

No nonce: pages are the same bytes for every visitor. The one inline script, the import map, is let through by its hash.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

STAFF_PATHS = ("/cms/", "/admin/")


class PathCSP(CSPMiddleware):
    """Gives each response the policy of its path. A header that a view has set itself is left alone."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if report_only or parts.config is not None:
            return parts
        parts.config = staff_policy() if request.path_info.startswith(STAFF_PATHS) else public_policy()
        if getattr(request, "is_preview", False):  # the editor shows the public page in a frame of its own
            parts.config = {**parts.config, "frame-ancestors": [SELF]}
        return parts


def public_policy() -> dict[str, Any]:
    """Ours and nothing else: no inline script or style, no other origin but a tile server that settings name."""
    return {
        "default-src": [SELF],
        "script-src": [SELF, *_import_map_hash()],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *_tile_origin()],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }


def staff_policy() -> dict[str, Any]:
    """Wagtail and Django's admin bring inline scripts and styles, and frame their own previews."""
    return {
        **public_policy(),
        "script-src": [SELF, UNSAFE_INLINE],  # a hash or nonce here would switch 'unsafe-inline' off
        "style-src": [SELF, UNSAFE_INLINE],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
    }


def _import_map_hash() -> list[str]:
    """From a setting, or from the front end if it is there: core imports no room."""
    found = getattr(settings, "CIVIC_IMPORT_MAP_HASH", None) or _front_end_hash()
    value = found() if callable(found) else found
    return [value] if value else []


@lru_cache(maxsize=1)
def _front_end_hash() -> Any:
    try:
        return import_module("frontend.importmap").csp_hash
    except (ImportError, AttributeError):
        return ""


def _tile_origin() -> list[str]:
    address = urlsplit(settings.CIVIC_MAP["tiles"])
    return [f"{address.scheme}://{address.netloc}"] if address.netloc else []
