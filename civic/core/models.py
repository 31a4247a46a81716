"""Rows that every room may lean on. None of them is anyone's content; all are swept."""

from __future__ import annotations

import secrets

from django.db import models

from civic.core import clock
from civic.core.milestones import Milestone

__all__ = ["IdempotencyKey", "Milestone", "RateWindow", "StagedPhoto"]


def staged_path(photo: StagedPhoto, _name: str) -> str:
    """A random place in the private folder: the name a person gave the file is never part of it."""
    return f"private/staged/{secrets.token_hex(16)}.jpg"


class StagedPhoto(models.Model):
    """A clean photo kept for a day, while the form it came with is put right. Its token is stored hashed."""

    token_hash = models.CharField(max_length=64, unique=True)
    who = models.CharField(max_length=100)
    name = models.CharField(max_length=100)
    full = models.FileField(upload_to=staged_path)
    thumb = models.FileField(upload_to=staged_path)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return f"staged photo {self.pk}"


class RateWindow(models.Model):
    """How often one act was done by one person or address in one span of time, for limits that must not be lost."""

    key = models.CharField(max_length=64)  # a keyed hash: no address is readable here
    starts_at = models.DateTimeField()
    hits = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "starts_at"], name="one_rate_window")]
        indexes = [models.Index(fields=["starts_at"], name="rate_window_starts_at")]

    def __str__(self) -> str:
        return f"{self.hits} since {self.starts_at}"


class IdempotencyKey(models.Model):
    """What one key of one person made: the hash of the request and the id, never a body."""

    scope = models.CharField(max_length=100)
    who = models.CharField(max_length=100)
    key = models.UUIDField()
    payload_hash = models.CharField(max_length=64)
    made = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "who", "key"], name="one_act_per_idempotency_key")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"
