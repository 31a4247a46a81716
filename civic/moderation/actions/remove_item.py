"""Take something out of sight, for a reason that its author reads."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.core.errors import Invalid
from civic.core.sanitise import plain
from civic.moderation.actions.decide import done_before, permitted, write_down
from civic.moderation.enums import HouseRule, Verdict
from civic.moderation.models import Decision

MAX_REASON = 1000
MIN_REASON = 3


@transaction.atomic
def remove_item(*, by: Actor, subject: str, rule: int | str, reason: str) -> Decision:
    """Remove `subject` under house rule `rule`; the author is told `reason`. Twice is once.

    Raises NotFound, Invalid, WrongState.
    """
    chosen, words = checked_reason(rule, reason)
    kind, identity, card = permitted(subject, by)
    if card.state == "removed" and (earlier := done_before(Verdict.REMOVE, card.subject)):
        return earlier
    kind.remove(identity, by, words, int(chosen))
    return write_down(Verdict.REMOVE, card, by, rule=chosen, reason=words)


def checked_reason(rule: int | str, reason: str) -> tuple[HouseRule, str]:
    """The house rule and the reason as they will be kept. Raises Invalid(rule, reason)."""
    try:
        chosen = HouseRule(int(rule))
    except (TypeError, ValueError):
        raise Invalid(rule=_("Choose the house rule that it breaks.")) from None
    words = plain(reason, max_length=MAX_REASON, field="reason", lines=True)
    if len(words) < MIN_REASON:
        raise Invalid(reason=_("Write the reason. Its author will read it."))
    return chosen, words
