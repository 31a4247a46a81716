"""One ordered, append-only stream of facts per subject."""

from __future__ import annotations

import hashlib
import json

from django.db import models


class Stream(models.Model):
    """All that happened to one subject. `seq` is its newest number, `head` the newest event's hash."""

    name = models.CharField(max_length=120, unique=True)
    seq = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """A fact: ids and numbers, never text or names, so that erasing a person leaves nothing here."""

    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="events")
    seq = models.BigIntegerField()
    verb = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=20, default="")
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    request_id = models.CharField(max_length=40, default="")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="event_seq_once_per_stream")]
        indexes = [models.Index(fields=["verb", "at"]), models.Index(fields=["actor_id", "at"])]

    def __str__(self) -> str:
        return f"{self.stream.name} {self.seq} {self.verb}"

    def sealed(self) -> str:
        """The hash that this row must carry: its own content chained to the event before it."""
        content = [
            self.previous,
            self.stream.name,
            self.seq,
            self.verb,
            self.actor_id,
            self.role,
            self.facts,
            self.at.isoformat(),
            self.request_id,
        ]
        return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
