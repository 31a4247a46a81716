"""One socket of one viewer: a thin translator between frames and the commands that HTTP uses too."""

from __future__ import annotations

import asyncio
import logging
from typing import Any
from urllib.parse import parse_qs

from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer

from consultations.surgeries.frames import encode
from consultations.surgeries.live import replies
from consultations.surgeries.live.connection import Connection
from consultations.surgeries.live.hub import Hub, the_hub
from consultations.surgeries.live.identity import Identity, identify, is_nobody
from consultations.surgeries.live.limits import CommandMeter
from consultations.surgeries.live.protocol import Hello, Incoming, ProtocolError, Replay, parse_frame
from consultations.surgeries.live.room import Room
from consultations.surgeries.live.threads import in_thread

MALFORMED, SIGN_IN, BANNED, NOT_FOUND, TOO_FAST, FAULT = 4400, 4401, 4403, 4404, 4429, 1011
HELLO_WITHIN_S = 10
log = logging.getLogger(__name__)


class SurgeryConsumer(AsyncWebsocketConsumer):
    """Life: accept, hello, then frames both ways until one side closes. Faults close with 1011, never by cutting."""

    channel_layer_alias = None

    async def dispatch(self, message: dict[str, Any]) -> None:
        try:
            await getattr(self, message["type"].replace(".", "_"))(message)
        except StopConsumer:
            raise
        except Exception:
            log.exception("a surgery's socket failed")
            self.end(FAULT)

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        self.hub: Hub = the_hub()
        self.room: Room | None = None
        self.connection: Connection | None = None
        self.meter, self.malformed, self.admitted = CommandMeter(), 0, False
        self.slug: str = self.scope["url_route"]["kwargs"]["slug"]
        identity = identify(self.scope) if is_nobody(self.scope) else await in_thread(identify, self.scope)
        await self.accept()
        self.connection = Connection(identity, self.base_send)
        self.timer = asyncio.get_running_loop().call_later(HELLO_WITHIN_S, self.end, MALFORMED)
        code = await self._why_not(identity)
        if code:
            self.end(code)
            return
        self.admitted = True
        await self._greet()

    async def _why_not(self, identity: Identity) -> int:
        """The close code for a socket that may not be here; 0 if it may."""
        if identity.refused:
            return SIGN_IN
        if identity.user_id and await in_thread(replies.is_banned, identity):
            return BANNED
        return 0 if self.hub.admit(identity.who) else TOO_FAST

    async def _greet(self) -> None:
        """A cursor in the address is a hello."""
        query = parse_qs(self.scope.get("query_string", b"").decode("latin-1"))
        if "since" in query and query["since"][0].isdigit():
            epoch = query.get("epoch", [""])[0][:40] or None
            await self._join(Hello(epoch, int(query["since"][0][:15])))

    def end(self, code: int) -> None:
        if self.connection is not None:
            self.connection.close(code)

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        if self.connection is not None:
            self.timer.cancel()
            self.connection.gone()
            if self.admitted:
                self.hub.leave(self.connection, self.room)
        raise StopConsumer

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        assert self.connection is not None  # noqa: S101
        if self.connection.close_code is not None:
            return
        try:
            frame = parse_frame(message.get("text"))
        except ProtocolError as error:
            self._malformed(error)
            return
        wait_s = self.meter.wait_s()
        if wait_s:
            self.connection.push(replies.too_fast(frame, wait_s))
            return
        await self._act(frame)

    def _malformed(self, error: ProtocolError) -> None:
        assert self.connection is not None  # noqa: S101
        self.malformed += 1
        self._say({"type": "error", "ref": error.ref, "code": "malformed", "detail": error.detail})
        if self.malformed >= 3:
            self.end(MALFORMED)

    async def _act(self, frame: Incoming) -> None:
        assert self.connection is not None  # noqa: S101
        if isinstance(frame, Hello):
            await self._join(frame)
        elif self.room is None:
            self._malformed(ProtocolError(replies.hello_first()))
        elif isinstance(frame, Replay):
            await self.room.join(self.connection, epoch=None, since=frame.since)
        else:
            reply = await in_thread(replies.run, self.connection.identity, self.slug, frame)
            self._say(reply)

    async def _join(self, hello: Hello) -> None:
        assert self.connection is not None  # noqa: S101
        self.timer.cancel()
        wait_s = await in_thread(replies.join_wait_s, self.connection.identity, hello.since is not None)
        if wait_s:
            self.connection.push(replies.too_fast(hello, wait_s))
            self.end(TOO_FAST)
            return
        try:
            self.room = await self.hub.enter(self.slug, self.connection)
        except LookupError:
            self.end(NOT_FOUND)
            return
        await self.room.join(self.connection, epoch=hello.epoch, since=hello.since)

    def _say(self, frame: dict[str, Any]) -> None:
        assert self.connection is not None  # noqa: S101
        self.connection.push(encode(frame))


class Nowhere(AsyncWebsocketConsumer):
    """Every other socket address: accepted only to say that there is nothing."""

    channel_layer_alias = None

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        await self.accept()
        await self.close(NOT_FOUND)
