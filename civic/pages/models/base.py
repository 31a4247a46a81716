"""What all our pages share: how they are served to people without a session, and a line for search engines."""

from __future__ import annotations

import html
import re
from typing import Any

from django.core.cache import cache
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, PageViewRestriction

_BLOCK_ENDS = re.compile(r"</(?:p|li|h[1-6]|blockquote|figcaption|summary|div)>|<br\s*/?>", re.IGNORECASE)


def plain_words(markup: str) -> str:
    """The text of clean HTML on one line; it is not HTML any more."""
    return " ".join(html.unescape(strip_tags(_BLOCK_ENDS.sub(" ", markup))).split())


def locale_of(page: Page) -> Locale:
    """The page's language, without a query where the languages were asked for within a minute."""
    known: dict[int, Locale] = cache.get("pages.locales") or {}
    if page.locale_id not in known:
        known = Locale.objects.in_bulk()
        cache.set("pages.locales", known, 60)
    return known[page.locale_id]


class CivicPage(Page):
    """Abstract. Subclasses add fields, `template` and `search_text()`."""

    show_in_search = True

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page. What is served here was asked for by somebody who may read it: see `page_cache`."""
        self.locale = locale_of(self)
        response: HttpResponse = super().serve(request, *args, **kwargs)
        response.is_public_page = True  # type: ignore[attr-defined]
        return response

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """As Wagtail's, in one query: restrictions on this page, on those above, and on what they are copies of."""
        step = self.steplen
        chain = Page.objects.filter(path__in=[self.path[:end] for end in range(step, len(self.path) + 1, step)])
        shut: QuerySet[PageViewRestriction] = PageViewRestriction.objects.filter(
            Q(page__in=chain) | Q(page__aliases__in=chain) | Q(page__aliases__aliases__in=chain)
        )
        return shut.distinct()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["page_language"] = self.locale.language_code
        context["is_other_language"] = self.locale.language_code != (get_language() or "en")[:2]
        return context

    @cached_property
    def crumbs(self) -> list[tuple[str, str]]:
        """Title and address of the pages above this one, from home on."""
        above = self.get_ancestors().filter(depth__gt=1).specific(defer=True)
        return [(str(_("Home")) if page.depth == 2 else page.title, page.url or "/") for page in above]

    @property
    def description(self) -> str:
        """One sentence for search engines and shared links."""
        return str(self.search_description or "")

    def search_text(self) -> str:
        """Plain words by which the page is found."""
        return ""


class Topic(models.Model):
    """What answers and news are about; the FAQ page lists answers by it."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)

    class Meta:
        ordering = ("name",)
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name
