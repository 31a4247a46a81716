"""Put back what was removed."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import Actor
from civic.moderation.actions.decide import permitted, write_down
from civic.moderation.enums import Verdict
from civic.moderation.models import Decision


@transaction.atomic
def restore_item(*, by: Actor, subject: str) -> Decision:
    """Make a removed subject what it was before; the author is told. Raises NotFound, WrongState, Banned."""
    kind, identity, card = permitted(subject, by)
    kind.restore(identity, by)
    return write_down(Verdict.RESTORE, card, by)
