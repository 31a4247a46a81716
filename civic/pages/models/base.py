"""What all our pages share: how they are served to people without a session, and a line for search engines."""

from __future__ import annotations

import html
import re
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from civic.pages.page_cache import cached

_BLOCK_ENDS = re.compile(r"</(?:p|li|h[1-6]|blockquote|figcaption|summary|div)>|<br\s*/?>", re.IGNORECASE)


def plain_words(markup: str) -> str:
    """The text of clean HTML on one line; it is not HTML any more."""
    return " ".join(html.unescape(strip_tags(_BLOCK_ENDS.sub(" ", markup))).split())


class CivicPage(Page):
    """Abstract. Subclasses add fields, `template` and `search_text()`."""

    show_in_search = True

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; for visitors without a session the same bytes for a short while."""
        render = super().serve
        return cached(request, f"{self.pk}:{self.live_revision_id}", lambda: render(request, *args, **kwargs))

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
