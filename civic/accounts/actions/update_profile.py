"""Change one's own name and language."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor
from civic.accounts.models import User
from civic.core.errors import Invalid, SignInNeeded, require
from civic.core.sanitise import plain
from civic.eventlog.actions.record import record


@transaction.atomic
def update_profile(*, by: Actor, name: str, language: str) -> None:
    """Save the actor's name (≤ 80 characters) and language code. Raises SignInNeeded, Invalid, Banned."""
    require(by.user, SignInNeeded())
    if language not in dict(settings.LANGUAGES):
        raise Invalid(language=_("Choose one of the languages in the list."))
    name = plain(name, max_length=80, field="name")
    if by.user and name != by.user.name:  # it stands beside all they wrote
        by.require_may_act()
    User.objects.filter(pk=by.user.pk if by.user else 0).update(name=name, language=language)
    record("person.profile_changed", on=f"user:{by.id}", by=by)
