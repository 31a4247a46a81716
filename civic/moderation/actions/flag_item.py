"""Point something out to the desk."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from civic.accounts.actors import ANONYMOUS, SYSTEM, Actor
from civic.core.errors import Invalid, NotFound
from civic.core.sanitise import plain
from civic.eventlog.actions.record import record
from civic.links import registry as links
from civic.moderation.enums import HouseRule
from civic.moderation.models import Flag
from civic.moderation.registry import Card, split

MAX_NOTE = 500


def flaggable(subject: str) -> Card:
    """The card of a thing that everyone can see. Raises NotFound."""
    kind, identity = split(subject)
    known, _identity = links.split(subject)
    if kind is None or known is None or known.title(identity, ANONYMOUS) is None:
        raise NotFound
    card = kind.card(identity, SYSTEM)
    if card is None or card.state in ("held", "removed"):
        raise NotFound
    return card


@transaction.atomic
def flag_item(*, by: Actor, subject: str, rule: int | str, note: str = "", who: str = "") -> Flag:
    """Note that a visible subject breaks `rule`. Once per person or device; a second time changes nothing.

    who: a key for visitors without a device cookie. Raises NotFound, Invalid, Banned.
    """
    by.require_may_act()
    card = flaggable(subject)
    try:
        chosen = HouseRule(int(rule))
    except (TypeError, ValueError):
        raise Invalid(rule=_("Choose what is wrong with it.")) from None
    words = plain(note, max_length=MAX_NOTE, field="note", lines=True)
    flag, made = Flag.objects.get_or_create(
        subject=card.subject, who=by.who or who, defaults={"rule": chosen, "note": words}
    )
    if made:
        record("moderation.flagged", on=card.subject, by=by, flag_id=flag.pk, rule=int(chosen))
    return flag
