"""Categories, for administrators. Reports themselves are changed on their own pages, where each change is recorded."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from reports.enums import GeometryType
from reports.models import Category


class CategoryForm(forms.ModelForm[Category]):
    geometry_types = forms.MultipleChoiceField(
        label=_("What may be drawn"), choices=GeometryType.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Category
        fields = (
            *("code", "name", "group", "hint", "icon", "order", "active", "notice", "emergency", "responsible"),
            *("is_ours", "promise_working_days", "geometry_types", "questions", "is_private"),
        )


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin[Category]):
    form = CategoryForm
    list_display = ("name", "group", "responsible", "promise_working_days", "is_private", "active", "order")
    list_editable = ("order", "active")
    list_filter = ("group", "active", "is_private")
    search_fields = ("name", "code", "responsible")
    fieldsets = (
        (None, {"fields": ("code", "name", "group", "hint", "icon", "order", "active")}),
        (
            _("What people are told"),
            {"fields": ("notice", "emergency", "responsible", "is_ours", "promise_working_days")},
        ),
        (_("What is asked"), {"fields": ("geometry_types", "questions", "is_private")}),
    )

    def get_readonly_fields(self, request, obj=None):  # type: ignore[no-untyped-def]
        return ("code",) if obj else ()

    def has_delete_permission(self, request, obj=None) -> bool:  # type: ignore[no-untyped-def]
        """A category that was used stays, inactive: its reports still name it."""
        return obj is not None and not obj.reports.exists() and super().has_delete_permission(request, obj)
