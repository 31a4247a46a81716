"""Jobs by the clock."""

from __future__ import annotations

import datetime as dt

from procrastinate.contrib.django import app

from civic.core import clock
from civic.core.retention import forget as forget_in
from civic.core.retention import forgets
from consultations.actions.note_phases import note_phases as note
from consultations.models import Comment, CommentSupport

DEVICE, IDENTITY = dt.timedelta(days=30), dt.timedelta(days=730)


@app.periodic(cron="*/1 * * * *")
@app.task(name="consultations.note_phases", queueing_lock="consultations.note_phases")
def note_phases(timestamp: int) -> None:
    """Note what opened and closed, so that people are told."""
    note()


@app.periodic(cron="23 4 * * *")
@app.task(name="consultations.forget", queueing_lock="consultations.forget")
def forget(timestamp: int) -> None:
    """Every night."""
    forget_in("consultations")


@forgets("consultations.devices", f"from which device somebody commented, after {DEVICE.days} days")
def devices() -> int:
    return Comment.objects.exclude(device="").filter(created_at__lt=clock.now() - DEVICE).update(device="")


@forgets("consultations.supports", f"from which device somebody agreed, {DEVICE.days} days after it closed; sums stay")
def supports() -> int:
    over = CommentSupport.objects.filter(comment__consultation__closes_at__lt=clock.now() - DEVICE, user=None)
    return over.delete()[0]


@forgets("consultations.unconfirmed", "addresses under comments that nobody confirmed within 7 days")
def unconfirmed() -> int:
    never = Comment.objects.exclude(contact_email="").filter(contact_confirmed_at=None)
    return never.filter(created_at__lt=clock.now() - dt.timedelta(days=7)).update(contact_email="")


@forgets("consultations.addresses", "addresses under comments, two years after the consultation closed")
def addresses() -> int:
    named = Comment.objects.exclude(contact_email="")
    over = named.filter(consultation__closes_at__lt=clock.now() - IDENTITY)
    return over.update(contact_email="", contact_confirmed_at=None)
