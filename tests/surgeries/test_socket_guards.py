"""Who gets a socket, what may come through it, and how it ends for those who may not."""

from __future__ import annotations

import asyncio
import json
import uuid
from contextlib import suppress

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from civic.accounts.actions.ban_person import ban_person
from civic.accounts.actions.revoke_role import revoke_role
from civic.accounts.actors import SYSTEM
from civic.accounts.enums import Role
from tests.factories.accounts import a_person, staff
from tests.factories.surgeries import a_device, a_held_question, a_question, a_surgery
from tests.surgeries.conftest import address_of, in_db, key_of, watching

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1", "null", "http://127.0.0.1:x", None])
def test_a_forged_or_missing_origin_is_refused(live_stack, origin):
    surgery = a_surgery()

    async def story() -> int:
        with pytest.raises(InvalidStatus) as refused:
            async with connect(f"{live_stack.ws_url}/ws/surgeries/{surgery.slug}/", origin=origin):
                pass
        return refused.value.response.status_code

    assert asyncio.run(story()) == 403


def test_a_program_with_a_key_may_omit_the_origin_but_not_forge_it(live_stack):
    surgery, key = a_surgery(), key_of(a_person())
    url = f"{live_stack.ws_url}/ws/surgeries/{surgery.slug}/"

    async def story() -> str:
        with pytest.raises(InvalidStatus):
            async with connect(url, additional_headers=key, origin="https://evil.example"):
                pass
        async with connect(url, additional_headers=key) as socket:
            await socket.send('{"type":"hello"}')
            return json.loads(await socket.recv())["type"]

    assert asyncio.run(story()) == "reset"


def test_a_key_nobody_knows_is_told_to_sign_in_again(live_stack):
    surgery = a_surgery()

    async def story() -> int:
        async with watching(
            live_stack.ws_url, surgery.slug, headers={"Authorization": "Token wrong"}, hello=False
        ) as watcher:
            return await watcher.closed_with()

    assert asyncio.run(story()) == 4401


@pytest.mark.parametrize("slug", ["no-such-surgery", "two/parts"])
def test_a_surgery_that_is_not_there_closes_4404(live_stack, slug):
    async def story() -> int:
        async with watching(live_stack.ws_url, slug, hello=False) as watcher:
            with suppress(ConnectionClosed):
                await watcher.socket.send('{"type":"hello"}')
            return await watcher.closed_with()

    assert asyncio.run(story()) == 4404


def test_what_is_no_frame_gets_a_sentence_and_the_third_time_the_end(live_stack):
    surgery = a_surgery()

    async def story() -> tuple[int, list[str]]:
        async with watching(live_stack.ws_url, surgery.slug) as watcher:
            for junk in ("not json", "[" * 9000, b"\x00\x01"):
                await watcher.socket.send(junk)
            code = await watcher.closed_with()
            return code, [e["code"] for e in watcher.errors]

    assert asyncio.run(story()) == (4400, ["malformed"] * 3)


@pytest.mark.parametrize(
    "frame",
    [
        {"type": "dance"}, {"type": "ask", "text": "No ref"}, {"type": "ask", "ref": "no-uuid", "text": "x"},
        {"type": "ask", "ref": str(uuid.uuid4()), "text": 5}, {"type": "support", "ref": str(uuid.uuid4()), "on": 1},
        {"type": "replay", "since": True}, {"type": "replay", "since": -1}, {"type": "hello", "since": "4"},
        {"type": "publish", "ref": str(uuid.uuid4()), "question": "a\0b"}, {"type": ["ask"]}, 5, None,
    ],
)  # fmt: skip
def test_a_frame_of_the_wrong_shape_is_refused_and_the_socket_stays(live_stack, frame):
    surgery, header = a_surgery(), key_of(a_person())

    async def story() -> str:
        async with watching(live_stack.ws_url, surgery.slug, headers=header) as watcher:
            await watcher.socket.send(json.dumps(frame))
            await watcher.listen(lambda: watcher.errors)
            answer = await watcher.do("ask", text="Still here?")
            return watcher.errors[0]["code"] + " " + answer["state"]

    assert asyncio.run(story()) == "malformed held"


def test_a_frame_past_16_kib_ends_the_connection(live_stack):
    surgery = a_surgery()

    async def story() -> int:
        async with watching(live_stack.ws_url, surgery.slug) as watcher:
            await watcher.socket.send("x" * 16385)
            return await watcher.closed_with()

    assert asyncio.run(story()) == 1009


def test_commands_past_ten_in_ten_seconds_wait(live_stack):
    surgery = a_surgery()
    question = a_question(surgery)

    header = key_of(a_person())

    async def story() -> list[str]:
        async with watching(live_stack.ws_url, surgery.slug, headers=header) as watcher:
            answers = [await watcher.do("support", question=question.ref, on=bool(n % 2)) for n in range(12)]
            return [a.get("code", "ok") for a in answers]

    codes = asyncio.run(story())
    assert codes == ["ok"] * 9 + ["too_fast"] * 3


def test_a_sixth_socket_of_one_person_is_refused(live_stack):
    surgery, header = a_surgery(), key_of(a_person())

    async def story() -> list[int]:
        sockets = [await connect(address_of(live_stack, surgery), additional_headers=header) for _n in range(6)]
        await asyncio.sleep(0.3)
        codes = [one.close_code or 0 for one in sockets]
        for one in sockets:
            await one.close()
        return codes

    assert sorted(asyncio.run(story())) == [0, 0, 0, 0, 0, 4429]


def test_a_ban_reaches_an_open_socket_within_five_seconds(live_stack):
    surgery, person = a_surgery(), a_person()
    header = key_of(person)

    async def story() -> tuple[int, int]:
        async with watching(live_stack.ws_url, surgery.slug, headers=header) as watcher:
            await in_db(ban_person, by=SYSTEM, user=person.user, reason="Enough.")
            first = await watcher.closed_with(5)
        async with watching(live_stack.ws_url, surgery.slug, headers=header, hello=False) as watcher:
            return first, await watcher.closed_with(5)

    assert asyncio.run(story()) == (4403, 4403)


def test_a_role_that_is_taken_away_hides_what_is_held_within_five_seconds(live_stack):
    moderator, surgery = staff(Role.MODERATOR), a_surgery()
    held = a_held_question(surgery)
    header = key_of(moderator)
    grant = moderator.user.grants.get()

    async def story() -> tuple[bool, list[str]]:
        async with watching(live_stack.ws_url, surgery.slug, headers=header) as watcher:
            before = held.ref in watcher.questions
            await in_db(revoke_role, by=SYSTEM, grant=grant, reason="Moved on.")
            await watcher.listen(lambda: held.ref not in watcher.questions, within_s=5)
            return before, list(watcher.questions)

    assert asyncio.run(story()) == (True, [])


def test_a_browser_is_known_by_its_device_cookie(live_stack):
    from django.core import signing

    from civic.core.middleware import DEVICE_COOKIE, DEVICE_SALT

    device, surgery = a_device(), a_surgery()
    held = a_held_question(surgery, by=device)
    cookie = {"Cookie": f"{DEVICE_COOKIE}={signing.Signer(salt=DEVICE_SALT).sign(device.device)}"}

    async def story() -> list[bool]:
        url = live_stack.ws_url
        async with watching(url, surgery.slug, headers=cookie) as mine, watching(url, surgery.slug) as other:
            return [held.ref in mine.questions, held.ref in other.questions]

    assert asyncio.run(story()) == [True, False]
