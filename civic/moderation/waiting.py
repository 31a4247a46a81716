"""What of the desk waits for one person, for their own page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civic.accounts.actors import Actor
from civic.accounts.registry import MyItem
from civic.moderation import queries
from civic.moderation.jobs import job_counts
from civic.moderation.rules import can_moderate, can_see_jobs


def waiting_at_the_desk(actor: Actor) -> list[MyItem]:
    """Posts to decide about, what readers pointed out, and jobs that need a look: a line each, where there is any."""
    return [*_posts(actor), *_jobs(actor)]


def _posts(actor: Actor) -> list[MyItem]:
    if not can_moderate(actor):
        return []
    n, found = sum(queries.counts(actor).values()), []
    if n:
        title = ngettext("%(n)d post waits for a decision", "%(n)d posts wait for a decision", n) % {"n": n}
        oldest, _more = queries.waiting(actor, limit=1)
        found.append(MyItem(title, reverse("moderation"), "", _("The oldest:"), oldest[0].at if oldest else None))
    pointed_out = len(queries.flagged(actor))
    if pointed_out:
        words = ngettext("Readers pointed out %(n)d thing", "Readers pointed out %(n)d things", pointed_out)
        found.append(MyItem(words % {"n": pointed_out}, f"{reverse('moderation')}?show=flagged", "", "", None))
    return found


def _jobs(actor: Actor) -> list[MyItem]:
    counts = job_counts() if can_see_jobs(actor) else None
    n = counts.stuck + counts.failed if counts else 0
    if not n:
        return []
    title = ngettext("%(n)d job is stuck or failed", "%(n)d jobs are stuck or failed", n) % {"n": n}
    return [MyItem(title, reverse("moderation_jobs"), "", "", None, _("A mail or notice may not have gone out."))]
