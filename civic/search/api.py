"""Suggestions while a person types, for our own box and for others' programs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.core.api_values import absolute, site_of
from civic.core.throttling import limit
from civic.search.queries import suggest
from civic.search.views import asker


class SuggestionSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    url = serializers.URLField()
    kind = serializers.CharField(help_text="page, report, consultation, surgery …")
    detail = serializers.CharField(help_text="The kind as a word for people, in the language of the request.")


class SuggestionsSerializer(serializers.Serializer[Any]):
    results = SuggestionSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="Always null: the best are all there are.")


class Suggestions(APIView):
    """Answers that already exist, best first."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="suggestions",
        parameters=[
            OpenApiParameter("q", str, description="What was typed so far; nothing is found below two letters.")
        ],
        responses=SuggestionsSerializer,
    )
    def get(self, request: Request) -> Response:
        limit("suggestions", asker(request))
        hits = suggest(request.query_params.get("q", "").replace("\0", ""))
        site = site_of(request._request)
        results = [
            {"title": hit.title, "url": absolute(hit.url, site), "kind": hit.kind, "detail": str(hit.noun)}
            for hit in hits
        ]
        return Response({"results": results, "next": None}, headers={"Cache-Control": "private, max-age=30"})
