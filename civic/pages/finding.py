"""What of our pages may be found, and as what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from civic.links.queries import became
from civic.pages.models import CivicPage, FaqPage, NewsPage, StandardPage, WardPage
from civic.search.registry import OFFICIAL, Entry, register_searchable

KINDS: dict[type[Page], str] = {FaqPage: "answer", NewsPage: "news", StandardPage: "page", WardPage: "ward"}


def page_subject(page: Page) -> str:
    """The name by which the search index knows a page."""
    return f"{KINDS[type(page)]}:{page.pk}"


def connect() -> None:
    """Register our kinds with the search. Called once, by the app's `ready()`."""
    for model, noun, plural in (
        (FaqPage, _("Answer"), _("Answers")),
        (NewsPage, _("News"), _("News")),
        (StandardPage, _("Page"), _("Pages")),
        (WardPage, _("Ward"), _("Wards")),
    ):
        stands_for = _what_became if model is FaqPage else None
        register_searchable(
            KINDS[model], noun=noun, plural=plural, load=_loader(model), ids=_lister(model), stands_for=stands_for
        )


def _what_became(ids: list[str]) -> set[str]:
    """The questions that these pages answer: found as the page, not once more beside it."""
    return became(f"page:{pk}" for pk in ids)


def _loader(model: type[CivicPage]) -> Callable[[str], Entry | None]:
    def load(identity: str) -> Entry | None:
        page = model.objects.live().public().filter(pk=int(identity), alias_of__isnull=True).first()
        return _entry(page) if page else None

    return load


def _lister(model: type[CivicPage]) -> Callable[[], Iterable[str]]:
    return lambda: map(str, model.objects.live().values_list("pk", flat=True))


def _entry(page: CivicPage) -> Entry | None:
    url = page.get_url()
    if url is None:
        return None
    language = page.locale.language_code
    return Entry(
        title=page.title,
        text=page.search_text(),
        url=url,
        weight=OFFICIAL * (1.5 if isinstance(page, FaqPage) else 1),
        area_id=getattr(page, "area_id", None) or getattr(page, "ward_id", None),
        at=_day_of(page),
        language="" if language == "en" else language,  # English pages are served under every language's address
    )


def _day_of(page: CivicPage) -> dt.datetime | None:
    """When it was said: the day of the news, or of the answer."""
    if isinstance(page, NewsPage):
        return dt.datetime.combine(page.published_on, dt.time(12), dt.UTC)
    if isinstance(page, FaqPage):
        return page.answered_at or page.last_published_at
    return None
