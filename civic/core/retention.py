"""What we forget, and when: each room says it once; jobs do it by the clock, `manage.py forget --dry-run` counts it.

A duty deletes or blanks rows and answers how many. It runs in a transaction, so that a dry run is the real thing,
rolled back; files go on commit. It may run at any time, and a second run finds nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

Forget = Callable[[], int]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Duty:
    """name: "room.thing" · words: what is forgotten, and after how long, for the person who runs the command."""

    name: str
    words: str
    run: Forget


_duties: dict[str, Duty] = {}


def forgets(name: str, words: str) -> Callable[[Forget], Forget]:
    """Register the decorated function, which forgets `words` and answers how many there were."""

    def register(run: Forget) -> Forget:
        _duties[name] = Duty(name, words, run)
        return run

    return register


def duties(room: str = "") -> list[Duty]:
    """All duties, or those of one room, by name."""
    return [duty for name, duty in sorted(_duties.items()) if not room or name.startswith(f"{room}.")]


def forget(room: str = "", *, dry_run: bool = False) -> dict[str, int]:
    """Do the duties (of one room), each in its own transaction, and answer how much each forgot.

    dry_run: count only. One that fails stops no other; then it raises ExceptionGroup, which fails the job.
    """
    done: dict[str, int] = {}
    faults: list[Exception] = []
    for duty in duties(room):
        try:
            with transaction.atomic():
                done[duty.name] = duty.run()
                transaction.set_rollback(dry_run)
        except Exception as fault:
            log.exception("%s could not be done", duty.name)
            faults.append(fault)
    if faults:
        raise ExceptionGroup("some things could not be forgotten", faults)
    return done
