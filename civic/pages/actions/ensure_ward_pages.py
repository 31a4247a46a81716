"""Give each ward its page."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify

from civic.accounts.actors import Actor
from civic.areas.queries import wards
from civic.core.errors import require
from civic.pages.actions.publish_page import publish_page
from civic.pages.models import WardIndexPage, WardPage


@transaction.atomic
def ensure_ward_pages(*, by: Actor) -> int:
    """Publish a page for each ward that has none; returns how many were made. The system only. Raises NotFound."""
    require(by.is_system)
    index = WardIndexPage.objects.filter(locale__language_code="en").first()
    require(index)
    made = 0
    for ward in wards().exclude(pk__in=WardPage.objects.filter(ward__isnull=False).values("ward_id")):
        page = WardPage(title=ward.name, slug=slugify(ward.name), ward_id=ward.pk, intro=f"<p>{ward.description}</p>")
        publish_page(parent=index, page=page)
        made += 1
    return made
