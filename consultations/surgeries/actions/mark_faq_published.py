"""Note where a question's FAQ page can be read."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import SYSTEM, Actor
from consultations.surgeries.changes import tell
from consultations.surgeries.models import Question


@transaction.atomic
def mark_faq_published(*, question_ref: str, url: str, title: str, by: Actor = SYSTEM) -> None:
    """Called by the pages' room when the page goes live or moves. Twice is once; an unknown question is let be.

    url: an absolute path on this site, or http(s).
    """
    question = (
        Question.objects.select_for_update(of=("self",)).select_related("surgery").filter(ref=question_ref).first()
    )
    if question is None or (question.faq_url, question.faq_title) == (url, title):
        return
    if not url.startswith(("/", "https://", "http://")) or url.startswith("//"):
        raise ValueError("the address of a FAQ page is a path of this site or http(s)")
    question.faq_url, question.faq_title = url, title[:255]
    question.save(update_fields=["faq_url", "faq_title"])
    tell(question, "faq_published", by=by)
