"""Sending, apart from everything else, so that a slow mail server slows nobody."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from procrastinate.contrib.django import app

from civic.accounts.recipients import Recipient
from civic.core import clock
from civic.core.mail import deliver
from civic.eventlog.actions.record import record
from civic.eventlog.tasks import MAIL_PATIENCE
from civic.notifications.models import Delivery, DeliveryState, Mute
from civic.notifications.mornings import STREAM
from civic.notifications.registry import notice


@app.task(name="notifications.send", retry=MAIL_PATIENCE)
def send(delivery_id: int) -> None:
    """Send one delivery, filled from the rows as they are now; a recipient who lost the right to read gets none."""
    row = Delivery.objects.filter(pk=delivery_id, state=DeliveryState.WAITING).first()
    if row is None:
        return
    person = Recipient(row.email, row.user_id, row.language)
    kind = notice(row.kind)
    muted = Mute.objects.filter(subject=row.subject, email=row.email).exists()
    with translation.override(row.language):
        context = None if muted else kind.context(row.subject, person)
        stop = settings.CIVIC_BASE_URL + reverse("unsubscribe", args=[row.stop_token])
    if context is None:
        Delivery.objects.filter(pk=row.pk).update(state=DeliveryState.DROPPED)
        return
    deliver(
        template=kind.template,
        to=row.email,
        context={**context, "unsubscribe_url": stop},
        language=row.language,
        message_id=f"notice-{row.pk}",
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},  # RFC 8058
    )
    Delivery.objects.filter(pk=row.pk).update(state=DeliveryState.SENT, sent_at=clock.now())


@app.periodic(cron="30 7 * * 1-5")
@app.task(name="notifications.morning", queueing_lock="notifications.morning")
def morning(timestamp: int) -> None:
    """Monday to Friday: whoever works here is told what waits for them."""
    with transaction.atomic():
        record("staff.morning", on=STREAM)
