"""The door of the pages' room, and what its own templates ask for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Left, Length
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction

from civic.core import clock
from civic.links.queries import everyone_behind, sources_of
from civic.notifications.queries import told_about
from civic.pages.models import FaqIndexPage, FaqPage, FaqSource, NewsPage, Topic
from civic.pages.models.base import plain_words
from civic.search.folding import MAX_QUERY
from civic.search.queries import find

PAGE_SIZE = 20
RELATED = 4


def open_to_all(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Those that anybody may read, told within the same query: live, and in no part that was shut."""
    shut = PageViewRestriction.objects.filter(page__path=Left(OuterRef("path"), Length("page__path")))
    return pages.filter(~Exists(shut), live=True, alias_of__isnull=True)


def newest_pages(*, faqs: int, news: int) -> tuple[list[FaqPage], list[NewsPage]]:
    """The newest answers and news that anybody may read, in one query."""
    wanted = Q(pk__in=readable_faqs()[:faqs].values("pk")) | Q(pk__in=readable_news()[:news].values("pk"))
    rows = Page.objects.filter(wanted).select_related("locale", "faqpage", "newspage__image")
    answers: list[FaqPage] = []
    items: list[NewsPage] = []
    for row in rows.order_by("-first_published_at", "-pk"):
        page = getattr(row, "faqpage", None) or row.newspage
        page.locale = row.locale
        (answers if isinstance(page, FaqPage) else items).append(page)
    return answers, sorted(items, key=lambda item: item.published_on, reverse=True)


def readable_faqs() -> QuerySet[FaqPage]:
    """Answers that anybody may read, newest first; in the reader's language where there is a translation."""
    pages = open_to_all(FaqPage.objects.all())
    return _in_my_language(pages).order_by("-first_published_at", "-pk").select_related("locale")


def readable_news() -> QuerySet[NewsPage]:
    """News that anybody may read, newest first; in the reader's language where there is a translation."""
    pages = open_to_all(NewsPage.objects.all())
    return (
        _in_my_language(pages).order_by("-published_on", "-first_published_at", "-pk").select_related("image", "locale")
    )


def _in_my_language(pages: QuerySet[Any]) -> QuerySet[Any]:
    language = (get_language() or "en")[:2]
    if language == "en":
        return pages.filter(locale__language_code="en")
    own = pages.filter(locale__language_code=language)
    return pages.filter(
        Q(locale__language_code=language)
        | Q(locale__language_code="en") & ~Q(translation_key__in=own.values("translation_key"))
    )


def address(page: Page) -> str:
    """Its path for the reader: an English page is read inside the language that is being spoken."""
    language, path = (get_language() or "en")[:2], page.get_url() or "/"
    return f"/{language}{path}" if language != "en" and page.locale.language_code == "en" else path


def faq_listing(index: FaqIndexPage, request: HttpRequest) -> dict[str, Any]:
    """`?q=` finds, `?topic=` narrows, `?page=` goes on."""
    q = request.GET.get("q", "").replace("\0", "").strip()[:MAX_QUERY]
    pages = readable_faqs()
    topic = Topic.objects.filter(slug=request.GET.get("topic", "")).first()
    context: dict[str, Any] = {"q": q, "topic": topic, "topics": _topics()}
    if q:
        found = find(q, kind="answer", size=PAGE_SIZE)
        ids = [int(hit.subject.partition(":")[2]) for hit in found.hits]
        by_id = {page.pk: page for page in pages.filter(pk__in=ids)}
        return {**context, "answers": [by_id[pk] for pk in ids if pk in by_id], "corrected": found.corrected}
    if topic:
        pages = pages.filter(topics=topic)
    return {**context, **_page_of(pages, request, topic.slug if topic else "")}


def news_listing(request: HttpRequest) -> dict[str, Any]:
    return _page_of(readable_news(), request, "", name="items")


def _page_of(pages: QuerySet[Any], request: HttpRequest, topic: str, name: str = "answers") -> dict[str, Any]:
    """A page of a list that editors keep: it is short, so numbered pages will do."""
    shown = Paginator(pages, PAGE_SIZE).get_page(request.GET.get("page"))
    start = f"?topic={topic}&page=" if topic else "?page="
    return {
        name: list(shown),
        "newer": f"{start}{shown.previous_page_number()}" if shown.has_previous() else "",
        "older": f"{start}{shown.next_page_number()}" if shown.has_next() else "",
    }


def _topics() -> list[Topic]:
    """Topics under which there is something to read, with `n`."""
    counted = FaqPage.topics.through.objects.filter(faqpage__live=True).values("topic").annotate(n=Count("pk"))
    numbers = {row["topic"]: row["n"] for row in counted}
    topics = list(Topic.objects.filter(pk__in=numbers))
    for topic in topics:
        topic.n = numbers[topic.pk]  # type: ignore[attr-defined]
    return topics


def faq_context(page: FaqPage) -> dict[str, Any]:
    """Related answers and the data that search engines read."""
    return {"related": related_faqs(page), "json_ld": faq_json_ld(page), "subject": f"page:{page.pk}"}


def related_faqs(page: FaqPage) -> list[FaqPage]:
    """Other answers of the same topics or ward, by nothing that is known about the reader."""
    others = readable_faqs().exclude(pk=page.pk)
    topics = [topic.pk for topic in page.topics.all()]
    alike = others.filter(Q(topics__in=topics) | Q(area_id=page.area_id or -1)).distinct()[:RELATED]
    return list(alike)


def faq_json_ld(page: FaqPage) -> dict[str, Any]:
    """The answer as schema.org FAQPage."""
    answer: dict[str, Any] = {"@type": "Answer", "text": page.answer_text}
    if page.answered_at:
        answer["dateCreated"] = page.answered_at.isoformat()
    if page.answered_by:
        answer["author"] = {"@type": "Person", "name": page.answered_by}
    question = {"@type": "Question", "name": page.title, "answerCount": 1, "acceptedAnswer": answer}
    return {"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": [question]}


def may_publish_answers(user: Any) -> bool:
    """Whether somebody may publish below the list of answers."""
    index = FaqIndexPage.objects.filter(locale__language_code="en").first()
    return bool(user is not None and index and index.permissions_for_user(user).can_publish_subpage())


def waiting_drafts(limit: int = 20) -> list[FaqPage]:
    """Drafts made from answers that nobody has published yet, those with most people waiting first."""
    pages = FaqPage.objects.filter(source__isnull=False, source__announced_at__isnull=True, live=False)
    return list(pages.order_by("-asked_by_n", "-source__drafted_at")[:limit])


def overdue_reviews(today: dt.date | None = None, limit: int = 20) -> list[FaqPage]:
    """Published answers whose day of review has come."""
    day = today or clock.now().date()
    return list(FaqPage.objects.live().filter(review_on__lte=day).order_by("review_on")[:limit])


def source_of(page: FaqPage) -> dict[str, Any]:
    """For the editor: where the page comes from, how many people will be told, and whether they were."""
    source = FaqSource.objects.filter(page_id=page.pk).first()
    subject = f"page:{page.pk}"
    return {
        "source": source,
        "source_path": page.surgery_path,
        "source_title": page.surgery_title,
        "to_tell": len(everyone_behind(subject)),
        "told": told_about(subject),
        "from_question": bool(sources_of(subject, "question")),
    }


def words_of_body(body: Any) -> str:
    """The plain words of a page's blocks."""
    return plain_words(str(body.render_as_block())) if body else ""


def sitemap_pages() -> list[tuple[str, dt.datetime | None]]:
    """Path and last change of every page that anybody may read."""
    pages = Page.objects.live().public().filter(alias_of__isnull=True, depth__gt=1).order_by("path")
    return [(page.get_url() or "", page.last_published_at) for page in pages if page.get_url()]


def edit_address(page: Page) -> str:
    """Where the page is edited in the CMS."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
