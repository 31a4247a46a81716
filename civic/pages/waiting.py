"""Which answers wait to be published, for the page of whoever may do that."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civic.accounts.actors import Actor
from civic.accounts.registry import MyItem
from civic.pages.models import FaqPage
from civic.pages.queries import edit_address, may_publish_answers, overdue_reviews, waiting_drafts

SHOWN = 5


def waiting_answers(actor: Actor) -> list[MyItem]:
    """A line for each draft made from an answer, most people waiting first, and one for pages to look at again."""
    if not may_publish_answers(actor.user):
        return []
    drafts = [_draft(page) for page in waiting_drafts(limit=SHOWN)]
    overdue = len(overdue_reviews())
    if not overdue:
        return drafts
    title = ngettext("%(n)d page is due to be looked at again", "%(n)d pages are due to be looked at again", overdue)
    return [*drafts, MyItem(title % {"n": overdue}, reverse("wagtailadmin_home"), "", "", None)]


def _draft(page: FaqPage) -> MyItem:
    n = page.asked_by_n
    people = ngettext("%(n)d person wants to know", "%(n)d people want to know", n) % {"n": n} if n else ""
    by = _("Answered by %(name)s") % {"name": page.answered_by} if page.answered_by else ""
    title = _("Answer to publish: %(title)s") % {"title": page.draft_title or page.title}
    detail = " · ".join(part for part in (by, people) if part)
    return MyItem(title, edit_address(page), "held", _("Draft"), page.answered_at, detail)
