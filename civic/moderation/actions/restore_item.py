"""Put back what was removed."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.core.errors import WrongState, require
from civic.moderation.actions.decide import done_before, permitted, write_down
from civic.moderation.enums import Verdict
from civic.moderation.models import Decision


@transaction.atomic
def restore_item(*, by: Actor, subject: str) -> Decision:
    """Make a removed subject what it was before; its author is told. Twice is once.

    Raises NotFound, WrongState, Banned.
    """
    kind, identity, card = permitted(subject, by)
    if card.state != "removed" and (earlier := done_before(Verdict.RESTORE, card.subject)):
        return earlier
    require(card.state == "removed", WrongState(_("This is not removed.")))
    kind.restore(identity, by)
    return write_down(Verdict.RESTORE, card, by)
