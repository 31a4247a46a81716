"""The one LISTEN connection of this process. It comes back by itself; writes never depend on it."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from typing import Any

import environ
import psycopg
from django.conf import settings
from django.db import connection

from civic.eventlog.actions.record import CHANNEL
from consultations.surgeries.changes import TALLY_CHANNEL

LONGEST_WAIT_S = 4.0
log = logging.getLogger(__name__)


def address() -> dict[str, Any]:
    """Where to listen: LISTEN_DATABASE_URL where a pooler stands before the database, else the database itself."""
    wanted: dict[str, Any] = dict(connection.settings_dict)
    if settings.LISTEN_DATABASE_URL:
        wanted = environ.Env.db_url_config(settings.LISTEN_DATABASE_URL)
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {name: wanted.get(key) for name, key in named.items() if wanted.get(key)}
    # a cable that was pulled is noticed after 5 s
    alive = {"keepalives_idle": 2, "keepalives_interval": 1, "keepalives_count": 3, "connect_timeout": 3}
    return {**given, **alive, "application_name": "civic sockets"}


async def listen(heard: Callable[[str, str], None], lost: Callable[[], None], back: Callable[[], None]) -> None:
    """For ever: call `heard(channel, payload)` for a hint, `lost` when the connection goes, `back` when it is there."""
    attempt = 0
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(autocommit=True, **address()) as conn:
                for channel in (CHANNEL, TALLY_CHANNEL):
                    await conn.execute(f"LISTEN {channel}")
                attempt = 0
                back()
                async for notice in conn.notifies():
                    heard(notice.channel, notice.payload)
        except psycopg.Error as error:
            if attempt == 0:
                log.warning("the connection that listens was lost: %s", type(error).__name__)
                lost()
        attempt += 1
        await asyncio.sleep(random.uniform(0.05, min(LONGEST_WAIT_S, 0.2 * 2**attempt)))  # noqa: S311
