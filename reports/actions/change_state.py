"""Say what has become of a problem."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.core import clock
from civic.core.errors import Invalid, Stale, require
from civic.core.sanitise import rendered
from civic.eventlog.actions.record import record
from reports.actions.locking import locked
from reports.enums import WORDS_MAX, State
from reports.models import Report, ReportUpdate
from reports.rules import can_change_state
from reports.workflow import NEEDS_WORDS, check_step


@transaction.atomic
def change_state(
    *, by: Actor, ref: str, state: str, words: str = "", version: int | None = None, duplicate_of: str = ""
) -> Report:
    """Set a new state with public words, signed with the officer's name.

    version: the report's version the officer was looking at; another one gives Stale, whose fields hold what was said
    meanwhile. words are required where the answer is no. duplicate_of: the other report's reference, for DUPLICATE.
    Raises NotFound, Stale, WrongState, Invalid.
    """
    by.require_may_act()
    duplicate_of = duplicate_of.strip().lower() if state == State.DUPLICATE else ""
    report = locked(ref, by, beside=duplicate_of)
    require(can_change_state(by, report))
    if version is not None and version != report.version:
        raise stale(report)
    if state not in State.values or state == State.WITHDRAWN:
        raise Invalid(state=_("Choose one of the states."))
    check_step(report.state, state)
    said = rendered(words, max_length=WORDS_MAX, min_length=1 if state in NEEDS_WORDS else 0, field="words")
    original = _original(report, duplicate_of, by) if state == State.DUPLICATE else None
    before, now = report.state, clock.now()
    report.state, report.version, report.updated_at, report.duplicate_of = state, report.version + 1, now, original
    report.save(update_fields=["state", "version", "updated_at", "duplicate_of"])
    update = ReportUpdate.objects.create(report=report, by=by.user, from_state=before, to_state=state, at=now, **said)
    record(
        "report.state_changed",
        on=report.subject,
        by=by.acting_as(Role.OFFICER),
        update_id=update.pk,
        before=before,
        state=state,
        category_id=report.category_id,
        area_id=report.area_id,
    )
    return report


def stale(report: Report) -> Stale:
    """Somebody was quicker: say what they set and wrote, so that both texts can be shown."""
    last = report.updates.order_by("-at", "-pk").first()
    error = Stale(state=[State(report.state).label], words=[last.source if last else ""])
    error.report = report  # type: ignore[attr-defined]
    return error


def _original(report: Report, ref: str, by: Actor) -> Report:
    """The report this one repeats: another one, and itself an original."""
    found = Report.objects.visible_to(by).filter(ref=ref).exclude(pk=report.pk).first()
    if found is None:
        raise Invalid(duplicate_of=_("Enter the reference of the earlier report, for example 7k4mfx29qd."))
    passed = {report.pk}
    while found.pk not in passed and found.state == State.DUPLICATE and found.duplicate_of:
        passed.add(found.pk)
        found = found.duplicate_of
    if found.pk in passed:
        raise Invalid(duplicate_of=_("That report is itself marked as a repeat of this one."))
    return found
