"""Put a surgery in the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor
from civic.core.errors import Invalid
from civic.core.refs import new_ref
from civic.core.sanitise import plain, rendered
from civic.eventlog.actions.record import record
from consultations.surgeries import rules
from consultations.surgeries.enums import TITLE_MAX, HostKind
from consultations.surgeries.models import Surgery, SurgeryHost


@transaction.atomic
def schedule_surgery(
    *,
    by: Actor,
    title: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    hosts: Iterable[int],
    officers: Iterable[int] = (),
    area_id: int | None = None,
    intro: str = "",
    slug: str = "",
) -> Surgery:
    """A surgery in state scheduled, which takes questions from now on.

    hosts, officers: ids of users. slug: made from the title unless given. Raises NotFound, SignInNeeded, Invalid.
    """
    rules.require_right(rules.can_schedule(by), by)
    by.require_may_act()
    title = plain(title, max_length=TITLE_MAX, min_length=3, field="title")
    if ends_at <= starts_at:
        raise Invalid(ends_at=_("The end must be after the start."))
    words = rendered(intro, max_length=2000, field="intro")
    surgery = Surgery(title=title, starts_at=starts_at, ends_at=ends_at, area_id=area_id)
    surgery.intro, surgery.intro_html = words["source"], words["source_html"]
    _save_under_free_slug(surgery, slug or slugify(title)[:60] or new_ref(), exact=bool(slug))
    people = [(user_id, HostKind.HOST) for user_id in hosts] + [(user_id, HostKind.OFFICER) for user_id in officers]
    if not people:
        raise Invalid(hosts=_("Choose who answers."))
    SurgeryHost.objects.bulk_create(SurgeryHost(surgery=surgery, user_id=pk, kind=kind) for pk, kind in people)
    record("surgery.scheduled", on=surgery.stream, by=by, surgery_id=surgery.pk)
    return surgery


def _save_under_free_slug(surgery: Surgery, wanted: str, *, exact: bool) -> None:
    for slug in (wanted, f"{wanted}-{surgery.starts_at:%Y-%m-%d}", f"{wanted}-{new_ref()}"):
        surgery.slug = slug
        try:
            with transaction.atomic():
                surgery.save(force_insert=True)
            return
        except IntegrityError:
            if exact:
                raise Invalid(slug=_("This address is taken.")) from None
    raise Invalid(slug=_("This address is taken."))
