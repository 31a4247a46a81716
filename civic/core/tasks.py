"""What is swept by the clock: photos nobody came back for, counts and keys that have done their work."""

import datetime as dt

from procrastinate.contrib.django import app

from civic.core import clock
from civic.core.models import IdempotencyKey, RateWindow
from civic.core.staging import sweep_staged

KEYS_KEPT_DAYS = 30  # a phone may be offline that long with a report in it
COUNTS_KEPT_DAYS = 30


@app.periodic(cron="17 * * * *")
@app.task(name="core.sweep", queueing_lock="core.sweep")
def sweep(timestamp: int) -> None:
    """Every hour. A second run finds nothing left to do."""
    while sweep_staged():
        pass
    RateWindow.objects.filter(starts_at__lt=_days_ago(COUNTS_KEPT_DAYS)).delete()
    IdempotencyKey.objects.filter(created_at__lt=_days_ago(KEYS_KEPT_DAYS)).delete()


def _days_ago(days: int) -> dt.datetime:
    return clock.now() - dt.timedelta(days=days)
