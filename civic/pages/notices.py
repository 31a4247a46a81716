"""How pages are known to the chain of links, and the words in which people are told of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor
from civic.accounts.recipients import Recipient
from civic.links.queries import sources_of
from civic.links.registry import register_subject
from civic.notifications.queries import followers
from civic.notifications.registry import register_notice
from civic.pages.models import FaqPage


def connect() -> None:
    """Called once, by the app's `ready()`."""
    register_subject("page", noun=_("page"), title=page_title, url=page_url, people=people_of)
    register_notice("faq.published", template="faq_published", context=published_context)


def page_title(identity: str, actor: Actor) -> str | None:
    """The title of a page that anybody may read."""
    page = _readable(identity)
    return page.title if page else None


def page_url(identity: str) -> str:
    """Its path; of the list of answers while it can't be read."""
    page = _readable(identity)
    return (page.get_url() if page else None) or "/faq/"


def people_of(identity: str) -> Iterable[Recipient]:
    """Who follows the page."""
    return followers(f"page:{identity}")


def published_context(subject: str, recipient: Recipient) -> dict[str, Any] | None:
    """What the mail says; None while the page can't be read (any more)."""
    page = _readable(subject.partition(":")[2])
    if page is None:
        return None
    return {
        "question": page.title,
        "answer": page.answer_text,
        "url": settings.CIVIC_BASE_URL + (page.get_url() or "/faq/"),
        "by_name": page.answered_by,
        "by_role": page.answered_role,
        "at": page.answered_at,
        "surgery_title": page.surgery_title,
        "from_question": bool(sources_of(subject, "question")),
    }


def _readable(identity: str) -> FaqPage | None:
    page: FaqPage | None = FaqPage.objects.live().public().filter(pk=int(identity)).first()
    return page
