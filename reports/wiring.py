"""What this room tells the rooms below it: how a report is titled, found, moderated, and listed on one's own page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.accounts.queries import bylines
from civic.accounts.recipients import Recipient
from civic.accounts.registry import MyItem
from civic.moderation.registry import Card
from civic.search.registry import Entry
from reports.actions.confirm_report import confirm_report
from reports.actions.follow_report import confirm_follow
from reports.enums import State, Visibility
from reports.models import Report
from reports.queries import author_of, may_read, photo_links, promised_on, report_url
from reports.querysets import ReportQuerySet


def confirm_by_link(subject: str, email: str) -> str:
    """Redeem the link that confirms a report."""
    return report_url(confirm_report(ref=_ref(subject), email=email).ref)


def follow_by_link(subject: str, email: str) -> str:
    """Redeem the link that confirms following."""
    confirm_follow(ref=_ref(subject), email=email)
    return report_url(_ref(subject))


def my_reports(actor: Actor) -> list[MyItem]:
    """What the actor reported, for /my/, newest first."""
    rows = Report.objects.own(actor).select_related("category").newest_first()[:100]
    return [_my_item(row) for row in rows]


def waiting_reports(actor: Actor) -> list[MyItem]:
    """For officers: how many reports of their wards still wait for a first word, the oldest first in mind."""
    if not actor.has_role(Role.OFFICER):
        return []
    areas, told = actor.areas_as(Role.OFFICER), (Visibility.PUBLIC, Visibility.PRIVATE)
    rows = Report.objects.in_state(State.RECEIVED).filter(areas or Q(), visibility__in=told)
    n, oldest = rows.count(), rows.order_by("created_at").values_list("created_at", flat=True).first()
    if not n:
        return []
    title = ngettext("%(n)d report waits for a first word", "%(n)d reports wait for a first word", n) % {"n": n}
    return [MyItem(title, f"{reverse('reports')}?state={State.RECEIVED}", "", _("The oldest:"), oldest)]


def _my_item(report: Report) -> MyItem:
    told = report.visibility in (Visibility.PUBLIC, Visibility.PRIVATE)
    code = report.state if told else report.visibility
    label = report.get_state_display() if told else report.get_visibility_display()
    support = ngettext("%(n)d other person says “me too”", "%(n)d other people say “me too”", report.support)
    detail = support % {"n": report.support} if report.support else report.place
    return MyItem(report.title, report_url(report.ref), code, label, report.created_at, detail)


def searchable(ref: str) -> Entry | None:
    """What anybody may find of a report; None if it is not public."""
    report = Report.objects.public().select_related("category").filter(ref=ref).first()
    if report is None:
        return None
    text = f"{report.category.label}. {report.place}. {report.source}"
    return Entry(
        title=report.title,
        text=text,
        url=f"/reports/{report.ref}/",
        weight=1.0 if report.is_open else 0.7,
        area_id=report.area_id,
        at=report.updated_at,
    )


def searchable_ids() -> Iterable[str]:
    return Report.objects.public().values_list("ref", flat=True).iterator()


def held_reports(actor: Actor) -> ReportQuerySet:
    """What waits at the desk for `actor`."""
    return Report.objects.visible_to(actor).held().select_related("category", "area").defer("area__boundary")


def desk_cards(rows: Sequence[Report]) -> list[Card]:
    """How reports look at the desk: unnamed, unless the author wanted their name to be seen. An officer who has to know
    looks it up on the report's own pages, and that is noted."""
    reports = list(
        Report.objects.filter(pk__in=[row.pk for row in rows]).select_related("category").prefetch_related("photos")
    )
    by_pk = {report.pk: report for report in reports}
    names = bylines([None, *(report.author_id for report in reports if report.show_name)])
    return [_card(by_pk[row.pk], names.get(by_pk[row.pk].author_id, names[None]).name) for row in rows]


def desk_card(ref: str, actor: Actor) -> Card | None:
    """The card of one report in whatever state, if `actor` may see it."""
    report = Report.objects.visible_to(actor).filter(ref=ref).first()
    return desk_cards([report])[0] if report else None


def _card(report: Report, name: str) -> Card:
    shown = report.visibility in (Visibility.PUBLIC, Visibility.PRIVATE)
    return Card(
        subject=report.subject,
        kind="report",
        title=report.title,
        text=report.source,
        html=report.source_html,
        author_name=name,
        author_id=report.author_id,
        at=report.created_at,
        url=report_url(report.ref),
        context=f"{report.category.label} · {report.place}",
        photos=photo_links(report),
        state=report.state if shown else report.visibility,
        area_id=report.area_id,
    )


def desk_people(ref: str) -> Iterable[Recipient]:
    """Whom the desk tells of a decision: who reported it."""
    report = Report.objects.filter(ref=ref).first()
    return author_of(report) if report else set()


def notice_context(subject: str, person: Recipient) -> dict[str, Any] | None:
    """What a notice about a report is filled with, as things are now; None for those who may not read it any more."""
    report = Report.objects.select_related("category", "area").filter(ref=_ref(subject)).first()
    if report is None or not may_read(report, person):
        return None
    update = report.updates.select_related("by").order_by("-at", "-pk").first()
    said_by = bylines([update.by_id])[update.by_id] if update and update.by_id else None
    return {
        "report": report,
        "category": report.category.label,
        "state_word": report.get_state_display(),
        "words": update.source if update else "",
        "said_by": said_by,
        "promise": report.category.promise,
        "promised_on": promised_on(report),
        "is_own": person in author_of(report),
        "url": f"{settings.CIVIC_BASE_URL}{reverse('report', args=[report.ref])}",
    }


def _ref(subject: str) -> str:
    return subject.partition(":")[2]
