"""What is forgotten by the clock."""

from __future__ import annotations

import datetime as dt

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from procrastinate.contrib.django import app

from civic.core import clock
from civic.core.retention import forget as forget_in
from civic.core.retention import forgets
from civic.moderation.models import Flag

DEVICE = dt.timedelta(days=30)


@app.periodic(cron="37 4 * * *")
@app.task(name="moderation.forget", queueing_lock="moderation.forget")
def forget(timestamp: int) -> None:
    """Every night."""
    forget_in("moderation")


@forgets("moderation.devices", f"from which device something was pointed out, after {DEVICE.days} days")
def devices() -> int:
    """The row stays, under a name that is nobody's: it still counts."""
    over = Flag.objects.filter(who__startswith="device:", at__lt=clock.now() - DEVICE)
    return over.update(who=Concat(Value("gone:"), Cast(F("pk"), CharField())))
