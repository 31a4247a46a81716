"""Say whether an answer was useful."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import require
from civic.pages.models import FaqPage, FaqVote


@transaction.atomic
def vote_on_answer(*, by: Actor, page: FaqPage, useful: bool) -> None:
    """One opinion for each person or device; a later one replaces it. Raises Banned, and NotFound for
    a page nobody may read."""
    by.require_may_act()
    require(page.live and by.who)
    FaqVote.objects.update_or_create(page=page, who=by.who, defaults={"useful": useful, "at": clock.now()})
