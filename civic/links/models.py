from __future__ import annotations

from django.db import models

from civic.core import clock
from civic.links.enums import Relation


class Link(models.Model):
    """`source` became `target`, or was taken into it. Subjects are written "kind:id"."""

    source = models.CharField(max_length=120, db_index=True)
    target = models.CharField(max_length=120, db_index=True)
    relation = models.CharField(max_length=20, choices=Relation)
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "relation"], name="a_link_stands_once"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="no_link_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.relation} {self.target}"
