"""The door of this room for those above: what is on, and what was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from civic.accounts.actors import Actor
from civic.accounts.queries import byline, recipients_of
from civic.accounts.recipients import Recipient
from civic.notifications.queries import followers
from consultations.surgeries.enums import QuestionState, SurgeryState
from consultations.surgeries.models import Question, QuestionSupport, Surgery
from consultations.surgeries.querysets import GONE, SurgeryQuerySet
from consultations.surgeries.viewers import STRANGER, viewer_of


@dataclass(frozen=True)
class QA:
    """A question and its answer as everyone may read them. answer_html is clean; support: people and devices."""

    ref: str
    question: str
    answer_source: str
    answer_html: str
    by_name: str
    role: str
    answered_at: dt.datetime
    surgery_title: str
    surgery_slug: str
    surgery_url: str
    url: str
    area_id: int | None
    support: int


def published_answer(question_ref: str) -> QA | None:
    """The question with its answer; None while it is not answered, or not public (any more)."""
    rows = Question.objects.public().whole().filter(ref=question_ref, state=QuestionState.ANSWERED)
    row = rows.first()
    if row is None:
        return None
    name = byline(row.answer.by_id)
    return QA(
        ref=row.ref,
        question=row.text,
        answer_source=row.answer.source,
        answer_html=row.answer.source_html,
        by_name=name.name if row.answer.by_id else "",
        role=name.role,
        answered_at=row.answer.at,
        surgery_title=row.surgery.title,
        surgery_slug=row.surgery.slug,
        surgery_url=row.surgery.get_absolute_url(),
        url=row.get_absolute_url(),
        area_id=row.surgery.area_id,
        support=row.support,
    )


def live_surgeries() -> SurgeryQuerySet:
    """Live now or paused, in order of beginning."""
    return Surgery.objects.running().with_hosts()


def next_surgeries() -> SurgeryQuerySet:
    """To come, soonest first."""
    return Surgery.objects.coming().with_hosts()


def on_now_and_next(*, each: int) -> tuple[list[Surgery], list[Surgery]]:
    """A few that are on and a few to come, without their hosts, in one query."""
    bare = Surgery.objects.all()
    rows = list(bare.running()[:each].union(bare.coming()[:each], all=True))
    coming = [row for row in rows if row.state == SurgeryState.SCHEDULED]
    return [row for row in rows if row not in coming], sorted(coming, key=lambda row: (row.starts_at, row.pk))


def past_surgeries() -> SurgeryQuerySet:
    """Over, latest first."""
    return Surgery.objects.past().with_hosts()


def surgery(slug: str) -> Surgery | None:
    return Surgery.objects.filter(slug=slug).first()


def surgery_run_by(user_id: int | None) -> Surgery | None:
    """The surgery that a person runs now, or the next one."""
    if user_id is None:
        return None
    mine = Surgery.objects.filter(hosts__user_id=user_id)
    return mine.running().first() or mine.coming().first()


def question_title(ref: str, actor: Actor) -> str | None:
    """A question's words; None if the actor may not see it."""
    row = Question.objects.select_related("surgery").filter(ref=ref).first()
    if row is None or not row.text:
        return None
    viewer = viewer_of(actor, row.surgery)
    if not row.is_visible(viewer.audience, mine=viewer.owns(row)):
        return None
    return row.text if len(row.text) <= 120 else row.text[:119].rstrip() + "…"


def question_url(ref: str) -> str:
    row = Question.objects.select_related("surgery").filter(ref=ref).first()
    return row.get_absolute_url() if row else ""


def people_behind(ref: str) -> set[Recipient]:
    """Everyone who asked, supports or follows a question, and those of the questions merged into it."""
    row = Question.objects.filter(ref=ref).first()
    if row is None:
        return set()
    rows = [row, *row.merged.exclude(state__in=GONE)]
    users = {one.author_id for one in rows} | set(
        QuestionSupport.objects.filter(question__in=rows, user__isnull=False).values_list("user_id", flat=True)
    )
    found = set(recipients_of(user for user in users if user is not None))
    for one in rows:
        found |= set(followers(one.subject))
    return found


def asker_of(ref: str) -> Iterable[Recipient]:
    """The person who asked, and addresses that follow their question before it is public."""
    row = Question.objects.filter(ref=ref).first()
    if row is None:
        return []
    return recipients_of([row.author_id]) if row.author_id else followers(row.subject)


def is_public(ref: str) -> bool:
    """Whether everyone may read the question now."""
    return Question.objects.filter(ref=ref).visible_to(STRANGER).exists()
