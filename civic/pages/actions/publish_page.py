"""Add a page and publish it, as an editor would in the CMS."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Page

from civic.core import clock
from civic.pages.models import CivicPage


@transaction.atomic
def publish_page(*, parent: Page, page: CivicPage, user: Any = None) -> CivicPage:
    """Put `page` under `parent` (or just publish it again if it is there already). Its readers' index and feeds follow.

    For set-up and the demo: the caller answers for permission, which the CMS checks by itself.
    """
    if page.pk is None:
        page.live = False
        parent.add_child(instance=page)
    first = page.first_published_at or clock.now()
    page.save_revision(user=user).publish(user=user)
    Page.objects.filter(pk=page.pk).update(first_published_at=first, last_published_at=clock.now())
    page.refresh_from_db()
    return page
