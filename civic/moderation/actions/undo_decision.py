"""Take a decision back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.actions.trust_person import distrust_person
from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import WrongState, require
from civic.moderation.actions.decide import permitted, write_down
from civic.moderation.enums import Verdict
from civic.moderation.models import Decision
from civic.moderation.queries import UNDO_S, can_be_undone, last_decision


@transaction.atomic
def undo_decision(*, by: Actor, ref: str) -> Decision:
    """Undo a publication or removal of the last ten minutes, and the trust it gave. Twice is once.

    Raises NotFound, or WrongState when it is too late or something else was decided since.
    """
    decision = Decision.objects.select_for_update().filter(ref=ref).first()
    require(decision)
    assert decision is not None  # noqa: S101
    kind, identity, card = permitted(decision.subject, by)
    earlier = Decision.objects.filter(undoes=decision).first()
    if earlier is not None:
        return earlier
    newest = last_decision(decision.subject)
    require(
        newest is not None and newest.pk == decision.pk, WrongState(_("Something else was decided about it since."))
    )
    recent = decision.at > clock.now() - dt.timedelta(seconds=UNDO_S)
    require(recent and can_be_undone(decision), WrongState(_("This can’t be undone any more. Decide about it again.")))
    if decision.verdict == Verdict.REMOVE:
        kind.restore(identity, by)
        return write_down(Verdict.RESTORE, card, by, undoes=decision)
    if kind.hold is not None:
        kind.hold(identity, by)
    if decision.gave_trust and decision.author_id:
        distrust_person(by=by, user_id=decision.author_id)
    return write_down(Verdict.HOLD, card, by, undoes=decision)
