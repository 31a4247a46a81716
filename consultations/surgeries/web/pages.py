"""What the surgery pages show, from the same rows and shapes as frames."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from civic.accounts.actors import Actor
from civic.accounts.queries import bylines
from consultations.surgeries import frames, rules
from consultations.surgeries.enums import QuestionState, SurgeryState
from consultations.surgeries.models import Question, Surgery
from consultations.surgeries.viewers import Viewer, viewer_of
from consultations.surgeries.workflow import COUNTS_SUPPORT, TAKES_QUESTIONS

Shown = dict[str, Any]
WAITING = (QuestionState.PUBLISHED, QuestionState.DEFERRED)
CLOSED = (QuestionState.ANSWERED, QuestionState.DECLINED, QuestionState.MERGED)
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
        return [{key: value for key, value in q.items() if key != "answer_html"} for q in seen.values()]

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
    room = Room(surgery, viewer, frames.head(surgery.stream))
    rows = list(Question.objects.filter(surgery=surgery).visible_to(viewer).whole().order_by("-pk")[:ON_PAGE])
    shown = frames.questions_data(rows, viewer)
    for row, data in zip(rows, shown, strict=True):
        data["answer_html"] = row.answer.source_html if data.get("answer") else ""
        _place(room, data)
    room.waiting.sort(key=lambda q: (q["state"] != QuestionState.PUBLISHED, -q["support"], q["asked_at"]))
    room.settled.sort(key=lambda q: (q["answer"] or {}).get("at") or q["asked_at"], reverse=True)
    room.held.reverse()
    return room


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
    elif state in CLOSED and not (data["mine"] and state == QuestionState.DECLINED and not room.viewer.user_id):
        room.settled.append(data)


def hosts_of(surgery: Surgery) -> list[Any]:
    """Names and roles of who runs it, in their order."""
    ids = list(surgery.hosts.values_list("user_id", flat=True))
    names = bylines(ids)
    return [names[pk] for pk in ids]


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
        "questions": room.everything,
    }


def event_data(surgery: Surgery, hosts: list[Any]) -> dict[str, Any]:
    """The surgery as schema.org's Event, for calendars and search engines."""
    return {
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
