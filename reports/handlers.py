"""What follows from what happened to a report. Each may run twice and changes nothing the second time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from civic.eventlog.registry import on
from civic.notifications.actions.notify import notify
from civic.search.actions.reindex import reindex
from reports.enums import Visibility
from reports.models import Report
from reports.queries import author_of, people_of

if TYPE_CHECKING:
    from civic.eventlog.models import Event

CHANGES = (
    "report.submitted",
    "report.confirmed",
    "report.published",
    "report.held",
    "report.state_changed",
    "report.withdrawn",
    "report.contested",
    "report.removed",
    "report.restored",
)


@on(*CHANGES, index=True)
def keep_findable(event: Event) -> None:
    """The search index holds what is public now, whatever order the jobs run in."""
    reindex(event.stream.name)


@on("report.submitted", "report.confirmed", "report.published", news=True)
def thank_the_author(event: Event) -> None:
    """One mail when the report is there for the council to see: its reference, and what happens next."""
    report = _report(event)
    if report is not None and report.visibility in (Visibility.PUBLIC, Visibility.PRIVATE):
        notify(event, kind="report.received", subject=report.subject, to=author_of(report))


@on("report.state_changed", news=True)
def tell_everyone_who_asked(event: Event) -> None:
    """Who reported it, who follows it, and who said "me too"; the repeats of a report are told with it."""
    report = _report(event)
    if report is None:
        return
    people = people_of(report.ref)
    for ref in report.duplicates.values_list("ref", flat=True):
        people |= people_of(ref)
    notify(event, kind="report.state_changed", subject=report.subject, to=people)


@on("report.noted", news=True)
def pass_the_note_on(event: Event) -> None:
    """A note is for those who asked to be told: the author and the followers."""
    report = _report(event)
    if report is not None:
        notify(event, kind="report.noted", subject=report.subject, to=people_of(report.ref, supporters=False))


def _report(event: Event) -> Report | None:
    return Report.objects.filter(ref=event.stream.name.partition(":")[2]).first()
