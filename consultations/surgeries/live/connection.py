"""One socket's way out: a bounded queue between the room and a reader who may be slow."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from consultations.surgeries.frames import LiveEvent
from consultations.surgeries.live.identity import Identity
from consultations.surgeries.viewers import Viewer

MAX_FRAMES = 256
MAX_BYTES = 256 * 1024
WAY_FRAMES = 64
PATIENCE_S = 30
TOO_SLOW = 4408


def size_of(text: str) -> int:
    """Bytes on the wire."""
    return len(text) if text.isascii() else len(text.encode())


class Connection:
    """What is known about one open socket. `seq`: the last number it was sent; events are never sent twice or early."""

    def __init__(self, identity: Identity, send: Callable[[str], Awaitable[None]]) -> None:
        self.identity = identity
        self.viewer = Viewer(identity.user_id, identity.device)
        self.seq = 0
        self.is_live = False
        self.close_code: int | None = None
        self._send = send
        self._queue: deque[str] = deque()
        self._bytes = 0
        self._skip_to = 0
        self._pending: list[LiveEvent] = []
        self._wake = asyncio.Event()
        self._drained = asyncio.Event()
        self._closing = asyncio.Event()

    def push(self, text: str) -> None:
        """Queue one frame. A reader who lets too much pile up loses the queue and is closed 4408."""
        if self.close_code is not None:
            return
        self._queue.append(text)
        self._bytes += size_of(text)
        if len(self._queue) > MAX_FRAMES or self._bytes > MAX_BYTES:
            self.close(TOO_SLOW)
        else:
            self._wake.set()

    def keep_aside(self, event: LiveEvent) -> None:
        """An event that came while the way to the present is still being read."""
        self._pending.append(event)
        if len(self._pending) > 2 * MAX_FRAMES:
            self.close(TOO_SLOW)

    def deliver(self, seq: int, text: str | None) -> None:
        """One event of the room, in order; None if it is not for this viewer."""
        if seq > self.seq:
            self.seq = seq
            if text is None:
                self._skip_to = seq
            else:
                self.flush_skip()
                self.push(text)

    def flush_skip(self) -> None:
        """Say up to where there was nothing to see, so that the cursor stays without gaps."""
        if self._skip_to:
            self.push(f'{{"type":"skip","to":{self._skip_to}}}')
            self._skip_to = 0

    def hold(self) -> None:
        """Keep events aside from now on: the way to here is about to be read from the log."""
        self.is_live, self._pending = False, []

    async def go_live(self, texts: list[str], seq: int) -> None:
        """Send what led to `seq`, at the reader's pace, then what happened meanwhile, then everything as it comes."""
        await self._send_way(texts)
        self.seq, self._skip_to = seq, 0
        while self._pending and self.close_code is None:
            pending, self._pending = self._pending, []
            later = [(event.seq, event.text_for(self.viewer)) for event in pending if event.seq > self.seq]
            await self._send_way([text or f'{{"type":"skip","to":{number}}}' for number, text in later])
            self.seq = later[-1][0] if later else self.seq
        self.is_live = True

    async def _send_way(self, texts: list[str]) -> None:
        """Queue frames whose number is bounded by the protocol, waiting for the reader; one who stalls is closed."""
        for text in texts:
            if len(self._queue) >= WAY_FRAMES or self._bytes >= MAX_BYTES // 2:
                self._drained.clear()
                try:
                    await asyncio.wait_for(self._drained.wait(), PATIENCE_S)
                except TimeoutError:
                    self.close(TOO_SLOW)
            if self.close_code is not None:
                return
            self._queue.append(text)
            self._bytes += size_of(text)
            self._wake.set()

    def close(self, code: int) -> None:
        """End the connection with `code`. What waits is sent first, unless the reader is too slow for it."""
        if self.close_code is not None:
            return
        self.close_code = code
        if code == TOO_SLOW:
            self._queue.clear()
            self._pending.clear()
            self._bytes = 0
        self._closing.set()
        self._drained.set()
        self._wake.set()

    async def run(self) -> int:
        """Send until somebody calls `close`; returns its code."""
        sender = asyncio.ensure_future(self._send_all())
        closing = asyncio.ensure_future(self._closing.wait())
        try:
            await asyncio.wait([sender, closing], return_when=asyncio.FIRST_COMPLETED)
            if not sender.done():
                await asyncio.wait([sender], timeout=0 if self.close_code == TOO_SLOW else 2)
            return self.close_code or 1011
        finally:
            for task in (sender, closing):
                task.cancel()
            await asyncio.gather(sender, closing, return_exceptions=True)

    async def _send_all(self) -> None:
        while True:
            while self._queue:
                text = self._queue.popleft()
                self._bytes -= size_of(text)
                await self._send(text)
            self._drained.set()
            if self.close_code is not None:
                return
            self._wake.clear()
            await self._wake.wait()
