"""The shapes of what the API says about places; for the published schema and for writing them out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from civic.areas.queries import PlaceHit


class PlaceSerializer(serializers.Serializer[PlaceHit]):
    name = serializers.CharField()
    kind = serializers.CharField(help_text="street, postcode, or the kind of place: library, church, ditch …")
    kind_label = serializers.CharField(help_text="The kind as a word for people.")
    ward = serializers.CharField(source="ward_name", help_text="Name of the ward; empty outside.")
    lon = serializers.FloatField(source="point.x")
    lat = serializers.FloatField(source="point.y")


class PlacesSerializer(serializers.Serializer[Any]):
    results = PlaceSerializer(many=True)
    next = serializers.CharField(allow_null=True, help_text="Always null: the best hits are all there are.")


class WardPropertiesSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    slug = serializers.CharField()
    description = serializers.CharField()
    population = serializers.IntegerField(allow_null=True)


class WardFeatureSerializer(serializers.Serializer[Any]):
    type = serializers.CharField(help_text="Feature")
    id = serializers.CharField(help_text="The ward's slug.")
    geometry = serializers.JSONField(help_text="GeoJSON MultiPolygon, simplified for drawing.")
    properties = WardPropertiesSerializer()


class WardsSerializer(serializers.Serializer[Any]):
    type = serializers.CharField(help_text="FeatureCollection")
    features = WardFeatureSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="Always null: these are all.")
