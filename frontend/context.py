"""What base.html needs beside the page's own context."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from frontend.registry import staff_links_for


def page(request: HttpRequest) -> dict[str, Any]:
    """staff_links: nothing for those who are not signed in, so that their pages stay the same bytes."""

    def links() -> list[Any]:
        user = getattr(request, "user", None)
        return staff_links_for(request) if user is not None and user.is_authenticated else []

    return {"staff_links": SimpleLazyObject(links)}
