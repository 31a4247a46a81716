"""Draft a FAQ page from an answered question."""

from __future__ import annotations

from civic.accounts.actors import SYSTEM
from civic.pages.actions.draft_faq_page import Answered, draft_faq_page
from civic.pages.models import FaqPage
from consultations.surgeries.queries import published_answer


def draft_from_question(*, ref: str) -> FaqPage | None:
    """The draft for the answered question `ref`; None when the answer was taken back meanwhile. Twice is once."""
    qa = published_answer(ref)
    if qa is None:
        return None
    answered = Answered(
        key=f"question:{qa.ref}",
        question=qa.question,
        answer_html=qa.answer_html,
        by_name=qa.by_name,
        by_role=qa.role,
        at=qa.answered_at,
        where_title=qa.surgery_title,
        where_path=qa.url,
        asked_by_n=qa.support + 1,
        area_id=qa.area_id,
    )
    return draft_faq_page(answered=answered, by=SYSTEM)
