"""The search page: one box, results by kind, and what to do when there are none."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from civic.accounts.actors import actor_of
from civic.core.middleware import client_ip
from civic.core.throttling import limit
from civic.search.folding import MAX_QUERY
from civic.search.queries import Found, find, find_of_each_kind
from civic.search.registry import searchable


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`?q=`: the best of every kind; with `&kind=` all of one kind, page by page."""
    q = request.GET.get("q", "").replace("\0", "").strip()[:MAX_QUERY]
    kind = request.GET.get("kind", "")
    known = searchable(kind)
    found = Found()
    if q:
        limit("search", asker(request))
        found = find(q, kind, request.GET.get("cursor", "")) if known else find_of_each_kind(q)
    context = {"q": q, "kind": known, "found": found, "groups": _groups(found, q), "total": sum(found.counts.values())}
    if found.next:
        context["older"] = "?" + urlencode({"q": q, "kind": kind, "cursor": found.next})
    return render(request, "search/search.html", context)


def asker(request: Any) -> str:
    """Whose searches are counted together: the person's, else the address's (a device cookie is easily thrown away)."""
    actor = actor_of(request)
    return actor.who if actor.is_signed_in else client_ip(request)


def _groups(found: Found, q: str) -> list[dict[str, Any]]:
    groups = []
    for kind, hits in groupby(found.hits, key=lambda hit: hit.kind):
        known, shown = searchable(kind), list(hits)
        more = found.counts.get(kind, 0) - len(shown)
        address = "?" + urlencode({"q": found.corrected or q, "kind": kind})
        groups.append({"title": known.plural if known else kind, "hits": shown, "more": more, "url": address})
    return groups
