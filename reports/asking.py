"""What pages and API share about who asks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from civic.accounts.actors import Actor, actor_of


def acting(request: HttpRequest | Any) -> Actor:
    """Who acts: a visitor's browser is given a name for its device, so that it is known again."""
    actor = actor_of(request)
    if actor.user is not None or actor.device:
        return actor
    plain: Any = getattr(request, "_request", request)
    return replace(actor, device=plain.ensure_device())


def who_repeats(actor: Actor) -> str:
    """Whose keys for repeats these are. Visitors share one name: a lost answer may take the device's cookie with it,
    so that only the key itself, 122 random bits, tells that it is the same act."""
    return actor.who if actor.user is not None else "visitor"
