from __future__ import annotations

from django.db import models

from civic.core import clock


class OutboxMessage(models.Model):
    """A mail that demo mode did not send, to be read at /demo/outbox/."""

    to = models.EmailField(max_length=254, db_index=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    message_id = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.subject
