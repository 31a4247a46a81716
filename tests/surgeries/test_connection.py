"""One socket's way out, without and with the server that really writes: order, bounds, and last words."""

from __future__ import annotations

import asyncio
import socket
import tracemalloc
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from uvicorn.config import Config
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from consultations.surgeries.live import connection as module
from consultations.surgeries.live.connection import MAX_BYTES, MAX_FRAMES, TOO_SLOW, Connection
from consultations.surgeries.live.identity import Identity
from consultations.surgeries.live.reading import Way
from consultations.surgeries.live.room import Room
from consultations.surgeries.viewers import Viewer


class Reader:
    """The server's `send`: it takes a frame at once, or when the reader reads on."""

    def __init__(self) -> None:
        self.got: list[Any] = []
        self.reads = asyncio.Event()
        self.reads.set()
        self.is_gone = False

    async def send(self, message: dict[str, Any]) -> None:
        await self.reads.wait()
        if self.is_gone:
            raise ClientDisconnected
        self.got.append(message["code"] if message["type"] == "websocket.close" else message["text"])


def run(story: Callable[[Reader, Connection], Awaitable[None]]) -> list[Any]:
    """Play a story with a live connection; what the reader got in the end."""

    async def play() -> list[Any]:
        reader = Reader()
        connection = Connection(Identity(), reader.send)
        connection.is_live = True
        await story(reader, connection)
        return reader.got

    return asyncio.run(play())


async def soon() -> None:
    for _turn in range(20):
        await asyncio.sleep(0)


def test_a_reader_who_keeps_up_costs_neither_a_queue_nor_a_task():
    async def story(reader: Reader, connection: Connection) -> None:
        before = asyncio.all_tasks()
        for number in (1, 2, 3):
            connection.deliver(number, f"frame {number}")
        assert reader.got == ["frame 1", "frame 2", "frame 3"]
        assert asyncio.all_tasks() == before

    run(story)


def test_what_waits_for_a_reader_comes_in_order_and_before_what_is_newer():
    async def story(reader: Reader, connection: Connection) -> None:
        connection.deliver(1, "1")
        reader.reads.clear()
        for number in range(2, 6):
            connection.deliver(number, None if number == 4 else str(number))
        await soon()
        reader.reads.set()
        connection.deliver(6, "6")  # before the waiting task had its turn
        await soon()
        connection.deliver(7, "7")
        connection.deliver(3, "again")

    assert run(story) == ["1", "2", "3", '{"type":"skip","to":4}', "5", "6", "7"]


@pytest.mark.parametrize(("text", "most"), [("x", MAX_FRAMES + 1), ("€" * 400, MAX_BYTES // 1200 + 1)])
def test_a_reader_who_stalls_keeps_at_most_the_bound_and_is_closed_4408(text, most):
    async def story(reader: Reader, connection: Connection) -> None:
        reader.reads.clear()
        taken = 0
        while connection.close_code is None:
            connection.push(text)
            taken += 1
        assert taken <= most + 1  # one more is with the server
        assert not connection._queue
        connection.push("late")
        await soon()
        reader.reads.set()
        await soon()

    assert run(story) == [TOO_SLOW]


def test_last_words_are_said_before_the_close():
    async def story(reader: Reader, connection: Connection) -> None:
        reader.reads.clear()
        connection.push("one")
        connection.push("two")
        connection.close(4403)
        connection.push("nothing after it")
        await soon()
        reader.reads.set()
        await soon()

    assert run(story) == ["one", "two", 4403]


def test_a_reader_who_never_reads_again_is_given_up(monkeypatch):
    monkeypatch.setattr(module, "LAST_WORDS_S", 0.01)
    monkeypatch.setattr(module, "CLOSE_WITHIN_S", 0.01)

    async def story(reader: Reader, connection: Connection) -> None:
        reader.reads.clear()
        connection.push("one")
        connection.close(4401)
        await asyncio.sleep(0.1)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    assert run(story) == []


def test_a_reader_who_left_ends_everything_quietly():
    async def story(reader: Reader, connection: Connection) -> None:
        reader.is_gone = True
        connection.push("one")
        assert connection.close_code is not None
        connection.push("two")
        connection.close(4403)
        await soon()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    assert run(story) == []


def test_who_leaves_while_frames_wait_leaves_no_task_behind():
    async def story(reader: Reader, connection: Connection) -> None:
        reader.reads.clear()
        connection.push("one")
        connection.push("two")
        connection.gone()
        await soon()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    assert run(story) == []


def test_a_long_way_is_sent_at_the_readers_pace_and_what_happens_meanwhile_after_it():
    class Event:
        seq = 3

        def text_for(self, viewer: Viewer) -> str:
            return "event 3"

    async def story(reader: Reader, connection: Connection) -> None:
        connection.hold()
        reader.reads.clear()
        joining = asyncio.ensure_future(connection.go_live([f"way {n}" for n in range(600)], 2))
        await soon()
        connection.keep_aside(Event())  # type: ignore[arg-type]
        connection.push("a ping meanwhile")
        reader.reads.set()
        await joining
        connection.deliver(4, "event 4")

    got = run(story)
    assert [text for text in got if text.startswith("way")] == [f"way {n}" for n in range(600)]
    assert got[-2:] == ["event 3", "event 4"]
    assert len(got) == 603


def test_two_ways_to_the_present_are_never_mixed(monkeypatch):
    """A replay that reads slowly, and a change of rights meanwhile: the later begins when the first is sent."""
    order = iter([(0.02, Way(["old 1", "old 2"], 2, Viewer())), (0, Way(["new"], 5, Viewer()))])

    async def slowly(_work: Any, *_args: Any) -> Way:
        wait_s, way = next(order)
        await asyncio.sleep(wait_s)
        return way

    monkeypatch.setattr("consultations.surgeries.live.room.in_thread", slowly)

    async def story(reader: Reader, connection: Connection) -> None:
        room = Room("x")
        room.hears, room.seq = False, 9
        await asyncio.gather(
            room.join(connection, epoch=None, since=0), room.see_anew(connection, Viewer(device="d"))
        )  # fmt: skip
        assert connection.seq == 5

    got = [text for text in run(story) if "tally" not in text]
    assert got == ["old 1", "old 2", "new"]


@asynccontextmanager
async def a_server(connections: list[Connection]) -> Any:
    """uvicorn's own protocol on a real wire, with nothing behind it but a Connection for each socket."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        connection = Connection(Identity(), send)
        connection.is_live = True
        connections.append(connection)
        while (await receive())["type"] != "websocket.disconnect":
            pass
        connection.gone()

    config = Config(app, ws="websockets-sansio", ws_per_message_deflate=False, log_level="critical")
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: WebSocketsSansIOProtocol(config, state, {}), "127.0.0.1", 0)
    try:
        yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    finally:
        server.close()


def test_a_stalled_reader_costs_the_server_bounded_memory_and_the_others_nothing():
    """30 MB go past somebody who does not read; the others get every byte of it in order."""
    frames, size = 3000, 10_000

    async def story() -> tuple[list[int], int]:
        connections: list[Connection] = []
        async with a_server(connections) as url:
            sock = socket.socket()
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            sock.connect(("127.0.0.1", int(url.rsplit(":")[-1].strip("/"))))
            sock.setblocking(False)
            options: dict[str, Any] = {"compression": None, "ping_interval": None}
            async with (
                connect(url, sock=sock, max_queue=1, **options) as stalled,
                connect(url, **options) as one,
                connect(url, **options) as two,
            ):
                stalled.transport.pause_reading()
                got = [0, 0]

                async def read(n: int, ws: Any) -> None:
                    async for text in ws:
                        number = int(text[:8])
                        assert number == got[n] + 1
                        got[n] = number
                        if number == frames:
                            return

                readers = [asyncio.ensure_future(read(n, ws)) for n, ws in enumerate((one, two))]
                tracemalloc.start()
                for number in range(1, frames + 1):
                    text = f"{number:08}" + "x" * (size - 8)
                    for connection in connections:
                        connection.deliver(number, text)
                    while min(got) < number - 4:  # those who read set the pace
                        await asyncio.sleep(0)
                await asyncio.gather(*readers)
                peak = tracemalloc.get_traced_memory()[1]
                tracemalloc.stop()
                assert peak < 4 * MAX_BYTES  # a queue, what is with the server, and what is on the way to the others
                stalled.transport.resume_reading()
                try:
                    while True:
                        await stalled.recv()
                except ConnectionClosed as closed:
                    code = closed.rcvd.code if closed.rcvd else 1006
                return got, code

    got, code = asyncio.run(asyncio.wait_for(story(), 60))
    assert got == [frames, frames]
    assert code == TOO_SLOW
