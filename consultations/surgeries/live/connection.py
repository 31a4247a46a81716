"""One socket's way out: at once while the reader keeps up, through a bounded queue while they are slow."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Generator
from typing import Any

from consultations.surgeries.frames import LiveEvent
from consultations.surgeries.live.identity import Identity
from consultations.surgeries.viewers import Viewer

MAX_FRAMES = 256
MAX_BYTES = 256 * 1024
PATIENCE_S = 30
LAST_WORDS_S = 2
CLOSE_WITHIN_S = 45
TOO_SLOW, GONE = 4408, 1006
log = logging.getLogger(__name__)
Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]


def size_of(text: str) -> int:
    """Bytes on the wire."""
    return len(text) if text.isascii() else len(text.encode())


class Begun:
    """A coroutine that was begun without a task and has to wait after all; a task that awaits this ends it."""

    def __init__(self, coroutine: Coroutine[Any, Any, None], waits_for: Any) -> None:
        self._coroutine, self._waits_for = coroutine, waits_for

    def __await__(self) -> Generator[Any, Any, None]:
        try:
            yield self._waits_for
            yield from self._coroutine.__await__()
        finally:
            self._coroutine.close()


class Connection:
    """What is known about one open socket. `seq`: the last number it was sent; events are never sent twice or early.

    Most readers keep up, so most frames need neither a queue nor a task: they are handed to the server in the call
    that brings them. Only a frame that the server can't take yet gets a task, and what follows it waits in the queue.
    """

    __slots__ = (
        "_bytes", "_drainer", "_ending", "_pending", "_queue", "_send", "_skip_to", "close_code", "identity",
        "is_live", "joining", "seq", "viewer",
    )  # fmt: skip

    def __init__(self, identity: Identity, send: Send) -> None:
        self.identity = identity
        self.viewer = Viewer(identity.user_id, identity.device)
        self.seq = 0
        self.is_live = False
        self.close_code: int | None = None
        self.joining = asyncio.Lock()
        self._send = send
        self._queue: deque[str] | None = None
        self._bytes = 0
        self._skip_to = 0
        self._pending: list[LiveEvent] = []
        self._drainer: asyncio.Task[None] | None = None
        self._ending: asyncio.Task[None] | None = None

    def push(self, text: str) -> None:
        """Send one frame, or queue it. A reader who lets too much pile up loses the queue and is closed 4408."""
        if self.close_code is not None:
            return
        if self._queue is None:
            self._hand_over(text)
            return
        self._queue.append(text)
        self._bytes += size_of(text)
        if len(self._queue) > MAX_FRAMES or self._bytes > MAX_BYTES:
            self.close(TOO_SLOW)

    def keep_aside(self, event: LiveEvent) -> None:
        """An event that came while the way to the present is still being read."""
        if self.close_code is not None:
            return
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
                if self._skip_to:
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
        """Frames whose number the protocol bounds, each when the reader took the last; one who stalls is closed."""
        for text in texts:
            while self._drainer is not None:
                taken, _waiting = await asyncio.wait([self._drainer], timeout=PATIENCE_S)
                if not taken:
                    self.close(TOO_SLOW)
                    return
            if self.close_code is not None:
                return
            self._hand_over(text)

    def close(self, code: int) -> None:
        """End the connection with `code`. What waits is sent first, unless the reader is too slow for it."""
        if self.close_code is None:
            self._stop(code)
            self._ending = asyncio.create_task(self._end(code))

    def gone(self) -> None:
        """The other end is not there any more: nothing is sent from now on."""
        if self.close_code is None:
            self._stop(GONE)
        if self._drainer is not None:
            self._drainer.cancel()

    def _stop(self, code: int) -> None:
        self.close_code = code
        self._pending = []
        if code in (TOO_SLOW, GONE) and self._queue is not None:
            self._queue.clear()
            self._bytes = 0

    def _hand_over(self, text: str) -> None:
        """Send at once; a task waits for the reader only if the server has to."""
        sending = self._send({"type": "websocket.send", "text": text})
        try:
            waits_for = sending.send(None)
        except StopIteration:
            return
        except Exception:  # the reader has left; the server says so to the consumer as well
            self.gone()
            return
        self._queue = deque()
        self._drainer = asyncio.create_task(self._drain(Begun(sending, waits_for)))

    async def _drain(self, begun: Begun) -> None:
        """Send what waits, at the reader's pace."""
        assert self._queue is not None  # noqa: S101
        try:
            await begun
            while self._queue:
                text = self._queue.popleft()
                self._bytes -= size_of(text)
                await self._send({"type": "websocket.send", "text": text})
        except Exception:
            self.gone()
        finally:
            self._queue, self._bytes, self._drainer = None, 0, None

    async def _end(self, code: int) -> None:
        """Say the last words, then close, however slow the reader is."""
        if self._drainer is not None:
            if code != TOO_SLOW:
                await asyncio.wait([self._drainer], timeout=LAST_WORDS_S)
            if self._drainer is not None:
                self._drainer.cancel()
                await asyncio.wait([self._drainer])
        try:
            await asyncio.wait_for(self._send({"type": "websocket.close", "code": code}), CLOSE_WITHIN_S)
        except Exception:  # the reader is gone or never reads: nobody is left to tell
            log.debug("a socket was gone before it could be closed")
