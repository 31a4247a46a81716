"""Write one fact, in the caller's transaction."""

from __future__ import annotations

import re
from functools import partial
from typing import Any, Protocol

from django.db import connection, transaction

from civic.core import clock
from civic.core.context import request_id
from civic.eventlog.models import Event, Stream
from civic.eventlog.registry import handlers_of

CHANNEL = "civic_events"
_ID = re.compile(r"[A-Za-z0-9_.:\-]{0,120}")


class HasId(Protocol):
    """Anyone who acts: a plain id (None: a visitor or the system) and the role that was used ("" if none)."""

    @property
    def id(self) -> int | None: ...

    @property
    def role(self) -> str: ...


def record(verb: str, *, on: str, by: HasId | None = None, **facts: Any) -> Event:
    """Append `verb` to the stream `on`, defer its handlers as jobs, and wake the sockets after commit.

    facts: ids and numbers only. Raises RuntimeError outside a transaction, ValueError for facts that could hold text.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction of the change it records")
    for name, value in facts.items():
        _refuse_text(name, value)
    stream, previous = _claim(on)
    event = Event(
        stream=stream,
        seq=stream.seq,
        verb=verb,
        actor_id=by.id if by else None,
        role=by.role if by else "",
        facts=facts,
        at=clock.now(),
        request_id=request_id(),
        previous=previous,
    )
    event.hash = event.sealed()
    event.save(force_insert=True)
    Stream.objects.filter(pk=stream.pk).update(head=event.hash)
    _defer_handlers(event)
    transaction.on_commit(partial(_wake, stream.name, stream.seq), robust=True)
    return event


def _claim(name: str) -> tuple[Stream, str]:
    """Take the stream's next number under its row lock, held until commit: so numbers have no gaps."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO eventlog_stream AS s (name, seq, head) VALUES (%s, 1, '') "
            "ON CONFLICT (name) DO UPDATE SET seq = s.seq + 1 RETURNING id, seq, head",
            [name],
        )
        pk, seq, head = cursor.fetchone()
    return Stream(pk=pk, name=name, seq=seq, head=head), head


def _defer_handlers(event: Event) -> None:
    from civic.eventlog.tasks import react  # tasks import the registry of apps, which is not there at import time

    for name in handlers_of(event.verb, age=clock.real() - event.at):
        react.defer(event_id=event.pk, handler=name)


def _wake(stream: str, seq: int) -> None:
    """A hint without content, after commit: inside a writing transaction NOTIFY would serialise all commits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{stream} {seq}"])


def _refuse_text(name: str, value: Any) -> None:
    if value is None or isinstance(value, bool | int | float):
        return
    if isinstance(value, list | tuple):
        for item in value:
            _refuse_text(name, item)
    elif not (isinstance(value, str) and _ID.fullmatch(value)):
        raise ValueError(f"the fact {name!r} must be an id or a number, never text")
