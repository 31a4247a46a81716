"""What is no page: photos, tiles, and the feed."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from civic.accounts.actors import actor_of
from civic.core.errors import require
from civic.core.sending import send_file
from reports.enums import Visibility
from reports.models import ReportPhoto
from reports.queries import public_reports, visible_reports
from reports.tiles import CONTENT_TYPE, is_tile, report_tile
from reports.web.caching import for_everyone
from reports.web.filters import ListFilter

FEED_ITEMS = 50
SMALL = "-small"


@require_safe
def photo(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    """One picture, for those who may see its report; asked at each request. Never anything but a JPEG."""
    report = visible_reports(actor_of(request)).filter(ref=ref).only("pk", "visibility").first()
    row = ReportPhoto.objects.filter(report=report, name=name.removesuffix(SMALL)).first() if report else None
    require(row)
    assert row is not None and report is not None  # noqa: S101
    file = row.thumb if name.endswith(SMALL) else row.full
    response = send_file(file, content_type="image/jpeg", name=f"{ref}-{name}.jpg")
    return for_everyone(request, response, own=report.visibility != Visibility.PUBLIC)


@require_safe
def tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """One vector tile of the public reports."""
    require(is_tile(z, x, y))
    body = report_tile(public_reports(), z, x, y)
    return for_everyone(request, HttpResponse(body, content_type=CONTENT_TYPE))


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest public reports as Atom; the list's filters work here too."""
    chosen = ListFilter.read(request.GET)
    here = request.build_absolute_uri()
    atom = Atom1Feed(
        title=_("Problems reported in %(place)s") % {"place": settings.CIVIC_PLACE_NAME},
        link=request.build_absolute_uri(reverse("reports")),
        description="",
        language=get_language(),
        feed_url=here,
        feed_guid=here,
    )
    rows = chosen.apply(public_reports()).select_related("category").newest_first()[:FEED_ITEMS]
    for report in rows:
        url = request.build_absolute_uri(reverse("report", args=[report.ref]))
        state = str(report.get_state_display())
        atom.add_item(
            title=report.title,
            link=url,
            description=f"{state}. {report.category.label}. {report.place}",
            unique_id=url,
            pubdate=report.created_at,
            updateddate=report.updated_at,
            categories=[report.category.code],
        )
    body = atom.writeString("utf-8")
    return for_everyone(request, HttpResponse(body, content_type="application/atom+xml; charset=utf-8"))
