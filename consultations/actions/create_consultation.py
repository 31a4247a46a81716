"""Ask the town something."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.core import clock
from civic.core.errors import Invalid, require
from civic.core.sanitise import plain, render
from civic.eventlog.actions.record import record
from consultations.models import Consultation, Section

TEXT_MAX = 20_000


@dataclass(frozen=True)
class SectionDraft:
    """key: its short name in addresses; source: the text, as typed."""

    key: str
    title: str
    source: str = ""


@transaction.atomic
def create_consultation(
    *,
    by: Actor,
    slug: str,
    title: str,
    summary: str,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    intro: str = "",
    promise: str = "",
    sections: Sequence[SectionDraft] = (),
    area_id: int | None = None,
    allow_device_support: bool = False,
) -> Consultation:
    """A consultation with its sections, visible at once. promise: what happens with the answers.

    Raises NotFound (not an officer in scope or admin), Invalid(closes_at, slug, title, …).
    """
    by.require_may_act()
    require(by.is_system or by.has_role(Role.OFFICER, Role.ADMIN, area_id=area_id))
    if closes_at <= opens_at:
        raise Invalid(closes_at=_("It has to close after it opens."))
    if Consultation.objects.filter(slug=slug).exists():
        raise Invalid(slug=_("There is already a consultation at this address."))
    now = clock.now()
    consultation = Consultation.objects.create(
        slug=slug,
        title=plain(title, max_length=100, min_length=1, field="title"),
        summary=plain(summary, max_length=400, min_length=1, field="summary"),
        area_id=area_id,
        opens_at=opens_at,
        closes_at=closes_at,
        published_at=now,
        created_at=now,
        allow_device_support=allow_device_support,
        **rich("intro", intro),
        **rich("promise", promise),
    )
    for order, draft in enumerate(sections):
        heading = plain(draft.title, max_length=100, min_length=1, field="title")
        Section.objects.create(
            consultation=consultation, key=draft.key, order=order, title=heading, **rich("source", draft.source)
        )
    record("consultation.created", on=consultation.subject, by=by, consultation_id=consultation.pk)
    return consultation


def rich(name: str, source: str) -> dict[str, str]:
    """The columns `name` and `name_html` for a text that the council typed."""
    text = plain(source, max_length=TEXT_MAX, field=name, lines=True)
    return {name: text, f"{name}_html": render(text)}
