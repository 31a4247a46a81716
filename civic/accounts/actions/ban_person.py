"""Stop somebody from writing."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor
from civic.accounts.models import Ban, User
from civic.accounts.rules import can_ban
from civic.core import clock
from civic.core.errors import Invalid, require
from civic.eventlog.actions.record import record


@transaction.atomic
def ban_person(*, by: Actor, user: User, reason: str, until: dt.datetime | None = None) -> Ban:
    """`user` may read but not act until `until` (None: for good); they see `reason`. Raises NotFound, Invalid."""
    require(can_ban(by, user))
    if not reason.strip():
        raise Invalid(
            _("Give the reason; the person will read it."), reason=_("Give the reason; the person will read it.")
        )
    ban = Ban.objects.create(user=user, reason=reason.strip(), by=by.user, until=until)
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    record("person.banned", on=f"user:{user.pk}", by=by, ban_id=ban.pk)
    return ban


@transaction.atomic
def lift_ban(*, by: Actor, ban: Ban) -> Ban:
    """End a ban early. Raises NotFound."""
    require(can_ban(by, ban.user))
    if ban.lifted_at is None:
        ban.lifted_at = clock.now()
        ban.save(update_fields=["lifted_at"])
        record("person.unbanned", on=f"user:{ban.user_id}", by=by, ban_id=ban.pk)
    return ban
