"""What this room does when something happened elsewhere."""

from __future__ import annotations

from civic.accounts.actors import SYSTEM
from civic.eventlog.models import Event
from civic.eventlog.registry import on
from civic.links.queries import everyone_behind
from civic.notifications.actions.notify import notify
from civic.pages.actions.draft_faq_page import Answered, draft_faq_page


@on("question.faq_requested")
def draft_from_question(event: Event) -> None:
    """An answered question becomes a draft in the CMS."""
    from consultations.surgeries.queries import published_answer

    qa = published_answer(str(event.facts["question_id"]))
    if qa is None:  # the answer was taken back meanwhile
        return
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
    draft_faq_page(answered=answered, by=SYSTEM)


@on("faq.published")
def tell_everyone_behind(event: Event) -> None:
    """Everyone at every link that led to the page learns where it is, once."""
    subject = event.stream.name
    notify(event, kind="faq.published", subject=subject, to=everyone_behind(subject))
