"""Make a key for a program."""

from __future__ import annotations

import secrets

from django.db import transaction

from civic.accounts.actions.redeem_link import hash_of
from civic.accounts.actors import Actor
from civic.accounts.models import ApiToken, User
from civic.core.errors import require
from civic.core.sanitise import plain
from civic.eventlog.actions.record import record


@transaction.atomic
def make_api_token(*, by: Actor, user: User, label: str) -> tuple[ApiToken, str]:
    """A new key for `user` and its secret, which is shown once and never kept. Raises NotFound, Invalid."""
    require(by.is_system or by.id == user.pk)
    by.require_may_act()
    secret = secrets.token_urlsafe(32)
    label = plain(label, max_length=80, min_length=1, field="label")
    token = ApiToken.objects.create(user=user, label=label, start=secret[:6], hash=hash_of(secret))
    record("token.made", on=f"user:{user.pk}", by=by, token_id=token.pk)
    return token, secret


@transaction.atomic
def revoke_api_token(*, by: Actor, token_id: int) -> None:
    """End one of the actor's own keys. Raises NotFound."""
    require(by.user and ApiToken.objects.filter(pk=token_id, user=by.user).exists())
    record("token.revoked", on=f"user:{by.id}", by=by, token_id=token_id)
    ApiToken.objects.filter(pk=token_id).delete()
