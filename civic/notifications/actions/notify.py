"""Tell people of an event, once each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from civic.accounts.recipients import Recipient
from civic.core import clock
from civic.eventlog.registry import NEWS_LASTS
from civic.notifications.models import Delivery, Mute

if TYPE_CHECKING:
    from civic.eventlog.models import Event


@transaction.atomic
def notify(event: Event, *, kind: str, subject: str, to: Iterable[Recipient]) -> int:
    """Make one delivery and one job for each address in `to`, except the actor's own and those who muted `subject`.

    Returns how many were made. A second call for the same event makes none.
    """
    from civic.notifications.tasks import send

    if event.at < clock.now() - NEWS_LASTS:
        return 0
    muted = set(Mute.objects.filter(subject=subject).values_list("email", flat=True))
    made = 0
    for person in set(to):
        if person.email in muted or (person.user_id is not None and person.user_id == event.actor_id):
            continue
        delivery = Delivery(
            event_id=event.pk,
            kind=kind,
            subject=subject,
            user_id=person.user_id,
            email=person.email,
            language=person.language,
        )
        try:
            with transaction.atomic():
                delivery.save(force_insert=True)
        except IntegrityError:
            continue
        send.defer(delivery_id=delivery.pk)
        made += 1
    return made
