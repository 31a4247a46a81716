"""Taking a report to change it."""

from __future__ import annotations

from civic.accounts.actors import Actor
from civic.core.errors import NotFound
from reports.models import Report


def locked(ref: str, by: Actor) -> Report:
    """The report `ref`, as far as `by` may see it, with its row locked until commit. Raises NotFound."""
    visible = Report.objects.visible_to(by).filter(ref=ref).values("pk")
    report = Report.objects.select_for_update(of=("self",)).select_related("category").filter(pk__in=visible).first()
    if report is None:
        raise NotFound
    return report
