"""Slow deliberation: a consultation in sections, and what people say about them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from civic.core import clock
from civic.core.refs import new_ref
from civic.core.sanitise import SANITISER_VERSION
from consultations.enums import CommentState, State
from consultations.querysets import CommentQuerySet, ConsultationQuerySet

WORDS_MAX = 10_000
ROOT = Q(depth=0)
PLACE_MAX = 60  # (MAX_DEPTH + 1) segments of 9 signs, with room


class Consultation(models.Model):
    """A question to the town, open between two instants. What came of it is written in the last three texts."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=100)
    summary = models.CharField(_("summary"), max_length=400, help_text=_("What is asked, in one or two sentences."))
    intro = models.TextField(_("introduction"), blank=True)
    intro_html = models.TextField(editable=False, blank=True)
    promise = models.TextField(_("what happens with the answers"), blank=True)
    promise_html = models.TextField(editable=False, blank=True)
    area = models.ForeignKey("areas.Ward", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("ward"))
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    published_at = models.DateTimeField(_("visible from"), default=clock.now, null=True, blank=True)
    allow_device_support = models.BooleanField(
        _("support without an account"), default=False, help_text=_("One per device. Staff see both kinds apart.")
    )
    asked = models.TextField(_("we asked"), blank=True)
    asked_html = models.TextField(editable=False, blank=True)
    said = models.TextField(_("you said"), blank=True)
    said_html = models.TextField(editable=False, blank=True)
    did = models.TextField(_("we did"), blank=True)
    did_html = models.TextField(editable=False, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True, editable=False)
    comments = models.PositiveIntegerField(default=0, editable=False)
    opened_noted_at = models.DateTimeField(null=True, editable=False)
    closed_noted_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="closes_after_it_opens")]
        indexes = [models.Index(fields=["closes_at"]), models.Index(fields=["opens_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> State:
        """By the clock."""
        now = clock.now()
        if now < self.opens_at:
            return State.SCHEDULED
        return State.OPEN if now < self.closes_at else State.CLOSED

    @property
    def subject(self) -> str:
        return f"consultation:{self.slug}"


class Section(models.Model):
    """A part of the document, with a thread of its own."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(_("short name"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=100)
    source = models.TextField(_("text"), blank=True)
    source_html = models.TextField(editable=False, blank=True)
    comments = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [models.UniqueConstraint(fields=["consultation", "key"], name="one_section_per_key")]

    def __str__(self) -> str:
        return self.title


class Comment(models.Model):
    """What somebody said. `path` places it in its tree (consultations.paths); counters are kept by delta."""

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="+")
    section = models.ForeignKey(Section, null=True, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=PLACE_MAX, db_collation="C")
    depth = models.PositiveSmallIntegerField(default=0)
    author = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    device = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(max_length=254, blank=True)
    contact_confirmed_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=5, default="en")
    source = models.TextField()
    source_html = models.TextField()
    sanitiser_version = models.PositiveSmallIntegerField(default=SANITISER_VERSION)
    state = models.CharField(max_length=10, choices=CommentState, default=CommentState.HELD)
    official = models.BooleanField(default=False)
    official_as = models.CharField(max_length=80, blank=True)  # the role's title on the day
    support = models.PositiveIntegerField(default=0)
    device_support = models.PositiveIntegerField(default=0)  # how many of them by device
    replies = models.PositiveIntegerField(default=0)  # published ones at any depth below
    created_at = models.DateTimeField(default=clock.now)
    edited_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    removed_rule = models.PositiveSmallIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "path"], name="one_comment_per_place"),
            models.CheckConstraint(condition=Q(state__in=CommentState.values), name="comment_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=CommentState.PUBLISHED) | Q(published_at__isnull=False),
                name="comment_published_has_an_instant",
            ),
        ]
        indexes = [
            models.Index(fields=["consultation", "-created_at", "-id"], condition=ROOT, name="comment_newest"),
            models.Index(fields=["consultation", "-support", "-id"], condition=ROOT, name="comment_supported"),
            models.Index(fields=["section", "-created_at", "-id"], condition=ROOT, name="comment_section_newest"),
            models.Index(fields=["section", "-support", "-id"], condition=ROOT, name="comment_section_supported"),
            models.Index(fields=["consultation", "-published_at"], condition=Q(state="published"), name="comment_feed"),
            models.Index(fields=["created_at", "id"], condition=Q(state="held"), name="comment_held"),
            models.Index(fields=["parent", "path"], name="comment_replies"),
            models.Index(fields=["author", "-created_at"], name="comment_by_author"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def subject(self) -> str:
        return f"comment:{self.ref}"

    @property
    def is_public(self) -> bool:
        return self.state == CommentState.PUBLISHED


class CommentSupport(models.Model):
    """One person, or where the place allows it one device, supports a comment: once."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey("accounts.User", null=True, on_delete=models.CASCADE, related_name="+")
    device = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "user"], condition=Q(user__isnull=False), name="comment_support_once"
            ),
            models.UniqueConstraint(
                fields=["comment", "device"], condition=Q(user__isnull=True), name="comment_support_once_per_device"
            ),
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(device=""), name="somebody_supports_a_comment"),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}"
