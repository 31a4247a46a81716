"""How long until the last of many sockets has a frame, beside the floor of `websockets.broadcast`.

Run: python -m tests.benchmarks.fanout [sockets …] [--rounds 12]. It uses the database of DATABASE_URL, makes a surgery
there and serves it from a uvicorn process of its own; the floor's server and both crowds of clients live in processes
of their own. Rounds of the floor and of the surgery take turns, so that whatever else the machine does hits both alike:
only their ratio means anything. Prints medians, the server's CPU for each delivery and each join, and its memory for
each socket; with several sizes also the exponent by which the time grows. Exits 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import multiprocessing as mp
import os
import resource
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

PAYLOAD = "When will the footbridge at the station be mended, and who pays for it? " + "x" * 200
SETTLE_S = 0.05  # after the last client was served, until what the round cost is read
REST_S = 0.25  # between rounds: what sockets cost besides, such as their pings, is no delivery
WARM_UP = 50
ADDRESSES = 40  # joins are limited for each address; a crowd comes from many
SPARE_FILES = 200
# ratio of times, ratio of CPU, joins for a second of CPU, KiB for a socket, exponent
BOUNDS = {"time": 2.2, "cpu": 2.0, "joins": 500.0, "memory": 60.0, "exponent": 1.1}
UVICORN = "uvicorn civic.asgi:application --lifespan off --ws websockets-sansio --ws-max-size 16384 --no-access-log"


async def clients(url: str, origin: Any, count: int, rounds: int, pipe: Any, hello: str | None) -> None:
    """Open `count` sockets; report when all are in, then after each round the instant at which the last was served."""
    from websockets.asyncio.client import connect

    async def one(n: int) -> Any:
        ws = await connect(
            url, origin=origin, compression=None, ping_interval=None, max_queue=None, open_timeout=120,
            local_addr=(f"127.0.0.{2 + n % ADDRESSES}", 0),
        )  # fmt: skip
        if hello:
            await ws.send(hello)
            while json.loads(await ws.recv())["type"] != "tally":
                pass
        return ws

    async def join(start: int, stop: int) -> list[Any]:
        found: list[Any] = []
        for n in range(start, stop, 50):
            found += await asyncio.gather(*(one(m) for m in range(n, min(stop, n + 50))))
        return found

    sockets = await join(0, WARM_UP)
    pipe.send("warm")
    await asyncio.get_running_loop().run_in_executor(None, pipe.recv)
    began = time.perf_counter()
    sockets += await join(WARM_UP, count)
    pipe.send(time.perf_counter() - began)

    async def next_event(ws: Any) -> None:
        while '"seq":' not in (await ws.recv())[:40]:
            pass

    for _round in range(rounds):
        tasks = [asyncio.ensure_future(next_event(ws)) for ws in sockets]
        await asyncio.sleep(0.05)
        pipe.send("ready")
        await asyncio.gather(*tasks)
        pipe.send(time.monotonic())
    await asyncio.get_running_loop().run_in_executor(None, pipe.recv)


def run_clients(*args: Any) -> None:
    allow_files()
    asyncio.run(clients(*args))


def floor_server(port: int, pipe: Any) -> None:
    """`websockets.broadcast` to everyone, on a word from the pipe: what cannot be beaten by much."""
    from websockets.asyncio.server import broadcast, serve

    async def main() -> None:
        everyone: set[Any] = set()

        async def stay(ws: Any) -> None:
            everyone.add(ws)
            await ws.wait_closed()

        async with serve(stay, "127.0.0.1", port, compression=None, ping_interval=None):
            pipe.send("up")
            while (text := await asyncio.get_running_loop().run_in_executor(None, pipe.recv)) is not None:
                broadcast(everyone, text)

    allow_files()
    asyncio.run(main())


def allow_files() -> int:
    """Let this process open as many files as the machine allows; how many."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def cpu_of(pid: int) -> float:
    """Seconds of processor time that a process has used, with all its threads."""
    return time.clock_gettime((~pid << 3) | 2)  # what clock_getcpuclockid(3) makes of a pid


def memory_of(pid: int) -> int:
    """KiB that a process holds."""
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        return int(sock.getsockname()[1])


@dataclass
class Crowd:
    """A server with its clients in another process, and what was measured of them."""

    pid: int
    url: str
    count: int
    rounds: int
    origin: str | None = None
    hello: str | None = None
    joined_s: float = 0
    joins_cpu_s: float = 0
    kib_each: float = 0
    times: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def join(self) -> None:
        self.pipe, theirs = mp.Pipe()
        words = (self.url, self.origin, self.count, self.rounds, theirs, self.hello)
        self.process = mp.Process(target=run_clients, args=words, daemon=True)
        self.process.start()
        self.pipe.recv()
        cpu, memory, more = cpu_of(self.pid), memory_of(self.pid), self.count - WARM_UP
        self.pipe.send("join")
        self.joined_s = self.pipe.recv() / more
        self.joins_cpu_s = (cpu_of(self.pid) - cpu) / more
        self.kib_each = (memory_of(self.pid) - memory) / more

    def round(self, tell: Callable[[], None]) -> None:
        self.pipe.recv()
        cpu = cpu_of(self.pid)
        tell()
        began = time.monotonic()  # a hint's hop is part of it: NOTIFY went out with the commit
        self.times.append(self.pipe.recv() - began)
        time.sleep(SETTLE_S)
        self.cpu.append((cpu_of(self.pid) - cpu) / self.count)
        time.sleep(REST_S)

    def leave(self) -> None:
        self.pipe.send("leave")
        self.process.join()


@contextmanager
def the_floor(port: int) -> Iterator[tuple[int, Any]]:
    here, there = mp.Pipe()
    server = mp.Process(target=floor_server, args=(port, there), daemon=True)
    server.start()
    try:
        here.recv()
        yield server.pid or 0, here
    finally:
        server.terminate()
        server.join()


@contextmanager
def a_web_process(port: int) -> Iterator[int]:
    origin = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", *UVICORN.split(), "--log-level", "error", "--port", str(port)]
    server = subprocess.Popen(command, env={**os.environ, "CIVIC_ORIGINS": origin})
    try:
        for _try in range(600):
            try:
                urllib.request.urlopen(f"{origin}/healthz", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield server.pid
    finally:
        server.terminate()
        server.wait()


def measure(count: int, rounds: int) -> tuple[Crowd, Crowd]:
    """The floor and a surgery, in turns."""
    from django.db import transaction

    from civic.eventlog.actions.record import record
    from consultations.surgeries.frames import live_events
    from consultations.surgeries.viewers import STRANGER
    from tests.factories.accounts import a_trusted_person
    from tests.factories.surgeries import a_host, a_question, a_surgery

    run = uuid.uuid4().hex[:8]  # the database is kept between runs
    surgery = a_surgery(host=a_host(email=f"host-{run}@example.test"))
    question = a_question(surgery, PAYLOAD, by=a_trusted_person(email=f"asker-{run}@example.test"))
    text = live_events(surgery, 0)[-1].text_for(STRANGER) or ""

    def change() -> None:
        with transaction.atomic():
            record("question.redacted", on=surgery.stream, question_id=question.ref)

    low, port = free_port(), free_port()
    with the_floor(low) as (floor_pid, word), a_web_process(port) as pid:
        floor = Crowd(floor_pid, f"ws://127.0.0.1:{low}/", count, rounds)
        url = f"ws://127.0.0.1:{port}/ws/surgeries/{surgery.slug}/"
        ours = Crowd(pid, url, count, rounds, origin=f"http://127.0.0.1:{port}", hello='{"type":"hello"}')
        for crowd in (floor, ours):
            crowd.join()
        for _round in range(rounds):
            floor.round(lambda: word.send(text))
            ours.round(change)
        for crowd in (floor, ours):
            crowd.leave()
    return floor, ours


def report(floor: Crowd, ours: Crowd) -> dict[str, float]:
    """Print what was measured; the figures that have bounds."""
    print(f"{ours.count} sockets, {ours.rounds} rounds in turns, load average {os.getloadavg()[0]:.1f}")
    for name, crowd in (("websockets.broadcast", floor), ("a surgery, hint and all", ours)):
        time_ms, cpu_us = statistics.median(crowd.times) * 1e3, statistics.median(crowd.cpu) * 1e6
        print(
            f"  {name:24}{time_ms:7.1f} ms to the last  {cpu_us:5.1f} µs CPU a delivery"
            f"  {1 / crowd.joined_s:5.0f} joins/s, {1 / crowd.joins_cpu_s:5.0f} for a second of CPU"
            f"  {crowd.kib_each:5.1f} KiB a socket"
        )
    found = {
        "time": statistics.median(ours.times) / statistics.median(floor.times),
        "cpu": statistics.median(ours.cpu) / statistics.median(floor.cpu),
        "joins": 1 / ours.joins_cpu_s,
        "memory": ours.kib_each,
    }
    print(f"  ratios: {found['time']:.2f} of time, {found['cpu']:.2f} of CPU")
    return found


def broken(found: dict[str, float]) -> list[str]:
    return [
        f"{name}: {value:.2f}, bound {BOUNDS[name]:g}"
        for name, value in found.items()
        if (value < BOUNDS[name] if name == "joins" else value > BOUNDS[name])
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sockets", type=int, nargs="*", default=[500])
    parser.add_argument("--rounds", type=int, default=12)
    options = parser.parse_args()

    import django

    django.setup()
    from civic.accounts.actors import ANONYMOUS  # noqa: F401 — the rooms are loaded before processes are forked

    mp.set_start_method("spawn")
    room = allow_files() - SPARE_FILES
    complaints, times = [], {}
    for wanted in options.sockets:
        count = min(wanted, room)
        if count < wanted:
            print(f"{wanted} sockets do not fit under the limit of open files of this machine: {count} instead")
        floor, ours = measure(count, options.rounds)
        complaints += broken(report(floor, ours))
        times[count] = statistics.median(ours.times)
    if len(times) > 1:
        small, large = min(times), max(times)
        exponent = math.log(times[large] / times[small]) / math.log(large / small)
        print(f"from {small} to {large} sockets the time grows with exponent {exponent:.2f}")
        complaints += broken({"exponent": exponent})
    for line in complaints:
        print(f"out of bounds: {line}")
    sys.exit(bool(complaints))


if __name__ == "__main__":
    main()
