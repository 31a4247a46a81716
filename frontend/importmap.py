"""One import map for every page, and its hash for the content security policy.

The map is byte-identical on every page, so that pages can be cached whole and the policy needs no nonce.
Modules are imported as "civic/<name>"; the map points each name at its (hashed) static address.
"""

import base64
import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.templatetags.static import static

MODULES: Final = Path(__file__).parent / "static" / "frontend" / "js"


def static_url(path: str) -> str:
    """Address of a static file; its plain address where the manifest doesn't know it (never raises ValueError)."""
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


def build() -> str:
    """The import map as JSON text, names in order."""
    names = sorted(path.stem for path in MODULES.glob("*.js"))
    imports = {f"civic/{name}": static_url(f"frontend/js/{name}.js") for name in names}
    return json.dumps({"imports": imports}, separators=(",", ":")).replace("<", "\\u003c")


@lru_cache(maxsize=1)
def _built_once() -> str:
    return build()


def import_map() -> str:
    """The map as it stands on every page; made once for each process, anew each time while developing."""
    return build() if settings.DEBUG else _built_once()


def csp_hash() -> str:
    """The `script-src` source that lets this one inline script through, quotes included."""
    digest = hashlib.sha256(import_map().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
