"""Pages as editors make them, and drafts as answers make them."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.models import Image, Rendition
from wagtail.images.tests.utils import get_test_image_file_jpeg

from civic.accounts.actors import Actor
from civic.pages.actions.draft_from_question import draft_from_question
from civic.pages.actions.publish_page import publish_page
from civic.pages.models import FaqIndexPage, FaqPage, NewsIndexPage, NewsPage
from consultations.surgeries.actions.answer_question import answer_question
from consultations.surgeries.models import Question
from tests.factories.accounts import a_trusted_person
from tests.factories.surgeries import a_host, a_question, a_surgery


def answers() -> FaqIndexPage:
    index: FaqIndexPage = FaqIndexPage.objects.get(locale__language_code="en")
    return index


def news() -> NewsIndexPage:
    index: NewsIndexPage = NewsIndexPage.objects.get(locale__language_code="en")
    return index


def an_answer_page(title: str = "When is the tip open?", *, live: bool = True, **fields: Any) -> FaqPage:
    """A page that an editor wrote, published unless told otherwise."""
    page = FaqPage(**{"title": title, "slug": uuid.uuid4().hex, "answer": "<p>Every day but Sunday.</p>", **fields})
    if live:
        publish_page(parent=answers(), page=page)
        return page
    page.live = False
    answers().add_child(instance=page)
    page.save_revision()
    return page


def a_news_page(title: str = "The bridge is open", **fields: Any) -> NewsPage:
    page = NewsPage(**{"title": title, "slug": uuid.uuid4().hex, "summary": "Both lanes, from Monday.", **fields})
    publish_page(parent=news(), page=page)
    return page


def an_answered_question(
    text: str = "When is the bridge mended?", *, host: Actor | None = None, asker: Actor | None = None
) -> Question:
    """Asked, answered live, and proposed as a FAQ by the host."""
    host = host or a_host(name="Ada Host")
    surgery = a_surgery(host=host)
    question = a_question(surgery, text, by=asker or a_trusted_person())
    return answer_question(by=host, question=question, text="In **May**, both lanes.", faq=True)


def a_draft_from(question: Question) -> FaqPage:
    """The draft that the proposal leads to."""
    page = draft_from_question(ref=question.ref)
    assert page is not None
    return page


def a_picture(filter_spec: str = "width-10") -> Rendition:
    """A picture of the CMS in one of the sizes that pages ask for."""
    image = Image.objects.create(title="The bridge", file=get_test_image_file_jpeg(size=(20, 20)))
    return image.get_rendition(filter_spec)


def a_paper(name: str = "minutes.pdf") -> Document:
    """A document that a page links to."""
    return Document.objects.create(title="Minutes", file=ContentFile(b"%PDF-1.4", name=name))
