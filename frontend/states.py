"""The words and the shape of each state, in one place: a state is never told by colour alone."""

from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StateLook(NamedTuple):
    """word: what a person reads; tone: which token pair colours it; shape: a symbol of the icon sprite."""

    word: str | Promise
    tone: str
    shape: str


STATES: Final[dict[str, StateLook]] = {
    # a report
    "received": StateLook(_("Received"), "received", "ring"),
    "planned": StateLook(_("Planned"), "planned", "calendar"),
    "in_progress": StateLook(_("In progress"), "progress", "half"),
    "needs_info": StateLook(_("Needs information"), "waiting", "question"),
    "fixed": StateLook(_("Fixed"), "fixed", "tick"),
    "will_not_fix": StateLook(_("Will not be fixed"), "closed", "cross"),
    "not_ours": StateLook(_("Not ours"), "closed", "away"),
    "duplicate": StateLook(_("Reported before"), "closed", "copies"),
    "withdrawn": StateLook(_("Withdrawn"), "closed", "back"),
    # who may see it
    "unconfirmed": StateLook(_("Not confirmed yet"), "waiting", "mail"),
    "held": StateLook(_("Waiting for a check"), "waiting", "pause"),
    "public": StateLook(pgettext_lazy("visibility", "Public"), "fixed", "tick"),
    "private": StateLook(pgettext_lazy("visibility", "Private"), "closed", "lock"),
    "removed": StateLook(_("Removed"), "removed", "bar"),
    # a comment or a question
    "published": StateLook(_("Published"), "planned", "tick"),
    "answering": StateLook(_("Being answered"), "progress", "speech"),
    "answered": StateLook(_("Answered"), "fixed", "tick"),
    "deferred": StateLook(_("Answer to follow"), "received", "clock"),
    "declined": StateLook(_("Not taken"), "closed", "cross"),
    "merged": StateLook(_("Asked together"), "closed", "copies"),
    # a consultation or a surgery
    "scheduled": StateLook(_("Coming up"), "planned", "clock"),
    "open": StateLook(_("Open"), "fixed", "half"),
    "live": StateLook(_("Live now"), "live", "dot"),
    "paused": StateLook(_("Paused"), "waiting", "pause"),
    "closed": StateLook(_("Closed"), "closed", "square"),
    # a page in the making
    "draft": StateLook(_("Draft"), "received", "ring"),
    "banned": StateLook(_("Banned"), "removed", "bar"),
}

UNKNOWN: Final = StateLook("", "closed", "ring")
