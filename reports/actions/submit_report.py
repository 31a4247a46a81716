"""Report a problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from civic.accounts.actions.send_link import send_link
from civic.accounts.actors import Actor
from civic.areas.queries import describe_place, is_inside, ward_at, wards
from civic.core import clock
from civic.core.errors import Invalid, require
from civic.core.geometry import parse_geojson, point_of, to_geojson
from civic.core.images import MAX_PHOTOS, CleanPhoto
from civic.core.sanitise import plain, rendered
from civic.eventlog.actions.record import record
from reports.enums import DETAIL_MAX, NAME_MAX, PLACE_MAX, TITLE_MAX, Channel, Visibility
from reports.models import Category, Report, ReportPhoto
from reports.questions import check_answers

CONFIRM = "report.confirm"


@transaction.atomic
def submit_report(
    *,
    by: Actor,
    category: str,
    geometry: GEOSGeometry | Mapping[str, Any] | str,
    title: str,
    detail: str = "",
    answers: Mapping[str, Any] | None = None,
    email: str = "",
    name: str = "",
    show_name: bool = False,
    photos: Sequence[CleanPhoto] = (),
    place: str = "",
    channel: str = "",
) -> Report:
    """A new report: public at once for people who signed in, else when its address is confirmed or the desk agrees.

    category: its code. geometry: GeoJSON (text or parsed) or a geometry with srid 4326. photos: already clean.
    Raises Invalid with all that is wrong by field, and Banned.
    """
    by.require_may_act()
    kind, checked = _checked(category, geometry, title, detail, answers or {}, name, place, email)
    if by.user is not None:  # we know how to reach them
        checked["contact_email"] = ""
    shape: GEOSGeometry = checked.pop("geometry")
    point = point_of(shape)
    area = ward_at(point)
    now = clock.now()
    report = Report.objects.create(
        category=kind,
        author=by.user,
        device=by.device if by.user is None else "",
        channel=channel if channel in Channel.values else by.channel,
        contact_language=(get_language() or "en")[:5],
        show_name=bool(show_name),
        geometry=shape,
        point=point,
        area=area,
        visibility=_first_visibility(by, kind, checked["contact_email"]),
        created_at=now,
        updated_at=now,
        **{**checked, "place": checked["place"] or describe_place(point)[:PLACE_MAX]},
    )
    if report.visibility in (Visibility.PUBLIC, Visibility.PRIVATE):
        Report.objects.filter(pk=report.pk).update(published_at=now)
        report.published_at = now
    attach_photos(report, photos)
    record(
        "report.submitted",
        on=report.subject,
        by=by,
        category_id=kind.pk,
        area_id=report.area_id,
        photos=len(photos),
        visibility=report.visibility,
    )
    if report.visibility == Visibility.UNCONFIRMED:
        send_link(purpose=CONFIRM, subject=report.subject, email=report.contact_email)
    return report


def attach_photos(report: Report, photos: Sequence[CleanPhoto]) -> None:
    """Store clean photos under random names, in their order. Raises Invalid(photos) if there are too many."""
    have = report.photos.count()
    if have + len(photos) > MAX_PHOTOS:
        raise Invalid(photos=_("A report can have %(count)d photos.") % {"count": MAX_PHOTOS})
    for order, photo in enumerate(photos, start=have):
        row = ReportPhoto(report=report, width=photo.width, height=photo.height, order=order)
        row.full.save("full.jpg", ContentFile(photo.full), save=False)
        row.thumb.save("thumb.jpg", ContentFile(photo.thumb), save=False)
        row.save()


def checked_email(email: object) -> str:
    """The address in lower case, or "". Raises Invalid(email)."""
    if not isinstance(email, str):
        raise Invalid(email=_("Enter text."))
    address = email.strip().lower()
    try:
        if address:
            validate_email(address)
    except ValidationError:
        raise Invalid(email=_("Enter an e-mail address like name@example.com.")) from None
    return address


def _first_visibility(by: Actor, category: Category, email: str) -> Visibility:
    if by.user is not None or by.is_system:
        return Visibility.PRIVATE if category.is_private else Visibility.PUBLIC
    return Visibility.UNCONFIRMED if email else Visibility.HELD


def _checked(
    category: str,
    geometry: Any,
    title: str,
    detail: str,
    answers: Mapping[str, Any],
    name: str,
    place: str,
    email: str,
) -> tuple[Category, dict[str, Any]]:
    """Everything looked at, so that a person hears of all mistakes at once."""
    kind = Category.objects.active().filter(code=category).first() if isinstance(category, str) else None
    require(kind, Invalid(category=_("Choose what kind of problem it is.")))
    assert kind is not None  # noqa: S101 — for the type checker
    kept: dict[str, Any] = {}
    wrong: dict[str, Any] = {}
    acts: list[Callable[[], object]] = [
        lambda: kept.update(geometry=_inside(geometry, kind)),
        lambda: kept.update(title=plain(title, max_length=TITLE_MAX, min_length=3, field="title")),
        lambda: kept.update(rendered(detail, max_length=DETAIL_MAX, field="detail")),
        lambda: kept.update(answers=check_answers(kind.asked, answers)),
        lambda: kept.update(contact_name=plain(name, max_length=NAME_MAX, field="name")),
        lambda: kept.update(contact_email=checked_email(email)),
        lambda: kept.update(place=plain(place, max_length=PLACE_MAX, field="place")),
    ]
    for act in acts:
        try:
            act()
        except Invalid as error:
            wrong.update(error.fields)
    if wrong:
        raise Invalid(**wrong)
    return kind, kept


def _inside(geometry: Any, category: Category) -> GEOSGeometry:
    """The geometry, of an allowed kind and inside the council's area (anywhere while no ward is known)."""
    value = to_geojson(geometry) if isinstance(geometry, GEOSGeometry) else geometry
    shape = parse_geojson(value, allow=category.geometry_types)
    if not is_inside(shape) and wards().exists():
        raise Invalid(geometry=outside_words())
    return shape


def outside_words() -> str:
    """The sentence for a place that is not ours."""
    return _(
        "This place is outside %(town)s. Mark a place inside it; for others, ask the council that looks after them."
    ) % {"town": settings.CIVIC_PLACE_NAME}
