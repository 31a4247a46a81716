"""Wards and places for the council's own hands, each with a map."""

from __future__ import annotations

from django.contrib import admin
from leaflet.admin import LeafletGeoAdmin

from civic.areas.models import NamedPlace, Postcode, Street, Ward


@admin.register(Ward)
class WardAdmin(LeafletGeoAdmin):
    list_display = ("name", "code", "population")
    search_fields = ("name", "code")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Street)
class StreetAdmin(LeafletGeoAdmin):
    list_display = ("name", "ward")
    list_filter = ("ward",)
    search_fields = ("name", "folded")
    list_select_related = ("ward",)


@admin.register(NamedPlace)
class NamedPlaceAdmin(LeafletGeoAdmin):
    list_display = ("name", "kind", "ward")
    list_filter = ("kind", "ward")
    search_fields = ("name", "folded")
    list_select_related = ("ward",)


@admin.register(Postcode)
class PostcodeAdmin(LeafletGeoAdmin):
    list_display = ("code",)
    search_fields = ("code",)
