"""The queue of jobs as staff see it: what waits, what is stuck, what failed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import require
from civic.eventlog.actions.record import record
from civic.moderation.rules import can_retry_jobs

LATE = dt.timedelta(minutes=5)  # a job that nobody has taken up for so long is stuck
SHOWN = 50


@dataclass(frozen=True)
class JobCounts:
    waiting: int
    stuck: int
    failed: int


@dataclass(frozen=True)
class JobLine:
    """what: the task, and for a reaction the handler; args are ids and numbers only."""

    pk: int
    what: str
    args: str
    status: str
    attempts: int
    at: dt.datetime | None


def job_counts() -> JobCounts:
    """How many jobs wait, are stuck, and failed for good."""
    waiting = ProcrastinateJob.objects.filter(status="todo").count()
    return JobCounts(waiting, _stuck().count(), ProcrastinateJob.objects.filter(status="failed").count())


def troubled_jobs() -> list[JobLine]:
    """Failed and stuck jobs, newest first."""
    rows = (ProcrastinateJob.objects.filter(status="failed") | _stuck()).annotate(last_at=Max("procrastinateevent__at"))
    return [_line(row) for row in rows.order_by("-pk")[:SHOWN]]


@transaction.atomic
def retry_job(*, by: Actor, job_id: int) -> None:
    """Put a failed or abandoned job back into the queue. Raises NotFound."""
    by.require_may_act()
    require(can_retry_jobs(by))
    job = (ProcrastinateJob.objects.filter(status="failed") | _stuck().filter(status="doing")).filter(pk=job_id).first()
    require(job)
    app.job_manager.retry_job_by_id(job_id, retry_at=clock.now())
    record("job.retried", on=f"job:{job_id}", by=by)


def _stuck() -> QuerySet[ProcrastinateJob]:
    """Taken by a worker that is gone, or due for minutes and taken by none."""
    over = clock.now() - LATE
    seen_lately = ProcrastinateEvent.objects.filter(job=OuterRef("pk"), at__gt=over)
    gone = Q(status="doing") & (Q(worker__isnull=True) | Q(worker__last_heartbeat__lt=over))
    due = Q(status="todo") & (Q(scheduled_at__isnull=True) | Q(scheduled_at__lt=over))
    return ProcrastinateJob.objects.filter(gone | (due & ~Exists(seen_lately)))


def _line(row: ProcrastinateJob) -> JobLine:
    args = dict(row.args or {})
    handler = str(args.pop("handler", ""))
    return JobLine(
        pk=row.pk,
        what=handler or row.task_name,
        args=", ".join(f"{name} {value}" for name, value in args.items()),
        status=row.status,
        attempts=row.attempts,
        at=row.last_at,  # type: ignore[attr-defined]
    )
