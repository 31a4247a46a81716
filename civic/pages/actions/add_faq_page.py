"""Publish an answer that the council wrote without having been asked here."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.text import slugify

from civic.accounts.actors import Actor
from civic.core.errors import require
from civic.pages.actions.publish_page import publish_page
from civic.pages.models import FaqIndexPage, FaqPage, Topic


@transaction.atomic
def add_faq_page(
    *, by: Actor, question: str, answer_html: str, topic: str, answered_by: str = "", role: str = "", at: dt.datetime
) -> FaqPage:
    """A live page under the first FAQ index. For imports and the demo: the system only. Raises NotFound."""
    require(by.is_system)
    index = FaqIndexPage.objects.filter(locale__language_code="en").first()
    require(index)
    page = FaqPage(title=question, slug=slugify(question)[:80], answer=answer_html, answered_at=at)
    page.answered_by, page.answered_role = answered_by, role
    page.topics.set([Topic.objects.get_or_create(slug=slugify(topic), defaults={"name": topic})[0]])
    publish_page(parent=index, page=page)
    return page
