"""Say what became of what."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import Actor
from civic.core import clock
from civic.eventlog.actions.record import record
from civic.links.enums import Relation
from civic.links.models import Link


@transaction.atomic
def link_subjects(*, source: str, target: str, relation: Relation, by: Actor) -> Link:
    """Note that `source` became (or was taken into) `target`. Twice is once.

    The calling action has checked permission.
    """
    link, made = Link.objects.get_or_create(
        source=source, target=target, relation=relation, defaults={"by_id": by.id, "at": clock.now()}
    )
    if made:
        record("link.made", on=source, by=by, link_id=link.pk, target=target, relation=str(relation))
    return link
