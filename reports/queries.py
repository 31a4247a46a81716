"""Reading reports: the door for other rooms and for our own pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.gis.geos import Point
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.accounts.queries import recipient_of, recipients_of
from civic.accounts.recipients import Recipient
from civic.core.errors import NotFound
from civic.notifications.queries import followers
from reports.enums import Visibility
from reports.models import Category, Report
from reports.querysets import CategoryQuerySet, ReportQuerySet
from reports.working_days import add_working_days

DUPLICATE_RADIUS_M = 250


@dataclass(frozen=True)
class PhotoLink:
    """A photo as pages show it."""

    url: str
    thumb: str
    alt: str
    width: int
    height: int


def categories() -> CategoryQuerySet:
    """What may be reported, in the council's order."""
    return Category.objects.active()


def visible_reports(actor: Actor) -> ReportQuerySet:
    """All that `actor` may see; narrow it with the methods of the QuerySet."""
    return Report.objects.visible_to(actor)


def thumb_link(report: Report) -> str:
    """The address of the small first photo of a row of `with_thumb()`, or ""."""
    name = getattr(report, "thumb_name", None)
    return reverse("report_photo", args=[report.ref, f"{name}-small"]) if name else ""


def public_reports() -> ReportQuerySet:
    """What everyone may see."""
    return Report.objects.public()


def seen_report(ref: str, actor: Actor) -> Report:
    """The report `ref` with its category and ward. Raises NotFound if there is none for `actor`."""
    rows = Report.objects.visible_to(actor).select_related("category", "area", "author", "duplicate_of")
    report = rows.defer("area__boundary").filter(ref=ref).first()
    if report is None:
        raise NotFound
    return report


def likely_duplicates(*, actor: Actor, point: Point, category: str, limit: int = 5) -> list[Report]:
    """Open public reports of the category within 250 m, nearest first, with `distance_m`."""
    found = Report.objects.visible_to(actor).public().open().of_category(category)
    return list(found.near(point, radius_m=DUPLICATE_RADIUS_M).for_cards()[:limit])


def photo_links(report: Report) -> list[PhotoLink]:
    """The report's photos; whoever follows a link is asked for their right again."""
    alt = _("Photo of: %(title)s") % {"title": report.title}
    return [
        PhotoLink(
            url=reverse("report_photo", args=[report.ref, photo.name]),
            thumb=reverse("report_photo", args=[report.ref, f"{photo.name}-small"]),
            alt=alt,
            width=photo.width,
            height=photo.height,
        )
        for photo in report.photos.all()
    ]


def people_of(ref: str, *, supporters: bool = True) -> set[Recipient]:
    """Everyone who wants to know: who reported it, who follows it, and who said "me too" with an account."""
    report = Report.objects.filter(ref=ref).first()
    if report is None:
        return set()
    people = author_of(report) | set(followers(report.subject))
    if supporters:
        people |= set(recipients_of(report.supports.filter(user__isnull=False).values_list("user_id", flat=True)))
    return people


def author_of(report: Report) -> set[Recipient]:
    """Whoever reported it, if they can be reached: an account, or an address that was confirmed."""
    if report.author_id:
        person = recipient_of(report.author_id)
        return {person} if person else set()
    if report.contact_email and report.confirmed_at:
        return {Recipient(report.contact_email, None, report.contact_language)}
    return set()


def may_read(report: Report, person: Recipient) -> bool:
    """Whether a recipient of a notice may (still) read the report."""
    if report.visibility == Visibility.PUBLIC:
        return True
    return report.visibility == Visibility.PRIVATE and person in author_of(report)


def promised_on(report: Report) -> dt.date | None:
    """By which day we said we would do something; None where nothing was promised or it is not shown yet. A report
    that was opened again waits anew."""
    days = report.category.promise_working_days
    if days is None or report.published_at is None:
        return None
    return add_working_days(timezone.localdate(report.contested_at or report.published_at), days)


def report_title(ref: str, actor: Actor) -> str | None:
    """The title, or None if `actor` may not see the report."""
    return Report.objects.visible_to(actor).filter(ref=ref).values_list("title", flat=True).first()


def report_url(ref: str) -> str:
    """The path of the report's page, in the current language."""
    return reverse("report", args=[ref])


def titles(refs: Iterable[str], actor: Actor) -> dict[str, str]:
    """Reference → title, for those `actor` may see."""
    return dict(Report.objects.visible_to(actor).filter(ref__in=list(refs)).values_list("ref", "title"))
