"""The sockets' own threads for the database: the event loop never waits for a row."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from channels.db import DatabaseSyncToAsync

THREADS = 6
P = ParamSpec("P")
R = TypeVar("R")
_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="surgery")


async def in_thread(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run `work`, which uses the database, in one of our threads."""
    call = DatabaseSyncToAsync(work, thread_sensitive=False, executor=_pool)
    result: R = await call(*args, **kwargs)
    return result
