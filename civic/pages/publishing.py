"""What follows when an editor publishes, hides, moves or deletes a page in the CMS: Wagtail's own signals, inside this
room only. Each follow-up is a job, or is healed by one."""

from __future__ import annotations

import logging
from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from civic.accounts.actors import SYSTEM, Actor
from civic.pages.actions.announce_faq import announce_faq
from civic.pages.finding import page_subject
from civic.pages.models import FaqPage, NewsPage, StandardPage, WardPage
from civic.pages.page_cache import forget_pages
from civic.search.actions.reindex import reindex_soon

log = logging.getLogger(__name__)
FOUND = (FaqPage, NewsPage, StandardPage, WardPage)


def connect() -> None:
    """Called once, by the app's `ready()`."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(forget_pages, dispatch_uid="civic.pages.forget")
    post_delete.connect(forget_pages, sender=Page, dispatch_uid="civic.pages.forget")
    for happened in (post_save, post_delete):
        happened.connect(forget_pages, sender=PageViewRestriction, dispatch_uid="civic.pages.shut")
    page_published.connect(_published, dispatch_uid="civic.pages.published")
    page_unpublished.connect(_hidden, dispatch_uid="civic.pages.unpublished")
    page_slug_changed.connect(_moved, dispatch_uid="civic.pages.slug")
    post_page_move.connect(_moved, dispatch_uid="civic.pages.moved")
    for model in FOUND:
        post_delete.connect(_hidden, sender=model, dispatch_uid=f"civic.pages.deleted.{model.__name__}")


def _published(sender: type, instance: Page, revision: Any = None, **kwargs: Any) -> None:
    if not isinstance(instance, FOUND):
        return
    reindex_soon(page_subject(instance))
    if isinstance(instance, FaqPage):
        user = getattr(revision, "user", None)
        try:
            announce_faq(page=instance, by=Actor(user=user) if user else SYSTEM)
        except Exception:  # the page is live; `announce_missed` says so a minute later
            log.exception("page %s was published but not announced", instance.pk)


def _hidden(sender: type, instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, FOUND):
        reindex_soon(page_subject(instance))


def _moved(sender: type, instance: Page, **kwargs: Any) -> None:
    """Every page below has a new address now."""
    for page in Page.objects.descendant_of(instance, inclusive=True).specific():
        _published(type(page), page) if page.live else _hidden(type(page), page)
