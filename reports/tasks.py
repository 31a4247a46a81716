"""What happens by the clock: forgetting."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from procrastinate.contrib.django import app

from civic.core import clock
from reports.enums import OPEN_STATES, Visibility
from reports.models import Report, ReportDraft, ReportPhoto

UNCONFIRMED, DEVICE, DRAFT = dt.timedelta(days=7), dt.timedelta(days=30), dt.timedelta(days=90)
IDENTITY = dt.timedelta(days=730)  # on a report that has ended
ORPHAN = dt.timedelta(days=1)
FOLDER = "private/reports"


@app.periodic(cron="11 4 * * *")
@app.task(name="reports.forget", queueing_lock="reports.forget")
def forget(timestamp: int) -> None:
    """Delete what was never confirmed and old drafts; forget devices, and who reported what ended long ago."""
    now = clock.now()
    for report in Report.objects.filter(visibility=Visibility.UNCONFIRMED, created_at__lt=now - UNCONFIRMED):
        delete_report(report)
    Report.objects.exclude(device="").filter(created_at__lt=now - DEVICE).update(device="")
    ended = Report.objects.exclude(state__in=OPEN_STATES).filter(updated_at__lt=now - IDENTITY)
    ended.update(author=None, contact_email="", contact_name="", show_name=False)
    ReportDraft.objects.filter(updated_at__lt=now - DRAFT).delete()
    sweep_orphans()


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
