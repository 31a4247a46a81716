"""What all decisions share: find the thing, check the right, write it down, record it."""

from __future__ import annotations

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import NotFound
from civic.eventlog.actions.record import record
from civic.moderation.enums import HouseRule, Verdict
from civic.moderation.models import Decision, Flag
from civic.moderation.queries import card_of
from civic.moderation.registry import Card, Kind, split

_VERBS = {
    Verdict.PUBLISH: "moderation.published",
    Verdict.REMOVE: "moderation.removed",
    Verdict.RESTORE: "moderation.restored",
    Verdict.HOLD: "moderation.held",
}


def permitted(subject: str, by: Actor) -> tuple[Kind, str, Card]:
    """The kind, id and card of `subject`. Raises NotFound if it is not there or not for `by` to decide, Banned."""
    by.require_may_act()
    kind, identity = split(subject)
    card = card_of(subject, by)
    if kind is None or card is None:
        raise NotFound
    return kind, identity, card


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
    """Keep the decision, settle what readers said, and record the fact on the subject's stream."""
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
    record(_VERBS[verdict], on=card.subject, by=by, decision_id=decision.pk, rule=int(rule) if rule else None)
    return decision
