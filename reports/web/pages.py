"""The list and the page of a report: what everyone reads."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from civic.accounts.actors import Actor, actor_of
from civic.core import clock
from civic.core.api import make_cursor, read_cursor
from civic.core.errors import Invalid
from civic.core.geometry import to_geojson
from reports import rules, story
from reports.actions.support_report import is_supporting
from reports.enums import State, Visibility
from reports.models import Report
from reports.queries import photo_links, promised_on, seen_report, visible_reports
from reports.querysets import ReportQuerySet
from reports.web.caching import for_everyone
from reports.web.cards import cards
from reports.web.filters import ListFilter

PAGE = 20
LIST = "reports page"


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """Public reports, newest first, with a map beside them."""
    chosen = ListFilter.read(request.GET)
    rows = chosen.apply(visible_reports(actor_of(request)).public()).newest_first().for_cards()
    found, older = _page(rows, request, chosen)
    context = {
        "filter": chosen,
        **chosen.choices(),
        "cards": cards(found),
        "older": older,
        "newer": f"?{chosen.query()}" if "cursor" in request.GET else "",
        "map_src": f"/api/v1/reports/?{'&'.join(part for part in ('limit=500', chosen.map_query()) if part)}",
        "feed": f"{reverse('reports_feed')}?{chosen.query()}".rstrip("?"),
    }
    return for_everyone(request, render(request, "reports/list.html", context))


def _page(rows: ReportQuerySet, request: HttpRequest, chosen: ListFilter) -> tuple[list[Report], str]:
    """One page, and the address of the next. A cursor that is not ours begins again."""
    if cursor := request.GET.get("cursor"):
        with suppress(Invalid):
            rows = rows.before(*read_cursor(cursor, name=LIST, length=2))
    found = list(rows[: PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    last = found[PAGE - 1]
    following = f"cursor={make_cursor([last.created_at, last.ref], name=LIST)}"
    return found[:PAGE], "?" + "&".join(part for part in (chosen.query(), following) if part)


@require_safe
def report_page(request: HttpRequest, ref: str) -> HttpResponse:
    """One report: where, what, how things stand, what was said, and what happens next."""
    actor = actor_of(request)
    report = seen_report(ref, actor)
    context = {
        "report": report,
        "state_now": report.state if _is_shown(report) else report.visibility,
        "is_shown": _is_shown(report),
        "sentence": story.in_a_sentence(report),
        "moments": story.timeline(report),
        "photos": photo_links(report),
        "answers": _answers(report, actor),
        **_promise(report),
        "place_json": _on_the_map(report),
        "page_url": f"{settings.CIVIC_BASE_URL}{report.get_absolute_url()}",
        **_may(actor, report),
    }
    response = render(request, "reports/report.html", context)
    return for_everyone(request, response, own=report.visibility != Visibility.PUBLIC)


def _promise(report: Report) -> dict[str, Any]:
    """The day the council named for a first word, and whether it has passed; and where "me too" counts."""
    day = promised_on(report) if report.state == State.RECEIVED else None
    earlier = report.duplicate_of
    return {
        "promised_on": day,
        "is_late": day is not None and story.is_waiting(report) and day < timezone.localdate(clock.now()),
        "stands_at": earlier if earlier is not None and earlier.is_public else report,
    }


def _is_shown(report: Report) -> bool:
    return report.visibility in (Visibility.PUBLIC, Visibility.PRIVATE)


def _may(actor: Actor, report: Report) -> dict[str, Any]:
    """What a signed-in reader may do here. A visitor gets the page that every visitor gets."""
    known = actor if actor.user is not None else Actor()
    own = rules.is_own(actor, report) if not report.is_public or known.user else False
    removal = report.removals.filter(restored_at__isnull=True).first() if report.visibility == "removed" else None
    return {
        "is_own": own,
        "supported": is_supporting(known, report),
        "can_support": rules.can_support(known, report),
        "can_change_state": rules.can_change_state(known, report),
        "can_see_identity": rules.can_see_identity(known, report),
        "can_withdraw": own and report.state in (State.RECEIVED, State.NEEDS_INFO) and removal is None,
        "can_contest": own and rules.can_contest(actor, report),
        "removal": removal,
    }


def _answers(report: Report, actor: Actor) -> list[tuple[str, str]]:
    """Questions and answers as a person reads them; private ones only for the author and the officers."""
    sees_all = (actor.user is not None and rules.is_own(actor, report)) or rules.can_see_identity(actor, report)
    return [
        (_(question.label), question.said(report.answers[question.code]))
        for question in report.category.asked
        if question.code in report.answers and (sees_all or not question.private)
    ]


def _on_the_map(report: Report) -> dict[str, Any]:
    properties = {"title": "", "state": report.state}
    return {"type": "Feature", "geometry": to_geojson(report.geometry), "properties": properties}
