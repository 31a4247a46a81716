"""Surgeries and questions as the actions make them."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from civic.accounts.actors import SYSTEM, Actor
from civic.accounts.enums import Role
from civic.core import clock
from consultations.surgeries.actions.ask_question import ask_question
from consultations.surgeries.actions.open_surgery import open_surgery
from consultations.surgeries.actions.publish_question import publish_question
from consultations.surgeries.actions.schedule_surgery import schedule_surgery
from consultations.surgeries.models import Question, Surgery
from tests.factories.accounts import a_trusted_person, staff


def a_host(**fields: Any) -> Actor:
    return staff(Role.COUNCILLOR, **fields)


def a_surgery(*, host: Actor | None = None, live: bool = True, **fields: Any) -> Surgery:
    """A surgery, live unless told otherwise, run by `host`."""
    host = host or a_host()
    starts_at = clock.now() + dt.timedelta(minutes=5)
    surgery = schedule_surgery(
        by=SYSTEM,
        **{
            "title": f"Surgery {uuid.uuid4().hex[:8]}",
            "starts_at": starts_at,
            "ends_at": starts_at + dt.timedelta(hours=1),
            "hosts": [host.id],
            **fields,
        },
    )
    return open_surgery(by=SYSTEM, surgery=surgery) if live else surgery


def a_device() -> Actor:
    """Somebody without an account, known by their browser."""
    return Actor(device=uuid.uuid4().hex)


def a_question(surgery: Surgery, text: str = "When is the bridge mended?", *, by: Actor | None = None) -> Question:
    """Public at once, unless `by` is somebody not trusted yet."""
    return ask_question(by=by or a_trusted_person(), surgery=surgery, text=text)


def a_held_question(
    surgery: Surgery, text: str = "A secret that nobody may read", *, by: Actor | None = None
) -> Question:
    return ask_question(by=by or a_device(), surgery=surgery, text=text)


def published(question: Question) -> Question:
    return publish_question(by=SYSTEM, question=question)
