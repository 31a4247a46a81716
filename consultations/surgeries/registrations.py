"""What this room tells the lower ones: titles and people, notices, the desk, the search, /my/."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor, actor_of
from civic.accounts.enums import Role
from civic.accounts.queries import bylines, recipients_of
from civic.accounts.recipients import Recipient
from civic.accounts.registry import MyItem, register_link_purpose, register_my_section, register_waiting
from civic.core.errors import NotFound
from civic.links.queries import title_and_url
from civic.links.registry import register_subject
from civic.moderation.registry import Card, register_kind
from civic.notifications.actions.follow import follow
from civic.notifications.queries import followers
from civic.notifications.registry import register_notice
from civic.search.registry import OFFICIAL, Entry, register_searchable
from consultations.surgeries import queries, rules
from consultations.surgeries.actions.hold_question import hold_question
from consultations.surgeries.actions.publish_question import publish_question
from consultations.surgeries.actions.remove_question import remove_question
from consultations.surgeries.actions.restore_question import restore_question
from consultations.surgeries.enums import HostKind, QuestionState
from consultations.surgeries.leftovers import UNANSWERED, waiting_at_surgeries
from consultations.surgeries.models import Question, Surgery, SurgeryHost
from frontend.registry import register_staff_link

DAY_S = 24 * 3600


def register_all() -> None:
    """Called once, when the app is ready."""
    register_subject(
        "question",
        noun=_("question"),
        title=queries.question_title,
        url=queries.question_url,
        people=queries.people_behind,
    )
    register_subject("surgery", noun=_("surgery"), title=_surgery_title, url=_surgery_url, people=_surgery_people)
    register_link_purpose(
        "question.follow",
        redeem=_follow_question,
        template="question_follow",
        ttl_s=DAY_S,
        question=_("Tell me by e-mail when my question is answered?"),
        button=_("Yes, tell me"),
        leads_to=lambda ref, actor: title_and_url(f"question:{ref}", actor),
    )
    register_notice("question.answered", template="question_answered", context=_answered)
    register_notice("question.declined", template="question_declined", context=_declined)
    register_notice("surgery.due", template="surgery_due", context=_due)
    register_notice("surgery.opened", template="surgery_opened", context=_opened)
    register_my_section("questions", _("Questions you asked"), _my_questions)
    register_waiting("surgeries", waiting_at_surgeries, order=10)
    register_notice("question.yours", template="question_yours", context=_yours)
    register_kind(
        "question",
        noun=_("question"),
        held=_held,
        cards=_cards,
        card=_card,
        publish=lambda ref, by: publish_question(by=by, question=_find(ref), trust=False),
        remove=lambda ref, by, reason, rule: remove_question(by=by, question=_find(ref), reason=reason),
        restore=lambda ref, by: restore_question(by=by, question=_find(ref)),
        people=queries.asker_of,
        hold=lambda ref, by: hold_question(by=by, question=_find(ref)),
        at="asked_at",
    )
    register_searchable(
        "question", load=_entry, noun=_("Answer"), plural=_("Answers from surgeries"), ids=_answered_ids
    )
    register_staff_link("/surgeries/desk/", title=_("Your surgery"), may_see=_runs_one, order=5)
    register_searchable("surgery", load=_surgery_entry, noun=_("Surgery"), plural=_("Surgeries"), ids=_surgery_slugs)


def _runs_one(request: HttpRequest) -> bool:
    actor = actor_of(request)
    return actor.has_role(Role.COUNCILLOR, Role.OFFICER) and queries.surgery_run_by(actor.id) is not None


def _find(ref: str) -> Question:
    row = Question.objects.select_related("surgery").filter(ref=ref).first()
    if row is None:
        raise NotFound
    return row


def _surgery_title(slug: str, actor: Actor) -> str | None:
    row = queries.surgery(slug)
    return row.title if row else None


def _surgery_url(slug: str) -> str:
    row = queries.surgery(slug)
    return row.get_absolute_url() if row else ""


def _surgery_people(slug: str) -> Iterable[Recipient]:
    hosts = SurgeryHost.objects.filter(surgery__slug=slug).values_list("user_id", flat=True)
    return {*recipients_of(hosts), *followers(f"surgery:{slug}")}


def _follow_question(subject: str, email: str) -> str:
    row = _find(subject)
    follow(subject=row.subject, email=email)
    return row.get_absolute_url()


def _answered(subject: str, recipient: Recipient) -> dict[str, Any] | None:
    answer = queries.published_answer(subject.partition(":")[2])
    if answer is None:
        return None
    return {"qa": answer, "url": f"{settings.CIVIC_BASE_URL}{answer.url}"}


def _yours(subject: str, recipient: Recipient) -> dict[str, Any] | None:
    row = Question.objects.select_related("surgery").filter(ref=subject.partition(":")[2]).first()
    if row is None or row.state != QuestionState.DEFERRED or row.owner_id != recipient.user_id:
        return None
    desk = reverse("surgeries:desk", args=[row.surgery.slug])
    return {"question": row, "url": f"{settings.CIVIC_BASE_URL}{desk}?q={row.ref}"}


def _declined(subject: str, recipient: Recipient) -> dict[str, Any] | None:
    row = Question.objects.select_related("surgery").filter(ref=subject.partition(":")[2]).first()
    if row is None or row.state != QuestionState.DECLINED or recipient not in queries.asker_of(row.ref):
        return None
    return {"question": row, "url": f"{settings.CIVIC_BASE_URL}{row.get_absolute_url()}"}


def _due(subject: str, recipient: Recipient) -> dict[str, Any] | None:
    row = queries.surgery(subject.partition(":")[2])
    if row is None or row.state != "scheduled":
        return None
    waiting = row.questions.filter(state__in=UNANSWERED).count()
    return {"surgery": row, "waiting": waiting, "url": f"{settings.CIVIC_BASE_URL}{row.get_absolute_url()}desk/"}


def _opened(subject: str, recipient: Recipient) -> dict[str, Any] | None:
    row = queries.surgery(subject.partition(":")[2])
    if row is None or row.state not in ("live", "paused"):
        return None
    return {"surgery": row, "url": f"{settings.CIVIC_BASE_URL}{row.get_absolute_url()}"}


def _my_questions(actor: Actor) -> list[MyItem]:
    if actor.id is None:
        return []
    rows = Question.objects.filter(author_id=actor.id).select_related("surgery").order_by("-asked_at")[:50]
    return [
        MyItem(
            title=row.text or str(_("Your words are gone")),
            url=row.get_absolute_url(),
            state_code=row.state,
            state=row.get_state_display(),
            at=row.asked_at,
            detail=row.reason or row.surgery.title,
        )
        for row in rows
    ]


def _held(actor: Actor) -> QuerySet[Question]:
    """Where the actor may decide: their wards as moderator or admin, and surgeries they are assigned to as officer."""
    rows = Question.objects.filter(state=QuestionState.HELD).select_related("surgery")
    areas = None if actor.is_system else actor.areas_as(Role.MODERATOR, Role.ADMIN)
    if areas is None:
        return rows
    where = Q(surgery__area__in=_areas(areas))
    if actor.has_role(Role.OFFICER):
        where |= Q(surgery__hosts__user_id=actor.id, surgery__hosts__kind=HostKind.OFFICER)
    return rows.filter(where).distinct()


def _areas(areas: Q) -> list[int]:
    """The wards named in Q(area__in=…)."""
    return [pk for name, value in areas.children if name == "area__in" for pk in value]  # type: ignore[misc]


def _cards(rows: Sequence[Any]) -> list[Card]:
    names = bylines({row.author_id for row in rows})
    return [_as_card(row, names[row.author_id].name) for row in rows]


def _card(ref: str, actor: Actor) -> Card | None:
    row = Question.objects.select_related("surgery").filter(ref=ref).first()
    if row is None or not rules.can_moderate(actor, row.surgery):
        return None
    return _cards([row])[0]


def _as_card(row: Question, name: str) -> Card:
    kept = row.withheld.first() if row.state == QuestionState.REMOVED else None
    return Card(
        subject=row.subject,
        kind="question",
        title=row.surgery.title,
        text=kept.text if kept else row.text,
        author_name=name,
        at=row.asked_at,
        url=row.get_absolute_url(),
        author_id=row.author_id,
        context=str(_("Asked in the surgery “%(title)s”") % {"title": row.surgery.title}),
        state=row.state,
        area_id=row.surgery.area_id,
    )


def _entry(ref: str) -> Entry | None:
    answer = queries.published_answer(ref)
    if answer is None:
        return None
    return Entry(
        title=answer.question,
        text=answer.answer_source,
        url=answer.url,
        weight=OFFICIAL,
        area_id=answer.area_id,
        at=answer.answered_at,
    )


def _answered_ids() -> Iterable[str]:
    return Question.objects.public().filter(state=QuestionState.ANSWERED).values_list("ref", flat=True)


def _surgery_entry(slug: str) -> Entry | None:
    row = Surgery.objects.filter(slug=slug).first()
    if row is None:
        return None
    return Entry(title=row.title, text=row.intro, url=row.get_absolute_url(), area_id=row.area_id, at=row.starts_at)


def _surgery_slugs() -> Iterable[str]:
    return Surgery.objects.values_list("slug", flat=True)
