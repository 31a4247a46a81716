"""How long until the last of many sockets has a frame, beside the floor of `websockets.broadcast`.

Run: python -m tests.benchmarks.fanout [sockets] [rounds]. It uses the database of DATABASE_URL, makes a surgery there
and serves it from a uvicorn process of its own; clients live in a second process. Prints medians and their ratio, and
the server's CPU time for each delivery. Both are measured in one run, since only their ratio means anything here.
"""

from __future__ import annotations

import asyncio
import json
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
from typing import Any

PAYLOAD = "When will the footbridge at the station be mended, and who pays for it?"


async def clients(url: str, origin: str, count: int, rounds: int, pipe: Any, hello: str | None) -> None:
    """Open `count` sockets; report when all are in, then after each round the instant at which the last was served."""
    from websockets.asyncio.client import connect

    async def one() -> Any:
        ws = await connect(url, origin=origin, compression=None, ping_interval=None, max_queue=None, open_timeout=120)
        if hello:
            await ws.send(hello)
            while json.loads(await ws.recv())["type"] != "tally":
                pass
        return ws

    began = time.perf_counter()
    sockets: list[Any] = []
    for start in range(0, count, 50):
        sockets += await asyncio.gather(*(one() for _n in range(start, min(count, start + 50))))
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
    await asyncio.gather(*(ws.close() for ws in sockets))


def run_clients(*args: Any) -> None:
    asyncio.run(clients(*args))


def floor_server(port: int, pipe: Any) -> None:
    """`websockets.broadcast` to everyone, on a word from the pipe: what cannot be beaten."""
    from websockets.asyncio.server import broadcast, serve

    async def main() -> None:
        everyone: set[Any] = set()

        async def stay(ws: Any) -> None:
            everyone.add(ws)
            await ws.wait_closed()

        async with serve(stay, "127.0.0.1", port, compression=None, ping_interval=None):
            pipe.send("up")
            loop = asyncio.get_running_loop()
            while (text := await loop.run_in_executor(None, pipe.recv)) is not None:
                broadcast(everyone, text)
                await asyncio.sleep(0.3)
                usage = resource.getrusage(resource.RUSAGE_SELF)
                pipe.send(usage.ru_utime + usage.ru_stime)

    asyncio.run(main())


def cpu_of(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        return int(sock.getsockname()[1])


def measure_floor(count: int, rounds: int, text: str) -> tuple[float, float]:
    port = free_port()
    here, there = mp.Pipe()
    server = mp.Process(target=floor_server, args=(port, there), daemon=True)
    server.start()
    here.recv()
    mine, theirs = mp.Pipe()
    crowd = mp.Process(target=run_clients, args=(f"ws://127.0.0.1:{port}/", None, count, rounds, theirs, None))
    crowd.start()
    mine.recv()
    times, cpu = [], []
    before = cpu_of(server.pid or 0)
    for _round in range(rounds):
        mine.recv()
        began = time.monotonic()
        here.send(text)
        times.append(mine.recv() - began)
        here.recv()
    cpu.append(cpu_of(server.pid or 0) - before)
    here.send(None)
    crowd.join()
    server.terminate()
    return statistics.median(times), cpu[0] / rounds / count


def measure_surgery(count: int, rounds: int) -> tuple[float, float, float]:
    from django.db import transaction

    from civic.eventlog.actions.record import record
    from tests.factories.accounts import a_trusted_person
    from tests.factories.surgeries import a_host, a_question, a_surgery

    run = uuid.uuid4().hex[:8]  # the database is kept between runs
    surgery = a_surgery(host=a_host(email=f"host-{run}@example.test"))
    question = a_question(surgery, PAYLOAD, by=a_trusted_person(email=f"asker-{run}@example.test"))
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    words = (
        "-m uvicorn civic.asgi:application --lifespan off --ws websockets-sansio --ws-max-size 16384 --no-access-log"
    )
    command = [sys.executable, *words.split(), "--log-level", "error", "--port", str(port)]
    server = subprocess.Popen(command, env={**os.environ, "CIVIC_ORIGINS": origin})
    try:
        for _try in range(600):
            try:
                urllib.request.urlopen(f"{origin}/healthz", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        mine, theirs = mp.Pipe()
        url = f"{origin.replace('http', 'ws')}/ws/surgeries/{surgery.slug}/"
        crowd = mp.Process(target=run_clients, args=(url, origin, count, rounds, theirs, '{"type":"hello"}'))
        crowd.start()
        joined_s = mine.recv()
        times = []
        before = cpu_of(server.pid)
        for _round in range(rounds):
            mine.recv()
            with transaction.atomic():
                record("question.redacted", on=surgery.stream, question_id=question.ref)
            began = time.monotonic()  # the hint's hop is part of it: NOTIFY went out with the commit above
            times.append(mine.recv() - began)
            time.sleep(0.3)
        cpu = cpu_of(server.pid) - before
        crowd.join()
    finally:
        server.terminate()
        server.wait()
    return statistics.median(times), cpu / rounds / count, count / joined_s


def main() -> None:
    import django

    django.setup()
    from civic.accounts.actors import ANONYMOUS  # noqa: F401 — the rooms are loaded before processes are forked

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 12
    mp.set_start_method("spawn")
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    text = json.dumps(
        {"type": "event", "seq": 1, "verb": "question.redacted", "data": {"question": PAYLOAD + "x" * 250}}
    )
    surgery_s, surgery_cpu, joins = measure_surgery(count, rounds)
    floor_s, floor_cpu = measure_floor(count, rounds, text)
    print(f"{count} sockets, median of {rounds} rounds, time until the last has the frame")
    print(f"  websockets.broadcast   {floor_s * 1000:7.1f} ms   {floor_cpu * 1e6:6.1f} µs of CPU a delivery")
    print(f"  a surgery, hint and all {surgery_s * 1000:6.1f} ms   {surgery_cpu * 1e6:6.1f} µs of CPU a delivery")
    print(f"  ratio {surgery_s / floor_s:.2f} (time), {surgery_cpu / floor_cpu:.2f} (CPU); {joins:.0f} joins/s")


if __name__ == "__main__":
    main()
