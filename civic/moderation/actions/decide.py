"""What all decisions share: find the thing, check the right, write it down, record it."""

from __future__ import annotations

from django.db import connection

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import NotFound
from civic.eventlog.actions.record import record
from civic.moderation.enums import HouseRule, Verdict
from civic.moderation.models import Decision, Flag
from civic.moderation.queries import card_of, last_decision
from civic.moderation.registry import Card, Kind, split
from civic.search.actions.reindex import reindex

_VERBS = {
    Verdict.PUBLISH: "moderation.published",
    Verdict.REMOVE: "moderation.removed",
    Verdict.RESTORE: "moderation.restored",
    Verdict.HOLD: "moderation.held",
}


def permitted(subject: str, by: Actor) -> tuple[Kind, str, Card]:
    """The kind, id and card of `subject`, which nobody else decides about until this transaction ends.

    Raises NotFound if it is not there or not for `by` to decide, Banned.
    """
    by.require_may_act()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"desk {subject}"])
    kind, identity = split(subject)
    card = card_of(subject, by)
    if kind is None or card is None:
        raise NotFound
    return kind, identity, card


def done_before(verdict: Verdict, subject: str) -> Decision | None:
    """The newest decision, if it was this very one: pressed twice, or by two at once, it is taken and told once."""
    newest = last_decision(subject)
    return newest if newest is not None and newest.verdict == verdict else None


def write_down(
    verdict: Verdict,
    card: Card,
    by: Actor,
    *,
    rule: HouseRule | None = None,
    reason: str = "",
    gave_trust: bool = False,
    undoes: Decision | None = None,
) -> Decision:
    """Keep the decision, settle what readers said, and record the fact on the subject's stream. What is taken out of
    sight can't be found from the same instant on, whether or not a worker runs."""
    decision = Decision.objects.create(
        subject=card.subject,
        verdict=verdict,
        rule=rule,
        reason=reason,
        by=by.user,
        author_id=card.author_id,
        gave_trust=gave_trust,
        undoes=undoes,
        at=clock.now(),
    )
    Flag.objects.filter(subject=card.subject, settled_at__isnull=True).update(settled_at=clock.now())
    if verdict in (Verdict.REMOVE, Verdict.HOLD):
        reindex(card.subject)
    record(_VERBS[verdict], on=card.subject, by=by, decision_id=decision.pk, rule=int(rule) if rule else None)
    return decision
