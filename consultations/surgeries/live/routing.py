"""Sockets: where they come from is checked first, then the address."""

from __future__ import annotations

from typing import Any
from urllib.parse import ParseResult

from channels.routing import URLRouter
from channels.security.websocket import OriginValidator
from django.conf import settings
from django.urls import path, re_path

from consultations.surgeries.live.consumer import Nowhere, SurgeryConsumer


class OurOrigins(OriginValidator):
    """Only pages of our own origins, port and all. A program with a key sends no Origin and needs none."""

    def __init__(self, application: Any) -> None:
        super().__init__(application, settings.CIVIC_ORIGINS)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> Any:
        names = {name for name, _value in scope["headers"]}
        has_key = any(n == b"authorization" and v.startswith(b"Token ") for n, v in scope["headers"])
        if has_key and b"origin" not in names:
            return await self.application(scope, receive, send)
        return await super().__call__(scope, receive, send)

    def valid_origin(self, parsed_origin: ParseResult | None) -> bool:
        try:
            return bool(super().valid_origin(parsed_origin))
        except ValueError:  # a port that is no number
            return False


websocket = OurOrigins(
    URLRouter([path("ws/surgeries/<slug:slug>/", SurgeryConsumer.as_asgi()), re_path(r"", Nowhere.as_asgi())])
)
