"""Use a mailed link."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor
from civic.accounts.models import MailedLink
from civic.accounts.registry import link_purpose
from civic.core import clock
from civic.core.errors import CivicError


class LinkSpent(CivicError):
    code, status = "link_spent", 410
    default_detail = _(
        "This link was used already or is too old. Nothing was lost: ask for a new one where you started."
    )


def hash_of(secret: str) -> str:
    """How a secret is kept: SHA-256, enough for 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_link(secret: str) -> MailedLink:
    """The unused, unexpired link with this secret. Raises LinkSpent."""
    link = MailedLink.objects.filter(hash=hash_of(secret), used_at__isnull=True, expires_at__gt=clock.now()).first()
    if link is None:
        raise LinkSpent
    return link


def where_it_led(secret: str, actor: Actor) -> tuple[str, str] | None:
    """Title and address of what a spent link was for, if `actor` may see it. It acts no more, and tells no more."""
    link = MailedLink.objects.filter(hash=hash_of(secret)).first()
    leads_to = link_purpose(link.purpose).leads_to if link else None
    return leads_to(link.subject, actor) if link and leads_to else None


@transaction.atomic
def redeem_link(*, secret: str) -> str:
    """Do what the link is for, once; returns the address to go on to. Raises LinkSpent."""
    link = find_link(secret)
    if not MailedLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=clock.now()):
        raise LinkSpent
    return link_purpose(link.purpose).redeem(link.subject, link.email)
