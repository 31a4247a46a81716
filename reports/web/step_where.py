"""The place: on the map, or by street, place and postcode, or by ward and words. No way needs the other."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.contrib.gis.geos import Point
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from civic.areas.queries import PlaceHit, describe_place, is_inside, search_places, wards
from civic.core.errors import CivicError, Invalid
from civic.core.geometry import parse_geojson, point_of, to_geojson
from civic.core.middleware import client_network
from civic.core.sanitise import plain
from reports import drafts, limits
from reports.actions.submit_report import outside_words
from reports.models import Category, ReportDraft
from reports.web.step_context import step_context

LANDMARK_MAX = 100


@dataclass
class Found:
    """What came of the page: data for the draft, or errors by field, and what the search for a place found."""

    data: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)
    q: str = ""
    hits: list[PlaceHit] = field(default_factory=list)
    landmark: str = ""
    geometry: str = ""
    ward: str = ""

    @property
    def sentences(self) -> list[str]:
        return [line for lines in self.errors.values() for line in lines]


def prefilled(request: HttpRequest) -> dict[str, Any]:
    """What a link from elsewhere brings along: a category, a place."""
    data: dict[str, Any] = {}
    code = request.GET.get("category", "")
    if code and Category.objects.active().filter(code=code.replace("\0", "")).exists():
        data["category"] = code
    try:
        lon, lat = float(request.GET.get("lon", "")), float(request.GET.get("lat", ""))
        data["geometry"] = to_geojson(parse_geojson({"type": "Point", "coordinates": [lon, lat]}))
    except (ValueError, CivicError):
        pass
    return data


def read(request: HttpRequest, draft: ReportDraft) -> Found:
    """Read the page: a search (GET or its own button), or a place that was chosen."""
    sent = request.POST if request.method == "POST" else request.GET
    found = Found(
        q=sent.get("q", "").replace("\0", "").strip()[:80],
        landmark=sent.get("landmark", draft.get("landmark"))[:200],
        geometry=request.POST.get("geometry", json.dumps(draft.data["geometry"]) if draft.get("geometry") else ""),
        ward=request.POST.get("ward", ""),
    )
    if found.q:
        limits.limit_looking_up(client_network(request))
        found.hits = search_places(found.q)
    if request.method != "POST" or "search" in request.POST:
        return found
    try:
        found.data = _chosen(request, found, stored=json.dumps(draft.data["geometry"]) if draft.get("geometry") else "")
    except Invalid as error:
        found.errors = {name: [str(line) for line in lines] for name, lines in error.fields.items()}
    return found


def _chosen(request: HttpRequest, found: Found, *, stored: str) -> dict[str, Any]:
    """The place as the draft keeps it: what was newly marked on the map, else a place of the search, else a ward,
    else what was marked before (`stored`). Raises Invalid."""
    landmark = plain(found.landmark, max_length=LANDMARK_MAX, field="landmark")
    hit = request.POST.get("hit", "")
    if found.geometry and (found.geometry != stored or not (hit or found.ward)):
        shape = parse_geojson(found.geometry)
    elif hit:
        lon, _comma, lat = hit.partition(",")
        shape = parse_geojson(json.dumps({"type": "Point", "coordinates": [_degrees(lon), _degrees(lat)]}))
    elif found.ward:
        shape = _middle_of(found.ward)
        if not landmark:
            raise Invalid(landmark=_("Describe where in the ward it is, so that we can find it."))
    else:
        raise Invalid(geometry=_("Mark the place on the map, or search for a street, or choose a ward."))
    if not is_inside(shape) and wards().exists():
        raise Invalid(geometry=outside_words())
    place = describe_place(point_of(shape))
    return {
        "geometry": to_geojson(shape),
        "landmark": landmark,
        "place": ", ".join(part for part in (landmark, place) if part)[:200],
    }


def _degrees(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise Invalid(geometry=_("We can’t make out this place. Mark it again.")) from None


def _middle_of(slug: str) -> Point:
    ward = wards().defer(None).filter(slug=slug).first()
    if ward is None:
        raise Invalid(ward=_("Choose one of the wards."))
    return point_of(ward.boundary)


def show(request: HttpRequest, draft: ReportDraft, found: Found, *, title: Any, **context: Any) -> HttpResponse:
    """Draw the page."""
    context = {**step_context(request, draft, "where", title), **context}
    return render(request, "reports/new/where.html", {"found": found, "wards": wards(), **context})


def page(request: HttpRequest, draft: ReportDraft, context: dict[str, Any]) -> HttpResponse:
    """The page of a draft that has begun."""
    found = read(request, draft)
    if not found.data:
        return show(request, draft, found, **{key: value for key, value in context.items() if key != "draft"})
    drafts.save_draft(draft, **found.data)
    return redirect(drafts.step_url(draft, drafts.step_after(draft, "where", checking=context["checking"])))
