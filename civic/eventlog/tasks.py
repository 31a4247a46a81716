"""Jobs: reactions to events, and the care of the queue itself."""

from __future__ import annotations

import datetime as dt
import logging
import random

from django.core.management import call_command
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, Status

from civic.core.context import set_request_id
from civic.eventlog.queries import event
from civic.eventlog.registry import handler as handler_named

log = logging.getLogger(__name__)


class Patient(BaseRetryStrategy):
    """Try again after 2, 4, 8 … seconds, at most `most_s` apart, a little at random; give up after `attempts`."""

    def __init__(self, attempts: int = 12, most_s: int = 300) -> None:
        self.attempts = attempts
        self.most_s = most_s

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if job.attempts >= self.attempts:
            return None
        wait_s = min(self.most_s, 2 ** min(job.attempts + 1, 20))
        return RetryDecision(retry_in={"seconds": int(wait_s + random.uniform(0, wait_s / 2))})  # noqa: S311


# A mail server may be away for a working day: about eleven hours of patience, half an hour apart at last.
MAIL_PATIENCE = Patient(attempts=30, most_s=1800)


@app.task(name="eventlog.react", retry=Patient())
def react(event_id: int, handler: str) -> None:
    """Let one handler react to one event."""
    happened = event(event_id)
    set_request_id(happened.request_id)
    handler_named(handler)(happened)


@app.periodic(cron="*/1 * * * *")
@app.task(name="eventlog.retry_stalled", queueing_lock="retry_stalled")
async def retry_stalled(timestamp: int) -> None:
    """Take up jobs whose worker died. Give up on one that was tried as often as any other job is (it may kill its
    worker), and no sooner: tries that failed for a mail server's sake count too, and a restart must lose no mail."""
    for job in await app.job_manager.get_stalled_jobs():
        if job.attempts < MAIL_PATIENCE.attempts:
            await app.job_manager.retry_job(job)
        else:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)


@app.periodic(cron="17 3 * * *")
@app.task(name="eventlog.prune_jobs", queueing_lock="prune_jobs")
def prune_jobs(timestamp: int) -> None:
    """Forget finished jobs after three days; failed ones stay until somebody has looked."""
    app.configure_task("builtin:procrastinate.builtin_tasks.remove_old_jobs").defer(
        max_hours=int(dt.timedelta(days=3).total_seconds() // 3600)
    )


@app.periodic(cron="41 3 * * *")
@app.task(name="eventlog.verify", queueing_lock="verify_log")
def verify(timestamp: int) -> None:
    """Check the hash chains; a broken one fails the job, where staff see it."""
    call_command("verify_log")
