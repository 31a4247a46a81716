"""Say that a FAQ page can be read, once."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import SYSTEM, Actor
from civic.core import clock
from civic.eventlog.actions.record import record
from civic.pages.models import FaqPage, FaqSource
from consultations.surgeries.actions.mark_faq_published import mark_faq_published


@transaction.atomic
def announce_faq(*, page: FaqPage, by: Actor = SYSTEM) -> bool:
    """Record `faq.published` the first time a drafted page is live, which tells everyone behind it; keep the question's
    link to it right every time. True if it was announced now."""
    source = FaqSource.objects.select_for_update().filter(page_id=page.pk).first()
    if source is None or not page.live:
        return False
    kind, _colon, ref = source.key.partition(":")
    if kind == "question":
        mark_faq_published(question_ref=ref, url=page.get_url() or "/faq/", title=page.title, by=by)
    if source.announced_at is not None:
        return False
    source.announced_at = clock.now()
    source.save(update_fields=["announced_at"])
    record("faq.published", on=f"page:{page.pk}", by=by, source=source.key)
    return True
