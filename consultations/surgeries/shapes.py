"""A surgery and its questions as programs see them, for one viewer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from civic.accounts.queries import Byline, bylines
from civic.core.api_values import absolute, instant, unprefixed
from consultations.surgeries.enums import Audience
from consultations.surgeries.models import Question, QuestionSupport, Surgery
from consultations.surgeries.viewers import Viewer

Frame = dict[str, Any]
Names = dict[int | None, Byline]


def surgery_data(surgery: Surgery, names: Names | None = None) -> Frame:
    """A surgery as programs see it."""
    hosts = list(surgery.hosts.all())
    names = bylines(host.user_id for host in hosts) if names is None else names
    shown = [{"name": names[h.user_id].name, "role": names[h.user_id].role} for h in hosts if h.user_id in names]
    return {
        "slug": surgery.slug,
        "title": surgery.title,
        "intro_html": surgery.intro_html,
        "state": surgery.state,
        "starts_at": instant(surgery.starts_at),
        "ends_at": instant(surgery.ends_at),
        "opened_at": instant(surgery.opened_at),
        "closed_at": instant(surgery.closed_at),
        "area": surgery.area.name if surgery.area else None,
        "hosts": shown,
        "url": absolute(unprefixed(surgery.get_absolute_url())),
    }


def question_data(row: Question, *, audience: Audience, mine: bool, supported: bool, names: Names) -> Frame:
    """A question as one viewer sees it; only its id and state, where they may not see it (any more)."""
    if not row.is_visible(audience, mine=mine):
        return {"id": row.ref, "state": row.state}
    data: Frame = {
        "id": row.ref,
        "text": row.text,
        "state": row.state,
        "support": row.support,
        "supported": supported,
        "mine": mine,
        "by": names[row.author_id].name if row.author_id in names and row.author_id else None,
        "asked_at": instant(row.asked_at),
        "answer": _answer_data(row, names),
        "reason": row.reason or None,
        "merged_into": row.merged_into.ref if row.merged_into else None,
        "faq": {"url": absolute(row.faq_url), "title": row.faq_title} if row.faq_url else None,
    }
    if audience != Audience.PUBLIC:
        data["support_people"], data["support_devices"] = row.support_people, row.support_devices
        data["faq_requested"] = row.faq_requested
    return data


def _answer_data(row: Question, names: Names) -> Frame | None:
    answer = getattr(row, "answer", None)
    if answer is None:
        return None
    by = names.get(answer.by_id) if answer.by_id else None
    return {
        "text": answer.source,
        "by": by.name if by else None,
        "role": by.role if by else "",
        "at": instant(answer.at),
        "edited_at": instant(answer.edited_at),
    }


def names_for(rows: Iterable[Question]) -> Names:
    """Names and roles of all who asked and answered."""
    wanted: set[int | None] = set()
    for row in rows:
        answer = getattr(row, "answer", None)
        wanted |= {row.author_id, answer.by_id if answer else None}
    return bylines(wanted - {None})


def questions_data(rows: Sequence[Question], viewer: Viewer) -> list[Frame]:
    """Rows as one viewer sees them, in a fixed number of queries."""
    names, supported = names_for(rows), supported_by(viewer, rows)
    return [
        question_data(row, audience=viewer.audience, mine=viewer.owns(row), supported=row.pk in supported, names=names)
        for row in rows
    ]


def supported_by(viewer: Viewer, rows: Sequence[Question]) -> set[int]:
    """Which of `rows` the viewer supports, by pk."""
    if not viewer.is_somebody:
        return set()
    mine = QuestionSupport.objects.filter(question__in=rows)
    if viewer.user_id is None:
        mine = mine.filter(user__isnull=True, device=viewer.device)
    else:
        mine = mine.filter(user_id=viewer.user_id)
    return set(mine.values_list("question_id", flat=True))
