"""Who wants to know, and what was sent to whom."""

from __future__ import annotations

from django.core import signing
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from civic.core import clock

STOP = signing.Signer(salt="civic.notifications.stop")


class Follow(models.Model):
    """A person, or a confirmed address, wants to know what happens to a subject ("kind:id")."""

    subject = models.CharField(max_length=120, db_index=True)
    user = models.ForeignKey("accounts.User", null=True, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=5, default="en")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "user"], condition=Q(user__isnull=False), name="follow_once"),
            models.UniqueConstraint(
                "subject", Lower("email"), condition=Q(user__isnull=True), name="follow_once_by_address"
            ),
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(email=""), name="somebody_follows"),
        ]

    def __str__(self) -> str:
        return self.subject


class DeliveryState(models.TextChoices):
    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"  # the recipient may not see it any more, or unsubscribed
    FAILED = "failed"


class Delivery(models.Model):
    """One notice of one event to one address by one channel: unique, so nobody is told twice."""

    event_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    user = models.ForeignKey("accounts.User", null=True, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=5, default="en")
    channel = models.CharField(max_length=10, default="email")
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("event_id", "kind", Lower("email"), "channel", name="told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def stop_token(self) -> str:
        """What the unsubscribe link carries: the row's number, signed, so that nothing needs to be kept or guessed."""
        return STOP.sign(str(self.pk))


def delivery_to_stop(token: str) -> Delivery | None:
    """The delivery whose `stop_token` this is; None for one that we did not sign."""
    try:
        return Delivery.objects.filter(pk=STOP.unsign(token)).first()
    except signing.BadSignature:
        return None


class Mute(models.Model):
    """An address that wants no notices about a subject, whatever other reason there is to tell it."""

    subject = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint("subject", Lower("email"), name="mute_once")]

    def __str__(self) -> str:
        return self.subject
