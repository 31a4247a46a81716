"""Who reacts to which fact. Rooms fill this in their handlers.py, imported by their apps.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from civic.eventlog.models import Event

Handler = Callable[["Event"], None]


@dataclass(frozen=True)
class Registered:
    """A handler and what it is for."""

    run: Handler
    news: bool
    index: bool


NEWS_LASTS = dt.timedelta(days=7)  # an import or a rebuilt demo must not write to people about last year
_by_verb: dict[str, list[str]] = {}
_by_name: dict[str, Registered] = {}
_importing: ContextVar[bool] = ContextVar("civic_importing", default=False)


def on(*verbs: str, news: bool = False, index: bool = False) -> Callable[[Handler], Handler]:
    """Run the decorated function once, as a job, for each event with one of `verbs`.

    It may run again after a fault, so it must be idempotent. Its module and name are its identity in the queue.
    news: it only tells people, which is of no use a week later. index: what it makes, a command can make anew, so an
    import (`importing`) leaves it to that command.
    """

    def register(handler: Handler) -> Handler:
        name = f"{handler.__module__}.{handler.__qualname__}"
        _by_name[name] = Registered(handler, news, index)
        for verb in verbs:
            names = _by_verb.setdefault(verb, [])
            if name not in names:
                names.append(name)
        return handler

    return register


@contextmanager
def importing() -> Iterator[None]:
    """Inside the block no index is kept up, event by event; whoever imports builds it anew afterwards."""
    token = _importing.set(True)
    try:
        yield
    finally:
        _importing.reset(token)


def handlers_of(verb: str, *, age: dt.timedelta = dt.timedelta()) -> list[str]:
    """Names of the handlers that react to a `verb` that happened `age` ago."""
    return [
        name
        for name in _by_verb.get(verb, [])
        if not (_by_name[name].news and age > NEWS_LASTS) and not (_by_name[name].index and _importing.get())
    ]


def handler(name: str) -> Handler:
    """The handler called `name`. Raises KeyError when no room registers it (any more)."""
    return _by_name[name].run
