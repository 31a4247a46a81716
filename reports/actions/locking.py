"""Taking a report to change it."""

from __future__ import annotations

from civic.accounts.actors import Actor
from civic.core.errors import NotFound
from reports.models import Report


def locked(ref: str, by: Actor, *, beside: str = "") -> Report:
    """The report `ref`, as far as `by` may see it, with its row locked until commit. Raises NotFound.

    beside: the reference of another report, to be locked as well; in one order, so that nobody waits in a ring.
    """
    visible = Report.objects.visible_to(by).filter(ref__in={ref, beside}).values("pk")
    rows = Report.objects.select_for_update(of=("self",)).select_related("category")
    found = {report.ref: report for report in rows.filter(pk__in=visible).order_by("pk")}
    if ref not in found:
        raise NotFound
    return found[ref]
