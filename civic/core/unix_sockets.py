"""What a web process behind a proxy must be told when it listens on a unix socket."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

Application = Callable[[Any, Any, Any], Awaitable[None]]


def with_port(application: Application, origin: str) -> Application:
    """Give requests that came through a unix socket the port of `origin`, the address that people see.

    uvicorn names no port there, Django passes that on as the text "None", and Wagtail, which finds its site by host
    and port, fails on it.
    """
    address = urlsplit(origin)
    port = address.port or (443 if address.scheme == "https" else 80)

    async def named(scope: Any, receive: Any, send: Any) -> None:
        server = scope.get("server")
        if server and server[1] is None:
            scope = {**scope, "server": (address.hostname, port)}
        await application(scope, receive, send)

    return named
