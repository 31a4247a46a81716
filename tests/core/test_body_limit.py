"""A body that is too long is refused before it reaches the disk."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from civic.core.body_limit import with_body_limit


def talk(chunks: list[bytes], headers: list[tuple[bytes, bytes]], *, kind: str = "http") -> tuple[list[Any], list[Any]]:
    """What an application behind a limit of 10 bytes is given, and what is answered."""
    given: list[Any] = []
    sent: list[Any] = []
    waiting = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]

    async def application(scope: Any, receive: Any, send: Any) -> None:
        for _chunk in chunks:
            message = await receive()
            given.append(message)
            if message["type"] == "http.disconnect":
                return
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive() -> Any:
        return waiting.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(with_body_limit(application, 10)({"type": kind, "headers": headers}, receive, send))
    return given, sent


@pytest.mark.parametrize("length", [b"11", b"-1", b"ten"])
def test_what_announces_too_much_is_refused_unread(length: bytes) -> None:
    given, sent = talk([b"x" * 11], [(b"content-length", length)])

    assert (given, sent[0]["status"]) == ([], 413)
    assert b"too_large" in sent[1]["body"]


def test_what_turns_out_longer_than_it_may_be_is_hung_up_on() -> None:
    given, sent = talk([b"x" * 6, b"x" * 6, b"x" * 6], [])

    assert [message["type"] for message in given] == ["http.request", "http.disconnect"]
    assert sent == []


def test_what_fits_and_what_is_a_socket_passes() -> None:
    assert talk([b"x" * 5, b"x" * 5], [(b"content-length", b"10")])[1][0]["status"] == 200
    assert talk([b"x" * 11], [], kind="websocket")[1][0]["status"] == 200
