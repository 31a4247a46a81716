"""What a frame from a client leads to. Runs in a thread; the actor and their rights are read anew for each."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from civic.core.errors import CivicError, NotFound, TooFast
from consultations.surgeries import commands
from consultations.surgeries.frames import encode
from consultations.surgeries.live.identity import Identity
from consultations.surgeries.live.limits import count_join
from consultations.surgeries.live.protocol import Ask, Command, Incoming, Support
from consultations.surgeries.models import Surgery
from consultations.surgeries.shapes import Frame


def run(identity: Identity, slug: str, frame: Ask | Support | Command) -> Frame:
    """Do what the frame asks for; the ack, or an error frame with a sentence."""
    ref = str(frame.ref)
    try:
        done, surgery = _do(identity, slug, frame)
    except CivicError as error:
        return error_frame(error, ref)
    subject_id, state = surgery.slug, surgery.state
    if done.question is not None:
        subject_id, state = done.question.ref, done.question.state
    return {"type": "ack", "ref": ref, "id": subject_id, "state": state, "replayed": done.replayed}


def _do(identity: Identity, slug: str, frame: Ask | Support | Command) -> tuple[commands.Done, Surgery]:
    by = identity.actor()
    surgery = Surgery.objects.filter(slug=slug).first()
    if surgery is None:
        raise NotFound
    if isinstance(frame, Ask):
        done = commands.ask(
            by=by,
            who=by.who,
            address=identity.network,
            surgery=surgery,
            text=frame.text,
            key=frame.ref,
            email=frame.email,
        )
    elif isinstance(frame, Support):
        done = commands.support(by=by, surgery=surgery, ref=frame.question, on=frame.on)
    elif frame.question is None:
        done = commands.on_surgery(by=by, surgery=surgery, name=frame.name, key=frame.ref)
        surgery.refresh_from_db()
    else:
        done = commands.on_question(
            by=by, surgery=surgery, ref=frame.question, name=frame.name, data=frame.fields, key=frame.ref
        )
    return done, surgery


def error_frame(error: CivicError, ref: str | None) -> Frame:
    """A refusal, with the fields it names."""
    frame: dict[str, Any] = {"type": "error", "ref": ref, "code": error.code, "detail": str(error.detail)}
    if error.fields:
        frame["fields"] = {name: [str(line) for line in lines] for name, lines in error.fields.items()}
    if isinstance(error, TooFast):
        frame["retry_after"] = error.retry_after
    return frame


def too_fast(frame: Incoming, wait_s: int) -> str:
    ref = getattr(frame, "ref", None)
    return encode(error_frame(TooFast(wait_s), str(ref) if ref else None))


def hello_first() -> str:
    return _("Say hello first.")


def is_banned(identity: Identity) -> bool:
    return identity.actor().is_banned


def join_wait_s(identity: Identity, with_cursor: bool) -> int:
    """Count a join; 0, or the seconds to wait."""
    try:
        count_join(identity, with_cursor=with_cursor)
    except TooFast as error:
        return error.retry_after
    return 0
