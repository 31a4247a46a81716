"""Make a draft FAQ page from something that was answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import Truncator

from civic.accounts.actors import SYSTEM, Actor
from civic.links.actions.link_subjects import link_subjects
from civic.links.enums import Relation
from civic.pages.models import FaqIndexPage, FaqPage, FaqSource

TITLE_MAX = 255


@dataclass(frozen=True)
class Answered:
    """What a draft is made of. key: the subject it comes from ("question:<ref>"), which makes one page at most.

    answer_html: already cleaned. asked_by_n: people, the asker among them.
    """

    key: str
    question: str
    answer_html: str
    by_name: str
    by_role: str
    at: dt.datetime | None
    where_title: str
    where_path: str
    asked_by_n: int = 0
    area_id: int | None = None


@transaction.atomic
def draft_faq_page(*, answered: Answered, by: Actor = SYSTEM) -> FaqPage | None:
    """An unpublished page, nobody's own, linked to what it comes from. Twice is once: a draft that no person has edited
    takes over newer words; otherwise nothing changes. None when the page was deleted, or there is no FAQ index."""
    source, made = FaqSource.objects.select_for_update().get_or_create(key=answered.key)
    if not made:
        return _refreshed(source, answered)
    index = FaqIndexPage.objects.filter(locale__language_code="en").order_by("path").first()
    if index is None:
        source.delete()
        return None
    page = _fill(FaqPage(live=False, has_unpublished_changes=True), answered)
    index.add_child(instance=page)
    page.save_revision(log_action=False)
    source.page = page
    source.save(update_fields=["page"])
    link_subjects(source=answered.key, target=f"page:{page.pk}", relation=Relation.BECAME, by=by)
    return page


def _refreshed(source: FaqSource, answered: Answered) -> FaqPage | None:
    page = source.page
    if page is None or page.live or page.revisions.filter(user__isnull=False).exists():
        return page
    page = _fill(page, answered)
    page.save()
    page.save_revision(log_action=False)
    return page


def _fill(page: FaqPage, answered: Answered) -> FaqPage:
    page.title = page.draft_title = Truncator(answered.question).chars(TITLE_MAX)
    page.answer = answered.answer_html
    page.answered_by, page.answered_role, page.answered_at = answered.by_name, answered.by_role, answered.at
    page.surgery_title, page.surgery_path = answered.where_title[:120], answered.where_path[:200]
    page.asked_by_n, page.area_id = answered.asked_by_n, answered.area_id
    return page
