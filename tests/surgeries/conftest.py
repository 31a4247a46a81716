"""A viewer at the other end of a real socket, and a wire that can be cut."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from asgiref.sync import sync_to_async
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from civic.accounts.actions.make_api_token import make_api_token
from civic.accounts.actors import SYSTEM, Actor
from consultations.surgeries.models import Surgery
from tests.machinery.stack import LiveStack

WITHIN_S = 10


def key_of(actor: Actor) -> dict[str, str]:
    """The header of a program that acts for a person."""
    _token, secret = make_api_token(by=SYSTEM, user=actor.user, label="test")
    return {"Authorization": f"Token {secret}"}


def in_db(work: Any, *args: Any, **kwargs: Any) -> Any:
    """Change rows from the test, in its own database thread."""
    return sync_to_async(work, thread_sensitive=True)(*args, **kwargs)


def address_of(stack: LiveStack, surgery: Surgery) -> str:
    """Of its socket."""
    return f"{stack.ws_url}/ws/surgeries/{surgery.slug}/"


class Watcher:
    """A client by the book: applies only last + 1, asks for a replay at a gap, and keeps every byte it was sent."""

    def __init__(self) -> None:
        self.seq: int | None = None
        self.epoch: str | None = None
        self.questions: dict[str, dict[str, Any]] = {}
        self.surgery: dict[str, Any] = {}
        self.support: dict[str, int] = {}
        self.heard: list[str] = []
        self.acks: dict[str, dict[str, Any]] = {}
        self.errors: list[dict[str, Any]] = []
        self.numbers: list[int] = []
        self.socket: ClientConnection | None = None

    def take(self, text: str) -> dict[str, Any] | None:
        """Apply one frame; the frame to send back, if any."""
        self.heard.append(text)
        frame = json.loads(text)
        kind = frame["type"]
        if kind == "reset":
            self.seq, self.epoch, self.surgery = frame["seq"], frame["epoch"], frame["surgery"]
            self.questions = {q["id"]: q for q in reversed(frame["questions"])}
        elif kind in ("event", "skip"):
            return self._step(frame)
        elif kind == "tally":
            self.support.update(frame["support"])
        elif kind == "ack":
            self.acks[frame["ref"]] = frame
        elif kind == "error":
            self.errors.append(frame)
        elif kind == "ping" and self.seq is not None and frame["head"] > self.seq:
            return {"type": "replay", "since": self.seq}
        return None

    def _step(self, frame: dict[str, Any]) -> dict[str, Any] | None:
        number = frame.get("seq") or frame["to"]
        assert self.seq is not None
        if number <= self.seq:
            return None
        if frame["type"] == "event":
            if number != self.seq + 1:
                return {"type": "replay", "since": self.seq}
            self.numbers.append(number)
            self.apply(frame["data"])
        self.seq = number
        return None

    def apply(self, data: dict[str, Any]) -> None:
        if "surgery" in data:
            self.surgery = data["surgery"]
        elif "text" in data["question"]:
            self.questions[data["question"]["id"]] = data["question"]
        else:
            self.questions.pop(data["question"]["id"], None)

    async def listen(self, until: Any = None, within_s: float = WITHIN_S) -> None:
        """Read until `until()` holds (or the connection ends, or the time is over)."""
        async with asyncio.timeout(within_s):
            while until is None or not until():
                back = self.take(str(await self.socket.recv()))
                if back:
                    await self.socket.send(json.dumps(back))

    async def send(self, kind: str, **fields: Any) -> str:
        ref = fields.pop("ref", None) or str(uuid.uuid4())
        await self.socket.send(json.dumps({"type": kind, "ref": ref, **fields}))
        return ref

    async def do(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Send a command and wait for its ack or error."""
        self.acks.pop(fields.get("ref", ""), None)
        ref = await self.send(kind, **fields)
        await self.listen(lambda: ref in self.acks or any(e.get("ref") == ref for e in self.errors))
        return self.acks.get(ref) or next(e for e in self.errors if e.get("ref") == ref)

    async def closed_with(self, within_s: float = WITHIN_S) -> int:
        """Read on until the server closes; its code."""
        try:
            await self.listen(within_s=within_s)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006
        raise AssertionError("unreachable")


@asynccontextmanager
async def watching(
    url: str, slug: str, *, headers: dict[str, str] | None = None, watcher: Watcher | None = None,
    origin: str | None = None, hello: bool = True, **options: Any,
) -> AsyncIterator[Watcher]:  # fmt: skip
    """Open a socket and say hello; with a watcher of before, from its cursor."""
    watcher = watcher or Watcher()
    http = url.replace("ws", "http", 1)
    async with connect(
        f"{url}/ws/surgeries/{slug}/", additional_headers=headers, origin=origin or http, compression=None, **options
    ) as watcher.socket:
        if hello:
            await watcher.socket.send(json.dumps({"type": "hello", "epoch": watcher.epoch, "since": watcher.seq}))
            await watcher.listen(lambda: any('"tally"' in text for text in watcher.heard))
        yield watcher


class Wire:
    """A TCP proxy to the server whose connections can be cut at any moment."""

    def __init__(self, port: int) -> None:
        self.target = port
        self.url = ""
        self._writers: list[asyncio.StreamWriter] = []

    async def __aenter__(self) -> Wire:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.url = f"ws://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_error: object) -> None:
        self.cut()
        self._server.close()

    def cut(self) -> None:
        """Cut every connection as a tunnel does: without a word."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self.target)
        self._writers += [writer, back]
        await asyncio.gather(self._copy(reader, back), self._copy(there, writer), return_exceptions=True)

    async def _copy(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65536):
                target.write(data)
                await target.drain()
        finally:
            target.close()
