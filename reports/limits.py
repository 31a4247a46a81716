"""How often things may be done, by whom. Only translators (pages and API) ask here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.conf import settings

from civic.accounts.actors import Actor
from civic.core.forms import require_unhurried as unhurried
from civic.core.throttling import limit, limited


@contextmanager
def reporting(actor: Actor, network: str) -> Iterator[None]:
    """Around the act: raises TooFast for more reports than a person writes; those refused as wrong are none."""
    with ExitStack() as limits:
        if actor.user is not None:
            limits.enter_context(limited("report.person", actor.who))
        else:
            limits.enter_context(limited("report.network", network))
            if actor.device:
                limits.enter_context(limited("report.device", actor.device))
        yield


def require_unhurried(actor: Actor, begun_at: dt.datetime) -> None:
    """Raise Invalid if a visitor's report is sent sooner after it was begun than a person can write one."""
    if actor.user is None and settings.CIVIC_MIN_FILL_S:
        unhurried(begun_at.timestamp())


def limit_mailing(email: str, network: str) -> None:
    """Nobody can be flooded with mail through our forms."""
    limit("mail.to", email.strip().lower())
    limit("mail.from", network)


def limit_support(actor: Actor, network: str, ref: str) -> None:
    """A device is cheap to change, so visitors of one network count together, report by report."""
    limit("vote", actor.who)
    if actor.user is None:
        limit("vote.network", f"{network} report:{ref}")


def limit_uploading(actor: Actor, network: str, size: int) -> None:
    """Opening photos costs processor time: count each request that brings some, and their `size` in bytes."""
    who = actor.who if actor.user else network
    limit("upload", who)
    limit("upload.bytes", who, amount=size)


def limit_looking_up(network: str) -> None:
    """Search for places and for likely duplicates, while a person types."""
    limit("lookup", network)
