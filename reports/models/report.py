from __future__ import annotations

from django.contrib.gis.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from civic.core import clock
from civic.core.refs import new_ref
from reports.enums import DETAIL_MAX, NAME_MAX, OPEN_STATES, PLACE_MAX, TITLE_MAX, Channel, State, Visibility
from reports.querysets import ReportQuerySet


class Report(models.Model):
    """A problem in a place. `source` is what was typed, `source_html` the clean HTML made from it."""

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref, editable=False)
    category = models.ForeignKey("reports.Category", on_delete=models.PROTECT, related_name="reports")
    author = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    device = models.CharField(max_length=64, blank=True)  # forgotten after 30 days
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB)
    contact_email = models.EmailField(max_length=254, blank=True, db_index=True)  # only if they want news
    contact_name = models.CharField(max_length=NAME_MAX, blank=True)
    contact_language = models.CharField(max_length=5, default="en")
    show_name = models.BooleanField(default=False)

    title = models.CharField(_("title"), max_length=TITLE_MAX)
    source = models.TextField(max_length=DETAIL_MAX, blank=True)
    source_html = models.TextField(blank=True)
    answers = models.JSONField(default=dict, blank=True)

    geometry = models.GeometryField(srid=4326)
    point = models.PointField(srid=4326, spatial_index=False)  # stands for the shape on small maps
    place = models.CharField(_("place in words"), max_length=PLACE_MAX, blank=True)
    area = models.ForeignKey("areas.Ward", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    state = models.CharField(max_length=16, choices=State, default=State.RECEIVED)
    visibility = models.CharField(max_length=12, choices=Visibility)
    version = models.PositiveIntegerField(default=1)  # counts changes of state, so that a stale form is noticed
    duplicate_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="duplicates"
    )
    people_support = models.PositiveIntegerField(default=0)
    device_support = models.PositiveIntegerField(default=0)

    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    contested_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [
            models.Index(
                F("created_at").desc(), F("ref").desc(), condition=Q(visibility="public"), name="report_newest_public"
            ),
            models.Index("updated_at", condition=Q(visibility="public"), name="report_changed_public"),
            models.Index("category", "state", name="report_category_state"),
            models.Index("visibility", "created_at", condition=~Q(visibility="public"), name="report_not_public"),
            models.Index("device", condition=~Q(device=""), name="report_device"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="report_state_known"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="report_visibility_known"),
            models.CheckConstraint(condition=~Q(title=""), name="report_has_title"),
            models.CheckConstraint(condition=~Q(duplicate_of=F("id")), name="report_not_its_own_duplicate"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.ref})"

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.ref])

    @property
    def subject(self) -> str:
        """Its name in the log, in links and in notices."""
        return f"report:{self.ref}"

    @property
    def support(self) -> int:
        """How many said "me too": people with an account, and devices."""
        return self.people_support + self.device_support

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC
