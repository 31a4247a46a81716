"""Who follows what."""

from __future__ import annotations

from collections.abc import Iterable

from civic.accounts.actors import Actor
from civic.accounts.recipients import Recipient
from civic.notifications.models import Delivery, Follow, Mute


def followers(subject: str) -> list[Recipient]:
    """Everyone who asked to be told about `subject`."""
    rows = Follow.objects.filter(subject=subject).select_related("user")
    found = []
    for row in rows:
        if row.user is None:
            found.append(Recipient(row.email, None, row.language))
        elif row.user.is_active:
            found.append(Recipient(row.user.email, row.user_id, row.user.language))
    return found


def is_following(subject: str, actor: Actor) -> bool:
    """Whether the signed-in actor follows `subject`."""
    return actor.user is not None and Follow.objects.filter(subject=subject, user=actor.user).exists()


def followed_by(actor: Actor) -> list[str]:
    """Subjects the signed-in actor follows, newest first."""
    if actor.user is None:
        return []
    return list(Follow.objects.filter(user=actor.user).order_by("-created_at").values_list("subject", flat=True))


def told_about(subject: str) -> int:
    """To how many addresses notices about `subject` were sent."""
    return Delivery.objects.filter(subject=subject, state="sent").values("email").distinct().count()


def muted(subjects: Iterable[str]) -> set[str]:
    """Addresses that want no notices about one of `subjects`."""
    return set(Mute.objects.filter(subject__in=list(subjects)).values_list("email", flat=True))
