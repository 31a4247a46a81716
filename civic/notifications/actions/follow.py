"""Ask to be told about a subject, and stop again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import get_language

from civic.accounts.actors import Actor
from civic.notifications.models import Follow, Mute


@transaction.atomic
def follow(*, subject: str, by: Actor | None = None, email: str = "") -> None:
    """Follow as a signed-in person, or by an address that was confirmed. The caller checked that the subject may be
    seen. Twice is once; it also undoes an earlier mute."""
    if by and by.user:
        Follow.objects.get_or_create(subject=subject, user=by.user, defaults={"language": by.user.language})
        email = by.user.email
    elif email:
        email = email.strip().lower()
        language = get_language() or "en"
        Follow.objects.get_or_create(subject=subject, user=None, email=email, defaults={"language": language})
    Mute.objects.filter(subject=subject, email=email).delete()


@transaction.atomic
def unfollow(*, subject: str, by: Actor | None = None, email: str = "") -> None:
    """Stop following, and hear no more of this subject for any other reason. Twice is once."""
    if by and by.user:
        email = by.user.email
        Follow.objects.filter(subject=subject, user=by.user).delete()
    email = email.strip().lower()
    Follow.objects.filter(subject=subject, user=None, email=email).delete()
    if email:
        Mute.objects.get_or_create(subject=subject, email=email)
