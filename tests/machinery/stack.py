"""The real thing for journeys: a uvicorn process and a worker process on the test database, as the role that serves."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

APP_ROLE = "civic"
APPLICATION = "civic-live-stack"
WAIT_S = 120  # a busy machine starts slowly; what fails at once is noticed at once
LOOK_EVERY_S = 0.05
UVICORN = "uvicorn civic.asgi:application --lifespan off --ws websockets-sansio --ws-max-size 16384 --no-proxy-headers"


@dataclass(frozen=True)
class LiveStack:
    """Where the stack answers: `url` for pages, `ws_url` for sockets (both without a slash at the end)."""

    url: str
    ws_url: str
    port: int
    web: subprocess.Popen[bytes]
    worker: subprocess.Popen[bytes]

    def settle(self) -> None:
        """Wait until every job that is due has been done."""
        # What failed once and waits to be tried again is due as well: it was asked for, and it is not done.
        due = "status = 'doing' OR (status = 'todo' AND (attempts > 0 OR coalesce(scheduled_at, now()) <= now()))"
        wait_until(lambda: not _count_jobs(due), "jobs are still waiting")


@pytest.fixture(scope="module")
def _processes(django_db_setup: None, django_db_blocker: object) -> Iterator[LiveStack]:
    with socket.create_server(("127.0.0.1", 0), backlog=512) as sock:
        port = sock.getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        logs = settings.MEDIA_ROOT.parent
        logs.mkdir(parents=True, exist_ok=True)
        env = serving_environment(url)
        web_log, worker_log = logs / f"web-{port}.log", logs / f"worker-{port}.log"
        web = _start(["-m", *UVICORN.split(), "--fd", str(sock.fileno())], env, web_log, [sock.fileno()])
        worker = _start(["manage.py", "procrastinate", "worker", "-c", "4", "-p", "1"], env, worker_log)
        try:
            _wait_for_web(url, web, web_log)
            with django_db_blocker.unblock():  # type: ignore[attr-defined]
                wait_until(
                    lambda: _count("procrastinate_workers") or worker.poll() is not None, "no worker came", worker_log
                )
            assert worker.poll() is None, worker_log.read_text()[-3000:]
            yield LiveStack(url, url.replace("http", "ws", 1), port, web, worker)
        finally:
            for process in (web, worker):
                process.terminate()
            for process in (web, worker):
                _end(process)
            with django_db_blocker.unblock(), connection.cursor() as cursor:  # type: ignore[attr-defined]
                cursor.execute("DELETE FROM procrastinate_workers")


@contextmanager
def a_web_process() -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """One more web process on the test's database, which a test may end as it likes; and its address for sockets."""
    with socket.create_server(("127.0.0.1", 0), backlog=512) as sock:
        port = sock.getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        log, env = settings.MEDIA_ROOT.parent / f"web-{port}.log", serving_environment(url)
        web = _start(["-m", *UVICORN.split(), "--fd", str(sock.fileno())], env, log, [sock.fileno()])
        try:
            _wait_for_web(url, web, log)
            yield web, url.replace("http", "ws", 1)
        finally:
            web.terminate()
            _end(web)


@pytest.fixture
def live_stack(_processes: LiveStack, transactional_db: None) -> Iterator[LiveStack]:
    """A running stack whose rows are put back after the test. The processes serve all tests of a module."""
    yield _processes
    assert _processes.web.poll() is None, "the web process ended during the test"
    assert _processes.worker.poll() is None, "the worker ended during the test"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")
    wait_until(lambda: not _count_jobs("status = 'doing'"), "a job does not end")


def wait_until(condition: Callable[[], object], complaint: str, log: Path | None = None) -> None:
    """Look again and again until `condition()` holds. Fails with `complaint` after WAIT_S."""
    deadline = time.monotonic() + WAIT_S
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"{complaint}\n{log.read_text()[-3000:] if log else ''}")
        time.sleep(LOOK_EVERY_S)


def _count_jobs(condition: str) -> int:
    return _count(f"procrastinate_jobs WHERE {condition}")


def _count(source: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {source}")
        return int(cursor.fetchone()[0])


def serving_environment(url: str = "http://127.0.0.1") -> dict[str, str]:
    """What a process needs to serve the test database at `url`, as the role that owns no table."""
    wanted = settings.DATABASES["default"]
    host = quote(wanted["HOST"] or "", safe="")
    port = f":{wanted['PORT']}" if wanted["PORT"] else ""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.machinery.live_settings",
        "DATABASE_URL": f"postgis://{APP_ROLE}@{host}{port}/{wanted['NAME']}",
        "CIVIC_ORIGINS": url,
        "CIVIC_HOSTS": "127.0.0.1,localhost",
        "CIVIC_DEMO": "1",
        "PGAPPNAME": APPLICATION,
        "DJANGO_ALLOW_ASYNC_UNSAFE": "",
    }


def _start(words: Sequence[str], env: dict[str, str], log: Path, keep: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    with log.open("wb") as file:
        return subprocess.Popen(
            [sys.executable, *words], cwd=settings.BASE_DIR, env=env, pass_fds=keep,
            stdin=subprocess.DEVNULL, stdout=file, stderr=file,
        )  # fmt: skip


def _wait_for_web(url: str, web: subprocess.Popen[bytes], log: Path) -> None:
    def answers() -> bool:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=1) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    wait_until(lambda: web.poll() is not None or answers(), "the web process does not answer", log)
    assert web.poll() is None, log.read_text()[-3000:]


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
