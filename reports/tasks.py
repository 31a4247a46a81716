"""What happens by the clock: forgetting."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from procrastinate.contrib.django import app

from civic.core import clock
from civic.core.retention import forget as forget_in
from civic.core.retention import forgets
from reports.enums import OPEN_STATES, Visibility
from reports.models import Report, ReportDraft, ReportPhoto

UNCONFIRMED, DEVICE, DRAFT = dt.timedelta(days=7), dt.timedelta(days=30), dt.timedelta(days=90)
IDENTITY = dt.timedelta(days=730)  # on a report that has ended
ORPHAN = dt.timedelta(days=1)
FOLDER = "private/reports"


@app.periodic(cron="11 4 * * *")
@app.task(name="reports.forget", queueing_lock="reports.forget")
def forget(timestamp: int) -> None:
    """Every night: delete what was never confirmed and old drafts, forget devices and old identities."""
    forget_in("reports")
    sweep_orphans()


@forgets("reports.unconfirmed", f"reports that nobody confirmed within {UNCONFIRMED.days} days, with their photos")
def unconfirmed() -> int:
    rows = list(Report.objects.filter(visibility=Visibility.UNCONFIRMED, created_at__lt=clock.now() - UNCONFIRMED))
    for report in rows:
        delete_report(report)
    return len(rows)


@forgets("reports.devices", f"from which device something was reported, after {DEVICE.days} days")
def devices() -> int:
    kept = Report.objects.exclude(visibility=Visibility.UNCONFIRMED)  # those go as a whole
    return kept.exclude(device="").filter(created_at__lt=clock.now() - DEVICE).update(device="")


@forgets("reports.identities", "who reported what has ended, after two years")
def identities() -> int:
    ended = Report.objects.exclude(state__in=OPEN_STATES).filter(updated_at__lt=clock.now() - IDENTITY)
    named = ended.exclude(author=None, contact_email="", contact_name="")
    return named.update(author=None, contact_email="", contact_name="", show_name=False)


@forgets("reports.drafts", f"reports that were begun and not sent, after {DRAFT.days} days")
def old_drafts() -> int:
    return ReportDraft.objects.filter(updated_at__lt=clock.now() - DRAFT).delete()[0]


@transaction.atomic
def delete_report(report: Report) -> None:
    """Delete a report that was never confirmed, with its photos' files."""
    names = [str(name) for photo in report.photos.all() for name in (photo.full.name, photo.thumb.name)]
    report.delete()
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name), robust=True)


def sweep_orphans() -> int:
    """Delete photo files that no row knows: their transaction was rolled back. Returns how many."""
    if not default_storage.exists(FOLDER):
        return 0
    known = {name for row in ReportPhoto.objects.values_list("full", "thumb") for name in row}
    gone = 0
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        if path not in known and default_storage.get_modified_time(path) < clock.now() - ORPHAN:
            default_storage.delete(path)
            gone += 1
    return gone
