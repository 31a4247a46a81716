"""The shapes of the API, for its description. What is sent is checked by the actions, field by field."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field
from rest_framework import serializers

from reports.enums import QuestionKind, State, Visibility

POSITION = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 3}
LINE = {"type": "array", "items": POSITION, "minItems": 2}
RINGS = {"type": "array", "items": {"type": "array", "items": POSITION, "minItems": 4}, "minItems": 1}


def _shape(kind: str, coordinates: dict[str, Any], words: str) -> dict[str, Any]:
    return {
        "type": "object",
        "title": kind,
        "description": words,
        "required": ["type", "coordinates"],
        "properties": {"type": {"type": "string", "enum": [kind]}, "coordinates": coordinates},
    }


GEOMETRY: dict[str, Any] = {
    "description": "GeoJSON, longitude before latitude, EPSG:4326.",
    "oneOf": [
        _shape("Point", POSITION, "One place."),
        _shape("LineString", LINE, "At most 10 km and 500 points."),
        _shape("Polygon", RINGS, "At most 5 km²; each ring ends where it starts."),
    ],
    "example": {"type": "Point", "coordinates": [-0.3157, 52.9669]},
}
A_BODY = OpenApiExample(
    "A pothole",
    request_only=True,
    media_type="application/json",
    value={
        "category": "pothole",
        "geometry": {"type": "Point", "coordinates": [-0.3157, 52.9669]},
        "title": "A deep hole by the bus stop",
        "detail": "As wide as a wheel.",
        "answers": {"where": "lane"},
    },
)


@extend_schema_field(GEOMETRY)
class GeometryField(serializers.JSONField):
    """A GeoJSON geometry."""


def words_of(values: list[str]) -> type[serializers.CharField]:
    """A text that is one of `values`, said as a pattern: an enum would need a name that no other room's field has."""

    class OneOf(serializers.CharField):
        pass

    return extend_schema_field({"type": "string", "pattern": f"^({'|'.join(values)})$"})(OneOf)


StateWord, VisibilityWord, QuestionWord = (words_of(kind.values) for kind in (State, Visibility, QuestionKind))
FeatureWord, CollectionWord, ChannelWord = (
    words_of(["Feature"]),
    words_of(["FeatureCollection"]),
    words_of(["api", "phone", "email"]),
)


class PhotoShape(serializers.Serializer[Any]):
    url = serializers.URLField()
    thumb = serializers.URLField()


class UpdateByShape(serializers.Serializer[Any]):
    name = serializers.CharField()
    role = serializers.CharField(allow_blank=True)


class UpdateShape(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    state = StateWord(allow_null=True)
    text = serializers.CharField()
    text_html = serializers.CharField()
    by = UpdateByShape(allow_null=True)


class PropertiesShape(serializers.Serializer[Any]):
    ref = serializers.CharField()
    url = serializers.URLField()
    category = serializers.CharField()
    category_name = serializers.CharField()
    state = StateWord()
    state_label = serializers.CharField()
    visibility = VisibilityWord()
    title = serializers.CharField()
    place = serializers.CharField()
    ward = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    support = serializers.IntegerField()
    duplicate_of = serializers.CharField(allow_null=True)
    photos = PhotoShape(many=True)


class FullPropertiesShape(PropertiesShape):
    detail = serializers.CharField()
    detail_html = serializers.CharField()
    answers = serializers.DictField()
    updates = UpdateShape(many=True)


class NearPropertiesShape(PropertiesShape):
    distance_m = serializers.IntegerField()


class _FeatureShape(serializers.Serializer[Any]):
    type = FeatureWord()
    id = serializers.CharField(help_text="The reference.")
    geometry = GeometryField()


class FeatureShape(_FeatureShape):
    properties = PropertiesShape()


class FullFeatureShape(_FeatureShape):
    properties = FullPropertiesShape()


class NearFeatureShape(_FeatureShape):
    properties = NearPropertiesShape()


class _CollectionShape(serializers.Serializer[Any]):
    type = CollectionWord()
    next = serializers.URLField(allow_null=True)


class CollectionShape(_CollectionShape):
    features = FeatureShape(many=True)


class NearCollectionShape(_CollectionShape):
    features = NearFeatureShape(many=True)


class SupportShape(serializers.Serializer[Any]):
    ref = serializers.CharField()
    support = serializers.IntegerField()
    supported = serializers.BooleanField()


class _ReportFields(serializers.Serializer[Any]):
    category = serializers.CharField(max_length=40)
    title = serializers.CharField(max_length=100)
    detail = serializers.CharField(max_length=4000, required=False)
    email = serializers.EmailField(required=False, help_text="Only if they want news; a link confirms it.")
    name = serializers.CharField(max_length=80, required=False)
    show_name = serializers.BooleanField(required=False)
    place = serializers.CharField(max_length=200, required=False)
    channel = ChannelWord(required=False)


class ReportBody(_ReportFields):
    geometry = GeometryField()
    answers = serializers.DictField(required=False, help_text="Question code → answer.")


class ReportForm(_ReportFields):
    """The same as multipart: geometry and answers as JSON text."""

    geometry = serializers.CharField(help_text="GeoJSON as text.")
    answers = serializers.CharField(required=False, help_text="JSON as text.")
    photos = serializers.ListField(child=serializers.FileField(), max_length=5, required=False)


class CategoryQuestionShape(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    kind = QuestionWord()
    required = serializers.BooleanField()  # type: ignore[assignment]
    choices = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))


class CategoryShape(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    group = serializers.CharField()
    hint = serializers.CharField()
    icon = serializers.CharField()
    notice = serializers.CharField()
    emergency = serializers.CharField()
    responsible = serializers.CharField()
    ours = serializers.BooleanField()
    promise = serializers.CharField()
    promise_working_days = serializers.IntegerField(allow_null=True)
    private = serializers.BooleanField()
    geometry_types = serializers.ListField(child=serializers.CharField())
    questions = CategoryQuestionShape(many=True)


class CategoriesShape(serializers.Serializer[Any]):
    results = CategoryShape(many=True)
    next = serializers.URLField(allow_null=True)
    inside = serializers.BooleanField(allow_null=True, help_text="Whether the place asked about is ours.")
    ward = serializers.CharField(allow_null=True)
