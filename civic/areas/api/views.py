"""Wards for maps, and places for the search of the report form. Open to everyone."""

from __future__ import annotations

import json

from django.utils.cache import patch_cache_control
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.areas.api.serializers import PlacesSerializer, WardsSerializer
from civic.areas.models import Ward
from civic.areas.queries import search_places
from civic.core.middleware import client_network
from civic.core.throttling import limit

SIMPLER_BY_DEG = 0.00002  # about two metres


class Wards(APIView):
    """All wards as GeoJSON, their boundaries simplified."""

    permission_classes = [AllowAny]
    authentication_classes = []

    @extend_schema(operation_id="wards", responses=WardsSerializer)
    def get(self, request: Request) -> Response:
        features = [_feature(ward) for ward in Ward.objects.all()]
        response = Response({"type": "FeatureCollection", "features": features, "next": None})
        patch_cache_control(response, public=True, max_age=3600)
        return response


class Places(APIView):
    """Streets, named places and postcodes that resemble what was typed, best first."""

    permission_classes = [AllowAny]
    authentication_classes = []

    @extend_schema(
        operation_id="places",
        parameters=[OpenApiParameter("q", str, description="A street, a place or a postcode.")],
        responses=PlacesSerializer,
    )
    def get(self, request: Request) -> Response:
        limit("lookup", client_network(request._request))
        hits = search_places(request.query_params.get("q", "").replace("\0", ""))
        found = PlacesSerializer({"results": hits, "next": None})
        response = Response(found.data)
        patch_cache_control(response, public=True, max_age=300)
        return response


def _feature(ward: Ward) -> dict[str, object]:
    properties = {name: getattr(ward, name) for name in ("code", "name", "slug", "description", "population")}
    simpler = ward.boundary.simplify(SIMPLER_BY_DEG, preserve_topology=True)
    geometry = _rounded(json.loads(simpler.json))
    if geometry["type"] == "Polygon":
        geometry = {"type": "MultiPolygon", "coordinates": [geometry["coordinates"]]}
    return {"type": "Feature", "id": ward.slug, "geometry": geometry, "properties": properties}


def _rounded(geometry: dict[str, object]) -> dict[str, object]:
    """Coordinates with six decimals."""

    def cut(value: object) -> object:
        return [cut(item) for item in value] if isinstance(value, list | tuple) else round(float(str(value)), 6)

    return {"type": geometry["type"], "coordinates": cut(geometry["coordinates"])}
