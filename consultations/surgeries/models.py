"""A surgery, who runs it, what was asked, who wants to know it too, and what was answered."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from civic.core import clock
from civic.core.refs import new_ref
from consultations.surgeries.enums import (
    ANSWER_MAX,
    REASON_MAX,
    TEXT_MAX,
    TITLE_MAX,
    Audience,
    HostKind,
    QuestionState,
    SurgeryState,
)
from consultations.surgeries.querysets import GONE, QuestionQuerySet, SurgeryQuerySet


class Surgery(models.Model):
    """An hour in which a councillor answers live. `epoch` changes when its stream is begun anew."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=TITLE_MAX)
    intro = models.TextField(_("what it is about"), max_length=2000, blank=True)
    intro_html = models.TextField(blank=True, editable=False)
    area = models.ForeignKey("areas.Ward", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=SurgeryState, default=SurgeryState.SCHEDULED)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    epoch = models.UUIDField(default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = SurgeryQuerySet.as_manager()

    class Meta:
        verbose_name = _("surgery")
        verbose_name_plural = _("surgeries")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SurgeryState.values), name="surgery_state_known"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="surgery_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["state", "starts_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("surgeries:detail", args=[self.slug])

    @property
    def stream(self) -> str:
        """The name of its stream in the log."""
        return f"surgery:{self.slug}"


class SurgeryHost(models.Model):
    """Somebody who answers in a surgery, or an officer assigned to it."""

    surgery = models.ForeignKey(Surgery, on_delete=models.CASCADE, related_name="hosts")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=HostKind, default=HostKind.HOST)

    class Meta:
        ordering = ("kind", "pk")
        constraints = [models.UniqueConstraint(fields=["surgery", "user"], name="host_once_per_surgery")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"


class Question(models.Model):
    """One question. Its text is plain; when it is removed or taken back, the text leaves this row."""

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    surgery = models.ForeignKey(Surgery, on_delete=models.PROTECT, related_name="questions")
    author = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    device = models.CharField(max_length=64, blank=True)
    text = models.CharField(max_length=TEXT_MAX, blank=True)
    state = models.CharField(max_length=10, choices=QuestionState, default=QuestionState.HELD)
    was_public = models.BooleanField(default=False)  # somebody may hold a copy that must be told of what happens
    support_people = models.PositiveIntegerField(default=0)
    support_devices = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    reason = models.CharField(max_length=REASON_MAX, blank=True)  # why it was declined or removed
    owner = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField(null=True)
    faq_requested = models.BooleanField(default=False)
    faq_url = models.CharField(max_length=300, blank=True)
    faq_title = models.CharField(max_length=255, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    # the last step, so that it can be taken back
    last_step = models.CharField(max_length=20, blank=True)
    last_from = models.CharField(max_length=10, blank=True)
    last_at = models.DateTimeField(null=True)
    last_by_id = models.BigIntegerField(null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=QuestionState.values), name="question_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["removed", "withdrawn"]) | Q(text=""), name="gone_question_has_no_text"
            ),
            models.CheckConstraint(condition=~Q(state="held") | Q(published_at=None), name="held_is_not_published"),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(merged_into__isnull=False), name="merged_question_has_a_target"
            ),
            models.UniqueConstraint(
                fields=["surgery"], condition=Q(state="answering"), name="one_question_answered_at_a_time"
            ),
        ]
        indexes = [
            models.Index(fields=["surgery", "-id"]),
            models.Index(fields=["surgery", "state"]),
            models.Index(fields=["device"], condition=~Q(device=""), name="question_by_device"),
        ]

    def __str__(self) -> str:
        return self.ref

    def get_absolute_url(self) -> str:
        return f"{self.surgery.get_absolute_url()}#q-{self.ref}"

    @property
    def subject(self) -> str:
        return f"question:{self.ref}"

    @property
    def support(self) -> int:
        """Persons and devices who want to know it too."""
        return self.support_people + self.support_devices

    def is_visible(self, audience: Audience, *, mine: bool) -> bool:
        """As `QuestionQuerySet.visible_to`, for a row at hand."""
        if mine or audience == Audience.MODERATOR:
            return True
        return self.published_at is not None and self.state not in GONE


class WithheldText(models.Model):
    """What a question said before it was removed, taken back or redacted: kept apart to undo that, then forgotten."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="withheld")
    step = models.CharField(max_length=20)
    text = models.CharField(max_length=TEXT_MAX)
    forget_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.question_id} {self.step}"


class Answer(models.Model):
    """What the host answered; `previous` is its last wording, for undoing an edit."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="answer")
    source = models.TextField(max_length=ANSWER_MAX)
    source_html = models.TextField()
    previous = models.TextField(max_length=ANSWER_MAX, blank=True)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=clock.now)
    edited_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"answer to {self.question_id}"


class QuestionSupport(models.Model):
    """One person, or one device, wants to know it too. `via`: they asked or supported a question merged into this."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey("accounts.User", null=True, on_delete=models.CASCADE, related_name="+")
    device = models.CharField(max_length=64, blank=True)
    via = models.ForeignKey(Question, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "user"], condition=Q(user__isnull=False), name="one_support_per_person"
            ),
            models.UniqueConstraint(
                fields=["question", "device"], condition=Q(user__isnull=True), name="one_support_per_device"
            ),
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(device=""), name="somebody_supports"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}"
