"""All rooms of this process: one listener wakes them, one guard looks after rights, one goodbye ends them."""

from __future__ import annotations

import asyncio
import gc
import logging
import random
from collections import Counter
from contextlib import suppress
from weakref import WeakKeyDictionary

from django.utils.translation import gettext as _

from consultations.surgeries.changes import TALLY_CHANNEL
from consultations.surgeries.frames import encode
from consultations.surgeries.live import farewell
from consultations.surgeries.live.connection import Connection
from consultations.surgeries.live.identity import Standing, standings
from consultations.surgeries.live.listener import listen
from consultations.surgeries.live.room import Room, crowd
from consultations.surgeries.live.threads import in_thread

GUARD_S = 3.0  # a ban or a lost role reaches an open socket within 5 s
SOCKETS_EACH = 5
GOAWAY_MS = 5000
CLOSES = {Standing.BANNED: 4403, Standing.SIGNED_OUT: 4401}
log = logging.getLogger(__name__)


class Hub:
    """Made when the first socket comes; lives as long as the event loop."""

    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}
        self.sockets: Counter[str] = Counter()
        self._opening = asyncio.Lock()
        self._hears = False
        self._suspicion = asyncio.Event()
        self._showing: set[asyncio.Task[None]] = set()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        gc.collect()
        gc.freeze()  # what the process loaded stays: looking through it again took a third of the time of each join
        self._tasks = [
            asyncio.create_task(listen(self._heard, self._lost, self._back)),
            asyncio.create_task(self._guard_for_ever()),
        ]
        farewell.on_sigterm(self.say_goodbye)

    def admit(self, who: str) -> bool:
        """Count one more socket of a person or device; False if they have five already."""
        if who and self.sockets[who] >= SOCKETS_EACH:
            return False
        self.sockets[who] += 1
        return True

    async def enter(self, slug: str, connection: Connection) -> Room:
        """The room of a surgery, with the connection registered in it. Raises LookupError if there is none."""
        if slug not in self.rooms:
            async with self._opening:
                if slug not in self.rooms:
                    room = Room(slug)
                    await room.start()
                    room.hears = self._hears
                    self.rooms[slug] = room
        room = self.rooms[slug]
        room.connections.add(connection)
        return room

    def leave(self, connection: Connection, room: Room | None) -> None:
        who = connection.identity.who
        self.sockets[who] -= 1
        if self.sockets[who] <= 0:
            del self.sockets[who]
        if room is None:
            return
        room.leave(connection)
        if not room.connections and self.rooms.get(room.slug) is room:
            room.stop()
            del self.rooms[room.slug]

    def _heard(self, channel: str, payload: str) -> None:
        if channel == TALLY_CHANNEL:
            if payload in self.rooms:
                self.rooms[payload].wake_tally()
            return
        stream = payload.partition(" ")[0]
        kind, _colon, identity = stream.partition(":")
        if kind == "surgery" and identity in self.rooms:
            self.rooms[identity].wake()
        elif kind == "user":
            self._suspicion.set()

    def _lost(self) -> None:
        """Told to the sockets at once: what they see may be up to 15 s late."""
        self._hears = False
        for room in self.rooms.values():
            room.hears = False
        detail = _("New questions may show a little late. What you send is safe.")
        self._tell_all(encode({"type": "error", "ref": None, "code": "late", "detail": detail}))

    def _back(self) -> None:
        """Whatever was missed is read from the log."""
        self._hears = True
        for room in self.rooms.values():
            room.hears = True
            room.wake()
            room.wake_tally()
            text = encode({"type": "ping", "head": room.seq})
            for connection in room.connections:
                connection.push(text)

    def say_goodbye(self) -> None:
        """Before this process ends: everyone comes back at another moment."""
        for connection, _room in crowd(self.rooms):
            connection.push(encode({"type": "goaway", "after_ms": random.randint(0, GOAWAY_MS)}))  # noqa: S311

    def _tell_all(self, text: str) -> None:
        for connection, _room in crowd(self.rooms):
            connection.push(text)

    async def _guard_for_ever(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._suspicion.wait(), GUARD_S)
            self._suspicion.clear()
            try:
                await self._guard()
            except Exception:
                log.exception("rights of open sockets could not be read")
                await asyncio.sleep(1)

    async def _guard(self) -> None:
        """Close the sockets of those who were banned or signed out; show others what they may see now."""
        self._showing = {task for task in self._showing if not task.done()}
        signed_in = [(c, room) for c, room in crowd(self.rooms) if c.identity.user_id and c.is_live]
        if not signed_in:
            return
        found = await in_thread(standings, [(c.identity, room.slug) for c, room in signed_in])
        for connection, room in signed_in:
            standing, viewer = found[connection.identity, room.slug]
            if standing in CLOSES:
                connection.close(CLOSES[standing])
            elif viewer.audience != connection.viewer.audience:
                self._showing.add(asyncio.create_task(room.see_anew(connection, viewer)))  # at the reader's pace


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def the_hub() -> Hub:
    """The hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
        _hubs[loop].start()
    return _hubs[loop]
