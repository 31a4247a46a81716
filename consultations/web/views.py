"""Reading consultations. For visitors without a session these pages are the same bytes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from civic.accounts.actors import Actor, actor_of
from civic.core.errors import require
from civic.links.registry import split
from consultations import queries
from consultations.enums import Sort
from consultations.models import Consultation
from consultations.rules import can_manage


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Open now, coming, closed. ?take=<reference of a report>: an officer chooses which one takes it in."""
    actor = actor_of(request)
    by_state = {str(state): rows for state, rows in queries.consultations(actor).items()}
    take = _to_take(request.GET.get("take", "")[:16], actor)
    if take:
        by_state = {state: [row for row in rows if can_manage(actor, row)] for state, rows in by_state.items()}
    context = {"by_state": by_state, "any": any(by_state.values()), "take": take}
    return render(request, "consultations/index.html", context)


def _to_take(ref: str, actor: Actor) -> dict[str, str] | None:
    """The report that an officer comes from, as far as they may read it."""
    kind, identity = split(f"report:{ref}") if ref and actor.is_staff else (None, "")
    title = kind.title(identity, actor) if kind else None
    return {"ref": ref, "title": title} if title else None


@require_safe
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """The document with its threads; ?section= and ?parent= show one thread of it."""
    actor = actor_of(request)
    place = queries.consultation(slug, actor)
    sort = queries.sort_of(request.GET.get("sort"))
    context = {"consultation": place, "sort": sort, "sorts": Sort}
    if request.GET.get("parent"):
        return render(request, "consultations/thread.html", context | _one_thread(place, actor, request))
    if request.GET.get("section"):
        return render(request, "consultations/section.html", context | _one_section(place, actor, request))
    continued = bool(request.GET.get("cursor"))
    if continued:
        sections: list[queries.SectionThread] = []
        whole = queries.thread(place, actor, request, sort)
    else:
        sections, whole = queries.front(place, actor, request, sort)
    more = {"sections": sections, "whole": whole, "continued": continued, "can_manage": can_manage(actor, place)}
    return render(request, "consultations/consultation.html", context | more)


def _one_section(place: Consultation, actor: Actor, request: HttpRequest) -> dict[str, Any]:
    section = queries.section(place, request.GET["section"])
    sort = queries.sort_of(request.GET.get("sort"))
    return {"section": section, "thread": queries.thread(place, actor, request, sort, of=section)}


def _one_thread(place: Consultation, actor: Actor, request: HttpRequest) -> dict[str, Any]:
    top = queries.comment(request.GET["parent"], actor)
    require(top.consultation_id == place.pk)
    return {
        "top": queries.said(top, actor),
        "section": top.section,
        "above": queries.said(top.parent, actor) if top.parent else None,
        "thread": queries.replies_under(top, actor, request),
    }
