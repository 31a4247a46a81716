"""The one source of time. Actions ask here, so that tests and the demo can live at another instant."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_frozen: ContextVar[dt.datetime | None] = ContextVar("civic_clock", default=None)


def now() -> dt.datetime:
    """The present instant, aware, in UTC."""
    return _frozen.get() or dt.datetime.now(dt.UTC)


def real() -> dt.datetime:
    """The present instant, even where `at()` has frozen another one."""
    return dt.datetime.now(dt.UTC)


@contextmanager
def at(instant: dt.datetime) -> Iterator[None]:
    """Make `now()` answer `instant` (aware) inside the block. Raises ValueError for a naive datetime."""
    if instant.tzinfo is None:
        raise ValueError("clock.at() needs an aware datetime")
    token = _frozen.set(instant.astimezone(dt.UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
