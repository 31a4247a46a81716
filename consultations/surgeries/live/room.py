"""One surgery in one process: its sockets, the events they get, and the tally."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from consultations.surgeries.frames import LiveEvent, encode, live_events
from consultations.surgeries.live import reading
from consultations.surgeries.live.connection import Connection
from consultations.surgeries.live.identity import Identity
from consultations.surgeries.live.reading import Way
from consultations.surgeries.live.threads import in_thread
from consultations.surgeries.viewers import STRANGER, Viewer

PING_S = 15.0
TALLY_S = 0.5
PRESENCE_S = 5.0
RETRY_S = 1.0
BATCH = 64  # events read at once; well below what a queue holds
log = logging.getLogger(__name__)


class Room:
    """Hears the hint "the stream has reached N", reads the new events once, and hands each frame to every socket."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.connections: set[Connection] = set()
        self.seq = 0
        self.is_reading = False
        self._for_strangers: Way | None = None  # the snapshot that all who are nobody in particular get
        self.support: dict[str, int] = {}
        self.tally_v = 0
        self.hears = True  # whether the process's listener is there to wake it
        self._present = 0
        self._wake = asyncio.Event()
        self._tally_due = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Read where the log is before the first socket asks. Raises LookupError if there is no such surgery."""
        self.surgery, self.seq, self.support = await in_thread(reading.start, self.slug)
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
        async with connection.joining:  # one way at a time: a later one never starts below what was sent
            await self._join(connection, epoch, since)

    async def _join(self, connection: Connection, epoch: str | None, since: int | None) -> None:
        connection.hold()
        way = self._short_way(connection.identity, epoch, since)
        if way is None:
            way = await in_thread(reading.way_to_present, self.slug, connection.identity, epoch, since)
            if not way.viewer.is_somebody and since is None:
                self._for_strangers = way
        connection.viewer = way.viewer
        await connection.go_live(way.texts, way.seq)
        connection.push(self._tally(self.support))
        if way.seq > self.seq:
            self.wake()

    def _short_way(self, identity: Identity, epoch: str | None, since: int | None) -> Way | None:
        """The way to the present without reading it again, for the many who come back at once where nothing is new.

        Only for people without an account, whose audience can't change, and only while the room is up to date.
        """
        if identity.user_id is not None or self.is_reading or self._wake.is_set() or not self.hears:
            return None
        if since == self.seq and epoch in (None, str(self.surgery.epoch)):
            return Way([], self.seq, Viewer(device=identity.device))
        known = self._for_strangers
        return known if since is None and not identity.device and known and known.seq == self.seq else None

    def leave(self, connection: Connection) -> None:
        self.connections.discard(connection)

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
        self.is_reading = True
        try:
            await self.catch_up()
        except Exception:
            self._wake.set()
            raise
        finally:
            self.is_reading = False

    async def catch_up(self) -> None:
        """Read and deliver what is new. Only one task calls this."""
        while True:
            events = await in_thread(live_events, self.surgery, self.seq, limit=BATCH)
            for event in events:
                self._deliver(event)
                await asyncio.sleep(0)  # a large room takes a while for each; others get their turn
            for connection in self.connections:
                connection.flush_skip()
            if len(events) < BATCH:
                return

    def _deliver(self, event: LiveEvent) -> None:
        """Encode once for all who get the same bytes: strangers share one frame without a look at each."""
        self.seq = event.seq
        strangers, apart = event.text_for(STRANGER), event.devices_apart
        for connection in self.connections:
            if not connection.is_live:
                connection.keep_aside(event)
                continue
            viewer = connection.viewer
            alike = viewer.user_id is None and viewer.device not in apart
            connection.deliver(event.seq, strangers if alike else event.text_for(viewer))

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
        """Support at most twice a second; who comes and goes is counted every few seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._tally_due.wait(), PRESENCE_S)
        changed: dict[str, int] = {}
        if self._tally_due.is_set():
            self._tally_due.clear()
            now = await in_thread(reading.support_of, self.slug)
            changed = {ref: count for ref, count in now.items() if self.support.get(ref) != count}
            self.support, self._for_strangers = now, None
        if changed or self._present != len(self.connections):
            self._present = len(self.connections)
            self.tally_v += 1
            text = self._tally(changed)
            for connection in self.connections:
                if connection.is_live:
                    connection.push(text)
        await asyncio.sleep(TALLY_S)

    def _tally(self, support: dict[str, int]) -> str:
        frame = {"type": "tally", "v": self.tally_v, "support": support, "present": len(self.connections)}
        return encode(frame)

    async def see_anew(self, connection: Connection, viewer: Viewer) -> None:
        """What the viewer may see changed: send the whole as they may see it from now on."""
        connection.viewer = viewer
        await self.join(connection, epoch=None, since=None)


def crowd(rooms: dict[str, Room]) -> list[tuple[Connection, Room]]:
    return [(connection, room) for room in rooms.values() for connection in room.connections]
