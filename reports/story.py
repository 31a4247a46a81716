"""A report's timeline in plain sentences, with the names of those who spoke for the council."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic.accounts.queries import Byline, bylines
from civic.core import clock
from reports.enums import State
from reports.models import Report, ReportUpdate
from reports.queries import promised_on


@dataclass(frozen=True)
class Moment:
    """One line of the timeline. html: clean, or "" · kind: "", "now" or "next"."""

    title: str
    at: dt.datetime | None
    html: str = ""
    kind: str = ""
    state: str = ""
    role: str = ""
    official: bool = False


_SENTENCES: dict[str, Any] = {
    State.RECEIVED: gettext_lazy("%(name)s opened this again."),
    State.PLANNED: gettext_lazy("%(name)s planned the work."),
    State.IN_PROGRESS: gettext_lazy("%(name)s says work has begun."),
    State.NEEDS_INFO: gettext_lazy("%(name)s asked for more information."),
    State.FIXED: gettext_lazy("%(name)s says it is fixed."),
    State.WILL_NOT_FIX: gettext_lazy("%(name)s says it will not be fixed."),
    State.NOT_OURS: gettext_lazy("%(name)s says it is not the council’s to fix."),
    State.DUPLICATE: gettext_lazy("%(name)s found that it was reported before."),
}
_NOW: dict[str, Any] = {
    State.RECEIVED: gettext_lazy("We have it and will look at it."),
    State.PLANNED: gettext_lazy("The work is planned."),
    State.IN_PROGRESS: gettext_lazy("Work has begun."),
    State.NEEDS_INFO: gettext_lazy("We need to know more before we can go on."),
    State.FIXED: gettext_lazy("The council says it is fixed."),
    State.WILL_NOT_FIX: gettext_lazy("The council will not fix this. The reason is below."),
    State.NOT_OURS: gettext_lazy("Somebody else looks after this. Who that is stands below."),
    State.DUPLICATE: gettext_lazy("It was reported before. Follow the earlier report."),
    State.WITHDRAWN: gettext_lazy("The person who reported it has taken it back."),
}


def timeline(report: Report) -> list[Moment]:
    """Everything that happened, oldest first, and at the end what happens next."""
    updates = list(report.updates.all())
    names = bylines({report.author_id, *(update.by_id for update in updates)})
    moments = [_reported(report, names[report.author_id])]
    moments += [_moment(update, names[update.by_id]) for update in updates]
    following = _next(report)
    return [*moments, following] if following else moments


def in_a_sentence(report: Report) -> str:
    """How things stand, in at most fifteen words."""
    return str(_NOW[State(report.state)])


def reporter_name(report: Report, known: Byline | None = None) -> str:
    """The name shown with a report: only if the person wants that."""
    if not report.show_name:
        return _("A resident")
    return (known.name if known and report.author_id else report.contact_name) or _("A resident")


def _reported(report: Report, who: Byline) -> Moment:
    return Moment(_("%(name)s reported this.") % {"name": reporter_name(report, who)}, report.created_at)


def _moment(update: ReportUpdate, who: Byline) -> Moment:
    if update.by_author:
        return Moment(_author_sentence(update), update.at, update.source_html, state=update.to_state)
    name = who.name if update.by_id else _("The council")
    words = _SENTENCES.get(update.to_state, gettext_lazy("%(name)s writes:"))
    title = str(words) % {"name": name}
    return Moment(title, update.at, update.source_html, state=update.to_state, role=who.role, official=True)


def _author_sentence(update: ReportUpdate) -> str:
    if update.to_state == State.WITHDRAWN:
        return _("The person who reported it took it back.")
    return _("The person who reported it says it is not so.")


def is_waiting(report: Report) -> bool:
    """Whether the timeline ends with what happens next."""
    return report.state == State.RECEIVED and report.published_at is not None


def _next(report: Report) -> Moment | None:
    """What happens next, and when. Only while something is to happen."""
    if not is_waiting(report):
        return None
    day = promised_on(report)
    if day is None:
        return Moment(_("Next: %(who)s will look at it.") % {"who": _(report.category.responsible)}, None, kind="next")
    facts = {"who": _(report.category.responsible), "day": date_format(day, "l j F")}
    if day < timezone.localdate(clock.now()):
        return Moment(
            _("%(who)s should have answered by %(day)s. We are late, and we are sorry.") % facts, None, kind="next"
        )
    return Moment(_("Next: %(who)s will say what happens, by %(day)s.") % facts, None, kind="next")
