"""Let something that waits be seen."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from civic.accounts.actions.trust_person import trust_person
from civic.accounts.actors import Actor
from civic.core.errors import WrongState, require
from civic.moderation.actions.decide import permitted, write_down
from civic.moderation.enums import Verdict
from civic.moderation.models import Decision


@transaction.atomic
def publish_item(*, by: Actor, subject: str, seen_at: dt.datetime | None = None) -> Decision:
    """Publish a held subject; its author's words appear at once from now on.

    seen_at: when `by` was shown it; words that were changed since are read again first. Raises NotFound, WrongState,
    Banned.
    """
    kind, identity, card = permitted(subject, by)
    require(card.state == "held", WrongState(_("This does not wait any more.")))
    changed = seen_at is not None and card.changed_at is not None and card.changed_at > seen_at
    require(not changed, WrongState(_("Its author changed the words since you looked. Read them again.")))
    kind.publish(identity, by)
    gave_trust = card.author_id is not None and trust_person(by=by, user_id=card.author_id)
    return write_down(Verdict.PUBLISH, card, by, gave_trust=gave_trust)
