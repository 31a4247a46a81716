"""What travels: frames made from the rows as they are now, for one viewer. Socket, events and snapshot use the same.

Nothing here is stored, so what was removed can't come back. A frame is encoded once for all who get the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from civic.eventlog.models import Event
from civic.eventlog.queries import events_since, head
from consultations.surgeries.enums import Audience
from consultations.surgeries.models import Question, QuestionSupport, Surgery
from consultations.surgeries.shapes import Frame, Names, names_for, question_data, questions_data, surgery_data
from consultations.surgeries.viewers import Viewer

MAX_GAP = 500  # further behind, a viewer gets the snapshot instead
PAGE = 200
QUESTION_VERBS = frozenset(
    {
        *("asked", "published", "taken", "deferred", "answered", "declined", "merged", "unmerged"),
        *("redacted", "withdrawn", "removed", "faq_published"),
    }
)
SURGERY_VERBS = frozenset({"opened", "paused", "resumed", "closed"})


def encode(frame: Frame) -> str:
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))


@dataclass
class LiveEvent:
    """One event with the rows it is about, ready for any viewer."""

    seq: int
    verb: str
    question: Question | None = None
    surgery: Surgery | None = None
    names: Names = field(default_factory=dict)
    people: frozenset[int] = frozenset()  # who supports the question
    devices: frozenset[str] = frozenset()
    _encoded: dict[tuple[Audience, bool, bool], str | None] = field(default_factory=dict)

    def text_for(self, viewer: Viewer) -> str | None:
        """The frame for `viewer`, encoded; None if it is not for them. At most a dozen encodings for any crowd."""
        key = self._variant(viewer)
        if key not in self._encoded:
            frame = self._frame(*key)
            self._encoded[key] = None if frame is None else encode(frame)
        return self._encoded[key]

    @cached_property
    def devices_apart(self) -> frozenset[str]:
        """Devices that asked or support; whoever else has no account gets what every stranger gets."""
        asked_by = self.question.device if self.question is not None else ""
        return (self.devices | {asked_by}) - {""}

    def frame_for(self, viewer: Viewer) -> Frame | None:
        return self._frame(*self._variant(viewer))

    def _variant(self, viewer: Viewer) -> tuple[Audience, bool, bool]:
        if self.question is None:
            return Audience.PUBLIC, False, False
        supported = viewer.user_id in self.people if viewer.user_id else viewer.device in self.devices
        return viewer.audience, viewer.owns(self.question), supported

    def _frame(self, audience: Audience, mine: bool, supported: bool) -> Frame | None:
        if self.surgery is not None:
            return self._wrapped({"surgery": surgery_data(self.surgery)})
        if self.question is None:
            return None
        if not (self.question.was_public or self.question.is_visible(audience, mine=mine)):
            return None
        data = question_data(self.question, audience=audience, mine=mine, supported=supported, names=self.names)
        return self._wrapped({"question": data})

    def _wrapped(self, data: Frame) -> Frame:
        return {"type": "event", "seq": self.seq, "verb": self.verb, "data": data}


def live_events(surgery: Surgery, since: int, *, limit: int = MAX_GAP) -> list[LiveEvent]:
    """The events after `since` with the rows they are about, as they are now."""
    events = events_since(surgery.stream, since, limit=limit)
    refs = {str(event.facts["question_id"]) for event in events if _subject(event) == "question"}
    rows = {row.ref: row for row in Question.objects.filter(surgery=surgery, ref__in=refs).framed()}
    names = names_for(rows.values())
    supports: dict[int, list[tuple[int | None, str]]] = {}
    supported = [row.pk for row in rows.values() if row.support]
    if supported:
        known = QuestionSupport.objects.filter(question_id__in=supported)
        for pk, user, device in known.values_list("question_id", "user_id", "device"):
            supports.setdefault(pk, []).append((user, device))
    now = Surgery.objects.with_hosts().get(pk=surgery.pk) if any(_subject(e) == "surgery" for e in events) else None
    return [_live(event, rows, supports, names, now) for event in events]


def _live(event: Event, rows: dict[str, Question], supports: Any, names: Names, now: Surgery | None) -> LiveEvent:
    if _subject(event) == "surgery" and now is not None:
        live = LiveEvent(event.seq, event.verb, surgery=now)
        live.text_for(Viewer())  # hosts' names are read here, while a database connection is at hand
        return live
    row = rows.get(str(event.facts.get("question_id"))) if _subject(event) == "question" else None
    if row is None:
        return LiveEvent(event.seq, event.verb)
    who = supports.get(row.pk, [])
    people = frozenset(user for user, _device in who if user is not None)
    devices = frozenset(device for user, device in who if user is None)
    return LiveEvent(event.seq, event.verb, question=row, names=names, people=people, devices=devices)


def _subject(event: Event) -> str:
    """What the event shows: "question", "surgery", or "" for what no viewer is told."""
    kind, _dot, verb = event.verb.partition(".")
    if kind == "question" and verb in QUESTION_VERBS:
        return "question"
    return "surgery" if kind == "surgery" and verb in SURGERY_VERBS else ""


def frames_of(events: Sequence[LiveEvent], viewer: Viewer) -> list[Frame]:
    """Frames for one viewer; what is not for them becomes a `skip`, so that the numbers stay without gaps."""
    frames: list[Frame] = []
    for event in events:
        frame = event.frame_for(viewer)
        if frame is not None:
            frames.append(frame)
        elif frames and frames[-1]["type"] == "skip":
            frames[-1]["to"] = event.seq
        else:
            frames.append({"type": "skip", "to": event.seq})
    return frames


def catch_up(surgery: Surgery, viewer: Viewer, *, epoch: str | None, since: int | None) -> tuple[list[Frame], int]:
    """Frames that bring a viewer from `since` to the present, or the snapshot as a `reset`; and the number there."""
    at = head(surgery.stream)
    if since is None or must_reset(surgery, epoch=epoch, since=since, at=at):
        frame, _last = snapshot(surgery, viewer)
        return [{"type": "reset", **frame}], frame["seq"]
    events = live_events(surgery, since, limit=MAX_GAP + 1)
    return frames_of(events, viewer), events[-1].seq if events else since


def must_reset(surgery: Surgery, *, epoch: str | None, since: int | None, at: int) -> bool:
    """Whether a viewer's cursor is of no use: none, of another epoch, from the future, or too far behind."""
    if since is None or (epoch is not None and epoch != str(surgery.epoch)):
        return True
    return since > at or at - since > MAX_GAP


def snapshot(surgery: Surgery, viewer: Viewer, *, before: int | None = None) -> tuple[Frame, int | None]:
    """All that `viewer` may see now, newest questions first, and the pk that the next page begins below.

    The number is read before the rows: what happens in between comes again as an event, and twice is once.
    """
    seq = head(surgery.stream)
    surgery = Surgery.objects.with_hosts().get(pk=surgery.pk)
    rows = Question.objects.filter(surgery=surgery).visible_to(viewer).framed().order_by("-pk")
    found = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    shown = found[:PAGE]
    data = questions_data(shown, viewer)
    frame = {"epoch": str(surgery.epoch), "seq": seq, "surgery": surgery_data(surgery), "questions": data, "next": None}
    return frame, shown[-1].pk if len(found) > PAGE else None
