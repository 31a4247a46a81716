"""The live protocol against a real server: what was promised in words, held by a real wire."""

from __future__ import annotations

import asyncio
import json
import socket
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection as db
from django.db import transaction
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from civic.accounts.enums import Role
from civic.eventlog.actions.record import record
from civic.eventlog.queries import history
from consultations.surgeries.actions.answer_question import answer_question
from consultations.surgeries.actions.ask_question import ask_question
from consultations.surgeries.actions.remove_question import remove_question
from consultations.surgeries.models import Question
from tests.factories.accounts import a_person, a_trusted_person, staff
from tests.factories.surgeries import a_host, a_question, a_surgery
from tests.surgeries.conftest import Watcher, Wire, address_of, in_db, key_of, watching

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "A secret that nobody may read"


def test_a_newcomer_gets_the_snapshot_and_then_every_event_in_order(live_stack):
    surgery = a_surgery()
    first = a_question(surgery, "First?")

    async def story() -> Watcher:
        async with watching(live_stack.ws_url, surgery.slug) as watcher:
            assert list(watcher.questions) == [first.ref]
            second = await in_db(a_question, surgery, "Second?")
            await watcher.listen(lambda: second.ref in watcher.questions)
            return watcher

    watcher = asyncio.run(story())
    assert [q["text"] for q in watcher.questions.values()] == ["First?", "Second?"]
    assert watcher.numbers == sorted(watcher.numbers)


def test_ask_support_publish_answer_and_close_over_the_socket(live_stack):
    host, moderator, person = a_host(), staff(Role.MODERATOR), a_person()
    surgery = a_surgery(host=host, live=False)
    keys = {actor: key_of(actor) for actor in (host, moderator, person)}

    async def story() -> list[Any]:
        url = live_stack.ws_url
        async with (
            watching(url, surgery.slug, headers=keys[person]) as asker,
            watching(url, surgery.slug, headers=keys[moderator]) as desk,
            watching(url, surgery.slug, headers=keys[host]) as councillor,
            watching(url, surgery.slug) as stranger,
        ):
            assert (await councillor.do("open"))["state"] == "live"
            asked = await asker.do("ask", text=SECRET)
            assert (asked["state"], asked["replayed"]) == ("held", False)
            again = await asker.do("ask", text=SECRET, ref=asked["ref"])
            ref = asked["id"]
            await desk.listen(lambda: ref in desk.questions)
            await asker.listen(lambda: ref in asker.questions)
            assert asker.questions[ref]["mine"] is True
            refused = await asker.do("publish", question=ref)
            done = await desk.do("publish", question=ref)
            await stranger.listen(lambda: ref in stranger.questions)
            before = "".join(t for t in stranger.heard if '"published"' not in t)
            assert (await councillor.do("support", question=ref, on=True))["id"] == ref
            await stranger.listen(lambda: stranger.support.get(ref) == 1)
            await councillor.do("take", question=ref)
            await councillor.do("answer", question=ref, text="Soon.", faq=True)
            await stranger.listen(lambda: stranger.questions[ref]["answer"])
            closed = await councillor.do("close")
            await stranger.listen(lambda: stranger.surgery["state"] == "closed")
            late = await asker.do("ask", text="Too late?")
            return [again["replayed"], refused["code"], done["state"], SECRET in before, closed["state"], late["code"]]

    outcome = asyncio.run(story())
    assert outcome == [True, "not_found", "published", False, "closed", "wrong_state"]


def test_what_is_held_reaches_only_its_author_and_moderators(live_stack):
    host, moderator, person, officer = a_host(), staff(Role.MODERATOR), a_person(), staff(Role.OFFICER)
    surgery = a_surgery(host=host, officers=[officer.id])
    who = {"author": person, "moderator": moderator, "officer": officer, "host": host, "other": a_trusted_person()}
    keys: dict[str, dict[str, str] | None] = {name: key_of(actor) for name, actor in who.items()}
    keys["stranger"] = None

    async def one(name: str, joined: asyncio.Barrier) -> tuple[str, bool, int]:
        async with watching(live_stack.ws_url, surgery.slug, headers=keys[name]) as watcher:
            await joined.wait()
            if name == "author":
                await watcher.do("ask", text=SECRET)
                await in_db(a_question, surgery, "The end?")
            await watcher.listen(lambda: any(q["text"] == "The end?" for q in watcher.questions.values()))
            return name, any(SECRET in text for text in watcher.heard), watcher.seq or 0

    async def story() -> list[tuple[str, bool, int]]:
        joined = asyncio.Barrier(len(keys))
        return await asyncio.gather(*(one(name, joined) for name in keys))

    seen = asyncio.run(story())
    assert {name for name, saw, _seq in seen if saw} == {"author", "moderator", "officer"}
    assert len({seq for _name, _saw, seq in seen}) == 1


def test_a_wire_that_is_cut_again_and_again_loses_nothing_and_doubles_nothing(live_stack):
    surgery = a_surgery()
    asker = key_of(a_trusted_person())
    texts = [f"Question number {n}?" for n in range(24)]

    def ask_all() -> None:
        for text in texts:
            a_question(surgery, text)

    async def story() -> tuple[Watcher, int]:
        watcher, cuts = Watcher(), 0
        own = str(uuid.uuid4())
        async with Wire(live_stack.port) as wire:
            asking = asyncio.ensure_future(in_db(ask_all))
            while len(watcher.questions) < len(texts) + 1:
                try:
                    origin = live_stack.url
                    async with watching(wire.url, surgery.slug, watcher=watcher, headers=asker, origin=origin):
                        if own not in watcher.acks:
                            await watcher.send("ask", text="From the tunnel?", ref=own)
                            if cuts < 2:
                                wire.cut()
                        seen = len(watcher.questions)
                        await watcher.listen(lambda seen=seen: len(watcher.questions) >= min(seen + 5, len(texts) + 1))
                        wire.cut()
                        cuts += 1
                except (ConnectionClosed, OSError):
                    cuts += 1
            await asking
        return watcher, cuts

    watcher, cuts = asyncio.run(story())
    assert cuts >= 4
    order = [q["text"] for q in watcher.questions.values() if q["text"] in texts]
    assert order == texts
    assert watcher.numbers == sorted(set(watcher.numbers))
    assert Question.objects.filter(text="From the tunnel?").count() == 1


def test_a_stalled_reader_is_closed_4408_and_slows_nobody(live_stack):
    host = a_host()
    surgery = a_surgery(host=host)
    question = a_question(surgery)
    answer_question(by=host, question=question, text="€" * 3000)

    def flood() -> int:
        """600 events of 10 kB: more than the kernel (4 MB) and the queue hold for one who does not read."""
        for _burst in range(60):
            with transaction.atomic():
                for _n in range(10):
                    seq = record("question.redacted", on=surgery.stream, question_id=question.ref).seq
            time.sleep(0.01)
        return int(seq)

    async def story() -> tuple[int, int, int, int]:
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        sock.connect(("127.0.0.1", live_stack.port))
        sock.setblocking(False)
        async with (
            watching(live_stack.ws_url, surgery.slug, sock=sock, max_queue=1, ping_interval=None) as stalled,
            watching(live_stack.ws_url, surgery.slug) as quick,
        ):
            stalled.socket.transport.pause_reading()
            head = asyncio.ensure_future(in_db(flood))
            await quick.listen(lambda: head.done() and quick.seq == head.result(), within_s=60)
            stalled.socket.transport.resume_reading()
            code, stuck_at = await stalled.closed_with(60), stalled.seq
        async with watching(live_stack.ws_url, surgery.slug, watcher=stalled) as back:
            await back.listen(lambda: back.seq == quick.seq)
            return code, stuck_at or 0, len(quick.numbers), head.result()

    code, stuck_at, got, head = asyncio.run(story())
    assert code == 4408
    assert stuck_at < head
    assert got == 600


def test_a_removed_text_is_in_no_later_byte(live_stack):
    moderator, surgery = staff(Role.MODERATOR), a_surgery()
    question = a_question(surgery, SECRET)

    async def story() -> tuple[bool, list[str], list[str]]:
        async with watching(live_stack.ws_url, surgery.slug) as watcher:
            had = question.ref in watcher.questions
            mark = len(watcher.heard)
            await in_db(remove_question, by=moderator, question=question, reason="It names somebody.")
            await watcher.listen(lambda: question.ref not in watcher.questions)
            await watcher.socket.send('{"type":"replay","since":0}')
            await in_db(a_question, surgery, "The end?")
            await watcher.listen(lambda: watcher.questions)
            later = watcher.heard[mark:]
        async with watching(live_stack.ws_url, surgery.slug) as fresh:
            return had, later, fresh.heard

    had, later, fresh = asyncio.run(story())
    assert had
    assert not any(SECRET in text for text in [*later, *fresh])


def test_numbers_have_no_gaps_under_32_writers_who_roll_back_at_random(live_stack):
    surgery = a_surgery()
    asker = a_trusted_person()

    def write(writer: int) -> int:
        """Two attempts, of which some are rolled back after the number was taken; how many stood."""
        stood = 0
        for n in range(2):
            with suppress(RuntimeError), transaction.atomic():
                ask_question(by=asker, surgery=surgery, text=f"Writer {writer}, {n}?")
                if (writer + n) % 3 == 0:
                    raise RuntimeError
                stood += 1
        db.close()
        return stood

    async def story() -> Watcher:
        async with watching(live_stack.ws_url, surgery.slug) as watcher:
            with ThreadPoolExecutor(32) as pool:
                loop = asyncio.get_running_loop()
                made = sum(await asyncio.gather(*(loop.run_in_executor(pool, write, n) for n in range(32))))
            await watcher.listen(lambda: len(watcher.questions) == made and watcher.seq == 2 * made + 2)
            return watcher

    watcher = asyncio.run(story())
    head = watcher.seq or 0
    assert 20 < len(watcher.questions) < 64
    assert [event.seq for event in history(surgery.stream)] == list(range(1, head + 1))
    assert watcher.numbers == list(range(3, head + 1))


def test_the_listening_connection_comes_back_by_itself_and_nothing_is_missed(live_stack):
    surgery = a_surgery()

    def cut_listener() -> int:
        with db.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE application_name = 'civic sockets' AND datname = current_database()"
            )
            return int(cursor.fetchone()[0])

    async def story() -> tuple[int, list[str], int]:
        async with watching(live_stack.ws_url, surgery.slug) as watcher:
            gone = await in_db(cut_listener)
            await in_db(a_question, surgery, "While deaf?")
            await watcher.listen(lambda: watcher.errors, within_s=5)
            await watcher.listen(lambda: watcher.questions)
            await in_db(a_question, surgery, "And after?")
            await watcher.listen(lambda: len(watcher.questions) == 2)
            return gone, [e["code"] for e in watcher.errors], len(watcher.questions)

    gone, errors, seen = asyncio.run(story())
    assert (gone, errors, seen) == (1, ["late"], 2)


def test_a_cursor_from_the_future_or_another_epoch_brings_the_snapshot(live_stack):
    surgery = a_surgery()
    a_question(surgery)

    async def story() -> list[str]:
        kinds = []
        for epoch, since in ((None, 99), (str(uuid.uuid4()), 1), (str(surgery.epoch), 1), (None, 0)):
            async with connect(address_of(live_stack, surgery), origin=live_stack.url) as socket:
                await socket.send(json.dumps({"type": "hello", "epoch": epoch, "since": since}))
                kinds.append(json.loads(await socket.recv())["type"])
        async with connect(address_of(live_stack, surgery) + "?since=2", origin=live_stack.url) as socket:
            kinds.append(json.loads(await socket.recv())["seq"])
        return kinds

    assert asyncio.run(story()) == ["reset", "reset", "event", "skip", 3]
