"""One surgery in one process: its sockets, the events they get, and the tally."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any

from consultations.surgeries.frames import LiveEvent, encode
from consultations.surgeries.live import reading
from consultations.surgeries.live.connection import Connection
from consultations.surgeries.live.threads import in_thread
from consultations.surgeries.viewers import Viewer

PING_S = 15.0
TALLY_S = 0.5
RETRY_S = 1.0
BATCH = 64  # events read at once; well below what a queue holds
log = logging.getLogger(__name__)


class Room:
    """Hears the hint "the stream has reached N", reads the new events once, and hands each frame to every socket."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.connections: set[Connection] = set()
        self.seq = 0
        self.support: dict[str, int] = {}
        self.tally_v = 0
        self._wake = asyncio.Event()
        self._tally_due = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Read where the log is before the first socket asks. Raises LookupError if there is no such surgery."""
        self.seq, self.support = await in_thread(reading.start, self.slug)
        for work in (self._deliver_for_ever, self._ping_for_ever, self._tally_for_ever):
            self._tasks.append(asyncio.create_task(self._for_ever(work)))

    def stop(self) -> None:
        for task in self._tasks:
            task.cancel()

    def wake(self) -> None:
        """There may be new events."""
        self._wake.set()

    def wake_tally(self) -> None:
        """Support or presence may have changed."""
        self._tally_due.set()

    async def join(self, connection: Connection, *, epoch: str | None, since: int | None) -> None:
        """Registered already; read the way from `since` to the head, send it, go live: so there is no window."""
        connection.hold()
        way = await in_thread(reading.way_to_present, self.slug, connection.identity, epoch, since)
        connection.viewer = way.viewer
        await connection.go_live(way.texts, way.seq)
        connection.push(self._tally(self.support))
        self.wake_tally()
        if way.seq > self.seq:
            self.wake()

    def leave(self, connection: Connection) -> None:
        self.connections.discard(connection)
        self.wake_tally()

    async def _for_ever(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        while True:
            try:
                await work()
            except Exception:  # the database is away: the sockets stay, and hear the rest when it is back
                log.exception("a room could not read its surgery")
                await asyncio.sleep(RETRY_S)

    async def _deliver_for_ever(self) -> None:
        await self._wake.wait()
        self._wake.clear()
        try:
            await self.catch_up()
        except Exception:
            self._wake.set()
            raise

    async def catch_up(self) -> None:
        """Read and deliver what is new. Only one task calls this."""
        while True:
            events = await in_thread(reading.new_events, self.slug, self.seq, BATCH)
            for event in events:
                self._deliver(event)
            for connection in self.connections:
                connection.flush_skip()
            if len(events) < BATCH:
                return
            await asyncio.sleep(0)  # readers who keep up empty their queues here

    def _deliver(self, event: LiveEvent) -> None:
        """Encode once for all who get the same bytes: strangers share one frame without a look at each."""
        self.seq = event.seq
        common: dict[Any, str | None] = {}
        for connection in self.connections:
            if not connection.is_live:
                connection.keep_aside(event)
                continue
            viewer = connection.viewer
            key = viewer.audience if event.is_same_for(viewer) else viewer
            if key not in common:
                common[key] = event.text_for(viewer)
            connection.deliver(event.seq, common[key])

    async def _ping_for_ever(self) -> None:
        """Also heals: a hint that was lost is made good here, for the room and for each socket."""
        await asyncio.sleep(PING_S)
        self.wake()
        self.wake_tally()
        head = await in_thread(reading.head_of, self.slug)
        text = encode({"type": "ping", "head": head})
        for connection in self.connections:
            connection.push(text)

    async def _tally_for_ever(self) -> None:
        await self._tally_due.wait()
        self._tally_due.clear()
        began = time.monotonic()
        now = await in_thread(reading.support_of, self.slug)
        changed = {ref: count for ref, count in now.items() if self.support.get(ref) != count}
        self.support = now
        self.tally_v += 1
        text = self._tally(changed)
        for connection in self.connections:
            if connection.is_live:
                connection.push(text)
        await asyncio.sleep(max(0.0, TALLY_S - (time.monotonic() - began)))

    def _tally(self, support: dict[str, int]) -> str:
        frame = {"type": "tally", "v": self.tally_v, "support": support, "present": len(self.connections)}
        return encode(frame)

    async def see_anew(self, connection: Connection, viewer: Viewer) -> None:
        """What the viewer may see changed: send the whole as they may see it from now on."""
        connection.viewer = viewer
        await self.join(connection, epoch=None, since=None)


def crowd(rooms: dict[str, Room]) -> list[tuple[Connection, Room]]:
    return [(connection, room) for room in rooms.values() for connection in room.connections]


