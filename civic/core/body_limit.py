"""No request brings more than five photos and their form: Django would first write all of it to the disk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

MOST_BYTES = 55 * 1024 * 1024  # as in front of it: client_max_body_size in deploy/nginx

Application = Callable[[Any, Any, Any], Awaitable[None]]
_BODY = b'{"error": {"code": "too_large", "detail": "That is too large to send.", "fields": {}}}'


def with_body_limit(application: Application, most: int = MOST_BYTES) -> Application:
    """Answer 413 to a body that announces more than `most` bytes, and hang up on one that turns out to be longer."""

    async def limited(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not announced.isdigit() or int(announced) > most:
            await _refuse(send)
            return
        read = 0

        async def counted() -> Any:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            return message if read <= most else {"type": "http.disconnect"}

        await application(scope, counted, send)

    return limited


async def _refuse(send: Any) -> None:
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": _BODY})
