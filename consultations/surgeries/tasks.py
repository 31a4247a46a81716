"""What happens by the clock."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from procrastinate.contrib.django import app

from civic.core import clock
from civic.eventlog.actions.record import record
from consultations.surgeries.changes import lock_surgery
from consultations.surgeries.enums import SurgeryState
from consultations.surgeries.models import Question, QuestionSupport, Surgery, WithheldText

REMIND_BEFORE = dt.timedelta(minutes=60)
DEVICES_KEPT = dt.timedelta(days=30)


@app.periodic(cron="*/5 * * * *")
@app.task(name="surgeries.remind", queueing_lock="surgeries_remind")
def remind(timestamp: int) -> None:
    """Note that a surgery is due within the hour; its hosts are mailed. It never opens by itself."""
    now = clock.now()
    due = Surgery.objects.coming().filter(reminded_at=None, starts_at__lte=now + REMIND_BEFORE, ends_at__gt=now)
    for surgery in due:
        with transaction.atomic():
            row = lock_surgery(surgery)
            if row.reminded_at is None and row.state == SurgeryState.SCHEDULED:
                row.reminded_at = now
                row.save(update_fields=["reminded_at"])
                record("surgery.due", on=row.stream, surgery_id=row.pk)


@app.periodic(cron="*/10 * * * *")
@app.task(name="surgeries.forget_texts", queueing_lock="surgeries_forget_texts")
def forget_texts(timestamp: int) -> None:
    """Forget words that were removed, taken back or redacted once nobody may bring them back."""
    WithheldText.objects.filter(forget_at__lt=clock.now()).delete()


@app.periodic(cron="29 3 * * *")
@app.task(name="surgeries.forget_devices", queueing_lock="surgeries_forget_devices")
def forget_devices(timestamp: int) -> None:
    """30 days after a surgery closed nothing tells from which device somebody asked or supported; sums stay."""
    over = Surgery.objects.filter(closed_at__lt=clock.now() - DEVICES_KEPT)
    Question.objects.filter(surgery__in=over).exclude(device="").update(device="")
    QuestionSupport.objects.filter(question__surgery__in=over, user__isnull=True).delete()
