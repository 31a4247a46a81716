"""Who reacts to which fact. Rooms fill this in their handlers.py, imported by their apps.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from civic.eventlog.models import Event

Handler = Callable[["Event"], None]
_by_verb: dict[str, list[str]] = {}
_by_name: dict[str, Handler] = {}


def on(*verbs: str) -> Callable[[Handler], Handler]:
    """Run the decorated function once, as a job, for each event with one of `verbs`.

    It may run again after a fault, so it must be idempotent. Its module and name are its identity in the queue.
    """

    def register(handler: Handler) -> Handler:
        name = f"{handler.__module__}.{handler.__qualname__}"
        _by_name[name] = handler
        for verb in verbs:
            names = _by_verb.setdefault(verb, [])
            if name not in names:
                names.append(name)
        return handler

    return register


def handlers_of(verb: str) -> list[str]:
    """Names of the handlers that react to `verb`."""
    return list(_by_verb.get(verb, []))


def handler(name: str) -> Handler:
    """The handler called `name`. Raises KeyError when no room registers it (any more)."""
    return _by_name[name]
