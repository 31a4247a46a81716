from __future__ import annotations

import uuid
from typing import Any

from django.db import models

from civic.core import clock


class ReportDraft(models.Model):
    """A report being written, one thing per page, kept on the server so that Back, a dead battery or a lost signal
    lose nothing. Its key is in the address; only the person or device that began it can open it. Kept 90 days."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    who = models.CharField(max_length=100)
    data = models.JSONField(default=dict)
    sent_ref = models.CharField(max_length=16, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["who", "-updated_at"])]

    def __str__(self) -> str:
        return str(self.key)

    def get(self, name: str, default: Any = "") -> Any:
        """What was entered on one of the pages."""
        return self.data.get(name, default)
