"""The author is told what was decided about their words, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from civic.accounts.actors import SYSTEM
from civic.accounts.recipients import Recipient
from civic.eventlog.registry import on
from civic.moderation.enums import HouseRule, Verdict
from civic.moderation.models import Decision
from civic.moderation.queries import last_decision
from civic.moderation.registry import split
from civic.moderation.telling import told_for
from civic.notifications.actions.notify import notify

if TYPE_CHECKING:
    from civic.eventlog.models import Event

REMOVED, RESTORED = "moderation.removed", "moderation.restored"


@on("moderation.removed", "moderation.restored", news=True)
def tell_the_author(event: Event) -> None:
    """One notice to the author. An undone removal of which nobody was told needs no second notice."""
    decision = Decision.objects.filter(pk=event.facts["decision_id"]).select_related("undoes").first()
    kind, identity = split(event.stream.name)
    if decision is None or kind is None:
        return
    if decision.undoes is not None and not decision.undoes.told:
        return
    notice = REMOVED if decision.verdict == Verdict.REMOVE else RESTORED
    told = notify(event, kind=notice, subject=decision.subject, to=kind.people(identity))
    if told:
        Decision.objects.filter(pk=decision.pk).update(told=told)


def removed_context(subject: str, recipient: Recipient) -> dict[str, Any] | None:
    """What the mail about a removal says; None when it was put back meanwhile."""
    return _context(subject, Verdict.REMOVE)


def restored_context(subject: str, recipient: Recipient) -> dict[str, Any] | None:
    """What the mail about putting back says; None when it was removed again meanwhile."""
    return _context(subject, Verdict.RESTORE)


def _context(subject: str, verdict: Verdict) -> dict[str, Any] | None:
    kind, identity = split(subject)
    decision = last_decision(subject)
    card = kind.card(identity, SYSTEM) if kind else None
    if kind is None or card is None or decision is None or decision.verdict != verdict:
        return None
    rule = HouseRule(decision.rule) if decision.rule else None
    link = settings.CIVIC_BASE_URL + card.url if verdict == Verdict.RESTORE else ""
    return told_for(card, rule, decision.reason) | {"url": link}
