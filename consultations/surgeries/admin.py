"""Surgeries in the admin: looked at and, for who runs them, put right. Questions are dealt with at the desks."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from consultations.surgeries.models import Surgery, SurgeryHost


class HostInline(admin.TabularInline[SurgeryHost, Surgery]):
    model = SurgeryHost
    extra = 0
    autocomplete_fields = ("user",)


@admin.register(Surgery)
class SurgeryAdmin(admin.ModelAdmin[Surgery]):
    list_display = ("title", "state", "starts_at", "area")
    list_filter = ("state",)
    search_fields = ("title",)
    fields = ("title", "area", "starts_at", "ends_at", "state", "slug")
    readonly_fields = ("title", "state", "slug")
    inlines = (HostInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a surgery is put in the calendar by its own page, which records who did

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
