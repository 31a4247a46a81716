"""Give a new place its first categories."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import SYSTEM, Actor
from civic.eventlog.actions.record import record
from reports.default_categories import CATEGORIES
from reports.models import Category


@transaction.atomic
def ensure_categories(*, by: Actor = SYSTEM) -> list[Category]:
    """Create those of the default categories that are missing; one that is there stays as the council has it."""
    made = []
    for order, row in enumerate(CATEGORIES, start=1):
        category, new = Category.objects.get_or_create(code=row["code"], defaults={**row, "order": order * 10})
        if new:
            made.append(category)
    if made:
        record("categories.made", on="reports:categories", by=by, category_ids=[category.pk for category in made])
    return list(Category.objects.filter(code__in=[row["code"] for row in CATEGORIES]))
