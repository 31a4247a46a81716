"""What was decided, why, and what readers pointed out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from civic.core import clock
from civic.core.refs import new_ref
from civic.moderation.enums import HouseRule, Verdict


class Decision(models.Model):
    """One decision about one subject ("kind:id"). `reason` is the text its author reads."""

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    subject = models.CharField(max_length=120)
    verdict = models.CharField(max_length=10, choices=Verdict)
    rule = models.PositiveSmallIntegerField(choices=HouseRule, null=True)
    reason = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    author = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=clock.now)
    gave_trust = models.BooleanField(default=False)
    told = models.PositiveSmallIntegerField(default=0)  # to how many addresses it was sent
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        indexes = [models.Index(fields=["subject", "-at"]), models.Index(fields=["by", "-at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.REMOVE) | (Q(rule__isnull=False) & ~Q(reason="")),
                name="a_removal_has_a_rule_and_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.verdict}"


class Flag(models.Model):
    """A reader says that something should not be here. One per person or device and subject."""

    subject = models.CharField(max_length=120)
    who = models.CharField(max_length=100)
    rule = models.PositiveSmallIntegerField(choices=HouseRule)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["at"], condition=Q(settled_at__isnull=True), name="open_flags")]
        constraints = [models.UniqueConstraint(fields=["subject", "who"], name="one_flag_each")]

    def __str__(self) -> str:
        return self.subject
