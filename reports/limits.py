"""How often things may be done, by whom. Only translators (pages and API) ask here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from civic.accounts.actors import Actor
from civic.core.throttling import limit, limited

HOUR_S, MINUTE_S = 3600, 60


@contextmanager
def reporting(actor: Actor, network: str) -> Iterator[None]:
    """Around the act: raises TooFast for more reports than a person writes; those refused as wrong are none."""
    with ExitStack() as limits:
        if actor.user is not None:
            limits.enter_context(limited("report", actor.who, times=20, per_s=HOUR_S))
        else:
            limits.enter_context(limited("report.network", network, times=20, per_s=HOUR_S))
            if actor.device:
                limits.enter_context(limited("report.device", actor.device, times=5, per_s=HOUR_S))
        yield


def limit_mailing(email: str, network: str) -> None:
    """Counted in the database: nobody can be flooded with mail through our forms."""
    limit("mail.address", email.strip().lower(), times=3, per_s=HOUR_S, durable=True)
    limit("mail.network", network, times=10, per_s=HOUR_S, durable=True)


def limit_support(actor: Actor, network: str, ref: str) -> None:
    """A device is cheap to change, so visitors of one network count together, report by report."""
    limit("support", actor.who, times=30, per_s=MINUTE_S)
    if actor.user is None:
        limit("support.network", f"{network} {ref}", times=30, per_s=HOUR_S)


def limit_uploading(actor: Actor, network: str) -> None:
    """Opening photos costs processor time: count each request that brings some."""
    limit("upload", actor.who if actor.user else network, times=30, per_s=HOUR_S)


def limit_looking_up(network: str) -> None:
    """Search for places and for likely duplicates, while a person types."""
    limit("reports.lookup", network, times=120, per_s=MINUTE_S)
