"""What this room does when something happened elsewhere."""

from __future__ import annotations

from civic.eventlog.models import Event
from civic.eventlog.registry import on
from civic.links.queries import everyone_behind, sources_of
from civic.notifications.actions.notify import notify
from civic.notifications.queries import muted
from civic.pages.actions.draft_from_question import draft_from_question


@on("question.faq_requested")
def draft_requested_answer(event: Event) -> None:
    """An answered question becomes a draft in the CMS."""
    draft_from_question(ref=str(event.facts["question_id"]))


@on("faq.published", news=True)
def tell_everyone_behind(event: Event) -> None:
    """Everyone at every link that led to the page learns where it is, once, unless they stopped notices on the way."""
    subject = event.stream.name
    hushed = muted([subject, *sources_of(subject)])
    behind = [person for person in everyone_behind(subject) if person.email not in hushed]
    notify(event, kind="faq.published", subject=subject, to=behind)
