"""Publish a piece of news."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.text import slugify
from wagtail.rich_text import RichText

from civic.accounts.actors import Actor
from civic.core.errors import require
from civic.pages.actions.publish_page import publish_page
from civic.pages.models import NewsIndexPage, NewsPage


@transaction.atomic
def add_news_page(*, by: Actor, title: str, summary: str, body_html: str, on: dt.date) -> NewsPage:
    """A live page under the first news index. For imports and the demo: the system only. Raises NotFound."""
    require(by.is_system)
    index = NewsIndexPage.objects.filter(locale__language_code="en").first()
    require(index)
    page = NewsPage(
        title=title, slug=slugify(title)[:80], summary=summary, published_on=on, body=[("text", RichText(body_html))]
    )
    publish_page(parent=index, page=page)
    return page
