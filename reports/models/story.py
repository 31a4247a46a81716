"""What is attached to a report: photos, support, what the council said, and why something was removed."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from civic.core import clock
from civic.core.refs import new_ref
from reports.enums import WORDS_MAX, State


def photo_path(photo: ReportPhoto, _name: str) -> str:
    """A random place in the private folder: nothing of the report or of the person's file name is in it."""
    return f"private/reports/{secrets.token_hex(16)}.jpg"


class ReportPhoto(models.Model):
    """One clean picture. It is as visible as its report, asked at each request."""

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="photos")
    name = models.CharField(max_length=16, unique=True, default=new_ref)
    full = models.FileField(upload_to=photo_path)
    thumb = models.FileField(upload_to=photo_path)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    order = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name


class Support(models.Model):
    """One "me too": a person's, or a device's (kept as a hash that means nothing outside this report)."""

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey("accounts.User", null=True, on_delete=models.CASCADE, related_name="+")
    device_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "user"], condition=Q(user__isnull=False), name="support_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["report", "device_hash"], condition=Q(user__isnull=True), name="support_once_per_device"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, device_hash="") | (Q(user__isnull=True) & ~Q(device_hash="")),
                name="support_by_a_person_or_a_device",
            ),
        ]

    def __str__(self) -> str:
        return f"support of {self.report_id}"


class ReportUpdate(models.Model):
    """What the council (or the author) said, with or without a new state. Always public words by a named person."""

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="updates")
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    by_author = models.BooleanField(default=False)
    from_state = models.CharField(max_length=16, choices=State, blank=True)
    to_state = models.CharField(max_length=16, choices=State, blank=True)
    source = models.TextField(max_length=WORDS_MAX, blank=True)
    source_html = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("at", "pk")
        indexes = [models.Index(fields=["report", "at"])]

    def __str__(self) -> str:
        return self.to_state or _("a note")


class Removal(models.Model):
    """Why a report was removed: its author reads it. Gone with the report, unlike the log."""

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="removals")
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=1000)
    rule = models.PositiveSmallIntegerField(null=True)  # the number of the house rule
    was = models.CharField(max_length=12)  # the visibility before, which restoring gives back
    at = models.DateTimeField(default=clock.now)
    restored_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(restored_at__isnull=True), name="one_removal_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.reason[:40]
