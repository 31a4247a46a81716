"""A web process ends, politely or not, and another one goes on: nothing is lost, nothing appears twice."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import threading
import urllib.request
import uuid
from contextlib import suppress
from typing import Any

import psycopg
import pytest
from websockets.exceptions import ConnectionClosed

from consultations.surgeries.live.hub import GOAWAY_MS
from consultations.surgeries.live.listener import address
from consultations.surgeries.models import Question
from tests.factories.accounts import a_person
from tests.factories.surgeries import a_question, a_surgery
from tests.machinery.stack import a_web_process, wait_until
from tests.surgeries.conftest import Watcher, in_db, key_of, watching

pytestmark = pytest.mark.django_db(transaction=True)
BLOCKS = "SELECT count(*) FROM pg_stat_activity WHERE %s = ANY (pg_blocking_pids(pid))"
BLOCKED = "SELECT cardinality(pg_blocking_pids(%s))"


class BetweenCommitAndAck:
    """Stops the act of another process after its commit and before it can say so, by locks alone."""

    def __init__(self, stream: str) -> None:
        self.stream = stream

    def __enter__(self) -> BetweenCommitAndAck:
        where = {**address(), "application_name": "test"}
        self.first, self.second, self.looker = (psycopg.connect(**where) for _n in range(3))
        self.looker.autocommit = True
        self.first.execute("SELECT 1 FROM eventlog_stream WHERE name = %s FOR UPDATE", [self.stream])
        return self

    def __exit__(self, *_error: object) -> None:
        for one in (self.first, self.second, self.looker):
            one.close()

    def let_it_commit(self) -> None:
        """The act waits for its number in the log; behind it a lock queues that keeps it from reading what it wrote."""
        self._wait_until(BLOCKS, self.first)
        locking = threading.Thread(target=self.second.execute, args=["LOCK TABLE surgeries_question"])
        locking.start()
        self._wait_until(BLOCKED, self.second)
        self.first.rollback()
        locking.join(30)
        assert not locking.is_alive()
        self._wait_until(BLOCKS, self.second)

    def _wait_until(self, question: str, one: psycopg.Connection) -> None:
        pid = one.info.backend_pid
        wait_until(lambda: self.looker.execute(question, [pid]).fetchone()[0], "nobody waits for a lock")


def test_killed_between_commit_and_ack_the_same_question_sent_again_is_one_row(live_stack):
    surgery, person = a_surgery(), a_person()
    key, ref = key_of(person), str(uuid.uuid4())

    async def cut_short(web: subprocess.Popen[bytes], url: str) -> Watcher:
        async with watching(url, surgery.slug, headers=key) as watcher:
            with BetweenCommitAndAck(surgery.stream) as moment:
                await watcher.send("ask", text="Did it arrive?", ref=ref)
                await asyncio.to_thread(moment.let_it_commit)
                web.send_signal(signal.SIGKILL)
                with suppress(ConnectionClosed):
                    await watcher.listen()
            return watcher

    async def again(watcher: Watcher) -> dict[str, Any]:
        async with watching(live_stack.ws_url, surgery.slug, headers=key, watcher=watcher):
            return await watcher.do("ask", text="Did it arrive?", ref=ref)

    with a_web_process() as (web, url):
        watcher = asyncio.run(cut_short(web, url))
    assert ref not in watcher.acks
    row = Question.objects.get()

    ack = asyncio.run(again(watcher))

    assert (ack["id"], ack["state"], ack["replayed"]) == (row.ref, "held", True)
    assert Question.objects.count() == 1
    assert [q["text"] for q in watcher.questions.values()] == ["Did it arrive?"]
    assert by_http(live_stack.url, surgery.slug, key, ref) == ("true", row.ref)


def by_http(url: str, slug: str, key: dict[str, str], ref: str) -> tuple[str | None, str]:
    """The same act through the other door."""
    headers = {**key, "Idempotency-Key": ref, "Content-Type": "application/json"}
    body = json.dumps({"text": "Did it arrive?"}).encode()
    asked = urllib.request.Request(f"{url}/api/v1/surgeries/{slug}/questions/", body, headers)
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return answer.headers["Idempotent-Replayed"], json.load(answer)["id"]


def test_before_it_ends_everyone_is_told_when_to_come_back_and_then_sees_everything_once(live_stack):
    surgery = a_surgery()
    a_question(surgery, "Before?")

    async def follow(url: str, watcher: Watcher, here: asyncio.Barrier) -> int:
        async with watching(url, surgery.slug, watcher=watcher):
            await here.wait()
            return await watcher.closed_with()

    async def see_the_end(web: subprocess.Popen[bytes], url: str) -> tuple[list[Watcher], list[int]]:
        watchers, here = [Watcher() for _n in range(12)], asyncio.Barrier(13)
        following = [asyncio.ensure_future(follow(url, watcher, here)) for watcher in watchers]
        await here.wait()
        web.send_signal(signal.SIGTERM)
        return watchers, await asyncio.gather(*following)

    async def come_back(watcher: Watcher) -> None:
        async with watching(live_stack.ws_url, surgery.slug, watcher=watcher):
            await watcher.listen(lambda: len(watcher.questions) == 2)

    async def all_come_back(watchers: list[Watcher]) -> None:
        await in_db(a_question, surgery, "While away?")
        await asyncio.gather(*map(come_back, watchers))

    with a_web_process() as (web, url):
        watchers, codes = asyncio.run(see_the_end(web, url))
        web.wait(30)
    asyncio.run(all_come_back(watchers))

    waits = [json.loads(text)["after_ms"] for w in watchers for text in w.heard if '"goaway"' in text]
    assert codes == [1012] * 12
    assert len(waits) == 12
    assert all(0 <= wait <= GOAWAY_MS for wait in waits)
    assert max(waits) - min(waits) > GOAWAY_MS / 5
    for watcher in watchers:
        assert [q["text"] for q in watcher.questions.values()] == ["Before?", "While away?"]
        assert watcher.numbers == sorted(set(watcher.numbers))
