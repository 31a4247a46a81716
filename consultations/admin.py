"""Where an administrator sets up a consultation. Comments are decided about at the desk, never here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest

from civic.accounts.actors import actor_of
from civic.eventlog.actions.record import record
from consultations.actions.create_consultation import rich
from consultations.models import Consultation, Section

RICH = ("intro", "promise", "asked", "said", "did")


class SectionInline(admin.StackedInline[Section, Consultation]):
    model = Section
    fields = ("order", "key", "title", "source")
    extra = 1


@admin.register(Consultation)
class ConsultationAdmin(admin.ModelAdmin[Consultation]):
    list_display = ("title", "opens_at", "closes_at", "comments")
    prepopulated_fields = {"slug": ("title",)}
    inlines = (SectionInline,)

    def save_model(self, request: HttpRequest, obj: Consultation, form: ModelForm[Consultation], change: bool) -> None:
        """The typed texts and the safe HTML made from them are always saved together, and the log says who did."""
        for name in RICH:
            for column, value in rich(name, getattr(obj, name)).items():
                setattr(obj, column, value)
        super().save_model(request, obj, form, change)
        verb = "consultation.changed" if change else "consultation.created"
        record(verb, on=obj.subject, by=actor_of(request), consultation_id=obj.pk)

    def save_formset(self, request: HttpRequest, form: Any, formset: BaseModelFormSet[Any, Any], change: bool) -> None:
        """Sections likewise."""
        for one in formset.forms:
            one.instance.source_html = rich("source", one.instance.source or "")["source_html"]
        super().save_formset(request, form, formset, change)

    def has_delete_permission(self, request: HttpRequest, obj: Consultation | None = None) -> bool:
        """What people said to the council is kept."""
        return False
