"""What is swept by the clock: photos nobody came back for, counts and keys that have done their work."""

import datetime as dt

from django.contrib.sessions.models import Session
from procrastinate.contrib.django import app

from civic.core import clock
from civic.core.models import IdempotencyKey, RateWindow
from civic.core.retention import forget, forgets
from civic.core.staging import sweep_staged

KEYS_KEPT_DAYS = 30  # a phone may be offline that long with a report in it
COUNTS_KEPT_DAYS = 30


@app.periodic(cron="17 * * * *")
@app.task(name="core.sweep", queueing_lock="core.sweep")
def sweep(timestamp: int) -> None:
    """Every hour. A second run finds nothing left to do."""
    forget("core")


@forgets("core.staged", "photos of unsent forms, after a day")
def staged() -> int:
    gone = 0
    while some := sweep_staged():
        gone += some
    return gone


@forgets("core.counts", f"counts for limits, after {COUNTS_KEPT_DAYS} days")
def counts() -> int:
    return RateWindow.objects.filter(starts_at__lt=_days_ago(COUNTS_KEPT_DAYS)).delete()[0]


@forgets("core.keys", f"keys that make a repeat safe, after {KEYS_KEPT_DAYS} days")
def keys() -> int:
    return IdempotencyKey.objects.filter(created_at__lt=_days_ago(KEYS_KEPT_DAYS)).delete()[0]


@forgets("core.sessions", "sessions that have ended")
def sessions() -> int:
    return Session.objects.filter(expire_date__lt=clock.now()).delete()[0]


def _days_ago(days: int) -> dt.datetime:
    return clock.now() - dt.timedelta(days=days)
