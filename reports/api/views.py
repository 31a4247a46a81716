"""Reports for programs. Each view translates; nothing is decided here."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.accounts.actors import actor_of
from civic.areas.queries import is_inside, ward_at, wards
from civic.core.api import made_response, make_cursor, next_url, read_cursor
from civic.core.api_values import site_of
from civic.core.errors import NotFound
from civic.core.middleware import client_network
from reports import geojson, limits
from reports.actions.support_report import support_report, withdraw_support
from reports.api import serializers as shapes
from reports.api.categories import category_data
from reports.api.reading import filtered, read_limit, read_point
from reports.api.submitting import submit
from reports.asking import acting
from reports.models import Report
from reports.queries import DUPLICATE_RADIUS_M, categories, visible_reports

PAGE, MOST = 100, 500
LIST = "reports"
LON = OpenApiParameter("lon", {"type": "number", "minimum": -180, "maximum": 180}, description="Longitude, degrees.")
LAT = OpenApiParameter("lat", {"type": "number", "minimum": -90, "maximum": 90}, description="Latitude, degrees.")
THERE = [
    OpenApiParameter("lon", {"type": "number", "minimum": -180, "maximum": 180}, required=True),
    OpenApiParameter("lat", {"type": "number", "minimum": -90, "maximum": 90}, required=True),
]
A_BOX = OpenApiExample("The town", value="-0.36,52.94,-0.26,53.00")
CURSOR = OpenApiParameter("cursor", str, description="From `next`; begin without one.")
FILTERS = [
    OpenApiParameter("bbox", str, description="west,south,east,north in degrees", examples=[A_BOX]),
    OpenApiParameter("state", str, description="States divided by commas; open and ended stand for several."),
    OpenApiParameter("category", str, description="Codes divided by commas."),
    OpenApiParameter("ward", str, description="Names of wards as in their addresses, divided by commas."),
    OpenApiParameter("since", OpenApiTypes.DATETIME, description="Changed at or after."),
    OpenApiParameter("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE}),
    CURSOR,
]


class OpenView(APIView):
    """Anyone may call: what they see begins with `visible_to`, and the actions decide what they may do."""

    permission_classes = (AllowAny,)


def json_text(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")


class Reports(OpenView):
    @extend_schema(
        operation_id="reports_list",
        parameters=FILTERS,
        responses=shapes.CollectionShape,
    )
    def get(self, request: Request) -> HttpResponse:
        """Public reports, newest first, as GeoJSON."""
        query = request._request.GET
        rows = filtered(visible_reports(actor_of(request)).public(), query).newest_first()
        if cursor := query.get("cursor"):
            rows = rows.before(*read_cursor(cursor, name=LIST, length=2))
        found = geojson.features(rows, base=site_of(request._request), size=read_limit(query, usual=PAGE, most=MOST))
        following = next_url(request._request, make_cursor(found.last, name=LIST)) if found.last else None
        return json_text(geojson.collection(found, following))

    @extend_schema(
        operation_id="reports_create",
        examples=[shapes.A_BODY],
        request={"application/json": shapes.ReportBody, "multipart/form-data": shapes.ReportForm},
        responses={
            201: shapes.FullFeatureShape,
            200: OpenApiResponse(shapes.FullFeatureShape, description="The same key again: the report as it is now."),
        },
    )
    def post(self, request: Request) -> Response:
        """Report a problem. Public at once when signed in; with `email` after its link was used; else once checked."""
        once = submit(request)
        return made_response(
            geojson.feature(Report.objects.filter(ref=once.made), base=site_of(request._request)), once
        )


class OneReport(OpenView):
    @extend_schema(operation_id="reports_read", responses=shapes.FullFeatureShape)
    def get(self, request: Request, ref: str) -> Response:
        """One report in full, as a GeoJSON Feature."""
        found = geojson.feature(visible_reports(actor_of(request)).filter(ref=ref), base=site_of(request._request))
        if found is None:
            raise NotFound
        return Response(found)


class Nearby(OpenView):
    @extend_schema(
        operation_id="reports_nearby",
        parameters=[*THERE, OpenApiParameter("category", str, description="Code of a category.")],
        responses=shapes.NearCollectionShape,
    )
    def get(self, request: Request) -> HttpResponse:
        """Open reports within 250 m, nearest first, with `distance_m`: is it one of these?"""
        limits.limit_looking_up(client_network(request._request))
        point = read_point(request._request.GET, required=True)
        rows = visible_reports(actor_of(request)).public().open()
        if category := request.query_params.get("category"):
            rows = rows.of_category(category.replace("\0", ""))
        rows = rows.near(point, radius_m=DUPLICATE_RADIUS_M)  # type: ignore[arg-type]
        return json_text(geojson.collection(geojson.features(rows, base=site_of(request._request), size=10), None))


class Support(OpenView):
    @extend_schema(operation_id="reports_support", request=None, responses=shapes.SupportShape)
    def put(self, request: Request, ref: str) -> Response:
        """Me too. Twice is once."""
        return self._set(request, ref, on=True)

    @extend_schema(operation_id="reports_unsupport", request=None, responses={200: shapes.SupportShape})
    def delete(self, request: Request, ref: str) -> Response:
        """Take it back."""
        return self._set(request, ref, on=False)

    def _set(self, request: Request, ref: str, *, on: bool) -> Response:
        actor = acting(request)
        limits.limit_support(actor, client_network(request._request), ref)
        report = (support_report if on else withdraw_support)(by=actor, ref=ref)
        return Response({"ref": report.ref, "support": report.support, "supported": on})


class Categories(OpenView):
    @extend_schema(operation_id="categories_list", parameters=[LON, LAT], responses=shapes.CategoriesShape)
    def get(self, request: Request) -> Response:
        """What may be reported (there), with questions, notices, promises and who is responsible."""
        point = read_point(request._request.GET, required=False)
        known: dict[str, Any] = {"inside": None, "ward": None}
        if point is not None:
            ward = ward_at(point)
            known = {"inside": is_inside(point) or not wards().exists(), "ward": ward.name if ward else None}
        return Response({"results": [category_data(row) for row in categories()], "next": None, **known})
