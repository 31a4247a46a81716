"""What the surgery pages show, from the same rows and shapes as frames."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.accounts.queries import bylines
from civic.core import clock
from civic.eventlog.queries import head
from civic.links.queries import connected
from consultations.surgeries import rules, shapes
from consultations.surgeries.actions.undo_question import UNDOABLE
from consultations.surgeries.changes import UNDO_S
from consultations.surgeries.enums import Audience, QuestionState, SurgeryState
from consultations.surgeries.models import Question, Surgery
from consultations.surgeries.viewers import Viewer, viewer_of
from consultations.surgeries.workflow import COUNTS_SUPPORT, QUESTION_STEPS, SUPPORTABLE, TAKES_QUESTIONS

Shown = dict[str, Any]
WAITING = (QuestionState.PUBLISHED, QuestionState.DEFERRED)
CLOSED = (QuestionState.ANSWERED, QuestionState.DECLINED, QuestionState.MERGED)
ONLY_HERE = {"later", "answer_html", "skipped", "asked", "subject", "chained", "public", "can_support", "can_withdraw"}
ON_PAGE = 300  # questions; a longer surgery is read through the interface


@dataclass
class Room:
    """One surgery for one viewer: the question being answered, what waits, what is settled, and one's own."""

    surgery: Surgery
    viewer: Viewer
    seq: int
    now: Shown | None = None
    waiting: list[Shown] = field(default_factory=list)
    settled: list[Shown] = field(default_factory=list)
    mine: list[Shown] = field(default_factory=list)
    held: list[Shown] = field(default_factory=list)
    removed: list[Shown] = field(default_factory=list)

    @property
    def everything(self) -> list[Shown]:
        """Each question once, as a script starts from it."""
        first = [self.now] if self.now else []
        seen = {q["id"]: q for q in [*first, *self.waiting, *self.settled, *self.held, *self.mine]}
        return [{key: value for key, value in q.items() if key not in ONLY_HERE} for q in seen.values()]

    @property
    def takes_questions(self) -> bool:
        return self.surgery.state in TAKES_QUESTIONS

    @property
    def counts_support(self) -> bool:
        return self.surgery.state in COUNTS_SUPPORT

    @property
    def is_on(self) -> bool:
        return self.surgery.state in (SurgeryState.LIVE, SurgeryState.PAUSED)


def room_for(surgery: Surgery, actor: Actor) -> Room:
    """Read the number first, then the rows: what happens in between comes as an event."""
    viewer = viewer_of(actor, surgery)
    room = Room(surgery, viewer, head(surgery.stream))
    rows = list(Question.objects.filter(surgery=surgery).visible_to(viewer).whole().order_by("-pk")[:ON_PAGE])
    shown = shapes.questions_data(rows, viewer)
    linked = connected(row.subject for row in rows)
    owners = bylines({row.owner_id for row in rows if row.state == QuestionState.DEFERRED} - {None})
    for row, data in zip(rows, shown, strict=True):
        data |= {
            "faq": {"url": row.faq_url, "title": row.faq_title} if row.faq_url and data.get("faq") else None,
            "answer_html": row.answer.source_html if data.get("answer") else "",
            "asked": row.asked_at,
            "subject": row.subject,
            "later": _later(row, owners),
            "skipped": row.taken_at is not None,
            "chained": row.subject in linked,
            "public": row.is_visible(Audience.PUBLIC, mine=False),
            "can_support": room.counts_support and row.state in SUPPORTABLE and not data["mine"],
            "can_withdraw": data["mine"] and row.state in QUESTION_STEPS["withdrawn"][0],
        }
        _place(room, data)
    room.waiting.sort(key=lambda q: (q["state"] != QuestionState.PUBLISHED, -q["support"], q["asked_at"]))
    room.settled.sort(key=lambda q: (q["answer"] or {}).get("at") or q["asked_at"], reverse=room.is_on)
    room.held.reverse()
    return room


def _later(row: Question, owners: dict[int | None, Any]) -> Shown | None:
    """Who answers what was put off, and by when."""
    if row.state != QuestionState.DEFERRED or not (row.owner_id or row.due_on):
        return None
    owner = owners.get(row.owner_id)
    return {"by": owner.name if owner else "", "owner_id": row.owner_id, "due": row.due_on}


def _place(room: Room, data: Shown) -> None:
    if data["mine"]:
        room.mine.append(data)
    state = data["state"]
    if state == QuestionState.ANSWERING:
        room.now = data
    elif state in WAITING:
        room.waiting.append(data)
    elif state == QuestionState.HELD and room.viewer.audience == "moderator":
        room.held.append(data)
    elif state in CLOSED and (data["public"] or room.viewer.audience == "moderator"):
        room.settled.append(data)


def hosts_of(surgery: Surgery) -> list[Any]:
    """Names and roles of who runs it, in their order."""
    ids = list(surgery.hosts.values_list("user_id", flat=True))
    names = bylines(ids)
    return [names[pk] for pk in ids]


def owners_of(surgery: Surgery) -> list[tuple[int, str, str]]:
    """Id, public id and name of those who may be named to answer later."""
    people = surgery.hosts.values_list("user__public_id", "user_id")
    names = bylines(user_id for _public_id, user_id in people)
    return [(user_id, str(public_id), names[user_id].name) for public_id, user_id in people]


def rights(actor: Actor, surgery: Surgery) -> dict[str, bool]:
    """What the page offers; the actions decide again."""
    return {
        "open": rules.can_open(actor, surgery) and surgery.state == SurgeryState.SCHEDULED,
        "pause": rules.can_pause(actor, surgery) and surgery.state == SurgeryState.LIVE,
        "resume": rules.can_pause(actor, surgery) and surgery.state == SurgeryState.PAUSED,
        "close": rules.can_close(actor, surgery) and surgery.state in (SurgeryState.LIVE, SurgeryState.PAUSED),
        "answer": rules.can_answer(actor, surgery),
        "moderate": rules.can_moderate(actor, surgery),
    }


def script_data(room: Room, *, desk: bool = False) -> dict[str, Any]:
    """What the live script starts from. `known`: whether a socket would know who this is."""
    return {
        "slug": room.surgery.slug,
        "state": room.surgery.state,
        "epoch": str(room.surgery.epoch),
        "seq": room.seq,
        "known": room.viewer.is_somebody,
        "signed_in": room.viewer.user_id is not None,
        "api": f"/api/v1/surgeries/{room.surgery.slug}/",
        "socket": f"/ws/surgeries/{room.surgery.slug}/",
        "desk": desk,
        "words": words(),
        "now": clock.now().isoformat(),
        "questions": room.everything,
    }


def last_step_of(actor: Actor, surgery: Surgery) -> Question | None:
    """The question whose last step the actor can still take back."""
    since = clock.now() - dt.timedelta(seconds=UNDO_S)
    mine = Question.objects.filter(surgery=surgery, last_by_id=actor.id, last_at__gte=since)
    return mine.filter(last_step__in=UNDOABLE).order_by("-last_at").first() if actor.is_signed_in else None


def event_data(surgery: Surgery, hosts: list[Any]) -> SafeString:
    """The surgery as schema.org's Event, for calendars and search engines: JSON that can't end its element."""
    event = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": surgery.title,
        "startDate": surgery.starts_at.isoformat(),
        "endDate": surgery.ends_at.isoformat(),
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": settings.CIVIC_BASE_URL + surgery.get_absolute_url()},
        "organizer": {"@type": "GovernmentOrganization", "name": settings.CIVIC_COUNCIL_NAME},
        "performer": [{"@type": "Person", "name": host.name} for host in hosts],
    }
    text = json.dumps(event, ensure_ascii=False).translate({60: "\\u003c", 62: "\\u003e", 38: "\\u0026"})
    return mark_safe(text)


def words() -> dict[str, str]:
    """What the live script says, in the page's language."""
    return {
        "resident": _("A resident"),
        "connecting": _("Connecting…"),
        "live": _("Live: new questions and answers appear by themselves."),
        "waiting": _("Reconnecting… your question is safe."),
        "polling": _("The connection is poor: this page looks for news every few seconds."),
        "late": _("New questions may show a little late. What you send is safe."),
        "stopped": _("You can read this page, but it no longer updates by itself. Reload it to go on."),
        "out": _("Waiting to be sent"),
        "held": _("Sent. It appears once a moderator has looked at it."),
        "published": _("Published"),
        "refused": _("Not sent:"),
        "again": _("Put it back into the box"),
        "questions_one": _("1 new question"),
        "questions": _("{n} new questions"),
        "answered_one": _("1 answered"),
        "answered": _("{n} answered"),
        "now": _("Being answered now: {text}"),
        "mine": _("Your question: {state}"),
        "paused": _("Announcements are paused."),
        "reload": _("The surgery is now: {state}. Reload the page to see all that changed."),
        "people_one": _("1 person"),
        "people": _("{n} people"),
    }


def states() -> list[str]:
    """Every state whose tag the script may need."""
    return [*QuestionState.values, *SurgeryState.values]


def blank() -> Shown:
    """A question without anything, for the markup that the script fills."""
    return {"can_support": True, "support": 0, "answer": None, "faq": None}
